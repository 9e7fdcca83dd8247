"""The report says what the gradebook, the record and the notebooks hold, and anonymous means anonymous."""

import html
import io
import json
import os
import re
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from nbgrader.api import Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from rich.console import Console

from hfbasics.cli import main
from hfbasics.grading.course import Course
from hfbasics.grading.grade import RECORD, grade
from hfbasics.report import report
from hfbasics.report.discrimination import FEWEST, discriminations
from hfbasics.report.privacy import veil
from hfbasics.report.reasons import first_sentence
from hfbasics.report.results import Exercise, read_record
from tests.grading.conftest import hand_in, make_course, nbgrader
from tests.grading.small import ANSWERS, ASSIGNMENT

# Id, first and last name of a class; what each hands in, and why its check fails.
PEOPLE = {
    "ada": ("Ada", "Lovelace"),
    "b-2001": ("Blaise", "Pascal"),
    "c-2002": ("Carl", "Gauß"),
    "d-2003": ("Dorothy", "Vaughan"),
    "e-2004": ("Emmy", "Noether"),
    "f-2005": ("Fu", "Hsi"),
    "g-2006": ("Grace", "Hopper"),
    "h-2007": ("Hedy", "Lamarr"),
    "i-2008": ("Ida", "Rhodes"),
    "j-2009": ("Joan", "Clarke"),
    "k-2010": ("Katherine", "Johnson"),
    "Zoë, the <b>2nd": ("Zoë", "O'Neil"),
    "m-2012": ("Mary", "Somerville"),
}
OUTCOMES = {
    "ada": ANSWERS,
    "b-2001": {},
    "c-2002": {**ANSWERS, "answer": "answer = 41"},
    "d-2003": {**ANSWERS, "answer": "answer = 40"},
    "e-2004": {**ANSWERS, "words": "def words(text):\n    return text.count(' ') + 1"},
    "f-2005": {**ANSWERS, "stack": "raise RuntimeError('no stack')"},
    "g-2006": {**ANSWERS, "why": "Since water is wet."},
    "h-2007": {**ANSWERS, "squares": "def squares(n):\n    raise KeyError('<script>alert(1)</script>')"},
    "i-2008": {**ANSWERS, "words": "def words(text):\n    while True:\n        pass"},
    "Zoë, the <b>2nd": {**ANSWERS, "clear_negative": "def clear_negative(numbers):\n    return 0"},
    "j-2009": dict(list(ANSWERS.items())[:3]),
    "k-2010": {**ANSWERS, "squares": "def squares(n):\n    return [i * i for i in range(1, n + 1)]"},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course with a dozen graded submissions, one that cannot be read, and one student without any."""
    root = tmp_path_factory.mktemp("report") / "course"
    blank, _ = make_course(root)
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        for student, (first, last) in PEOPLE.items():
            gradebook.add_student(student, first_name=first, last_name=last, email=f"{first}@example.org")
    for student, answers in OUTCOMES.items():
        hand_in(root, blank, answers, student)
    (root / "submitted" / "ada" / ASSIGNMENT / "Ada Lovelace's notes.ipynb").write_text("{}")
    unreadable = root / "submitted" / "stranger" / ASSIGNMENT
    unreadable.mkdir(parents=True)
    (unreadable / "small.ipynb").write_text("{")
    grade(Course(root), [ASSIGNMENT], jobs=2, unsafe=True, console=Console(quiet=True))
    done = nbgrader(root, "generate_feedback", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="module")
def page(root):
    """The report that names the students."""
    (path,) = report.write_reports(Course(root), [], root / "reports", console=Console(quiet=True))
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def veiled(root, tmp_path_factory):
    """The anonymous report."""
    folder = tmp_path_factory.mktemp("anonymous")
    (path,) = report.write_reports(Course(root), [], folder, anonymous=True, console=Console(quiet=True))
    return path.read_text("utf-8")


class _Tables(HTMLParser):
    """The tables of a page by caption, as rows of text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._caption, self._into = "", None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "caption":
            self._caption, self._into = "", "caption"
        elif tag == "tr":
            self.tables[self._caption].append([])
        elif tag in ("td", "th"):
            self.tables[self._caption][-1].append("")
            self._into = "cell"

    def handle_endtag(self, tag):
        if tag == "caption":
            self.tables[self._caption] = []
        if tag in ("caption", "td", "th"):
            self._into = None

    def handle_data(self, data):
        if self._into == "caption":
            self._caption += data
        elif self._into == "cell":
            self.tables[self._caption][-1][-1] += data


def _rows(page: str, caption: str) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in _Tables(page).tables[caption][1:]}


def test_the_command_prints_the_path_of_each_page(root, monkeypatch, capsys):
    monkeypatch.chdir(root)
    assert main(["report"]) == 0
    assert capsys.readouterr().out.split() == [str(root / "reports" / "small.html")]
    assert main(["report", "--anonymous", "--output", "elsewhere", ASSIGNMENT]) == 0
    assert (root / "elsewhere" / "small.html").is_file()


def test_the_scores_are_those_of_the_gradebook(root, page):
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        truth = {one["student"]: one["score"] for one in gradebook.submission_dicts(ASSIGNMENT)}
    assert len(truth) == 13
    rows = _rows(page, "All submissions")
    assert {student: float(row[1]) for student, row in rows.items() if row[1] != "–"} == truth
    assert rows["m-2012"][2] == "missing"
    counts = {int(name): int(count) for name, (count,) in _rows(page, "Distribution of scores").items()}
    assert {score: count for score, count in counts.items() if count} == {
        score: list(truth.values()).count(score) for score in truth.values()
    }
    assert list(counts) == list(range(15))


def test_each_exercise_has_its_success_and_the_commonest_reason(page):
    rows = _rows(page, "Success for each exercise")
    assert list(rows) == [
        *("squares_hidden", "answer_hidden", "stack_hidden"),
        *("words_hidden", "clear_negative_hidden", "why"),
    ]
    assert rows["answer_hidden"][-2:] == ["answer should be another number.", "3 of 3"]
    assert rows["answer_hidden"][:6] == ["2", "9", "0", "3", "0", "75 %"]
    assert rows["words_hidden"][-1] == "1 of 2"
    assert rows["words_hidden"][2:5] == ["1", "3", "2"]
    assert rows["why"][-2:] == ["–", "–"]
    assert rows["why"][4] == "11"
    assert "why" in _rows(page, "Answers that wait for a person")


def test_every_trouble_stands_in_the_page_with_its_reason(root, page):
    told = {(row[0], row[2]) for row in _Tables(page).tables["Troubles in grading, and why"][1:]}
    record = [json.loads(line) for line in (root / RECORD).read_text("utf-8").splitlines()]
    assert told == {(line["student"], trouble) for line in record for trouble in line["troubles"]}
    assert {student for student, _ in told} == {"ada", "i-2008", "stranger"}


def test_links_lead_to_each_graded_notebook_and_feedback_page(root, page):
    links = [unquote(html.unescape(link)) for link in re.findall(r'href="([^#"][^"]*)"', page)]
    found = {(root / "reports" / link).resolve() for link in links}
    assert all(path.is_file() for path in found)
    assert found == {
        *(root / "autograded").resolve().glob("*/small/small.ipynb"),
        *(root / "feedback").resolve().glob("*/small/small.html"),
    }


def test_the_page_needs_no_network_no_script_and_no_other_file(page):
    assert not re.search(r"<(script|link|iframe|img|object)\b|@import|url\((?!#)", page)
    assert not re.search(r'\bon\w+="', page)
    addresses = set(re.findall(r"https?://[^\"\s<]+", page))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "&lt;b&gt;2nd" in page and "<b>2nd" not in page


def test_every_plot_has_words_and_a_table_with_its_numbers_below(page):
    parts = re.split(r"<svg\b", page)[1:]
    assert len(parts) == 3
    for part in parts:
        assert re.match(r' role="img" aria-label="[^"]{30,}"', part)
        assert "<table>" in part.split("</section>")[0]
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_has_a_language_one_h1_and_named_headers_in_every_table(page):
    assert '<html lang="en">' in page
    assert page.count("<h1") == 1
    tables = re.findall(r"<table>.*?</table>", page, re.DOTALL)
    assert all(table.count("<caption>") == 1 for table in tables)
    assert not re.search(r"<th(?! scope=)[ >]", "".join(tables))
    assert "prefers-color-scheme: dark" in page and "@media print" in page


def test_the_same_results_give_the_same_bytes(root, page, tmp_path):
    (path,) = report.write_reports(Course(root), [], root / "reports", console=Console(quiet=True))
    assert path.read_text("utf-8") == page


def test_an_anonymous_page_has_no_names_ids_paths_or_links(veiled):
    words = {word for names in PEOPLE.values() for word in names} | set(PEOPLE) | {"stranger", "example.org"}
    text = html.unescape(veiled)
    assert [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.I)] == []
    assert not re.search(r'href="(?!#)', veiled)
    assert "ipynb" not in text.replace("is no notebook", "")
    assert "/" not in "".join(cell for row in _Tables(veiled).tables["All submissions"] for cell in row)


def test_an_anonymous_page_has_all_else(page, veiled):
    for caption in ("Distribution of scores", "Success for each exercise", "Seconds for one submission"):
        assert _rows(page, caption) == _rows(veiled, caption)
    troubles = [row[2] for row in _Tables(veiled).tables["Troubles in grading, and why"][1:]]
    assert "(removed) is no notebook of this assignment" in troubles
    assert len(troubles) == 3


def test_anonymous_students_are_numbered_by_what_the_page_shows(veiled):
    rows = _rows(veiled, "All submissions")
    assert list(rows) == [f"Student {number}" for number in range(1, len(rows) + 1)]
    scores = [float(row[0]) for row in rows.values() if row[0] != "–"]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ada Lovelace's work.ipynb was left out: it has 9 MiB", "(removed) was left out: it has 9 MiB"),
        ("no file '/home/lovelace/x.csv'", "no file '(removed)'"),
        ("sent by LOVELACE (17)", "sent by (removed) (17)"),
        ("a_lovelace_b", "a_(removed)_b"),
        ("Zoe\u0308 was here", "(removed) was here"),
        ("adage", "adage"),
    ],
)
def test_names_and_files_are_taken_out_of_a_text(text, left):
    assert veil({"Ada", "Lovelace", "Zoë", "17"})(text) == left


def test_the_latest_line_of_the_record_that_says_something_counts(tmp_path, root):
    (tmp_path / "source").mkdir()
    lines = [
        {"student": "a", "assignment": "x", "state": "crashed", "troubles": ["old"]},
        {"student": "a", "assignment": "x", "state": "timed out", "troubles": ["new"]},
        {"student": "a", "assignment": "x", "state": "already graded", "troubles": []},
        ["no entry"],
    ]
    text = "\n".join(json.dumps(line) for line in lines) + '\n{"student": "a", "assi'
    (tmp_path / RECORD).write_text(text)
    record = read_record(Course(tmp_path))
    assert {key: line["troubles"] for key, line in record.items()} == {("a", "x"): ["new"]}


def test_a_first_sentence_ends_where_it_ends():
    assert first_sentence("It gives 1.5 now.\nMore of it.") == "It gives 1.5 now."
    assert first_sentence("\x1b[31mred\x1b[0m, and no end") == "red, and no end"
    assert len(first_sentence("long " * 100)) == 200
    quoted = "rebuild(['We waited. And we waited.']) should give 'a' at item 0, but gave 'b'."
    assert first_sentence(f"{quoted} More of it.") == quoted
    assert first_sentence("The model's rate is too high. More.") == "The model's rate is too high."


def _exercises(students: int, **scores) -> list[Exercise]:
    names = [f"s{number}" for number in range(students)]
    return [
        Exercise("one", name, 1, dict(zip(names, values, strict=True))) for name, values in scores.items()
    ]


def test_an_exercise_that_does_not_discriminate_is_found_and_a_good_one_is_not():
    strong = np.linspace(0, 1, 60)
    scores = {f"good{number}": (strong > number / 10).astype(float) for number in range(1, 9)}
    made = _exercises(60, **scores, turned=(strong < 0.4) * 1.0, noise=np.arange(60) % 2, same=np.ones(60))
    found = {one.name: result for one, result in zip(made, discriminations(made), strict=True)}
    assert {name for name, result in found.items() if result.weak} == {"turned", "noise", "same"}
    table = np.array([list(one.scores.values()) for one in made])
    others = table.sum(axis=0) - table[4]
    assert found["good5"].value == pytest.approx(np.corrcoef(table[4], others)[0, 1])
    assert found["turned"].value < 0 and "fault" in found["turned"].words
    assert found["same"].value is None and "same points" in found["same"].words
    low, high = found["noise"].interval
    assert low < found["noise"].value < high


def test_with_too_few_students_or_open_answers_nothing_is_claimed():
    few = _exercises(FEWEST - 1, one=np.arange(FEWEST - 1), two=np.arange(FEWEST - 1))
    assert all(found.value is None and "Too few students" in found.words for found in discriminations(few))
    values = np.arange(FEWEST) * 1.0
    waiting = _exercises(FEWEST, one=values, two=values[::-1], written=[None] * FEWEST)
    one, _, written = discriminations(waiting)
    assert one.value == pytest.approx(-1)
    assert written.value is None and "wait for a person" in written.words
    assert discriminations([]) == []


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A course of 1,000 made students, of two notebooks with ten cells each; nothing was ever graded."""
    root = tmp_path_factory.mktemp("large")
    (root / "source").mkdir()
    chance = np.random.default_rng(0)
    # A new gradebook starts `alembic` by name.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        gradebook = Gradebook(f"sqlite:///{root}/gradebook.db")
    with gradebook, gradebook.db.no_autoflush:
        gradebook.add_assignment("large")
        for name in ("one", "two"):
            gradebook.add_notebook(name, "large")
            for number in range(10):
                gradebook.add_grade_cell(f"cell{number}", name, "large", max_score=2, cell_type="code")
        assignment = gradebook.find_assignment("large")
        rows = []
        for number in range(1000):
            submission = SubmittedAssignment(assignment=assignment, student=Student(id=f"s{number:04}"))
            strength = chance.normal()
            for notebook in assignment.notebooks:
                part = SubmittedNotebook(notebook=notebook, assignment=submission)
                part.late_submission_penalty = 100 if number == 7 else None
                for cell in notebook.grade_cells:
                    score = 2.0 * (chance.normal() < strength)
                    rows.append(Grade(cell=cell, notebook=part, auto_score=score, needs_manual_grade=False))
            rows.append(submission)
        gradebook.db.add_all(rows)
        gradebook.db.commit()
    return root


def test_a_thousand_students_make_one_page_with_a_row_each(large, tmp_path):
    (path,) = report.write_reports(Course(large), ["large"], tmp_path, console=Console(quiet=True))
    page = path.read_text("utf-8")
    rows = _rows(page, "All submissions")
    assert len(rows) == 1000
    assert rows["s0007"][1] == "0.0"  # a penalty takes no more than there is
    assert sum(int(count) for (count,) in _rows(page, "Distribution of scores").values()) == 1000
    words = [row[1] for row in _rows(page, "How well each exercise discriminates").values()]
    assert words == ["It tells strong from weak students."] * 20
    assert "There is no graded notebook that says why." in page
    assert "The record has no times" in page


def test_a_message_of_a_check_cannot_put_anything_into_the_page(large, tmp_path):
    shown = {"output_type": "error", "ename": "AssertionError", "evalue": "<script>alert('x')</script> s0001"}
    cell = {
        "cell_type": "code",
        "metadata": {"nbgrader": {"grade_id": "cell0", "grade": True}},
        "outputs": [shown],
    }
    for number in range(1000):
        folder = large / "autograded" / f"s{number:04}" / "large"
        folder.mkdir(parents=True)
        (folder / "one.ipynb").write_text(json.dumps({"cells": [cell]}))
    for anonymous in (False, True):
        (path,) = report.write_reports(
            Course(large), [], tmp_path, anonymous=anonymous, console=Console(quiet=True)
        )
        page = path.read_text("utf-8")
        assert "<script>" not in page
        assert "&lt;script&gt;" in page
        assert ("s0001" in page) is not anonymous


def test_what_takes_long_shows_a_progress_bar_and_what_does_not_shows_none(monkeypatch):
    for patience, said in ((0.0, True), (60.0, False)):
        monkeypatch.setattr(report, "PATIENCE", patience)
        console = Console(record=True, force_terminal=True, width=80, quiet=False, file=io.StringIO())
        for _ in report._watched(["a", "b"], "Reading one", console):
            time.sleep(0.2)
        assert ("Reading one" in console.export_text()) is said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["unknown"], "knows no assignment 'unknown' (it knows small)"),
        (["--output", "nbgrader_config.py"], "cannot be written to nbgrader_config.py"),
    ],
)
def test_bad_input_is_one_sentence(root, monkeypatch, capsys, arguments, told):
    monkeypatch.chdir(root)
    assert main(["report", *arguments]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
