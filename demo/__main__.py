"""Grade the demonstration class and print its results: `python -m demo`."""

import argparse
import logging
import sys
import warnings

from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import SAWarning

from demo.classroom import Classroom, Result
from hfbasics.catalogue import ROOT
from hfbasics.errors import STOPPED, CourseError

NEXT = """
A number is a score, 0 a wrong answer, · an exercise left blank, ? waits for you.

What next:
  make lab                study: JupyterLab on your own copies
  .venv/bin/jupyter lab   teach: menu Nbgrader, Formgrader
  make undemo             remove this demonstration class
"""
GONE = "The demonstration class is gone. Pages in reports/ are as they were: hfbasics report makes them anew."


def show(results: dict[str, dict[str, Result]], console: Console) -> None:
    """Print one row per student and one column per exercise, then what the columns are."""
    cells = [(name, result.points) for name, result in next(iter(results.values())).items()]
    labels = [name.split("_", 2)[1].replace("ex", "") for name, _ in cells]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("student", no_wrap=True)
    for label in [*(label.replace("written", "w") for label in labels), "sum"]:
        table.add_column(label, justify="right", no_wrap=True)
    table.add_row(
        "points", *(f"{points:g}" for _, points in cells), f"{sum(points for _, points in cells):g}"
    )
    for student, row in results.items():
        total = sum(result.score or 0 for result in row.values())
        table.add_row(student, *(_score(result) for result in row.values()), f"{total:g}")
    console.print(table)
    names = [name.split("_")[2] for name, _ in cells]
    console.print("\n" + ", ".join(f"{label} {name}" for label, name in zip(labels, names, strict=True)))


def _score(result: Result) -> str:
    if not result.answered:
        return "·"
    return "?" if result.score is None else f"{result.score:g}"


def main() -> int:
    """Make, grade and show the class, or remove it."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--remove", action="store_true", help="remove the demonstration class")
    options = parser.parse_args()
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    # nbgrader reads a submission before it is stored, and SQLAlchemy says so in the middle of the bar.
    warnings.filterwarnings("ignore", category=SAWarning)
    console = Console()
    try:
        for path in sorted((ROOT / "source").iterdir()):
            classroom = Classroom(ROOT, path.name)
            if options.remove:
                classroom.remove()
                continue
            _grade(classroom, console)
            show(classroom.results(), console)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return 1
    console.print(GONE if options.remove else NEXT, highlight=False)
    return 0


def _grade(classroom: Classroom, console: Console) -> None:
    with console.status(f"Generating release/{classroom.assignment}"):
        classroom.release()
    waiting = [s for s in classroom.students if classroom.submit(s) or not classroom.is_graded(s)]
    if waiting:
        classroom.grade(waiting, console)


if __name__ == "__main__":
    sys.exit(main())
