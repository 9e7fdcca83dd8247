"""The guide for instructors can be followed: its commands run in its order, on the small course."""

import getpass
import os
import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from tests.conftest import ROOT
from tests.grading.conftest import CONFIG, make_course
from tests.grading.small import ANSWERS, ASSIGNMENT, fill

GUIDE = (ROOT / "docs" / "teaching.md").read_text("utf-8")
# Those that need the course's models, or a browser; test_nbgrader.py and tests/browser run them.
ELSEWHERE = ("make demo", "make undemo", ". .venv/bin/activate", "jupyter lab")


def _commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


class _Term:
    """An instructor's course and a student's folder on one machine, with an exchange between them."""

    def __init__(self, folder: Path) -> None:
        self.root, self.student, self.exchange = folder / "course", folder / "student", folder / "exchange"
        self.blank, _ = make_course(self.root)
        self.student.mkdir()
        self.exchange.mkdir(mode=0o777)
        self.exchange.chmod(0o777)
        settings = (ROOT / "nbgrader_config.py").read_text("utf-8")
        lines = re.findall(
            r"(?ms)^(c\.(?:ExportApp|ZipCollectApp|Collector)\.\w+ = (?:\[\n.*?^\]|[^\n]+))$", settings
        )
        assert len(lines) == 5
        shared = f"c.Exchange.root = {str(self.exchange)!r}\nc.CourseDirectory.course_id = 'hfbasics'\n"
        (self.root / "nbgrader_config.py").write_text("\n".join([CONFIG, shared, *lines]), "utf-8")
        (self.student / "nbgrader_config.py").write_text(f"c = get_config()\n{shared}", "utf-8")
        # The gradebook is made again, with the course's id.
        (self.root / "gradebook.db").unlink()
        bin_folder = str(Path(sys.executable).parent)
        self.environment = os.environ | {
            "PATH": os.pathsep.join([bin_folder, os.environ["PATH"]]),
            "JUPYTER_DATA_DIR": str(folder / "data"),
        }

    def run(self, command: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            shlex.split(command),
            cwd=folder or self.root,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout

    def before(self, command: str) -> None:
        """Do what stands between the commands: a list of students, and their work."""
        if "student import" in command:
            text = "id,first_name,last_name,email,lms_user_id\ngrace,Grace,Hopper,grace@example.org,4712\n"
            (self.root / "students.csv").write_text(text)
        elif "collect --update" in command:
            self.run(f"nbgrader fetch_assignment {ASSIGNMENT}", self.student)
            nbformat.write(fill(self.blank, ANSWERS), self.student / ASSIGNMENT / "small.ipynb")
            self.run(f"nbgrader submit {ASSIGNMENT}", self.student)
        elif "zip_collect" in command:
            archive = self.root / "downloaded" / ASSIGNMENT / "archive"
            archive.mkdir(parents=True)
            work = fill(self.blank, {**ANSWERS, "answer": "answer = 41"})
            with zipfile.ZipFile(archive / "submissions.zip", "w") as opened:
                opened.writestr("hoppergrace_4712_9001_small.ipynb", nbformat.writes(work))


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """A term that went by the guide, and what each command said."""
    term = _Term(tmp_path_factory.mktemp("term"))
    term.said = {}
    for command in _commands():
        if command in ELSEWHERE:
            continue
        here = command.replace("1-pipeline", ASSIGNMENT)
        if here.startswith("hfbasics grade"):
            here += " --unsafe"  # honest answers; there is no cage on some machines
        if here.startswith("nbgrader release_feedback"):
            here += f" --student={getpass.getuser()}"  # as the guide says where zips were collected, too
        term.before(here)
        term.said[command] = term.run(here)
    return term


def test_the_guide_names_every_step_of_a_term(term):
    steps = ["generate_assignment", "db assignment add", "student import", "release_assignment", "collect"]
    steps += ["zip_collect", "hfbasics grade", "hfbasics report", "generate_feedback", "release_feedback"]
    text = "\n".join(term.said)
    places = [text.index(step) for step in [*steps, "exports.Canvas"]]
    assert places == sorted(places)


def test_work_from_the_exchange_and_from_a_zip_is_graded(term):
    with Gradebook(f"sqlite:///{term.root}/gradebook.db", "hfbasics") as gradebook:
        assert str(gradebook.find_assignment(ASSIGNMENT).duedate) == "2027-02-01 23:00:00"
        scores = {
            student.id: gradebook.find_submission(ASSIGNMENT, student.id).score
            for student in gradebook.students
            if student.id != "ada"
        }
    assert scores.pop("grace") == 10
    assert list(scores.values()) == [12]


def test_the_files_that_the_guide_names_are_there(term):
    named = ("grades.csv", "canvas.csv", "moodle.csv", "ada.csv", "reports/small.html", "shared/small.html")
    assert [name for name in named if not (term.root / name).is_file()] == []
    assert (term.root / "feedback" / "grace" / ASSIGNMENT / "small.html").is_file()
    assert "4712,,grace" in (term.root / "canvas.csv").read_text("utf-8")
    assert "grace" not in (term.root / "shared" / "small.html").read_text("utf-8").lower()


def test_what_is_not_run_here_exists():
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(ELSEWHERE) <= set(_commands())
    assert [
        command for command in ELSEWHERE if command.startswith("make ") and command[5:] not in targets
    ] == []


def test_the_settings_and_columns_that_the_guide_names_exist():
    from hfbasics.collecting import Collector, Extractor
    from hfbasics.exports import Canvas

    named = {"Collector": Collector, "Extractor": Extractor, "Canvas": Canvas}
    found = re.findall(r"`c\.(\w+)\.(\w+)", GUIDE)
    assert {kind for kind, _ in found} == {*named, "LateSubmissionPlugin"}
    assert all(named[kind].class_traits(config=True).get(trait) for kind, trait in found if kind in named)


def test_the_links_of_the_guide_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", GUIDE)
    assert links and all((ROOT / "docs" / link).is_file() for link in links)
