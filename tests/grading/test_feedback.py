"""A feedback page shows a student's work and what failed, and neither a secret nor a script."""

from html.parser import HTMLParser

import nbformat
import pytest

from hfbasics.grading.course import Course
from hfbasics.grading.grade import grade
from tests.grading.conftest import CONFIG, nbgrader
from tests.grading.small import ANSWERS, ASSIGNMENT, SECRETS, fill
from tests.grading.specimens import add_code, as_bytes

FEEDBACK = """
c.GenerateFeedback.preprocessors = [
    "hfbasics.grading.feedback.Conceal", "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor"]
c.HTMLExporter.preprocessors = ["hfbasics.grading.feedback.Sanitize"]
"""
SCRIPT = """
from IPython.display import HTML, Javascript, display
display(HTML("<b>bold</b><script>alert('html')</script><img src=x onerror=alert('image')>"))
display(Javascript("alert('javascript')"))
"""
LEAKS = {
    "stack": "class Stack:\n    def push(self, item):\n        print(item)\n        raise ValueError(item)",
    "words": "def words(text):\n    print(text)\n    return text",
    "why": "A reason.<script>alert('markdown')</script>",
}


@pytest.fixture(scope="module")
def page(course):
    root, blank, _ = course
    (root / "nbgrader_config.py").write_text(CONFIG + FEEDBACK)
    folder = root / "submitted" / "ada" / ASSIGNMENT
    folder.mkdir(parents=True)
    notebook = add_code(fill(blank, {**ANSWERS, **LEAKS, "answer": "answer = 41"}), SCRIPT, -1)
    (folder / "small.ipynb").write_bytes(as_bytes(notebook))
    (entry,) = grade(Course(root), [ASSIGNMENT], jobs=1)
    assert (entry.state, entry.score) == ("graded", 3 + 2)
    done = nbgrader(root, "generate_feedback", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    return root, (root / "feedback" / "ada" / ASSIGNMENT / "small.html").read_text("utf-8")


def test_it_shows_the_work_the_points_and_the_sentence_of_the_failed_check(page):
    _, html = page
    assert "clear_negative" in html
    assert "This check has failed: answer should be another number." in html
    assert "your code raised ValueError where no error was expected" in html
    assert "This check has passed." in html
    assert "5.0 / 14.0" in html


def test_no_secret_and_no_traceback_is_in_it(page):
    root, html = page
    assert not [secret for secret in SECRETS if secret in html]
    assert "Traceback (most" not in html
    assert "BEGIN HIDDEN" not in html
    graded = nbformat.read(root / "autograded" / "ada" / ASSIGNMENT / "small.ipynb", as_version=4)
    assert any("BEGIN HIDDEN" in cell.source for cell in graded.cells), "the instructor sees the whole check"


class _Scripts(HTMLParser):
    """Collect what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found, self._inside = [], False

    def handle_starttag(self, tag, attrs):
        self._inside = tag == "script"
        self.found += [
            value for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")
        ]

    def handle_data(self, data):
        self.found += [data] if self._inside else []


def test_no_script_of_the_student_is_in_it(page):
    _, html = page
    scripts = _Scripts()
    scripts.feed(html)
    assert "<b>bold</b>" in html
    assert scripts.found, "nbgrader's own scripts are there, so the search works"
    assert not [script for script in scripts.found if script and "alert(" in script]
