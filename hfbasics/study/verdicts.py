"""What a check says of one exercise: its state, its points, and one sentence."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["BLANK", "MEMORY", "QUESTION", "State", "Verdict", "is_memory_short", "one_line", "sentence_of"]

BLANK = "The answer is blank: write it in place of `# YOUR CODE HERE` and `raise NotImplementedError()`."
QUESTION = 'A "?" is left in the answer: replace it, and delete the last two lines of the cell.'
MEMORY = (
    "This machine's memory is short: shut down other notebooks' kernels (the tab with a square in a circle, "
    "at the left edge), choose Kernel > Restart Kernel, and run the cells again."
)
_LONGEST = 500  # characters of a sentence


class State(StrEnum):
    """How far an exercise is. A person judges written answers, so these have a state of their own."""

    RIGHT = "right"
    NOT_YET = "not yet"
    NOT_ATTEMPTED = "not attempted"
    YOURS = "yours to judge"

    @property
    def sign(self) -> str:
        """A sign that stands beside the word, for a quick look down a column."""
        return {"right": "✓", "not yet": "✗", "not attempted": "○", "yours to judge": "?"}[self.value]


@dataclass(frozen=True)
class Verdict:
    """What was found for one exercise.

    `tried` is false when the checks could not run, because a cell that they need had not run.
    """

    exercise: str
    heading: str
    state: State
    points: float
    most: float
    why: str = ""
    tried: bool = True


def one_line(text: str) -> str:
    """Return a text in one line of bearable length."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def sentence_of(kind: str, text: str, line: str = "", check: str = "") -> str:
    """Say in one sentence what went wrong.

    Args:
        kind: the error's name, such as `KeyError`.
        text: its message.
        line: the learner's line in which it arose, where it is known.
        check: the first line of the check, which says what it checks.
    """
    if kind in ("AssertionError", "CourseError") and text.strip():
        return one_line(text)
    if kind == "AssertionError":
        return one_line(f"This does not hold: {check.lstrip('# ').rstrip('.')}.")
    if is_memory_short(kind, text):
        return MEMORY
    said = one_line(f"{kind}: {text}" if text.strip() else kind)
    if line:
        return f"Your line `{line}` stopped with {said}"
    return f"The check stopped with {said}"


def is_memory_short(kind: str, text: str) -> bool:
    """Say whether an error tells of memory that could not be had."""
    words = ("can't allocate memory", "not enough memory", "out of memory")
    return kind == "MemoryError" or any(word in text for word in words)
