"""The one exception for everything that a person can mend."""

__all__ = ["CourseError"]


class CourseError(Exception):
    """Say in one sentence what happened and what to do; shown without a traceback.

    The command line prints the sentence and exits with 1. In a notebook, IPython calls
    `_render_traceback_` and shows what it returns.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]
