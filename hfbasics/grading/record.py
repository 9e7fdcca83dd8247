"""Write a result where nbgrader keeps it: one transaction in the gradebook, one folder in `autograded/`."""

import contextlib
import shutil
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from unittest import mock

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from nbgrader.utils import get_partial_grade, is_grade, parse_utc
from sqlalchemy.exc import SAWarning

from hfbasics.grading.course import Course, steps
from hfbasics.grading.errors import error_output
from hfbasics.grading.intake import Rejected, read_regular

__all__ = ["Recorder", "read_timestamp"]


class Recorder:
    """Keep one gradebook open for many submissions. Only one process of a course may record."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._gradebook = course.gradebook()
        self._converter = course.autograde()
        self._steps = steps(self._converter.autograde_preprocessors)

    def close(self) -> None:
        """Close the gradebook."""
        self._gradebook.close()

    def record(
        self,
        student: str,
        assignment: str,
        notebooks: Mapping[str, nbformat.NotebookNode],
        files: Mapping[str, bytes],
        rejected: bool = False,
    ) -> tuple[float, float]:
        """Write the scores and the graded notebooks; return the score and the points of the submission.

        `files` lie beside the notebooks.

        The gradebook is written first. When the work stops before the folder is in place, the submission
        counts as not graded, and grading it again writes the same rows.
        """
        for notebook in notebooks.values():
            _refuse_too_much(notebook)
        with self._transaction() as gradebook:
            gradebook.update_or_create_student(student)
            timestamp = _timestamp(files.get("timestamp.txt"))
            more = {"timestamp": timestamp} if timestamp else {}
            submission = gradebook.update_or_create_submission(assignment, student, **more)
            for part in submission.notebooks:
                if part.name not in notebooks:
                    for grade in part.grades:
                        grade.auto_score, grade.needs_manual_grade = 0, rejected
            done = {name: self._preprocess(student, assignment, name, nb) for name, nb in notebooks.items()}
            gradebook.db.flush()
            submission = gradebook.find_submission(assignment, student)
            points = submission.score, submission.max_score
        self._write(student, assignment, done, files)
        return points

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Gradebook]:
        """Let nbgrader's code, which commits after each cell, work in one transaction."""
        session = self._gradebook.db
        session.commit = session.flush
        try:
            with warnings.catch_warnings():
                # nbgrader reads a submission before it is stored, and SQLAlchemy says so each time.
                warnings.simplefilter("ignore", SAWarning)
                yield self._gradebook
            type(session).commit(session)
        except BaseException:
            type(session).rollback(session)
            raise
        finally:
            del session.commit
            session.remove()

    def _preprocess(self, student: str, assignment: str, name: str, notebook: nbformat.NotebookNode):
        """Run what `nbgrader autograde` runs after the cells: scores, comments, late penalties, limits."""
        resources = {
            "unique_key": name,
            "nbgrader": {
                "student": student,
                "assignment": assignment,
                "notebook": name,
                "db_url": self._course.directory.db_url,
            },
        }
        for kind in self._steps:
            if issubclass(kind, Execute) or getattr(kind, "runs_cells", False):
                continue
            module = sys.modules[kind.__module__]
            shared = mock.patch.object(module, "Gradebook", lambda *_, **__: _Open(self._gradebook))
            with shared if hasattr(module, "Gradebook") else contextlib.nullcontext():
                notebook, resources = kind(parent=self._converter)(notebook, resources)
        return notebook

    def _write(self, student: str, assignment: str, notebooks: Mapping, files: Mapping[str, bytes]) -> None:
        final = self._course.folder("autograded", student, assignment)
        final.parent.mkdir(parents=True, exist_ok=True)
        partial = final.with_name(f".{final.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        for name, content in files.items():
            place = partial / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        partial.mkdir(exist_ok=True)
        for name, notebook in notebooks.items():
            (partial / f"{name}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
        mode = int(str(self._converter.permissions), 8)
        for path in partial.rglob("*"):
            if path.is_file():
                path.chmod(mode)
        shutil.rmtree(final, ignore_errors=True)
        partial.rename(final)


class _Open:
    """The open gradebook, for code that would open and close one of its own."""

    def __init__(self, gradebook: Gradebook) -> None:
        self._gradebook = gradebook

    def __getattr__(self, name: str):
        return getattr(self._gradebook, name)

    def __enter__(self) -> Gradebook:
        return self._gradebook

    def __exit__(self, *_: object) -> None:
        self._gradebook.db.flush()


def read_timestamp(folder: Path):
    """Return the time in a folder's `timestamp.txt`, or None."""
    try:
        return _timestamp(read_regular(folder / "timestamp.txt", 100))
    except (OSError, Rejected):
        return None


def _timestamp(content: bytes | None):
    """Return the time of handing in, or None where there is none that can be read."""
    if content is None or len(content) > 100:
        return None
    with contextlib.suppress(Exception):  # dateutil raises many kinds for odd texts
        return parse_utc(content.decode("utf-8-sig").strip())
    return None


def _refuse_too_much(notebook: nbformat.NotebookNode) -> None:
    """Turn partial credit above a cell's points, which stops nbgrader, into a failed check."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []) if is_grade(cell) and cell.cell_type == "code" else []:
            if output.output_type == "execute_result":
                try:
                    get_partial_grade(output, float(cell.metadata.nbgrader.points))
                except (ValueError, KeyError):
                    text = (
                        f"The check gave {output.data.get('text/plain')}, more than the points of its cell."
                    )
                    cell.outputs = [nbformat.from_dict(error_output("TooManyPoints", text))]
                    break
