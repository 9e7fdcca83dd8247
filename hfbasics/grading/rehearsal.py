"""A check on the instructor's own answer: it tells where objects of the task's classes stand in it.

Where the instructor's answer gives an object of a class with operators, such as `Tree.of(3, 1)` in
`3 in Tree.of(3, 1)`, the student's may use its operators, too. In all other places no object of the
student's is compared or combined with data.
"""

import ast
import asyncio
import contextlib
import inspect
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence

from hfbasics.grading.names import Step, statements
from hfbasics.grading.rewrite import compiled

__all__ = ["granting", "rehearse"]

Places = Mapping[str, list[str]]  # names of classes by places in a test cell's text


class _Marked(ast.NodeTransformer):
    """Put each operand and each argument through a function."""

    def __init__(self, mark: Callable[[ast.expr, str], ast.expr]) -> None:
        self._mark = mark

    def _marked(self, node: ast.expr) -> ast.expr:
        if isinstance(node, ast.Starred | ast.Constant):
            return node
        place = f"{node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"
        return self._mark(node, place)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        left, right = node.left, node.right
        self.generic_visit(node)
        node.left, node.right = self._with(left, node.left), self._with(right, node.right)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        before = [node.left, *node.comparators]
        self.generic_visit(node)
        node.left, *node.comparators = map(self._with, before, [node.left, *node.comparators])
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        before = node.args[:]
        self.generic_visit(node)
        node.args = list(map(self._with, before, node.args))
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        before = node.value
        self.generic_visit(node)
        node.value = self._with(before, node.value)
        return node

    def _with(self, before: ast.expr, now: ast.expr) -> ast.expr:
        """Mark what a part has become, by the place that it had in the text."""
        return self._marked(ast.copy_location(now, before))


def rehearse(
    cells: Sequence[Mapping], steps: Iterable[Step], names: dict[str, object], seconds: float
) -> dict[str, Places]:
    """Run the instructor's notebook; return where in its test cells objects of the task's classes stand.

    What it changes stays changed: it is meant for a process of its own. What fails is left out.

    Args:
        cells: nbformat's code and other cells, with the instructor's answers.
        seconds: what one cell may take.
    """
    found: dict[str, set[str]] = {}
    kinds: set[str] = set()

    def note(value: object, place: str) -> object:
        kind = type(value)
        is_of_task = kind.__module__ == "__main__" and kind.__name__ in kinds
        found.setdefault(place, set()).add(kind.__name__ if is_of_task else _OTHER)
        return value

    def mark(node: ast.expr, place: str) -> ast.expr:
        return ast.Call(ast.Name("__note__", ast.Load()), [node, ast.Constant(place)], [])

    space, places = {**names, "__note__": note}, {}
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    for step in steps:
        cell = cells[step.index]
        found, kinds = {}, step.tasks
        signal.setitimer(signal.ITIMER_REAL, seconds)
        with contextlib.suppress(BaseException):
            for statement in statements(cell["source"]):
                marked = _Marked(mark).visit(statement) if step.test else statement
                with contextlib.suppress(Exception):
                    value = eval(compiled([marked], "exec"), space)
                    if inspect.iscoroutine(value):
                        asyncio.run(value)
        signal.setitimer(signal.ITIMER_REAL, 0)
        # Where data stands at times, too, an object could judge what the check expects of data.
        only = {place: sorted(names) for place, names in found.items() if _OTHER not in names}
        if only:
            places[cell["metadata"]["nbgrader"]["grade_id"]] = only
    return places


_OTHER = ""  # stands for the name of any class that is not of the task


def granting(body: list[ast.stmt], places: Places, operators: Mapping[str, frozenset[str]]) -> list[ast.stmt]:
    """Return a test cell's statements, in which the student's objects may use their operators there."""

    def mark(node: ast.expr, place: str) -> ast.expr:
        if place not in places:
            return node
        rights = {name: operators[name] for name in places[place]}
        granted = [node, *(ast.Constant(part) for pair in rights.items() for part in pair)]
        return ast.Call(ast.Name("__grant__", ast.Load()), granted, [])

    return [_Marked(mark).visit(one) for one in body]
