"""A warm kernel for the course's notebooks: JupyterLab keeps a spare Python that has the libraries imported.

`hfbasics lab` calls `start()`. The spare becomes the kernel of the next notebook of the course, and a new one
takes its place. All other kernels start as always, and so do all kernels where no spare can be had.
`python -m hfbasics.warm` is the spare itself.
"""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import psutil
from jupyter_client.launcher import launch_kernel
from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from hfbasics.catalogue import ROOT

__all__ = ["WarmProvisioner", "start"]

MEMORY = 3 * 2**30  # bytes; with less to spare, a second set of libraries would make the first one slow
PAUSE = 30  # seconds; a notebook that has just been opened needs the processor first
LAUNCHER = "ipykernel_launcher"

_spare: subprocess.Popen | None = None
_begun = 0.0  # when the spare was started, in seconds since 1970


def start() -> None:
    """Start the spare, and let this process's kernels start with the provisioner below."""
    if os.name != "posix":
        return
    _prepare()
    # Not as an entry point of the package: an older installation would lack it, and start no kernel at all.
    name, group = "hfbasics-warm", KernelProvisionerFactory.GROUP_NAME
    KernelProvisionerFactory.provisioners[name] = EntryPoint(name, "hfbasics.warm:WarmProvisioner", group)
    KernelProvisionerFactory.instance().default_provisioner_name = name


def _prepare() -> None:
    """Start a spare, where there is none and the machine has room for it."""
    global _spare, _begun
    if _spare:
        if _spare.poll() is None:
            return
        _spare.stdin.close()
    if psutil.virtual_memory().available > MEMORY:
        _begun = time.time()
        with contextlib.suppress(OSError):  # no more processes: kernels start as always
            command = [sys.executable, "-m", "hfbasics.warm"]
            _spare = launch_kernel(command, stdin=subprocess.PIPE, cwd=str(ROOT))


def _take(argv: Sequence[str], cwd: str, env: dict[str, str]) -> subprocess.Popen | None:
    """Let the spare become the kernel with these arguments; return it, or None where there is none."""
    global _spare
    taken, _spare = _spare, None
    if taken is None:
        return None
    # After an update of the course, to start the kernel again must bring the new version.
    updated = any(path.stat().st_mtime > _begun for path in Path(__file__).parent.rglob("*.py"))
    with contextlib.suppress(OSError), taken.stdin as order:  # it may have ended
        if not updated:
            order.write(json.dumps({"argv": argv, "cwd": cwd, "env": env}).encode() + b"\n")
            order.flush()
            return taken
    taken.kill()
    taken.wait()
    return None


def _of_the_course(notebook: str) -> bool:
    """Say whether it is a copy of a released notebook: one's own may ask a network for models."""
    path = Path(notebook)
    return (ROOT / "release" / path.parent.name / path.name).is_file()


class WarmProvisioner(LocalProvisioner):
    """Start kernels as Jupyter does, but those of the course's notebooks from the spare."""

    async def launch_kernel(self, cmd, **kwargs):
        """Start a kernel with the command `cmd`; return what is needed to connect to it."""
        env = kwargs.get("env") or dict(os.environ)
        cwd, taken = kwargs.get("cwd") or str(Path.cwd()), None
        if LAUNCHER in cmd and _of_the_course(env.get("JPY_SESSION_NAME", "")):
            taken = _take(cmd[cmd.index(LAUNCHER) + 1 :], cwd, env)
            asyncio.get_running_loop().call_later(PAUSE, _prepare)
        if taken is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid, self.pgid, self.cwd = taken, taken.pid, None, cwd
        with contextlib.suppress(OSError):
            self.pgid = os.getpgid(taken.pid)
        return self.connection_info


def main() -> None:
    """Import what the notebooks import, wait for an order on stdin, and become the kernel it asks for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # until cells run: ipykernel listens to it during each
    inherited = dict(os.environ)
    if sys.path[0] in ("", str(Path.cwd())):  # the kernel adds its own
        del sys.path[0]
    # As a kernel would, before Matplotlib is imported.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    from ipykernel import kernelapp

    from hfbasics.session import preload

    preload()
    line = sys.stdin.readline()
    if not line:  # JupyterLab has ended
        return
    order = json.loads(line)
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    os.chdir(order["cwd"])
    for name, value in order["env"].items():
        if name != "JPY_PARENT_PID" and inherited.get(name) != value:  # what `preload()` has set stays
            os.environ[name] = value
    kernelapp.launch_new_instance(argv=order["argv"])


if __name__ == "__main__":
    main()
