"""Prepare a notebook's kernel: local models by id, no network, fixed seeds, quiet logs, helpful errors."""

import atexit
import contextlib
import functools
import gc
import importlib
import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

from hfbasics import hub
from hfbasics.catalogue import entries
from hfbasics.errors import CourseError
from hfbasics.troubles import explain_errors

__all__ = ["preload", "setup"]

# Warnings of one library about another one, which no line in a notebook can mend.
_NOISE = (
    "'pin_memory' argument is set as true",  # PyTorch's, on every machine without a GPU
    "`is_gradient_checkpointing` is deprecated",  # PEFT 0.21 asks Transformers 5.23 by the old name
)


def setup(seed: int = 0) -> None:
    """Make ids such as `hfbasics/sentiment` load from the local hub, without a network.

    Sets `HF_HUB_CACHE` and `HF_HUB_OFFLINE=1`, imports PyTorch, Transformers and Datasets with a progress
    bar, seeds Python, NumPy and PyTorch with `seed`, and keeps log lines, progress bars and warnings off
    stderr: nbgrader counts anything there as a failed check. Warnings are printed instead. A notebook gets
    `%check`, `%hint` and `%solution`, and the errors that beginners meet come as one sentence.

    What a notebook shares goes into the same hub. While it is graded, or where the hub is read-only, it goes
    into a temporary one that shows the same models, so that nobody's own models are touched.

    Raises:
        CourseError: when the hub is not built, or when `huggingface_hub` was imported first.
    """
    _require_hub()
    _require_first_import()
    _point_to_hub()
    _import_with_progress("torch", "transformers", "datasets")
    if not gc.get_freeze_count():  # Trainer collects garbage: it need not look through all imports
        gc.freeze()
    warnings.showwarning = _print_warning
    for message in _NOISE:
        warnings.filterwarnings("ignore", message=message)
    import transformers

    transformers.utils.logging.disable_progress_bar()
    transformers.set_seed(seed)
    explain_errors()
    _load_magics()


def preload() -> None:
    """Import what takes long in the notebooks' first cells, so that `setup()` finds it there."""
    if any(hub.problem(entry) for entry in entries()):
        return  # `setup()` will say so
    _point_to_hub()
    # Not transformers.trainer: it asks at once whether this is a notebook, which it is not yet.
    for name in ("torch", "datasets", "transformers.pipelines", "matplotlib.pyplot"):
        importlib.import_module(name)


def _point_to_hub() -> None:
    """Set what the libraries read from the environment when they are imported."""
    os.environ.update(
        HF_HUB_CACHE=str(_cache()),
        HF_HUB_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_DATASETS_CACHE=str(_writable(hub.home() / "datasets")),
        HF_DATASETS_DISABLE_PROGRESS_BARS="1",
        HF_HUB_DISABLE_PROGRESS_BARS="1",
        HF_HUB_VERBOSITY="error",
        GRADIO_ANALYTICS_ENABLED="False",
        DATASETS_VERBOSITY="error",
        TRANSFORMERS_VERBOSITY="error",
        TOKENIZERS_PARALLELISM="false",
    )


def _require_hub() -> None:
    for entry in entries():
        trouble = hub.problem(entry)
        if trouble:
            raise CourseError(
                f"The local hub is not complete ({entry.id}: {trouble}): run `hfbasics hub build` in a "
                "terminal, then run this cell again."
            )


def _require_first_import() -> None:
    if "huggingface_hub" not in sys.modules:
        return
    from huggingface_hub import constants

    if Path(constants.HF_HUB_CACHE) != _cache() or not constants.HF_HUB_OFFLINE:
        raise CourseError(
            "huggingface_hub was imported before hfbasics.setup(), so it would look for models elsewhere: "
            "restart the kernel and run this cell first."
        )


@functools.cache
def _cache() -> Path:
    """Return the folder for models by id: the hub's, or a temporary one with links to all that is in it."""
    own = hub.cache()
    if "NBGRADER_EXECUTION" not in os.environ and os.access(own, os.W_OK):
        return own
    folder = Path(tempfile.mkdtemp(prefix="hfbasics-hub-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    try:
        for entry in entries():
            (folder / entry.folder).symlink_to(own / entry.folder, target_is_directory=True)
    except OSError:  # Windows lets only some people make links
        return own
    return folder


@functools.cache
def _writable(folder: Path) -> Path:
    """Return `folder`, or a temporary one where the hub is read-only, as it may be on a shared machine."""
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    own = Path(tempfile.mkdtemp(prefix="hfbasics-datasets-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


def _import_with_progress(*names: str) -> None:
    from tqdm import tqdm

    with tqdm(total=len(names), file=sys.stdout, bar_format="{desc:<24}{bar:30} {elapsed}") as bar:
        for name in names:
            bar.set_description_str(f"importing {name}")
            importlib.import_module(name)
            bar.update()
        bar.set_description_str("ready")


def _load_magics() -> None:
    """Give a notebook `%check`, `%hint` and `%solution`."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        from hfbasics.study.magics import load

        load(shell)


def _print_warning(message, category, filename, lineno, file=None, line=None) -> None:
    print(f"{category.__name__}: {message}")
