"""Change the instructor's code where Python itself would look at a stand-in, and not at its object."""

import ast
import builtins
import importlib
from typing import Any

from hfbasics.grading.objects import LOOKS
from hfbasics.grading.remote import (
    class_of,
    grant,
    is_instance,
    is_same,
    is_subclass,
    look_over_there,
    super_of,
)

__all__ = ["AsInOneProcess", "ask_objects_there", "compiled"]


class AsInOneProcess(ast.NodeTransformer):
    """Have `type(a)`, `isinstance(a, b)`, `a is b` and the like ask the object that a value stands for."""

    def __init__(self) -> None:
        self._place: list[ast.AST] = []  # the class and the function that are being read

    def _inside(self, node: Any) -> ast.AST:
        self._place.append(node)
        self.generic_visit(node)
        self._place.pop()
        return node

    visit_ClassDef = visit_FunctionDef = visit_AsyncFunctionDef = _inside

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Name) or node.keywords:
            return node
        if node.func.id == "super" and not node.args and len(self._place) > 1:
            kind, method = self._place[-2:]
            if isinstance(kind, ast.ClassDef) and method.args.args:
                first = ast.Name(method.args.args[0].arg, ast.Load())
                return ast.Call(ast.Name("__super_of__", ast.Load()), [first, ast.Constant(kind.name)], [])
        node.func.id = _ASKED.get((node.func.id, len(node.args)), node.func.id)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        (how, *more), (other, *_) = node.ops, node.comparators
        constant = any(isinstance(side, ast.Constant) for side in (node.left, other))
        if more or constant or not isinstance(how, ast.Is | ast.IsNot):
            return node
        same = ast.Call(ast.Name("__is_same__", ast.Load()), [node.left, other], [])
        return ast.UnaryOp(ast.Not(), same) if isinstance(how, ast.IsNot) else same


# By name and number of arguments; what has these names asks objects of the student's where they are.
_ASKED = {
    ("type", 1): "__class_of__",
    ("isinstance", 2): "__is_instance__",
    ("issubclass", 2): "__is_subclass__",
}
_ASKING = {
    "__class_of__": class_of,
    "__grant__": grant,
    "__is_instance__": is_instance,
    "__is_same__": is_same,
    "__is_subclass__": is_subclass,
    "__super_of__": super_of,
}


def ask_objects_there() -> None:
    """Let the instructor's code look at objects of the student's as if they were here."""
    vars(builtins).update(_ASKING)
    for name, functions in LOOKS.items():
        module = importlib.import_module(name)
        for function in functions:
            if hasattr(module, function):
                setattr(module, function, look_over_there(module, function))


def compiled(body: list[ast.stmt], mode: str, name: str = "<test cell>") -> Any:
    """Compile statements of a test cell, in the way of Python's `compile`."""
    tree = ast.Expression(body[0].value) if mode == "eval" else ast.Module(body, [])
    tree = AsInOneProcess().visit(tree)
    ast.fix_missing_locations(tree)
    return compile(tree, name, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
