"""Read what a topic asks, and what answers it: the instructor's notebook beside the blank one."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hfbasics.errors import CourseError
from hfbasics.study.outline import TOP, Cell, read_cells, squeezed

__all__ = ["Exercise", "Topic", "find_topic", "topics"]


@dataclass(frozen=True)
class Exercise:
    """One exercise: what it asks, the blank answer, the instructor's answer, and all of its checks."""

    id: str
    heading: str
    section: str
    statement: str
    blank: str
    solution: str
    answer_id: str
    checks: tuple[Cell, ...]
    points: float
    written: bool

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The global names that an answer has to bind."""
        from hfbasics.grading.names import bound

        return frozenset() if self.written else bound(self.blank) or bound(self.solution)

    @property
    def asks(self) -> bool:
        """Whether this is a question, with a `"?"` in place of each answer."""
        return not self.written and '"?"' in self.blank

    def is_blank(self, source: str) -> bool:
        """Say whether an answer is the released one, is empty, or still assigns a `"?"`."""
        if squeezed(source) in ("", squeezed(self.blank)):
            return True
        return self.asks and _holds_question_mark(source, self.names)


@dataclass(frozen=True)
class Topic:
    """One notebook of the course: `name` is its folder, such as `1-pipeline`, and `file` its file's name."""

    name: str
    file: str
    cells: tuple[Cell, ...]
    exercises: Mapping[str, Exercise]

    def exercise(self, short: str) -> Exercise:
        """Return an exercise by its short id.

        Raises:
            CourseError: when there is none.
        """
        found = self.exercises.get(short.strip().lower())
        if found is None:
            known = ", ".join(self.exercises)
            raise CourseError(f"{self.name} has no exercise {short!r}: it has {known}.")
        return found

    def place_of(self, source: str) -> int | None:
        """Return the place of the cell with this text, or of one that binds the same names."""
        wanted = squeezed(source)
        for place, cell in enumerate(self.cells):
            if cell.kind != "text" and squeezed(cell.source) == wanted:
                return place
        from hfbasics.grading.names import bound

        names = bound(source)
        for place, cell in enumerate(self.cells):
            exercise = self.exercises.get(cell.exercise or "")
            answers = cell.kind == "starter" and exercise and exercise.names and exercise.names <= names
            if answers or (cell.kind == "code" and names and bound(cell.source) == names):
                return place
        return None

    def makes(self, name: str, before: int | None = None, anywhere: bool = True) -> str | None:
        """Say in one sentence which cell makes `name`; None when no cell of the notebook does.

        Args:
            before: the place of the cell that asks; the nearest maker above it is named.
            anywhere: whether a maker below will do when there is none above.
        """
        places = self._makers.get(name, [])
        above = [place for place in places if before is None or place < before]
        if before is None:
            above = above[:1]
        if not above and not (anywhere and places):
            return None
        cell = self.cells[above[-1] if above else places[0]]
        if cell.kind == "starter" and cell.exercise:
            return f"`{name}` is made in {cell.heading}: run the cell of your answer there first."
        where = "the first cells of the notebook" if cell.section == TOP else cell.section
        return (
            f"`{name}` is made in {where}: run that cell first, or choose Run > Run All Above Selected Cell."
        )

    @functools.cached_property
    def _makers(self) -> dict[str, list[int]]:
        from hfbasics.grading.names import bound

        found: dict[str, list[int]] = {}
        for place, cell in enumerate(self.cells):
            if cell.kind in ("code", "starter") and not cell.written:
                for name in bound(cell.source):
                    found.setdefault(name, []).append(place)
        return found


def topics(root: Path) -> dict[str, Path]:
    """Return the instructor's notebooks of the course in `root` by topic, in teaching order.

    Raises:
        CourseError: when there are none.
    """
    found = {path.parent.name: path for path in sorted((root / "source").glob("*/*.ipynb"))}
    if not found:
        raise CourseError(
            f"There is no notebook in {root / 'source'}: checks need the course's whole folder."
        )
    return found


def find_topic(root: Path, name: str) -> Topic:
    """Read a topic by a name of it, such as `1-pipeline`, `pipeline`, `pipeline.ipynb` or a copy's path.

    Raises:
        CourseError: when no topic has that name, or its notebooks are missing or damaged.
    """
    listed = topics(root)
    path = Path(name)
    stem = path.name.removesuffix(".ipynb")
    for topic, source in listed.items():
        if topic in (name.rstrip("/\\"), path.parent.name, stem) or source.stem == stem:
            return _read(source, root / "release" / topic / source.name, source.stat().st_mtime_ns)
    for topic, source in listed.items():  # a copy, such as pipeline.new.ipynb or pipeline-Copy1.ipynb
        if stem.startswith((f"{source.stem}.", f"{source.stem}-")):
            return find_topic(root, topic)
    raise CourseError(f"No topic is called {name}: the course has {', '.join(listed)}.")


@functools.lru_cache(maxsize=8)
def _read(source: Path, release: Path, _changed: int) -> Topic:
    cells = read_cells(source)
    blank = {cell.grade_id: cell.source for cell in read_cells(release) if cell.kind == "starter"}
    exercises = {}
    for starter in (cell for cell in cells if cell.kind == "starter" and cell.exercise):
        own = [cell for cell in cells if cell.exercise == starter.exercise]
        checks = tuple(cell for cell in own if cell.kind == "check")
        exercises[starter.exercise] = Exercise(
            id=starter.exercise,
            heading=starter.heading,
            section=starter.section,
            statement="\n".join(cell.source for cell in own if cell.kind == "text"),
            blank=blank.get(starter.grade_id, ""),
            solution="\n".join(line for line in starter.source.splitlines() if "### " not in line),
            answer_id=starter.grade_id,
            checks=checks,
            points=starter.points + sum(cell.points for cell in checks),
            written=starter.written,
        )
    return Topic(source.parent.name, source.name, tuple(cells), exercises)


def _holds_question_mark(source: str, names: frozenset[str]) -> bool:
    """Say whether the last assignment to one of the names holds a `"?"`."""
    import ast

    from hfbasics.grading.names import UNREADABLE, statements

    try:
        body = statements(source)
    except UNREADABLE:
        return False
    assigned = [
        statement
        for statement in body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(statement))
    ]
    return bool(assigned) and any(
        isinstance(node, ast.Constant) and node.value == "?" for node in ast.walk(assigned[-1])
    )
