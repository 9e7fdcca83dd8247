"""The value of a test cell's last line, which nbgrader reads as points."""

import ast
import decimal
import fractions
import math

from hfbasics.grading.names import statements
from hfbasics.grading.remote import remote_of

__all__ = ["result"]


def result(value: object, source: str) -> dict:
    """Return the value of a test cell's last line as nbgrader reads it: a number is the score of the cell.

    nbgrader gives all points for what is no number, or less than 0. Here a value that the submission had a
    part in must be a number, as must what a last line computes; False is no points, and so is less than 0.

    Raises:
        TypeError: when there is something else instead of a number.
    """
    if remote_of(value) is not None:
        raise TypeError(NO_NUMBER)
    if (hasattr(value, "item") and getattr(value, "size", None) == 1) or type(value).__name__ == "Tensor":
        value = value.item()
    if type(value) in (decimal.Decimal, fractions.Fraction):
        value = float(value)
    wrong = value is False or hasattr(value, "dtype") or (type(value) in _DATA and _computes(source))
    if wrong or (type(value) is float and math.isnan(value)):
        raise TypeError(NO_NUMBER)
    if type(value) in (int, float):
        value = max(value, 0)
    data = {"text/plain": repr(value)[:10_000]}
    return {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}


NO_NUMBER = "the last line of this check gave no number of points"
_DATA = (str, bytes, list, tuple, dict, set, frozenset, complex, range)
_NUMBERS = {"sum", "round", "min", "max", "abs", "int", "float", "len", "pow"}


def _computes(source: str) -> bool:
    """Say whether the last line of a cell computes a number, as one does that gives part of the points."""
    last = statements(source)[-1].value
    called = isinstance(last, ast.Call) and isinstance(last.func, ast.Name) and last.func.id in _NUMBERS
    return called or isinstance(last, ast.BinOp | ast.UnaryOp | ast.IfExp)
