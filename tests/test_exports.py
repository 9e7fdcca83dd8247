"""Grades leave by nbgrader's own command, and come back from the file as they are in the gradebook."""

import csv
import os
import sys
import warnings
from datetime import datetime
from pathlib import Path

import pandas
import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from hfbasics.exports import _safe
from tests.conftest import run_python

# Ids and names that a file of commas and lines must not take apart.
PEOPLE = {
    "plain": {
        "first_name": "Ada",
        "last_name": "Lovelace",
        "email": "ada@example.org",
        "lms_user_id": "4711",
    },
    "comma, id": {"first_name": 'The "Second"', "last_name": "O'Neil, Jr."},
    "zoë\u2028ß": {"first_name": "Zoë\nLine", "last_name": "李", "lms_user_id": "0042"},
    "=2+3": {"first_name": "=cmd|' /C calc'!A0", "last_name": "@SUM(1)", "email": "+x@example.org"},
    "-1e": {"first_name": "\tTab", "last_name": "\rReturn"},
    "17": {},
    "nothing": {"first_name": "Nemo"},
}
SCORES = {"plain": 3.5, "comma, id": 2.0, "zoë\u2028ß": 4.0, "=2+3": 1.25, "-1e": 0.0, "17": 3.0}
CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "exports"
c.Canvas.columns = {"two, twice": "Two (4711)"}
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A gradebook with two assignments; in the first there is a penalty, and one answer waits."""
    root = tmp_path_factory.mktemp("exports")
    (root / "nbgrader_config.py").write_text(CONFIG)
    # A new gradebook starts `alembic` by name.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        gradebook = Gradebook(f"sqlite:///{root}/gradebook.db", "exports")
    with gradebook, warnings.catch_warnings():
        # nbgrader reads a submission before it is stored, and SQLAlchemy says so.
        warnings.simplefilter("ignore", SAWarning)
        for student, names in PEOPLE.items():
            gradebook.add_student(student, **names)
        for name in ("one", "two, twice"):
            gradebook.add_assignment(name, duedate=datetime(2026, 11, 25, 22, 0))
            for notebook in ("a", "b"):
                gradebook.add_notebook(notebook, name)
                gradebook.add_grade_cell("x", notebook, name, max_score=2, cell_type="code")
                gradebook.add_grade_cell("y", notebook, name, max_score=1, cell_type="code")
        for student, score in SCORES.items():
            submission = gradebook.add_submission("one", student, timestamp=datetime(2026, 11, 25, 22, 17))
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = score / 4, student == "17"
                # Half a point for each notebook; more than all for one student.
                notebook.late_submission_penalty = {"plain": 0.5, "comma, id": 9.0}.get(student)
        gradebook.db.commit()
    return root


def _export(course, *arguments):
    return run_python("-m", "nbgrader", "export", *arguments, cwd=course)


def _exported(course, plugin, *arguments):
    """Run the real command; return the file's rows as dicts, by the csv module."""
    path = course / "out.csv"
    done = _export(course, f"--exporter=hfbasics.exports.{plugin}", "--to", path.name, *arguments)
    assert done.returncode == 0, done.stderr
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, strict=True))
    assert None not in {key for row in rows for key in row}
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == rows
    return rows


def _kept(text):
    return text.removeprefix("'")


def _final(student):
    penalty = {"plain": 1.0, "comma, id": 18.0}.get(student, 0.0)
    return max(0.0, SCORES[student] - penalty)


def test_canvas_gets_each_student_and_score_back(course):
    points, *rows = _exported(course, "Canvas")
    assert points["Student"] == "    Points Possible"
    assert (points["one"], points["Two (4711)"]) == ("6.0", "6.0")
    assert list(points)[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    found = {_kept(row["SIS Login ID"]): row for row in rows}
    assert set(found) == set(PEOPLE)
    assert {name: float(row["one"]) for name, row in found.items() if row["one"]} == {
        name: _final(name) for name in SCORES
    }
    assert found["nothing"]["one"] == "" and found["plain"]["Two (4711)"] == ""
    assert found["plain"]["Student"] == "Lovelace, Ada"
    assert found["zoë\u2028ß"]["Student"] == "李, Zoë\nLine"
    assert (found["plain"]["ID"], found["zoë\u2028ß"]["ID"]) == ("4711", "0042")
    assert found["17"]["Student"] == "17"


def test_moodle_gets_each_student_and_score_back(course):
    rows = _exported(course, "Moodle")
    fixed = ["Username", "ID number", "First name", "Last name", "Email address"]
    assert list(rows[0]) == [*fixed, "one", "two, twice"]
    keys = ("lms_user_id", "first_name", "last_name", "email")
    for row in rows:
        person = PEOPLE[_kept(row["Username"])]
        expected = [person.get(key, "").replace("\r", "\n") for key in keys]
        assert [_kept(row[name]) for name in fixed[1:]] == expected
        assert row["one"] == ("" if row["Username"] == "nothing" else str(_final(_kept(row["Username"]))))
    assert len(rows) == len(PEOPLE)


def test_the_plain_file_has_nbgraders_own_columns_and_numbers(course):
    rows = {(row["assignment"], _kept(row["student_id"])): row for row in _exported(course, "Csv")}
    assert len(rows) == 2 * len(PEOPLE)
    row = rows["one", "comma, id"]
    assert (row["raw_score"], row["late_submission_penalty"], row["score"]) == ("2.0", "18.0", "0.0")
    assert (row["duedate"], row["timestamp"]) == ("2026-11-25 22:00:00", "2026-11-25 22:17:00")
    assert rows["two, twice", "plain"]["score"] == "0.0"


def test_where_nothing_needs_quotes_the_plain_file_is_nbgraders_own_byte_for_byte(course):
    only = "--student=['plain', '17']", "--assignment=['one']"
    _exported(course, "Csv", *only)
    ours = (course / "out.csv").read_bytes()
    done = _export(course, *only, "--to", "stock.csv")
    assert done.returncode == 0, done.stderr
    assert ours == (course / "stock.csv").read_bytes()
    assert ours.count(b"\n") == 3


@pytest.mark.parametrize("plugin", ["Canvas", "Moodle", "Csv"])
def test_no_text_of_the_file_is_a_formula(course, plugin):
    texts = [text for row in _exported(course, plugin) for text in (*row, *row.values())]
    risky = [text for text in texts if text.strip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert risky == []
    assert "'=2+3" in texts


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        *[(-1.5, -1.5), ("-1.5", "-1.5"), ("+49", "+49"), ("a=b", "a=b"), ("", ""), (None, "")],
        *[("-x", "'-x"), (" =1+1", "' =1+1"), ("-1+1", "'-1+1"), ("\n=1", "'\n=1"), ("=1", "'=1")],
    ],
)
def test_numbers_stay_numbers_and_formulas_become_texts(value, safe):
    assert _safe(value) == safe


def test_scores_that_wait_for_a_person_are_said(course):
    done = _export(course, "--exporter=hfbasics.exports.Canvas", "--to", "out.csv")
    assert "Answers wait for a person in 1 submissions" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--student=['nobody']"], "The gradebook knows no student nobody"),
        (["--assignment=['three']"], "The gradebook knows no assignment three"),
        (["--to", "no/such/folder.csv"], "cannot be written to no/such/folder.csv"),
    ],
)
def test_bad_input_is_one_sentence(course, arguments, told):
    done = _export(course, "--exporter=hfbasics.exports.Moodle", *arguments)
    assert done.returncode == 1
    assert told in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
