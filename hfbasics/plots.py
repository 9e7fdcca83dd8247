"""Pictures that take more lines than a notebook's cell should have. None of them needs colour to be read."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from torch import Tensor

__all__ = ["accuracy_by_size", "estimates", "heat_map", "leanings", "loss_curves", "squares"]

WRITTEN = 0.15  # a smaller share is shown by its grey alone


def heat_map(
    matrix: "Tensor", rows: Sequence[str], columns: Sequence[str], axes: "Axes | None" = None
) -> None:
    """Draw shares from 0 to 1, shape (rows, columns), in grey, with the larger ones as numbers in percent.

    Args:
        rows: what looks, such as the tokens of a translation.
        columns: what is looked at.
        axes: where to draw; a new picture without it.
    """
    import matplotlib.pyplot as plt

    if axes is None:
        size = (1.5 + 0.55 * len(columns), 1.2 + 0.4 * len(rows))
        _, axes = plt.subplots(figsize=size, layout="constrained")
    shares = matrix.tolist()
    axes.imshow(shares, cmap="Greys", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(columns)), _readable(columns), rotation=60, ha="left")
    axes.set_yticks(range(len(rows)), _readable(rows))
    axes.xaxis.tick_top()
    for row, line in enumerate(shares):
        for column, share in enumerate(line):
            if share >= WRITTEN:
                colour = "white" if share > 0.5 else "black"
                axes.text(column, row, f"{100 * share:.0f}", ha="center", va="center", color=colour, size=8)


def _readable(tokens: Sequence[str]) -> list[str]:
    """Return tokens as people read them: ▁ and Ġ stand for the space before a word."""
    return [token.replace("▁", "").replace("Ġ", "") or "·" for token in tokens]


def squares(matrices: Mapping[str, Sequence[Sequence[int]]]) -> None:
    """Draw 0/1 matrices under their names, five in a row: black where row i changes with column j."""
    import matplotlib.pyplot as plt

    columns = min(5, len(matrices))
    lines = -(-len(matrices) // columns)
    size = (2 * columns, 2.3 * lines)
    _, grid = plt.subplots(lines, columns, figsize=size, layout="constrained", squeeze=False)
    for axes in grid.flat:
        axes.set_axis_off()
    for axes, (name, matrix) in zip(grid.flat, matrices.items(), strict=False):
        axes.set_axis_on()
        axes.pcolormesh(matrix, cmap="Greys", vmin=0, vmax=1, edgecolors="0.6", linewidth=0.5)
        axes.invert_yaxis()
        axes.set(title=name, xticks=[], yticks=[], aspect="equal")
    places = range(len(next(iter(matrices.values()))))
    ticks = [place + 0.5 for place in places]
    grid[0, 0].set(xlabel="token that is changed", ylabel="state")
    grid[0, 0].set_xticks(ticks, places)
    grid[0, 0].set_yticks(ticks, places)


def accuracy_by_size(curves: Mapping[str, Mapping[int, Sequence[float]]], chance: float = 0.5) -> None:
    """Draw accuracy against number of examples, one line for each name: the mean, and all seeds between bars.

    Args:
        curves: for each name and number of examples, one accuracy (0 to 1) for each seed.
        chance: the accuracy of guessing, drawn as a dotted line.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for (name, curve), style in zip(curves.items(), ("o-", "s--", "^-.", "v:"), strict=False):
        means = [sum(values) / len(values) for values in curve.values()]
        below = [mean - min(values) for mean, values in zip(means, curve.values(), strict=True)]
        above = [max(values) - mean for mean, values in zip(means, curve.values(), strict=True)]
        axes.errorbar(list(curve), means, [below, above], fmt=style, color="black", label=name, capsize=4)
    axes.axhline(chance, color="0.5", linestyle=":", label="guessing")
    axes.set(xscale="log", xlabel="training examples", ylabel="accuracy, lowest to highest seed")
    sizes = sorted({size for curve in curves.values() for size in curve})
    axes.set_xticks(sizes, [str(size) for size in sizes])
    axes.minorticks_off()
    axes.legend()


def loss_curves(runs: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> None:
    """Draw training and validation loss (nats) by epoch, one panel for each name, all on the same scale.

    A triangle on the upper edge stands for a loss above it.
    """
    import matplotlib.pyplot as plt

    width = 3 * len(runs)  # inches; fixed edges are drawn in half the time of a layout that looks for room
    edges = {"left": 0.6 / width, "right": 1 - 0.1 / width, "bottom": 0.17, "top": 0.9}
    _, panels = plt.subplots(1, len(runs), figsize=(width, 3), gridspec_kw=edges, squeeze=False)
    for axes, (name, (training, validation)) in zip(panels.flat, runs.items(), strict=True):
        for losses, style, label in ((training, "-", "training"), (validation, "--", "validation")):
            axes.plot(range(1, len(losses) + 1), losses, style, color="black", label=label)
            above = [epoch for epoch, loss in enumerate(losses, 1) if loss > 2]
            if above:
                axes.plot(above, [2] * len(above), "^", color="black", clip_on=False)
        axes.set(title=name, xlabel="epoch", ylim=(0, 2))
    panels[0, 0].set_ylabel("loss (nats)")
    panels[0, -1].legend(loc="upper right")


def leanings(gaps: Mapping[str, float], below: str, above: str) -> None:
    """Draw log-ratios (nats) as bars around the neutral 0, the first name at the bottom.

    Args:
        gaps: a log-ratio for each name, in the order to be drawn.
        below, above: what a ratio below and above 0 means.
    """
    import matplotlib.pyplot as plt

    _, axes = plt.subplots(figsize=(7, 1 + 0.25 * len(gaps)), layout="constrained")
    colours = ["white" if gap < 0 else "0.6" for gap in gaps.values()]
    axes.barh(list(gaps), list(gaps.values()), color=colours, edgecolor="black")
    axes.axvline(0, color="black", linestyle=":")
    axes.set_xlabel(f"← {below}      log-ratio (nats), 0 is neutral      {above} →")


def estimates(values: Mapping[str, Sequence[float]], label: str) -> None:
    """Draw for each name its single values, their mean, and the 95 % bootstrap interval of the mean.

    Args:
        values: for each name two or more numbers in one unit; 0 is neutral.
        label: what the numbers are.
    """
    import matplotlib.pyplot as plt
    from numpy import mean as mean_of
    from scipy.stats import bootstrap

    _, axes = plt.subplots(figsize=(7, 1 + 0.4 * len(values)), layout="constrained")
    for place, row in enumerate(values.values()):
        numbers = [float(number) for number in row]
        mean = sum(numbers) / len(numbers)
        same = max(numbers) == min(numbers)  # SciPy warns where nothing varies
        low, high = (
            (mean, mean)
            if same
            else bootstrap([numbers], mean_of, method="percentile", rng=0).confidence_interval
        )
        axes.plot(numbers, [place] * len(numbers), "|", color="0.5", markersize=9)
        axes.errorbar(mean, place, xerr=[[mean - low], [high - mean]], fmt="o", color="black", capsize=4)
    axes.axvline(0, color="black", linestyle=":")
    axes.set_yticks(range(len(values)), list(values))
    axes.set_ylim(len(values) - 0.5, -0.5)
    axes.set_xlabel(f"{label}; mean and 95 % interval")
