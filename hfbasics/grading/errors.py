"""What can go wrong between the two processes of a grading run."""

import builtins
from collections.abc import Sequence
from typing import Any

__all__ = ["FROM_SUBMISSION", "CannotCross", "LinkBroken", "error_output", "public_name", "shortened"]

# Stands after the name of an error that the student's code raised while a test cell asked it.
FROM_SUBMISSION = " in the submission"


class CannotCross(BaseException):
    """A value that has no form in which it may pass from one process to the other; says which and why.

    No test cell can catch it with `except TypeError`, and take it for an error that the answer raised.
    """


class LinkBroken(BaseException):
    """The other process is gone, does not answer in time, or sent what is no message.

    No test cell can catch it with `except Exception`: a dead answer is a failed check.
    """


def public_name(name: str) -> str:
    """Return how a page names the kind of an error of the submission's: a name can carry what was asked."""
    return name if hasattr(builtins, name) else "an error of its own"


def shortened(text: str, longest: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def error_output(name: str, text: str, trace: Sequence[str] = ()) -> dict[str, Any]:
    """Return an error as a notebook's output, with the lines of its traceback above the last one."""
    lines = [*trace, f"{name}: {text}"]
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": lines}
