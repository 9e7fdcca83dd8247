"""Measure grading: `python -m tests.grading.bench [TOPIC ...] [--copies N] [--stock N] [--growth N ...]`.

For a trivial notebook, one that loads and runs a model, and each named topic, copies of the instructor's
own answers are graded by `nbgrader autograde` and by the grading room, in turn, in one run. The first copy
of each worker is cold: it waits for the two warm processes. `--growth` grades the trivial notebook for ever
more students.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from hfbasics.grading.course import Course
from hfbasics.grading.grade import Entry, grade
from tests.conftest import ROOT
from tests.grading import one_model
from tests.grading.conftest import hand_in, make_course, nbgrader
from tests.grading.small import ASSIGNMENT
from tests.grading.topics import STOCK, TopicCourse

TITLES = ("notebook", "who", "copies", "s each", "per hour", "own s", "overhead s", "MiB", "times stock")


def _course(topic: str, root: Path) -> Callable[[range], None]:
    """Make a course folder with one assignment; return what hands in the instructor's answers."""
    if topic != ASSIGNMENT:
        sources = ROOT / "source"
        if topic == one_model.ASSIGNMENT:
            sources = root.parent / "sources"
            (sources / topic).mkdir(parents=True)
            nbformat.write(one_model.source(), sources / topic / f"{topic}.ipynb")
        course = TopicCourse(root, topic, sources)
        with (root / "nbgrader_config.py").open("a", encoding="utf-8") as stream:
            stream.write(STOCK)
        return lambda numbers: [course.hand_in(f"student-{number:04}") for number in numbers]
    _, perfect = make_course(root)
    return lambda numbers: [hand_in(root, perfect, {}, f"student-{number:04}") for number in numbers]


def _room(root: Path, topic: str, jobs: int) -> tuple[float, list[Entry]]:
    started = time.monotonic()
    entries = grade(Course(root), [topic], jobs=jobs, force=True, console=Console(quiet=True))
    return time.monotonic() - started, [entry for entry in entries if entry.score is not None]


def compare(topic: str, copies: int, stock: int, jobs: int, table: Table) -> None:
    """Add the lines of one notebook to the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        hand_in_numbers = _course(topic, root)
        hand_in_numbers(range(stock))
        started = time.monotonic()
        done = nbgrader(root, "autograde", topic)
        each = (time.monotonic() - started) / stock
        if done.returncode:
            raise SystemExit(done.stderr[-2000:])
        with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
            deserved = gradebook.find_submission(topic, "student-0000").score
        table.add_row(topic, "nbgrader autograde", str(stock), f"{each:.2f}", f"{3600 / each:.0f}", *"––––")
        hand_in_numbers(range(stock, copies))
        cold, _ = _room(root, topic, jobs)
        warm_wall, entries = _warm(root, topic, jobs)
        if any(entry.score != deserved for entry in entries):
            raise SystemExit(f"{topic}: the grading room does not give the {deserved:g} points of nbgrader.")
        seconds = [entry.seconds for entry in entries]
        own = [entry.cell_seconds for entry in entries]
        over = [entry.seconds - entry.cell_seconds for entry in entries]
        peak = max(entry.peak_memory for entry in entries) >> 20
        table.add_row(
            topic,
            "the grading room, cold and warm",
            str(copies),
            f"{cold / copies:.2f}",
            f"{3600 * copies / cold:.0f}",
            *"–––",
            f"{each / (cold / copies):.1f}",
        )
        ratios = sorted(each / (second / jobs) for second in seconds)
        table.add_row(
            topic,
            "the grading room, warm",
            str(len(entries)),
            f"{warm_wall:.2f}",
            f"{3600 / warm_wall:.0f}",
            f"{statistics.median(own):.2f}",
            f"{statistics.median(over):.2f}",
            str(peak),
            f"{each / warm_wall:.1f} ({ratios[0]:.1f}–{ratios[-1]:.1f})",
        )


def _warm(root: Path, topic: str, jobs: int) -> tuple[float, list[Entry]]:
    """Return the wall seconds per submission of warm workers: the first one of each is left out."""
    _, entries = _room(root, topic, jobs)
    warm = entries[jobs:] or entries
    return statistics.median(entry.seconds for entry in warm) / jobs, warm


def growth(sizes: list[int], jobs: int, console: Console) -> None:
    """Print time, memory of this process and size of the gradebook for more and more students."""
    table = Table("submissions", "s each", "MiB of this process", "KiB of gradebook each", box=None)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "course"
            _course(ASSIGNMENT, root)(range(size))
            wall, entries = _room(root, ASSIGNMENT, jobs)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            book = (root / "gradebook.db").stat().st_size / 1024 / size
            table.add_row(str(len(entries)), f"{wall / size:.3f}", str(memory), f"{book:.1f}")
    console.print(table)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="topics, besides the two small notebooks")
    parser.add_argument("--copies", type=int, default=8, help="submissions for the grading room")
    parser.add_argument("--stock", type=int, default=2, help="submissions for nbgrader autograde")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--growth", type=int, nargs="*", default=[], metavar="N")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    console, table = Console(width=130), Table(*TITLES, box=None)
    for topic in (ASSIGNMENT, one_model.ASSIGNMENT, *options.topics):
        with console.status(f"Grading {topic}"):
            compare(topic, options.copies, options.stock, options.jobs, table)
    console.print(table)
    if options.growth:
        growth(options.growth, options.jobs, console)


if __name__ == "__main__":
    main()
