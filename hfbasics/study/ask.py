"""What a learner may ask for one exercise besides a check: the next hint, and the instructor's answer."""

from collections.abc import Callable

from hfbasics.errors import CourseError
from hfbasics.study.hints import hints
from hfbasics.study.progress import Progress, Remembered
from hfbasics.study.render import Shown, hints_shown, solution_shown
from hfbasics.study.topics import Exercise, Topic
from hfbasics.study.verdicts import State

__all__ = ["next_hint", "solution"]


def next_hint(topic: Topic, exercise: Exercise, progress: Progress, command: Callable[[str], str]) -> Shown:
    """Return the hints up to the next one.

    Args:
        command: makes from a word, such as `solution`, what the learner types to get it.
    """
    found = hints(exercise)
    count = progress.count_hint(topic.name, exercise.id, len(found))
    if count < len(found):
        after = f"For the next hint: `{command('hint')}`."
    else:
        after = (
            f"That was the last hint. After a try of your own, `{command('solution')}` shows the "
            "instructor's answer."
        )
    return hints_shown(exercise.heading, found[:count], len(found), after)


def solution(
    topic: Topic, exercise: Exercise, answer: str | None, progress: Progress, command: Callable[[str], str]
) -> Shown:
    """Return the instructor's answer, after a real attempt.

    Raises:
        CourseError: when `answer`, the learner's own, is blank or was never checked.
    """
    if not answer or exercise.is_blank(answer):
        raise CourseError(
            f"{exercise.heading} is still blank: try an answer first, and `{command('check')}` it; then the "
            "instructor's answer is shown."
        )
    kept = progress.read().get(topic.name, Remembered()).records.get(exercise.id)
    if not exercise.written and (kept is None or kept.state is State.NOT_ATTEMPTED):
        raise CourseError(
            f"{exercise.heading} has not been checked yet: `{command('check')}` first, then the instructor's "
            "answer is shown."
        )
    return solution_shown(exercise.heading, exercise.solution)
