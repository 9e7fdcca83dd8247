"""What a student may see of a graded notebook: their work, their points, and what a failed check says."""

import re
from typing import Any

import nbformat
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import default

from hfbasics.grading.errors import FROM_SUBMISSION, public_name, shortened
from hfbasics.grading.names import is_test, visible

__all__ = ["Conceal", "Sanitize"]

LONGEST = 2000  # characters of the sentence
_PASSED, _FAILED = "This check has passed.", "This check has failed: "


class Conceal(NbGraderPreprocessor):
    """Keep the secrets of test cells out of a feedback page, for `c.GenerateFeedback.preprocessors`.

    A hidden region leaves no trace. Of what a test cell has shown, only the sentence of the failed check
    stays: no values, no traceback, and not what the submission printed or raised while it was asked.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Rewrite one cell."""
        if is_test(cell):
            theirs = ClearHiddenTests(parent=self.parent)  # a course may have markers of its own
            own = visible(cell.source, (theirs.begin_test_delimeter, theirs.end_test_delimeter))
            cell.source = visible(own).rstrip() or "# hidden test"
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=_sentence(cell) + "\n")]
        return cell, resources


def _sentence(cell: NotebookNode) -> str:
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if not errors:
        return _PASSED
    name, text = errors[-1].ename, re.sub(r"\x1b\[[0-9;]*m", "", errors[-1].evalue)
    if name.endswith(FROM_SUBMISSION):
        kind = public_name(name.removesuffix(FROM_SUBMISSION))
        return f"{_FAILED}your code raised {kind} where no error was expected."
    if name in ("AssertionError", "NoAnswer", "CannotCross", "NotImplementedError"):
        return _FAILED + shortened(text.strip() or "your answer is another one than expected.", LONGEST)
    if name == "NameError":
        return f"{_FAILED}a name that it needs is not defined; run your notebook from the top to find it."
    return f"{_FAILED}it stopped with {name}, so your answer has another form than expected."


class Sanitize(SanitizeHTML):
    """Keep scripts of a submission out of an instructor's browser, for `c.HTMLExporter.preprocessors`."""

    @default("tags")
    def _tags(self) -> list[str]:
        return _TAGS.split()

    @default("attributes")
    def _attributes(self) -> dict[str, list[str]]:
        return {
            "*": ["title", "lang"],
            "a": ["href"],
            "img": ["alt", "src", "width", "height"],
            "td": ["colspan", "rowspan"],
            "th": ["colspan", "rowspan", "scope"],
        }


_TAGS = """
a abbr b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s
samp small span strong sub summary sup table tbody td tfoot th thead tr u ul
"""
