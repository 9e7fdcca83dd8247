"""Read a course folder with nbgrader's own means: settings, gradebook and the instructor's notebooks."""

import contextlib
import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGrader
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions, Execute, SaveCells
from nbgrader.utils import find_all_files
from sqlalchemy.exc import SQLAlchemyError
from traitlets import Bool, Dict, Float, Integer, List, Unicode
from traitlets.config import Config, LoggingConfigurable
from traitlets.utils.importstring import import_item

from hfbasics.errors import CourseError
from hfbasics.grading.names import MARKERS
from hfbasics.grading.run import Assignment, Limits

__all__ = ["Course", "GradingRoom", "steps"]

_MEBI = 1 << 20


_STEPS = ("source", "release", "submitted", "autograded", "feedback")  # of nbgrader
# nbgrader sets the first; one thread each, for all cores are busy with submissions; plots as in a notebook.
_ENVIRONMENT = {
    "NBGRADER_EXECUTION": "autograde",
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


class GradingRoom(LoggingConfigurable):
    """Settings of the grading room, in `nbgrader_config.py` as `c.GradingRoom.…`."""

    readable = List(
        Unicode(), help="Files and folders that student code may read, below the course folder."
    ).tag(config=True)
    environment = Dict(help="Variables of the environment in which notebooks run.").tag(config=True)
    preload = List(Unicode(), help="Modules to import once, before any submission.").tag(config=True)
    submission_seconds = Float(1800, help="Seconds that one submission may take in all.").tag(config=True)
    memory = Integer(
        4096, help="MiB that one process of a submission may take beyond the warm server's."
    ).tag(config=True)
    disk = Integer(256, help="MiB of files that a submission may write.").tag(config=True)
    unsafe = Bool(False, help="Grade although student code cannot be locked in.").tag(config=True)
    processes = Integer(100, help="Processes that a submission may have at once.").tag(config=True)


class Course:
    """One course folder.

    Args:
        root: the folder with `nbgrader_config.py`, or with `source/`.

    Raises:
        CourseError: when there is no course, or its settings cannot be read.
    """

    def __init__(self, root: Path) -> None:
        if not (root / "nbgrader_config.py").is_file() and not (root / "source").is_dir():
            raise CourseError(f"There is no course in {root}: go to the folder with nbgrader_config.py.")
        self.config = _config(root)
        self.directory = CourseDirectory(config=self.config)
        if "root" not in self.config.get("CourseDirectory", {}):
            self.directory.root = str(root)
        self.settings = GradingRoom(config=self.config)
        self.root = Path(self.directory.root)

    def gradebook(self) -> Gradebook:
        """Open the gradebook.

        Raises:
            CourseError: when it is broken or locked.
        """
        try:
            return Gradebook(self.directory.db_url, self.directory.course_id)
        except (SQLAlchemyError, OSError) as error:
            why = str(getattr(error, "orig", error)).splitlines()[0]
            raise CourseError(
                f"The gradebook {self.directory.db_url} cannot be opened ({why}): close other programs that "
                "use it, or put a copy of an earlier day in its place."
            ) from None

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """Return a step's folder, such as `submitted`, for a student and an assignment."""
        named = getattr(self.directory, f"{step}_directory")
        return Path(self.directory.format_path(named, student, assignment))

    def students(self, assignment: str) -> list[str]:
        """Return the students who handed something in, by their folders."""
        parent = self.folder("submitted", "*", assignment)
        parts = parent.parts
        star = next(i for i, part in enumerate(parts) if "*" in part)
        above = Path(*parts[:star])
        if not above.is_dir():
            return []
        found = [path.name for path in above.iterdir() if path.joinpath(*parts[star + 1 :]).exists()]
        return sorted(found)

    def assignments(self) -> list[str]:
        """Return the assignments that are in the gradebook, in order."""
        with self.gradebook() as gradebook:
            return [assignment.name for assignment in gradebook.assignments]

    def notebooks(self, assignment: str, gradebook: Gradebook) -> dict[str, Assignment]:
        """Return the assignment's notebooks by name.

        Raises:
            CourseError: when the assignment is unknown, or its source is not there.
        """
        try:
            names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            names = []
        if not names:
            known = ", ".join(one.name for one in gradebook.assignments) or "none yet"
            raise CourseError(
                f"The gradebook knows no assignment {assignment!r} (it knows {known}): "
                f"run `nbgrader generate_assignment {assignment}` first."
            )
        return {name: self._notebook(assignment, name, gradebook) for name in names}

    def _notebook(self, assignment: str, name: str, gradebook: Gradebook) -> Assignment:
        folder = self.folder("source", ".", assignment)
        path = folder / f"{name}.ipynb"
        if not path.is_file():
            raise CourseError(f"The instructor's notebook {path} is not there: grading needs it.")
        solved = self._as_released(path, assignment, name, solutions=True)
        cells = self._as_released(path, assignment, name, solutions=False)
        kernel = solved.metadata.get("kernelspec", {}).get("language", "python")
        if kernel != "python":
            raise CourseError(
                f"{path} is written in {kernel}: the grading room runs Python only; use nbgrader autograde."
            )
        theirs = ClearHiddenTests(config=self.config)
        markers = {theirs.begin_test_delimeter: MARKERS[0], theirs.end_test_delimeter: MARKERS[1]}
        for place, (cell, ours) in enumerate(zip(cells.cells, solved.cells, strict=True)):
            self._take_from(gradebook, cell, name, assignment)
            # A course may have markers of its own; from here on all have nbgrader's.
            for own, usual in markers.items():
                cell.source = cell.source.replace(own, usual)
            cell.setdefault("id", f"cell-{place}")
            ours.setdefault("id", cell.id)
            if ours.metadata.get("nbgrader", {}).get("locked", False):
                ours.source = cell.source
        files = {
            str(Path(file).relative_to(folder)): Path(file).read_bytes()
            for file in find_all_files(str(folder), [*self.directory.ignore, "*.ipynb"])
        }
        settings = self.settings
        cell_seconds = self.config.get("Execute", {}).get("timeout", Execute.timeout.default_value) or 3600
        return Assignment(
            name=f"{assignment}/{name}",
            cells=json.loads(json.dumps(cells.cells)),
            solved=json.loads(json.dumps(solved.cells)),
            metadata=json.loads(json.dumps(solved.metadata)),
            files=files,
            readable=tuple(str((self.root / place).resolve()) for place in settings.readable),
            environment={**_ENVIRONMENT, **settings.environment},
            preload=tuple(settings.preload),
            secret=self._secret(),
            limits=Limits(
                cell=float(cell_seconds),
                submission=settings.submission_seconds,
                memory=settings.memory * _MEBI,
                disk=settings.disk * _MEBI,
                processes=settings.processes,
            ),
        )

    def _secret(self) -> tuple[str, ...]:
        """Return what no check needs: the gradebook, the source, and what students have handed in or got."""
        names = [getattr(self.directory, f"{step}_directory") for step in _STEPS]
        database = self.directory.db_url.removeprefix("sqlite:///")
        found = [(self.root / name).resolve() for name in (*names, database)]
        needed = [self.root.resolve(), *((self.root / place).resolve() for place in self.settings.readable)]
        return tuple(str(path) for path in found if not any(one.is_relative_to(path) for one in needed))

    def _as_released(self, path: Path, assignment: str, name: str, solutions: bool) -> nbformat.NotebookNode:
        """Run the preprocessors of `nbgrader generate_assignment` up to the one that saves the cells."""
        converter = GenerateAssignment(coursedir=self.directory, config=copy.deepcopy(self.config))
        notebook = nbformat.read(path, as_version=4)
        resources = {
            "unique_key": name,
            "nbgrader": {
                "student": ".",
                "assignment": assignment,
                "notebook": name,
                "db_url": self.directory.db_url,
            },
            "metadata": {"path": str(path.parent)},
        }
        with contextlib.chdir(self.root):
            for preprocessor in steps(converter.preprocessors):
                if preprocessor is SaveCells:
                    break
                if not (solutions and preprocessor is ClearSolutions):
                    notebook, resources = preprocessor(parent=converter)(notebook, resources)
        return notebook

    @staticmethod
    def _take_from(gradebook: Gradebook, cell: Any, notebook: str, assignment: str) -> None:
        """Give a cell the text, points and checksum of the gradebook, as `nbgrader autograde` does."""
        nbgrader = cell.metadata.get("nbgrader")
        if not nbgrader or "grade_id" not in nbgrader:
            return
        try:
            known = gradebook.find_source_cell(nbgrader.grade_id, notebook, assignment)
        except MissingEntry:
            raise CourseError(
                f"The cell {nbgrader.grade_id} of {assignment} is not in the gradebook: "
                f"run `nbgrader generate_assignment {assignment}` again."
            ) from None
        cell.source, nbgrader["checksum"], nbgrader["locked"] = known.source, known.checksum, known.locked
        if nbgrader.get("grade"):
            nbgrader["points"] = float(
                gradebook.find_graded_cell(nbgrader.grade_id, notebook, assignment).max_score
            )

    def autograde(self) -> Autograde:
        """Return nbgrader's converter with this course's settings, for what it knows to do with a result."""
        return Autograde(coursedir=self.directory, config=copy.deepcopy(self.config))


def steps(kinds: Iterable[type | str]) -> list[type]:
    """Return the preprocessors of a setting, which names each as a class or by a text.

    Raises:
        CourseError: when one cannot be imported.
    """
    found = []
    for kind in kinds:
        try:
            found.append(import_item(kind) if isinstance(kind, str) else kind)
        except ImportError as error:
            raise CourseError(
                f"nbgrader_config.py names the preprocessor {kind}, which cannot be imported ({error}): "
                "correct its name."
            ) from None
    return found


def _config(root: Path) -> Config:
    """Load settings as nbgrader's commands do: a person's own, then the course's."""
    app = NbGrader()
    app.raise_config_file_errors = True
    try:
        with contextlib.chdir(root):
            app.load_config_file(suppress_errors=False)
    except Exception as error:  # a course's settings are a program of theirs
        raise CourseError(f"nbgrader_config.py in {root} cannot be read ({error}): mend it first.") from None
    return app.config
