"""Authored notebooks hold the style page, run from top to bottom, and give the committed release."""

import ast
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from tests.conftest import ROOT
from tests.desk import errors
from tests.notebook_style import HIDDEN, faults, normal_form

SOURCES = sorted((ROOT / "source").glob("*/*.ipynb"))
GOOD = SOURCES[0]
each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)


@each_source
def test_a_source_notebook_holds_the_style_page(source):
    assert faults(source.read_text(encoding="utf-8"), source.stem) == []


def _cell(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == f"pipeline_{name}")


def _set(name, source):
    return lambda notebook: _cell(notebook, name).update(source=source)


def _replace(name, old, new):
    def change(notebook):
        cell = _cell(notebook, name)
        assert old in cell.source
        cell.source = cell.source.replace(old, new)

    return change


BAD = {
    "outputs are left": lambda n: _cell(n, "hub_list").update(execution_count=3),
    "an id says nothing": lambda n: n.cells[4].update(id="cell-938593c4"),
    "a grade id is another": lambda n: _cell(n, "ex03_rebuild_check").metadata.nbgrader.update(grade_id="x"),
    "two H1": _replace("hub", "## 1.", "# 1."),
    "a level is skipped": _replace("hub", "## 1.", "### 1."),
    "a text is too long": _set("tokens", "word " * 101),
    "a code cell is too long": _set("hub_list", "a = 1\n" * 16),
    "a line is too long": _set("hub_list", "a = " + "1 + " * 40 + "1"),
    "a picture without alt text": _set("tokens", "![](picture.png)"),
    "a picture on the network": _set("tokens", "![a cat](https://example.org/cat.png)"),
    "no objectives": _set("title", "# Pipelines"),
    "an objective without minutes": _replace("title", " (8 minutes)", ""),
    "the recap forgets one": _replace("recap", "11. We chose a model for a need.", ""),
    "no try-it cell": lambda n: n.cells.remove(_cell(n, "ex03_rebuild_try")),
    "checks in another order": lambda n: n.cells.insert(
        0, n.cells.pop(n.cells.index(_cell(n, "ex01_describe_check")))
    ),
    "points in the statement differ": _replace("ex03_rebuild", "(7 points)", "(9 points)"),
    "the sum is not 100": lambda n: _cell(n, "ex03_rebuild_hidden").metadata.nbgrader.update(points=9),
    "no hint": _replace("ex03_rebuild", "<details>", "<div>"),
    "a check without its sentence": _replace("ex03_rebuild_check", "# rebuild:", "# Test"),
    "points for the visible check": lambda n: _cell(n, "ex03_rebuild_check").metadata.nbgrader.update(
        points=1
    ),
    "a hidden check in the open": _replace("ex03_rebuild_hidden", "### BEGIN HIDDEN TESTS", ""),
    "an assert without a message": _replace(
        "ex03_rebuild_check", "assert problem is None, problem", "assert not problem"
    ),
    "a check that ends in a number": _replace("ex03_rebuild_check", "assert problem is None, problem", "1.0"),
    "a check that prints": _replace("ex03_rebuild_check", "got = ", "print(1)\ngot = "),
    "a check that loads a model": _replace(
        "ex03_rebuild_check", "got = ", "m = AutoModel.from_pretrained('x')\ngot = "
    ),
    "an answer that is too long": _replace(
        "ex02_classify_answer", "    return", "    a = 1\n" * 8 + "    return"
    ),
    "no solution region": _replace("ex02_classify_answer", "### BEGIN SOLUTION", "###"),
    "texts that are too short": lambda n: [
        c.update(source="## Short") for c in n.cells[1:] if c.cell_type == "markdown"
    ],
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_the_style_check_rejects(change):
    notebook = nbformat.read(GOOD, as_version=4)
    change(notebook)
    assert faults(nbformat.writes(notebook) + "\n", GOOD.stem) != []


def test_the_normal_form_removes_outputs_and_is_stable():
    notebook = nbformat.read(GOOD, as_version=4)
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.outputs, code.execution_count = [nbformat.v4.new_output("stream", text="hello")], 7
    once = normal_form(nbformat.writes(notebook))
    assert once == normal_form(once) == GOOD.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory):
    """Generate the release in an empty course folder with the command that an instructor types."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "source", root / "source", ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    shutil.copy(ROOT / "nbgrader_config.py", root)
    for path in SOURCES:
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", path.parent.name]
        subprocess.run(command, cwd=root, check=True)
    return root / "release"


@each_source
def test_the_committed_release_is_what_source_gives(source, regenerated):
    name = f"{source.parent.name}/{source.name}"
    assert (regenerated / name).read_bytes() == (ROOT / "release" / name).read_bytes()


def _strings(code: str) -> set[str]:
    """Return the whole strings in some code; the parts of an f-string are sentences, not test data."""
    tree = ast.parse(code)
    parts = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    nodes = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in parts)
    return {node.value.strip() for node in nodes if isinstance(node.value, str)}


def _test_data(notebook) -> set[str]:
    """Return the inputs and sentences of all hidden regions, without names of the API and single letters."""
    code = "\n".join(region for cell in notebook.cells for region in HIDDEN.findall(cell.source))
    name = re.compile(r"[a-z_]+\d?|lora_[AB]|[A-Z]?|hfbasics/[a-z-]+|(en|de)coder-[a-z]+|\W*")
    return {text for text in _strings(code) if not name.fullmatch(text)}


@each_source
def test_no_literal_of_a_hidden_test_is_in_the_release_or_the_package(source):
    notebook = nbformat.read(source, as_version=4)
    release = nbformat.read(ROOT / "release" / source.parent.name / source.name, as_version=4)
    public = "\n".join(cell.source for cell in release.cells)
    public += "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "hfbasics").glob("*.py"))
    # The items and the letters of a question stand in its own statement, and so does a sentence that an
    # answer has to give; every other string is test data.
    questions = [cell for cell in release.cells if re.match(r"[a-z-]+_q\d.*_(answer|check)", cell.id)]
    stated = set().union(*(_strings(cell.source) for cell in questions))
    stated |= set(re.findall(r'`"([^"`]+)"`', "\n".join(c.source for c in release.cells)))
    data = _test_data(notebook) - stated
    assert len(data) > 40
    assert [text for text in data if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", public)] == []


@each_source
def test_nothing_hidden_is_left_in_the_release(source):
    text = (ROOT / "release" / source.parent.name / source.name).read_text(encoding="utf-8")
    for marker in ("HIDDEN TESTS", "BEGIN SOLUTION", "Marking scheme", "model answer"):
        assert marker not in text


# Collects what is deprecated: warnings of every library, and what Transformers says in its log alone.
WATCH = """
import logging, warnings, transformers
deprecated = []
kinds = (DeprecationWarning, FutureWarning, PendingDeprecationWarning)
def note(message, category, *_, kinds=kinds, **__):  # the notebook may use the name for itself
    if issubclass(category, kinds):
        deprecated.append(f"{category.__name__}: {message}")
warnings.showwarning = note
for kind in kinds:
    warnings.filterwarnings("always", category=kind, append=True)  # what setup() ignores stays ignored
class Listener(logging.Handler):
    def emit(self, record):
        if "deprecat" in record.getMessage().lower():
            deprecated.append(record.getMessage())
transformers.utils.logging.get_logger("transformers").handlers[:] = [Listener()]
transformers.utils.logging.set_verbosity_warning()
"""


def _watched(path):
    """Return a notebook's code cells after a run, and what it did that is deprecated."""
    notebook = nbformat.read(path, as_version=4)
    setup = next(place for place, cell in enumerate(notebook.cells) if "hfbasics.setup()" in cell.source)
    notebook.cells.insert(setup + 1, nbformat.v4.new_code_cell(WATCH))
    notebook.cells.append(nbformat.v4.new_code_cell("deprecated"))
    *cells, last = _run(notebook, path.parent)
    return cells, ast.literal_eval(last.outputs[0].data["text/plain"])


def _run(notebook, folder):
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=300, allow_errors=True, resources=resources).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@each_source
def test_the_instructors_notebook_runs_without_a_word_on_stderr_and_uses_nothing_deprecated(source):
    cells, deprecated = _watched(source)
    assert deprecated == []
    assert [(cell.id, errors(cell)) for cell in cells if errors(cell)] == []
    assert [cell.id for cell in cells for out in cell.outputs if out.get("name") == "stderr"] == []


OLD = """
import warnings
from transformers.utils import logging
warnings.warn("this name goes away", FutureWarning)
warnings.warn("that one, too", DeprecationWarning)
logging.get_logger("transformers.trainer").warning_once("`tokenizer` is deprecated, use `processing_class`.")
logging.get_logger("transformers.trainer").warning("A new head was made.")
"""


def test_what_is_deprecated_in_a_notebook_is_seen(tmp_path):
    cells = [nbformat.v4.new_code_cell(code) for code in ("import hfbasics\nhfbasics.setup()", OLD)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "old.ipynb")
    _, deprecated = _watched(tmp_path / "old.ipynb")
    assert deprecated == [
        "FutureWarning: this name goes away",
        "DeprecationWarning: that one, too",
        "`tokenizer` is deprecated, use `processing_class`.",
    ]


@each_source
def test_the_release_runs_and_fails_only_where_an_answer_is_blank(source):
    path = ROOT / "release" / source.parent.name / source.name
    cells = _run(nbformat.read(path, as_version=4), path.parent)
    raised = [out for cell in cells for out in cell.outputs if out.output_type == "error"]
    blank = re.compile(r"CourseError: .+ is still blank: |NotImplementedError: (\w+ is not answered yet.*)?$")
    assert raised
    told = [f"{out.ename}: {out.evalue}" for out in raised]
    assert [text for text in told if not blank.match(text)] == []
    assert [cell.id for cell in cells for out in cell.outputs if out.get("name") == "stderr"] == []
