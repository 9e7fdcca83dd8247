"""Grade every answer of the corpora in two processes: `python -m tests.grading.corpora [TOPIC ...]`.

`test_answers.py` holds that each answer gets in one process what it deserves. This command prints how many
do so in the grading room, and names the others. A submission takes one answer for each exercise; what does
not come out as deserved is graded again, with the instructor's answers around it. Takes an hour on two cores.
"""

import argparse
import itertools
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbgrader.utils import is_grade
from rich.console import Console
from rich.table import Table

from hfbasics.grading.course import Course
from hfbasics.grading.grade import Entry, grade
from tests.corpus import Answer, answers
from tests.grading.topics import TopicCourse, topics

SHOWN = ("topic", "submissions", "right answers", "full points", "wrong answers", "no points")


def _submissions(topic: TopicCourse) -> Iterator[dict[str, Answer]]:
    """Yield submissions with one answer for each exercise: right ones with right ones, as far as they go."""
    by_exercise = {exercise: [own] for exercise, own in topic.own.items()}
    for answer in sorted(answers(topic.topic), key=lambda answer: not answer.right):
        by_exercise[answer.exercise].append(answer)
    for some in itertools.zip_longest(*by_exercise.values()):
        yield {answer.exercise: answer for answer in some if answer}


def _grade(course: TopicCourse, handed_in: dict[str, dict[str, Answer]], console: Console) -> list[Answer]:
    """Grade submissions by student; return the answers that did not get what they deserve."""
    for student, chosen in handed_in.items():
        course.hand_in(student, chosen)
    entries = grade(Course(course.root), [course.topic], handed_in, console=console)
    return [
        answer
        for entry in entries
        for exercise, answer in handed_in[entry.student].items()
        if _has_points(course, entry, exercise) != answer.right
    ]


def _has_points(course: TopicCourse, entry: Entry, exercise: str) -> bool:
    """Say whether the check of an exercise passed; where it failed, it ended with an error."""
    (path,) = (course.root / "autograded" / entry.student / course.topic).glob("*.ipynb")
    (cell,) = [
        cell
        for cell in nbformat.read(path, as_version=4).cells
        if is_grade(cell) and f"_{exercise}_hidden" in cell.metadata.nbgrader.grade_id
    ]
    return not any(output.output_type == "error" for output in cell.outputs)


def compare(topic: str, console: Console) -> tuple[tuple[str, ...], list[Answer]]:
    """Return the line of the table for a topic, and the answers that did not get what they deserve."""
    with tempfile.TemporaryDirectory() as folder:
        course = TopicCourse(Path(folder) / "course", topic)
        handed_in = {f"s{number:03}": chosen for number, chosen in enumerate(_submissions(course))}
        suspects = _grade(course, handed_in, console)
        alone = {f"t{place:03}": {answer.exercise: answer} for place, answer in enumerate(suspects)}
        failed = _grade(course, alone, console) if alone else []
    each = [answer for chosen in handed_in.values() for answer in chosen.values()]
    numbers = [
        (len(some), len(some) - sum(answer.right == right for answer in failed))
        for right in (True, False)
        for some in [[answer for answer in each if answer.right == right]]
    ]
    return (topic, str(len(handed_in) + len(alone)), *(str(n) for pair in numbers for n in pair)), failed


def main() -> int:
    """Print the table; return 1 where an answer did not get what it deserves."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help=f"of {', '.join(topics())}")
    chosen = parser.parse_args().topics or topics()
    console, table, failed = Console(width=120, highlight=False), Table(*SHOWN, box=None), []
    for topic in chosen:
        line, some = compare(topic, console)
        table.add_row(*line)
        failed += some
    console.print(table)
    for answer in failed:
        deserved = "full points" if answer.right else "no points"
        console.print(f"{answer.exercise} {answer.name}: deserves {deserved} and did not get them")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
