"""Replace the long errors that beginners meet by one sentence that says what to do.

Everything else keeps its traceback: it is a learner's own bug, which they shall see.
"""

import linecache
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from hfbasics import hub
from hfbasics.catalogue import ROOT, entries
from hfbasics.errors import CourseError
from hfbasics.study.verdicts import MEMORY, is_memory_short

__all__ = ["explain_errors"]


def explain_errors(root: Path = ROOT) -> None:
    """Install the handler in this notebook's kernel, or in this program.

    While nbgrader runs a notebook, it sees every error as it is, but for an unknown id.
    """
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        sys.excepthook = _tell
        return

    def show(
        shell: Any,
        kind: type,
        error: BaseException,
        trace: TracebackType | None,
        tb_offset: int | None = None,
    ) -> None:
        sentence = _unknown_id(error) if isinstance(error, OSError) else None
        if sentence is None and "NBGRADER_EXECUTION" not in os.environ:
            sentence = _memory(error) or _blank(shell, error) or _missing_name(shell, root, error)
        if sentence:
            kind, error, trace = CourseError, CourseError(sentence), None
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((OSError, MemoryError, NameError, RuntimeError), show)


def _tell(kind: type, error: BaseException, trace: TracebackType | None) -> None:
    sentence = _unknown_id(error)
    if sentence:
        print(sentence, file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


def _unknown_id(error: BaseException) -> str | None:
    if not _is_unknown_id(error):
        return None
    from huggingface_hub import constants

    ids = ", ".join([*(entry.id for entry in entries()), *hub.own(Path(constants.HF_HUB_CACHE))])
    return f"This is not in the local hub: check how the id is written. The hub holds {ids}."


def _is_unknown_id(error: BaseException | None) -> bool:
    from huggingface_hub.errors import LocalEntryNotFoundError, OfflineModeIsEnabled

    if isinstance(error, CourseError):
        return False
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        # Datasets keeps only the name of the error in a text of its own.
        asks_the_hub = isinstance(error, OfflineModeIsEnabled) and "huggingface.co" in str(error)
        if asks_the_hub or isinstance(error, LocalEntryNotFoundError) or "(OfflineModeIs" in str(error):
            return True
        seen.append(error)
        error = error.__cause__ or error.__context__
    return False


def _memory(error: BaseException) -> str | None:
    short = isinstance(error, MemoryError | RuntimeError) and is_memory_short(
        type(error).__name__, str(error)
    )
    return MEMORY if short else None


def _blank(shell: Any, error: BaseException) -> str | None:
    """Return a sentence when the error is the line that a blank answer ends with."""
    if type(error) is not NotImplementedError or error.args:
        return None
    frame, number = list(traceback.walk_tb(error.__traceback__))[-1]
    lines = linecache.getlines(frame.f_code.co_filename)
    above = lines[number - 2].strip() if 2 <= number <= len(lines) else ""
    if frame.f_globals is not shell.user_ns or above != "# YOUR CODE HERE":
        return None
    name = frame.f_code.co_name
    what = "This answer" if name == "<module>" else f"`{name}`"
    return (
        f"{what} is still blank: write the answer in place of `# YOUR CODE HERE` and "
        "`raise NotImplementedError()`, then run its cell again."
    )


def _missing_name(shell: Any, root: Path, error: BaseException) -> str | None:
    """Return a sentence when a cell of this notebook, above the one that failed, makes the missing name."""
    if type(error) is not NameError or not error.name:
        return None
    from hfbasics.study.live import topic_of

    try:
        topic = topic_of(shell, root, os.environ.get("JPY_SESSION_NAME", ""))
    except CourseError:  # not a notebook of the course
        return None
    place = topic.place_of(shell.history_manager.input_hist_raw[-1])
    return topic.makes(error.name, before=place, anywhere=False)
