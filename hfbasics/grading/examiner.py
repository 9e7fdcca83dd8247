"""Run the test cells: the instructor's notebook once, and from each test cell on a fork per submission.

    python -m hfbasics.grading.examiner FD

This process runs the instructor's cells only. It stops before each test cell and leaves a snapshot of itself
there. For a submission the snapshot forks, runs the test cell with the student's names behind a `Link`, and
says what came out. No code of a student's ever runs here.
"""

import ast
import asyncio
import builtins
import contextlib
import decimal
import fractions
import importlib
import inspect
import linecache
import math
import os
import resource
import signal
import socket
import sys
import time
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import is_solution

from hfbasics.grading.candidate import make_shell, write_files
from hfbasics.grading.errors import FROM_SUBMISSION, LinkBroken, error_output
from hfbasics.grading.files import Files, private_folder
from hfbasics.grading.link import Link
from hfbasics.grading.names import Step, plan, statements
from hfbasics.grading.objects import LOOKS
from hfbasics.grading.outputs import Shell
from hfbasics.grading.remote import (
    class_of,
    is_instance,
    is_remote,
    is_same,
    is_subclass,
    look_over_there,
    super_of,
)
from hfbasics.grading.wire import Wire

__all__ = ["main"]


class _Builtins(dict):
    """Python's own names, and then those of the test cell: the body of a class asks here for all globals."""

    def __init__(self, names: "Names") -> None:
        super().__init__(vars(builtins))
        self._names = names

    def __missing__(self, name: str) -> Any:
        return self._names[name]


class Names(dict):
    """The global names of a test cell: its own, the instructor's, and the student's through a link."""

    def __init__(self, own: dict[str, object], step: Step, link: Link) -> None:
        super().__init__({"__builtins__": _Builtins(self), "__name__": "__main__"})
        self._own, self._step, self._link = own, step, link
        self._earlier = list(step.earlier)

    def __getitem__(self, name: str) -> Any:
        if super().__contains__(name):
            return super().__getitem__(name)
        if name in self._step.names:
            return self._of_student(name)
        if name in self._step.imported:
            try:
                self._link.ask("has", name)
            except NameError:
                raise KeyError(name) from None
            super().__setitem__(name, self._own[name])  # it is asked once
        if name in self._own:
            return self._own[name]
        self._make_as_earlier(name)
        if super().__contains__(name):
            return super().__getitem__(name)
        if hasattr(builtins, name):
            raise KeyError(name)
        return self._of_student(name)

    def _of_student(self, name: str) -> Any:
        try:
            value = self._link.ask("name", name)
        except NameError:
            raise KeyError(name) from None
        if name in self._step.operators and is_remote(value):
            self._link.asked_for[value._number] = self._step.operators[name]
        return value

    def _make_as_earlier(self, name: str) -> None:
        """Run again what an earlier test cell made this name with."""
        for place, (statement, binds) in enumerate(self._earlier):
            if name in binds:
                del self._earlier[: place + 1]
                exec(_compiled([statement], "exec"), self)
                return

    def __setitem__(self, name: str, value: object) -> None:
        if name in self._step.names and is_remote(value):
            self._link.ask("assign", name, value)  # as after `del squares`: it is given back
            super().pop(name, None)
            return
        super().__setitem__(name, value)
        if name in self._step.reads:
            self._link.ask("assign", name, value)

    def __delitem__(self, name: str) -> None:
        if super().__contains__(name):
            super().__delitem__(name)
            if name in self._step.reads:
                self._link.ask("delete", name)
        elif name in self._step.names:
            try:
                self._link.ask("delete", name)
            except NameError:
                raise KeyError(name) from None
        else:
            raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        with contextlib.suppress(KeyError):
            self[name]
            return True
        return False

    def own(self, name: str) -> object:
        """Return what the instructor's notebook has bound a name to."""
        return self._own.get(name)

    def keys(self) -> set[str]:
        """Return all names that are known, as `dir()` lists them."""
        return {*super().keys(), *self._own, *self._step.names}


class _Main(types.ModuleType):
    """The module `__main__` of a test cell: its attributes are the global names."""

    def __init__(self, names: Names) -> None:
        super().__init__("__main__")
        super().__setattr__("_names", names)

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattribute__("_names")[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: object) -> None:
        self._names[name] = value

    def __delattr__(self, name: str) -> None:
        del self._names[name]

    def __dir__(self) -> list[str]:
        return sorted(self._names.keys())


class _Patches:
    """Follow what a test cell puts in the place of a part of a module, such as `patch("builtins.input")`."""

    def __init__(self, source: str, names: Names, link: Link) -> None:
        self._link = link
        self._watched = [
            (module, name, getattr(sys.modules[module], name))
            for module, name in sorted(_patched(source, names))
            if module != "__main__" and hasattr(sys.modules.get(module), name)
        ]
        self._environment = dict(os.environ)

    def push(self) -> None:
        """Put in the same place over there what the check has put in one here since the last call."""
        for place, (module, name, known) in enumerate(self._watched):
            value = getattr(sys.modules[module], name)
            if value is not known:
                self._watched[place] = module, name, value
                self._link.ask("patch", module, name, value)
        if self._environment != os.environ:
            changed = dict(os.environ.items() - self._environment.items())
            self._link.ask("environ", changed, sorted(self._environment.keys() - os.environ.keys()))
            self._environment = dict(os.environ)


def _patched(source: str, names: Names) -> set[tuple[str, str]]:
    """Return the module and the name of each part of a module that a test cell may replace."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(ast.Module(statements(source), [])):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            module, _, name = node.value.rpartition(".")
            found |= {(module, name)} if module in sys.modules else set()
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            found.add((ast.unparse(node.value), node.attr))
        elif isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
            found.add((ast.unparse(node.args[0]), str(node.args[1].value)))
    return {
        (value.__name__ if isinstance(value := names.own(module), types.ModuleType) else module, name)
        for module, name in found
    }


class _AsInOneProcess(ast.NodeTransformer):
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
    "__is_instance__": is_instance,
    "__is_same__": is_same,
    "__is_subclass__": is_subclass,
    "__super_of__": super_of,
}


def _ask_objects_there() -> None:
    """Let the instructor's code look at objects of the student's as if they were here."""
    vars(builtins).update(_ASKING)
    for name, functions in LOOKS.items():
        module = importlib.import_module(name)
        for function in functions:
            if hasattr(module, function):
                setattr(module, function, look_over_there(module, function))


def _compiled(body: list[ast.stmt], mode: str, name: str = "<test cell>") -> Any:
    tree = ast.Expression(body[0].value) if mode == "eval" else ast.Module(body, [])
    tree = _AsInOneProcess().visit(tree)
    ast.fix_missing_locations(tree)
    return compile(tree, name, mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


def _check(
    shell: Shell, step: Step, cell: dict, wire: Wire, shared: dict[str, object], seconds: float
) -> dict:
    """Run one test cell against a submission; return its outputs, and whether it has passed."""
    started = time.monotonic()
    wire.deadline = started + seconds
    signal.signal(signal.SIGALRM, _too_long(seconds))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    sys.stdout, sys.stderr = shell.streams()
    shell.recorder.clear()
    link, files, shown, error = None, None, None, None
    try:
        link = Link(wire, shared)
        names = Names(shell.user_ns, step, link)
        files, patches = Files(link), _Patches(cell["source"], names, link)
        link.before_call = lambda: (files.push(), patches.push())
        shell.user_ns, sys.modules["__main__"] = names, _Main(names)
        value = _execute(cell["source"], names)
        shown = None if value is None else _result(value, cell["source"])
    except BaseException as raised:
        error = raised
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if files:
            files.stop()
    if link is None or link.broken:
        error = LinkBroken(link.broken if link else str(error))
    outputs = [output for output in shell.recorder.take() if output.get("name") != "stderr"]
    if error is not None:
        outputs.append(_shown(error))
    elif shown is not None:
        outputs.append(shown)
    return {
        "outputs": outputs,
        "passed": error is None,
        "seconds": time.monotonic() - started,
        "broken": str(error) if type(error) is LinkBroken else None,
    }


def _result(value: object, source: str) -> dict:
    """Return the value of a test cell's last line as nbgrader reads it: a number is the score of the cell.

    nbgrader gives all points for what is no number, or less than 0. Here a value that the submission had a
    part in must be a number, as must what a last line computes; False is no points, and so is less than 0.

    Raises:
        TypeError: when there is something else instead of a number.
    """
    if is_remote(value) or hasattr(value, "_remote"):
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


def _too_long(seconds: float) -> Callable:
    def handler(*_: object) -> None:
        raise LinkBroken(f"no answer in time ({seconds:g} s)")

    return handler


def _execute(source: str, names: Names) -> object:
    """Run a test cell; return the value of its last line when that is an expression, as IPython shows it."""
    body = statements(source)
    linecache.cache["<test cell>"] = (len(source), None, source.splitlines(keepends=True), "<test cell>")
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    _finish(eval(_compiled(body, "exec"), names))
    return (
        None
        if last is None or source.rstrip().endswith(";")
        else _finish(eval(_compiled([last], "eval"), names))
    )


def _finish(value: object) -> object:
    return asyncio.run(value) if inspect.iscoroutine(value) else value


def _shown(error: BaseException) -> dict:
    """Return an error as an output; frames of this package are left out."""
    name, text = type(error).__name__, str(error)
    if getattr(error, "from_submission", None):
        name += FROM_SUBMISSION
    elif type(error) is LinkBroken:
        name, text = "NoAnswer", f"The submission gave no answer to this check: {text}."
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if f"{os.sep}grading{os.sep}" not in f.filename
    ]
    trace = [line.rstrip() for line in traceback.format_list(frames)]
    return error_output(name, text, ["Traceback (most recent call last):", *trace])


def _snapshot(
    wire: Wire, shell: Shell, step: Step, cell: dict, shared: dict[str, object], files: list[str]
) -> None:
    """Wait at a test cell; run it in a fork for every submission that comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            message, _ = wire.receive()
        except LinkBroken:
            os._exit(0)
        _, (end,), *_ = socket.recv_fds(wire.end, 1, 1)
        wire.send(_in_fork(shell, step, cell, shared, files, end, message))


def _in_fork(
    shell: Shell,
    step: Step,
    cell: dict,
    shared: dict[str, object],
    files: list[str],
    end: int,
    limits: dict,
) -> dict:
    """Run a test cell in a fork, which answers to this process alone; end it when it takes too long."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        _bound(limits["memory"])
        with private_folder(files):
            result = _check(shell, step, cell, Wire(socket.socket(fileno=end)), shared, limits["seconds"])
        Wire(theirs).send(result)
        os._exit(0)
    os.close(end)
    theirs.close()
    answer = Wire(ours)
    answer.deadline = time.monotonic() + limits["seconds"] + 5
    try:
        result, _ = answer.receive()
    except LinkBroken:
        why = "the check did not end in time" if time.monotonic() > answer.deadline else "the check ended"
        result = {"outputs": [_shown(LinkBroken(why))], "passed": False, "broken": why}
    ours.close()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return result


def _bound(memory: int) -> None:
    """Keep a huge answer from taking all memory: the check gets a MemoryError instead."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))


def _prepare(wire: Wire, shell: Shell, cells: list[dict], files: list[str]) -> None:
    """Run the instructor's cells in order, and leave a snapshot before each test cell."""
    notebook_cells = [nbformat.from_dict(cell) for cell in cells]
    shared: dict[str, object] = {}
    for step in plan(notebook_cells):
        cell = cells[step.index]
        if step.test:
            ours, theirs = socket.socketpair()
            if os.fork() == 0:
                theirs.close()
                wire.end.close()
                own = {name: value for name, value in shared.items() if name not in step.names}
                _snapshot(Wire(ours), shell, step, cell, own, files)
            ours.close()
            wire.send({"test": cell["metadata"]["nbgrader"]["grade_id"]})
            socket.send_fds(wire.end, [b"."], [theirs.fileno()])
            theirs.close()
        before = set(shell.user_ns)
        trouble = _run(shell, step.run)
        if not step.test and not is_solution(notebook_cells[step.index]):
            # `from … import *` binds names that only the run itself tells.
            new = (set(shell.user_ns) - before) | (step.binds & set(shell.user_ns))
            shared = shared | {name: shell.user_ns[name] for name in new if not name.startswith("_")}
        if trouble and not step.test:
            wire.send({"trouble": f"cell {step.index + 1} of the instructor's notebook failed: {trouble}"})
    wire.send({"ready": True})


def _run(shell: Shell, body: list[ast.stmt]) -> str | None:
    """Run statements of an instructor's cell as IPython does; return what went wrong."""
    if not body:
        return None
    for statement in body:
        source = ast.unparse(_AsInOneProcess().visit(statement))
        result = shell.run_cell(source, store_history=False)
        if not result.success:
            error = result.error_in_exec or result.error_before_exec
            return f"{type(error).__name__}: {error}"
    shell.recorder.clear()
    return None


def main() -> None:
    """Prepare what the first message says, then keep the snapshots alive until the other side leaves."""
    wire = Wire(socket.socket(fileno=int(sys.argv[1])))
    message, raw = wire.receive()
    shell = make_shell()
    _ask_objects_there()
    write_files(message["files"], raw)
    _prepare(wire, shell, message["cells"], [name for name, _, _ in message["files"]])
    with contextlib.suppress(LinkBroken):
        wire.receive()
    os._exit(0)


if __name__ == "__main__":
    main()
