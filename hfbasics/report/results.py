"""What is known of an assignment: scores from the gradebook, seconds and troubles from the record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import (
    Assignment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy.orm import Session

from hfbasics.errors import CourseError
from hfbasics.grading.course import Course
from hfbasics.grading.grade import RECORD

__all__ = ["Exercise", "Record", "Results", "Submission", "read_cells", "read_record", "read_results"]

Record = dict[tuple[str, str], dict]


@dataclass(frozen=True)
class Exercise:
    """One graded cell that has points, and each student's points in it; None where a person has to say.

    `by_person` are the students whose points a person gave.
    """

    notebook: str
    name: str
    points: float
    scores: dict[str, float | None] = field(default_factory=dict)
    by_person: set[str] = field(default_factory=set)

    @property
    def settled(self) -> dict[str, float]:
        """The scores that stand."""
        return {student: score for student, score in self.scores.items() if score is not None}


@dataclass
class Submission:
    """What became of one student's submission; without a score where there is none in the gradebook."""

    student: str
    name: str
    score: float | None = None
    waiting: int = 0  # cells that wait for a person
    state: str = ""  # of the record; empty where `hfbasics grade` did not grade it
    seconds: float | None = None
    troubles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Results:
    """One assignment: its points, its exercises in the notebook's order, and the students by their id.

    `graded` is the time of the last line of the record, as it stands there; `private` are the words that
    tell who a student is.
    """

    assignment: str
    points: float
    exercises: list[Exercise]
    submissions: list[Submission]
    graded: str
    private: set[str]


def read_record(course: Course) -> Record:
    """Return the latest line of the record of `hfbasics grade` for each student and assignment.

    A line "already graded" says nothing new, so the one before it counts. A line that a full disk has cut
    short is left out.
    """
    path, found = course.root / RECORD, {}
    lines = path.read_text("utf-8", errors="replace").splitlines() if path.is_file() else []
    for line in lines:
        try:
            entry = json.loads(line)
            key = str(entry["student"]), str(entry["assignment"])
        except (ValueError, KeyError, TypeError):
            continue
        if entry.get("state") != "already graded":
            found[key] = entry
    return found


def read_results(course: Course, gradebook: Gradebook, record: Record, name: str) -> Results:
    """Read one assignment with a few queries, however many students there are.

    Raises:
        CourseError: when the gradebook does not know the assignment.
    """
    session: Session = gradebook.db
    assignment = session.query(Assignment).filter(Assignment.name == name).one_or_none()
    if assignment is None:
        known = ", ".join(one.name for one in gradebook.assignments) or "none yet"
        raise CourseError(f"The gradebook knows no assignment {name!r} (it knows {known}): correct the name.")
    cells = _cells(session, course, assignment)
    submissions = {
        student: Submission(student, " ".join(part for part in names if part))
        for student, *names in session.query(Student.id, Student.first_name, Student.last_name)
    }
    grades = (
        session.query(
            SubmittedAssignment.student_id,
            Grade.cell_id,
            Grade.score,
            Grade.manual_score,
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .filter(SubmittedAssignment.assignment_id == assignment.id)
    )
    for student, cell, score, by_person, waits in grades:
        one = submissions[student]
        one.score = (one.score or 0.0) + (score or 0.0)
        one.waiting += bool(waits)
        if cell in cells:
            cells[cell].scores[student] = None if waits else (score or 0.0)
            if by_person is not None:
                cells[cell].by_person.add(student)
    penalties = (
        session.query(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
        .select_from(SubmittedNotebook)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .filter(SubmittedAssignment.assignment_id == assignment.id)
    )
    for student, penalty in penalties:
        one = submissions[student]
        one.score = max(0.0, (one.score or 0.0) - (penalty or 0.0))
    lines = {student: line for (student, where), line in record.items() if where == name}
    for student, line in lines.items():
        _add_line(submissions.setdefault(student, Submission(student, "")), line)
    rows = session.query(
        Student.id, Student.first_name, Student.last_name, Student.email, Student.lms_user_id
    )
    return Results(
        name,
        sum(exercise.points for exercise in cells.values()),
        list(cells.values()),
        [submissions[student] for student in sorted(submissions)],
        max((str(line.get("time", "")) for line in lines.values()), default=""),
        {text for row in rows for text in row if text} | set(submissions),
    )


def _add_line(submission: Submission, line: dict) -> None:
    submission.state = str(line.get("state", ""))
    submission.seconds = float(line["seconds"]) if line.get("seconds") else None
    submission.troubles = [str(trouble) for trouble in line.get("troubles", [])]


def _cells(session: Session, course: Course, assignment: Assignment) -> dict[str, Exercise]:
    """Return the graded cells with points by their key in the gradebook, in the order of the notebooks."""
    rows = [
        row
        for kind in (GradeCell, TaskCell)
        for row in session.query(Notebook.name, kind.name, kind.max_score, kind.id)
        .select_from(kind)
        .join(Notebook, kind.notebook_id == Notebook.id)
        .filter(Notebook.assignment_id == assignment.id, kind.max_score > 0)
    ]
    order = {}
    for notebook in sorted({row[0] for row in rows}):
        order |= {
            (notebook, name): place for place, name in enumerate(_in_source(course, assignment, notebook))
        }
    rows.sort(key=lambda row: (row[0], order.get((row[0], row[1]), len(order)), row[1]))
    return {key: Exercise(notebook, name, points) for notebook, name, points, key in rows}


def _in_source(course: Course, assignment: Assignment, notebook: str) -> Iterator[str]:
    """Yield the grade ids of the instructor's notebook in order, for the gradebook does not keep it."""
    for step in ("source", "release"):
        path = course.folder(step, ".", assignment.name) / f"{notebook}.ipynb"
        cells = read_cells(path)
        if cells:
            yield from (cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "") for cell in cells)
            return


def read_cells(path: Path) -> list[dict]:
    """Return the cells of a notebook, or none where the file is not there or is no notebook."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [cell for cell in cells if isinstance(cell, dict)] if isinstance(cells, list) else []
