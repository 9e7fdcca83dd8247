"""Checks as instructors anywhere write them: right answers pass as in one process, and no trick does.

`styles/` holds them by topic, each an exercise of its own: a title with its points, cells that are given, the
instructor's `answer`, `another` one, a `wrong` one and the `check`. All are graded in two processes; what the
instructor's answer and the other one get is also compared with nbgrader's own command.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from rich.console import Console
from traitlets.config import Config, Configurable

from hfbasics.grading.course import Course
from hfbasics.grading.feedback import Conceal
from hfbasics.grading.grade import grade
from tests.grading.conftest import CONFIG, nbgrader

SETUP = """
import asyncio, builtins, collections, contextlib, copy, csv, dataclasses, doctest, enum, functools, glob
import inspect, io, json, os, pickle, random, shutil, sqlite3, sys, tempfile, time, types, typing
import unittest, warnings
from collections.abc import Iterable, Iterator, Sized
from pathlib import Path
from unittest.mock import patch
import matplotlib.pyplot as plt
import numpy as np, pandas as pd, torch
from torch import nn
"""
ANSWERS = ("answer", "another", "wrong")
LARGER = """
c.Execute.timeout = 30
c.GradingRoom.memory = 2048
c.GradingRoom.submission_seconds = 300
c.ClearHiddenTests.begin_test_delimeter = "BEGIN SECRET"
c.ClearHiddenTests.end_test_delimeter = "END SECRET"
"""


@dataclass
class Style:
    """An exercise: its points, its cells by kind, and the share of the points that `another` answer earns."""

    name: str
    points: int = 1
    cells: dict[str, str] = field(default_factory=dict)
    earns: float = 1.0

    def text(self, answer: str) -> str:
        """Return an answer; where there is no other one, the instructor's."""
        return self.cells.get(answer) or self.cells["answer"]


def _read(path: Path) -> list[Style]:
    styles: list[Style] = []
    for head, text in re.findall(r"^# %% (.+)\n((?:(?!# %%).*\n?)*)", path.read_text("utf-8"), re.MULTILINE):
        kind, _, share = head.partition(": ")
        if kind in (*ANSWERS, "check"):
            styles[-1].cells[kind] = text.strip()
            styles[-1].earns = float(share or styles[-1].earns)
        else:
            name, _, points = head.partition(", ")
            styles.append(Style(name, int(points.partition(" ")[0] or 1), {"given": text.strip()}))
    return styles


FOLDER = Path(__file__).with_name("styles")
STYLES = {style.name: style for path in sorted(FOLDER.glob("*.py")) for style in _read(path)}
each = pytest.mark.parametrize("name", STYLES)


def _cell(kind: str, style: Style, source: str) -> NotebookNode:
    cell = new_code_cell(source, id=f"{kind}-{style.name}".replace("_", "-")[:64])
    if kind != "given":
        cell.metadata["nbgrader"] = {
            "grade": kind == "check",
            "grade_id": f"{style.name}_{kind}",
            "locked": kind == "check",
            "schema_version": 3,
            "solution": kind == "answer",
            "task": False,
        }
    if kind == "check":
        cell.metadata["nbgrader"]["points"] = style.points
    return cell


def _source() -> NotebookNode:
    cells = [new_code_cell(SETUP.strip(), id="setup")]
    for style in STYLES.values():
        given = style.cells["given"]
        answer = f"### BEGIN SOLUTION\n{style.cells['answer']}\n### END SOLUTION"
        # nbgrader looks for a marker anywhere in a line, and lets a course have its own.
        check = f"#### BEGIN SECRET\n{style.cells['check']}\n#### END SECRET"
        cells += [_cell("given", style, given)] if given else []
        cells += [_cell("answer", style, answer), _cell("check", style, check)]
    spec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": spec})


def _scores(root: Path, student: str) -> dict[str, float]:
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        (notebook,) = gradebook.find_submission("styles", student).notebooks
        return {one.name.removesuffix("_check"): one.auto_score / one.max_score for one in notebook.grades}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course of one notebook, with a submission of each kind of answer, graded in two processes."""
    root = tmp_path_factory.mktemp("styles") / "course"
    (root / "source" / "styles").mkdir(parents=True)
    nbformat.write(_source(), root / "source" / "styles" / "styles.ipynb")
    (root / "nbgrader_config.py").write_text(CONFIG + LARGER)
    done = nbgrader(root, "generate_assignment", "styles")
    assert done.returncode == 0, done.stderr[-2000:]
    release = nbformat.read(root / "release" / "styles" / "styles.ipynb", as_version=4)
    for student in ANSWERS:
        for cell in release.cells:
            name, _, kind = cell.metadata.get("nbgrader", {}).get("grade_id", "").rpartition("_")
            if kind == "answer":
                cell.source = STYLES[name].text(student)
        folder = root / "submitted" / student / "styles"
        folder.mkdir(parents=True)
        nbformat.write(release, folder / "styles.ipynb")
    grade(Course(root), ["styles"], jobs=2, console=Console(quiet=True))
    return root


@pytest.fixture(scope="module")
def graded(root):
    """The shares of the points, by student."""
    return {student: _scores(root, student) for student in ANSWERS}


@each
def test_the_instructors_answer_gets_all_points(graded, name):
    assert graded["answer"][name] == 1


@each
def test_another_answer_gets_what_it_deserves(graded, name):
    assert graded["another"][name] == STYLES[name].earns


@pytest.mark.parametrize("name", [name for name, style in STYLES.items() if "wrong" in style.cells])
def test_a_wrong_answer_gets_no_points(graded, name):
    assert graded["wrong"][name] == 0


def test_nbgraders_own_command_gives_a_right_answer_the_same(root, graded):
    # There, a hidden helper is known to all later cells.
    same = [name for name, style in STYLES.items() if style.earns == 1 and "later_cells" not in name]
    for student in ("answer", "another"):
        done = nbgrader(root, "autograde", "styles", "--force", "--student", student)
        assert done.returncode == 0, done.stderr[-2000:]
        stock = _scores(root, student)
        assert {name: stock[name] for name in same} == {name: graded[student][name] for name in same}


def test_a_feedback_page_has_no_hidden_test_however_its_marker_is_written():
    config = Config(
        {"ClearHiddenTests": {"begin_test_delimeter": "BEGIN SEC", "end_test_delimeter": "END SEC"}}
    )
    notebook, _ = Conceal(parent=Configurable(config=config)).preprocess(_source(), {})
    shown = [cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert set(shown) == {"# hidden test"}
