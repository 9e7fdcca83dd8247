"""Grades as CSV files: plugins for `nbgrader export --exporter=hfbasics.exports.Canvas`, and others.

Names and ids are quoted where they need it. A text that a spreadsheet would run as a formula gets an
apostrophe in front, which keeps it a text; numbers stay numbers.
"""

import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from nbgrader.api import Assignment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.plugins import ExportPlugin
from sqlalchemy import func
from traitlets import Dict, Unicode

from hfbasics.errors import CourseError

__all__ = ["Canvas", "Csv", "Moodle"]

# What OWASP's page "CSV Injection" names, with the wide forms that some spreadsheets read alike.
_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)

Value = str | float | datetime | None


class _Result(NamedTuple):
    timestamp: datetime | None
    raw: float
    penalty: float
    waits: bool

    @property
    def score(self) -> float:
        return max(0.0, self.raw - self.penalty)


Results = dict[tuple[str, str], _Result]  # by assignment and student


class _Export(ExportPlugin):
    """What the plugins share: which students and assignments, their results, and a safe file."""

    default_file = ""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file that `--to` names; end with one sentence where that is not possible."""
        path = Path(self.to or self.default_file)
        try:
            students = _wanted("student", self.student, {one.id: one for one in gradebook.students})
            assignments = _wanted(
                "assignment", self.assignment, {one.name: one for one in gradebook.assignments}
            )
            results = _results(gradebook)
            _write(path, self.rows(students, assignments, results))
        except CourseError as error:
            self.log.error("%s", error)
            sys.exit(1)
        shown = [results.get((one.name, student.id)) for one in assignments for student in students]
        waiting = sum(result is not None and result.waits for result in shown)
        if waiting:
            self.log.warning("Answers wait for a person in %d submissions: those scores may change.", waiting)
        self.log.info("The grades are in %s", path)

    def rows(
        self, students: Sequence[Student], assignments: Sequence[Assignment], results: Results
    ) -> Iterator[Sequence[Value]]:
        """Yield the rows of the file, the header first."""
        raise NotImplementedError


class Csv(_Export):
    """nbgrader's own columns, one row for each assignment and student."""

    default_file = "grades.csv"
    _columns = (
        *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
        *("raw_score", "late_submission_penalty", "score", "max_score"),
    )

    def rows(
        self, students: Sequence[Student], assignments: Sequence[Assignment], results: Results
    ) -> Iterator[Sequence[Value]]:
        """Yield a row for each, also for those who handed in nothing: with 0 points, as nbgrader does."""
        yield self._columns
        for one in assignments:
            for student in students:
                result = results.get((one.name, student.id), _Result(None, 0.0, 0.0, False))
                who = student.id, student.last_name, student.first_name, student.email
                points = result.raw, result.penalty, result.score, one.max_score
                yield one.name, one.duedate, result.timestamp, *who, *points


class _Table(_Export):
    """One row for each student and one column for each assignment, empty where nothing was handed in."""

    columns = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="What the other system calls an assignment, where that is not its name here.",
    ).tag(config=True)

    def _named(self, assignments: Sequence[Assignment]) -> list[str]:
        return [self.columns.get(one.name, one.name) for one in assignments]

    @staticmethod
    def _scores(student: Student, assignments: Sequence[Assignment], results: Results) -> list[Value]:
        found = (results.get((one.name, student.id)) for one in assignments)
        return [None if result is None else result.score for result in found]


class Canvas(_Table):
    """The file that Canvas's gradebook imports.

    The gradebook's LMS user id is Canvas's `ID`, its student id the `SIS Login ID`. A column whose name is
    that of no assignment in Canvas makes a new one; Canvas's own names end in a number, such as
    `Pipeline (4711)`.
    """

    default_file = "canvas.csv"

    def rows(
        self, students: Sequence[Student], assignments: Sequence[Assignment], results: Results
    ) -> Iterator[Sequence[Value]]:
        """Yield the header, the points possible, and the students."""
        fixed = "Student", "ID", "SIS User ID", "SIS Login ID", "Section"
        yield *fixed, *self._named(assignments)
        # Canvas knows this row by its first cell, spaces included.
        yield "    Points Possible", *[None] * (len(fixed) - 1), *(one.max_score for one in assignments)
        for student in students:
            name = ", ".join(part for part in (student.last_name, student.first_name) if part)
            who = name or student.id, student.lms_user_id, None, student.id, None
            yield *who, *self._scores(student, assignments, results)


class Moodle(_Table):
    """The file for Moodle's grade import; its page asks which column says who a student is.

    The gradebook's student id is the `Username`, its LMS user id the `ID number`.
    """

    default_file = "moodle.csv"

    def rows(
        self, students: Sequence[Student], assignments: Sequence[Assignment], results: Results
    ) -> Iterator[Sequence[Value]]:
        """Yield the header and the students."""
        fixed = "Username", "ID number", "First name", "Last name", "Email address"
        yield *fixed, *self._named(assignments)
        for student in students:
            who = student.id, student.lms_user_id, student.first_name, student.last_name, student.email
            yield *who, *self._scores(student, assignments, results)


def _wanted(kind: str, names: Sequence, known: dict) -> list:
    """Return those that were asked for by name, or all.

    Raises:
        CourseError: when the gradebook does not know one of them.
    """
    asked = {str(name) for name in names}  # the command line makes numbers of ids that look so
    unknown = ", ".join(sorted(asked - known.keys()))
    if unknown:
        raise CourseError(
            f"The gradebook knows no {kind} {unknown}: correct the name, or leave it out for all."
        )
    return [one for name, one in known.items() if not asked or name in asked]


def _results(gradebook: Gradebook) -> Results:
    """Read all scores with two queries, however many students there are."""
    joined = (
        gradebook.db.query(Assignment.name, SubmittedAssignment.student_id)
        .select_from(SubmittedAssignment)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .group_by(SubmittedAssignment.id)
    )
    # Apart from the grades, for each notebook has many of them, and one penalty.
    penalties = joined.add_columns(func.sum(SubmittedNotebook.late_submission_penalty))
    late = {(name, student): penalty or 0.0 for name, student, penalty in penalties}
    scores = joined.outerjoin(Grade, Grade.notebook_id == SubmittedNotebook.id).add_columns(
        SubmittedAssignment.timestamp, func.sum(Grade.score), func.max(Grade.needs_manual_grade)
    )
    return {
        (name, student): _Result(timestamp, score or 0.0, late[name, student], bool(waits))
        for name, student, timestamp, score, waits in scores
    }


def _write(path: Path, rows: Iterator[Sequence[Value]]) -> None:
    text = io.StringIO(newline="")
    # The same line ends as in nbgrader's own file.
    csv.writer(text, lineterminator="\n").writerows([_safe(value) for value in row] for row in rows)
    try:
        path.write_text(text.getvalue(), "utf-8", newline="")
    except OSError as error:
        why = error.strerror or error
        raise CourseError(f"The grades cannot be written to {path} ({why}): choose another --to.") from None


def _safe(value: Value) -> str | float:
    """Return a value as it may stand in a file that a spreadsheet opens."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return str(value)
    if not isinstance(value, str):
        return value
    # Python's csv module leaves a lone carriage return without quotes, and readers end the row there.
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if _FORMULA.match(text.lstrip(" ")) and not _NUMBER.fullmatch(text) else text
