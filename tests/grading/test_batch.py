"""A batch writes what nbgrader would, goes on after any end, and says what a person can mend."""

import csv
import json
import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter

import nbformat
import pytest
from nbgrader.api import Gradebook, SubmittedAssignment

from hfbasics.cli import main
from hfbasics.errors import CourseError
from hfbasics.grading.course import Course
from hfbasics.grading.errors import LinkBroken
from hfbasics.grading.grade import grade, pool
from hfbasics.grading.job import pack_assignment, pack_job, run_job, unpack_result
from hfbasics.grading.run import Room
from tests.conftest import ROOT
from tests.grading.conftest import hand_in, make_course, nbgrader
from tests.grading.small import ANSWERS, ASSIGNMENT, fill

LATE = """
from nbgrader.plugins import LateSubmissionPlugin
class Penalty(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1.5 if total_seconds_late > 0 else None
c.AssignLatePenalties.plugin_class = Penalty
"""
# Honest submissions of every kind.
HONEST = {
    "perfect": ANSWERS,
    "blank": {},
    "wrong": {**ANSWERS, "answer": "answer = 41"},
    "partial": {**ANSWERS, "words": "def words(text):\n    return text.count(' ') + 1"},
    "error": {**ANSWERS, "stack": "raise RuntimeError('no stack')"},
    "late": ANSWERS,
    "written": {**ANSWERS, "why": "Since water is wet."},
    "prints": {**ANSWERS, "words": "def words(text):\n    print(text)\n    return len(text.split())"},
}


def gradebook_rows(root):
    """Return all that the gradebook says of submissions, as plain data."""
    rows = {}
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        for submission in gradebook.db.query(SubmittedAssignment).all():
            student = submission.student.id
            rows[student] = (submission.score, submission.timestamp)
            for notebook in submission.notebooks:
                rows[student, notebook.name] = notebook.late_submission_penalty
                for part in notebook.grades:
                    scores = part.auto_score, part.manual_score, part.needs_manual_grade, part.max_score
                    rows[student, notebook.name, part.name, "grade"] = scores
                for part in notebook.comments:
                    rows[student, notebook.name, part.name, "comment"] = part.auto_comment
    return rows


def test_the_gradebook_is_the_same_as_from_nbgrader_autograde(course, tmp_path):
    root, blank, _ = course
    (root / "nbgrader_config.py").write_text((root / "nbgrader_config.py").read_text() + LATE)
    for student, answers in HONEST.items():
        hand_in(root, blank, answers, student, "2030-01-01 10:00:00 UTC" if student == "late" else None)
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2029-12-31 00:00:00")
    stock = tmp_path / "stock"
    shutil.copytree(root, stock)
    done = nbgrader(stock, "autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    entries = grade(Course(root), [ASSIGNMENT], jobs=2)
    assert Counter(entry.state for entry in entries) == {"graded": len(HONEST)}
    ours, theirs = gradebook_rows(root), gradebook_rows(stock)
    assert ours["late", "small"] == 1.5
    assert ours == theirs
    for student in HONEST:
        path = f"autograded/{student}/{ASSIGNMENT}/small.ipynb"
        ours, theirs = (nbformat.read(place / path, as_version=4) for place in (root, stock))
        for one, other in zip(ours.cells, theirs.cells, strict=True):
            assert (one.source, one.cell_type) == (other.source, other.cell_type)
            assert one.metadata.get("nbgrader") == other.metadata.get("nbgrader")
            assert _kinds(one) == _kinds(other), (student, one.source)
        assert (root / path).stat().st_mode == (stock / path).stat().st_mode


def _kinds(cell):
    """Return the outputs of a cell, without what differs from run to run."""
    return [
        (o.output_type, o.get("ename", "").removesuffix(" in the submission"), o.get("text"), o.get("data"))
        for o in cell.get("outputs", [])
    ]


def test_nbgrader_autograde_can_use_the_same_two_processes(fresh):
    guide = (ROOT / "docs" / "grading.md").read_text("utf-8")
    (settings,) = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    config = fresh / "nbgrader_config.py"
    config.write_text(config.read_text() + settings)
    blank = nbformat.read(fresh / "release" / ASSIGNMENT / "small.ipynb", as_version=4)
    shutil.rmtree(fresh / "submitted")
    hand_in(fresh, blank, ANSWERS, "perfect")
    lie = "class Equal:\n    def __eq__(self, other):\n        return True\nanswer = Equal()"
    hand_in(fresh, blank, {**ANSWERS, "answer": lie}, "lie")
    done = nbgrader(fresh, "autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    rows = gradebook_rows(fresh)
    assert (rows["perfect"][0], rows["lie"][0]) == (12, 10)
    grade(Course(fresh), [ASSIGNMENT], force=True)
    assert gradebook_rows(fresh) == rows


def test_a_dask_cluster_gives_the_same_gradebook(fresh):
    from distributed import LocalCluster

    (fresh / "submitted" / "broken" / ASSIGNMENT).mkdir(parents=True)
    (fresh / "submitted" / "broken" / ASSIGNMENT / "small.ipynb").write_text("{")
    grade(Course(fresh), [ASSIGNMENT], jobs=2)
    rows = gradebook_rows(fresh)
    settings = {"n_workers": 2, "threads_per_worker": 2, "dashboard_address": None, "host": "127.0.0.1"}
    with LocalCluster(**settings) as cluster:
        entries = grade(Course(fresh), [ASSIGNMENT], jobs=2, force=True, executor=cluster.scheduler_address)
    assert Counter(entry.state for entry in entries) == {"graded": 5, "rejected": 1}
    assert gradebook_rows(fresh) == rows


def test_without_dask_a_cluster_cannot_be_asked(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CourseError, match="extra `cluster`"):
        pool("tcp://127.0.0.1:8786", 1)


@pytest.fixture
def fresh(tmp_path):
    """A course with five perfect submissions."""
    root = tmp_path / "course"
    blank, _ = make_course(root)
    for number in range(5):
        hand_in(root, blank, ANSWERS, f"student {number} Zoë")
    return root


def test_stopped_at_any_moment_it_goes_on_and_grades_nothing_twice(fresh):
    command = [sys.executable, "-m", "hfbasics.cli", "grade", ASSIGNMENT, "--jobs", "2"]
    record = fresh / "grading.jsonl"
    for wanted, stop in ((1, signal.SIGKILL), (3, signal.SIGINT)):
        process = subprocess.Popen(command, cwd=fresh, start_new_session=True, stdout=subprocess.DEVNULL)
        while process.poll() is None and _lines(record) < wanted:
            time.sleep(0.01)
        os.kill(process.pid, stop)
        process.wait(timeout=60)  # Ctrl-C does not wait for workers in the middle of a long notebook
        with sqlite3.connect(fresh / "gradebook.db") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert subprocess.run(command, cwd=fresh, check=False).returncode == 0
    rows = gradebook_rows(fresh)
    assert sorted(key for key in rows if isinstance(key, str)) == [f"student {n} Zoë" for n in range(5)]
    assert all(row[0] == 12 for key, row in rows.items() if isinstance(key, str))
    states = Counter()
    for line in map(json.loads, record.read_text("utf-8").splitlines()):
        states[line["student"]] += line["state"] == "graded"
    # One whose folder was not yet in place when the end came is graded again, into the same rows.
    assert all(1 <= number <= 2 for number in states.values())
    assert not list((fresh / "autograded").rglob("*.partial"))


def test_an_interrupt_ends_workers_in_the_middle_of_their_work():
    before = set(multiprocessing.active_children())
    with pytest.raises(KeyboardInterrupt), pool("processes", 1)() as executor:
        executor.submit(time.sleep, 30)
        (worker,) = set(multiprocessing.active_children()) - before
        raise KeyboardInterrupt
    end = time.monotonic() + 10
    while worker.exitcode is None and time.monotonic() < end:  # the executor's thread collects it, too
        time.sleep(0.05)
    assert worker.exitcode == -signal.SIGKILL


def _lines(path):
    return path.read_text("utf-8").count("\n") if path.is_file() else 0


def test_a_second_run_grades_only_what_is_new(fresh, monkeypatch, capsys):
    monkeypatch.chdir(fresh)
    assert main(["grade", ASSIGNMENT, "--student", "student 0 Zoë", "--jobs", "1"]) == 0
    assert len(list((fresh / "autograded").iterdir())) == 1
    shutil.rmtree(fresh / "submitted" / "student 1 Zoë")
    with Gradebook(f"sqlite:///{fresh}/gradebook.db") as gradebook:
        gradebook.add_student("student 1 Zoë")
    entries = {entry.student: entry.state for entry in grade(Course(fresh), [ASSIGNMENT], jobs=2)}
    states = ["already graded", "missing", "graded", "graded", "graded"]
    assert [entries[f"student {number} Zoë"] for number in range(5)] == states


def test_manual_grades_and_exports_go_on_as_before(fresh):
    grade(Course(fresh), [ASSIGNMENT], ["student 0 Zoë"], jobs=1)
    with Gradebook(f"sqlite:///{fresh}/gradebook.db") as gradebook:
        one = gradebook.find_grade("why", "small", ASSIGNMENT, "student 0 Zoë")
        one.manual_score, one.needs_manual_grade = 2, False
        gradebook.db.commit()
    grade(Course(fresh), [ASSIGNMENT], ["student 0 Zoë"], jobs=1, force=True)
    with Gradebook(f"sqlite:///{fresh}/gradebook.db") as gradebook:
        one = gradebook.find_grade("why", "small", ASSIGNMENT, "student 0 Zoë")
        assert (one.manual_score, one.needs_manual_grade) == (2, True)
    assert nbgrader(fresh, "export").returncode == 0
    with (fresh / "grades.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert float(row["score"]) == 14


@pytest.mark.parametrize(
    ("spoil", "arguments", "told"),
    [
        (
            lambda root: (root / "nbgrader_config.py").unlink() or shutil.rmtree(root / "source"),
            [],
            "no course in",
        ),
        (lambda root: None, ["unknown"], "knows no assignment 'unknown' (it knows small)"),
        (
            lambda root: (root / "gradebook.db").write_bytes(b"this is no database" * 99),
            [],
            "cannot be opened",
        ),
        (lambda root: (root / "nbgrader_config.py").write_text("c = ("), [], "cannot be read"),
        (
            lambda root: (root / "nbgrader_config.py").write_text(
                "c.Autograde.autograde_preprocessors = ['nbgrader.Gone']"
            ),
            [ASSIGNMENT],
            "correct its name",
        ),
        (lambda root: shutil.rmtree(root / "source"), [ASSIGNMENT], "is not there: grading needs it"),
        (lambda root: None, [ASSIGNMENT, "--student", "nobody"], "No submission of small by nobody"),
        (lambda root: None, [ASSIGNMENT, "--executor", "tcp://127.0.0.1:9"], "No Dask cluster answers at"),
    ],
)
def test_bad_input_is_one_sentence_and_loses_nothing(
    course, tmp_path, monkeypatch, capsys, spoil, arguments, told
):
    root = tmp_path / "course"
    shutil.copytree(course[0], root)
    spoil(root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    monkeypatch.chdir(root)
    assert main(["grade", *arguments]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_room_that_fails_is_replaced_once(course, monkeypatch):
    root, blank, _ = course
    whole = Course(root)
    with whole.gradebook() as gradebook:
        (assignment,) = whole.notebooks(ASSIGNMENT, gradebook).values()
    packed = pack_job(pack_assignment(assignment), nbformat.writes(fill(blank, ANSWERS)).encode(), {})
    run, failures = Room.grade, [LinkBroken("no answer in time")] * 3

    def fail_first(room, *arguments):
        if failures:
            raise failures.pop()
        return run(room, *arguments)

    monkeypatch.setattr(Room, "grade", fail_first)
    with pytest.raises(RuntimeError, match="no answer in time"):
        run_job(packed)
    result = unpack_result(run_job(packed))
    assert result["state"] == "graded"
    assert result["troubles"] == [
        "the grading room failed (no answer in time), so this was graded in a new one"
    ]


def test_a_locked_gradebook_is_said_and_nothing_is_lost(fresh, monkeypatch, capsys):
    monkeypatch.chdir(fresh)
    with sqlite3.connect(fresh / "gradebook.db") as database:
        database.execute("BEGIN EXCLUSIVE")
        assert main(["grade", ASSIGNMENT, "--jobs", "1", "--student", "student 0 Zoë"]) == 1
    assert "gradebook" in capsys.readouterr().err
    assert main(["grade", ASSIGNMENT, "--jobs", "1", "--student", "student 0 Zoë"]) == 0


def test_without_a_cage_it_refuses_and_says_which_guard_is_missing(fresh, monkeypatch, capsys):
    monkeypatch.chdir(fresh)
    monkeypatch.setattr("hfbasics.grading.cage.bubblewrap", lambda: None)
    assert main(["grade", ASSIGNMENT]) == 1
    said = capsys.readouterr().err
    assert "bubblewrap: it is not installed" in said
    assert "--unsafe" in said
    assert main(["grade", ASSIGNMENT, "--unsafe", "--jobs", "1", "--student", "student 0 Zoë"]) == 0
    assert gradebook_rows(fresh)["student 0 Zoë"][0] == 12


def test_an_instructor_sees_which_checks_refuse_the_right_answer(tmp_path, monkeypatch, capsys):
    root = tmp_path / "course"
    make_course(root)
    monkeypatch.chdir(root)
    assert main(["grade", "--own", ASSIGNMENT]) == 0
    assert "All checks pass your own answers." in capsys.readouterr().out
    path = root / "source" / ASSIGNMENT / "small.ipynb"
    path.write_text(path.read_text().replace("squares(3) == [1, 4, 9]", "squares(3) == [1, 4, 8]"))
    assert nbgrader(root, "generate_assignment", ASSIGNMENT, "--force").returncode == 0
    assert main(["grade", "--own"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert f"{ASSIGNMENT}/small, squares_check: AssertionError: squares(3) should be [1, 4, 9]." in said
    assert "1 check does not pass your own answers" in said
    assert not (root / "autograded").exists() and not (root / "grading.jsonl").exists()
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        assert not gradebook.db.query(SubmittedAssignment).all()


def test_no_text_of_a_submission_gets_a_library_to_open_the_gradebook(tmp_path):
    if subprocess.run([sys.executable, "-c", _LANDLOCK], check=False).returncode:
        pytest.skip("this kernel has no Landlock")
    root = tmp_path / "course"
    make_course(root)
    path = root / "source" / ASSIGNMENT / "small.ipynb"
    check = "import sqlite3\\nsqlite3.connect(':memory:').executescript(answer)\\nassert True"
    path.write_text(path.read_text().replace("assert answer == 42", check + " or answer == 42"))
    assert nbgrader(root, "generate_assignment", ASSIGNMENT, "--force").returncode == 0
    blank = nbformat.read(root / "release" / ASSIGNMENT / "small.ipynb", as_version=4)
    steal = f"answer = \"ATTACH '{root}/gradebook.db' AS book; UPDATE book.grade SET manual_score = 99\""
    hand_in(root, blank, {**ANSWERS, "answer": steal}, "thief")
    hand_in(root, blank, {**ANSWERS, "answer": "answer = 'SELECT 1'"}, "honest")
    scores = {entry.student: entry.score for entry in grade(Course(root), [ASSIGNMENT], jobs=1)}
    assert scores["honest"] == scores["thief"] + 2
    said = (root / "autograded" / "thief" / ASSIGNMENT / "small.ipynb").read_text()
    assert f"unable to open database: {root}/gradebook.db" in said


_LANDLOCK = """
import sys
from pathlib import Path
from hfbasics.grading.landlock import keep_from
sys.exit(not keep_from([Path(sys.executable)]))
"""
