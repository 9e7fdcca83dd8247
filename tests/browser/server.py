"""Start the real programs in a copy of the course, and end them with all that they have started."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

__all__ = ["learners_jupyter", "teachers_jupyter"]

_TOKEN = "browser-tests"
_SECONDS_TO_START, _SECONDS_TO_STOP = 180, 60
# The command `hfbasics lab`, for another course folder than the one that the package lies in.
_LAB = """
import sys
from pathlib import Path
from hfbasics import lab
lab.ROOT = Path(sys.argv[1])
sys.exit(lab.run(sys.argv[2:]))
"""


@contextlib.contextmanager
def learners_jupyter(course: Path) -> Iterator[str]:
    """Run `hfbasics lab` in this course folder; yield the address, into which a path goes by `format`."""
    with _running([sys.executable, "-c", _LAB, str(course)], course) as address:
        yield address


@contextlib.contextmanager
def teachers_jupyter(course: Path) -> Iterator[str]:
    """Run `jupyter lab` in this course folder, as an instructor does; yield the address in the same way."""
    with _running([sys.executable, "-m", "jupyter", "lab"], course) as address:
        yield address


@contextlib.contextmanager
def _running(command: list[str], course: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*command, "--no-browser", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if os.name == "posix" and os.geteuid() == 0:
        command.append("--ServerApp.allow_root=True")
    own = course.parent / f"{course.name}-jupyter"
    # Nothing that this machine's user has set in JupyterLab shows here, and nothing of this run stays there.
    environment = {
        **os.environ,
        "JUPYTER_TOKEN": _TOKEN,
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        "PYTHONPATH": str(ROOT),
    }
    own.mkdir(exist_ok=True)
    log = own / "server.log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            command, cwd=course, env=environment, stdout=stream, stderr=stream, start_new_session=True
        )
        try:
            _wait_for(server, f"http://127.0.0.1:{port}/api/status?token={_TOKEN}", log)
            yield f"http://127.0.0.1:{port}/{{}}?token={_TOKEN}"
        finally:
            _stop(server)


def _wait_for(server: subprocess.Popen, address: str, log: Path) -> None:
    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, TimeoutError):
            urllib.request.urlopen(address, timeout=10).close()
            return
        time.sleep(0.2)
    told = log.read_text(encoding="utf-8", errors="replace")[-3000:]
    raise AssertionError(f"JupyterLab did not answer within {_SECONDS_TO_START} seconds:\n{told}")


def _stop(server: subprocess.Popen) -> None:
    """Ask the server and what it has started to end; after a while, end them."""
    deadline = time.monotonic() + _SECONDS_TO_STOP
    with contextlib.suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
        while time.monotonic() < deadline:
            server.poll()  # a process that nobody has asked for stays in the group
            os.killpg(server.pid, 0)
            time.sleep(0.1)
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(_SECONDS_TO_STOP)
