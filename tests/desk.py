"""Grade many answers with one kernel: start it once, run the blank notebook, then answer after answer.

Cells are run by nbclient and scored by nbgrader's own `determine_grade`, as `nbgrader autograde` does. What
is left out is only the start of a new kernel for each answer; `test_nbgrader.py` holds that the real command
gives the same scores.
"""

import ast
import contextlib
import copy
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import determine_grade, has_failed, is_grade, is_solution

__all__ = ["Desk", "errors", "open_desk"]


class Graded(NamedTuple):
    """Scores by grade id, and the grade ids of the cells that failed, those without points too."""

    scores: dict[str, float]
    failed: set[str]


class Desk:
    """A running kernel in which the blank notebook, hidden tests included, was run once."""

    def __init__(self, client: NotebookClient, blank: NotebookNode) -> None:
        self._client = client
        self.blank = blank

    def run(self, cell: NotebookNode) -> NotebookNode:
        """Run a copy of a cell and return it with its outputs; an error is an output, too."""
        cell = copy.deepcopy(cell)
        self._client.nb.cells[:] = [cell]
        return self._client.execute_cell(cell, 0)

    def grade(self, exercise: str, source: str, *, alone: bool = False) -> "Graded":
        """Put an answer into the blank notebook; return what nbgrader says of every code grade cell.

        The answer, its try-it cell and then all checks are run. With `alone` only the exercise's own checks
        are, and the try-it cell only where they read what it makes. After that the blank answer stands again.
        """
        (place,) = [i for i, cell in enumerate(self.blank.cells) if _answers(cell, exercise)]
        answered = copy.deepcopy(self.blank.cells[place])
        answered.source = source
        self.run(answered)
        checks = [cell for cell in self.blank.cells if is_grade(cell) and cell.cell_type == "code"]
        if alone:
            checks = [cell for cell in checks if f"_{exercise}_" in cell.metadata.nbgrader.grade_id]
        tried = self.blank.cells[place + 1]
        if not is_grade(tried) and not (alone and _names(tried, made=True).isdisjoint(_names(*checks))):
            self.run(tried)
        scores, failed = {}, set()
        for cell in checks:
            done = self.run(cell)
            scores[cell.metadata.nbgrader.grade_id], _ = determine_grade(done)
            if has_failed(done):
                failed.add(cell.metadata.nbgrader.grade_id)
        self.run(self.blank.cells[place])
        return Graded(scores, failed)


def _answers(cell: NotebookNode, exercise: str) -> bool:
    return is_solution(cell) and cell.metadata.nbgrader.grade_id.endswith(f"_{exercise}_answer")


def _names(*cells: NotebookNode, made: bool = False) -> set[str]:
    """Return the names that cells read, or with `made` those that they give a value."""
    found = set()
    for node in ast.walk(ast.parse("\n".join(cell.source for cell in cells))):
        match node:
            case ast.Name():
                found |= {node.id} if isinstance(node.ctx, ast.Store) == made else set()
            case ast.FunctionDef() | ast.ClassDef() if made:
                found.add(node.name)
    return found


def errors(cell: NotebookNode) -> list[str]:
    """Return the names of the errors in a cell's outputs."""
    return [output.ename for output in cell.get("outputs", []) if output.output_type == "error"]


@contextlib.contextmanager
def open_desk(source: Path) -> Iterator[Desk]:
    """Start a kernel in the notebook's folder and run the notebook once, with every answer left blank."""
    notebook = nbformat.read(source, as_version=4)
    blank, _ = ClearSolutions().preprocess(notebook, {})
    client = NotebookClient(
        nbformat.v4.new_notebook(metadata=blank.metadata),
        timeout=300,
        allow_errors=True,
        resources={"metadata": {"path": str(source.parent)}},
    )
    # nbgrader sets this, too; a notebook that is graded starts no server.
    with client.setup_kernel(env={**os.environ, "NBGRADER_EXECUTION": "autograde"}):
        desk = Desk(client, blank)
        # Rendering a long traceback takes 0.1 s, and every blank exercise raises one for each answer.
        desk.run(nbformat.v4.new_code_cell("%xmode Minimal"))
        blank.cells = [desk.run(cell) if cell.cell_type == "code" else cell for cell in blank.cells]
        yield desk
