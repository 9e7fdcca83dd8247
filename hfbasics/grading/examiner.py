"""Run the test cells: the instructor's notebook once, and from each test cell on a fork per submission.

    python -m hfbasics.grading.examiner FD

This process runs the instructor's cells only. It stops before each test cell and leaves a snapshot of itself
there. For a submission the snapshot forks, runs the test cell with the student's names behind a `Link`, and
says what came out. No code of a student's ever runs here.
"""

import ast
import asyncio
import contextlib
import inspect
import linecache
import os
import resource
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Collection
from pathlib import Path

import nbformat
from nbgrader.utils import is_solution

from hfbasics.grading.candidate import make_shell, write_files
from hfbasics.grading.errors import FROM_SUBMISSION, LinkBroken, error_output
from hfbasics.grading.figures import draw_over_there
from hfbasics.grading.files import Files, put_back
from hfbasics.grading.forks import make_quick_to_fork
from hfbasics.grading.landlock import keep_from
from hfbasics.grading.link import Link
from hfbasics.grading.names import Step, plan, statements
from hfbasics.grading.namespace import MainModule, Names
from hfbasics.grading.outputs import Shell
from hfbasics.grading.patches import Patches
from hfbasics.grading.rehearsal import Places, granting, rehearse
from hfbasics.grading.rewrite import AsInOneProcess, ask_objects_there, compiled
from hfbasics.grading.score import result as score
from hfbasics.grading.wire import Wire

__all__ = ["main"]


def _check(
    shell: Shell,
    step: Step,
    cell: dict,
    wire: Wire,
    shared: dict[str, object],
    files: Collection[Path],
    places: Places,
    seconds: float,
) -> dict:
    """Run one test cell against a submission; return its outputs, and whether it has passed."""
    started = time.monotonic()
    wire.deadline = started + seconds
    signal.signal(signal.SIGALRM, _too_long(seconds))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    sys.stdout, sys.stderr = shell.streams()
    shell.recorder.clear()
    link, watch, shown, error = None, None, None, None
    try:
        link = Link(wire, shared)
        link.foreign.guard()
        draw_over_there(link)
        names = Names(shell.user_ns, step, link)
        watch, patches = Files(link, files), Patches(cell["source"], names, link)
        link.before_call = lambda: (watch.push(), patches.push())
        shell.user_ns, sys.modules["__main__"] = names, MainModule(names)
        value = _execute(granting(statements(cell["source"]), places, step.operators), cell["source"], names)
        shown = None if value is None else score(value, cell["source"])
    except BaseException as raised:
        error = raised
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if watch:
            watch.stop()
    if link is None or link.broken:
        error = LinkBroken(link.broken if link else str(error))
    outputs = [output for output in shell.recorder.take() if output.get("name") != "stderr"]
    if error is not None:
        outputs.append(_shown(error))
    elif shown is not None:
        outputs.append(shown)
    return {
        "outputs": outputs,
        "passed": error is None,
        "seconds": time.monotonic() - started,
        "broken": str(error) if type(error) is LinkBroken else None,
    }


def _too_long(seconds: float) -> Callable:
    def handler(*_: object) -> None:
        raise LinkBroken(f"no answer in time ({seconds:g} s)")

    return handler


def _execute(body: list[ast.stmt], source: str, names: Names) -> object:
    """Run a test cell; return the value of its last line when that is an expression, as IPython shows it."""
    linecache.cache["<test cell>"] = (len(source), None, source.splitlines(keepends=True), "<test cell>")
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    _finish(eval(compiled(body, "exec"), names))
    return (
        None
        if last is None or source.rstrip().endswith(";")
        else _finish(eval(compiled([last], "eval"), names))
    )


def _finish(value: object) -> object:
    return asyncio.run(value) if inspect.iscoroutine(value) else value


def _shown(error: BaseException) -> dict:
    """Return an error as an output; frames of this package are left out."""
    name, text = type(error).__name__, str(error)
    if getattr(error, "from_submission", None):
        name += FROM_SUBMISSION
    elif type(error) is LinkBroken:
        name, text = "NoAnswer", f"The submission gave no answer to this check: {text}."
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if f"{os.sep}grading{os.sep}" not in f.filename
    ]
    trace = [line.rstrip() for line in traceback.format_list(frames)]
    return error_output(name, text, ["Traceback (most recent call last):", *trace])


def _snapshot(wire: Wire, shell: Shell, step: Step, cell: dict, shared: dict[str, object]) -> None:
    """Wait at a test cell; run it in a fork for every submission that comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            message, _ = wire.receive()
        except LinkBroken:
            os._exit(0)
        _, (end,), *_ = socket.recv_fds(wire.end, 1, 1)
        with put_back() as files:
            child, result = _in_fork(shell, step, cell, shared, files, end, message)
        wire.send(result)
        os.waitpid(child, 0)  # its memory is given back while the next check runs


def _in_fork(
    shell: Shell,
    step: Step,
    cell: dict,
    shared: dict[str, object],
    files: Collection[Path],
    end: int,
    limits: dict,
) -> tuple[int, dict]:
    """Run a test cell in a fork, which answers to this process alone; end it when it takes too long.

    Returns:
        The fork, which is killed and not waited for, and what came of the check.
    """
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        _bound(limits["memory"])
        student = Wire(socket.socket(fileno=end))
        result = _check(shell, step, cell, student, shared, files, limits["places"], limits["seconds"])
        Wire(theirs).send(result)
        os._exit(0)
    os.close(end)
    theirs.close()
    answer = Wire(ours)
    answer.deadline = time.monotonic() + limits["seconds"] + 5
    try:
        result, _ = answer.receive()
    except LinkBroken:
        why = "the check did not end in time" if time.monotonic() > answer.deadline else "the check ended"
        result = {"outputs": [_shown(LinkBroken(why))], "passed": False, "broken": why}
    ours.close()
    os.kill(child, signal.SIGKILL)
    if result["broken"]:
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)  # until then it may write files
    return child, result


def _rehearsed(shell: Shell, cells: list[dict], steps: list[Step], seconds: float) -> dict[str, Places]:
    """Run the instructor's whole notebook in a fork, where classes with operators are part of the task."""
    if not any(step.tasks for step in steps):
        return {}
    ours, theirs = socket.socketpair()
    with put_back():
        child = os.fork()
        if child == 0:
            sys.stdout, sys.stderr = shell.streams()
            Wire(theirs).send(rehearse(cells, steps, shell.user_ns, seconds))
            os._exit(0)
        theirs.close()
        answer = Wire(ours)
        answer.deadline = time.monotonic() + seconds * len(steps)
        try:
            return answer.receive()[0]
        except LinkBroken:
            return {}
        finally:
            ours.close()
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _bound(memory: int) -> None:
    """Keep a huge answer from taking all memory: the check gets a MemoryError instead."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))


def _prepare(wire: Wire, shell: Shell, cells: list[dict], seconds: float) -> None:
    """Run the instructor's cells in order, and leave a snapshot before each test cell."""
    notebook_cells = [nbformat.from_dict(cell) for cell in cells]
    shared: dict[str, object] = {}
    quick = False
    steps = plan(notebook_cells)
    places = _rehearsed(shell, cells, steps, seconds)
    for step in steps:
        cell = cells[step.index]
        if step.test:
            if not quick:
                make_quick_to_fork()
                quick = True
            ours, theirs = socket.socketpair()
            if os.fork() == 0:
                theirs.close()
                wire.end.close()
                own = {name: value for name, value in shared.items() if name not in step.names}
                _snapshot(Wire(ours), shell, step, cell, own)
            ours.close()
            wire.send({"test": cell["metadata"]["nbgrader"]["grade_id"]})
            socket.send_fds(wire.end, [b"."], [theirs.fileno()])
            theirs.close()
        before = set(shell.user_ns)
        trouble = _run(shell, step.run)
        if not step.test and not is_solution(notebook_cells[step.index]):
            # `from … import *` binds names that only the run itself tells.
            new = (set(shell.user_ns) - before) | (step.binds & set(shell.user_ns))
            shared = shared | {name: shell.user_ns[name] for name in new if not name.startswith("_")}
        if trouble and not step.test:
            wire.send({"trouble": f"cell {step.index + 1} of the instructor's notebook failed: {trouble}"})
    wire.send({"ready": True, "places": places})


def _run(shell: Shell, body: list[ast.stmt]) -> str | None:
    """Run statements of an instructor's cell as IPython does; return what went wrong."""
    if not body:
        return None
    for statement in body:
        source = ast.unparse(AsInOneProcess().visit(statement))
        result = shell.run_cell(source, store_history=False)
        if not result.success:
            error = result.error_in_exec or result.error_before_exec
            return f"{type(error).__name__}: {error}"
    shell.recorder.clear()
    return None


def main() -> None:
    """Prepare what the first message says, then keep the snapshots alive until the other side leaves."""
    wire = Wire(socket.socket(fileno=int(sys.argv[1])))
    message, raw = wire.receive()
    shell = make_shell()
    ask_objects_there()
    keep_from(map(Path, message["secret"]))
    write_files(message["files"], raw)
    _prepare(wire, shell, message["cells"], message["seconds"])
    with contextlib.suppress(LinkBroken):
        wire.receive()
    os._exit(0)


if __name__ == "__main__":
    main()
