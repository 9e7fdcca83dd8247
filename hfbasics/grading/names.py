"""Tell which global names of a notebook are the student's, by reading the instructor's notebook alone.

A name is the student's when a solution cell binds or changes it, or when a later statement computes it from
such a name. All other names are the instructor's: a test cell gets them from the instructor's own run.
"""

import ast
import functools
import re
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from IPython.core.inputtransformer2 import TransformerManager

from hfbasics.grading.objects import BINARY

if TYPE_CHECKING:  # nbformat takes seconds to import, and a learner's kernel asks for `bound` alone
    from nbformat import NotebookNode

__all__ = ["MARKERS", "Step", "bound", "definitions", "is_test", "plan", "statements", "visible"]

# In a test cell: names that the check wants as the submission left them, though no solution cell binds them.
TAKEN = re.compile(r"# from the submission: (\w+(?:, \w+)*)$", re.MULTILINE)
MARKERS = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")  # nbgrader's own, anywhere in a line

MOST_READ = 50_000  # characters
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # what a text can do to Python's parser


_OPERATORS = {"eq", "ne", "lt", "le", "gt", "ge", "contains"}
_OPERATORS |= {f"{swapped}{do}" for do in BINARY for swapped in ("", "r", "i")}


@dataclass
class Step:
    """What the examiner does at one cell of the instructor's notebook.

    `run` are the statements that depend on no student: the examiner runs them once; `binds` are the names
    that they bind. For a test cell,
    `names` are the student's names there, and `earlier` the statements of the test cells before it, last
    first, with what each binds: a check may use what an earlier one has made. `imported` are names that
    solution cells import: the submission must have them, but the check takes its own. `reads` are the global
    names that functions of solution cells read: where a check sets one, an answer sees it. `operators` are
    the special methods of each class that a cell defines, by the class's name.
    """

    index: int
    test: bool = False
    run: list[ast.stmt] = field(default_factory=list)
    binds: set[str] = field(default_factory=set)
    names: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()
    earlier: list[tuple[ast.stmt, frozenset[str]]] = field(default_factory=list)
    reads: frozenset[str] = frozenset()
    operators: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def tasks(self) -> set[str]:
        """The names of those classes whose objects can be compared or combined."""
        return {name for name, found in self.operators.items() if not found.isdisjoint(_OPERATORS)}


@dataclass(frozen=True)
class _Uses:
    loads: frozenset[str]
    inside: frozenset[str]  # of what it loads, what its functions read whenever they are called
    binds: frozenset[str]
    imports: frozenset[str]  # of what it binds, the names that are bound in no other way
    changes: frozenset[str]  # by `name.part = …`, `name[…] = …` or a bare `name.method(…)`


def is_test(cell: "NotebookNode") -> bool:
    """Say whether nbgrader scores this cell by running it."""
    from nbgrader.utils import is_grade, is_solution

    return cell.cell_type == "code" and is_grade(cell) and not is_solution(cell)


def statements(source: str) -> list[ast.stmt]:
    """Return the top-level statements of a cell; magics and `!` commands become calls, as IPython does it.

    Raises:
        SyntaxError: when the cell is no Python.
    """
    return ast.parse(TransformerManager().transform_cell(source)).body


@functools.lru_cache(maxsize=4096)
def bound(source: str) -> frozenset[str]:
    """Return the global names that a cell binds; none when it cannot be read or is too long."""
    if len(source) > MOST_READ:
        return frozenset()
    try:
        return frozenset().union(*(_uses(statement, set()).binds for statement in statements(source)))
    except Exception:  # IPython raises kinds of its own for odd texts
        return frozenset()


def plan(cells: Sequence["NotebookNode"]) -> list[Step]:
    """Return a step for each code cell of the instructor's notebook, in its order."""
    from nbgrader.utils import is_solution

    steps, student, modules, imported = [], set(), set(), set()
    earlier: list[tuple[ast.stmt, frozenset[str]]] = []
    reads: set[str] = set()
    operators: dict[str, frozenset[str]] = {}
    for index, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        try:
            body = [(statement, _uses(statement, modules)) for statement in statements(cell.source)]
        except UNREADABLE:  # a cell magic's text, or an instructor's deliberate example
            body = []
        step = Step(index, test=is_test(cell))
        steps.append(step)
        for statement, _ in body:
            operators |= _operators(statement, operators)
        if is_solution(cell):
            for statement, uses in body:
                student |= (uses.binds - uses.imports) | uses.changes | _arguments(statement)
                imported |= uses.imports
                reads |= uses.inside
                if isinstance(statement, ast.Import | ast.ImportFrom):
                    step.run.append(statement)
        elif step.test:
            taken = {name for names in TAKEN.findall(cell.source) for name in names.split(", ")}
            step.names = frozenset(student | taken)
            step.imported = frozenset(imported - student - taken)
            step.earlier = list(earlier)
            step.reads = frozenset(reads)
            step.operators = {name: found for name, found in operators.items() if name in step.names}
            step.run = [s for s, uses in body if isinstance(s, _DEFINITIONS) and not uses.loads & student]
            earlier = [
                (s, uses.binds) for s, uses in reversed(body) if not isinstance(s, ast.Assert)
            ] + earlier
        else:
            for statement, uses in body:
                if uses.loads & student:
                    student |= uses.binds | uses.changes
                else:
                    step.run.append(statement)
                    step.binds |= uses.binds
                    student -= uses.binds
    return steps


_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def visible(source: str, markers: tuple[str, str] = MARKERS) -> str:
    """Return a test cell's text without the lines from a marker of hidden tests to the next end marker."""
    begin, end = markers
    kept, hidden = [], False
    for line in source.splitlines(keepends=True):
        hidden = hidden or begin in line
        if not hidden:
            kept.append(line)
        hidden = hidden and end not in line
    return "".join(kept)


def definitions(source: str) -> str:
    """Return the imports and definitions in the visible part of a test cell, which later cells may use."""
    try:
        body = statements(visible(source))
    except UNREADABLE:
        return ""
    return "\n".join(ast.unparse(statement) for statement in body if isinstance(statement, _DEFINITIONS))


def _uses(statement: ast.stmt, modules: set[str]) -> _Uses:
    """Return which globals a statement loads, binds and changes; collect names of modules in `modules`."""
    loads, inside, binds, imports = set(), set(), set(), set()
    top = symtable.symtable(ast.unparse(statement), "<cell>", "exec")
    for table in _tables(top):
        for symbol in table.get_symbols():
            if table is not top and not symbol.is_global():
                continue
            if symbol.is_referenced():
                loads.add(symbol.get_name())
                if table.get_type() == "function" and table.get_name() not in _COMPREHENSIONS:
                    inside.add(symbol.get_name())
            if symbol.is_assigned() or symbol.is_imported():
                binds.add(symbol.get_name())
            if symbol.is_imported():
                modules.add(symbol.get_name())
                imports.add(symbol.get_name())
    imports -= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and _is_bound(node)}
    changes = frozenset(_changes(statement)) - modules
    return _Uses(*map(frozenset, (loads, inside, binds, imports)), changes)


def _operators(statement: ast.stmt, known: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return the special methods of the class that a statement defines, without underscores, by its name."""
    if not isinstance(statement, ast.ClassDef):
        return {}
    found = {one.name for one in statement.body if isinstance(one, ast.FunctionDef)}
    for one in statement.body:
        if isinstance(one, ast.Assign):
            names = [name for target in one.targets for name in ast.walk(target)]
            found |= {name.id for name in names if isinstance(name, ast.Name)}
    if any("total_ordering" in ast.unparse(decorator) for decorator in statement.decorator_list):
        found |= {"__lt__", "__le__", "__gt__", "__ge__"}
    inherited = [known.get(base.id, frozenset()) for base in statement.bases if isinstance(base, ast.Name)]
    own = frozenset(name.strip("_") for name in found if name.startswith("__") and name.endswith("__"))
    return {statement.name: own.union(*inherited)}


_COMPREHENSIONS = ("listcomp", "setcomp", "dictcomp", "genexpr")


def _is_bound(node: ast.expr) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def _changes(statement: ast.stmt) -> Iterator[str]:
    for node, local in _scoped(statement):
        target = None
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            target = node.value
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            target = node.value.func.value if isinstance(node.value.func, ast.Attribute) else None
        while isinstance(target, ast.Attribute | ast.Subscript | ast.Call):
            target = target.func if isinstance(target, ast.Call) else target.value
        if isinstance(target, ast.Name) and target.id not in local:
            yield target.id


def _arguments(statement: ast.stmt) -> set[str]:
    """Return the names that a solution cell hands to a bare call, such as `shuffle(cards)`."""
    calls = [
        (node.value, local)
        for node, local in _scoped(statement)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    return {
        arg.id
        for call, local in calls
        if not (isinstance(call.func, ast.Name) and call.func.id in _SHOWS)
        for arg in call.args
        if isinstance(arg, ast.Name) and arg.id not in local
    }


_SHOWS = {"print", "display", "len", "help"}


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def _scoped(node: ast.AST, local: frozenset[str] = frozenset()) -> Iterator[tuple[ast.AST, frozenset[str]]]:
    """Yield each node below, with the names that mean no global there."""
    yield node, local
    inner = local
    if isinstance(node, _FUNCTIONS):
        own = {one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg)} | _bound_in(node)
        told = {name for one in ast.walk(node) if isinstance(one, ast.Global) for name in one.names}
        inner = (local | own) - told
    elif isinstance(node, _LOOPS):
        inner = local | {one.id for loop in node.generators for one in ast.walk(loop.target) if _is_name(one)}
    for child in ast.iter_child_nodes(node):
        yield from _scoped(child, inner)


def _bound_in(function: ast.AST) -> set[str]:
    """Return the names that a function binds itself; those of functions inside it are left out."""
    found, left = set(), list(ast.iter_child_nodes(function))
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            found.add(node.name)
        elif isinstance(node, ast.Name) and _is_bound(node):
            found.add(node.id)
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            left += ast.iter_child_nodes(node)
    return found


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)
