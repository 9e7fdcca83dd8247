"""Fill a course folder with the demonstration class, grade it, and read the grades."""

import copy
import json
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from rich.console import Console

from hfbasics.errors import CourseError
from hfbasics.grading.course import Course
from hfbasics.grading.grade import RECORD, grade
from tests.corpus import Answer, answers, instructor_answers, written_answers

__all__ = ["Classroom", "Result"]

# Each student's answers by assignment and exercise, named as in the answer corpus; "*" stands for all others.
# Not everybody hands in every assignment.
STUDENTS = json.loads(Path(__file__).with_name("class.json").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Result:
    """What one student has for one grade cell. `score` is None where a person still has to grade."""

    score: float | None
    points: float
    answered: bool


class Classroom:
    """The demonstration class in one course folder. Other students there are never touched."""

    def __init__(self, root: Path, assignment: str, students: Collection[str] = STUDENTS) -> None:
        self.root = root
        self.students = [student for student in students if assignment in STUDENTS[student]]
        self.assignment = assignment
        self._course = Course(root)
        self._nbgrader = NbGraderAPI(self._course.directory, config=self._course.config)
        (source,) = (root / "source" / assignment).glob("*.ipynb")
        self.notebook = source.name
        self.source = nbformat.read(source, as_version=4)

    def release(self) -> None:
        """Generate the student version with nbgrader."""
        self._succeed(self._nbgrader.generate_assignment(self.assignment, force=True), "generate_assignment")

    def submit(self, student: str) -> bool:
        """Put the student's notebook into `submitted/`; return whether it is another one than before."""
        release = nbformat.read(self.root / "release" / self.assignment / self.notebook, as_version=4)
        text = nbformat.writes(fill(release, self.answers_of(student)))
        path = self.root / "submitted" / student / self.assignment / self.notebook
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return True

    def answers_of(self, student: str) -> dict[str, Answer]:
        """Return the student's answers by exercise; an exercise that is missing was left blank."""
        own = {
            exercise: Answer(exercise, "instructor", True, source)
            for exercise, source in (instructor_answers(self.source) | written_answers(self.source)).items()
        }
        known = {(answer.exercise, answer.name): answer for answer in answers(self.assignment)}
        known |= {(exercise, "instructor"): answer for exercise, answer in own.items()}
        wanted = dict(STUDENTS[student][self.assignment])
        everywhere = wanted.pop("*", None)
        named = {exercise: everywhere for exercise in own} if everywhere else {}
        return {exercise: known[exercise, name] for exercise, name in (named | wanted).items()}

    def is_graded(self, student: str) -> bool:
        """Say whether this student was graded with the checks as they are now."""
        done = self.root / "autograded" / student / self.assignment / self.notebook
        if not done.is_file() or not (self.root / "gradebook.db").is_file():
            return False
        return done.stat().st_mtime > (self.root / "source" / self.assignment / self.notebook).stat().st_mtime

    def grade(
        self, students: Collection[str], console: Console | None = None, jobs: int | None = None
    ) -> None:
        """Grade these students' submissions, `jobs` at a time or as many as there are cores.

        They are answers of our own, so they may also run where student code cannot be locked in.
        """
        grade(self._course, [self.assignment], students, force=True, unsafe=True, console=console, jobs=jobs)

    def results(self) -> dict[str, dict[str, Result]]:
        """Return what the gradebook says: by student, then by grade cell, in the notebook's order."""
        with self._course.gradebook() as gradebook:
            return {student: dict(self._results_of(gradebook, student)) for student in self.students}

    def _results_of(self, gradebook: Gradebook, student: str) -> Iterator[tuple[str, Result]]:
        name = self.notebook.removesuffix(".ipynb")
        submission = gradebook.find_submission_notebook(name, self.assignment, student)
        grades = {grade.name: grade for grade in submission.grades}
        blank = {comment.name for comment in submission.comments if comment.auto_comment == "No response."}
        for cell in self.source.cells:
            nbgrader = cell.metadata.get("nbgrader", {})
            if nbgrader.get("points"):
                grade = grades[nbgrader["grade_id"]]
                score = None if grade.needs_manual_grade else grade.score
                answer = nbgrader["grade_id"].replace("_hidden", "_answer")
                yield grade.name, Result(score, grade.max_score, answer not in blank)

    def remove(self) -> None:
        """Remove the class's files and grades, and nothing of anybody else."""
        with self._course.gradebook() as gradebook:
            for student in {student.id for student in gradebook.students} & set(self.students):
                gradebook.remove_student(student)
        for step in ("submitted", "autograded", "feedback"):
            for student in self.students:
                shutil.rmtree(self.root / step / student, ignore_errors=True)
        record = self.root / RECORD
        if record.is_file():
            left = record.with_name(f".{RECORD}.partial")
            lines = record.read_bytes().splitlines(keepends=True)
            left.write_bytes(b"".join(line for line in lines if not self._tells_of(line)))
            left.replace(record)

    def _tells_of(self, line: bytes) -> bool:
        try:
            return json.loads(line)["student"] in self.students
        except (ValueError, KeyError, TypeError):  # cut short by a full disk
            return False

    def _succeed(self, result: dict, what: str) -> None:
        if not result["success"]:
            raise CourseError(f"nbgrader {what} failed: {result.get('error') or result.get('log')}")


def fill(release: NotebookNode, chosen: dict[str, Answer]) -> NotebookNode:
    """Return the student version with these answers in their solution cells."""
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        exercise = nbgrader.get("grade_id", "").partition("_")[2].removesuffix("_answer")
        if nbgrader.get("solution") and exercise in chosen:
            cell.source = chosen[exercise].source
    return notebook
