"""Check an exercise in the learner's own kernel, and leave the kernel as it was."""

import contextlib
import linecache
import random
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hfbasics.errors import CourseError
from hfbasics.study.outline import squeezed
from hfbasics.study.topics import Exercise, Topic, find_topic, topics
from hfbasics.study.verdicts import BLANK, QUESTION, State, Verdict, sentence_of

__all__ = ["answer_in", "answered", "check", "topic_of"]


def topic_of(shell: Any, root: Path, session: str = "") -> Topic:
    """Find which of the course's notebooks this kernel belongs to.

    JupyterLab starts a kernel with the notebook's path in `JPY_SESSION_NAME`, given here as `session`. Where
    that is missing, or names no topic, the cells that have run decide: the topic that has most of them in
    exactly these words.

    Raises:
        CourseError: when neither tells.
    """
    listed = topics(root)
    if session:
        with contextlib.suppress(CourseError):
            return find_topic(root, session)
    ran = {squeezed(source) for source in _history(shell)} - {""}
    shared = {}
    for name in listed:
        topic = find_topic(root, name)
        shared[name] = sum(squeezed(cell.source) in ran for cell in topic.cells if cell.kind == "code")
    best = max(shared, key=shared.__getitem__)
    if not shared[best]:
        raise CourseError(
            "No cell of a course notebook has run in this kernel: run the notebook's first cell again."
        )
    return find_topic(root, best)


def _history(shell: Any) -> list[str]:
    return list(shell.history_manager.input_hist_raw)


def answer_in(shell: Any, topic: Topic, exercise: Exercise) -> str | None:
    """Return the text of the last cell that ran and bound the exercise's names; None when there is none."""
    from hfbasics.grading.names import bound

    others = {
        squeezed(cell.source)
        for cell in topic.cells
        if cell.kind in ("code", "check") and cell.source.strip()
    }
    for source in reversed(_history(shell)):
        if exercise.names and exercise.names <= bound(source) and squeezed(source) not in others:
            return source
    return None


def answered(shell: Any, topic: Topic) -> list[Exercise]:
    """Return the exercises whose answers have run in this kernel."""
    return [one for one in topic.exercises.values() if not one.written and answer_in(shell, topic, one)]


def check(shell: Any, topic: Topic, exercise: Exercise) -> Verdict:
    """Run the exercise's checks, hidden ones too, against the names of the learner's kernel.

    Names, random state, output and plots are afterwards as they were. The stop button ends it.
    """
    answer = answer_in(shell, topic, exercise)
    missing = sorted(name for name in exercise.names if name not in shell.user_ns)
    if answer is None and missing:
        return _verdict(exercise, State.NOT_ATTEMPTED, "Run the cell of your answer first.")
    if answer is not None and exercise.is_blank(answer):
        return _verdict(exercise, State.NOT_ATTEMPTED, QUESTION if exercise.asks else BLANK)
    points = 0.0
    with _as_before(shell):
        for cell in exercise.checks:
            try:
                _run(shell, cell.source, cell.grade_id or cell.id)
            except (Exception, SystemExit) as error:  # an answer can raise anything
                return _explained(shell, topic, exercise, error, cell.source)
            points += cell.points
    return _verdict(exercise, State.RIGHT, points=points)


def _verdict(
    exercise: Exercise, state: State, why: str = "", points: float = 0.0, tried: bool = True
) -> Verdict:
    return Verdict(exercise.id, exercise.heading, state, points, exercise.points, why, tried)


def _run(shell: Any, source: str, name: str) -> None:
    code = compile(shell.transform_cell(source), f"<{name}>", "exec", dont_inherit=True)
    exec(code, shell.user_ns)


def _explained(shell: Any, topic: Topic, exercise: Exercise, error: BaseException, source: str) -> Verdict:
    if isinstance(error, NotImplementedError):
        return _verdict(exercise, State.NOT_ATTEMPTED, BLANK)
    if isinstance(error, NameError) and error.name and error.name not in shell.user_ns:
        first = next(place for place, cell in enumerate(topic.cells) if cell.exercise == exercise.id)
        needed = topic.makes(error.name, before=first)
        if needed:
            return _verdict(exercise, State.NOT_YET, needed, tried=False)
    why = sentence_of(type(error).__name__, str(error), _own_line(shell, error), source.partition("\n")[0])
    return _verdict(exercise, State.NOT_YET, why)


def _own_line(shell: Any, error: BaseException) -> str:
    """Return the learner's line in which the error arose, or nothing when it was in none."""
    line = ""
    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_globals is shell.user_ns and not frame.f_code.co_filename.startswith("<"):
            line = linecache.getline(frame.f_code.co_filename, number).strip()
    return line


@contextlib.contextmanager
def _as_before(shell: Any) -> Iterator[None]:
    """Put back names, random state and figures, and swallow what is printed or shown."""
    from IPython.utils.capture import capture_output

    names, figures = dict(shell.user_ns), _figures()
    put_back = _random_state()
    try:
        with capture_output():
            yield
    finally:
        for name in shell.user_ns.keys() - names.keys():
            del shell.user_ns[name]
        shell.user_ns.update(names)
        put_back()
        for number in _figures() - figures:
            sys.modules["matplotlib.pyplot"].close(number)


def _figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


def _random_state():
    """Return a function that puts the random numbers of Python, NumPy and PyTorch back to now."""
    states = [(random.setstate, random.getstate())]
    if numpy := sys.modules.get("numpy"):
        states.append((numpy.random.set_state, numpy.random.get_state()))
    if torch := sys.modules.get("torch"):
        states.append((torch.set_rng_state, torch.get_rng_state()))

    def put_back() -> None:
        for setter, state in states:
            setter(state)

    return put_back
