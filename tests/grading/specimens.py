"""What a specimen submission is, and the tools to make one from a release notebook.

`cheats.py` holds submissions that try to get points or secrets, `faults.py` those that are broken, huge or
hostile to the batch, and those that are honest but untidy.
"""

import copy
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

__all__ = [
    "Fifo",
    "Folder",
    "Link",
    "LongPath",
    "Sparse",
    "Specimen",
    "add_code",
    "as_bytes",
    "cell",
    "named",
]


@dataclass(frozen=True)
class Link:
    """A symbolic link in a submission's folder."""

    target: str


@dataclass(frozen=True)
class Folder:
    """An empty folder in a submission's folder."""

    def put(self, path: Path) -> None:
        """Make it at this path."""
        path.mkdir()


@dataclass(frozen=True)
class Fifo:
    """A pipe in a submission's folder, which blocks whoever opens it."""

    def put(self, path: Path) -> None:
        """Make it at this path."""
        os.mkfifo(path)


@dataclass(frozen=True)
class Sparse:
    """A file of zeros, of this many bytes, that takes no room on the disk."""

    size: int

    def put(self, path: Path) -> None:
        """Make it at this path."""
        with path.open("wb") as stream:
            stream.truncate(self.size)


@dataclass(frozen=True)
class LongPath:
    """A file below many folders, whose absolute path is as long as Linux allows."""

    def put(self, path: Path) -> None:
        """Make it below this path."""
        while len(os.fsencode(path)) < 4095 - 210:
            path.mkdir()
            path /= "d" * 200
        path.mkdir()
        path /= "f" * (4095 - len(os.fsencode(path)) - 1)
        path.write_bytes(b"deep")


Content = bytes | Link | Folder | Fifo | Sparse | LongPath


@dataclass(frozen=True)
class Specimen:
    """A submission that a small function makes, and what must hold after grading it.

    Args:
        make: gets the release notebook with every answer blank, and the same with the instructor's answers;
            returns the folder's files by name (bytes, a Link, or another oddity that puts itself there).
        earns: the points that its honest part deserves.
        states: the states of which one is recorded.
        repairs: words of which each stands in a repair or a trouble of the record.
    """

    name: str
    make: Callable[[NotebookNode, NotebookNode], dict[str, Content]]
    earns: float
    states: tuple[str, ...] = ("graded", "repaired")
    repairs: tuple[str, ...] = ()

    def write(self, folder: Path, blank: NotebookNode, perfect: NotebookNode) -> None:
        """Write the submission into a folder."""
        for name, content in self.make(copy.deepcopy(blank), copy.deepcopy(perfect)).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Link):
                path.symlink_to(content.target)
            elif isinstance(content, bytes):
                path.write_bytes(content)
            else:
                content.put(path)


def as_bytes(notebook: NotebookNode) -> bytes:
    """Return a notebook as a file's content, without asking whether it is valid."""
    return nbformat.v4.writes_json(notebook).encode()


def cell(notebook: NotebookNode, name: str) -> NotebookNode:
    """Return the cell with this grade id, or this id."""
    return next(
        c for c in notebook.cells if name in (c.metadata.get("nbgrader", {}).get("grade_id"), c.get("id"))
    )


def named(notebook: NotebookNode, name: str = "small") -> dict[str, bytes | Link]:
    """Return a submission's folder with just this notebook."""
    return {f"{name}.ipynb": as_bytes(notebook)}


def add_code(notebook: NotebookNode, source: str, place: int = 0) -> NotebookNode:
    """Insert a code cell of the student's at a place (0 is the first, -1 the last); return the notebook."""
    new = nbformat.v4.new_code_cell(source)
    notebook.cells.insert(len(notebook.cells) if place == -1 else place, new)
    return notebook
