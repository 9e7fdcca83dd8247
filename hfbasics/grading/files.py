"""Files that a check and a submission share: what one writes, the other reads.

The check works in a folder of its own, with the instructor's files in it. What it writes there, or in the
folder for temporary files, is put beside the submission's notebook before an answer is called. What it opens
and does not have is fetched from there. Only data comes: no code of the submission's is imported or unpickled
here. A file of the instructor's is never replaced by one of the submission's.
"""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hfbasics.grading.errors import CannotCross
from hfbasics.grading.foreign import THEIR_CODE

if TYPE_CHECKING:
    from hfbasics.grading.link import Link

__all__ = ["Files", "fetch", "names_in", "put", "put_back", "remove"]

LARGEST = 16 << 20  # bytes of one file
MOST = 200  # files of one folder


@contextlib.contextmanager
def put_back() -> Iterator[frozenset[Path]]:
    """Yield the files of the instructor's; in the end all are as they were, and there are no others.

    What one submission has written must not be there for the next one.
    """
    folders = (Path.cwd(), Path(tempfile.gettempdir()))
    kept = folders[0].parent / "kept"
    before = {path: _stamp(path) for folder in folders for path in folder.rglob("*")}
    for path, stamp in before.items():
        copy = _copy_of(kept, path, stamp)
        if path.is_file() and not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)
    try:
        yield frozenset(before)
    finally:
        for path in [path for folder in folders for path in sorted(folder.rglob("*"))]:
            if path not in before and path.parent in (*before, *folders):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for path, stamp in before.items():
            copy = _copy_of(kept, path, stamp)
            if not copy.exists():
                path.mkdir(parents=True, exist_ok=True)
            elif not path.is_file() or _stamp(path) != stamp:
                shutil.rmtree(path, ignore_errors=True)
                path.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(copy, path)


def _copy_of(kept: Path, path: Path, stamp: tuple[int, int]) -> Path:
    return kept / "-".join(map(str, stamp)) / str(path).lstrip("/")


class Files:
    """Watch which files this process opens in its working folder and in that for temporary files.

    It cannot be taken back: it is meant for a process that runs one check.

    Args:
        link: the connection to the candidate.
        known: the files of the instructor's, which none of the submission's replaces.
    """

    def __init__(self, link: "Link", known: Collection[Path]) -> None:
        self._link, self._known = link, known
        self._here, self._temporary = Path.cwd(), Path(tempfile.gettempdir())
        self._folders: dict[Path, int] = {}  # when something in each was made or removed
        self._fetched = False
        self._busy = False
        self._seen: dict[Path, tuple[int, int]] = {}  # what the other side has, too: time and size
        self._touched: set[Path] = set()  # what the check has opened to write
        sys.addaudithook(self._hear)
        os.stat = self._first(os.stat, self._fetch)
        os.listdir = self._first(os.listdir, self._fetch_all)
        os.scandir = self._first(os.scandir, self._fetch_all)

    def stop(self) -> None:
        """Watch no more."""
        self._busy = True

    def push(self) -> None:
        """Put what the check has written since the last call beside the submission's notebook."""
        with self._alone():
            for path in self._written():
                stamp = _stamp(path)
                if stamp != self._seen.get(path) and stamp[1] <= LARGEST:
                    self._seen[path] = stamp
                    self._link.ask("put", self._name(path), None if path.is_dir() else path.read_bytes())
            for path in [path for path in self._seen if not path.exists()]:
                del self._seen[path]
                self._link.ask("remove", self._name(path))

    def _written(self) -> list[Path]:
        """Return the folders and files that the check has made or changed."""
        if self._folders and all(_changed(path) == when for path, when in self._folders.items()):
            return [path for path in {*self._seen, *self._touched} if path.exists()]
        found = [path for folder in (self._here, self._temporary) for path in (folder, *folder.rglob("*"))]
        self._folders = {path: _changed(path) for path in found if path.is_dir()}
        new = [path for path in found[1:] if path not in self._known and path != self._temporary]
        return [path for path in (*new, *self._touched) if path.exists()]

    def _hear(self, event: str, arguments: tuple) -> None:
        if self._busy:
            return
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = self._place(arguments[0])
            if path and path not in self._known and _imports(sys._getframe(1)):
                raise CannotCross(THEIR_CODE)
            if path and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self._fetch(path)
                self._touched.add(path)
            elif path:
                self._fetch(path)
        elif event == "sqlite3.connect" and isinstance(arguments[0], str | bytes):
            if path := self._place(arguments[0]):
                self._fetch(path)
        elif event == "import" and isinstance(arguments[1], str):
            if (path := self._place(arguments[1])) and path not in self._known:
                raise CannotCross(THEIR_CODE)
        elif event in _STARTS and self._fetched:
            raise CannotCross("a program that may run code of the submission")

    def _fetch(self, path: Path) -> None:
        """Get a file from beside the submission's notebook, where it is no file of the instructor's."""
        if path in self._known or self._link.broken:
            return
        self.push()
        with self._alone():
            content = self._link.ask("fetch", self._name(path))
            if content is None and self._seen.pop(path, None) and path.is_file():
                path.unlink()  # the submission has removed it
            elif content is True:
                path.mkdir(parents=True, exist_ok=True)
            elif type(content) is bytes and not path.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                self._fetched = True
                self._link.foreign.add(content.decode("utf-8", "replace"))
                self._seen[path] = _stamp(path)

    def _fetch_all(self, folder: Path) -> None:
        with self._alone():
            names = self._link.ask("names_in", self._name(folder))
        for name in names if type(names) is list else []:
            self._fetch(folder / Path(str(name)).name)

    def _first(self, original: Callable, fetch: Callable[[Path], None]) -> Callable:
        """Return a function that fetches what is asked for, and then looks at it."""

        def look(path: Any = ".", *arguments: Any, **keywords: Any) -> Any:
            place = None if self._busy or isinstance(path, int) else self._place(path)
            if place:
                with self._alone():
                    fetch(place)
            return original(path, *arguments, **keywords)

        return look

    def _place(self, path: Any) -> Path | None:
        """Return the whole path of a file that may be shared; None for any other."""
        place = Path(os.path.normpath(self._here / os.fsdecode(path)))  # links are not followed
        return place if place.is_relative_to(self._here) or place.is_relative_to(self._temporary) else None

    def _name(self, path: Path) -> str:
        """Return the path as the other side knows it: its folders have links of these names."""
        return str(path.relative_to(self._here) if path.is_relative_to(self._here) else path)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        before, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = before


def _imports(frame: Any) -> bool:
    """Say whether Python's own machinery for modules and scripts is at work."""
    return any(part in frame.f_code.co_filename for part in ("importlib", "runpy", "zipimport", "pkgutil"))


_STARTS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"}


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _stamp(path: Path) -> tuple[int, int]:
    found = path.lstat()
    return found.st_mtime_ns, found.st_size


def put(name: str, content: bytes | None) -> None:
    """Write a file of the check's beside the notebook, or make a folder."""
    path = Path(name)
    (path if content is None else path.parent).mkdir(parents=True, exist_ok=True)
    if content is not None:
        path.write_bytes(content)


def remove(name: str) -> None:
    """Remove what the check has removed."""
    path = Path(name)
    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def fetch(name: str) -> bytes | bool | None:
    """Return what is in a file beside the notebook; True for a folder, None where there is none."""
    path = Path(name)
    if path.is_dir():
        return True
    return path.read_bytes() if path.is_file() and path.stat().st_size <= LARGEST else None


def names_in(name: str) -> list[str]:
    """Return the names of the files in a folder beside the notebook."""
    path = Path(name)
    return sorted(one.name for one in path.iterdir())[:MOST] if path.is_dir() else []
