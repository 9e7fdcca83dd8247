"""Check a learner's whole notebook: rebuilt from the instructor's, and run from top to bottom."""

import logging
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

from hfbasics import kernels
from hfbasics.errors import CourseError
from hfbasics.study.outline import squeezed
from hfbasics.study.topics import Exercise, Topic
from hfbasics.study.verdicts import BLANK, QUESTION, State, Verdict, one_line, sentence_of

__all__ = ["answers_in", "grade", "rebuilt"]

CELL_SECONDS = 600  # a cell that trains takes half a minute on a slow laptop, and an endless one shall end
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile(r"Cell In\[(\d+)\], line (\d+)")


def rebuilt(topic: Topic, content: bytes) -> list[dict[str, Any]]:
    """Return the cells to run: the instructor's, with all checks, and the learner's answers in their places.

    Raises:
        CourseError: when `content` is no notebook.
    """
    from hfbasics.grading.intake import Rejected, read_notebook, rebuild

    blank = {one.answer_id: one.blank for one in topic.exercises.values()}
    template = [_as_dict(cell, blank) for cell in topic.cells]
    try:
        submitted, _ = read_notebook(content)
    except Rejected as error:
        raise CourseError(
            f"{topic.file} cannot be read: {error}. Take an earlier copy, or move the file away and run "
            "`hfbasics lab` for a fresh one."
        ) from None
    cells, _ = rebuild(template, submitted)
    return cells


def _as_dict(cell: Any, blank: Mapping[str, str]) -> dict[str, Any]:
    kind = "markdown" if cell.kind == "text" or cell.written else "code"
    made = {"cell_type": kind, "id": cell.id, "metadata": {}, "source": blank.get(cell.grade_id, cell.source)}
    if cell.grade_id:
        made["metadata"]["nbgrader"] = {
            "schema_version": 3,
            "grade_id": cell.grade_id,
            "solution": cell.kind == "starter",
            "grade": cell.kind == "check" or cell.written,
            "locked": cell.kind != "starter",
            "task": False,
            "points": cell.points,
        }
    return made


def answers_in(topic: Topic, content: bytes) -> dict[str, str]:
    """Return the answers of a learner's notebook by exercise.

    Raises:
        CourseError: when `content` is no notebook.
    """
    return _answers(topic, rebuilt(topic, content))


def _answers(topic: Topic, cells: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    ids = {one.answer_id: one.id for one in topic.exercises.values()}
    named = ((cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"]) for cell in cells)
    return {ids[name]: source for name, source in named if name in ids}


def grade(
    topic: Topic, content: bytes, folder: Path | None, on_cell: Callable[[int, int], None]
) -> tuple[list[Verdict], dict[str, str]]:
    """Run a learner's notebook with all checks; return the verdicts and the answers.

    Where no exercise is attempted yet, nothing is run.

    Args:
        content: the notebook's bytes. It is run in a temporary folder, so that nothing changes.
        folder: holds the files that lie beside it, which are copied there.
        on_cell: is told, before each cell, how many are done and how many there are.

    Raises:
        CourseError: when `content` is no notebook.
    """
    import nbformat

    cells = rebuilt(topic, content)
    notebook = nbformat.from_dict({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    answers = _answers(topic, cells)
    attempted = not all(one.written or one.is_blank(answers[one.id]) for one in topic.exercises.values())
    ended = _run_in_a_copy(notebook, folder, on_cell) if attempted else ""
    return [_verdict(exercise, notebook.cells, ended) for exercise in topic.exercises.values()], answers


def _run_in_a_copy(notebook: Any, folder: Path | None, on_cell: Callable[[int, int], None]) -> str:
    with tempfile.TemporaryDirectory(prefix="hfbasics-check-", ignore_cleanup_errors=True) as place:
        beside = Path(place) / "notebook"
        ignored = shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints", ".hfbasics", ".virtual_documents")
        if folder:
            shutil.copytree(folder, beside, ignore=ignored, ignore_dangling_symlinks=True)
        beside.mkdir(exist_ok=True)
        return _run(notebook, beside, on_cell)


def _run(notebook: Any, place: Path, on_cell: Callable[[int, int], None]) -> str:
    """Run all cells; return a sentence when the kernel ended before the last one."""
    from nbclient import NotebookClient
    from nbclient.exceptions import DeadKernelError

    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(place)}},
        timeout=CELL_SECONDS,
        allow_errors=True,
        interrupt_on_timeout=True,
        error_on_timeout={"ename": "TimeoutError", "evalue": _too_long(), "traceback": []},
        on_cell_executed=_keep_error,
        extra_arguments=["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"],
    )
    client.log.disabled = True  # it would write into the progress bar
    environment = {**kernels.environment(), "NBGRADER_EXECUTION": "validate"}
    # What libraries write to the terminal on their own would tear the progress bar.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with mock.patch.dict("os.environ", environment), client.setup_kernel(env=environment, **quiet):
        for index, cell in enumerate(notebook.cells):
            on_cell(index, len(notebook.cells))
            try:
                client.execute_cell(cell, index)
            except DeadKernelError:
                where = _first(cell.source)
                return f"The notebook's process ended in the cell {where}, as it does where memory is short."
            except KeyboardInterrupt:
                # asyncio would report that the cell, which nobody waits for any more, has not ended well.
                logging.getLogger("asyncio").disabled = True
                raise
    on_cell(len(notebook.cells), len(notebook.cells))
    return ""


def _too_long() -> str:
    return f"it took longer than {CELL_SECONDS} seconds and was stopped"


def _first(source: str) -> str:
    return f"`{one_line(source.strip().partition(chr(10))[0])}`"


def _keep_error(cell: Any, cell_index: int, execute_reply: Mapping[str, Any]) -> None:
    """Give a cell that was stopped the error that says so: nbclient has it in the reply alone."""
    from nbformat.v4 import new_output

    reply, error = execute_reply["content"], _error(cell)
    if reply["status"] == "error" and (error is None or error.ename != reply["ename"]):
        kept = {key: reply[key] for key in ("ename", "evalue", "traceback")}
        cell.outputs = [output for output in cell.outputs if output.output_type != "error"]
        cell.outputs.append(new_output("error", **kept))


def _error(cell: Any) -> Any:
    return next((output for output in cell.outputs if output.output_type == "error"), None)


def _verdict(exercise: Exercise, cells: Sequence[Any], ended: str) -> Verdict:
    def verdict(state: State, why: str = "", points: float = 0.0) -> Verdict:
        return Verdict(exercise.id, exercise.heading, state, points, exercise.points, why)

    by_name = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in cells}
    answer = by_name[exercise.answer_id]
    if exercise.written:
        if exercise.is_blank(answer.source):
            return verdict(State.NOT_ATTEMPTED, "Nothing is written yet.")
        return verdict(State.YOURS, f"Compare it with the model answer: --solution {exercise.id}.")
    if exercise.is_blank(answer.source):
        touched = squeezed(answer.source) not in ("", squeezed(exercise.blank))
        return verdict(State.NOT_ATTEMPTED, QUESTION if touched else "")
    points, why = 0.0, ""
    for check in exercise.checks:
        got = _points(by_name[check.grade_id])
        points += got
        error = _error(by_name[check.grade_id])
        if error is not None and error.ename == "NotImplementedError":
            return verdict(State.NOT_ATTEMPTED, BLANK)
        if error is not None:
            why = why or _why(error, by_name[check.grade_id], cells)
        elif by_name[check.grade_id].execution_count is None:
            why = why or ended
        elif got < check.points:
            why = (
                why
                or f"{got:g} of {check.points:g} points: {check.source.partition(chr(10))[0].lstrip('# ')}"
            )
    broken = _error(answer)
    if why and broken is not None and broken.ename == "NotImplementedError":
        return verdict(State.NOT_ATTEMPTED, BLANK)
    if why and broken is not None:
        why = f"The cell of your answer stopped with {one_line(f'{broken.ename}: {broken.evalue}')}"
    return verdict(State.NOT_YET if why else State.RIGHT, why, points)


def _points(check: Any) -> float:
    """Return what nbgrader gives; a warning on stderr costs nothing, as in `hfbasics grade`."""
    import nbformat
    from nbgrader.utils import determine_grade

    if check.execution_count is None:
        return 0.0
    check = nbformat.from_dict(check)  # a copy
    check.outputs = [output for output in check.outputs if output.get("name") != "stderr"]
    points, _ = determine_grade(check)
    return points or 0.0


def _why(error: Any, check: Any, cells: Sequence[Any]) -> str:
    """Return the sentence of an error, with the learner's line where the traceback names one."""
    trace = _COLOUR.sub("", "\n".join(error.traceback))
    sources = {cell.execution_count: cell.source for cell in cells if cell.cell_type == "code"}
    line = ""
    for number, place in _FRAME.findall(trace):
        if int(number) != check.execution_count:
            line = (sources.get(int(number), "").splitlines()[int(place) - 1 :] or [""])[0].strip()
    return sentence_of(error.ename, error.evalue, line, check.source.partition("\n")[0])
