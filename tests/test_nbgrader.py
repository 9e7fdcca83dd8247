"""The course as an instructor works with it, from release to feedback and export.

Five of the demonstration students stand for the class here; `test_answers.py` grades every single answer of
the others. `hfbasics grade` and stock nbgrader must give the same grades.
"""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from demo.__main__ import show
from demo.classroom import Classroom, Result
from hfbasics.lab import copy_notebooks
from tests.conftest import ROOT

ASSIGNMENT = "1-pipeline"
OTHERS = sorted(path.name for path in (ROOT / "source").iterdir() if path.name != ASSIGNMENT)
CLASS = ["demo-01-perfect", "demo-02-blank", "demo-03-own-words", "demo-05-no-mask", "demo-06-axes"]


def _nbgrader(root, *arguments: str) -> str:
    """Run an nbgrader command as an instructor types it, and return what it says."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    run = subprocess.run(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
    return run.stdout


def _graded(root: Path, assignment: str, students: list[str]) -> Classroom:
    """Make a course folder of its own, in which a small class is graded by `hfbasics grade`."""
    shutil.copytree(ROOT / "source", root / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    classroom = Classroom(root, assignment, students)
    _nbgrader(root, "generate_assignment", "--force", assignment)
    for student in classroom.students:
        classroom.submit(student)
    # One after another: the other core has tests of its own, and the instructor's notebook runs once.
    classroom.grade(classroom.students, jobs=1)
    return classroom


@pytest.fixture(scope="module")
def classroom(tmp_path_factory) -> Classroom:
    """The first topic, whose files and grades the tests below look at in every way."""
    return _graded(tmp_path_factory.mktemp("course"), ASSIGNMENT, CLASS)


def test_the_demonstration_class_is_large_and_gives_answers_that_exist():
    whole = Classroom(ROOT, ASSIGNMENT)
    assert len(whole.students) >= 10
    answers = [whole.answers_of(student) for student in whole.students]
    misconceptions = {answer.name for row in answers for answer in row.values() if not answer.right}
    assert len(misconceptions) >= 10
    assert [len(row) for row in answers[:2]] == [20, 0]


def test_the_table_has_a_row_per_student_and_a_column_per_exercise(classroom):
    console = Console(record=True, width=120)
    show(classroom.results(), console)
    lines = console.export_text().splitlines()
    header = "student q1 q2 01 q3 02 q4 03 04 05 06 07 08 09 10 11 12 q5 13 14 w sum"
    assert lines[0].split() == header.split()
    rows = {line.split()[0]: line.split()[1:] for line in lines if line.startswith("demo-")}
    assert list(rows) == CLASS
    assert rows["demo-01-perfect"][-2:] == ["?", "92"]
    assert rows["demo-02-blank"] == ["·"] * 20 + ["0"]


def _assert_deserved(classroom: Classroom) -> None:
    for student, row in classroom.results().items():
        answers = classroom.answers_of(student)
        for name, result in row.items():
            exercise = name.partition("_")[2].removesuffix("_hidden")
            if "written" not in name:
                right = exercise in answers and answers[exercise].right
                assert result.score == (result.points if right else 0), (student, exercise)
                assert result.answered == (exercise in answers), (student, exercise)


def test_every_student_gets_exactly_what_the_answers_deserve(classroom):
    _assert_deserved(classroom)


def _graded_by_stock_nbgrader(classroom: Classroom, student: str) -> dict[str, Result]:
    """Return the same submission's results from `nbgrader autograde` with nbgrader's own steps."""
    with (classroom.root / "nbgrader_config.py").open("a", encoding="utf-8") as stream:
        stream.write("\ndel c.Autograde\n")
    _nbgrader(classroom.root, "autograde", "--force", "--student", student, classroom.assignment)
    return classroom.results()[student]


def test_stock_nbgrader_gives_the_first_topic_the_same_grades(tmp_path):
    classroom = _graded(tmp_path, ASSIGNMENT, ["demo-05-no-mask"])
    (results,) = classroom.results().values()
    assert _graded_by_stock_nbgrader(classroom, "demo-05-no-mask") == results


@pytest.mark.parametrize("assignment", OTHERS)
def test_the_other_topics_are_graded_the_same_by_stock_nbgrader(tmp_path, assignment):
    classroom = _graded(tmp_path, assignment, ["demo-01-perfect", "demo-12-almost"])
    _assert_deserved(classroom)
    perfect, almost = classroom.results().values()
    assert _graded_by_stock_nbgrader(classroom, "demo-12-almost") == almost
    full = sum(result.points for result in perfect.values() if result.score is not None)
    assert 90 <= full < 100
    assert sum(result.score or 0 for result in perfect.values()) == full
    assert 0 < sum(result.score or 0 for result in almost.values()) < full


def test_the_instructors_version_has_full_marks_and_the_blank_one_zero(classroom):
    results = classroom.results()
    by_machine = [result for result in results["demo-01-perfect"].values() if result.score is not None]
    assert sum(result.score for result in by_machine) == sum(result.points for result in by_machine) == 92
    blank = results["demo-02-blank"].values()
    assert [result.score for result in blank] == [0] * len(blank)
    assert not any(result.answered for result in blank)


def test_the_written_answer_waits_for_a_person_and_then_full_marks_are_full(classroom):
    with Gradebook(f"sqlite:///{classroom.root}/gradebook.db") as gradebook:
        where = ("pipeline_written_choose_answer", "pipeline", ASSIGNMENT, "demo-01-perfect")
        grade = gradebook.find_grade(*where)
        assert (grade.needs_manual_grade, grade.max_score) == (True, 8)
        grade.manual_score, grade.needs_manual_grade = 8, False
        gradebook.db.commit()
        assert gradebook.find_submission(ASSIGNMENT, "demo-01-perfect").score == 100
        grade.manual_score, grade.needs_manual_grade = None, True
        gradebook.db.commit()


def test_validate_tells_a_student_what_is_wrong_before_handing_in(classroom):
    submitted = classroom.root / "submitted"
    perfect = _nbgrader(
        classroom.root, "validate", str(submitted / "demo-01-perfect" / ASSIGNMENT / classroom.notebook)
    )
    assert "Success! Your notebook passes all the tests." in perfect
    wrong = _nbgrader(
        classroom.root, "validate", str(submitted / "demo-06-axes" / ASSIGNMENT / classroom.notebook)
    )
    assert "VALIDATION FAILED ON 3 CELL(S)" in wrong
    assert "rebuild([" in wrong
    assert "next_token_probabilities(" in wrong


def test_feedback_pages_say_the_first_thing_that_is_wrong(classroom):
    _nbgrader(classroom.root, "generate_feedback", ASSIGNMENT)
    for student in classroom.students:
        assert (classroom.root / "feedback" / student / ASSIGNMENT / "pipeline.html").is_file()
    page = (classroom.root / "feedback" / "demo-05-no-mask" / ASSIGNMENT / "pipeline.html").read_text("utf-8")
    assert "should give" in page


def test_grades_are_exported(classroom):
    _nbgrader(classroom.root, "export")
    with (classroom.root / "grades.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["student_id"]: row for row in csv.DictReader(stream)}
    assert set(rows) == set(classroom.students)
    assert {row["max_score"] for row in rows.values()} == {"100.0"}
    assert float(rows["demo-01-perfect"]["score"]) == 92
    assert float(rows["demo-02-blank"]["score"]) == 0


def test_formgrader_in_jupyterlab_lists_the_assignment(classroom):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}"]
    environment = {**os.environ, "JUPYTER_TOKEN": "test"}
    server = subprocess.Popen(
        command, cwd=classroom.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        listed = json.loads(_fetch(f"http://127.0.0.1:{port}/formgrader/api/assignments?token=test"))
        page = _fetch(f"http://127.0.0.1:{port}/lab?token=test").decode()
    finally:
        server.terminate()
        server.wait(30)
    (assignment,) = (one for one in listed if one["name"] == ASSIGNMENT)
    assert assignment["num_submissions"] == len(classroom.students)
    assert assignment["max_score"] == 100
    assert "JupyterLab" in page


def _fetch(address: str) -> bytes:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address) as response:
                return response.read()
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def test_removing_the_class_leaves_everybody_else(classroom):
    root = classroom.root
    other = root / "submitted" / "ada" / ASSIGNMENT / classroom.notebook
    other.parent.mkdir(parents=True)
    other.write_text("somebody's work")
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        gradebook.add_student("ada")
    record = root / "grading.jsonl"
    others = '{"student": "ada", "state": "missing"}\n{"student": "demo-0'  # the second line was cut short
    record.write_text(record.read_text("utf-8") + others, encoding="utf-8")
    classroom.remove()
    assert record.read_text("utf-8") == others
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        assert [student.id for student in gradebook.students] == ["ada"]
    assert other.read_text() == "somebody's work"
    assert [path.name for path in (root / "submitted").iterdir()] == ["ada"]


def test_a_learners_copy_is_made_once_and_never_overwritten(tmp_path):
    release, work = tmp_path / "release", tmp_path / "work"
    (release / "1-pipeline").mkdir(parents=True)
    (release / "1-pipeline" / "pipeline.ipynb").write_text("new")
    assert copy_notebooks(release, work) == [work / "1-pipeline" / "pipeline.ipynb"]
    (work / "1-pipeline" / "pipeline.ipynb").write_text("my answers")
    (release / "1-pipeline" / "pipeline.ipynb").write_text("newer")
    assert copy_notebooks(release, work) == []
    assert (work / "1-pipeline" / "pipeline.ipynb").read_text() == "my answers"
