"""A test cell asks an answer in another process: data comes over, and no judgement and no secret does."""

import json
import random
import socket

import numpy as np
import pandas as pd
import pytest
import torch

from hfbasics.grading.codec import Decoder, Encoder
from hfbasics.grading.errors import CannotCross, LinkBroken
from hfbasics.grading.names import plan
from tests.grading.conftest import linked
from tests.grading.small import source

STUDENT = """
import collections, random, sys
import numpy as np, torch

def squares(n):
    if n < 1:
        raise ValueError("n must be positive")
    print("hello")
    return [i**2 for i in range(1, n + 1)]

def total(n):
    return sum(squares(n))

def sort_in_place(numbers):
    numbers.sort()

def add_one(array):
    array += 1

def apply(function, values):
    return [function(value) for value in values]

def step(model, optimizer, x):
    optimizer.zero_grad()
    model(x).sum().backward()
    optimizer.step()

def backward(model, x):
    model(x).sum().backward()

def put_in_front(model, layer):
    model[0] = torch.nn.Sequential(layer, model[0])
    return model

def widen(model):
    model[0].weight = torch.nn.Parameter(torch.ones(5, 2))
    model[0].bias = torch.nn.Parameter(torch.ones(5))
    return model

def draw():
    return [random.random(), float(np.random.random()), float(torch.rand(()))]

def endless():
    while True:
        yield 1

def dig(function):
    value = ()
    for _ in range(200):
        value = (value,)
    return function(value)

def table(library):
    return library.arange(6).reshape(2, 3)

class Log:
    def __init__(self, lines): self.lines = lines
    def add(self, line): self.lines.append(line)
    def fail(self, line):
        self.lines.append(line)
        raise ValueError(line)

def cube(x):
    return x**3

class Lie:
    def __eq__(self, other): return True
    def __sub__(self, other): return 0
    __rsub__ = __sub__
    def __abs__(self): return 0
    def __contains__(self, item): return True
    def __lt__(self, other): return True
    __gt__ = __lt__
    __hash__ = None

class Reads:
    __array_interface__ = {"shape": (1,), "typestr": "<u8", "data": (1 << 40, True), "version": 3}
    __array_priority__ = 1000
    __torch_function__ = classmethod(lambda cls, *arguments: True)
    def __len__(self): return 2

class Stack(list):
    def push(self, item): self.append(item)

class Vector:
    def __init__(self, x): self.x = x
    def __add__(self, other): return Vector(self.x + other.x)
    def __eq__(self, other): return self.x == other.x

Point = collections.namedtuple("Point", "x y")

def steal(values):
    return [values.gi_frame.f_back.f_globals]

def steal_closure(function):
    return function.__closure__, function.__globals__
"""


@pytest.fixture
def link():
    """A link to a process with the student's names."""
    with linked(STUDENT, {"torch": torch, "np": np}) as one:
        yield one


@pytest.fixture
def name(link):
    """Look up a name of the student's."""
    return lambda wanted: link.ask("name", wanted)


@pytest.mark.parametrize(
    "value",
    [
        *(
            None,
            True,
            0,
            -(1 << 80),
            1.5,
            float("inf"),
            2 + 3j,
            "é\ud800",
            b"\0\xff",
            range(3),
            slice(1, None),
            ...,
        ),
        *(
            [0, 1 << 62, -(1 << 62)],
            [True, 1, None],
            [-0.0, 1.5],
            [float("inf"), float("nan")],
            ["a", 1],
            (1.0, 2),
            frozenset({0.5}),
        ),
        *(
            [],
            (1, [2]),
            {"a": {1: (2,)}},
            {1, 2},
            frozenset({3}),
            np.float32(1.5),
            np.int64(7),
            np.bool_(True),
        ),
        *(
            np.arange(6).reshape(2, 3),
            np.zeros((0, 4)),
            np.array(["a", "bc"]),
            torch.ones(2, 3),
            torch.tensor(5),
        ),
        *(
            torch.zeros(0),
            torch.ones(2, dtype=torch.bfloat16),
            torch.tensor([True]),
            torch.float16,
            torch.Size([2]),
        ),
    ],
    ids=repr,
)
def test_plain_data_comes_back_as_it_was(value):
    encoder = Encoder()
    encoded = json.loads(json.dumps(encoder.encode(value), allow_nan=False))
    back = Decoder(encoder.raw, lambda _: pytest.fail("no reference")).decode(encoded)
    assert type(back) is type(value)
    if isinstance(value, np.ndarray | torch.Tensor):
        assert (back.dtype, back.shape) == (value.dtype, value.shape)
        assert back.tolist() == value.tolist()
    else:
        assert repr(back) == repr(value)


@pytest.mark.parametrize(
    "forged",
    [
        *(["unknown"], [], [[]], {"a": 1}, ["list"], ["list", 1, 3], ["dict", None, [[1]]], ["pair", 0]),
        *(["set", None, [["list", None, []]]], ["list", 0, []], ["list", -1, []], ["list", "1", []]),
        *(["array", None, "O", [1], 0, 8], ["array", None, "<f8", [1 << 60], 0, 8], ["pair", -1], ["pair"]),
        *(["array", None, "<f8", [1], -8, 8], ["array", None, "<f8", [-1], 0, 8], ["dtype", "nn"]),
        *(["tensor", None, "load", [1], 0, 0, 4, None], ["tensor", 1, "float32", [1], [0], 0, 4, None]),
        *(["int", "x"], ["object", "type", "type"], ["object", "import", "os", "system"]),
        *(["object", "mine", -1, "x", [], []], ["object", "mine", 0, "x", [], True], ["own", 1, [], "Link"]),
        *(["list", 1, [["list", 1, []]]], ["list", None, [["list", None, [["list", None, [[]]]]]]]),
        *(["pandas", None, ["time", 3]], ["pandas", None, ["none"]], ["pandas", None, []], ["same", 0]),
        ["pandas", None, ["series", None, ["list", None, ["range", 0, 1, 1, None]], ["list", None, [1]]]],
        *(
            ["defaultdict", 1, []],
            ["empty", "set", 1],
            ["empty", "own", 1, "Link"],
            ["deque", 1, [], -1],
            ["like", ["list", None, []]],
            ["scalar", 5],
        ),
    ],
    ids=repr,
)
def test_what_no_encoder_makes_is_refused(link, forged):
    with pytest.raises(LinkBroken):
        Decoder(bytes(8), link._resolve, pairs=link._pairs, grown=link._grown).decode(forged)


@pytest.mark.parametrize(
    "base", [np.arange(4.0), torch.arange(4, dtype=torch.float64)], ids=["array", "tensor"]
)
@pytest.mark.parametrize("kind", ["array", "tensor"])
@pytest.mark.parametrize(
    ("shape", "offset", "stride"),
    [
        ([5], 0, 8),
        ([4], 8, 8),
        ([2], 24, 8),
        ([2], 0, -8),
        ([2], -8, 8),
        ([1 << 40], 0, 8),
        ([2], 0, 1 << 62),
        ([(1 << 52) + 1], 0, 1 << 12),
    ],
    ids=repr,
)
def test_no_forged_view_reads_behind_the_memory_of_its_base(link, base, kind, shape, offset, stride):
    link._pairs.add(0, base)
    decoder = Decoder(b"", link._resolve, pairs=link._pairs, grown=link._grown)

    def view(shape: list[int], offset: int, stride: int) -> list:
        place = [["pair", 0], offset, [stride]]
        if kind == "array":
            return ["array", None, "<f8", shape, 0, 0, "C", True, place]
        return ["tensor", None, "float64", shape, 0, 0, 0, None, place]

    assert decoder.decode(view([3], 8, 8)).tolist() == [1, 2, 3]
    with pytest.raises(LinkBroken):
        decoder.decode(view(shape, offset, stride))


def test_functions_errors_and_names_are_the_students(link, name, capsys):
    squares = name("squares")
    assert squares(3) == [1, 4, 9]
    assert capsys.readouterr().out == "hello\n"
    with pytest.raises(ValueError, match="n must be positive"):
        squares(0)
    link.ask("delete", "squares")
    with pytest.raises(NameError, match="squares"):
        name("total")(2)
    link.ask("assign", "squares", squares)
    assert name("total")(2) == 5


def test_what_a_call_changes_is_changed_here_too(name):
    numbers, array, tensor = [3, 1, 2], np.zeros(2), torch.zeros(2)
    name("sort_in_place")(numbers)
    name("add_one")(array)
    name("add_one")(tensor)
    assert (numbers, array.tolist(), tensor.tolist()) == ([1, 2, 3], [1, 1], [1, 1])
    model = torch.nn.Linear(2, 1)
    before, optimizer = model.weight.tolist(), torch.optim.SGD(model.parameters(), lr=0.5)
    name("step")(model, optimizer, torch.ones(1, 2))
    assert model.weight.grad.tolist() == [[1, 1]]
    assert model.weight.tolist() == [[pytest.approx(weight - 0.5) for weight in before[0]]]


def test_gradients_that_a_model_has_go_over_with_it(name):
    model = torch.nn.Linear(2, 1)
    model(torch.full((1, 2), 3.0)).sum().backward()
    name("backward")(model, torch.ones(1, 2))
    assert model.weight.grad.tolist() == [[4, 4]]


def test_what_has_crossed_is_one_value_on_both_sides(link, name):
    lines = ["a"]
    log = name("Log")(lines)
    log.add("b")
    assert lines == ["a", "b"]
    assert log.lines is lines
    lines[0] = "z"
    log.add(lines)  # which now holds itself
    assert lines[:2] == ["z", "b"]
    assert lines[2] is lines
    with pytest.raises(ValueError, match="x"):
        log.fail("x")
    assert lines[3] == "x", "what was done before an error is done"


def test_what_an_answer_cannot_hand_over_is_an_error_and_not_its_end(name):
    with pytest.raises(CannotCross, match="100 levels"):
        name("dig")(lambda value: value)
    assert name("squares")(2) == [1, 4]


def test_a_view_that_has_crossed_before_its_model_goes_on_with_it(link, name):
    model = torch.nn.Linear(2, 1)
    view = model.weight.detach()
    name("add_one")(view)
    name("backward")(model, torch.ones(1, 2))
    view[0, 0] = 9
    link.ask("has", "add_one")  # which brings what has changed
    assert name("apply")(torch.Tensor.tolist, [model.weight])[0][0][0] == 9


def test_what_one_side_holds_no_more_is_forgotten_on_both(link, name):
    log = name("Log")
    logs = [log([]) for _ in range(30)]
    kept = [[number] for number in range(30)]
    for one, line in zip(logs, kept, strict=True):
        one.add(line)
    assert len(list(link._pairs)) >= 30, "the logs over there hold these"
    del logs, kept, one, line
    link.ask("has", "apply")
    assert not list(link._pairs), "the check holds nothing"


@pytest.mark.parametrize(
    "made",
    [
        lambda name, number: name("apply")(str, [number]),
        lambda name, number: name("cube")(torch.tensor([number, 2])),
        lambda name, number: name("cube")(np.arange(6)),
        lambda name, number: name("table")(np),
        lambda name, number: name("table")(torch),
    ],
)
def test_what_the_candidate_holds_no_more_is_not_compared_with_each_message(link, name, made):
    kept = [made(name, number) for number in range(100)]
    assert len(list(link._pairs)) < 30, "beside the last ones, nothing over there leads to them"
    assert len({id(value) for value in kept}) == 100


def test_what_a_check_keeps_is_compared_only_while_it_is_needed(link, name):
    kept = [torch.full((2,), number) for number in range(100)]
    cubes = [name("cube")(one) for one in kept]
    assert len(list(link._pairs)) < 30, "beside the last ones, nothing over there needs them"
    kept[0][0] = 7
    assert name("cube")(kept[0]).tolist() == [343, 0] and len(cubes) == 100


def test_gradients_flow_back_through_a_graph_over_there(link, name):
    x = torch.tensor([2.0], requires_grad=True)
    loss = (3 * name("cube")(2 * x)).sum()
    loss.backward()
    assert x.grad.tolist() == [3 * 3 * 16 * 2]
    (again,) = torch.autograd.grad(name("cube")(x), x)
    assert again.tolist() == [12]
    with torch.no_grad():
        assert not name("cube")(x).requires_grad
    del loss, again
    link.ask("has", "cube")
    assert not link._pairs._loose, "the graph over there is let go"


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        *(([1], 5), ([1], [5]), ({"a": 1}, [[1]]), ({1}, [[["list", None, []]]]), (bytearray(b"x"), ["="])),
        *((np.zeros(2), ["<f8", [3], 0, 24]), (np.zeros(2), ["O", [2], [1, 2]]), (np.zeros(2), [])),
        *((torch.zeros(2), ["float32", [2], 1, 0, 4, None]), (torch.zeros(2), ["float32", [2], 0, 0, 8, 5])),
        (random.Random(1), [["dict", None, [["random", 5]]]]),
    ],
)
def test_no_forged_change_gets_into_a_value_of_a_check(link, value, parts):
    key = link._pairs.new_key()
    link._pairs.add(key, value)
    before = repr(value)
    with pytest.raises(LinkBroken):
        Decoder(bytes(24), link._resolve, pairs=link._pairs).changes([[key, parts]])
    assert repr(value) == before


@pytest.mark.parametrize("claimed", ["torch:Tensor", "torch.nn.parameter:Parameter", "numpy:ndarray"])
def test_no_object_says_that_it_is_what_a_library_in_c_reads_as_memory(link, claimed):
    made = link._resolve(["mine", 0, "Tensor", [claimed, "builtins:object"], ["len", "getitem"]])
    assert not isinstance(made, torch.Tensor | np.ndarray)
    with pytest.raises(TypeError):
        torch.dist(made, torch.ones(1))


def test_a_model_that_got_other_parts_comes_back_as_it_is_there(name):
    model = torch.nn.Sequential(torch.nn.Linear(2, 2))
    built = name("put_in_front")(model, torch.nn.Linear(2, 2))
    assert [part for part, _ in built.named_modules()] == ["", "0", "0.0", "0.1"]
    assert name("widen")(torch.nn.Sequential(torch.nn.Linear(2, 3)))[0].weight.shape == (5, 2)
    same = torch.nn.Sequential(torch.nn.Linear(2, 2))
    name("step")(same, torch.optim.SGD(same.parameters(), 0.1), torch.ones(1, 2))
    assert name("apply")(lambda value: value, [same])[0] is same


def test_random_numbers_are_drawn_as_in_one_process(name):
    def seed():
        random.seed(1)
        np.random.seed(1)
        torch.manual_seed(1)

    def here():
        return [random.random(), float(np.random.random()), float(torch.rand(()))]

    seed()
    expected = [here(), here(), here()]
    seed()
    assert [name("draw")(), here(), name("draw")()] == expected


def test_a_checks_function_is_called_back(name):
    assert name("apply")(lambda value: value + 40, [1, 2]) == [41, 42]
    with pytest.raises(ZeroDivisionError):
        name("apply")(lambda value: 1 / 0, [1])


@pytest.mark.parametrize(
    "judge",
    [
        *(
            lambda x: x == 42,
            lambda x: x != 0,
            lambda x: x == 42,
            lambda x: x < 5,
            lambda x: x < 5,
            lambda x: x - 42,
        ),
        *(
            lambda x: abs(42 - x) < 1e-6,
            lambda x: "secret" in x,
            lambda x: np.ones(2) - x,
            lambda x: x == [1],
        ),
        *(lambda x: x == torch.ones(1), lambda x: np.allclose(np.ones(2), x)),
    ],
)
def test_an_object_never_judges_what_a_check_expects(name, judge):
    with pytest.raises((CannotCross, TypeError)):
        assert judge(name("Lie")())


def test_objects_of_the_students_classes_work_with_each_other(name):
    vector = name("Vector")
    assert (vector(1) + vector(2)).x == 3
    assert vector(3) == vector(3)
    assert vector(3) != vector(4)
    assert isinstance(vector(1), vector)
    assert not isinstance(3, vector)


def test_subclasses_of_built_in_types_are_their_data_and_more(name):
    point = name("Point")(1, 2)
    assert point == (1, 2)
    assert (point.x, isinstance(point, tuple)) == (1, True)
    stack = name("Stack")([1])
    stack.push(5)
    assert stack == [1, 5]
    assert (len(stack), stack[-1], 5 in stack, isinstance(stack, list)) == (2, 5, True, True)
    assert [*stack, 6] == stack + [6]  # noqa: RUF005, the operator is what is tried


@pytest.mark.parametrize("thief", ["steal", "steal_closure"])
def test_what_a_check_hands_over_leads_nowhere_else(name, thief):
    secret = [924173]
    handed = {"steal": (number for number in secret), "steal_closure": lambda: secret}[thief]
    with pytest.raises((AttributeError, TypeError)):
        name(thief)(handed)


def test_a_dead_answer_breaks_the_link_for_good(link, name):
    squares = name("squares")
    link._wire.end.shutdown(socket.SHUT_RDWR)
    with pytest.raises(LinkBroken):
        squares(1)
    assert link.broken
    with pytest.raises(LinkBroken):
        name("total")


def test_an_endless_answer_ends_with_the_deadline(link, name):
    values, link._wire.deadline = name("endless")(), 0
    with pytest.raises(LinkBroken, match="in time"):
        list(values)


def test_the_students_names_are_those_that_answers_bind_or_change():
    cells = source().cells
    names = {cells[step.index].id: step.names for step in plan(cells) if step.test}
    assert names["small_squares_hidden"] == {"squares"}
    assert names["small_stack_hidden"] == {"squares", "answer", "Stack"}
    assert not any({"double", "math", "SIZES"} & known for known in names.values())


TABLE = pd.DataFrame(
    {
        "whole": [1, 2, 3],
        "text": ["x", None, "z"],
        "share": [1.5, np.nan, 2.0],
        "day": pd.to_datetime(["2020-01-01", None, "2020-03-01"]),
        "kind": pd.Categorical(["u", "v", "u"]),
        "count": pd.array([1, None, 3], dtype="Int64"),
        "mixed": pd.Series([1, "a", None], dtype=object),
        "hour": pd.date_range("2020", periods=3, tz="Europe/Berlin"),
    }
)


@pytest.mark.parametrize(
    "table",
    [
        *(
            TABLE,
            TABLE[TABLE.whole > 1],
            TABLE.set_index(["kind", "whole"]),
            TABLE.sort_values("whole", ascending=False),
        ),
        *(pd.DataFrame(), pd.DataFrame([[1, 2]], columns=["x", "x"]), TABLE["share"].describe()),
        *(
            TABLE.columns,
            TABLE["text"].str.upper(),
            pd.Series([1], pd.date_range("2020", periods=1), name="n"),
        ),
        *(pd.Timestamp("2020-01-01 10:00"), pd.Timedelta("2h")),
    ],
    ids=lambda table: type(table).__name__,
)
def test_a_table_comes_back_as_it_was(table):
    encoder = Encoder()
    encoded = encoder.encode(table)
    back = Decoder(encoder.raw, lambda _: pytest.fail("no reference")).decode(encoded)
    same = {pd.DataFrame: pd.testing.assert_frame_equal, pd.Series: pd.testing.assert_series_equal}
    if isinstance(table, pd.Index):
        pd.testing.assert_index_equal(back, table)
    elif type(table) in same:
        same[type(table)](back, table)
    else:
        assert (type(back), back) == (type(table), table)


def test_libraries_cannot_ask_an_object_how_they_are_to_read_or_compare_it(link, name):
    reads = name("Reads")()
    asked = ("__array_interface__", "__array_priority__", "__torch_function__", "__dlpack__")
    assert not [attribute for attribute in asked if hasattr(reads, attribute)]
    assert hasattr(reads, "__len__"), "what Python itself asks may be asked"
    with pytest.raises(TypeError):
        np.allclose(reads, np.ones(1))
    with pytest.raises(TypeError):
        torch.equal(reads, torch.ones(1))


def test_a_number_of_an_object_here_is_no_address(link):
    assert [link.keep(value) for value in (object(), object())] == [0, 1]


def test_no_check_takes_an_object_that_cannot_cross_for_an_error_of_the_answers(name):
    with pytest.raises(CannotCross):
        try:
            _ = name("Lie")() - 3
        except Exception:
            pytest.fail("this is no error of the submission's")
