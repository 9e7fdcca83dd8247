"""The grading room inside `nbgrader autograde` and Formgrader's own button, one submission at a time.

c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput", "hfbasics.grading.preprocessors.Rebuild",
    "nbgrader.preprocessors.OverwriteKernelspec", "nbgrader.preprocessors.CheckCellMetadata"]
c.Autograde.autograde_preprocessors = [
    "hfbasics.grading.preprocessors.Examine", … the rest of nbgrader's own list without Execute]
"""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from hfbasics.grading.course import Course
from hfbasics.grading.grade import check_guards
from hfbasics.grading.intake import read_folder, read_notebook, rebuild
from hfbasics.grading.job import check_outputs, sound
from hfbasics.grading.run import Assignment, Room

__all__ = ["Examine", "Rebuild"]


def _assignment(resources: Any) -> Assignment:
    course = Course(Path.cwd())  # nbgrader goes to the course's folder before it starts
    names = resources["nbgrader"]
    caged = check_guards(course.settings.unsafe)
    with course.gradebook() as gradebook:
        return course.notebooks(names["assignment"], gradebook, caged)[names["notebook"]]


class Rebuild(NbGraderPreprocessor):
    """Rebuild a submission from the instructor's notebook, in place of `OverwriteCells`."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Replace all cells, and say in the log what was repaired."""
        submitted, repairs = read_notebook(nbformat.writes(nb).encode())
        cells, more = rebuild(_assignment(resources).cells, submitted)
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
        found = read_folder(Path(resources["metadata"]["path"]))
        files = {name: content for name, content in found.files.items() if not name.endswith(".ipynb")}
        room = Room(_assignment(resources))
        try:
            outcome = room.grade(json.loads(json.dumps(nb.cells)), files)
        finally:
            room.close()
        for trouble in outcome.troubles:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], trouble)
        for index, cell in enumerate(nb.cells):
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if cell.cell_type == "code":
                check = outcome.checks.get(name)
                outputs = check_outputs(check) if check else sound(outcome.outputs.get(index, []))
                cell.outputs = [nbformat.from_dict(output) for output in outputs]
        return nb, resources
