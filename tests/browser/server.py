"""Start the real programs in a copy of the course, and end them with all that they have started."""

import contextlib
import json
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

from hfbasics import hub

__all__ = ["learners_jupyter", "teachers_jupyter"]

_TOKEN = "browser-tests"
_SECONDS_TO_START, _SECONDS_TO_STOP = 180, 60
# What a person has who has once answered JupyterLab's question about news with No.
_NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


@contextlib.contextmanager
def learners_jupyter(course: Path) -> Iterator[str]:
    """Run `hfbasics lab` in this copy of the project; yield the address, into which `format` puts a path."""
    with _running([sys.executable, "-m", "hfbasics.cli", "lab", "--"], course) as address:
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
    settings = own / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(_NO_NEWS))
    # Nothing that this machine's user has set in JupyterLab shows here, and nothing of this run stays there.
    environment = {
        **os.environ,
        "HFBASICS_HOME": str(hub.home()),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "JUPYTER_TOKEN": _TOKEN,
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        # A copy of the package in the course folder goes before the installed one, in kernels, too.
        "PYTHONPATH": str(course),
    }
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
    said = log.read_text(encoding="utf-8", errors="replace")[-3000:]
    raise AssertionError(f"JupyterLab ended, or did not answer within {_SECONDS_TO_START} seconds:\n{said}")


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
