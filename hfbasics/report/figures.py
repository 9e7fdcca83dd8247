"""The report's plots as SVG inside the page: they follow its colours, and need none to be read."""

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["bars", "histogram"]

_BAR = {"facecolor": "#8c8c8c", "edgecolor": "#000000", "linewidth": 1.2}


def histogram(name: str, labels: Sequence[str], counts: Sequence[int], label: str, unit: str) -> Markup:
    """Draw upright bars with their counts on top.

    Args:
        name: begins the ids of its parts, so that a page can hold more than one picture.
        label: what the picture shows, for those who cannot see it.
        unit: what stands below the axis.
    """
    import matplotlib.figure

    figure = matplotlib.figure.Figure(figsize=(7.2, 3.2), layout="constrained")
    axes = figure.subplots()
    drawn = axes.bar(range(len(labels)), counts, width=0.9, **_BAR)
    axes.bar_label(drawn, [str(count) if count else "" for count in counts], padding=2)
    axes.set_xticks(range(len(labels)), labels)
    axes.set(xlabel=unit, ylabel="submissions", ylim=(0, 1.15 * max([*counts, 1])))
    axes.yaxis.get_major_locator().set_params(integer=True)
    return _svg(figure, name, label)


def bars(name: str, labels: Sequence[str], percents: Sequence[float | None], label: str, unit: str) -> Markup:
    """Draw lying bars from 0 to 100 %, the first on top; None is written as a dash."""
    import matplotlib.figure

    figure = matplotlib.figure.Figure(figsize=(7.2, 1.1 + 0.34 * len(labels)), layout="constrained")
    axes = figure.subplots()
    lengths = [0 if percent is None else percent for percent in percents]
    drawn = axes.barh(range(len(labels)), lengths, height=0.75, **_BAR)
    texts = ["–" if percent is None else f"{percent:.0f} %" for percent in percents]
    axes.bar_label(drawn, texts, padding=4)
    axes.set_yticks(range(len(labels)), labels, parse_math=False)
    axes.set(xlabel=unit, xlim=(0, 112), ylim=(len(labels) - 0.4, -0.6))
    axes.set_xticks(range(0, 101, 20))
    return _svg(figure, name, label)


def _svg(figure: "Figure", name: str, label: str) -> Markup:
    """Return a figure as an SVG element: same input, same text; ids of its own; the page's text colour."""
    import matplotlib

    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
    stream = io.StringIO()
    # Text stays text, as sharp as the page's; no date, and ids that do not change by themselves.
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "hfbasics", "font.size": 11}):
        none = {"Date": None, "Creator": None, "Format": None, "Type": None}
        figure.savefig(stream, format="svg", transparent=True, metadata=none)
    svg = stream.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", svg)
    svg = svg.replace("#000000", "currentColor")
    # Matplotlib has escaped every text in it.
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{escape(label)}"', 1))
