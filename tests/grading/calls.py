"""Measure what a call from a check to an answer costs: `python -m tests.grading.calls [--calls N ...]`.

A check calls each answer and keeps what it gets. The milliseconds of one call should be the same for few
calls and for many; the last column is the same loop in one process.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import torch
from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.grading.conftest import linked

ANSWERS = """
import numpy as np, pandas as pd, torch

def number(n):
    return n + 1

def numbers(n):
    return [n, n + 1]

def grid(n):
    return [[n] * 40 for _ in range(40)]

def array(n):
    return np.arange(6).reshape(2, 3) + n

def mask(ids):
    chosen = torch.rand(len(ids)) < 0.5
    return ids.masked_fill(chosen, 4), ids.masked_fill(~chosen, -100)

def table(n):
    return pd.DataFrame({"a": [n, 1], "b": ["x", "y"]})

def twice(x):
    return x * 2

kept = []

def keep(x):
    kept.append(x * 2)
    return kept[-1]

def integrate(function, steps):
    return sum(function(step / steps) for step in range(steps)) / steps
"""
IDS = torch.arange(60)
# What a check does with an answer, n times.
CHECKS: dict[str, Callable] = {
    **{
        name: lambda answer, n: [answer(number) for number in range(n)]
        for name in ("number", "numbers", "grid", "array", "table")
    },
    "mask": lambda answer, n: [answer(IDS) for _ in range(n)],
    **{
        name: lambda answer, n: [answer(x) for x in [torch.full((20,), number) for number in range(n)]]
        for name in ("twice", "keep")
    },
    "integrate": lambda answer, n: answer(lambda x: x * x, n),
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--calls", type=int, nargs="+", default=[100, 1000], metavar="N")
    options = parser.parse_args()
    titles = [f"ms each of {number} calls" for number in options.calls]
    console, table = Console(), Table("answer", *titles, "in one process", box=None)
    here: dict[str, Callable] = {}
    exec(ANSWERS, here)
    for name, check in track(CHECKS.items(), description="Calling", console=console, transient=True):
        cells = []
        for number in options.calls:
            with linked(ANSWERS, {"torch": torch, "np": np, "pd": pd}) as link:
                answer = link.name(name)
                cells.append(_milliseconds(check, answer, number))
        cells.append(_milliseconds(check, here[name], options.calls[-1]))
        table.add_row(name, *(f"{cell:.3f}" for cell in cells))
    console.print(table)


def _milliseconds(check: Callable, answer: Callable, number: int) -> float:
    started = time.perf_counter()
    check(answer, number)
    return (time.perf_counter() - started) / number * 1000


if __name__ == "__main__":
    main()
