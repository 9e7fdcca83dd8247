"""Zips from Canvas, Moodle and Brightspace end in `submitted/`, and hostile ones end nowhere."""

import io
import os
import re
import stat
import struct
import sys
import warnings
import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from hfbasics.archives import Limits, Refused, unpack
from tests.conftest import ROOT, run_python

STUDENTS = {
    "ada": {"first_name": "Ada", "last_name": "Lovelace", "lms_user_id": "101"},
    "zoe": {"first_name": "Zoë", "last_name": "O'Neil-Smith", "lms_user_id": "102"},
    "s103": {"first_name": "John", "last_name": "Smith", "lms_user_id": "103"},
    "s104": {"first_name": "John", "last_name": "Smith", "lms_user_id": "104"},
    "4711": {"first_name": "Grace", "last_name": "Hopper"},
}


@pytest.fixture
def course(tmp_path):
    """A course with this course's own settings, one released notebook, and five students."""
    root = tmp_path / "course"
    (root / "release" / "topic").mkdir(parents=True)
    (root / "release" / "topic" / "pipeline.ipynb").write_text("{}")
    settings = (ROOT / "nbgrader_config.py").read_text("utf-8")
    (collecting,) = re.findall(
        r"^c\.ZipCollectApp\..*?^c\.Collector\.timezone[^\n]*\n", settings, re.M | re.S
    )
    (root / "nbgrader_config.py").write_text(f"c = get_config()\n{collecting}", "utf-8")
    # A new gradebook starts `alembic` by name.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
            for student, names in STUDENTS.items():
                gradebook.add_student(student, **names)
    return root


def _archive(course: Path, name: str) -> Path:
    path = course / "downloaded" / "topic" / "archive" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _zip(course: Path, files: dict[str, str], name: str = "submissions.zip") -> None:
    with zipfile.ZipFile(_archive(course, name), "w", zipfile.ZIP_DEFLATED) as opened:
        for path, text in files.items():
            opened.writestr(path, text)


def _collect(course: Path, *arguments: str) -> str:
    """Run the real command and return what it says."""
    done = run_python("-m", "nbgrader", "zip_collect", "topic", *arguments, cwd=course)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def _submitted(course: Path) -> dict[str, str]:
    """Return the texts of all collected notebooks by student."""
    files = (course / "submitted").rglob("*.ipynb")
    assert all(path.parts[-2:] == ("topic", "pipeline.ipynb") for path in files)
    return {path.parts[-3]: path.read_text() for path in (course / "submitted").rglob("*.ipynb")}


def test_canvas_by_number_or_name_and_the_last_attempt_counts(course):
    _zip(
        course,
        {
            "lovelaceada_101_9001_pipeline.ipynb": "first",
            "lovelaceada_late_101_9003_pipeline-10.ipynb": "tenth",
            "lovelaceada_101_9002_pipeline-2.ipynb": "second",
            "oneilsmithzoe_999_9004_pipeline.ipynb": "zoe",
            "smithjohn_103_9005_pipeline-Copy1.ipynb": "103",
            "smithjohn_LATE_104_9006_pipeline (1).ipynb": "104",
            "hoppergrace_555_9007_question_1_notes.txt": "no notebook",
            "__MACOSX/._lovelaceada_101_9009_pipeline.ipynb": "litter",
        },
    )
    said = _collect(course)
    assert _submitted(course) == {"ada": "tenth", "zoe": "zoe", "s103": "103", "s104": "104"}
    assert said.count("and does not count") == 2
    # No name tells a time, so none may make a submission late.
    assert list(course.rglob("timestamp.txt")) == []


@pytest.mark.parametrize("between", ["_/", "_", "/"])
def test_moodle_by_name_and_two_of_one_name_stay_apart(course, between):
    people = {"Ada Lovelace_101": "ada", "Zoë O'Neil-Smith_104": "zoe"}
    people |= {"John Smith_7": "seven", "John Smith_8": "eight"}
    files = {f"{name}_assignsubmission_file{between}pipeline.ipynb": text for name, text in people.items()}
    _zip(course, files)
    said = _collect(course)
    # Moodle's number is none of the LMS user ids.
    people = {"ada": "ada", "zoe": "zoe", "John Smith 7": "seven", "John Smith 8": "eight"}
    assert _submitted(course) == people
    assert "more than one, of the gradebook: see John Smith 7" in said


def test_brightspace_by_number_and_the_newest_time_counts(course):
    _zip(
        course,
        {
            "101-77 - Ada Lovelace - Nov 25, 2026 1017 PM - pipeline.ipynb": "late evening",
            "101-77 - Ada Lovelace - Nov 25, 2026 917 AM - pipeline.ipynb": "morning",
            "101-77 - Ada Lovelace - Nov 5, 2026 1159 PM - pipeline.ipynb": "weeks before",
            "103-77 - Somebody Else - Nov 25, 2026 117 PM - pipeline.ipynb": "103",
            "900-77 - Grace Hopper - Nov 25, 2026 1200 AM - pipeline.ipynb": "grace",
            "901-77 - Not Enrolled - Nov 25, 2026 1200 PM - pipeline.ipynb": "stranger",
            "index.html": "<html></html>",
        },
    )
    _collect(course)
    assert _submitted(course) == {
        **{"ada": "late evening", "s103": "103", "4711": "grace", "Not Enrolled 901": "stranger"}
    }
    times = {path.parts[-3]: path.read_text() for path in course.rglob("timestamp.txt")}
    assert times["ada"] == "2026-11-25 22:17:00"
    assert times["s103"] == "2026-11-25 13:17:00"
    assert times["4711"] == "2026-11-25 00:00:00"


def test_the_schools_clock_is_a_setting(course):
    config = course / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + 'c.Collector.timezone = "America/Toronto"\n', "utf-8")
    _zip(course, {"101-77 - Ada Lovelace - Nov 25, 2026 1017 PM - pipeline.ipynb": "ada"})
    _collect(course)
    assert [path.read_text() for path in course.rglob("timestamp.txt")] == ["2026-11-26 03:17:00"]


def test_notebooks_may_lie_beside_the_zips(course):
    _archive(course, "lovelaceada_101_9001_pipeline.ipynb").write_text("ada")
    _zip(course, {"hoppergrace_555_9007_pipeline.ipynb": "grace"})
    _collect(course)
    assert _submitted(course) == {"ada": "ada", "4711": "grace"}


def test_a_second_collection_takes_what_is_newer(course):
    _zip(course, {"lovelaceada_101_9001_pipeline.ipynb": "first"}, "monday.zip")
    _collect(course)
    _zip(course, {"lovelaceada_101_9002_pipeline-1.ipynb": "second"}, "tuesday.zip")
    _collect(course, "--force")
    assert _submitted(course) == {"ada": "second"}


def _raw(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # two members of one name are what is tried
        for name, content in members:
            opened.writestr(name, content)
    return stream.getvalue()


def _mode(name: str, mode: int) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.create_system, member.external_attr = 3, mode << 16
    return member


def _patched(content: bytes, offset_local: int, offset_central: int, value: bytes) -> bytes:
    """Change the same field in the local and in the central header of the only member."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", offset_local), (b"PK\x01\x02", offset_central)):
        place = content.index(mark) + offset
        changed[place : place + len(value)] = value
    return bytes(changed)


GOOD = "lovelaceada_101_9001_pipeline.ipynb"
NAME = "hoppergrace_555_9002_pipeline.ipynb"
ONE = _raw((NAME, b"grace"))
LARGE = _raw((NAME, os.urandom(1000) * 100))
HOSTILE = {
    "leads out": (_raw(("../../../escaped_1_2_pipeline.ipynb", b"x")), "leads out of its folder"),
    "leads out, Windows": (_raw(("a\\..\\..\\escaped_1_2_pipeline.ipynb", b"x")), "leads out of its folder"),
    "absolute": (_raw(("/tmp/escaped_1_2_pipeline.ipynb", b"x")), "is absolute"),
    "absolute, Windows": (_raw(("C:\\escaped_1_2_pipeline.ipynb", b"x")), "is absolute"),
    "link": (_raw((_mode(NAME, stat.S_IFLNK | 0o777), b"/etc/passwd")), "is a link"),
    "pipe": (_raw((_mode(NAME, stat.S_IFIFO | 0o644), b"")), "is no regular file"),
    "encrypted": (_patched(ONE, 6, 8, b"\x01\x00"), "is encrypted"),
    "truncated": (LARGE[: len(LARGE) // 2], "is broken, or no zip file"),
    "damaged": (LARGE.replace(LARGE[200:240], bytes(40)), "is broken, or no zip file"),
    "no zip": (b"this is no zip file", "is broken, or no zip file"),
    "empty": (b"", "is broken, or no zip file"),
    "unknown method": (_patched(ONE, 8, 10, b"\x63\x00"), "is broken, or no zip file"),
    "same name twice": (_raw((NAME, b"1"), (NAME, b"2")), "2 times"),
    "same name to a Mac": (_raw(("a_1_2_x.ipynb", b"1"), ("A_1_2_x.ipynb", b"2")), "2 times"),
    "control characters": (_raw(("a\x1b[2J_1_2_x.ipynb", b"1")), "control characters"),
    "many files": (_raw(*((f"a_{n}_2_x.ipynb", b"") for n in range(31))), "holds 31 files, more than 30"),
    "file and folder": (_raw(("a", b"1"), ("a/b_1_2_x.ipynb", b"2")), "was refused"),
    "long name": (_raw(("n" * 300 + "_1_2_x.ipynb", b"1")), "was refused"),
}
LEFT_OUT = {
    "bomb": (_raw((NAME, bytes(30 << 20))), "grows more than 200 times"),
    "too large": (_raw((NAME, bytes(120 << 20))), "takes 120 MiB unpacked, more than 100"),
    "nested": (_raw(("hoppergrace_555_9002_work.zip", ONE)), "is an archive itself"),
    "nested, tar": (_raw(("hoppergrace_555_9002_work.tar.gz", b"x")), "is an archive itself"),
}


def _strict(course: Path) -> None:
    config = course / "nbgrader_config.py"
    limits = "c.Extractor.most_files = 30\nc.Extractor.most_each = 100\n"
    config.write_text(config.read_text("utf-8") + limits, "utf-8")


def test_hostile_zips_are_refused_in_a_sentence_and_the_others_go_on(course, tmp_path):
    _strict(course)
    _zip(course, {GOOD: "ada"}, "good.zip")
    for name, (content, _) in (HOSTILE | LEFT_OUT).items():
        _archive(course, f"{name}.zip").write_bytes(content)
    _archive(course, "linked.zip").symlink_to(_archive(course, "good.zip"))
    _archive(course, "old.tar.gz").write_bytes(b"x")
    before = {path for path in tmp_path.rglob("*") if course not in path.parents}
    said = _collect(course)
    for name, (_, told) in HOSTILE.items():
        (line,) = [line for line in said.splitlines() if f"{name}.zip was refused: " in line]
        assert told in line, line
    for name, (_, told) in LEFT_OUT.items():
        (line,) = [line for line in said.splitlines() if f"| WARNING] {name}.zip: " in line]
        assert told in line, line
    assert "linked.zip was refused: it is no regular file" in said
    assert "old.tar.gz was refused: it is broken, or no zip file" in said
    assert _submitted(course) == {"ada": "ada"}
    extracted = course / "downloaded" / "topic" / "extracted"
    assert [path.name for path in extracted.rglob("*") if path.is_file()] == [GOOD]
    assert {path for path in tmp_path.rglob("*") if course not in path.parents} == before
    assert not Path("/tmp/escaped_1_2_pipeline.ipynb").exists()


def test_in_the_zip_of_a_class_one_students_bomb_leaves_the_others(course):
    content = _raw((NAME, bytes(30 << 20)), (GOOD, b"ada"), ("smithjohn_103_9003_x.zip", ONE))
    _archive(course, "submissions.zip").write_bytes(content)
    said = _collect(course)
    assert _submitted(course) == {"ada": "ada"}
    assert said.count("was left out") == 2


def test_many_large_files_are_refused_in_all(tmp_path):
    (tmp_path / "a.zip").write_bytes(_raw(*((f"{n}", os.urandom(400)) for n in range(5))))
    with pytest.raises(Refused, match="takes 0 MiB unpacked"):
        unpack(tmp_path / "a.zip", tmp_path / "out", Limits(files=10, total=1999, each=1000))
    assert unpack(tmp_path / "a.zip", tmp_path / "out", Limits(files=10, total=2000, each=1000)) == []
    assert len(list((tmp_path / "out").iterdir())) == 5


def test_a_file_that_is_larger_than_its_zip_says_is_refused(tmp_path):
    true = _raw((NAME, b"x" * 5000), method=zipfile.ZIP_STORED)
    (tmp_path / "a.zip").write_bytes(_patched(true, 22, 24, struct.pack("<I", 100)))
    with pytest.raises(Refused):
        unpack(tmp_path / "a.zip", tmp_path / "out", Limits(10, 1000, 1000))
    assert not (tmp_path / "out").exists()


def test_names_that_no_system_gives_are_said_and_skipped(course):
    _zip(course, {"pipeline.ipynb": "whose?", GOOD: "ada"})
    assert "pipeline.ipynb is named as by none of the systems" in _collect(course)
    assert _submitted(course) == {"ada": "ada"}
