"""Grade whole assignments: every expected student, all cores, one line per trouble, nothing lost."""

import concurrent.futures
import contextlib
import errno
import importlib.util
import json
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime

import nbformat
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from sqlalchemy.exc import OperationalError

from hfbasics.errors import CourseError
from hfbasics.grading import cage
from hfbasics.grading.course import Course
from hfbasics.grading.intake import Submitted, read_folder
from hfbasics.grading.job import end_with_parent, pack_assignment, pack_job, run_job, unpack_result
from hfbasics.grading.record import Recorder, read_timestamp

__all__ = ["Entry", "as_notebook", "check_guards", "grade", "pool", "summary"]

RECORD = "grading.jsonl"
_FIRST = "first, each worker runs the instructor's notebook once"
_FULL = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT)  # what concerns every submission alike
STATES = ("graded", "repaired", "timed out", "crashed", "rejected", "missing", "already graded")


@dataclass
class Entry:
    """One line of the record: what became of one student's submission of one assignment."""

    student: str
    assignment: str
    state: str
    score: float | None = None
    max_score: float | None = None
    seconds: float = 0.0
    cell_seconds: float = 0.0  # of these, the seconds in which a cell of the notebook ran
    peak_memory: int = 0  # bytes
    repairs: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


Pool = contextlib.AbstractContextManager[concurrent.futures.Executor]


def pool(executor: str, jobs: int) -> Callable[[], Pool]:
    """Return a maker of executors: processes of this machine, or a Dask cluster by its address.

    Raises:
        CourseError: when a cluster is asked for and `distributed` is not installed.
    """
    if executor == "processes":
        return lambda: _processes(jobs)
    if importlib.util.find_spec("distributed") is None:
        raise CourseError(f"A cluster at {executor} needs Dask: install this package's extra `cluster`.")
    return lambda: _cluster(executor)


@contextlib.contextmanager
def _processes(jobs: int) -> Iterator[concurrent.futures.Executor]:
    context = multiprocessing.get_context("spawn")
    before = set(multiprocessing.active_children())
    executor = concurrent.futures.ProcessPoolExecutor(jobs, context, initializer=end_with_parent)
    try:
        yield executor
    except BaseException:  # Ctrl-C, too: nobody wants to wait for submissions that are half done
        for worker in set(multiprocessing.active_children()) - before:
            worker.kill()
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@contextlib.contextmanager
def _cluster(address: str) -> Iterator[concurrent.futures.Executor]:
    from distributed import Client

    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise CourseError(
            f"No Dask cluster answers at {address} ({error}): start its scheduler, or correct the address."
        ) from None
    with client:
        yield client.get_executor(pure=False)


def grade(
    course: Course,
    assignments: Sequence[str],
    students: Sequence[str] = (),
    *,
    jobs: int | None = None,
    force: bool = False,
    executor: str = "processes",
    unsafe: bool = False,
    console: Console | None = None,
) -> list[Entry]:
    """Grade submissions; return an entry for every expected student and assignment.

    Raises:
        CourseError: when there is nothing to grade, or the cage is not whole and `unsafe` is not set.
    """
    console = console or Console()
    caged = check_guards(unsafe or course.settings.unsafe)
    if not caged:
        console.print("There is no cage here: student code runs with all of your rights.", style="bold")
    jobs = jobs or os.cpu_count() or 1
    make = pool(executor, jobs)
    recorder = Recorder(course)
    try:
        entries: list[Entry] = []
        for assignment in assignments or course.assignments():
            batch = _Batch(course, recorder, assignment, caged, console)
            entries += batch.grade(students, force, make, jobs)
        return entries
    finally:
        recorder.close()


def check_guards(unsafe: bool) -> bool:
    """Return whether student code can be caged here.

    Raises:
        CourseError: when a guard is missing and the instructor did not accept that.
    """
    missing = cage.missing()
    if missing and not unsafe:
        raise CourseError(
            f"Student code cannot be locked in on this machine ({missing}): grade on Linux with bubblewrap, "
            "or run it with all of your rights by --unsafe (or c.GradingRoom.unsafe = True in the settings)."
        )
    return not missing


def summary(entries: Sequence[Entry], console: Console) -> int:
    """Print how many submissions ended in which state; return 0 when all that came were graded."""
    table = Table(box=None, pad_edge=False)
    for title in ("assignment", "state", "submissions", "mean score", "seconds each"):
        table.add_column(title, justify="left" if title in ("assignment", "state") else "right")
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.assignment, entry.state), []).append(entry)
    for (assignment, state), group in sorted(groups.items()):
        scores = [entry.score for entry in group if entry.score is not None]
        seconds = [entry.seconds for entry in group if entry.seconds]
        table.add_row(
            assignment,
            state,
            str(len(group)),
            f"{sum(scores) / len(scores):.1f} of {group[0].max_score:g}" if scores else "–",
            f"{sum(seconds) / len(seconds):.1f}" if seconds else "–",
        )
    console.print(table)
    if not entries:
        console.print("There is nothing to grade: submitted/ holds no submission.")
    failed = [entry for entry in entries if entry.state in ("rejected", "crashed", "timed out")]
    if failed:
        console.print(f"{len(failed)} need a look: see {RECORD}, or the lines above.", highlight=False)
    return int(any(entry.state in ("rejected", "crashed") for entry in entries))


class _Batch:
    """All submissions of one assignment."""

    def __init__(
        self, course: Course, recorder: Recorder, assignment: str, caged: bool, console: Console
    ) -> None:
        self._course, self._recorder, self._assignment = course, recorder, assignment
        self._console = console
        with course.gradebook() as gradebook:
            notebooks = course.notebooks(assignment, gradebook)
            self._expected = [student.id for student in gradebook.students]
        self._packed = {name: pack_assignment(replace(one, caged=caged)) for name, one in notebooks.items()}
        self._metadata = {name: one.metadata for name, one in notebooks.items()}

    def grade(self, students: Sequence[str], force: bool, make: Callable, jobs: int) -> list[Entry]:
        """Grade those who handed in; name those who did not."""
        handed_in = self._course.students(self._assignment)
        unknown = [
            student for student in students if student not in handed_in and student not in self._expected
        ]
        if unknown:
            raise CourseError(f"No submission of {self._assignment} by {', '.join(unknown)} was found.")
        wanted = [student for student in handed_in if not students or student in students]
        entries = [
            Entry(student, self._assignment, "missing")
            for student in self._expected
            if student not in handed_in and (not students or student in students)
        ]
        waiting = [student for student in wanted if force or not self._is_graded(student)]
        entries += [
            Entry(student, self._assignment, "already graded") for student in wanted if student not in waiting
        ]
        settled = list(entries)
        with self._bar(len(waiting)) as advance:
            for entry in self._run(waiting, make, jobs):
                entries.append(entry)
                self._log(entry)
                advance(entry)
        for entry in settled:  # not earlier: where no cluster answers, nothing is written
            self._log(entry)
        return entries

    def _is_graded(self, student: str) -> bool:
        done = self._course.folder("autograded", student, self._assignment)
        if not done.is_dir():
            return False
        handed_in = self._course.folder("submitted", student, self._assignment)
        new, old = read_timestamp(handed_in), read_timestamp(done)
        return not (new and old and new > old)

    def _run(self, waiting: Sequence[str], make: Callable, jobs: int) -> Iterator[Entry]:
        """Keep all workers busy with at most twice as many submissions in memory; record in this process."""
        left, tries = list(reversed(waiting)), Counter()
        running: dict[concurrent.futures.Future, tuple[str, _Work]] = {}
        with contextlib.ExitStack() as stack:
            executor = stack.enter_context(make())
            while left or running:
                while left and len({id(work) for _, work in running.values()}) < 2 * jobs:
                    work = self._take_in(left.pop())
                    for name, job in self._jobs(work):
                        running[_submit(executor, job)] = name, work
                        work.waiting.add(name)
                    if not work.waiting:
                        yield self._finish(work)
                done, _ = concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED)
                broken = False
                for future in done:
                    name, work = running[future]
                    try:
                        work.results[name] = unpack_result(future.result())
                    except (concurrent.futures.BrokenExecutor, concurrent.futures.CancelledError):
                        broken = True
                        continue
                    except Exception as error:  # whatever it is, the other submissions go on
                        why = f"the grading room failed: {error}"
                        work.results[name] = {"state": "crashed", "troubles": [why], "repairs": []}
                    del running[future]
                    work.waiting.discard(name)
                    if not work.waiting:
                        yield self._finish(work)
                if broken:
                    for student in {work.student for _, work in running.values()}:
                        tries[student] += 1
                        if tries[student] < 3:
                            left.append(student)
                        else:
                            why = "a worker ended without a word, three times"
                            yield self._finish(_Work(student, Submitted(troubles=[why])), "crashed")
                    running.clear()
                    stack.close()
                    executor = stack.enter_context(make())

    def _take_in(self, student: str) -> "_Work":
        return _Work(student, read_folder(self._course.folder("submitted", student, self._assignment)))

    def _jobs(self, work: "_Work") -> Iterator[tuple[str, bytes]]:
        """Return a job for each notebook of the assignment that the student handed in."""
        beside = work.submitted.beside
        for name, packed in self._packed.items():
            content = work.submitted.files.get(f"{name}.ipynb")
            if content is not None:
                yield name, pack_job(packed, content, beside)

    def _finish(self, work: "_Work", state: str | None = None) -> Entry:
        results = work.results
        notebooks = {
            name: as_notebook(result["cells"], self._metadata[name])
            for name, result in results.items()
            if "cells" in result
        }
        states = [result["state"] for result in results.values()]
        if state is None:
            state = max(states, key=STATES.index) if states else "rejected"
        troubles = [
            *work.submitted.troubles,
            *(trouble for one in results.values() for trouble in one["troubles"]),
        ]
        missing = [name for name in self._packed if name not in results]
        troubles += [f"{name}.ipynb is not there" for name in missing]
        extra = [
            name for name in work.submitted.files if name.endswith(".ipynb") and name[:-6] not in self._packed
        ]
        troubles += [f"{name} is no notebook of this assignment" for name in extra]
        entry = Entry(
            work.student,
            self._assignment,
            state,
            seconds=round(sum(one.get("seconds", 0) for one in results.values()), 3),
            cell_seconds=round(sum(one.get("own", 0) for one in results.values()), 3),
            peak_memory=max((one.get("peak", 0) for one in results.values()), default=0),
            repairs=[repair for one in results.values() for repair in one["repairs"]],
            troubles=troubles,
        )
        self._record(entry, notebooks, work.submitted.beside)
        return entry

    def _record(self, entry: Entry, notebooks: Mapping, files: Mapping[str, bytes]) -> None:
        """Write an entry's scores and files; what cannot be written makes the submission a crashed one.

        Raises:
            CourseError: when the gradebook or the disk does not take it; nothing of it is written then.
        """
        hand = entry.state in ("rejected", "crashed")
        try:
            points = self._recorder.record(entry.student, self._assignment, notebooks, files, rejected=hand)
            entry.score, entry.max_score = points
        except (OperationalError, OSError) as error:
            if isinstance(error, OperationalError) or error.errno in _FULL:
                why = str(getattr(error, "orig", error)).splitlines()[0]
                raise CourseError(
                    f"The result of {entry.student} could not be written ({why}): close other programs that "
                    "use the gradebook, or make room on the disk; then the same command goes on from here."
                ) from None
            self._give_up(entry, error)
        except Exception as error:  # whatever it is, the other submissions go on
            self._give_up(entry, error)

    def _give_up(self, entry: Entry, error: Exception) -> None:
        entry.state = "crashed"
        entry.troubles.append(f"its result could not be written: {type(error).__name__}: {str(error)[:200]}")
        with contextlib.suppress(Exception):
            entry.score, entry.max_score = self._recorder.record(
                entry.student, self._assignment, {}, {}, rejected=True
            )

    def _log(self, entry: Entry) -> None:
        line = {"time": datetime.now(UTC).isoformat(timespec="seconds"), **asdict(entry)}
        with (self._course.root / RECORD).open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        for trouble in entry.troubles:
            self._console.print(
                f"{entry.student}, {entry.assignment}: {trouble}", highlight=False, markup=False
            )

    @contextlib.contextmanager
    def _bar(self, total: int) -> Iterator[Callable[[Entry], None]]:
        counts = Counter()
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.fields[counts]}"),
        )
        with Progress(*columns, console=self._console, disable=not total) as progress:
            task = progress.add_task(f"Grading {self._assignment}", total=total, counts=_FIRST)

            def advance(entry: Entry) -> None:
                counts[entry.state] += 1
                shown = ", ".join(f"{number} {state}" for state, number in counts.items())
                progress.update(task, advance=1, counts=shown)

            yield advance


def as_notebook(cells: Sequence[Mapping], metadata: Mapping) -> nbformat.NotebookNode:
    """Return plain cells and a notebook's metadata as nbformat's notebook."""
    return nbformat.from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _submit(executor: concurrent.futures.Executor, job: bytes) -> concurrent.futures.Future:
    """Hand over a job; a pool that has just broken is a broken future, like one that breaks later."""
    try:
        return executor.submit(run_job, job)
    except concurrent.futures.BrokenExecutor as error:
        future = concurrent.futures.Future()
        future.set_exception(error)
        return future


@dataclass
class _Work:
    student: str
    submitted: Submitted
    waiting: set[str] = field(default_factory=set)
    results: dict[str, dict] = field(default_factory=dict)
