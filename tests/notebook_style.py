"""The style page as code: `faults` lists what an authored notebook does against it, one sentence each."""

import ast
import itertools
import re
from statistics import median

import nbformat
from nbformat import NotebookNode

__all__ = ["faults", "normal_form"]

MAX_WORDS, MAX_CODE_LINES, MAX_ANSWER_LINES, MAX_LINE = 100, 15, 8, 125
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS", re.DOTALL)
SOLUTION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
EXERCISE = re.compile(r"(ex\d\d|q\d|written)_[a-z0-9_]+(?<!_answer)(?<!_try)(?<!_check)(?<!_hidden)")
BLOCKS = {"ex": ["", "_answer", "_try", "_check", "_hidden"], "q": ["", "_answer", "_check", "_hidden"]}
BLOCKS["written"] = ["", "_answer"]
LOADING = re.compile(r"from_pretrained\((?!case\b)|pipeline\(|load_dataset\(|\.fit\(|\.train\(|\.backward\(")


def normal_form(text: str) -> str:
    """Return a notebook's text without outputs and execution counts, as nbformat writes it."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def faults(text: str, topic: str) -> list[str]:
    """Return every fault of an authored notebook; `topic` is the first part of its cells' ids."""
    notebook = nbformat.reads(text, as_version=4)
    found = [] if text == normal_form(text) else ["the file is not in normal form: run `make format`"]
    found += _ids(notebook, topic)
    found += _headings(notebook)
    found += _rhythm(notebook)
    found += _arc(notebook)
    found += _blocks(notebook, topic)
    for cell in notebook.cells:
        found += [f"{cell.id}: {fault}" for fault in [*_words(cell), *_graded(cell), *_answer(cell)]]
    return found


def _nbgrader(cell: NotebookNode) -> dict:
    return cell.metadata.get("nbgrader", {})


def _ids(notebook: NotebookNode, topic: str) -> list[str]:
    ids = [cell.get("id", "") for cell in notebook.cells]
    found = [
        f"the id {name!r} does not say what its cell is" for name in ids if not name.startswith(f"{topic}_")
    ]
    found += [f"the id {name!r} stands twice" for name in set(ids) if ids.count(name) > 1]
    for cell in notebook.cells:
        grade_id = _nbgrader(cell).get("grade_id", cell.id)
        if grade_id != cell.id:
            found.append(f"{cell.id}: its grade id is another one, {grade_id}")
    return found


def _headings(notebook: NotebookNode) -> list[str]:
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    found = [] if levels.count(1) == 1 and levels[0] == 1 else ["there must be one H1, and it comes first"]
    skipped = any(below - above > 1 for above, below in itertools.pairwise(levels))
    return found + (["a heading level is skipped"] if skipped else [])


def _rhythm(notebook: NotebookNode) -> list[str]:
    texts = [len(cell.source.split()) for cell in notebook.cells if _is_text(cell)]
    codes = [len(_lines(cell)) for cell in notebook.cells if cell.cell_type == "code"]
    found = (
        []
        if 25 <= median(texts) <= 55
        else [f"text cells have a median of {median(texts)} words, not about 40"]
    )
    return found + (
        [] if median(codes) <= 8 else [f"code cells have a median of {median(codes)} lines, not about 5"]
    )


def _is_text(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown" and not _nbgrader(cell).get("solution")


def _lines(cell: NotebookNode) -> list[str]:
    return [line for line in cell.source.splitlines() if line.strip() and not line.strip().startswith("### ")]


def _arc(notebook: NotebookNode) -> list[str]:
    numbered = re.compile(r"^\d+\. .+$", re.MULTILINE)
    objectives = numbered.findall(notebook.cells[0].source)
    found = [] if objectives else ["the first cell lists no objectives"]
    found += [
        f"an objective has no minutes: {line}" for line in objectives if not re.search(r"\(\d+ min", line)
    ]
    recap = numbered.findall(notebook.cells[-1].source)
    return found + ([] if len(recap) == len(objectives) else ["the recap does not mirror the objectives"])


def _blocks(notebook: NotebookNode, topic: str) -> list[str]:
    """Each exercise is one block; the points add up to 100, of which 20 to 30 for questions."""
    found, points, questions = [], 0, 0
    ids = [cell.id for cell in notebook.cells]
    for place, name in enumerate(ids):
        short = name.removeprefix(f"{topic}_")
        if not EXERCISE.fullmatch(short):
            continue
        kind = re.match(r"[a-z]+", short)[0]
        block = [f"{name}{part}" for part in BLOCKS[kind]]
        if ids[place : place + len(block)] != block:
            found.append(f"{name}: the cells of the exercise are not {', '.join(block)}")
            continue
        worth = _nbgrader(notebook.cells[place + len(block) - 1]).get("points", 0)
        if f"({worth} points)" not in notebook.cells[place].source:
            found.append(f"{name}: the statement does not say {worth} points")
        if kind == "ex" and not all(
            part in notebook.cells[place].source for part in ("Example:", "<details>")
        ):
            found.append(f"{name}: the statement lacks an example or a hint")
        points += worth
        questions += worth if kind == "q" else 0
    if points != 100 or not 20 <= questions <= 30:
        found.append(
            f"the points add up to {points}, of which {questions} for questions, not 100 and 20 to 30"
        )
    return found


def _words(cell: NotebookNode) -> list[str]:
    found = []
    if _is_text(cell) and len(cell.source.split()) > MAX_WORDS:
        found.append(f"more than {MAX_WORDS} words")
    if cell.cell_type == "markdown" and re.search(r"!\[\s*\]\(|<img(?![^>]*alt=)", cell.source):
        found.append("a picture has no alt text")
    if cell.cell_type == "markdown" and re.search(r"!\[[^]]*\]\(https?:|<img[^>]*src=.https?:", cell.source):
        found.append("a picture lies on the network")
    if cell.cell_type == "code":
        found += [f"more than {MAX_CODE_LINES} lines"] if len(_lines(cell)) > MAX_CODE_LINES else []
        longest = max(map(len, cell.source.splitlines()), default=0)
        found += [f"a line has {longest} characters"] if longest > MAX_LINE else []
    return found


def _graded(cell: NotebookNode) -> list[str]:
    nbgrader = _nbgrader(cell)
    if cell.cell_type != "code" or not nbgrader.get("grade"):
        return []
    found = []
    if not re.match(r"# [a-z_]+: .+\.$", cell.source.split("\n")[0]):
        found.append("a graded cell opens with one sentence: the answer's name, a colon, and the property")
    hidden = cell.id.endswith("_hidden")
    if hidden != bool(HIDDEN.search(cell.source)):
        found.append("exactly the points cell has a hidden region")
    if bool(nbgrader.get("points")) != hidden:
        found.append("all the points belong to the points cell")
    if LOADING.search(cell.source):
        found.append("a graded cell loads or trains a model")
    tree = ast.parse(cell.source)
    asserts = [node for node in ast.walk(tree) if isinstance(node, ast.Assert)]
    if any(node.msg is None for node in asserts):
        found.append("an assert has no message")
    if not tree.body or not any(isinstance(node, ast.Assert) for node in ast.walk(tree.body[-1])):
        found.append("a graded cell ends in an assert")
    if any(isinstance(node, ast.Call) and ast.unparse(node.func) == "print" for node in ast.walk(tree)):
        found.append("a graded cell prints")
    return found


def _answer(cell: NotebookNode) -> list[str]:
    if cell.cell_type != "code" or not _nbgrader(cell).get("solution"):
        return []
    regions = SOLUTION.findall(cell.source)
    if len(regions) != max(1, len(re.findall(r"^def ", cell.source, re.MULTILINE))):
        return ["a solution cell has one solution region, or one for each of its functions"]
    longest = max(len([line for line in region.splitlines() if line.strip()]) for region in regions)
    too_long = longest > MAX_ANSWER_LINES
    return [f"the instructor's answer has more than {MAX_ANSWER_LINES} lines"] if too_long else []
