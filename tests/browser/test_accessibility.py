"""axe-core finds nothing on the pages that people read. It finds what is wrong with a page that is wrong."""

import pytest

from hfbasics.grading.course import Course
from hfbasics.grading.grade import grade
from hfbasics.grading.pages import ReadableHTML
from hfbasics.report.report import write_reports
from tests.browser.axe import barriers
from tests.conftest import ROOT
from tests.grading.conftest import hand_in, make_course, nbgrader
from tests.grading.small import ANSWERS, ASSIGNMENT

NOTEBOOKS = sorted((ROOT / "release").glob("*/*.ipynb"))
STUDENTS = ("ada", "ben", "cleo", "dan", "eve", "finn", "gia", "hal", "ida", "jon", "kim", "lea")
WRONG = {"answer": "answer = 41", "words": "def words(text):\n    raise ValueError(text)"}
# A picture without words, a page without a language, text that is hardly visible in the dark only.
FAULTY = """<!DOCTYPE html><html><head><title>Faulty</title><style>
@media (prefers-color-scheme: dark) { body { background: black; } p { color: #333; } }
</style></head><body><main><h1>Results</h1><p>All is well.</p><img src="data:,"></main></body></html>"""


def test_the_tool_rejects_a_page_with_faults(page):
    page.set_content(FAULTY)
    found = barriers(page)
    assert {line.split(",")[0] for line in found} == {
        *("light: html-has-lang", "light: image-alt"),
        *("dark: html-has-lang", "dark: image-alt", "dark: color-contrast"),
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_as_a_page_has_no_barriers(page, tmp_path, path, theme):
    html, _ = ReadableHTML(theme=theme).from_filename(str(path))
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    page.goto(file.as_uri())
    assert barriers(page) == []


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A small course, graded with this project's settings, with its feedback and its report."""
    root = tmp_path_factory.mktemp("small") / "course"
    blank, _ = make_course(root)
    (root / "nbgrader_config.py").write_bytes((ROOT / "nbgrader_config.py").read_bytes())
    for place, student in enumerate(STUDENTS):
        answers = dict(list(ANSWERS.items())[: 2 + place % 5])  # some exercises are left blank
        hand_in(root, blank, answers | (WRONG if place % 3 == 0 else {}), student)
    hand_in(root, blank, {}, "blank")
    course = Course(root)
    grade(course, [ASSIGNMENT], jobs=1, unsafe=True)
    done = nbgrader(root, "generate_feedback", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    write_reports(course, [], root / "reports")
    write_reports(course, [], root / "anonymous", anonymous=True)
    return root


@pytest.mark.parametrize("student", [STUDENTS[0], "blank"])
def test_a_feedback_page_has_no_barriers(page, graded, student):
    page.goto((graded / "feedback" / student / ASSIGNMENT / "small.html").as_uri())
    assert barriers(page) == []


@pytest.mark.parametrize("folder", ["reports", "anonymous"])
def test_the_report_has_no_barriers(page, graded, folder, picture):
    page.goto((graded / folder / f"{ASSIGNMENT}.html").as_uri())
    if folder == "reports":
        page.get_by_role("heading", name="Exercises", exact=True).evaluate(
            "heading => heading.scrollIntoView()"
        )
        picture("report", page)
    assert barriers(page) == []
