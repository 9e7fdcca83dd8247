"""`%check`, `%hint` and `%solution` in a notebook's cell."""

import os
from pathlib import Path
from typing import Any

from IPython.core.magic import Magics, line_magic, magics_class
from IPython.display import display

from hfbasics.catalogue import ROOT
from hfbasics.errors import CourseError
from hfbasics.study.ask import next_hint, solution
from hfbasics.study.live import answer_in, answered, check, topic_of
from hfbasics.study.progress import Progress
from hfbasics.study.render import verdicts_shown
from hfbasics.study.topics import Exercise, Topic
from hfbasics.study.verdicts import State, Verdict
from hfbasics.study.whole import answers_in

__all__ = ["StudyMagics", "load"]


def load(shell: Any, root: Path = ROOT) -> None:
    """Give a notebook's kernel the three magics, for the course in `root`."""
    shell.register_magics(StudyMagics(shell, root))


@magics_class
class StudyMagics(Magics):
    """The magics. While nbgrader runs the notebook they do nothing: a hint is no part of an answer."""

    def __init__(self, shell: Any, root: Path) -> None:
        super().__init__(shell)
        self._root = root
        self._progress = Progress(root / "work", print)

    @line_magic
    def check(self, line: str) -> None:
        """Check one exercise, as in `%check ex03`, or all whose answers have run here."""
        if _grading():
            return
        topic = self._topic()
        chosen = [topic.exercise(line)] if line.strip() else answered(self.shell, topic)
        if not chosen:
            raise CourseError(
                "No answer has run in this kernel yet: run the cell of an answer, then `%check` again."
            )
        verdicts = [self._verdict(topic, exercise) for exercise in chosen]
        answers = {one.id: self._answer(topic, one) or "" for one in chosen}
        self._progress.record(topic.name, verdicts, answers)
        display(verdicts_shown(_title(topic, verdicts), verdicts))

    @line_magic
    def hint(self, line: str) -> None:
        """Show the next hint, as in `%hint ex03`."""
        if _grading():
            return
        topic, exercise = self._one("hint", line)
        display(next_hint(topic, exercise, self._progress, lambda word: f"%{word} {exercise.id}"))

    @line_magic
    def solution(self, line: str) -> None:
        """Show the instructor's answer after a try, as in `%solution ex03`."""
        if _grading():
            return
        topic, exercise = self._one("solution", line)
        answer = self._answer(topic, exercise)
        display(solution(topic, exercise, answer, self._progress, lambda word: f"%{word} {exercise.id}"))

    def _topic(self) -> Topic:
        return topic_of(self.shell, self._root, os.environ.get("JPY_SESSION_NAME", ""))

    def _one(self, magic: str, line: str) -> tuple[Topic, Exercise]:
        topic = self._topic()
        if not line.strip():
            raise CourseError(f"Say which exercise: `%{magic} {next(iter(topic.exercises))}`.")
        return topic, topic.exercise(line)

    def _verdict(self, topic: Topic, exercise: Exercise) -> Verdict:
        if not exercise.written:
            return check(self.shell, topic, exercise)
        if exercise.is_blank(self._answer(topic, exercise) or ""):
            why = "Nothing is written yet, or the notebook is not saved."
            return Verdict(exercise.id, exercise.heading, State.NOT_ATTEMPTED, 0, exercise.points, why)
        why = f"Compare your answer with the model answer and its marking scheme: `%solution {exercise.id}`."
        return Verdict(exercise.id, exercise.heading, State.YOURS, 0, exercise.points, why)

    def _answer(self, topic: Topic, exercise: Exercise) -> str | None:
        """Return the learner's answer: what ran, or for a written one what the saved notebook holds."""
        if not exercise.written:
            return answer_in(self.shell, topic, exercise)
        session = os.environ.get("JPY_SESSION_NAME") or topic.file
        work = self._root / "work"
        for path in (work / session, Path.cwd() / Path(session).name, work / topic.name / topic.file):
            if path.is_file():
                return answers_in(topic, path.read_bytes()).get(exercise.id)
        return None


def _grading() -> bool:
    return "NBGRADER_EXECUTION" in os.environ


def _title(topic: Topic, verdicts: list[Verdict]) -> str:
    right = sum(one.state is State.RIGHT for one in verdicts)
    points, most = sum(one.points for one in verdicts), sum(one.most for one in verdicts)
    return f"{topic.name}: {right} of {len(verdicts)} right, {points:g} of {most:g} points"
