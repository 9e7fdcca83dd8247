"""Open JupyterLab on a learner's own copies of the notebooks."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from hfbasics import hub
from hfbasics.catalogue import ROOT, entries
from hfbasics.errors import CourseError

__all__ = ["copy_notebooks", "run"]


def copy_notebooks(release: Path, work: Path) -> list[Path]:
    """Copy every file of `release` that `work` lacks; never touch one that is there. Return the new ones."""
    copied = []
    for source in sorted(path for path in release.rglob("*") if path.is_file()):
        target = work / source.relative_to(release)
        if ".ipynb_checkpoints" not in source.parts and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            copied.append(target)
    return copied


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
    notebooks = sorted(work.glob("*/*.ipynb"))
    if not notebooks:
        raise CourseError("There is no notebook in release/: run `make release` first.")
    first = notebooks[0].relative_to(work).as_posix()
    # Started in the course folder, where nbgrader's extensions find nbgrader_config.py, but showing only the
    # learner's own files: the solutions lie beside them.
    command = [sys.executable, "-m", "jupyter", "lab", f"--ServerApp.root_dir={work}"]
    command += [f"--LabApp.default_url=/lab/tree/{first}", *options]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
