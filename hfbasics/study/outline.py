"""Tell where each cell of a course notebook stands: in which section, and in which exercise."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hfbasics.errors import CourseError

__all__ = ["TOP", "Cell", "outline", "read_cells", "squeezed"]

TOP = "the top of the notebook"

_SECTION = re.compile(r"^## +(?:(\d+)\. +)?(.+?) *$", re.MULTILINE)
_EXERCISE = re.compile(r"^### +(.+?)(?: \([\d.]+ points?\))? *$", re.MULTILINE)
_GRADE_ID = re.compile(r"[^_]+_(ex\d+|q\d+|written)_.+")


@dataclass(frozen=True)
class Cell:
    """One cell, and its place.

    `exercise` is the short id, such as `ex03`, of the exercise that the cell is a part of; `heading` is that
    exercise's heading without the points. `kind` is `text`, `code`, `starter` (a solution cell) or `check`.
    """

    id: str
    kind: str
    source: str
    section: str
    exercise: str | None
    heading: str
    grade_id: str | None
    points: float
    written: bool


def read_cells(path: Path) -> list[Cell]:
    """Read a notebook of the course.

    Raises:
        CourseError: when it is missing or damaged.
    """
    try:
        return outline(json.loads(path.read_text(encoding="utf-8"))["cells"])
    except FileNotFoundError:
        raise CourseError(
            f"{path} is not there: get the course's folder again, or run `make release`."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(f"{path} cannot be read ({error}): get the course's folder again.") from None


def outline(cells: Sequence[dict[str, Any]]) -> list[Cell]:
    """Return the cells of a notebook, given as nbformat 4 has them, with their places."""
    found = []
    section, exercise, heading = TOP, None, ""
    for cell in cells:
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        nbgrader = cell["metadata"].get("nbgrader", {})
        grade_id, solution = nbgrader.get("grade_id"), bool(nbgrader.get("solution"))
        if cell["cell_type"] == "markdown" and not solution:
            if match := _SECTION.search(source):
                section = f"Section {match[1]}, {match[2]}" if match[1] else match[2]
            begins = _EXERCISE.search(source)
            exercise, heading = _short(cell.get("id")) if begins else None, begins[1] if begins else ""
        elif grade_id and (short := _short(grade_id)):
            exercise, heading = short, heading or short
        found.append(
            Cell(
                id=cell.get("id", ""),
                kind=_kind(cell["cell_type"], nbgrader),
                source=source,
                section=section,
                exercise=exercise,
                heading=heading,
                grade_id=grade_id,
                points=float(nbgrader.get("points") or 0),
                written=solution and cell["cell_type"] == "markdown",
            )
        )
    return found


def _short(name: str | None) -> str | None:
    match = _GRADE_ID.fullmatch(name or "")
    return match[1] if match else None


def _kind(cell_type: str, nbgrader: dict[str, Any]) -> str:
    if nbgrader.get("solution"):
        return "starter"
    if cell_type != "code":
        return "text"
    return "check" if nbgrader.get("grade") else "code"


def squeezed(source: str) -> str:
    """Return a text without its white space, to tell whether two are the same."""
    return "".join(source.split())
