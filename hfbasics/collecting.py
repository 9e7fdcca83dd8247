"""Collect what Canvas, Moodle and Brightspace give as zip files: plugins for `nbgrader zip_collect`.

The settings in `nbgrader_config.py` name both plugins, and how each system names a student's file. The zips
themselves are opened by `hfbasics.archives`.
"""

import os
import re
import shutil
import unicodedata
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import dateutil.parser
from dateutil.tz import gettz
from nbgrader.api import Gradebook
from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin
from nbgrader.utils import find_all_notebooks
from traitlets import Int, List, Unicode

from hfbasics.archives import MEBI, Limits, Refused, unpack

__all__ = ["Collector", "Extractor"]

# What browsers, JupyterLab and Canvas put behind the name of a file that comes a second time.
_COPY = re.compile(r"(?:-(?P<attempt>\d+)| ?\(\d+\)|-Copy\d+)$")


class Extractor(ExtractorPlugin):
    """Unpack zips with care: a hostile one is refused in a sentence, and the others go on."""

    most_files = Int(20_000, help="Files that one zip may hold.").tag(config=True)
    most_total = Int(4096, help="MiB that one zip may take unpacked.").tag(config=True)
    most_each = Int(200, help="MiB that one file of a zip may take.").tag(config=True)

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Unpack each zip into a folder of its name, and copy other files."""
        limits = Limits(self.most_files, self.most_total * MEBI, self.most_each * MEBI)
        for place, folders, names in os.walk(archive_path):
            folders.sort()
            target = Path(extracted_path, Path(place).relative_to(archive_path))
            target.mkdir(parents=True, exist_ok=True)
            for name in sorted(names):
                path = Path(place, name)
                try:
                    if path.is_symlink() or not path.is_file():
                        raise Refused("it is no regular file")
                    if path.suffix.lower() in (".zip", *self.zip_ext):
                        for sentence in unpack(path, target / name, limits):
                            self.log.warning("%s: %s", name, sentence)
                    else:
                        shutil.copyfile(path, target / name)
                except (Refused, OSError) as error:
                    self.log.error("%s was refused: %s. The others go on.", name, error)


class _Found(NamedTuple):
    path: str
    number: str  # the LMS user id
    key: str  # what tells persons with the same name apart
    name: str
    notebook: str
    order: tuple  # the newest is the greatest
    timestamp: str | None


class Collector(FileNameCollectorPlugin):
    """Tell from a file's name who handed in which notebook; of several, the newest counts.

    A student is found in the gradebook by the LMS user id, or by a name that only one student has. Who is
    not there gets a folder with the name and number that the system gives.
    """

    patterns = List(
        Unicode(),
        help="Regular expressions for the paths of files; the first that matches counts. Groups: `name`, "
        "`number` (the LMS user id), `participant` (a number that only tells persons apart), `upload` "
        "(a number that grows), `time`, and `file`.",
    ).tag(config=True)
    timezone = Unicode("UTC", help="The time zone of times in names of files.").tag(config=True)

    _chosen: dict[str, dict] | None = None

    def collect(self, submitted_file: str) -> dict | None:
        """Return what nbgrader wants to know of a file, or None for one that does not count."""
        if self._chosen is None:
            self._chosen = self._choose()
        return self._chosen.get(submitted_file)

    def _choose(self) -> dict[str, dict]:
        """Read the names of all files once: a file cannot say by itself whether there is a newer one."""
        # nbgrader hands a plugin one file at a time; the app that made it knows the folder.
        root = self.parent._format_collect_path(self.parent.extracted_directory)
        directory = self.parent.coursedir
        assignment = directory.assignment_id
        released = {
            name.removesuffix(".ipynb")
            for name in find_all_notebooks(
                directory.format_path(directory.release_directory, ".", assignment)
            )
        }
        files = [Path(place, name) for place, _, names in os.walk(root) for name in names]
        found = [
            one
            for path in sorted(files)
            if path.suffix in self.valid_ext and (one := self._read(path, Path(root), released))
        ]
        owners = self._owners(found)
        newest: dict[tuple[str, str], _Found] = {}
        for one in sorted(found, key=lambda one: one.order):
            place = owners[one.key, one.name], one.notebook
            if place in newest:
                self.log.warning("%s is older than %s and does not count.", newest[place].path, one.path)
            newest[place] = one
        return {
            one.path: {"student_id": student, "file_id": notebook}
            | ({"timestamp": one.timestamp} if one.timestamp else {})
            for (student, notebook), one in newest.items()
        }

    def _read(self, path: Path, root: Path, released: set[str]) -> _Found | None:
        relative = unicodedata.normalize("NFC", path.relative_to(root).as_posix())
        match = next((match for text in self.patterns if (match := re.search(text, relative))), None)
        if match is None:
            self.log.warning("%s is named as by none of the systems in c.Collector.patterns.", relative)
            return None
        groups = {key: value for key, value in match.groupdict().items() if value}
        notebook = Path(groups["file"]).stem
        copy = _COPY.search(notebook)
        attempt = 0
        if copy and notebook not in released and notebook[: copy.start()] in released:
            notebook, attempt = notebook[: copy.start()], int(copy["attempt"] or 0)
        time = self._time(groups.get("time"))
        order = time.timestamp() if time else 0.0, attempt, int(groups.get("upload", 0)), str(path)
        name, number = groups.get("name", ""), groups.get("number", "")
        key = number or groups.get("participant", "")
        return _Found(str(path), number, key, name, notebook, order, time.isoformat() if time else None)

    def _time(self, text: str | None) -> datetime | None:
        """Return a time such as `Nov 25, 2026 1017 PM`; None where it is no time, and so cannot be late."""
        if not text:
            return None
        clock = re.sub(r"\b(\d{1,2})(\d{2})(?= [AP]M)", r"\1:\2", text)
        try:
            return dateutil.parser.parse(clock).replace(tzinfo=gettz(self.timezone))
        except (ValueError, OverflowError):
            self.log.warning("%r is no time that can be read: the file counts as handed in on time.", text)
            return None

    def _owners(self, found: list[_Found]) -> dict[tuple[str, str], str]:
        """Return a student id for each person, and never one id for two persons."""
        numbers, names = self._known()
        owners: dict[tuple[str, str], str] = {}
        for number, key, name in sorted({(one.number, one.key, one.name) for one in found}):
            known = {numbers[number]} if number in numbers else names.get(_letters(name), set())
            owners[key, name] = next(iter(known)) if len(known) == 1 else ""
        several = defaultdict(set)
        for (key, _), student in owners.items():
            several[student].add(key)
        for (key, name), student in owners.items():
            if not student or len(several[student]) > 1:
                folder = re.sub(r"[^\w.' -]", "", f"{name} {key}").strip(". ") or "unknown"
                owners[key, name] = folder
                self.log.warning(
                    "%s is no student, or more than one, of the gradebook: see %s.", name, folder
                )
        return owners

    def _known(self) -> tuple[dict[str, str], dict[str, set[str]]]:
        """Return the gradebook's students by number, and by the letters of their names in either order."""
        directory = self.parent.coursedir
        path = Path(directory.db_url.removeprefix("sqlite:///"))
        if directory.db_url.startswith("sqlite:///") and not path.is_file():
            return {}, {}  # opening it would make it
        numbers: dict[str, str] = {}
        names: dict[str, set[str]] = defaultdict(set)
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            students = gradebook.students
            numbers |= {student.lms_user_id: student.id for student in students if student.lms_user_id}
            for student in students:
                first, last = _letters(student.first_name or ""), _letters(student.last_name or "")
                for name in (first + last, last + first, _letters(student.id)):
                    if name:
                        names[name].add(student.id)
        return numbers, names


def _letters(name: str) -> str:
    """Return a name as Canvas writes it in a file's name: small letters without accents or spaces."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
