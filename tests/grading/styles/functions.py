# Functions and classes that work on each other.

# %% a_decorator_that_wraps
# %% answer
def d65(f):
    @functools.wraps(f)
    def inner(n):
        return f(n) + 1

    return inner


# %% wrong
def d65(f):
    def inner(n):
        return f(n) + 1

    return inner


# %% check
@d65
def hi(n):
    return n


assert hi(1) == 2 and hi.__name__ == "hi"


# %% a_decorator_with_an_argument
# %% answer
def repeat27(n):
    def outer(f):
        def inner(*a):
            for _ in range(n):
                f(*a)

        return inner

    return outer


# %% check
calls = []


@repeat27(3)
def go():
    calls.append(1)


go()
assert len(calls) == 3


# %% a_decorator_that_remembers
# %% answer
def cache28(f):
    memo = {}

    def inner(n):
        if n not in memo:
            memo[n] = f(n)
        return memo[n]

    return inner


# %% check
@cache28
def slow(n):
    seen.append(n)
    return n


seen = []
slow(1)
slow(1)
slow(2)
assert seen == [1, 2]


# %% composed_functions
# %% answer
def compose90(f, g):
    return lambda x: f(g(x))


# %% check
h = compose90(lambda x: x + 1, lambda x: x * 2)
assert h(3) == 7 or h(3) == 8


# %% a_list_of_closures
# %% answer
def f89():
    return [lambda x, i=i: x + i for i in range(3)]


# %% check
fs = f89()
assert [f(10) for f in fs] == [10, 11, 12] and all(callable(f) for f in fs)


# %% a_check_derives_a_class
# %% answer
class Base65:
    def __init__(self, n):
        self.n = n

    def describe(self):
        return f"area {self.area()}"


# %% wrong
class Base65:
    def __init__(self, n):
        self.n = n

    def describe(self):
        return "area 4"


# %% check
class Sub(Base65):
    def __init__(self):
        super().__init__(3)

    def area(self):
        return self.n


assert Sub().describe() == "area 3"


# %% functions_for_libraries
# %% answer
def f37(n):
    return 2 * n


def g37(a, b):
    return a + b


# %% check
assert (
    list(map(f37, [1, 2])) == [2, 4]
    and np.vectorize(f37)(np.array([1, 2])).tolist() == [2, 4]
    and pd.Series([1, 2]).apply(f37).tolist() == [2, 4]
    and pd.Series([1, 2]).map(f37).tolist() == [2, 4]
    and functools.reduce(g37, [1, 2, 3]) == 6
)


# %% functions_for_tables
# %% answer
def f38(row):
    return 2 * row["a"]


def h38(s):
    return s.sum()


# %% check
assert pd.DataFrame({"a": [1, 2]}).apply(f38, axis=1).tolist() == [2, 4] and pd.DataFrame(
    {"k": [1, 1], "a": [1, 2]}
).groupby("k")["a"].agg(h38).tolist() == [3]


# %% a_test_case
# %% answer
def f18(n):
    return 2 * n


# %% check
class T(unittest.TestCase):
    def test(self):
        self.assertEqual(f18(2), 4)


r = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.TestLoader().loadTestsFromTestCase(T))
assert r.wasSuccessful() and r.testsRun == 1


# %% assertions_of_unittest
# %% answer
def f73(n):
    if n < 0:
        raise ValueError("negative number")
    return n**0.5


# %% check
tc = unittest.TestCase()
with tc.assertRaises(ValueError):
    f73(-1)
tc.assertEqual(f73(4), 2)
tc.assertAlmostEqual(f73(2), 1.41421, places=4)
tc.assertIsInstance(f73(4), float)
with tc.assertRaisesRegex(ValueError, "negative"):
    f73(-1)


# %% a_doctest
# %% answer
def f66(n):
    """
    >>> f66(2)
    4
    """
    return 2 * n


# %% check
import doctest

r = doctest.DocTestRunner()
for t in doctest.DocTestFinder().find(f66, "f66", globs=globals()):
    r.run(t)
assert r.failures == 0 and r.tries == 1

# %% the_names_of_the_shell
# %% answer
x67 = 3
# %% check
assert get_ipython().user_ns["x67"] == 3


# %% the_names_of_the_notebook
# %% answer
def f22(n):
    return n


# %% check
assert "f22" in dir()


# %% matches_a_dict
# %% answer
def f74():
    return {"a": [1, 5], "b": 2}


# %% check
match f74():
    case {"a": [x, *_], "b": int(y)}:
        assert (x, y) == (1, 2)
    case _:
        raise AssertionError


# %% awaits
# %% answer
async def f29():
    return 3


# %% check
assert await f29() == 3


# %% awaits_several
# %% answer
async def f31(n):
    await asyncio.sleep(0.01)
    return n


# %% wrong
async def f31(n):
    return 1


# %% check
assert await asyncio.gather(f31(1), f31(2)) == [1, 2]


# %% a_coroutine_of_the_check
# %% answer
async def g2(fetch):
    return await asyncio.gather(fetch(0), fetch(1))


# %% check
async def fetch(n):
    await asyncio.sleep(0.01)
    return n * 2


assert await g2(fetch) == [0, 2]


# %% an_asynchronous_generator
# %% answer
async def g3(n):
    for i in range(n):
        yield i


# %% check
assert [x async for x in g3(3)] == [0, 1, 2]


# %% an_asynchronous_with
# %% answer
class C4:
    async def __aenter__(self):
        self.open = True
        return self

    async def __aexit__(self, *e):
        self.open = False


# %% check
async with C4() as c:
    assert c.open
assert not c.open


# %% match_callback
# %% answer
def double1(m):
    return str(int(m.group()) * 2)


# %% check
import re

assert re.sub(r"\d+", double1, "a1 b20") == "a2 b40"


# %% observer
# %% answer
class Event80:
    def __init__(self):
        self.handlers = []

    def subscribe(self, h):
        self.handlers.append(h)
        return h

    def unsubscribe(self, h):
        self.handlers.remove(h)

    def fire(self, *a):
        return [h(*a) for h in self.handlers]


# %% check
class Listener:
    def __init__(self):
        self.got = []

    def on(self, x):
        self.got.append(x)


l, e = Listener(), Event80()
e.subscribe(l.on)
e.fire(1)
e.unsubscribe(l.on)
e.fire(2)
assert l.got == [1]


@e.subscribe
def h(x):
    return x * 2


assert e.fire(4) == [8] and h(3) == 6


# %% mock_object
# %% answer
def users17(session):
    r = session.get("http://x/users")
    r.raise_for_status()
    return [u["name"] for u in r.json()]


# %% check
from unittest.mock import Mock

s = Mock()
s.get.return_value.json.return_value = [{"name": "a"}]
assert users17(s) == ["a"]
s.get.assert_called_once_with("http://x/users")


# %% threads_of_the_check
# %% answer
import threading


class Counter12:
    def __init__(self):
        self.n, self.lock = 0, threading.Lock()

    def add(self):
        with self.lock:
            self.n += 1


# %% check
import threading

c = Counter12()
ts = [threading.Thread(target=lambda: [c.add() for _ in range(50)]) for _ in range(4)]
for t in ts:
    t.start()
for t in ts:
    t.join()
assert c.n == 200


# %% a_pool_of_the_check
# %% answer
def square13(x):
    return x * x


# %% check
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(4) as ex:
    assert list(ex.map(square13, range(20))) == [x * x for x in range(20)]


# %% coroutines_at_the_same_time
# %% answer
async def wait4(t):
    await asyncio.sleep(t)
    return t


# %% wrong
async def wait4(t):
    time.sleep(t)
    return t


# %% check
async def main():
    s = time.perf_counter()
    r = await asyncio.gather(wait4(0.3), wait4(0.3), wait4(0.3))
    return r, time.perf_counter() - s


r, took = await main()
assert r == [0.3] * 3 and took < 0.6


# %% a_coroutine_that_takes_too_long
# %% answer
async def forever5():
    await asyncio.sleep(3)


# %% check
try:
    await asyncio.wait_for(forever5(), 0.1)
    raise AssertionError
except asyncio.TimeoutError:
    pass


# %% an_answer_with_a_pool_of_threads
# %% answer
from concurrent.futures import ThreadPoolExecutor


def pmap1(f, xs):
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(f, xs))


# %% check
assert pmap1(lambda x: x * x, list(range(20))) == [x * x for x in range(20)]


# %% a_coroutine_of_the_check_that_fails
# %% answer
async def retry3(f, n):
    for _ in range(n):
        try:
            return await f()
        except ConnectionError:
            pass


# %% check
import asyncio

calls3 = []


async def flaky3():
    calls3.append(1)
    if len(calls3) < 3:
        raise ConnectionError("no")
    return 5


assert await retry3(flaky3, 5) == 5


# %% an_object_to_wait_for
# %% answer
class Conn10:
    def __init__(self):
        self.open = False

    def __await__(self):
        self.open = True
        return self
        yield

    def close(self):
        self.open = False


# %% check
import asyncio


async def go10():
    c = Conn10()
    await c
    assert c.open
    c.close()
    assert not c.open


await go10()


# %% a_coroutine_that_ends_when_it_is_cancelled
# %% answer
import asyncio


async def worker5():
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        return "stopped"


# %% check
import asyncio


async def go5():
    task = asyncio.create_task(worker5())
    await asyncio.sleep(0.02)
    task.cancel()
    return await task


assert await go5() == "stopped"


# %% a_default_of_the_checks_own_function
# %% answer
def apply3(f, x):
    return f(x)


# %% wrong
def apply3(f, x):
    import inspect

    return inspect.signature(f).parameters["table"].default[x]


# %% check
# (a probe: are defaults of a check's function there for the student?)
def oracle3(x, table={5: 25}):
    assert type(x) is int
    calls3.append(x)
    return table[x]


calls3 = []
assert apply3(oracle3, 5) == 25
