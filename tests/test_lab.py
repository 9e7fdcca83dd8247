"""JupyterLab on a learner's own copies: the right kernel, and updates that never overwrite work."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from hfbasics import kernels, lab
from hfbasics.errors import CourseError
from hfbasics.lab import command, copy_notebooks
from hfbasics.updates import bring, changes
from tests.small_topic import RIGHT, TOPIC, answer, make_course

NAME = Path(TOPIC) / "small.ipynb"


@pytest.fixture
def places(tmp_path) -> tuple[Path, Path]:
    """A release, and a learner's folder with a copy of it."""
    make_course(tmp_path)
    assert copy_notebooks(tmp_path / "release", tmp_path / "work") == [tmp_path / "work" / NAME]
    return tmp_path / "release", tmp_path / "work"


def _work_in(path: Path, answers: dict[str, str]) -> bytes:
    path.write_text(json.dumps(answer(nbformat.read(path, as_version=4), answers)))
    return path.read_bytes()


def _change(release: Path, **texts: str | None) -> bytes:
    """Change cells of the release by id; None takes one away."""
    notebook = nbformat.read(release / NAME, as_version=4)
    cells = []
    for cell in notebook.cells:
        name = cell.id.removeprefix("small_")
        if name in texts and texts[name] is None:
            continue
        cell.source = texts.get(name, cell.source)
        cells.append(cell)
    notebook.cells = cells
    nbformat.write(notebook, release / NAME)
    return (release / NAME).read_bytes()


def test_without_a_new_release_nothing_happens_and_nothing_is_said(places):
    release, work = places
    mine = _work_in(work / NAME, RIGHT)
    assert bring(release, work) == []
    assert (work / NAME).read_bytes() == mine
    assert [path.name for path in (work / TOPIC).iterdir()] == ["small.ipynb"]


def test_a_new_release_lies_beside_the_learners_copy_and_says_what_changed(places):
    release, work = places
    mine = _work_in(work / NAME, RIGHT)
    new = _change(
        release,
        doubling_load="factor = 2.0",
        ex01_double="### Exercise 1 · double (3 points)\n\nAnother text.",
        ex01_double_check="# double: nothing.\nassert True",
        ex02_count=None,
        ex02_count_answer=None,
        ex02_count_check=None,
        ex02_count_hidden=None,
    )
    said = bring(release, work)
    assert (work / NAME).read_bytes() == mine
    assert (work / TOPIC / "small.new.ipynb").read_bytes() == new
    assert said == [
        "1-small/small.ipynb in the course has changed. Your copy stays as it is; the new version lies "
        "beside it: small.new.ipynb.",
        "  Section 1, Doubling: code changed.",
        "  Exercise 1 · double: the text changed, the check changed.",
        "  Exercise 2 · count: gone.",
    ]
    assert bring(release, work) == []


def test_a_copy_that_is_as_it_came_becomes_the_new_one(places):
    release, work = places
    new = _change(release, words="## 2. Other words")
    said = bring(release, work)
    assert said == [
        "work/1-small/small.ipynb was as it came, and is now the new version.",
        "  Section 2, Other words: text changed.",
    ]
    assert (work / NAME).read_bytes() == new
    assert not (work / TOPIC / "small.new.ipynb").exists()


def test_an_older_new_version_that_holds_work_is_not_overwritten_either(places):
    release, work = places
    mine = _work_in(work / NAME, RIGHT)
    _change(release, doubling_load="factor = 3")
    bring(release, work)
    beside = work / TOPIC / "small.new.ipynb"
    theirs = _work_in(beside, {"ex01": "def double(number):\n    return 3"})
    newest = _change(release, doubling_load="factor = 4")
    assert "small.new-2.ipynb" in bring(release, work)[0]
    assert ((work / NAME).read_bytes(), beside.read_bytes()) == (mine, theirs)
    assert (work / TOPIC / "small.new-2.ipynb").read_bytes() == newest
    newest = _change(release, doubling_load="factor = 5")
    assert "small.new-2.ipynb" in bring(release, work)[0]
    assert (work / TOPIC / "small.new-2.ipynb").read_bytes() == newest
    assert not (work / TOPIC / "small.new-3.ipynb").exists()


def test_a_copy_of_an_earlier_version_of_the_program_is_handled_and_said_once(places):
    release, work = places
    mine = _work_in(work / NAME, RIGHT)
    (work / ".hfbasics" / "release" / NAME).unlink()
    assert bring(release, work) == []  # its checks and texts are the release's: it was made from this one
    (work / ".hfbasics" / "release" / NAME).unlink()
    _change(release, doubling_load="factor = 3")
    said = bring(release, work)
    assert "Your copy was made by an earlier version" in said[0]
    assert said[1:] == ["  Section 1, Doubling: code changed."]
    assert (work / NAME).read_bytes() == mine
    assert bring(release, work) == []
    _change(release, doubling_load="factor = 4")
    assert "earlier version" not in bring(release, work)[0]


def test_a_broken_copy_stays_and_the_new_version_lies_beside(places):
    release, work = places
    (work / NAME).write_text("{broken")
    _change(release, doubling_load="factor = 3")
    assert len(bring(release, work)) == 2
    assert (work / NAME).read_text() == "{broken"
    assert changes(b"{broken", b"{}") is None


def test_a_file_that_is_no_notebook_is_handled_the_same(places):
    release, work = places
    (release / TOPIC / "data.csv").write_text("1")
    assert copy_notebooks(release, work) == [work / TOPIC / "data.csv"]
    (work / TOPIC / "data.csv").write_text("mine")
    (release / TOPIC / "data.csv").write_text("2")
    assert len(bring(release, work)) == 1
    assert (work / TOPIC / "data.csv").read_text() == "mine"
    assert (work / TOPIC / "data.new.csv").read_text() == "2"


def test_a_new_exercise_is_named_once(places):
    release, _ = places
    old = (release / NAME).read_bytes()
    parts = ("", "_answer", "_try", "_check", "_hidden")
    without = _change(release, **{f"ex01_double{part}": None for part in parts})
    assert changes(without, old) == ["Exercise 1 · double: new."]


def _kernel(environment: dict[str, str]) -> str:
    """Return the folder of the kernel `python3` as Jupyter finds it in an environment."""
    code = (
        "from jupyter_client.kernelspec import KernelSpecManager as K;"
        "print(K().get_kernel_spec('python3').resource_dir)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_a_kernel_of_the_same_name_elsewhere_does_not_shadow_the_courses_own(tmp_path, monkeypatch):
    other = tmp_path / "other" / "kernels" / "python3"
    user = tmp_path / "user" / "kernels" / "python3"
    for folder in (other, user):
        folder.mkdir(parents=True)
        spec = {"argv": ["/nowhere/python"], "display_name": "Another", "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "user"))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    assert _kernel(dict(os.environ)) == str(user)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "other"))
    assert _kernel(dict(os.environ)) == str(other)
    assert _kernel(kernels.environment()) == f"{sys.prefix}/share/jupyter/kernels/python3"


def test_jupyterlab_shows_the_learners_files_and_one_kernel(places):
    _, work = places
    (work / ".hidden").mkdir()
    (work / ".hidden" / "a.ipynb").write_text("{}")
    started = command(work, ["--no-browser"])
    assert started[1:3] == ["-m", "hfbasics.lab"]  # JupyterLab with the spare kernel of test_warm.py
    assert f"--ServerApp.root_dir={work}" in started
    assert "--LabApp.default_url=/lab/tree/1-small/small.ipynb" in started
    assert started[-2:] == ["--KernelSpecManager.allowed_kernelspecs=python3", "--no-browser"]


def test_without_notebooks_jupyterlab_is_not_started(tmp_path):
    with pytest.raises(CourseError, match="There is no notebook in release/"):
        command(tmp_path)


@pytest.mark.parametrize(
    ("person", "options", "said"), [(0, [], True), (0, ["--allow-root"], False), (1000, [], False)]
)
def test_root_is_told_how_jupyterlab_starts_all_the_same(
    tmp_path, monkeypatch, capsys, person, options, said
):
    (tmp_path / "release").mkdir()
    (tmp_path / "work" / "1-pipeline").mkdir(parents=True)
    (tmp_path / "work" / "1-pipeline" / "pipeline.ipynb").write_text("{}")
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    monkeypatch.setattr(lab, "entries", list)
    monkeypatch.setattr(lab.os, "geteuid", lambda: person, raising=False)
    monkeypatch.setattr(lab, "command", lambda *_: [sys.executable, "-c", "raise SystemExit(1)"])
    assert lab.run(options) == 1
    assert ("hfbasics lab -- --allow-root" in capsys.readouterr().err) == said


SERVER = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))
print("up", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as on Unix")
def test_jupyterlab_answers_ctrl_c_itself_and_is_told_to_end(tmp_path):
    code = (
        "import pathlib, sys; from hfbasics import lab; lab.entries = list;"
        f"lab.ROOT = pathlib.Path({str(tmp_path)!r});"
        f"lab.command = lambda *_: [sys.executable, '-c', {SERVER!r}]; sys.exit(lab.run())"
    )
    (tmp_path / "release").mkdir()
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout.readline() == "up\n"
        running.send_signal(signal.SIGINT)
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 7
