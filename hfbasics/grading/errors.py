"""What can go wrong between the two processes of a grading run."""

__all__ = ["CannotCross", "LinkBroken"]


class CannotCross(TypeError):
    """A value that has no form in which it may pass from one process to the other; says which and why."""


class LinkBroken(BaseException):
    """The other process is gone, does not answer in time, or sent what is no message.

    No test cell can catch it with `except Exception`: a dead answer is a failed check.
    """
