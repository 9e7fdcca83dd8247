"""A small course of one notebook, with every kind of exercise that the grading room has to know."""

import nbformat
from nbformat import NotebookNode

__all__ = ["ANSWERS", "ASSIGNMENT", "SECRETS", "fill", "notebook", "source"]

ASSIGNMENT = "small"
# Each stands in a hidden test, and nowhere in what a student gets.
SECRETS = ("924173", "quiet harbour", "hidden-token-58")

_CELLS = """
%%% markdown title
# A small notebook
%%% plain setup
import math

SIZES = [1, 2, 3]


def double(number):
    return 2 * number
%%% solution squares
def squares(n):
    ### BEGIN SOLUTION
    if n < 1:
        raise ValueError("n must be at least 1")
    return [i**2 for i in range(1, n + 1)]
    ### END SOLUTION
%%% plain squares_try
print(squares(SIZES[-1]))
%%% test squares_check 0
# squares: the example.
assert squares(3) == [1, 4, 9], "squares(3) should be [1, 4, 9]."
%%% test squares_hidden 3
# squares: other sizes, and no size.
### BEGIN HIDDEN TESTS
for size in (1, 2, 7):
    expected = [double(i) * i // 2 for i in range(1, size + 1)]
    assert squares(size) == expected, f"squares({size}) should be another list."
try:
    squares(0)
except ValueError:
    pass
else:
    raise AssertionError("squares(0) should raise a ValueError.")
assert sum(squares(141)) == 924173 + 20198, "squares should work for large sizes."
### END HIDDEN TESTS
%%% solution answer
answer = None
### BEGIN SOLUTION
answer = 42
### END SOLUTION
%%% test answer_hidden 2
# answer: the number.
### BEGIN HIDDEN TESTS
assert answer == 42, "answer should be another number."
### END HIDDEN TESTS
%%% solution stack
class Stack:
    ### BEGIN SOLUTION
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)

    def pop(self):
        return self.items.pop()
    ### END SOLUTION
%%% test stack_hidden 2
# Stack: what was pushed last is popped first.
### BEGIN HIDDEN TESTS
stack = Stack()
for item in ("quiet harbour", 2, [3]):
    stack.push(item)
assert [stack.pop() for _ in range(3)] == [[3], 2, "quiet harbour"], "Stack should give back the last first."
### END HIDDEN TESTS
%%% solution words
def words(text):
    ### BEGIN SOLUTION
    return len(text.split())
    ### END SOLUTION
%%% test words_hidden 3
# words: one point for each text.
### BEGIN HIDDEN TESTS
cases = {"a b": 2, "": 0, "hidden-token-58  and more": 3}
sum(words(text) == count for text, count in cases.items())
### END HIDDEN TESTS
%%% solution clear_negative
def clear_negative(numbers):
    ### BEGIN SOLUTION
    for place, number in enumerate(numbers):
        if number < 0:
            numbers[place] = 0
    ### END SOLUTION
%%% test clear_negative_hidden 2
# clear_negative: changes the list itself.
### BEGIN HIDDEN TESTS
numbers = [3, -1, -7, 0]
assert clear_negative(numbers) is None, "clear_negative should return nothing."
assert numbers == [3, 0, 0, 0], "clear_negative should change the list that it is given."
assert math.isclose(sum(numbers), 3)
### END HIDDEN TESTS
%%% written why 2
Because it is so.
"""


def source() -> NotebookNode:
    """Return the instructor's notebook."""
    return notebook(_CELLS)


def notebook(described: str) -> NotebookNode:
    """Return the instructor's notebook whose cells a text describes.

    Args:
        described: for each cell a line `%%% kind name points`, and below it the cell's own text. The kinds
            are markdown, plain, solution, test and written; the last two have points.
    """
    cells = []
    for part in described.split("%%% ")[1:]:
        head, _, text = part.partition("\n")
        kind, name, *points = head.split()
        text = text.rstrip("\n")
        new = nbformat.v4.new_markdown_cell if kind in ("markdown", "written") else nbformat.v4.new_code_cell
        cell = new(text, id=f"small_{name}")
        if kind not in ("markdown", "plain"):
            cell.metadata["nbgrader"] = {
                "grade": kind in ("test", "written"),
                "grade_id": name,
                "locked": kind == "test",
                "schema_version": 3,
                "solution": kind in ("solution", "written"),
                "task": False,
            }
            if points:
                cell.metadata["nbgrader"]["points"] = int(points[0])
        cells.append(cell)
    spec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


def fill(release: NotebookNode, answers: dict[str, str]) -> NotebookNode:
    """Return the student version with these answers by exercise."""
    filled = nbformat.from_dict(release)
    for cell in filled.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers:
            cell.source = answers[name]
    return filled


# The instructor's answers by exercise.
ANSWERS = {
    cell.metadata.nbgrader["grade_id"]: "\n".join(
        line for line in cell.source.splitlines() if "### " not in line
    )
    for cell in source().cells
    if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code"
}
