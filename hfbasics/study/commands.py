"""`hfbasics check` and `hfbasics progress`, as a learner sees them in the terminal."""

from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from hfbasics.errors import CourseError
from hfbasics.study.ask import next_hint, solution
from hfbasics.study.progress import Progress, Remembered, digest
from hfbasics.study.topics import Topic, find_topic, topics
from hfbasics.study.verdicts import State, Verdict
from hfbasics.study.whole import answers_in, grade

__all__ = ["ask", "check", "copies", "show_progress"]

_BESIDE = 68  # characters of the progress table without its bars
_COLOURS = {State.RIGHT: "green", State.NOT_YET: "red", State.NOT_ATTEMPTED: "dim", State.YOURS: "blue"}


def copies(root: Path, notebook: str | None = None) -> list[tuple[Topic, Path]]:
    """Return the learner's notebooks with their topics: one that is named, or all in `work/`.

    Raises:
        CourseError: when there is none.
    """
    work = root / "work"
    if notebook is None:
        found = [
            (find_topic(root, name), work / name / source.name)
            for name, source in topics(root).items()
            if (work / name / source.name).is_file()
        ]
        if not found:
            raise CourseError(f"There is no notebook of yours in {work}: run `hfbasics lab` first.")
        return found
    topic = find_topic(root, notebook)
    own = work / topic.name / topic.file
    path = Path(notebook) if Path(notebook).is_file() else own
    if path == own and notebook.endswith(".ipynb") and Path(notebook).name != topic.file:
        path = own.with_name(Path(notebook).name)
    if not path.is_file():
        raise CourseError(f"{path} is not there: run `hfbasics lab`, which makes your copy of {topic.name}.")
    return [(topic, path)]


def check(root: Path, notebook: str | None, console: Console) -> int:
    """Check one of the learner's notebooks, or all, and print a table for each; return 0.

    Raises:
        CourseError: when a notebook cannot be read; the others are checked before.
    """
    progress, broken = Progress(root / "work", console.print), []
    for topic, path in copies(root, notebook):
        try:
            verdicts, answers = _with_bar(root, topic, path, console)
        except CourseError as error:
            broken.append(str(error))
            continue
        except OSError as error:
            broken.append(f"{path} cannot be read ({error.strerror or error}): look at its permissions.")
            continue
        progress.record(topic.name, verdicts, answers)
        console.print(_table(topic, verdicts))
        first = next((one for one in verdicts if one.state is State.NOT_YET), None)
        if first:
            console.print(f"A hint: hfbasics check {topic.name} --hint {first.exercise}", markup=False)
    if broken:
        raise CourseError("\n".join(broken))
    return 0


def _with_bar(root: Path, topic: Topic, path: Path, console: Console) -> tuple[list[Verdict], dict[str, str]]:
    folder = path.resolve().parent  # elsewhere than in `work/`, it may hold anything, and very much
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("cell {task.completed} of {task.total}"),
    )
    with Bar(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(f"Checking {escape(topic.name)}", total=len(topic.cells))
        return grade(
            topic,
            path.read_bytes(),
            folder if folder.is_relative_to((root / "work").resolve()) else None,
            lambda done, total: bar.update(task, completed=done, total=total),
        )


def _table(topic: Topic, verdicts: list[Verdict]) -> Table:
    table = Table(title=topic.name, title_justify="left", box=None, pad_edge=False, show_footer=True)
    table.add_column(
        "exercise", no_wrap=True, footer=f"{_count(verdicts, State.RIGHT)} of {len(verdicts)} right"
    )
    table.add_column("state", no_wrap=True)
    points, most = sum(one.points for one in verdicts), sum(one.most for one in verdicts)
    table.add_column("points", justify="right", no_wrap=True, footer=f"{points:g}/{most:g}")
    table.add_column("the first thing wrong", overflow="fold")
    for one in verdicts:
        table.add_row(
            Text(f"{one.exercise:<8}{one.heading.partition(' · ')[2] or one.heading}"),
            Text(f"{one.state.sign} {one.state}", style=_COLOURS[one.state]),
            f"–/{one.most:g}" if one.state is State.YOURS else f"{one.points:g}/{one.most:g}",
            Text(one.why),
        )
    return table


def _count(verdicts: list[Verdict], state: State) -> int:
    return sum(one.state is state for one in verdicts)


def ask(root: Path, notebook: str | None, what: str, exercise_id: str, console: Console) -> int:
    """Print the next `hint`, or the instructor's `solution` after a try; return 0.

    Raises:
        CourseError: when it is not clear which notebook is meant, or there was no try yet.
    """
    found = copies(root, notebook)
    if len(found) > 1:
        names = ", ".join(topic.name for topic, _ in found)
        raise CourseError(
            f"Say which notebook, such as `hfbasics check {found[0][0].name} --{what} {exercise_id}`: there "
            f"are {names}."
        )
    ((topic, path),) = found
    exercise = topic.exercise(exercise_id)
    progress = Progress(root / "work", console.print)
    command = _command(topic, exercise.id)
    if what == "hint":
        shown = next_hint(topic, exercise, progress, command)
    else:
        answer = answers_in(topic, path.read_bytes()).get(exercise.id)
        shown = solution(topic, exercise, answer, progress, command)
    console.print(repr(shown), markup=False, highlight=False)
    return 0


def _command(topic: Topic, exercise: str) -> Callable[[str], str]:
    def command(word: str) -> str:
        return f"hfbasics check {topic.name}" + ("" if word == "check" else f" --{word} {exercise}")

    return command


def show_progress(root: Path, console: Console) -> int:
    """Print how far the learner is in every topic; return 0."""
    progress = Progress(root / "work", console.print)
    remembered = progress.read()
    table = Table(box=None, pad_edge=False)
    table.add_column("topic", no_wrap=True)
    table.add_column("", no_wrap=True)
    for title in ("right", "not yet", "not\nattempted", "points"):
        table.add_column(title, justify="right")
    table.add_column("written", no_wrap=True)
    width = min(30, max(10, console.width - _BESIDE))
    notes = []
    for name in topics(root):
        topic = find_topic(root, name)
        kept = remembered.get(name, Remembered())
        table.add_row(*_row(topic, kept, width))
        notes += [f"{name}: {note}" for note in _notes(root, topic, kept)]
    console.print(table)
    for note in notes:
        console.print(note, markup=False, highlight=False)
    return 0


def _row(topic: Topic, kept: Remembered, width: int) -> list[str | Text]:
    counted = [one for one in topic.exercises.values() if not one.written]
    states = [
        kept.records[one.id].state if one.id in kept.records else State.NOT_ATTEMPTED for one in counted
    ]
    right, not_yet = states.count(State.RIGHT), states.count(State.NOT_YET)
    points = sum(kept.records[one.id].points for one in counted if one.id in kept.records)
    written = [kept.records.get(one.id) for one in topic.exercises.values() if one.written]
    words = ", ".join((one.state if one else State.NOT_ATTEMPTED).value for one in written)
    full, half = (round(width * count / max(len(counted), 1)) for count in (right, right + not_yet))
    bar = Text.assemble(("█" * full, "green"), ("▒" * (half - full), "red"), ("·" * (width - half), "dim"))
    most = sum(one.points for one in counted)
    return [
        topic.name,
        bar,
        *map(str, (right, not_yet, len(counted) - right - not_yet)),
        f"{points:g}/{most:g}",
        words,
    ]


def _notes(root: Path, topic: Topic, kept: Remembered) -> list[str]:
    path = root / "work" / topic.name / topic.file
    if not path.is_file():
        return ["there is no copy of yours yet; `hfbasics lab` makes it."]
    try:
        answers = answers_in(topic, path.read_bytes())
    except (CourseError, OSError) as error:
        return [str(error)]
    given = {one for one, text in answers.items() if not topic.exercises[one].is_blank(text)}
    if not kept.records:
        return [f"not checked yet; `hfbasics check {topic.name}` does it."] if given else []
    changed = [
        one
        for one, text in answers.items()
        if (kept.records[one].answer != digest(text) if one in kept.records else one in given)
    ]
    if not changed:
        return []
    return [f"{', '.join(changed)} changed since the last check; `hfbasics check {topic.name}` checks again."]
