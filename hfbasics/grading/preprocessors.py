"""The grading room inside `nbgrader autograde` and Formgrader's own button, one submission at a time.

c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput", "hfbasics.grading.preprocessors.Rebuild",
    "nbgrader.preprocessors.OverwriteKernelspec", "nbgrader.preprocessors.CheckCellMetadata"]
c.Autograde.autograde_preprocessors = [
    "hfbasics.grading.preprocessors.Examine", … the rest of nbgrader's own list without Execute]
"""

import dataclasses
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from hfbasics.grading.course import Course
from hfbasics.grading.grade import check_guards
from hfbasics.grading.intake import read_folder, read_notebook, rebuild
from hfbasics.grading.job import fill
from hfbasics.grading.run import Assignment, Room

__all__ = ["Examine", "Rebuild"]


def _course() -> Course:
    return Course(Path.cwd())  # nbgrader goes to the course's folder before it starts


def _assignment(resources: Any, course: Course) -> Assignment:
    names = resources["nbgrader"]
    with course.gradebook() as gradebook:
        return course.notebooks(names["assignment"], gradebook)[names["notebook"]]


class Rebuild(NbGraderPreprocessor):
    """Rebuild a submission from the instructor's notebook, in place of `OverwriteCells`."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Replace all cells, and say in the log what was repaired."""
        submitted, repairs = read_notebook(nbformat.writes(nb).encode())
        cells, more = rebuild(_assignment(resources, _course()).cells, submitted)
        for repair in repairs + more:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], repair)
        nb.cells = [nbformat.from_dict(cell) for cell in cells]
        nb.nbformat, nb.nbformat_minor = 4, 5
        return nb, resources


class Examine(NbGraderPreprocessor):
    """Run a rebuilt submission in two processes, in place of nbgrader's `Execute`."""

    runs_cells = True

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Fill in the outputs of all cells."""
        course = _course()
        caged = check_guards(course.settings.unsafe)
        room = Room(dataclasses.replace(_assignment(resources, course), caged=caged))
        try:
            files = read_folder(Path(resources["metadata"]["path"])).beside
            outcome = room.grade(nb.cells, files)
        finally:
            room.close()
        for trouble in outcome.troubles:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], trouble)
        fill(nb.cells, outcome)
        nb.cells = nbformat.from_dict(nb.cells)
        return nb, resources
