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
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hfbasics.grading.errors import CannotCross

if TYPE_CHECKING:
    from hfbasics.grading.link import Link

__all__ = ["Files", "fetch", "names_in", "private_folder", "put", "remove"]

LARGEST = 16 << 20  # bytes of one file
MOST = 200  # files of one folder


@contextlib.contextmanager
def private_folder(names: Iterable[str]) -> Iterator[None]:
    """Work in a new folder that has links to these files of this one; it is removed at the end."""
    here, folder = Path.cwd(), Path(tempfile.mkdtemp(prefix="check-"))
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(here / name)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        shutil.rmtree(folder, ignore_errors=True)


class Files:
    """Watch which files this process opens in its working folder and in that for temporary files.

    It cannot be taken back: it is meant for a process that runs one check.
    """

    def __init__(self, link: "Link") -> None:
        self._link = link
        self._here, self._temporary = Path.cwd(), Path(tempfile.gettempdir()).resolve()
        self._made: set[Path] = set()  # folders and files outside the working folder, of the check's own
        self._folders: dict[Path, int] = {}  # when something in each was made or removed
        self._fetched: set[bytes] = set()
        self._busy = False
        self._seen: dict[Path, tuple[int, int]] = {}  # what the other side has, too: time and size
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
        """Return the folders and files of the check's own, without links to the instructor's."""
        if self._folders and all(_changed(path) == when for path, when in self._folders.items()):
            return [path for path in self._seen if path.exists()]
        outside = [one for path in self._made for one in (path, *path.rglob("*"))]
        found = dict.fromkeys([self._here, *self._here.rglob("*"), *outside])
        self._folders = {path: _changed(path) for path in (*found, *self._made) if not path.is_file()}
        return [path for path in found if not path.is_symlink() and path.exists() and path != self._here]

    def _hear(self, event: str, arguments: tuple) -> None:
        if self._busy:
            return
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = self._place(arguments[0])
            if path and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self._own(path)
            elif path:
                self._fetch(path)
        elif event == "sqlite3.connect" and isinstance(arguments[0], str | bytes):
            if path := self._place(arguments[0]):
                self._fetch(path)
        elif event == "os.mkdir":
            if (path := self._place(arguments[0])) and not path.is_relative_to(self._here):
                self._made.add(path)
                self._folders.clear()
        elif event == "pickle.find_class" and self._fetched:
            raise CannotCross("a pickle that the submission has written, for it can run code")
        elif event == "compile" and self._fetched:
            source = arguments[0].encode() if isinstance(arguments[0], str) else arguments[0]
            if isinstance(source, bytes) and source in self._fetched:
                raise CannotCross("code that the submission has written")

    def _own(self, path: Path) -> None:
        """Before the check writes to a file, get it, and make it a copy if it is the instructor's."""
        self._fetch(path)
        with self._alone():
            if path.is_symlink():
                content = path.read_bytes()
                path.unlink()
                path.write_bytes(content)
            if not path.is_relative_to(self._here):
                self._made.add(path)
                self._folders.clear()

    def _fetch(self, path: Path) -> None:
        """Get a file from beside the submission's notebook, where it is no file of the instructor's."""
        if path.is_symlink() or self._link.broken:
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
                self._fetched.add(content)
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
        return str(path.relative_to(self._here) if path.is_relative_to(self._here) else path)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        before, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = before


def _changed(folder: Path) -> int:
    return folder.stat().st_mtime_ns if folder.exists() else 0


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
