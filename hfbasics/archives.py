"""Unpack a zip file that anyone may have made."""

import lzma
import re
import shutil
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

__all__ = ["MEBI", "Limits", "Refused", "unpack"]

MEBI = 1 << 20
# A notebook shrinks to a tenth, or to a fiftieth where a picture repeats; zeros shrink to a thousandth.
MOST_RATIO, SMALL = 200, MEBI
_NESTED = (".zip", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".7z", ".rar")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Refused(Exception):
    """Say why nothing is taken from an archive."""


class Limits(NamedTuple):
    """How many files a zip may hold, and how many bytes in all and in one file."""

    files: int
    total: int
    each: int


def unpack(archive: Path, target: Path, limits: Limits) -> list[str]:
    """Unpack a zip into a folder that is not there yet.

    Returns:
        A sentence for each file that was left out, for it alone is too large or an archive itself: in the zip
        of a whole class it is one student's.

    Raises:
        Refused: when the zip is broken or built to do harm; nothing of it is left then.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not _is_litter(member.filename)]
            for member in members:
                _refuse_harm(member)
            files = [member for member in members if not member.is_dir()]
            _refuse_crowd(files, limits)
            left_out = []
            target.mkdir(parents=True)
            for member in files:
                why = _too_much(member, limits)
                if why:
                    left_out.append(f"{member.filename} was left out: {why}")
                else:
                    _write(opened, member, target)
            return left_out
    except _BROKEN as error:
        shutil.rmtree(target, ignore_errors=True)
        raise Refused(f"it is broken, or no zip file ({error})") from None
    except (Refused, OSError):
        shutil.rmtree(target, ignore_errors=True)
        raise


def _is_litter(name: str) -> bool:
    """Tell what operating systems and JupyterLab put beside the files of a person."""
    parts = name.split("/")
    return "__MACOSX" in parts or ".ipynb_checkpoints" in parts or parts[-1].startswith("._")


def _parts(name: str) -> list[str]:
    return re.split(r"[/\\]", name)


def _refuse_harm(member: zipfile.ZipInfo) -> None:
    name, shown = member.filename, ascii(member.filename[:100])
    kind = stat.S_IFMT(member.external_attr >> 16)
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name):
        raise Refused(f"the path {shown} in it is absolute")
    if ".." in _parts(name):
        raise Refused(f"the path {shown} in it leads out of its folder")
    if re.search(r"[\x00-\x1f\x7f]", name):
        raise Refused(f"the name {shown} in it has control characters")
    if kind == stat.S_IFLNK:
        raise Refused(f"{shown} in it is a link")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Refused(f"{shown} in it is no regular file")
    if member.flag_bits & 1:
        raise Refused(f"{shown} in it is encrypted: ask for a zip without a password")


def _refuse_crowd(files: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(files) > limits.files:
        raise Refused(f"it holds {len(files)} files, more than {limits.files}")
    total = sum(member.file_size for member in files if member.file_size <= limits.each)
    if total > limits.total:
        raise Refused(f"it takes {total // MEBI} MiB unpacked, more than {limits.total // MEBI}")
    # As a Mac or Windows sees names.
    names = Counter(unicodedata.normalize("NFC", "/".join(_parts(one.filename))).casefold() for one in files)
    name, count = max(names.items(), key=lambda item: item[1], default=("", 0))
    if count > 1:
        raise Refused(f"it holds {name[:100]!a} {count} times")


def _too_much(member: zipfile.ZipInfo, limits: Limits) -> str:
    """Return why one file is not unpacked, or nothing."""
    if member.filename.lower().endswith(_NESTED):
        return "it is an archive itself; ask for the notebook alone"
    if member.file_size > limits.each:
        return f"it takes {member.file_size // MEBI} MiB unpacked, more than {limits.each // MEBI}"
    if member.file_size > SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size):
        return f"it grows more than {MOST_RATIO} times when unpacked"
    return ""


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    path = target.joinpath(*_parts(member.filename))
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(member) as source, path.open("xb") as stream:
        for block in _blocks(source, member.file_size):
            stream.write(block)


def _blocks(source: zipfile.ZipExtFile, most: int) -> Iterator[bytes]:
    """Yield what a file holds; it may not hold more than its zip says."""
    while block := source.read(MEBI):
        most -= len(block)
        if most < 0:
            raise Refused("a file in it is larger than it says")
        yield block
