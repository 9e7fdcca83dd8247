"""Put a learner's own model into the local hub, as `push_to_hub` does on the Hugging Face Hub.

Offline, nothing can be pushed. So the folder is laid into the cache that `hfbasics.setup()` named: after
that its id loads as every other one.
"""

import hashlib
import shutil
import tempfile
from pathlib import Path

from filelock import FileLock

from hfbasics.errors import CourseError
from hfbasics.hub import install

__all__ = ["OURS", "publish"]

OURS = "hfbasics"  # the namespace of the course's own models and datasets
NEEDED = ("config.json", "model.safetensors", "README.md")


def publish(folder: str | Path, repo_id: str) -> str:
    """Make the model in `folder` loadable as `repo_id`, and return its revision.

    A model that was published under the same id before is replaced, in one step.

    Args:
        folder: what `save_pretrained` wrote, and the model card as `README.md`; it stays as it is.
        repo_id: your name and the model's, such as `ana/course-reviewer`.

    Raises:
        CourseError: when the id is the course's or is not one, when a file or the card's data is missing, or
            when the hub cannot be written.
    """
    from huggingface_hub import constants

    folder = Path(folder)
    _require_own(repo_id)
    _require_whole(folder)
    cache = Path(constants.HF_HUB_CACHE)
    try:
        # The Hub's own tools keep locks in this folder, and do not take it for a model.
        workshop = cache / ".locks"
        workshop.mkdir(exist_ok=True)
        # Two notebooks of one person may share a model at the same time.
        with FileLock(workshop / f"{OURS}.lock"), tempfile.TemporaryDirectory(dir=workshop) as working:
            copy = Path(working, "result")
            shutil.copytree(folder, copy)
            revision = _revision(copy)
            repository = cache / f"models--{repo_id.replace('/', '--')}"
            install(copy, repository, revision, Path(working, "replaced"))
    except OSError as error:
        raise CourseError(
            f"Cannot write {repo_id} to the local hub in {cache} ({error.strerror or error}): free "
            "some space or get the right to write there, and run this again."
        ) from error
    return revision


def _require_own(repo_id: str) -> None:
    from huggingface_hub.errors import HFValidationError
    from huggingface_hub.utils import validate_repo_id

    name, slash, model = repo_id.partition("/") if isinstance(repo_id, str) else ("", "", "")
    try:
        validate_repo_id(repo_id)
    except HFValidationError:
        slash = ""
    if not (name and slash and model):
        raise CourseError(
            f"{repo_id!r} is not an id for your model: write a name for yourself, a slash and a name for the "
            "model, such as 'ana/course-reviewer', with letters, digits, and single - or . between them."
        )
    if name.lower() == OURS:
        raise CourseError(f"{repo_id} belongs to the course: take a name of your own before the slash.")


def _require_whole(folder: Path) -> None:
    from huggingface_hub import ModelCard
    from yaml import YAMLError

    missing = [name for name in NEEDED if not (folder / name).is_file()]
    if missing:
        raise CourseError(
            f"{folder} lacks {' and '.join(missing)}: save model, tokenizer and model card there first."
        )
    try:
        named = ModelCard.load(folder / "README.md").data.to_dict()
    except (ValueError, YAMLError) as error:
        fault = str(error).splitlines()[0]
        raise CourseError(
            f"The data at the top of the card in {folder} cannot be read ({fault}): write them as YAML "
            "between two lines of ---."
        ) from error
    if not named.get("license"):
        raise CourseError(
            f"The card in {folder} names no license at its top, so nobody may use the model: add one, such "
            "as `license: apache-2.0`."
        )


def _revision(folder: Path) -> str:
    """Return 40 hexadecimal digits from names and bytes, as long as the Hub's own revisions."""
    digest = hashlib.sha1(usedforsecurity=False)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()
