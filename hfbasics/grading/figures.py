"""Figures: what a check draws with pyplot is drawn where the submission draws.

What only computes, such as `imread`, stays here: over there a submission could have put another function in
its place.
"""

import functools
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hfbasics.grading.library import library

if TYPE_CHECKING:
    from hfbasics.grading.link import Link

__all__ = ["draw", "draw_over_there"]

_PYPLOT = "matplotlib.pyplot"
_STAYS = ("imread", "imsave", "get_cmap", "get_backend", "getp", "setp", "get_plot", "colormap", "rc")


def draw_over_there(link: "Link") -> None:
    """Have pyplot's functions work in the submission's process, which has the current figure and axes.

    It cannot be taken back: it is meant for a process that runs one check.
    """
    pyplot = library(_PYPLOT, "Figure")
    for name, function in list(vars(pyplot).items()) if pyplot else ():
        is_own = isinstance(function, types.FunctionType) and function.__module__ == _PYPLOT
        if is_own and not name.startswith(("_", *_STAYS)):
            setattr(pyplot, name, _asks(link, name, function))


def _asks(link: "Link", name: str, function: Callable) -> Callable:
    @functools.wraps(function)
    def ask(*arguments: object, **keywords: object) -> Any:
        return link.ask("draw", name, *arguments, **keywords)

    return ask


def draw(name: str, *arguments: object, **keywords: object) -> Any:
    """Call a function of pyplot."""
    from matplotlib import pyplot

    return getattr(pyplot, name)(*arguments, **keywords)
