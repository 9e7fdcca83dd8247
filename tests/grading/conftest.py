"""A course folder with the small notebook, released by nbgrader itself; and a link to a student's names."""

import contextlib
import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
import pytest

from hfbasics.grading import cage
from hfbasics.grading.link import Link
from hfbasics.grading.wire import Wire
from hfbasics.grading.witness import serve
from tests.conftest import run_python
from tests.grading.small import ANSWERS, ASSIGNMENT, fill, source

CONFIG = """
import os, sys
from pathlib import Path
c = get_config()
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.Execute.timeout = 5
c.GradingRoom.memory = 512
c.GradingRoom.disk = 16
c.GradingRoom.submission_seconds = 30
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
"""


CAGED = ("test_specimens.py", "test_batch.py", "test_feedback.py", "test_cage.py", "test_styles.py")


def pytest_collection_modifyitems(items) -> None:
    """Skip what grades in the cage where there is none; the reason names the guard."""
    caged = [item for item in items if item.path.name in CAGED]
    missing = cage.missing() if caged else ""
    for item in caged if missing else []:
        item.add_marker(pytest.mark.skip(reason=f"no cage on this machine ({missing})"))


def make_course(root: Path) -> tuple[nbformat.NotebookNode, nbformat.NotebookNode]:
    """Make a course folder; return its release with every answer blank, and with the instructor's answers."""
    (root / "source" / ASSIGNMENT).mkdir(parents=True)
    nbformat.write(source(), root / "source" / ASSIGNMENT / "small.ipynb")
    (root / "nbgrader_config.py").write_text(CONFIG)
    nbgrader(root, "generate_assignment", ASSIGNMENT)
    blank = nbformat.read(root / "release" / ASSIGNMENT / "small.ipynb", as_version=4)
    return blank, fill(blank, ANSWERS)


def hand_in(
    root: Path, blank: nbformat.NotebookNode, answers: dict[str, str], student: str, timestamp: str = ""
) -> None:
    """Put a submission with these answers into `submitted/`."""
    folder = root / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    nbformat.write(fill(blank, answers), folder / "small.ipynb")
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)


def nbgrader(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run one of nbgrader's own commands in a course folder."""
    return run_python("-m", "nbgrader", *arguments, cwd=root)


@contextlib.contextmanager
def linked(code: str, shared: Mapping[str, object]) -> Iterator[Link]:
    """Run a student's code in a process of its own, without a cage, and link to it as a test cell does."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        try:
            ours.close()
            names = {}
            exec(code, names)
            serve(Wire(theirs), names)
        finally:
            os._exit(0)
    theirs.close()
    try:
        yield Link(Wire(ours), shared)
    finally:
        ours.close()
        os.waitpid(child, 0)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A fresh course folder, its blank release and its release with the instructor's answers."""
    root = tmp_path_factory.mktemp("small") / "course"
    return root, *make_course(root)
