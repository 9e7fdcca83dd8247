"""Formgrader's page shows whoever grades the instructor's own answer; no other page does."""

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from tests.grading.small import ASSIGNMENT, source

SCHEME = "Because it is so."
WHERE = {"assignment_id": ASSIGNMENT, "notebook_id": "small"}


@pytest.fixture
def root(tmp_path):
    (tmp_path / "source" / ASSIGNMENT).mkdir(parents=True)
    nbformat.write(source(), tmp_path / "source" / ASSIGNMENT / "small.ipynb")
    return tmp_path


def _page(root, resources: dict) -> str:
    """Return a submission as a page, whose written answer is another one than the instructor's."""
    submission = source()
    submission.cells[-1].source = "No reason."
    config = Config(
        CourseDirectory={"root": str(root)},
        HTMLExporter={"preprocessors": ["hfbasics.grading.scheme.MarkingScheme"]},
    )
    page, _ = HTMLExporter(config=config).from_notebook_node(submission, resources)
    return page


def test_formgraders_page_has_the_scheme_below_the_written_answer(root):
    before, _, after = _page(root, WHERE | {"submission_id": "1"}).partition("No reason.")
    assert SCHEME not in before
    assert "model answer and marking scheme" in after
    assert SCHEME in after


def test_only_cells_that_a_person_grades_have_one(root):
    assert _page(root, WHERE | {"submission_id": "1"}).count("model answer and marking scheme") == 1


def test_a_page_for_a_student_has_none(root):
    page = _page(root, {"nbgrader": {"student": "ada", "assignment": ASSIGNMENT, "notebook": "small"}})
    assert "No reason." in page
    assert SCHEME not in page


def test_without_a_source_notebook_the_page_is_as_it_was(root):
    (root / "source" / ASSIGNMENT / "small.ipynb").unlink()
    assert SCHEME not in _page(root, WHERE | {"submission_id": "1"})
