"""Run the student's cells: a warm server in the cage, and a fork of it for each submission.

    python -m hfbasics.grading.candidate FD

The server imports once and may run the instructor's first cells once; it never runs a student's. Each
submission gets a fork with its own processes, its own temporary files and nothing else to write to.
"""

import contextlib
import importlib
import os
import signal
import socket
import sys
import tempfile
import threading
import time
import types
from pathlib import Path

from IPython.core.async_helpers import get_asyncio_loop

from hfbasics.grading import cage, witness
from hfbasics.grading.errors import CannotCross, LinkBroken
from hfbasics.grading.forks import make_quick_to_fork
from hfbasics.grading.outputs import Shell
from hfbasics.grading.wire import Wire

__all__ = ["main", "make_shell", "write_files"]

WORK = Path("/tmp/work")


def make_shell() -> Shell:
    """Make the shell, with a module `__main__` as in a kernel, and its streams."""
    Path(os.environ.setdefault("IPYTHONDIR", f"{tempfile.gettempdir()}/ipython")).mkdir(exist_ok=True)
    module = types.ModuleType("__main__", "A notebook.")
    sys.modules["__main__"] = module
    shell = Shell.instance(user_module=module, user_ns=vars(module))
    with contextlib.suppress(ImportError):
        import tqdm

        tqdm.tqdm.monitor_interval = 0  # no thread beside each progress bar: it would be missing in the forks
    sys.stdout, sys.stderr = shell.streams()
    return shell


def _serve(wire: Wire, shell: Shell) -> None:
    """Fork submissions, and warmer servers, until the examiner's side is closed."""
    running: int | None = None
    while True:
        try:
            message, raw = wire.receive()
        except LinkBroken:
            return
        match message:
            case {"start": limits}:
                _, (end,), *_ = socket.recv_fds(wire.end, 1, 1)
                running, keeper = cage.fork_inside(limits)
                if running == 0:
                    wire.end.close()
                    _submission(Wire(socket.socket(fileno=end)), shell, limits)
                os.close(end)
                wire.send({"started": running is not None})
            case {"warm": cells, "preload": preload, "files": files}:
                _, (end,), *_ = socket.recv_fds(wire.end, 1, 1)
                if os.fork() == 0:
                    wire.end.close()
                    write_files(files, raw)
                    _serve_warm(Wire(socket.socket(fileno=end)), shell, cells, preload)
                    os._exit(0)
                os.close(end)
            case {"signal": number} if running:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(running, number)
            case {"end": True} if running:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(running, signal.SIGKILL)
                _, _, usage = os.wait4(keeper, 0)
                running = None
                wire.send({"ended": usage.ru_maxrss})


def _serve_warm(wire: Wire, shell: Shell, cells: list[str], preload: list[str]) -> None:
    for name in preload:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    done = []
    for source in cells:
        done.append(_run(shell, source))
    # A thread would be missing in the forks, and what waits for it would wait for ever.
    others = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    make_quick_to_fork()
    wire.send({"done": done, "threads": others})
    _serve(wire, shell)


def _run(shell: Shell, source: str) -> dict:
    """Run a cell inside a running event loop, as a kernel does."""
    before, started = os.getpid(), time.monotonic()
    if sys.stdout is None or sys.stderr is None:
        sys.stdout, sys.stderr = shell.streams()
    try:
        cell = shell.run_cell_async(source, store_history=True, transformed_cell=_transformed(shell, source))
        get_asyncio_loop().run_until_complete(cell)
    except Exception:  # of IPython's own, such as after `sys.stdout = None`
        shell.showtraceback()
    if os.getpid() != before:
        os._exit(0)  # a fork that the cell has made and not ended
    outputs, seconds = shell.recorder.take(), time.monotonic() - started
    return {"outputs": outputs, "count": shell.execution_count - 1, "seconds": seconds}


def _transformed(shell: Shell, source: str) -> str | None:
    try:
        return shell.transform_cell(source)
    except Exception:  # IPython shows the error itself when it runs the cell
        return None


def _submission(wire: Wire, shell: Shell, limits: dict) -> None:
    """Do what the examiner's side asks with this submission: run cells, and leave witnesses behind."""
    cage.limit(limits)
    WORK.mkdir(parents=True, exist_ok=True)
    os.chdir(WORK)
    sys.path.insert(0, "")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    while True:
        try:
            message, raw = wire.receive()
            match message:
                case {"files": files}:
                    reply = {"trouble": write_files(files, raw)}
                case {"run": source}:
                    reply = _run(shell, source)
                case {"define": source}:
                    with contextlib.suppress(Exception):
                        exec(compile(source, "<check>", "exec"), shell.user_ns)
                    reply = {}
                case {"witness": True}:
                    _, (end,), *_ = socket.recv_fds(wire.end, 1, 1)
                    reading, writing = os.pipe()
                    if os.fork() == 0:
                        os.close(reading)
                        _witness(wire, end, shell, writing)
                    os.close(end)
                    os.close(writing)
                    os.read(reading, 1)  # until it stands on its own: the next cell may send signals
                    os.close(reading)
                    reply = {}
            try:
                wire.send(reply)
            except CannotCross as error:
                text = f"… the outputs were left out: they are {error}.\n"
                wire.send({"outputs": [{"output_type": "stream", "name": "stdout", "text": text}]})
        except LinkBroken:
            os._exit(0)
        except KeyboardInterrupt:
            # An interrupt that came between two cells.
            continue


def _witness(wire: Wire, end: int, shell: Shell, ready: int) -> None:
    try:
        wire.end.close()
        os.setsid()  # a signal to the group of the submission's cells must not reach it
        os.close(ready)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        witness.serve(Wire(socket.socket(fileno=end)), shell.user_ns)
    finally:
        os._exit(0)


def write_files(files: list[list], raw: bytes) -> str | None:
    """Put files beside the notebook; `files` are name, start and size in `raw`. Return what went wrong."""
    try:
        for name, start, size in files:
            path = Path.cwd() / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw[start : start + size])
    except OSError as error:
        return f"{name[:100]} could not be put beside the notebook: {error.strerror}"
    return None


def main() -> None:
    """Serve over the socket with the given number."""
    wire = Wire(socket.socket(fileno=int(sys.argv[1])))
    WORK.mkdir(parents=True, exist_ok=True)
    os.chdir(WORK)
    with contextlib.suppress(ValueError):
        sys.path.remove("")
    if sys.platform == "linux":
        cage.hide()
    _serve(wire, make_shell())


if __name__ == "__main__":
    main()
