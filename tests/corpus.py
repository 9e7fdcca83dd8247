"""The answer corpus: for each exercise, right answers in other words and wrong ones named by misconception.

`tests/answers/<assignment>/<exercise>.py` holds one answer after another, each below a line such as
`# %% wrong: ignores_the_attention_mask`. For a question, every other choice is made here.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

__all__ = ["Answer", "answers", "instructor_answers", "other_choices", "written_answers"]

FOLDER = Path(__file__).parent / "answers"
HEADING = re.compile(r"^# %% (right|wrong): (\w+)$", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """The source of one solution cell, and whether it deserves the exercise's points."""

    exercise: str
    name: str
    right: bool
    source: str


def answers(assignment: str) -> list[Answer]:
    """Return the written answers of an assignment, exercise by exercise."""
    found = []
    for path in sorted((FOLDER / assignment).glob("*.py")):
        _, *parts = HEADING.split(path.read_text(encoding="utf-8"))
        for verdict, name, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            found.append(Answer(path.stem, name, verdict == "right", source.strip()))
    return found


def instructor_answers(source: NotebookNode) -> dict[str, str]:
    """Return the instructor's code answers by exercise, such as `ex03_rebuild`, without the markers."""
    found = {}
    for exercise, cell in _solutions(source, "code"):
        lines = (line for line in cell.source.splitlines() if not re.match(r"\s*### (BEGIN|END) SOL", line))
        found[exercise] = "\n".join(lines)
    return found


def written_answers(source: NotebookNode) -> dict[str, str]:
    """Return the instructor's written answers by exercise, without the marking scheme."""
    return {
        exercise: cell.source.partition("**Marking scheme")[0].strip()
        for exercise, cell in _solutions(source, "markdown")
    }


def _solutions(source: NotebookNode, kind: str) -> Iterator[tuple[str, NotebookNode]]:
    for cell in source.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader.get("solution") and cell.cell_type == kind:
            yield nbgrader["grade_id"].partition("_")[2].removesuffix("_answer"), cell


def other_choices(right: object) -> Iterator[object]:
    """Yield every wrong answer to a question that has the right form.

    For a set: every other subset of A to E. For an order: every other order. For a matching: every exchange
    of two letters, which gives every item every wrong letter, and of a short one every other order, too.
    """
    match right:
        case set():
            for size in range(6):
                yield from (set(some) for some in itertools.combinations("ABCDE", size) if set(some) != right)
        case list():
            yield from (list(order) for order in itertools.permutations(right) if list(order) != right)
        case dict() if len(right) < 5:
            orders = (
                dict(zip(right, order, strict=True)) for order in itertools.permutations(right.values())
            )
            yield from (order for order in orders if order != right)
        case dict():
            for one, other in itertools.combinations(right, 2):
                yield right | {one: right[other], other: right[one]}
        case _:
            raise TypeError(f"no other choices are known for {right!r}")
