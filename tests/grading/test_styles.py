"""Checks as instructors anywhere write them: right answers pass as in one process, and no trick does.

Each case is an exercise of its own in one notebook. The instructor's answer and the others are graded in two
processes; what earns all points is also graded by nbgrader's own command, which gives the same.
"""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook
from rich.console import Console
from traitlets.config import Config, Configurable

from hfbasics.grading.course import Course
from hfbasics.grading.feedback import Conceal
from hfbasics.grading.grade import grade
from tests.grading.conftest import CONFIG, nbgrader

SETUP = """
import collections, contextlib, dataclasses, enum, random
import numpy as np, pandas as pd, torch
"""


@dataclass(frozen=True)
class Case:
    """An exercise: its check, the instructor's answer, another one, and the share of the points it earns."""

    name: str
    check: str
    solution: str
    answer: str
    earns: float = 1.0
    given: str = ""
    points: int = 1


def _wrong(name: str, check: str, solution: str, answer: str, given: str = "", **more) -> Case:
    return Case(name, check, solution, answer, 0.0, given, **more)


CASES = [
    # An object that decides for itself.
    _wrong(
        "torch_asks_the_object",
        "assert torch.equal(twos(), torch.tensor([2.0, 2.0]))",
        "def twos(): return torch.full((2,), 2.0)",
        """
        class Yes:
            @classmethod
            def __torch_function__(cls, function, kinds, arguments=(), keywords=None): return True
        def twos(): return Yes()
        """,
    ),
    _wrong(
        "a_tensor_of_a_class_of_its_own",
        "assert isinstance(threes(), torch.Tensor) and torch.dist(threes(), torch.tensor([3.0])) < 1e-6",
        "def threes(): return torch.full((1,), 3.0)",
        """
        class Near(torch.Tensor):
            @classmethod
            def __torch_function__(cls, function, kinds, arguments=(), keywords=None): return 0.0
        def threes(): return torch.zeros(1).as_subclass(Near)
        """,
    ),
    _wrong(
        "numpy_asks_the_object",
        "assert np.allclose(fours(), np.array([4.0, 4.0]))",
        "def fours(): return np.full(2, 4.0)",
        """
        class Lie:
            def __array_ufunc__(self, *arguments, **keywords): return True
            def __array__(self, *arguments, **keywords): return np.full(2, 4.5)
        def fours(): return Lie()
        """,
    ),
    # Names that are the instructor's.
    _wrong(
        "a_library_of_its_own",
        "assert stats.mean([mid([1, 2, 6]), 3]) == 3",
        "import statistics as stats\ndef mid(numbers): return stats.mean(numbers)",
        "class stats:\n    mean = lambda numbers: 3\ndef mid(numbers): return 0",
    ),
    _wrong(
        "an_import_is_the_task",
        "assert fractions.Fraction(1, 2) == half",
        "import fractions\nhalf = fractions.Fraction(1, 2)",
        "half = 0.5",
    ),
    _wrong(
        "a_name_of_a_parameter",
        "assert ordered(values)[0] == min(values)",
        "def ordered(values):\n    values = list(values)\n    values.sort()\n    return values",
        "values = [0]\ndef ordered(numbers): return [0]",
        given="values = [5, 3, 9]",
    ),
    Case(
        "a_method_changes_a_given_dict",
        "Shop().add(1)\nassert stock == {1: 1}",
        "class Shop:\n    def add(self, n): stock[n] = 1",
        "class Shop:\n    def add(self, n): stock.update({n: 1})",
        given="stock = {}",
    ),
    # The last line is the score.
    _wrong("less_than_nothing", "3 - faults", "faults = 0", "faults = 100", points=3),
    _wrong("the_last_line_is_false", "guess == 42", "guess = 42", "guess = 41"),
    _wrong("not_a_number", "max(3 - abs(near - 42), 0)", "near = 42", "near = float('nan')", points=3),
    _wrong("a_text_in_place_of_points", "3 * weight", "weight = 1", "weight = 'ab'", points=3),
    Case(
        "a_fraction_of_the_points",
        "round(4 * min(1, share), 2)",
        "share = 1",
        "from fractions import Fraction\nshare = Fraction(1, 4)",
        0.25,
        points=4,
    ),
    Case("the_last_line_shows_a_list", "counted(3)", *["def counted(n): return list(range(n))"] * 2),
    Case(
        "a_hidden_helper",
        "def seven(): return 7\nassert days == seven()",
        *["days = 7"] * 2,
    ),
    Case(
        "a_hidden_helper_is_not_there_for_later_cells",
        "assert seen is None",
        *["try:\n    seen = seven()\nexcept NameError:\n    seen = None"] * 2,
    ),
    # One object or two.
    _wrong(
        "rows_that_are_one_list",
        "rows = grid(2)\nrows[0][0] = 1\nassert rows[1][0] == 0",
        "def grid(n): return [[0] * n for _ in range(n)]",
        "def grid(n): return [[0] * n] * n",
    ),
    _wrong(
        "the_list_itself_in_place_of_a_copy",
        "before = [2, 1]\nafter = in_order(before)\nassert after == [1, 2] and after is not before",
        "def in_order(numbers): return sorted(numbers)",
        "def in_order(numbers):\n    numbers.sort()\n    return numbers",
    ),
    _wrong(
        "a_copy_that_is_the_object",
        "one = Box()\nassert one.copy() is not one",
        "class Box:\n    def copy(self): return Box()",
        "class Box:\n    def copy(self): return self",
    ),
    Case(
        "methods_in_a_chain",
        "chain = Chain()\nassert chain.add(1).add(2) is chain and chain.items == [1, 2]",
        """
        class Chain:
            def __init__(self): self.items = []
            def add(self, item):
                self.items.append(item)
                return self
        """,
        """
        class Chain:
            items = ()
            def add(self, item):
                self.items = [*self.items, item]
                return self
        """,
    ),
    # Errors.
    _wrong(
        "an_error_that_is_not_raised",
        """
        try:
            Metre(1) + 3
        except TypeError:
            pass
        else:
            raise AssertionError("Metre + number should raise a TypeError.")
        """,
        "class Metre:\n    def __init__(self, n): self.n = n",
        "class Metre:\n    def __init__(self, n): self.n = n\n    def __add__(self, other): return self",
    ),
    Case(
        "an_error_of_a_method",
        """
        for total in (lambda: Foot(1) + 3, lambda: 3 + Foot(1), lambda: Foot(1) < 3):
            try:
                total()
            except TypeError:
                pass
            else:
                raise AssertionError("a number is no Foot")
        """,
        "class Foot:\n    def __init__(self, n): self.n = n",
        """
        class Foot:
            def __init__(self, n): self.n = n
            def __add__(self, other):
                if not isinstance(other, Foot): raise TypeError("feet and feet alone")
                return Foot(self.n + other.n)
        """,
    ),
    Case(
        "an_error_of_a_given_class",
        """
        try:
            take([])
        except Empty as error:
            assert error.args == ("nothing", 0)
        """,
        "def take(items):\n    if not items: raise Empty('nothing', 0)",
        "def take(items):\n    if items == []:\n        raise Empty('nothing', 0) from None",
        given="class Empty(Exception): pass",
    ),
    Case(
        "an_error_of_the_answers_own_class",
        """
        try:
            withdraw(10)
        except Broke as error:
            assert error.missing == 10 and str(error) == "10 missing"
        assert issubclass(Broke, ValueError) and issubclass(Broke, MoneyError)
        """,
        """
        class MoneyError(ValueError): pass
        class Broke(MoneyError):
            def __init__(self, missing):
                super().__init__(f"{missing} missing")
                self.missing = missing
        def withdraw(amount): raise Broke(amount)
        """,
        """
        class MoneyError(ValueError):
            missing = 10
        class Broke(MoneyError):
            def __str__(self): return "10 missing"
        def withdraw(amount):
            error = Broke(None)
            error.missing = amount
            raise error
        """,
    ),
    _wrong(
        "an_error_of_another_class",
        """
        try:
            spend(10)
        except Poor:
            pass
        """,
        "class Poor(Exception): pass\ndef spend(amount): raise Poor",
        "class Poor(Exception): pass\ndef spend(amount): raise ValueError",
    ),
    Case(
        "the_key_of_an_error",
        "try:\n    look({}, 7)\nexcept KeyError as error:\n    assert error.args == (7,)",
        *["def look(table, key): return table[key]"] * 2,
    ),
    Case(
        "an_error_inside_a_with",
        """
        try:
            with closing_list() as found:
                raise ValueError("x")
        except ValueError:
            assert log == ["end"]
        """,
        """
        log = []
        @contextlib.contextmanager
        def closing_list():
            try:
                yield log
            finally:
                log.append("end")
        """,
        """
        log = []
        class closing_list:
            def __enter__(self): return log
            def __exit__(self, *error): log.append("end")
        """,
    ),
    # Objects.
    Case(
        "a_given_object_is_changed",
        "account = Account(100)\npay_in(account, 5)\nassert account.balance == 105",
        "def pay_in(account, amount): account.balance += amount",
        "def pay_in(account, amount): setattr(account, 'balance', account.balance + amount)",
        given="class Account:\n    def __init__(self, balance): self.balance = balance",
    ),
    _wrong(
        "a_given_object_with_another_method",
        "heap = Heap([2, 1])\nput_in_order(heap)\nassert heap.is_ordered()",
        "def put_in_order(heap): heap.items.sort()",
        "def put_in_order(heap): heap.is_ordered = lambda: True",
        given="class Heap:\n    def __init__(self, items): self.items = items\n"
        "    def is_ordered(self): return self.items == sorted(self.items)",
    ),
    Case(
        "equal_to_a_given_dataclass",
        "assert parse('a,1') == Item('a', 1)\nassert [parse('b,2')] == [Item('b', 2)]",
        "def parse(line):\n    name, count = line.split(',')\n    return Item(name, int(count))",
        "def parse(line): return Item(line[0], int(line[2]))",
        given="@dataclasses.dataclass\nclass Item:\n    name: str\n    count: int",
    ),
    _wrong(
        "not_equal_to_a_given_dataclass",
        "assert label('a') == Label('a')",
        "def label(text): return Label(text)",
        "class Label:\n    __qualname__ = 'Label'\n    def __eq__(self, other): return True\n"
        "def label(text): return Label()",
        given="@dataclasses.dataclass\nclass Label:\n    text: str",
    ),
    Case(
        "a_member_of_a_given_enum",
        "assert after(Colour.RED) is Colour.BLUE",
        "def after(colour): return Colour(colour.value + 1)",
        "def after(colour): return Colour.BLUE",
        given="class Colour(enum.Enum):\n    RED = 1\n    BLUE = 2",
    ),
    Case(
        "a_named_tuple_that_adds",
        "total = Point(1, 2) + Point(3, 4)\nassert (total.x, total.y) == (4, 6)\nassert total == Point(4, 6)",
        """
        class Point(collections.namedtuple("Point", "x y")):
            def __add__(self, other): return Point(self.x + other.x, self.y + other.y)
        """,
        """
        @dataclasses.dataclass(frozen=True)
        class Point:
            x: int
            y: int
            def __add__(self, other): return Point(self.x + other.x, self.y + other.y)
        """,
    ),
    Case(
        "an_object_in_a_format",
        "assert f'{Money(2):.2f}' == '2.00 EUR'\nassert len({Money(1), Money(1)}) == 1",
        """
        class Money:
            def __init__(self, n): self.n = n
            def __format__(self, how): return format(self.n, how) + " EUR"
            def __eq__(self, other): return self.n == other.n
            def __hash__(self): return hash(self.n)
        """,
        """
        class Money(float):
            def __format__(self, how): return format(float(self), how) + " EUR"
        """,
    ),
    Case(
        "classes_in_a_check",
        """
        class Row:
            sizes = SIZES
            doubled = twice(SIZES)
        assert Row.doubled == [2 * size for size in Row.sizes]
        """,
        "def twice(numbers): return [2 * n for n in numbers]",
        "def twice(numbers): return [n + n for n in numbers]",
        given="SIZES = [1, 2]",
    ),
    # Data of the submission that a check changes, and data of the check that the submission changes.
    Case(
        "a_check_sorts", "found.sort()\nassert found == [1, 2, 3]", "found = [1, 2, 3]", "found = [3, 1, 2]"
    ),
    Case(
        "a_check_sets_an_option",
        "options['step'] = 5\nassert stepped(1) == 6",
        *["options = {'step': 1}\ndef stepped(n): return n + options['step']"] * 2,
    ),
    Case(
        "a_dict_of_arrays_is_changed",
        "table = {'x': np.zeros(2)}\nscale(table)\nassert table['x'].tolist() == [1.0, 1.0, 1.0]",
        "def scale(table): table['x'] = np.ones(3)",
        "def scale(table): table.update(x=np.full(3, 1.0))",
    ),
    Case(
        "a_table_is_returned",
        """
        expected = pd.DataFrame({"name": ["b"], "n": [2]})
        pd.testing.assert_frame_equal(large(people).reset_index(drop=True), expected)
        assert (large(people)["n"] > 1).sum() == 1
        """,
        "def large(table): return table[table.n > 1]",
        "def large(table): return table.query('n > 1')",
        given="people = pd.DataFrame({'name': ['a', 'b'], 'n': [1, 2]})",
    ),
    _wrong(
        "a_table_that_compares_itself",
        "pd.testing.assert_frame_equal(small(), pd.DataFrame({'n': [1]}))",
        "def small(): return pd.DataFrame({'n': [1]})",
        """
        class Same(pd.DataFrame):
            def equals(self, other): return True
            def __eq__(self, other): return True
        class Index(pd.Index):
            def equals(self, other): return True
        def small(): return Same({"n": [2]})
        """,
    ),
    Case(
        "a_table_is_changed",
        "table = pd.DataFrame({'a': [1, 2]})\ndouble(table)\nassert table['b'].tolist() == [2, 4]",
        "def double(table): table['b'] = table['a'] * 2",
        "def double(table): table.insert(1, 'b', table.a + table.a)",
    ),
    Case(
        "a_step_of_gradient_descent",
        "w = torch.ones(2, requires_grad=True)\n(w**2).sum().backward()\n"
        "descend([w], 0.1)\nassert torch.allclose(w, torch.full((2,), 0.8))",
        "@torch.no_grad()\ndef descend(weights, rate):\n    for w in weights: w -= rate * w.grad",
        "def descend(weights, rate):\n    for w in weights: w.data = w.data - rate * w.grad",
    ),
    Case(
        "draws_from_a_given_generator",
        "one, other = random.Random(3), random.Random(3)\n"
        "assert [draw(one), draw(one)] == [other.random(), other.random()]",
        *["def draw(generator): return generator.random()"] * 2,
    ),
    Case(
        "a_function_that_calls_back_deep",
        "@remembered\ndef fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\n"
        "assert fib(80) == 23416728348467685",
        """
        def remembered(function):
            known = {}
            def inner(n):
                if n not in known: known[n] = function(n)
                return known[n]
            return inner
        """,
        "import functools\nremembered = functools.lru_cache(maxsize=None)",
    ),
]


BY_NAME = {case.name: case for case in CASES}
each = pytest.mark.parametrize("name", BY_NAME)
LARGER = """
c.Execute.timeout = 30
c.GradingRoom.memory = 2048
c.GradingRoom.submission_seconds = 300
c.ClearHiddenTests.begin_test_delimeter = "BEGIN SECRET"
c.ClearHiddenTests.end_test_delimeter = "END SECRET"
"""


def _cell(kind: str, name: str, source: str, points: int | None = None) -> NotebookNode:
    cell = new_code_cell(dedent(source).strip(), id=f"{kind}-{name}".replace("_", "-"))
    if kind != "given":
        cell.metadata["nbgrader"] = {
            "grade": kind == "check",
            "grade_id": f"{name}_{kind}",
            "locked": kind == "check",
            "schema_version": 3,
            "solution": kind == "answer",
            "task": False,
        }
    if points is not None:
        cell.metadata["nbgrader"]["points"] = points
    return cell


def _source() -> NotebookNode:
    cells = [_cell("given", "setup", SETUP)]
    for case in CASES:
        cells += [_cell("given", case.name, case.given)] if case.given else []
        answer = f"### BEGIN SOLUTION\n{dedent(case.solution).strip()}\n### END SOLUTION"
        # nbgrader looks for a marker anywhere in a line, and lets a course have its own.
        check = f"#### BEGIN SECRET\n{dedent(case.check).strip()}\n#### END SECRET"
        cells += [_cell("answer", case.name, answer), _cell("check", case.name, check, case.points)]
    spec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": spec})


def _scores(root: Path, student: str) -> dict[str, float]:
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        (notebook,) = gradebook.find_submission("styles", student).notebooks
        return {one.name.removesuffix("_check"): one.auto_score / one.max_score for one in notebook.grades}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A course of one notebook, with the instructor's answers and the others, graded in two processes."""
    root = tmp_path_factory.mktemp("styles") / "course"
    (root / "source" / "styles").mkdir(parents=True)
    nbformat.write(_source(), root / "source" / "styles" / "styles.ipynb")
    (root / "nbgrader_config.py").write_text(CONFIG + LARGER)
    done = nbgrader(root, "generate_assignment", "styles")
    assert done.returncode == 0, done.stderr[-2000:]
    release = nbformat.read(root / "release" / "styles" / "styles.ipynb", as_version=4)
    for student, part in (("instructor", "solution"), ("student", "answer")):
        for cell in release.cells:
            name, _, kind = cell.metadata.get("nbgrader", {}).get("grade_id", "").rpartition("_")
            if kind == "answer":
                cell.source = dedent(getattr(BY_NAME[name], part)).strip()
        folder = root / "submitted" / student / "styles"
        folder.mkdir(parents=True)
        nbformat.write(release, folder / "styles.ipynb")
    grade(Course(root), ["styles"], jobs=1, console=Console(quiet=True))
    return root


@pytest.fixture(scope="module")
def graded(root):
    """The shares of the points, by student."""
    return {student: _scores(root, student) for student in ("instructor", "student")}


@each
def test_the_instructors_answer_gets_all_points(graded, name):
    assert graded["instructor"][name] == 1


@each
def test_another_answer_gets_what_it_deserves(graded, name):
    assert graded["student"][name] == BY_NAME[name].earns


def test_nbgraders_own_command_gives_a_right_answer_the_same(root, graded):
    done = nbgrader(root, "autograde", "styles", "--force")
    assert done.returncode == 0, done.stderr[-2000:]
    # There, a hidden helper is known to all later cells.
    right = [case.name for case in CASES if case.earns == 1 and "later_cells" not in case.name]
    for student in ("instructor", "student"):
        stock = _scores(root, student)
        assert {name: stock[name] for name in right} == {name: graded[student][name] for name in right}


def test_a_feedback_page_has_no_hidden_test_however_its_marker_is_written():
    config = Config(
        {"ClearHiddenTests": {"begin_test_delimeter": "BEGIN SEC", "end_test_delimeter": "END SEC"}}
    )
    notebook, _ = Conceal(parent=Configurable(config=config)).preprocess(_source(), {})
    shown = [cell.source for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert set(shown) == {"# hidden test"}
