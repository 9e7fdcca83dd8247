"""The one exception for everything that a person can mend, and what a command says that was stopped."""

__all__ = ["STOPPED", "CourseError"]

STOPPED = "Stopped. What is finished is kept: the same command goes on from here."


class CourseError(Exception):
    """Say in one sentence what happened and what to do; shown without a traceback.

    The command line prints the sentence and exits with 1. In a notebook, IPython calls
    `_render_traceback_` and shows what it returns.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
