"""Time what a learner waits for: each notebook's cells from top to bottom, and `%check` of each exercise.

    python -m tests.times [TOPIC ...]

The instructor's notebook runs once in a kernel of its own, and each exercise is then checked in that kernel.
Cells that import libraries are told apart from those that compute, and points cells, whose tests a learner's
copy does not have. Give it a machine that does nothing else: its speed is measured before and after, as the
product of two matrices in the same kernel, because a small machine's speed can halve within a minute.
"""

import argparse
import json
import os
import sys
from datetime import datetime

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from rich.console import Console
from rich.progress import Progress

from hfbasics.study.topics import find_topic, topics
from tests.conftest import ROOT
from tests.desk import Desk

SLOW = 10  # so many of the slowest cells are named
LONGEST_CHECK = 2.0  # seconds; a check that takes longer is marked
CHECK = """
def _timed(shell):  # a learner's own names stay as they are
    import json, time
    from pathlib import Path
    from hfbasics.study.live import check
    from hfbasics.study.topics import find_topic
    topic = find_topic(Path({root!r}), {name!r})
    began = time.perf_counter()
    found = check(shell, topic, topic.exercise({exercise!r}))
    print(json.dumps([time.perf_counter() - began, f"{{found.state.value}} {{found.why}}".strip()]))
_timed(get_ipython())
"""
SPEED = """
def _speed():
    import time, torch
    table, rates = torch.randn(1024, 1024), []
    for _ in range(20):
        began = time.perf_counter()
        table @ table
        rates.append(2 * 1024**3 / (time.perf_counter() - began) / 1e9)
    print(round(sorted(rates)[10]), torch.get_num_threads())
_speed()
"""


def _seconds(cell: NotebookNode) -> float:
    """Return how long a cell ran, by the kernel's own messages."""
    times = cell.metadata.execution
    begun, ended = (
        datetime.fromisoformat(times[name].replace("Z", "+00:00"))
        for name in ("iopub.execute_input", "shell.execute_reply")
    )
    return (ended - begun).total_seconds()


def _speed(desk: Desk) -> list[str]:
    """Return the kernel's speed (GFLOP/s, the median of 20) and its number of threads."""
    cell = desk.run(nbformat.v4.new_code_cell(SPEED))
    return "".join(output.text for output in cell.outputs if output.get("name") == "stdout").split()


def _checked(desk: Desk, topic: str, exercise: str) -> tuple[float, str]:
    """Return how long `%check` works in the kernel, and what it says."""
    cell = desk.run(nbformat.v4.new_code_cell(CHECK.format(root=str(ROOT), name=topic, exercise=exercise)))
    printed = "".join(output.text for output in cell.outputs if output.get("name") == "stdout")
    seconds, state = json.loads(printed.splitlines()[-1])
    return seconds, state


def _time(name: str, console: Console) -> int:
    """Print the times of one topic; return how many checks were not right or took too long."""
    path = topics(ROOT)[name]
    notebook = nbformat.read(path, as_version=4)
    exercises = [one.id for one in find_topic(ROOT, name).exercises.values() if not one.written]
    client = NotebookClient(notebook, timeout=None, resources={"metadata": {"path": str(path.parent)}})
    missed = 0
    with Progress(console=console, disable=not sys.stdout.isatty()) as bar, client.setup_kernel():
        desk = Desk(client, notebook)
        written = [cell for cell in notebook.cells if cell.cell_type == "code"]
        first = [cell for cell in written if "_setup" in cell.id]
        imports = [desk.run(cell) for cell in bar.track(first, description="imports")]
        before, threads = _speed(desk)
        others = [cell for cell in written if "_setup" not in cell.id]
        computing = [desk.run(cell) for cell in bar.track(others, description=name)]
        after, _ = _speed(desk)
        points = [cell for cell in computing if "BEGIN HIDDEN TESTS" in cell.source]
        total, hidden, begun = (sum(map(_seconds, some)) for some in (computing, points, imports))
        console.print(
            f"{name}: {total - hidden:.1f} s of computing, {hidden:.1f} s of points cells, "
            f"{begun:.1f} s of imports\n  {threads} threads, {before} GFLOP/s before, {after} after"
        )
        for cell in sorted(computing, key=_seconds, reverse=True)[:SLOW]:
            console.print(f"  {_seconds(cell):5.1f} s  {cell.id}")
        for exercise in bar.track(exercises, description="checks"):
            seconds, state = _checked(desk, name, exercise)
            if state != "right" or seconds > LONGEST_CHECK:
                missed += 1
                console.print(f"  {seconds:5.1f} s  %check {exercise}: {state}")
    console.print(f"  {len(exercises) - missed} of {len(exercises)} checks: right in {LONGEST_CHECK:g} s")
    return missed


def main() -> int:
    """Time the topics; return 1 where a check was not right, or slow."""
    every = topics(ROOT)
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help=f"of {', '.join(every)}")
    options = parser.parse_args()
    unknown = set(options.topics) - set(every)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: choose from {', '.join(every)}")
    os.environ.pop("NBGRADER_EXECUTION", None)
    os.environ.pop("OMP_NUM_THREADS", None)  # conftest sets it for tests: a learner's kernel uses all cores
    console = Console(width=110, highlight=False)
    return int(sum(_time(name, console) for name in options.topics or every) > 0)


if __name__ == "__main__":
    sys.exit(main())
