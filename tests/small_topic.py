"""A course of one small topic, for what a learner asks alone; it needs no model."""

import json
import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

__all__ = ["RIGHT", "TOPIC", "answer", "make_course", "save"]

TOPIC = "1-small"
_CELLS = """
%%% text small_title
# A small notebook
%%% code small_setup
import random
%%% text small_doubling
## 1. Doubling

Twice is once and once more.
%%% code small_doubling_load
factor = 2
%%% text small_ex01_double
### Exercise 1 · double (3 points)

Write `double(number)`. It returns `number` times `factor`.

<details><summary>Hint</summary>The sign for <em>times</em> is <code>*</code>.</details>
%%% starter small_ex01_double_answer
def double(number):
    \"""Return the double.\"""
    ### BEGIN SOLUTION
    made = abs(number)
    sign = 1 if number > 0 else -1
    return sign * made * factor
    ### END SOLUTION
%%% code small_ex01_double_try
print(double(2))
%%% check small_ex01_double_check 0
# double: a small number.
print("seen by nobody", random.random())
got = double(2)
assert got == 2 * factor, f"double(2) should be 4, but is {got!r}."
%%% check small_ex01_double_hidden 3
# double: below zero.
### BEGIN HIDDEN TESTS
got = double(-8)
assert got == -8 * factor, f"double(-8) should be -16, but is {got!r}."
### END HIDDEN TESTS
%%% text small_words
## 2. Words
%%% code small_words_load
separator = " "
%%% text small_q1_letters
### Question 1 · letters (2 points)

Which are true? Write the set of their letters.
%%% starter small_q1_letters_answer
letters = {"?"}
### BEGIN SOLUTION
letters = {"A", "C"}
### END SOLUTION
%%% check small_q1_letters_check 0
# letters: a set.
assert isinstance(letters, set), "letters should be a set."
%%% check small_q1_letters_hidden 2
# letters: all that are true.
### BEGIN HIDDEN TESTS
assert letters == {"A", "C"}, "letters: look at C again."
### END HIDDEN TESTS
%%% text small_ex02_count
### Exercise 2 · count (4 points)

Write `count(text)`. It returns how many words a text has.
%%% starter small_ex02_count_answer
def count(text):
    ### BEGIN SOLUTION
    return len(text.split(separator))
    ### END SOLUTION
%%% check small_ex02_count_check 0
# count: two words.
assert count("a b") == len("a b".split(separator)), "count('a b') should be 2."
%%% check small_ex02_count_hidden 4
# count: no word.
### BEGIN HIDDEN TESTS
assert count("one") == 1, f"count('one') should be 1."
### END HIDDEN TESTS
%%% text small_written_why
### Written answer · why (5 points)

Why?
%%% written small_written_why_answer 5
**A model answer.** Because.

**Marking scheme (5 points).** A reason: 5.
"""

# Right answers, not in the instructor's words.
RIGHT = {
    "ex01": "def double(number):\n    return number * factor",
    "q1": 'letters = {"C", "A"}',
    "ex02": "def count(text):\n    return len(text.split())",
    "written": "Since it must.",
}


def make_course(root: Path, text: str = _CELLS) -> NotebookNode:
    """Write `source/` and `release/` of the course, and return the released notebook."""
    source, release = _notebook(text), _notebook(text)
    for cell in release.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader.get("solution") and cell.cell_type == "code":
            indent = "    " if "def " in cell.source else ""
            blank = f"{indent}# YOUR CODE HERE\n{indent}raise NotImplementedError()"
            cell.source = re.sub(r" *### BEGIN.*### END SOLUTION", blank, cell.source, flags=re.DOTALL)
        elif nbgrader.get("solution"):
            cell.source = "YOUR ANSWER HERE"
        cell.source = re.sub(r"\n### BEGIN HIDDEN.*### END HIDDEN TESTS", "", cell.source, flags=re.DOTALL)
    for folder, notebook in (("source", source), ("release", release)):
        path = root / folder / TOPIC / "small.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
    return release


def _notebook(text: str) -> NotebookNode:
    cells = []
    for part in text.split("%%% ")[1:]:
        head, _, source = part.partition("\n")
        kind, name, *points = head.split()
        new = nbformat.v4.new_markdown_cell if kind in ("text", "written") else nbformat.v4.new_code_cell
        cell = new(source.rstrip("\n").replace('\\"', '"'), id=name)
        if kind not in ("text", "code"):
            cell.metadata["nbgrader"] = {
                "grade": kind != "starter",
                "grade_id": name,
                "locked": kind == "check",
                "schema_version": 3,
                "solution": kind != "check",
                "task": False,
                **({"points": int(points[0])} if points else {}),
            }
        cells.append(cell)
    spec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


def answer(release: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """Return a learner's copy with these answers by exercise."""
    copy = nbformat.from_dict(release)
    for cell in copy.cells:
        parts = cell.metadata.get("nbgrader", {}).get("grade_id", "").split("_")
        if parts[-1] == "answer" and parts[1] in answers:
            cell.source = answers[parts[1]]
    return copy


def save(root: Path, notebook: NotebookNode, name: str = "small.ipynb") -> Path:
    """Write a learner's copy into `work/`, and return its path."""
    path = root / "work" / TOPIC / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path
