"""Bring a new release of the course to a learner, beside the copies that they work in.

What each copy was made from is kept in `work/.hfbasics/release/`, and each new notebook that was laid beside
a copy in `work/.hfbasics/beside/`. So a file that the learner has changed can be told from one that they have
not, and what changed in the course from what changed in the copy.
"""

import itertools
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hfbasics.study.outline import TOP, Cell, outline, squeezed

__all__ = ["bring", "changes"]

_KINDS = {
    "text": "the text",
    "code": "the code around it",
    "starter": "the starter code",
    "check": "the check",
}


def bring(release: Path, work: Path) -> list[str]:
    """Copy what `work` lacks, lay what is new beside the learner's copies; return sentences for the learner.

    A file that the learner has changed is never written.
    """
    said = []
    for source in sorted(path for path in release.rglob("*") if path.is_file()):
        if ".ipynb_checkpoints" not in source.parts:
            said += _bring_one(source, source.relative_to(release), work)
    return said


def _bring_one(source: Path, name: Path, work: Path) -> list[str]:
    copy, base = work / name, work / ".hfbasics" / "release" / name
    new = source.read_bytes()
    if not copy.exists():
        _put(new, copy)
        _put(new, base)
        return []
    old = base.read_bytes() if base.is_file() else None
    if old == new:
        return []
    if copy.read_bytes() == old:  # as it came: nothing of the learner's is in it
        _put(new, copy)
        _put(new, base)
        return [f"work/{name.as_posix()} was as it came, and is now the new version.", *_listed(old, new)]
    known = old is not None
    before = old if known else copy.read_bytes()
    found = changes(before, new, starters=known)
    if found or (found is None and before != new):
        beside = _lay_beside(new, copy, work)
        said = [_about(name, beside, known), *_lines(found)]
    else:
        said = []
    _put(new, base)
    return said


def _about(name: Path, beside: Path, known: bool) -> str:
    where = (
        f"{name.as_posix()} in the course has changed. Your copy stays as it is; the new version lies beside "
        f"it: {beside.name}."
    )
    if known:
        return where
    return (
        f"{where} Your copy was made by an earlier version, which did not keep what it was "
        "made from: what follows may be changes of your own. From now on it is kept."
    )


def _listed(old: bytes, new: bytes) -> list[str]:
    return _lines(changes(old, new))


def _lines(found: list[str] | None) -> list[str]:
    return [f"  {line}" for line in found or []]


def _lay_beside(new: bytes, copy: Path, work: Path) -> Path:
    """Write the new version under a name that holds nothing of the learner's; return its path."""
    for number in itertools.count(1):
        ending = ".new" if number == 1 else f".new-{number}"
        path = copy.with_name(f"{copy.stem}{ending}{copy.suffix}")
        remembered = work / ".hfbasics" / "beside" / path.relative_to(work)
        untouched = path.is_file() and remembered.is_file() and path.read_bytes() == remembered.read_bytes()
        if untouched or not path.exists():
            _put(new, path)
            _put(new, remembered)
            return path
    raise AssertionError("counting has no end")


def _put(content: bytes, path: Path) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(name).chmod(0o644)  # mkstemp makes a file that only its owner reads
    Path(name).replace(path)


def changes(old: bytes, new: bytes, starters: bool = True) -> list[str] | None:
    """Say by section and exercise what differs between two notebooks; None when one is no notebook.

    Args:
        starters: whether solution cells are compared, too. In a learner's own copy they hold answers.
    """
    before, after = _cells(old), _cells(new)
    if before is None or after is None:
        return None
    mine, theirs = {cell.id: cell for cell in before}, {cell.id: cell for cell in after}
    lines: dict[str, list[str]] = {}
    for cell in after:
        if cell.id not in mine:
            _add(lines, cell, after, before, "new")
        elif squeezed(mine[cell.id].source) != squeezed(cell.source) and (starters or cell.kind != "starter"):
            _add(lines, cell, after, before, "changed")
    for cell in before if starters else ():
        if cell.id not in theirs:
            _add(lines, cell, before, after, "gone")
    return [f"{place}: {', '.join(dict.fromkeys(what))}." for place, what in lines.items()]


def _add(
    lines: dict[str, list[str]], cell: Cell, own: Sequence[Cell], others: Sequence[Cell], what: str
) -> None:
    """Add a change to its exercise's line, or to its section's."""
    if not cell.exercise:
        place = cell.section if cell.section != TOP else TOP.capitalize()
        lines.setdefault(place, []).append(f"{'text' if cell.kind == 'text' else 'code'} {what}")
    elif what != "changed" and cell.exercise not in {one.exercise for one in others}:
        lines.setdefault(cell.heading, []).append(what)
    else:
        lines.setdefault(cell.heading, []).append(f"{_KINDS[cell.kind]} {what}")


def _cells(content: bytes) -> list[Cell] | None:
    try:
        return outline(json.loads(content)["cells"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
