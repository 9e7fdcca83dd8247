"""Open JupyterLab on a learner's own copies of the notebooks."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hfbasics import hub
from hfbasics.catalogue import ROOT, entries
from hfbasics.errors import CourseError
from hfbasics.kernels import environment
from hfbasics.updates import bring

__all__ = ["command", "copy_notebooks", "run"]


def copy_notebooks(release: Path, work: Path) -> list[Path]:
    """Copy every file of `release` that `work` lacks; return the new copies.

    Where the release has changed, its new version is laid beside the learner's copy, and a sentence printed.
    A file that the learner has changed is never touched.
    """
    names = [path.relative_to(release) for path in sorted(release.rglob("*")) if path.is_file()]
    missing = [work / name for name in names if not (work / name).exists()]
    for sentence in bring(release, work):
        print(sentence)
    return [path for path in missing if path.exists()]


def run(options: Sequence[str] = ()) -> int:
    """Copy new notebooks to `work/` and start JupyterLab on the first; return its exit code.

    `options` go to JupyterLab as they are.

    Raises:
        CourseError: when the local hub is not built, or there is no notebook.
    """
    if any(hub.problem(entry) for entry in entries()):
        raise CourseError("The local hub is not complete: run `hfbasics hub build` first.")
    work = ROOT / "work"
    copy_notebooks(ROOT / "release", work)
    # Started in the course folder, where nbgrader's extensions find nbgrader_config.py.
    with subprocess.Popen(command(work, options), cwd=ROOT, env=environment()) as server:
        code = _attend(server)
    if code and "--allow-root" not in options and getattr(os, "geteuid", lambda: 1)() == 0:
        print("You are root, as in many containers: run `hfbasics lab -- --allow-root`.", file=sys.stderr)
    return code


def _attend(server: subprocess.Popen) -> int:
    """Wait for JupyterLab to end. Ctrl-C reaches it, too, and it asks what is meant; SIGTERM is passed on."""
    wanted = {signal.SIGINT: signal.SIG_IGN, signal.SIGTERM: lambda *_: server.terminate()}
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        return server.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def command(work: Path, options: Sequence[str] = ()) -> list[str]:
    """Return the command that opens JupyterLab on the first notebook in `work`.

    Raises:
        CourseError: when there is no notebook.
    """
    notebooks = sorted(path for path in work.glob("*/*.ipynb") if not path.parent.name.startswith("."))
    if not notebooks:
        raise CourseError("There is no notebook in release/: run `make release` first.")
    first = notebooks[0].relative_to(work).as_posix()
    # It shows only the learner's own files, for the solutions lie beside them, and only the kernel that has
    # the course's package: a notebook that was last opened with another one asks which to take.
    return [
        *(sys.executable, "-m", "hfbasics.lab"),
        f"--ServerApp.root_dir={work}",
        f"--LabApp.default_url=/lab/tree/{first}",
        "--KernelSpecManager.allowed_kernelspecs=python3",
        *options,
    ]


def _serve() -> None:
    """Be JupyterLab, and import the libraries for the first kernel while it starts."""
    from hfbasics import warm

    warm.start()
    from jupyterlab.labapp import main

    sys.exit(main())


if __name__ == "__main__":
    _serve()
