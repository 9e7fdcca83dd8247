"""A course folder with one topic of this course, for what grades many submissions of it."""

import shutil
from pathlib import Path

import nbformat

from demo.classroom import fill
from tests.conftest import ROOT
from tests.corpus import Answer, instructor_answers
from tests.grading.conftest import nbgrader

__all__ = ["STOCK", "TopicCourse", "topics"]

# Added to this course's settings, it has `nbgrader autograde` take nbgrader's own steps.
STOCK = "\ndel c.Autograde\n"


def topics() -> list[str]:
    """Return the topics in teaching order."""
    return sorted(path.name for path in (ROOT / "source").iterdir())


class TopicCourse:
    """A course folder with this course's settings and one topic, released by nbgrader.

    Args:
        root: the new folder.
        topic: its name in `sources`.
        sources: where the topic's folder lies.

    `own` are the instructor's answers by exercise.
    """

    def __init__(self, root: Path, topic: str, sources: Path = ROOT / "source") -> None:
        self.root, self.topic = root, topic
        shutil.copytree(sources / topic, root / "source" / topic)
        shutil.copy(ROOT / "nbgrader_config.py", root)
        done = nbgrader(root, "generate_assignment", topic)
        assert done.returncode == 0, done.stderr
        (self._release,) = (root / "release" / topic).glob("*.ipynb")
        self._blank = nbformat.read(self._release, as_version=4)
        source = nbformat.read(root / "source" / topic / self._release.name, as_version=4)
        own = instructor_answers(source)
        self.own = {exercise: Answer(exercise, "instructor", True, text) for exercise, text in own.items()}

    def hand_in(self, student: str, answers: dict[str, Answer] | None = None) -> None:
        """Put a submission into `submitted/`: the instructor's answers, but for those that are given."""
        folder = self.root / "submitted" / student / self.topic
        folder.mkdir(parents=True)
        nbformat.write(fill(self._blank, self.own | (answers or {})), folder / self._release.name)
