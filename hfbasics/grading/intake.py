"""Take in what a student handed in: regular files, and a notebook rebuilt from the instructor's.

What runs later is the instructor's notebook with the text of the student's solution cells, of plain cells
that the student changed, and of cells that the student added. Everything else is left behind.
"""

import difflib
import itertools
import json
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import is_grade, is_locked, is_solution

from hfbasics.grading.names import bound, visible

__all__ = ["Rejected", "Submitted", "read_folder", "read_notebook", "read_regular", "rebuild"]

_MEBI = 1 << 20
# Of all notebooks, and of all other files, of one submission.
MOST_NOTEBOOK, MOST_FILES, MOST_FILE_COUNT, MOST_CELLS = 200 * _MEBI, 100 * _MEBI, 1000, 5000
MOST_PATH = 1000  # bytes below the submission's folder
MOST_SOURCE = 2 * _MEBI  # characters of one cell
MOST_COMPARED = 500  # pairs of texts that are compared letter by letter
ALIKE = 0.6  # two texts are versions of one cell from this share of common characters


class Rejected(Exception):
    """A submission that cannot be graded; the message says why, in words for the instructor."""


@dataclass
class Submitted:
    """The regular files of a submission by path below its folder, and what was left out."""

    files: dict[str, bytes] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    @property
    def beside(self) -> dict[str, bytes]:
        """The files that are no notebooks."""
        return {name: content for name, content in self.files.items() if not name.endswith(".ipynb")}


def read_folder(folder: Path) -> Submitted:
    """Read a submission's folder without following any link."""
    found, total, notebooks = Submitted(), 0, 0
    if folder.is_symlink():
        found.troubles.append("the submission's folder is a link and was not followed")
        return found
    for place, folders, names in os.walk(folder, followlinks=False):
        names.sort(key=lambda name: (not name.endswith(".ipynb"), name))
        for name in list(folders):
            if Path(place, name).is_symlink() or name == ".ipynb_checkpoints":
                folders.remove(name)
                if name != ".ipynb_checkpoints":
                    found.troubles.append(f"{name} is a link and was left out")
        for name in names:
            path = Path(place, name)
            shown = str(path.relative_to(folder))
            try:
                content = read_regular(
                    path, MOST_NOTEBOOK - notebooks if name.endswith(".ipynb") else MOST_FILES - total
                )
            except OSError as error:
                found.troubles.append(f"{shown} was left out: {error.strerror or error}")
                continue
            except Rejected as error:
                found.troubles.append(f"{shown} was left out: {error}")
                continue
            if len(shown.encode("utf-8", "replace")) > MOST_PATH:
                found.troubles.append(f"{shown[:60]}… was left out: its path is too long")
                continue
            if len(found.files) >= MOST_FILE_COUNT:
                found.troubles.append(f"files after the first {MOST_FILE_COUNT} were left out")
                return found
            found.files[shown] = content
            if name.endswith(".ipynb"):
                notebooks += len(content)
            else:
                total += len(content)
    return found


def read_regular(path: Path, most: int) -> bytes:
    """Return a file's content; a link, a pipe or a file with more than `most` bytes is refused."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as stream:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Rejected("it is no regular file")
        if facts.st_size > most:
            raise Rejected(f"it has {facts.st_size / _MEBI:.0f} MiB, more than {most // _MEBI}")
        return stream.read(most)


def read_notebook(content: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the cells of a notebook, in the form of nbformat 4, and what had to be repaired.

    Raises:
        Rejected: when there are no cells to be found.
    """
    if not content.strip():
        raise Rejected("the notebook is empty")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Rejected("the notebook is no text in UTF-8") from None
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        why = str(error) if isinstance(error, ValueError) else "it is nested too deep"
        raise Rejected(f"the notebook is no JSON ({why})") from None
    if not isinstance(notebook, dict):
        raise Rejected("the notebook is JSON, but no notebook")
    repairs = []
    version = notebook.get("nbformat")
    if isinstance(notebook.get("worksheets"), list) and version in (2, 3):
        try:
            notebook = nbformat.convert(nbformat.reads(text, as_version=version), 4)
        except Exception:  # nbformat raises many kinds
            raise Rejected(f"the notebook says format {version}, but is not written so") from None
        repairs.append(f"the notebook's format {version} was converted")
    elif version != 4:
        repairs.append(f"the notebook says format {version!r} and was read as format 4")
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not cells:
        raise Rejected("the notebook has no cells")
    if len(cells) > MOST_CELLS:
        raise Rejected(f"the notebook has {len(cells)} cells, more than {MOST_CELLS}")
    found = []
    for place, cell in enumerate(cells):
        clean = _clean(cell)
        if clean is None:
            repairs.append(f"cell {place + 1} is no cell and was left out")
        elif len(clean["source"]) > MOST_SOURCE:
            repairs.append(
                f"cell {place + 1} is too large ({len(clean['source'])} characters) and was left out"
            )
        else:
            found.append(clean)
    return found, repairs


def _clean(cell: object) -> dict[str, Any] | None:
    """Return type, id, nbgrader metadata and text of a cell, and nothing else of it."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    source = cell.get("source", "")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
    made = {"cell_type": cell["cell_type"], "source": _text(source)}
    made["id"] = cell.get("id") if isinstance(cell.get("id"), str) else None
    made["grade_id"] = grade_id if isinstance(grade_id, str) else None
    attachments = cell.get("attachments")
    if cell["cell_type"] == "markdown" and _is_attachments(attachments):
        made["attachments"] = attachments
    return made


def _is_attachments(value: object) -> bool:
    """Say whether this is a dict from names to dicts from media types to strings."""
    return isinstance(value, dict) and all(
        isinstance(media, dict) and all(isinstance(data, str) for data in media.values())
        for media in value.values()
    )


def _text(source: str) -> str:
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    return plain.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be written again


def rebuild(template: Sequence[dict], submitted: Sequence[dict]) -> tuple[list[dict], list[str]]:
    """Return the cells to run and keep, in the template's order, and what was repaired.

    Args:
        template: the instructor's cells in released form, as nbformat dicts, with whole test cells.
        submitted: what `read_notebook` found.
    """
    match = _Match(template, submitted)
    cells, repairs = [], match.repairs
    extras = match.extras()
    cells += extras.pop(-1, [])
    for place, cell in enumerate(template):
        made = {key: value for key, value in cell.items() if key not in ("outputs", "execution_count")}
        theirs = match.found.get(place)
        if theirs is None and match.is_answered_elsewhere(place):
            made["source"] = ""
        if theirs is not None and (is_solution(_Node(cell)) or match.is_plain_code(place)):
            made["source"] = submitted[theirs]["source"]
            if cell["cell_type"] == "markdown" and "attachments" in submitted[theirs]:
                made["attachments"] = submitted[theirs]["attachments"]
        if made["cell_type"] == "code":
            made |= {"outputs": [], "execution_count": None}
        cells.append(made)
        cells += extras.pop(place, [])
    return cells, repairs


class _Node(dict):
    """A cell dict as nbgrader's helpers want it."""

    def __getattr__(self, name: str) -> Any:
        value = self[name]
        return _Node(value) if isinstance(value, dict) else value


class _Match:
    """Which cell of the submission stands for which of the template: by grade id, by id, then by content."""

    def __init__(self, template: Sequence[dict], submitted: Sequence[dict]) -> None:
        self._template, self._submitted = template, submitted
        self.found: dict[int, int] = {}
        self.repairs: list[str] = []
        self._used: set[int] = set()
        self._known = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in template} - {None}
        self._compared = 0
        self._by_grade_id()
        self._exchange_swapped()
        self._by_id()
        self._by_content()
        self._say_missing()

    def is_plain_code(self, place: int) -> bool:
        """Say whether a template cell is code that nbgrader does not know: a student may change it."""
        cell = self._template[place]
        return cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader")

    def is_answered_elsewhere(self, place: int) -> bool:
        """Say whether another cell binds what this answer's cell, which is gone, has to bind."""
        cell = self._template[place]
        if cell["cell_type"] != "code" or not is_solution(_Node(cell)) or is_grade(_Node(cell)):
            return False
        names = bound(cell["source"])
        return bool(names) and any(
            names <= bound(one["source"]) for one in self._submitted if one["cell_type"] == "code"
        )

    def _take(self, place: int, theirs: int) -> None:
        self.found[place] = theirs
        self._used.add(theirs)

    def _name(self, place: int) -> str:
        cell = self._template[place]
        return cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id") or f"cell {place + 1}"

    def _by_grade_id(self) -> None:
        for place, cell in enumerate(self._template):
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            same = [i for i, one in enumerate(self._submitted) if name and one["grade_id"] == name]
            if not same:
                continue
            changed = [i for i in same if self._submitted[i]["source"].strip() != cell["source"].strip()]
            chosen = (changed or same)[-1]
            self._take(place, chosen)
            if len(same) > 1:
                self.repairs.append(f"{name} was there {len(same)} times")
                # An untouched copy, and a copy of a test, need not run; other versions run as extra cells.
                solution = is_solution(_Node(cell))
                self._used |= {i for i in same if not solution or i not in changed}
            if self._submitted[chosen]["cell_type"] != cell["cell_type"]:
                self.repairs.append(f"{name} had the type {self._submitted[chosen]['cell_type']}")

    def _exchange_swapped(self) -> None:
        """Give two answers back to their places when each defines what the other's place asks for."""
        wanted = {
            place: bound(self._template[place]["source"])
            for place in self.found
            if self._template[place]["cell_type"] == "code" and is_solution(_Node(self._template[place]))
        }
        given = {place: bound(self._submitted[self.found[place]]["source"]) for place in wanted}
        astray = [place for place, names in wanted.items() if names and not names & given[place]]
        for one, other in itertools.combinations(astray, 2):
            if wanted[one] <= given[other] and wanted[other] <= given[one]:
                self.found[one], self.found[other] = self.found[other], self.found[one]
                self.repairs.append(f"{self._name(one)} and {self._name(other)} had each other's grade id")

    def _by_id(self) -> None:
        ids = {cell.get("id"): place for place, cell in enumerate(self._template) if cell.get("id")}
        for theirs, one in enumerate(self._submitted):
            place = ids.get(one["id"])
            if place is None or place in self.found or theirs in self._used:
                continue
            self._take(place, theirs)
            if self._template[place]["metadata"].get("nbgrader"):
                self.repairs.append(f"{self._name(place)} had lost its grade id and was found by its cell id")

    def _by_content(self) -> None:
        """Match what is left: equal text first, then answers that define the same name, then similar text."""
        places = [p for p in range(len(self._template)) if p not in self.found]
        for same in (self._equal, self._same_names, self._similar):
            for place in [p for p in places if p not in self.found]:
                for theirs in range(len(self._submitted)):
                    if theirs not in self._used and self._fits(theirs) and same(place, theirs):
                        self._take(place, theirs)
                        if self._template[place]["metadata"].get("nbgrader"):
                            self.repairs.append(
                                f"{self._name(place)} had lost its ids and was found by its content"
                            )
                        break

    def _fits(self, theirs: int) -> bool:
        """Say whether the cell has no grade id of another cell."""
        one = self._submitted[theirs]
        return one["grade_id"] not in self._known

    def _equal(self, place: int, theirs: int) -> bool:
        mine = visible(self._template[place]["source"])
        return bool(mine.strip()) and _squeezed(mine) == _squeezed(self._submitted[theirs]["source"])

    def _same_names(self, place: int, theirs: int) -> bool:
        cell, one = self._template[place], self._submitted[theirs]
        if not is_solution(_Node(cell)) or cell["cell_type"] != "code" or one["cell_type"] != "code":
            return False
        mine = bound(cell["source"])
        return bool(mine) and mine <= bound(one["source"])

    def _similar(self, place: int, theirs: int) -> bool:
        cell, one = self._template[place], self._submitted[theirs]
        if cell["cell_type"] != one["cell_type"] or not self._between(place, theirs):
            return False
        self._compared += 1
        if self._compared > MOST_COMPARED:
            return False
        texts = _squeezed(visible(cell["source"]))[:2000], _squeezed(one["source"])[:2000]
        alike = difflib.SequenceMatcher(None, *texts, autojunk=False)
        return alike.quick_ratio() >= ALIKE and alike.ratio() >= ALIKE

    def _between(self, place: int, theirs: int) -> bool:
        before = max((i for p, i in self.found.items() if p < place), default=-1)
        after = min((i for p, i in self.found.items() if p > place), default=len(self._submitted))
        return before < theirs < after or before > after

    def _say_missing(self) -> None:
        for place, cell in enumerate(self._template):
            if place not in self.found and (cell["metadata"].get("nbgrader") or self.is_plain_code(place)):
                self.repairs.append(f"{self._name(place)} was missing and was put back")
            elif cell["metadata"].get("nbgrader") and is_locked(_Node(cell)) and place in self.found:
                theirs = self._submitted[self.found[place]]["source"]
                if _squeezed(theirs) not in (
                    _squeezed(cell["source"]),
                    _squeezed(visible(cell["source"])),
                ):
                    what = "test" if is_grade(_Node(cell)) else "locked cell"
                    self.repairs.append(f"the {what} {self._name(place)} was changed and was put back")

    def extras(self) -> dict[int, list[dict]]:
        """Return the cells that the student added, by the place in the template that they follow."""
        places = {theirs: place for place, theirs in self.found.items()}
        extras: dict[int, list[dict]] = {}
        last, count = -1, 0
        for theirs, one in enumerate(self._submitted):
            if theirs in places:
                last = places[theirs]
            elif theirs not in self._used and one["source"].strip():
                count += 1
                made = {
                    "cell_type": one["cell_type"],
                    "id": f"added-{count}",
                    "metadata": {},
                    "source": one["source"],
                }
                if one["cell_type"] == "code":
                    made |= {"outputs": [], "execution_count": None}
                # An added version of an answer runs before the one that counts.
                later = [p for p, i in self.found.items() if self._same_grade_id(p, one) and i > theirs]
                extras.setdefault(later[0] - 1 if later else last, []).append(made)
        return extras

    def _same_grade_id(self, place: int, one: dict) -> bool:
        name = self._template[place]["metadata"].get("nbgrader", {}).get("grade_id")
        return name is not None and one["grade_id"] == name


def _squeezed(source: str) -> str:
    return re.sub(r"\s+", "", source)
