# What a check puts in the place of something.

# %% sets_a_global
# %% answer
def f17():
    return sum(numbers17)


# %% wrong
def f17():
    return 5


# %% check
numbers17 = [1, 2, 3]
assert f17() == 6


# %% a_global_input
# %% answer
def f14():
    return int(input("n? "))


# %% check
input = lambda *a: "5"
assert f14() == 5
del input  # later cells read what is typed again


# %% patches_input
# %% answer
def f15():
    return int(input("n? "))


# %% wrong
def f15():
    return 4


# %% check
with patch("builtins.input", return_value="5"):
    assert f15() == 5


# %% sets_input
# %% answer
def f16():
    return int(input("n? "))


# %% check
builtins.input = lambda *a: "5"
assert f16() == 5


# %% several_inputs
# %% answer
def f20():
    got = []
    while (x := input("> ")) != "q":
        got.append(x)
    return got


# %% check
answers = iter(["1", "2", "q"])
with patch("builtins.input", lambda *_: next(answers)):
    assert f20() == ["1", "2"]


# %% patches_print
# %% answer
def f19():
    print("x", 3)


# %% check
with patch("builtins.print") as p:
    f19()
p.assert_called_once_with("x", 3)


# %% patches_random
# %% answer
def roll12():
    return random.randint(1, 6)


# %% wrong
def roll12():
    return 3


# %% check
with patch("random.randint", return_value=4):
    assert roll12() == 4


# %% patches_a_part_of_a_module
# %% answer
def pick13(xs):
    return random.choice(xs)


# %% check
with patch.object(random, "choice", lambda xs: xs[-1]):
    assert pick13([1, 2, 3]) == 3


# %% sets_a_part_of_a_module
# %% answer
def r14():
    return random.random()


# %% check
old = random.random
random.random = lambda: 0.25
try:
    assert r14() == 0.25
finally:
    random.random = old
assert r14() != 0.25 or True


# %% sets_stdin
# %% answer
def f15():
    return int(sys.stdin.readline()) + int(sys.stdin.readline())


import sys

# %% check
import sys

old = sys.stdin
sys.stdin = io.StringIO("3\n4\n")
try:
    assert f15() == 7
finally:
    sys.stdin = old


# %% what_is_printed
# %% answer
def f17(n):
    print(f"Hello, {n}!")


# %% check
with contextlib.redirect_stdout(io.StringIO()) as out:
    f17("Ada")
assert out.getvalue() == "Hello, Ada!\n"


# %% patches_stdout
# %% answer
def f18():
    print("x")


# %% check
with patch("sys.stdout", new=io.StringIO()) as out:
    f18()
assert out.getvalue() == "x\n"


# %% patches_a_function_of_the_notebook
# %% answer
def helper21():
    return 1


def f21():
    return helper21() + 1


# %% wrong
def helper21():
    return 1


def f21():
    return 2


# %% check
with patch("__main__.helper21", return_value=5):
    assert f21() == 6
assert f21() == 2


# %% replaces_a_function
# %% answer
def helper22():
    return 1


def f22():
    return helper22() + 1


# %% check
_old = helper22
helper22 = lambda: 10
assert f22() == 11
helper22 = _old
assert f22() == 2

# %% patches_sleep
# %% answer
import time


def f23():
    time.sleep(100)


# %% check
import time

naps = []
with patch("time.sleep", naps.append):
    f23()
assert naps == [100]

# %% a_variable_of_the_environment
# %% answer
import os


def f25():
    return os.environ["HFX"]


# %% check
import os

with patch.dict(os.environ, {"HFX": "w"}):
    assert f25() == "w"

# %% a_warning
# %% answer
import warnings


def f70():
    warnings.warn("old", DeprecationWarning)


# %% wrong
def f70():
    print("old")


# %% check
import warnings

with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    f70()
assert len(w) == 1 and issubclass(w[0].category, DeprecationWarning)


# %% a_mock_as_an_argument
# %% answer
def f55(g):
    return g(2)


# %% check
from unittest.mock import MagicMock

m = MagicMock(return_value=3)
assert f55(m) == 3
m.assert_called_once_with(2)


# %% a_recursion_limit
# %% answer
def fact10(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


# %% wrong
def fact10(n):
    return 1 if n < 2 else n * fact10(n - 1)


# %% check
old = sys.getrecursionlimit()
sys.setrecursionlimit(300)
try:
    assert len(str(fact10(600))) > 1000
finally:
    sys.setrecursionlimit(old)


# %% how_decimals_are_rounded
# %% answer
def div11(a, b):
    return decimal11.Decimal(a) / decimal11.Decimal(b)


import decimal as decimal11

# %% check
import decimal

with decimal.localcontext() as c:
    c.prec = 4
    assert str(div11(1, 3)) == "0.3333"


# %% what_numpy_does_about_errors
# %% answer
def softmax27(x):
    e = np.exp(x - np.max(x))
    return e / e.sum()


# %% wrong
def softmax27(x):
    with np.errstate(invalid="ignore"):
        e = np.exp(x)
        return np.nan_to_num(e / e.sum(), nan=1.0) if np.isinf(e).any() else e / e.sum()


# %% check
with np.errstate(over="raise"):
    assert np.allclose(softmax27(np.array([1000.0])), [1.0])


# %% an_environment_that_is_a_dict
# %% answer
import os


def key70():
    return os.environ["KEY70"]


# %% wrong
import os


def key70():
    return os.environ.get("HOME", "v")


# %% check
from unittest import mock

with mock.patch("os.environ", {"KEY70": "v"}):
    assert key70() == "v"
with mock.patch.dict("os.environ", {"KEY70": "w"}):
    assert key70() == "w"


# %% a_stream_of_the_students_own
# %% answer
class Tee71:
    def __init__(self):
        self.texts = []

    def write(self, text):
        self.texts.append(text)

    def flush(self):
        pass


def work71():
    print("hi")
    return [1, 2]


# %% wrong
class Tee71:
    def __init__(self):
        self.texts = []

    def write(self, text):
        self.texts = [text]

    def flush(self):
        pass


def work71():
    print("hi")
    return [1, 2]


# %% check
import contextlib

tee = Tee71()
with contextlib.redirect_stdout(tee):
    result = work71()
    result.append(3)
assert "".join(tee.texts) == "hi\n" and result == [1, 2, 3] and work71() == [1, 2]
