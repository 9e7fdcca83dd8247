"""Write the report on an assignment as one HTML page that needs nothing else."""

import math
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import jinja2
from nbgrader.api import Gradebook
from rich.console import Console
from rich.progress import Progress

from hfbasics.errors import CourseError
from hfbasics.grading.course import Course
from hfbasics.report.discrimination import FEWEST, WEAK, discriminations
from hfbasics.report.figures import bars, histogram
from hfbasics.report.privacy import veil
from hfbasics.report.reasons import BLANK, failures
from hfbasics.report.results import Exercise, Record, Results, Submission, read_record, read_results

__all__ = ["write_reports"]

PATIENCE = 2.0  # seconds without a progress bar
MOST_BINS = 20


def write_reports(
    course: Course,
    assignments: Sequence[str],
    folder: Path,
    *,
    anonymous: bool = False,
    console: Console | None = None,
) -> list[Path]:
    """Write a page for each assignment into a folder; return their paths.

    Args:
        assignments: their names; none means all of the gradebook.
        anonymous: leave out names, ids, paths and links, and number the students.

    Raises:
        CourseError: when an assignment is unknown, there is none, or a page cannot be written.
    """
    console = console or Console()
    record = read_record(course)
    with course.gradebook() as gradebook:
        wanted = list(dict.fromkeys(assignments)) or [one.name for one in gradebook.assignments]
        if not wanted:
            raise CourseError(
                "The gradebook has no assignment: run `nbgrader generate_assignment`, then `hfbasics grade`."
            )
        pages = {name: _page(course, gradebook, record, name, folder, anonymous, console) for name in wanted}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in pages.items():
            (folder / f"{name}.html").write_text(page, "utf-8", errors="replace")
    except OSError as error:
        raise CourseError(
            f"The report cannot be written to {folder} ({error.strerror or error}): choose another --output."
        ) from None
    return [folder / f"{name}.html" for name in pages]


def _page(
    course: Course,
    gradebook: Gradebook,
    record: Record,
    name: str,
    folder: Path,
    anonymous: bool,
    console: Console,
) -> str:
    results = read_results(course, gradebook, record, name)
    hide = veil(results.private) if anonymous else str
    handed_in = [one for one in results.submissions if one.score is not None]
    students = _watched([one.student for one in handed_in], f"Reading {name}", console)
    reasons = failures(course, results, students)
    labels = _labels(results.exercises)
    judged = zip(results.exercises, labels, discriminations(results.exercises), strict=True)
    exercises = [
        _exercise(one, label, reasons[one.notebook, one.name], hide) | {"discrimination": found}
        for one, label, found in judged
    ]
    shown = [one for one in results.submissions if one.score is not None or one.state]
    # Numbered by what the rows show: where two rows show the same, either may come first.
    shown.sort(key=_visible if anonymous else lambda one: one.student)
    rows = [
        _student(course, results, one, folder, number if anonymous else 0, hide)
        for number, one in enumerate(shown, 1)
    ]
    return _template().render(
        assignment=name,
        anonymous=anonymous,
        points=results.points,
        graded=results.graded[:16].replace("T", " "),
        missing=sum(one.score is None for one in results.submissions),
        scores=_scores([one.score for one in handed_in], results.points),
        waiting=sum(one.waiting > 0 for one in handed_in),
        exercises=exercises,
        success=bars(
            "success",
            labels,
            [one["mean"] for one in exercises],
            "Mean share of the points for each exercise. The table below has the same numbers.",
            "mean share of the points (%)",
        ),
        fewest=FEWEST,
        weak=WEAK,
        seconds=_seconds([one.seconds for one in shown if one.seconds]),
        rows=rows,
        troubles=[(row["who"], row["state"], text) for row in rows for text in row["troubles"]],
    )


def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("hfbasics.report", "")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = _number
    return environment.get_template("template.html")


def _number(value: float | None, digits: int = 1) -> str:
    """Return a number as people write it, with a dash for none and a true minus."""
    return "–" if value is None else f"{round(value, digits) + 0.0:.{digits}f}".replace("-", "\N{MINUS SIGN}")


def _labels(exercises: Sequence[Exercise]) -> list[str]:
    """Return the exercises' names, with the notebook's where the assignment has more than one."""
    several = len({one.notebook for one in exercises}) > 1
    return [f"{one.notebook}: {one.name}" if several else one.name for one in exercises]


def _exercise(exercise: Exercise, label: str, reasons: Counter[str], hide: Callable[[str], str]) -> dict:
    scores = list(exercise.settled.values())
    told = [(-number, reason) for reason, number in reasons.items() if reason != BLANK]
    count, reason = min(told, default=(0, ""))
    return {
        "name": label,
        "points": exercise.points,
        "full": sum(score >= exercise.points for score in scores),
        "part": sum(0 < score < exercise.points for score in scores),
        "none": sum(score <= 0 for score in scores),
        "waiting": len(exercise.scores) - len(scores),
        "mean": 100 * statistics.fmean(scores) / exercise.points if scores else None,
        "blank": reasons[BLANK],
        "reason": hide(reason),
        "count": -count,
    }


def _visible(one: Submission) -> tuple:
    """Return what the page shows of a submission, the best first."""
    return (
        -(one.score if one.score is not None else -1),
        one.state,
        one.waiting,
        one.seconds or 0,
        one.troubles,
    )


def _student(
    course: Course, results: Results, one: Submission, folder: Path, number: int, hide: Callable[[str], str]
) -> dict:
    who = f"Student {number}" if number else one.student
    return {
        "who": who,
        "name": "" if number else one.name,
        "score": one.score,
        "waiting": one.waiting,
        "state": one.state or ("graded" if one.score is not None else ""),
        "seconds": one.seconds,
        "troubles": [hide(text) for text in one.troubles],
        "links": [] if number else list(_links(course, results, one.student, folder)),
    }


def _links(course: Course, results: Results, student: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield words and relative addresses of a student's graded notebooks and feedback pages that exist."""
    for step, ending, words in (("autograded", "ipynb", "notebook"), ("feedback", "html", "feedback")):
        place = course.folder(step, student, results.assignment)
        for notebook in dict.fromkeys(one.notebook for one in results.exercises):
            path = place / f"{notebook}.{ending}"
            if path.is_file():
                address = os.path.relpath(path.absolute(), folder.absolute())
                yield f"{words} {notebook}", quote(Path(address).as_posix())


def _scores(scores: Sequence[float], points: float) -> dict | None:
    """Return the distribution of the scores: numbers, bins of equal width from 0 to all points, a picture."""
    if not scores:
        return None
    top = max(points, *scores, 1.0)
    width = max(1, math.ceil(top / MOST_BINS))
    bins = Counter(int(score // width) for score in scores)
    last = int(top // width)
    table = [(str(n * width), bins[n]) for n in range(last + 1)]
    exact = width == 1 and all(score == int(score) for score in scores)
    unit = "score" if exact else f"score, in steps of {width}; each bar begins at its number"
    label = (
        f"Distribution of the scores of {len(scores)} submissions, from 0 to {points:g} points. "
        "The table below has the same numbers."
    )
    labels, counts = zip(*table, strict=True)
    return {
        "count": len(scores),
        "mean": statistics.fmean(scores),
        "median": statistics.median(scores),
        "lowest": min(scores),
        "highest": max(scores),
        "exact": exact,
        "table": table,
        "figure": histogram("scores", labels, counts, label, unit),
    }


def _seconds(seconds: Sequence[float]) -> dict | None:
    """Return how long the submissions took, in classes that double: most are quick, and a few are not."""
    if not seconds:
        return None
    classes = Counter(max(0, math.ceil(math.log2(one))) for one in seconds)
    first, last = min(classes), max(classes)
    table = [
        (f"up to {2**n}" if n == first else f"{2 ** (n - 1)} to {2**n}", classes[n])
        for n in range(first, last + 1)
    ]
    label = f"Seconds that {len(seconds)} submissions took. The table below has the same numbers."
    labels, counts = zip(*table, strict=True)
    return {
        "median": statistics.median(seconds),
        "longest": max(seconds),
        "table": table,
        "figure": histogram("seconds", labels, counts, label, "seconds for one submission"),
    }


def _watched(items: Sequence[str], what: str, console: Console) -> Iterator[str]:
    """Yield items, with a progress bar once it takes long."""
    progress, begin = Progress(console=console, transient=True), time.monotonic()
    task = progress.add_task(what, total=len(items))
    try:
        for item in items:
            if not progress.live.is_started and time.monotonic() - begin > PATIENCE:
                progress.start()
            yield item
            progress.advance(task)
    finally:
        if progress.live.is_started:  # it would print an empty line
            progress.stop()
