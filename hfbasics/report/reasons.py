"""Why a check failed, as the graded notebook says it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from hfbasics.grading.course import Course
from hfbasics.grading.errors import FROM_SUBMISSION, public_name, shortened
from hfbasics.report.results import Results, read_cells

__all__ = ["BLANK", "failures", "first_sentence"]

LONGEST = 200  # characters of a sentence on the page
BLANK = "The answer was left blank."
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def failures(
    course: Course, results: Results, students: Iterable[str]
) -> dict[tuple[str, str], Counter[str]]:
    """Count for each notebook and exercise the reasons for which these students did not get all points.

    A graded notebook is read only where there is something to explain.
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for student in students:
        missed: dict[str, set[str]] = defaultdict(set)
        for exercise in results.exercises:
            score = exercise.scores.get(student)
            if score is None or score >= exercise.points:
                continue
            if student in exercise.by_person:
                counts[exercise.notebook, exercise.name]["A person gave fewer points."] += 1
            else:
                missed[exercise.notebook].add(exercise.name)
        for notebook, names in missed.items():
            path = course.folder("autograded", student, results.assignment) / f"{notebook}.ipynb"
            cells = {_grade_id(cell): cell for cell in read_cells(path)}
            for name in names:
                cell = cells.get(name)
                reason = _reason(cell) if cell else "There is no graded notebook that says why."
                counts[notebook, name][reason] += 1
    return counts


def first_sentence(text: str) -> str:
    """Return the first sentence of a message, on one line and not too long."""
    line = " ".join(_COLOURS.sub("", text).split())
    ends = [match.start() for match in re.finditer(r"(?<=[.!?])\s", line)]
    sentence = next((line[:end] for end in ends if _is_whole(line[:end])), line)
    return shortened(sentence, LONGEST)


def _is_whole(text: str) -> bool:
    """Say whether all quotes and brackets are closed: a text that a check quotes may have sentences, too."""
    text = re.sub(r"\b'\b", "", text)  # an apostrophe opens nothing
    pairs = all(text.count(one) == text.count(other) for one, other in ("()", "[]", "{}"))
    return pairs and not any(text.count(quote) % 2 for quote in "'\"")


def _grade_id(cell: dict) -> str:
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", "")


def _reason(cell: dict) -> str:
    """Return why a cell did not get all points.

    What an answer itself raised is named by its kind alone: its text is the student's, and differs each time.
    """
    errors = [output for output in cell.get("outputs", []) if output.get("output_type") == "error"]
    if not errors:
        # nbgrader itself gives no points for a written answer that is as it was released.
        written = cell.get("cell_type") != "code" or cell["metadata"]["nbgrader"].get("solution")
        return BLANK if written else "Some of its cases failed: part of the points."
    name, text = str(errors[-1].get("ename", "")), str(errors[-1].get("evalue", ""))
    kind = name.removesuffix(FROM_SUBMISSION)
    if kind == "NotImplementedError":
        return BLANK
    if name.endswith(FROM_SUBMISSION):
        return f"The answer raised {public_name(kind)}."
    if kind in ("AssertionError", "NoAnswer", "CannotCross"):
        return first_sentence(text) or "The check failed without a message."
    return first_sentence(f"{kind}: {text}")
