# Text, pickles and files of the submission's, and who judges.

# %% an_attribute_like_one_of_ours
class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next


# %% answer
def middle(head):
    slow = fast = head
    while fast and fast.next:
        slow, fast = slow.next, fast.next.next
    return slow


# %% wrong
class _Same:
    pass


_same = _Same()


def middle(head):
    node = head
    while node:
        node._remote = _same
        node = node.next
    return head


# %% check
nc = Node(3)
nb = Node(2, nc)
na = Node(1, nb)
assert middle(na) is nb
assert middle(nc) is nc


# %% the_class_under_another_name
# %% answer
class Vec:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return isinstance(other, Vec) and (self.x, self.y) == (other.x, other.y)


def vec_norm(v):
    return (v.x**2 + v.y**2) ** 0.5


# %% wrong
class Vec:
    def __init__(self, *a):
        self.a = a

    def __eq__(self, other):
        return self.a == other.a if isinstance(other, Vec) else True


vec_norm = Vec


# %% check
assert Vec(1, 2) == Vec(1, 2)
assert Vec(1, 2) != Vec(1, 3)
assert vec_norm(Vec(3, 4)) == 5


# %% the_class_from_a_method
# %% answer
class Vek:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return isinstance(other, Vek) and (self.x, self.y) == (other.x, other.y)

    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5


# %% wrong
class Vek:
    def __init__(self, *a):
        self.a = a

    def __eq__(self, other):
        return self.a == other.a if isinstance(other, Vek) else True

    norm = property(lambda self: Vek)


# %% check
assert Vek(1, 2) == Vek(1, 2)
assert Vek(1, 2) != Vek(1, 3)
assert Vek(3, 4).norm() == 5
assert Vek(6, 8).norm() == 10


# %% a_manager_that_swallows
# %% answer
class Changed:
    def __init__(self, d, **new):
        self.d, self.new = d, new

    def __enter__(self):
        self.old = dict(self.d)
        self.d.update(self.new)
        return self.d

    def __exit__(self, *_):
        self.d.clear()
        self.d.update(self.old)


# %% wrong
class Changed:
    def __init__(self, d, **new):
        self.d = d

    def __enter__(self):
        return self.d

    def __exit__(self, *_):
        return True


# %% check
settings_a = {"x": 1}
with Changed(settings_a, x=2, y=3) as inside_a:
    assert inside_a == {"x": 2, "y": 3}
assert settings_a == {"x": 1}


# %% it_ends_the_loop_of_the_check
# %% answer
def cubed(n):
    return n**3


# %% wrong
def cubed(n):
    raise StopIteration


# %% check
for got, want in zip(map(cubed, [1, 2, 3]), [1, 8, 27]):
    assert got == want


# %% it_skips_the_test
# %% answer
def doubled(n):
    return 2 * n


# %% wrong
def doubled(n):
    raise unittest.SkipTest("later")


# %% check
class TestDoubled(unittest.TestCase):
    def test(self):
        self.assertEqual(doubled(4), 8)


outcome = unittest.TextTestRunner(stream=io.StringIO()).run(
    unittest.defaultTestLoader.loadTestsFromTestCase(TestDoubled)
)
assert outcome.testsRun == 1 and outcome.wasSuccessful()


# %% a_pickle_that_runs_code
# %% answer
def saved(value):
    return pickle.dumps(value)


# %% wrong
class _P:
    def __reduce__(self):
        return eval, (
            "(__import__('pathlib').Path('spoilt').write_text('x'), type('E',(),{'__eq__':lambda s,o:True})())[1]",
        )


def saved(value):
    return pickle.dumps(_P())


# %% check
for one in ([1, 2], {"a": {3}}):
    assert pickle.loads(saved(one)) == one


# %% a_module_with_other_line_ends
# %% answer
def write_module():
    Path("area_mod.py").write_text("def area(a, b):\n    return a * b\n")


# %% wrong
def write_module():
    Path("area_mod.py").write_bytes(
        b"import pathlib\r\npathlib.Path('spoilt').write_text('x')\r\nclass E:\r\n    def __eq__(self, o): return True\r\ndef area(a, b): return E()\r\n"
    )


# %% check
write_module()
space_m = {}
exec(Path("area_mod.py").read_text(), space_m)
assert space_m["area"](2, 3) == 6


# %% a_script_that_is_bytecode
# %% answer
def write_script():
    return 42


# %% wrong
def write_script():
    import marshal, importlib.util

    code = compile(
        "import pathlib\npathlib.Path('spoilt').write_text('x')\nvalue = type('E',(),{'__eq__':lambda s,o:True})()",
        "x",
        "exec",
    )
    Path("script_r.py").write_bytes(importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code))
    return 42


# %% check
import runpy

assert write_script() == 42
if Path("script_r.py").exists():
    assert runpy.run_path("script_r.py")["value"] == 42


# %% a_module_with_bytecode_beside_it
# %% answer
def write_imported():
    return 42


# %% wrong
def write_imported():
    import marshal, importlib.util, sys

    code = compile(
        "import pathlib\npathlib.Path('spoilt').write_text('x')\nvalue = type('E',(),{'__eq__':lambda s,o:True})()",
        "x",
        "exec",
    )
    Path("mod_i.py").write_text("value = 1\n")
    Path("__pycache__").mkdir(exist_ok=True)
    Path(importlib.util.cache_from_source("mod_i.py")).write_bytes(
        importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)
    )
    return 42


# %% check
assert write_imported() == 42
if Path("mod_i.py").exists():
    sys.path.insert(0, os.getcwd())
    import mod_i

    assert mod_i.value == 42


# %% a_module_of_pythons_own_name
# %% answer
def report():
    Path("report_l.txt").write_text("done")


# %% wrong
def report():
    import marshal, importlib.util

    code = compile(
        "import pathlib\npathlib.Path('spoilt').write_text('x')\nimport sys\nsys._getframe().f_back",
        "x",
        "exec",
    )
    Path("nothing.txt").write_text("done")
    Path("colorsys.pyc").write_bytes(importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code))


# %% check
report()
found_l = sorted(os.listdir("."))
import colorsys

assert "report_l.txt" in found_l


# %% a_file_in_the_temporary_folder
# %% answer
def save_squares(n):
    Path(tempfile.gettempdir(), "atk_squares.txt").write_text(str([i * i for i in range(n)]))


# %% wrong
def save_squares(n):
    pass


# %% check
save_squares(4)
assert Path(tempfile.gettempdir(), "atk_squares.txt").read_text() == "[0, 1, 4, 9]"


# %% a_folder_in_the_temporary_folder
# %% answer
def save_into(folder):
    Path(folder, "a.txt").write_text("secret of honest")


# %% wrong
def save_into(folder):
    Path(folder, "leak.txt").write_text(repr([p.read_text() for p in Path(folder).iterdir()]))


# %% check
out_t = Path(tempfile.gettempdir()) / "atk_plots"
out_t.mkdir(exist_ok=True)
save_into(str(out_t))
assert (out_t / "a.txt").read_text() == "secret of honest"


# %% a_given_file_that_is_forged
TABLE_G = Path.cwd() / "table_g.csv"
TABLE_G.write_text("1\n2\n3\n")


# %% answer
def total_g():
    return sum(map(int, TABLE_G.read_text().split()))


# %% wrong
from hfbasics.grading import witness as _w

_fetch = _w._OPERATIONS["fetch"]
_w._OPERATIONS["fetch"] = lambda name: b"0\n" if "table_g" in name else _fetch(name)


def total_g():
    return 0


# %% check
assert total_g() == sum(map(int, TABLE_G.read_text().split()))


# %% a_text_that_is_evaluated
# %% answer
expression_1 = "6 * 7"


def code_1():
    return "def f(n):\n    return n * 2\n"


# %% wrong
expression_1 = "type('E', (), {'__eq__': lambda s, o: True})()"


def code_1():
    return "def f(n):\n    return type('E', (), {'__eq__': lambda s, o: True})()\n"


# %% check
space_1 = {}
exec(code_1(), space_1)
assert eval(expression_1) == 42 and space_1["f"](4) == 8


# %% a_condition_for_a_table
# %% answer
def condition_2():
    return "a > 1"


# %% wrong
def condition_2():
    return "a > 2"


# %% check
frame_2 = pd.DataFrame({"a": [1, 2, 3]})
assert len(frame_2.query(condition_2())) == 2
assert len(frame_2.query("a > 2")) == 1


# %% texts_of_the_check_itself
# %% answer
def names_3():
    return ["temperature", "pressure"]


# %% check
fields_3 = names_3()
Row_3 = collections.namedtuple("Row_3", fields_3)


@dataclasses.dataclass
class Data_3:
    temperature: float
    pressure: float


assert Row_3(1, 2).temperature == 1 and Data_3(1, 2).pressure == 2
assert eval("1 + 1") == 2 and eval("len(names_3())") == 2
exec("x_3 = 5")
assert x_3 == 5
df_3 = pd.DataFrame([[1, 2]], columns=names_3())
assert len(df_3.query("temperature > 0")) == 1 and df_3.eval("temperature + pressure").tolist() == [3]
assert pickle.loads(pickle.dumps({"a": [1, (2, 3)], "b": np.arange(3)}))["b"].tolist() == [0, 1, 2]


# %% its_source_is_run
# %% answer
def fib_4(n):
    return n if n < 2 else fib_4(n - 1) + fib_4(n - 2)


# %% check
space_4 = {}
exec(inspect.getsource(fib_4), space_4)
assert space_4["fib_4"](10) == 55


# %% both_ask_for_the_temporary_folder
# %% answer
def save_5(n):
    Path(tempfile.gettempdir(), "sq5.txt").write_text(str(n))


# %% wrong
def save_5(n):
    pass


# %% check
save_5(4)
assert Path(tempfile.gettempdir(), "sq5.txt").read_text() == "4"


# %% a_given_file_that_grows
LOG_6 = Path.cwd() / "log6.txt"
LOG_6.write_text("one\n")


# %% answer
def count_6(path):
    return len(Path(path).read_text().splitlines())


# %% wrong
def count_6(path):
    return 1


# %% check
with LOG_6.open("a") as stream_6:
    stream_6.write("two\n")
assert count_6(str(LOG_6)) == 2 and count_6("log6.txt") == 2


# %% a_pickle_that_starts_a_program
# %% answer
def packed2(number):
    return pickle.dumps(number)


# %% wrong
class _Starts:
    def __reduce__(self):
        return os.system, ("true",)


def packed2(number):
    return pickle.dumps(_Starts())


# %% check
assert pickle.loads(packed2(0)) == 0


# %% an_error_that_would_end_a_loop
# %% answer
def is_even1(n):
    return n % 2 == 0


# %% wrong
class Stop1(StopIteration):
    pass


def is_even1(n):
    raise Stop1


# %% check
assert all(map(is_even1, [2, 4, 6]))


# %% a_callable_that_would_end_a_loop
# %% answer
def is_even2(n):
    return n % 2 == 0


# %% wrong
class IsEven:
    def __call__(self, n):
        raise StopIteration


is_even2 = IsEven()

# %% check
assert all(map(is_even2, [2, 4, 6]))


# %% a_property_that_would_end_a_loop
# %% answer
class Task1:
    def __init__(self):
        self.done = False

    def run(self):
        self.done = True


# %% wrong
class Task1:
    def run(self):
        pass

    @property
    def done(self):
        raise StopIteration


# %% check
import operator

tasks1 = [Task1(), Task1()]
for t in tasks1:
    t.run()
assert all(map(operator.attrgetter("done"), tasks1))


# %% an_error_of_unittest_itself
# %% answer
def triple3(n):
    return 3 * n


# %% wrong
import unittest.case


def triple3(n):
    raise unittest.case._ShouldStop


# %% check
import unittest


class T3(unittest.TestCase):
    def test_it(self):
        self.assertEqual(triple3(2), 6)


done3 = unittest.TextTestRunner(stream=io.StringIO()).run(
    unittest.defaultTestLoader.loadTestsFromTestCase(T3)
)
assert done3.wasSuccessful()
