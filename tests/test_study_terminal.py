"""A learner alone in the terminal: checks of a whole copy, hints, solutions and progress."""

import shutil
from pathlib import Path

import nbformat
import pytest
from rich.console import Console

from hfbasics.errors import CourseError
from hfbasics.study import commands, whole
from hfbasics.study.hints import hints, plain
from hfbasics.study.progress import Progress
from hfbasics.study.render import verdicts_shown
from hfbasics.study.topics import find_topic, topics
from hfbasics.study.verdicts import State, Verdict
from tests.conftest import ROOT
from tests.small_topic import RIGHT, TOPIC, answer, make_course, save


@pytest.fixture
def root(tmp_path) -> Path:
    make_course(tmp_path)
    (tmp_path / "work").mkdir()
    return tmp_path


def test_in_the_terminal_a_copy_is_checked_and_stays_as_it_is(root):
    release = nbformat.read(root / "release" / TOPIC / "small.ipynb", as_version=4)
    wrong = {**RIGHT, "ex02": "def count(text):\n    return text['x']", "q1": 'letters = {"A", "?"}'}
    wrong["ex02"] += (
        "\nPath = __import__('pathlib').Path\nPath('made.txt').write_text(Path('data.txt').read_text())"
    )
    path = save(root, answer(release, wrong))
    (path.parent / "data.txt").write_text("data")
    before = {one: one.read_bytes() for one in path.parent.iterdir()}
    console = Console(record=True, width=140)
    assert commands.check(root, None, console) == 0
    assert {one: one.read_bytes() for one in path.parent.iterdir()} == before
    text = console.export_text()
    rows = {
        line.split()[0]: " ".join(line.split()[2:])
        for line in text.splitlines()
        if " · " not in line and line.strip()
    }
    assert rows["ex01"] == "✓ right 3/3"
    assert rows["q1"].startswith('○ not attempted 0/2 A "?" is left')
    assert rows["ex02"].startswith("✗ not yet 0/4 Your line `return text['x']` stopped with TypeError")
    assert rows["written"].startswith("? yours to judge –/5")
    assert "hfbasics check 1-small --hint ex02" in text


def test_a_copy_without_an_attempt_is_not_run(root, monkeypatch):
    monkeypatch.setattr(whole, "_run", lambda *_: pytest.fail("its cells were run"))
    save(root, nbformat.read(root / "release" / TOPIC / "small.ipynb", as_version=4))
    console = Console(record=True, width=140)
    assert commands.check(root, None, console) == 0
    assert console.export_text().count("○ not attempted") == 4


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("import os\nos._exit(1)", "The notebook's process ended in the cell `import os`"),
        ("while True:\n    pass", "it took longer than 3 seconds and was stopped"),
    ],
)
def test_a_cell_that_never_ends_or_ends_everything_is_said_and_the_rest_counts(root, monkeypatch, last, said):
    monkeypatch.setattr(whole, "CELL_SECONDS", 3)
    release = nbformat.read(root / "release" / TOPIC / "small.ipynb", as_version=4)
    save(root, answer(release, {**RIGHT, "ex02": f"{last}\ndef count(text):\n    return 0"}))
    console = Console(record=True, width=200)
    assert commands.check(root, TOPIC, console) == 0
    text = console.export_text()
    assert "2 of 4 right" in text
    assert said in text


def test_a_checked_notebook_shows_in_the_progress_and_so_does_a_later_change(root):
    release = nbformat.read(root / "release" / TOPIC / "small.ipynb", as_version=4)
    save(root, answer(release, {"ex01": RIGHT["ex01"], "written": "So."}))
    assert "not checked yet" in _progress(root)
    commands.check(root, "small.ipynb", Console(record=True))
    shown = _progress(root)
    assert "yours to judge" in shown
    assert "3/9" in shown
    assert "changed" not in shown
    save(root, answer(release, {"ex01": RIGHT["ex01"] + "  # better", "written": "So."}))
    assert "1-small: ex01 changed since the last check" in _progress(root)


def _progress(root: Path) -> str:
    console = Console(record=True, width=100)
    assert commands.show_progress(root, console) == 0
    return console.export_text()


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"version": 1, "topics": {"1-small": {"records": {"ex01": {}}}}}', "\x00"]
)
def test_a_damaged_progress_file_is_set_aside_and_said(root, content):
    said = []
    progress = Progress(root / "work", said.append)
    for number in (1, 2):
        progress.path.write_text(content)
        progress.record(TOPIC, [Verdict("ex01", "E", State.RIGHT, 3, 3)], {"ex01": "x"})
        assert progress.read()[TOPIC].records["ex01"].state is State.RIGHT
        assert len(said) == number
    aside = sorted(path.name for path in (root / "work").glob("progress.damaged*"))
    assert aside == ["progress.damaged-2.json", "progress.damaged.json"]
    assert (root / "work" / aside[0]).read_text() == content


def test_without_a_folder_of_the_learners_nothing_is_written(tmp_path):
    progress = Progress(tmp_path / "work", print)
    progress.record(TOPIC, [Verdict("ex01", "E", State.RIGHT, 3, 3)], {"ex01": "x"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the notebook is empty"),
        ("{", "the notebook is no JSON"),
        ('{"cells": [], "nbformat": 4}', "has no cells"),
    ],
)
def test_a_broken_notebook_is_one_sentence(root, content, said):
    path = root / "work" / TOPIC / "small.ipynb"
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(CourseError, match=said):
        commands.check(root, None, Console(record=True))
    assert said in _progress(root)
    assert path.read_text() == content


def test_a_missing_notebook_and_an_unknown_name_are_one_sentence(root):
    with pytest.raises(CourseError, match="run `hfbasics lab` first"):
        commands.check(root, None, Console())
    with pytest.raises(CourseError, match="run `hfbasics lab`, which makes your copy"):
        commands.check(root, TOPIC, Console())
    with pytest.raises(CourseError, match=r"No topic is called other\.ipynb: the course has 1-small"):
        commands.check(root, "other.ipynb", Console())
    shutil.rmtree(root / "release")
    with pytest.raises(CourseError, match="is not there"):
        commands.check(root, TOPIC, Console())


def test_the_solution_in_the_terminal_needs_a_checked_try(root):
    release = nbformat.read(root / "release" / TOPIC / "small.ipynb", as_version=4)
    save(root, release)
    with pytest.raises(CourseError, match="is still blank"):
        commands.ask(root, TOPIC, "solution", "ex02", Console())
    save(root, answer(release, RIGHT))
    with pytest.raises(CourseError, match="has not been checked yet: `hfbasics check 1-small` first"):
        commands.ask(root, TOPIC, "solution", "ex02", Console())
    commands.check(root, TOPIC, Console(record=True))
    console = Console(record=True)
    commands.ask(root, TOPIC, "solution", "ex02", console)
    assert "return len(text.split(separator))" in console.export_text()


def test_a_state_is_told_by_sign_and_word_and_a_table_has_headings():
    shown = verdicts_shown("Title", [Verdict("q1", "Q", state, 0, 1, "`a<b`") for state in State])
    page = shown._repr_html_()
    assert len({state.sign for state in State}) == len(State)
    assert all(f"</span> {state}</td>" in page for state in State)
    assert page.count('scope="col"') == 4
    assert "<code>a&lt;b</code>" in page
    assert "color:" not in page


@pytest.mark.parametrize("name", list(topics(ROOT)))
def test_every_exercise_of_the_course_has_checks_names_and_hints(name):
    topic = find_topic(ROOT, name)
    assert sum(one.points for one in topic.exercises.values()) == 100
    for exercise in topic.exercises.values():
        found = hints(exercise)
        assert len(found) >= 2
        assert not any("### " in hint or "</" in hint for hint in found)
        assert exercise.is_blank(exercise.blank)
        if not exercise.written:
            assert not exercise.is_blank(exercise.solution), exercise.id
            assert exercise.names
            assert len(exercise.checks) >= 2
            whole = [line.strip() for line in exercise.solution.splitlines()]
            assert not any(hint.endswith(whole[-1]) for hint in found), exercise.id


def test_a_hints_tags_become_plain_text():
    assert plain("Use <code>a &lt; b</code>, <em>then</em> stop. ") == "Use `a < b`, then stop."
