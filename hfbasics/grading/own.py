"""Grade the instructor's own answers: a check that refuses them refuses everybody's."""

import concurrent.futures
import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import nbformat
from rich.console import Console
from rich.progress import track

from hfbasics.grading.course import Course
from hfbasics.grading.grade import as_notebook, check_guards, pool
from hfbasics.grading.job import pack_assignment, pack_job, run_job, unpack_result
from hfbasics.grading.run import Assignment

__all__ = ["grade_own"]


def grade_own(
    course: Course,
    assignments: Sequence[str] = (),
    *,
    jobs: int | None = None,
    executor: str = "processes",
    unsafe: bool = False,
    console: Console | None = None,
) -> int:
    """Print which checks the instructor's own answers fail; nothing is written. Return how many there are.

    Raises:
        CourseError: when there is nothing to grade, or the cage is not whole and `unsafe` is not set.
    """
    console = console or Console()
    caged = check_guards(unsafe or course.settings.unsafe)
    with course.gradebook() as gradebook:
        notebooks = [
            notebook
            for assignment in assignments or course.assignments()
            for notebook in course.notebooks(assignment, gradebook).values()
        ]
    failed = 0
    with pool(executor, jobs or os.cpu_count() or 1)() as workers:
        running = {workers.submit(run_job, _job(one, caged)): one.name for one in notebooks}
        ended = concurrent.futures.as_completed(running)
        for future in track(ended, "Grading your own answers", len(running), console=console):
            for check, why in _failed(unpack_result(future.result())):
                failed += 1
                console.print(f"{running[future]}, {check}: {why}", highlight=False, markup=False)
    many = "1 check does" if failed == 1 else f"{failed} checks do"
    console.print(
        f"{many} not pass your own answers: points would be lost by everybody."
        if failed
        else "All checks pass your own answers."
    )
    return failed


def _job(assignment: Assignment, caged: bool) -> bytes:
    notebook = nbformat.writes(as_notebook(assignment.solved, assignment.metadata)).encode()
    return pack_job(pack_assignment(replace(assignment, caged=caged)), notebook, {})


def _failed(result: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the grade ids of test cells that show an error, and what it says."""
    errors = [
        (cell["metadata"]["nbgrader"]["grade_id"], output)
        for cell in result.get("cells", [])
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("grade")
        for output in cell["outputs"]
        if output["output_type"] == "error"
    ]
    told = [(name, f"{output['ename']}: {output['evalue']}".splitlines()[0]) for name, output in errors]
    return told or [("its cells", trouble) for trouble in result["troubles"]]
