"""Show whoever grades by hand what the instructor wrote: the model answer and the marking scheme."""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

__all__ = ["MarkingScheme"]

_TITLE = "For whoever grades: model answer and marking scheme"


class MarkingScheme(Preprocessor):
    """Put the instructor's own cell below each answer that a person grades, on Formgrader's page alone.

    For `c.HTMLExporter.preprocessors`, after `Sanitize`. A feedback page, which is made by the same exporter,
    gets nothing of it.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Add the cells; without a source notebook, add none."""
        if "submission_id" not in resources:  # only Formgrader's page of a submission has one
            return nb, resources
        schemes = self._schemes(resources["assignment_id"], resources["notebook_id"])
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            scheme = schemes.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if scheme:
                cells.append(nbformat.v4.new_markdown_cell(scheme))
        nb.cells = cells
        return nb, resources

    def _schemes(self, assignment: str, notebook: str) -> dict[str, str]:
        """Return by `grade_id` the instructor's cells that a person grades, as quotations."""
        course = CourseDirectory(config=self.config)
        path = Path(course.format_path(course.source_directory, ".", assignment)) / f"{notebook}.ipynb"
        if not path.is_file():
            self.log.warning("%s is not there, so no marking scheme is shown.", path)
            return {}
        return {
            cell.metadata.nbgrader.grade_id: _quoted(cell)
            for cell in nbformat.read(path, as_version=4).cells
            if cell.metadata.get("nbgrader", {}).get("grade") and cell.metadata.nbgrader.get("solution")
        }


def _quoted(cell: NotebookNode) -> str:
    text = cell.source if cell.cell_type == "markdown" else f"```python\n{cell.source}\n```"
    return "\n".join(f"> {line}" for line in [f"**{_TITLE}**", "", *text.splitlines()])
