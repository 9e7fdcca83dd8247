# What an object, a class or a function is.

# %% a_class_of_a_library
# %% answer
class Net1(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


# %% wrong
class Net1:
    def forward(self, x):
        return x


# %% check
assert issubclass(Net1, nn.Module)

# %% the_type_of_a_layer
# %% answer
layer1 = nn.Linear(1, 1)
# %% wrong
layer1 = nn.Conv1d(1, 1, 1)
# %% check
assert type(layer1) is nn.Linear

# %% the_class_of_a_layer
# %% answer
layer3 = nn.Linear(1, 1)
# %% wrong
layer3 = nn.Bilinear(1, 1, 1)
# %% check
assert layer3.__class__ is nn.Linear

# %% the_name_of_a_type
# %% answer
layer4 = nn.Linear(1, 1)
# %% wrong
layer4 = nn.Conv1d(1, 1, 1)
# %% check
assert type(layer4).__name__ == "Linear"

# %% functions_of_libraries
# %% answer
act6 = torch.relu
act7 = np.mean
act8 = max
act9 = torch.nn.functional.softmax
# %% wrong
act6 = torch.sigmoid
act7 = np.mean
act8 = max
act9 = torch.nn.functional.softmax
# %% check
assert (
    act6 is torch.relu
    and act7 is np.mean
    and act8 is max
    and act9 is torch.nn.functional.softmax
    and act6 == torch.relu
)

# %% a_class_as_an_answer
# %% answer
kind7 = nn.Linear


# %% wrong
class kind7:
    __module__ = "torch.nn.modules.linear"
    __qualname__ = "Linear"


kind7 = kind7()
# %% check
assert kind7 is nn.Linear


# %% the_signature
# %% answer
def f10(a, b=3):
    return a


# %% wrong
def f10(a, b=4):
    return a


# %% check
assert (
    list(inspect.signature(f10).parameters) == ["a", "b"]
    and inspect.signature(f10).parameters["b"].default == 3
)


# %% name_doc_and_defaults
# %% answer
def f11(a: int = 1):
    "Hi."


# %% check
assert (
    f11.__name__ == "f11"
    and f11.__doc__ == "Hi."
    and f11.__annotations__ == {"a": int}
    and f11.__defaults__ == (1,)
)


# %% type_hints
# %% answer
def f12(a: int) -> str:
    return ""


# %% check
assert typing.get_type_hints(f12) == {"a": int, "return": str}


# %% a_generic_type_hint
# %% answer
def f11(xs: list[int]) -> int:
    return 0


# %% check
assert isinstance(f11.__annotations__["xs"], type(list[int])) or f11.__annotations__["xs"] == list[int]
assert typing.get_type_hints(f11)["return"] is int


# %% the_source_of_a_function
# %% answer
def f13(a):
    return sum(a)


# %% wrong
def f13(a):
    total = 0
    for one in a:
        total += one
    return total


# %% check
assert "for" not in inspect.getsource(f13)


# %% is_it_a_function
# %% answer
def f25():
    pass


# %% check
assert inspect.isfunction(f25) and isinstance(f25, types.FunctionType) and callable(f25)


# %% is_it_a_class
# %% answer
class C26:
    pass


# %% check
assert inspect.isclass(C26) and isinstance(C26, type)


# %% is_it_a_generator
# %% answer
def f24():
    yield from range(3)


# %% check
g = f24()
assert inspect.isgenerator(g) and isinstance(g, types.GeneratorType) and next(g) == 0 and list(g) == [1, 2]


# %% it_cannot_be_iterated
# %% answer
class C27:
    pass


# %% wrong
class C27:
    def __iter__(self):
        return iter(())


# %% check
assert not isinstance(C27(), Iterable) and not hasattr(C27(), "__iter__") and not isinstance(C27(), Sized)


# %% it_is_an_iterator
# %% answer
class C28:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration


# %% check
assert isinstance(C28(), Iterator)


# %% is_it_a_property
# %% answer
class C61:
    def __init__(self, n):
        self.n = n

    @property
    def area(self):
        return self.n**2


# %% check
assert isinstance(C61.area, property) and C61(2).area == 4

# %% an_abstract_class
# %% answer
import abc


class Shape60(abc.ABC):
    @abc.abstractmethod
    def area(self): ...


class Sq60(Shape60):
    def __init__(self, n):
        self.n = n

    def area(self):
        return self.n**2


# %% check
try:
    Shape60()
except TypeError:
    pass
else:
    assert False
assert Sq60(2).area() == 4 and isinstance(Sq60(2), Shape60) and inspect.isabstract(Shape60)


# %% the_names_of_its_attributes
# %% answer
class C35:
    def __init__(self):
        self.x = 1

    def area(self):
        return 1


# %% check
assert "area" in dir(C35) and "x" in dir(C35())


# %% its_attributes_as_a_dict
# %% answer
class C34:
    def __init__(self):
        self.x = 1


# %% check
assert vars(C34()) == {"x": 1} and C34().__dict__ == {"x": 1}


# %% a_dataclass_as_a_dict
# %% answer
@dataclasses.dataclass
class P32:
    x: int
    y: int


# %% check
assert (
    dataclasses.asdict(P32(1, 2)) == {"x": 1, "y": 2}
    and dataclasses.is_dataclass(P32)
    and [f.name for f in dataclasses.fields(P32)] == ["x", "y"]
)


# %% the_bases_of_a_class
# %% answer
class C86:
    pass


class D86(C86):
    pass


# %% check
assert (
    [c.__name__ for c in D86.__mro__] == ["D86", "C86", "object"]
    and D86.__bases__ == (C86,)
    and issubclass(D86, C86)
    and D86.__name__ == "D86"
)


# %% slots
# %% answer
class C83:
    __slots__ = ("x",)


# %% check
c = C83()
try:
    c.z = 3
except AttributeError:
    pass
else:
    assert False
assert C83.__slots__ == ("x",)


# %% static_and_class_methods
# %% answer
class C85:
    @staticmethod
    def a(n):
        return 2 * n

    @classmethod
    def b(cls):
        return cls.__name__


# %% check
assert (
    C85.a(2) == 4
    and C85.b() == "C85"
    and C85().a(2) == 4
    and inspect.isfunction(C85.a)
    and inspect.ismethod(C85.b)
)


# %% an_enum_of_its_own
# %% answer
class Col9(enum.Enum):
    RED = 1
    BLUE = 2


# %% check
assert (
    Col9.RED is Col9(1)
    and Col9["RED"].value == 1
    and [c.name for c in Col9] == ["RED", "BLUE"]
    and isinstance(Col9.RED, Col9)
    and len(Col9) == 2
    and Col9.RED == Col9.RED
    and Col9.RED != Col9.BLUE
    and issubclass(Col9, enum.Enum)
    and isinstance(Col9.RED, enum.Enum)
)


# %% a_kind_of_int
# %% answer
class Age66(int):
    def label(self):
        return f"age {int(self)}"


# %% check
assert (
    isinstance(Age66(3), int)
    and Age66(3) + 1 == 4
    and Age66(3).label() == "age 3"
    and type(Age66(3)) is Age66
)


# %% a_kind_of_list
# %% answer
class Stack67(list):
    def push(self, x):
        self.append(x)


# %% check
s = Stack67()
s.push(1)
s.push(2)
assert (
    s.pop() == 2
    and len(s) == 1
    and (s == [1])
    and isinstance(s, list)
    and (s[0] == 1)
    and (list(s) == [1])
    and bool(s)
)


# %% a_kind_of_dict
# %% answer
class D68(dict):
    def __missing__(self, k):
        return "none"


# %% check
d = D68()
d["a"] = 1
assert (
    d["a"] == 1
    and d["q"] == "none"
    and (d == {"a": 1})
    and (dict(d) == {"a": 1})
    and (list(d.items()) == [("a", 1)])
)

# %% a_named_tuple
# %% answer
P69 = collections.namedtuple("P69", "x y")
# %% check
p = P69(1, 2)
assert (
    p == (1, 2)
    and p._asdict() == {"x": 1, "y": 2}
    and p._replace(x=5).x == 5
    and P69._fields == ("x", "y")
    and repr(p) == "P69(x=1, y=2)"
    and type(p) is P69
    and isinstance(p, P69)
    and isinstance(p, tuple)
)


# %% a_figure_of_matplotlib
# %% answer
def draw63():
    fig, ax = plt.subplots()
    return fig


# %% check
from matplotlib.axes import Axes
from matplotlib.figure import Figure

assert isinstance(draw63(), Figure) and isinstance(draw63().axes[0], Axes)


# %% a_class_below_a_given_one
class Shape90:
    def area(self):
        return 0


# %% answer
class Square90(Shape90):
    def area(self):
        return 4


# %% wrong
class Square90:
    def area(self):
        return 4


# %% check
assert issubclass(Square90, Shape90)
assert isinstance(Square90(), Shape90)


# %% a_compiled_pattern
# %% answer
import re

EMAIL2 = re.compile(r"^[\w.]+@[\w.]+\.\w+$")
# %% wrong
import re

EMAIL2 = re.compile(r".*")
# %% check
assert re.match(EMAIL2, "a.b@c.de") and not re.match(EMAIL2, "a@b")
assert isinstance(EMAIL2, re.Pattern)


# %% keys_of_a_dict
# %% answer
def names16(d):
    return d.keys()


# %% check
r = names16({"a": 1, "b": 2})
assert set(r) == {"a", "b"} and len(r) == 2 and "a" in r
assert r == {"a": 1, "b": 2}.keys()


# %% a_dict_that_may_not_change
# %% answer
FROZEN61 = types.MappingProxyType({"a": 1})
# %% check
assert FROZEN61["a"] == 1 and "a" in FROZEN61 and dict(FROZEN61) == {"a": 1}
try:
    FROZEN61["b"] = 2
    raise AssertionError
except TypeError:
    pass
assert FROZEN61 == {"a": 1}


# %% a_repr_that_makes_it_again
# %% answer
class Pt27:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Pt27({self.x}, {self.y})"

    def __eq__(self, o):
        return isinstance(o, Pt27) and (self.x, self.y) == (o.x, o.y)


# %% wrong
class Pt27:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Pt27({self.x})"

    def __eq__(self, o):
        return isinstance(o, Pt27) and (self.x, self.y) == (o.x, o.y)


# %% check
p = Pt27(1, 2)
assert eval(repr(p)) == p


# %% a_protocol_of_the_answer
# %% answer
@typing.runtime_checkable
class Speaks35(typing.Protocol):
    def speak(self) -> str: ...


# %% check
class Dog:
    def speak(self):
        return "wuff"


class Stone:
    pass


assert isinstance(Dog(), Speaks35) and not isinstance(Stone(), Speaks35)


# %% in_a_dict_of_layers
# %% answer
class N17(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleDict({"a": nn.Linear(2, 2), "b": nn.ReLU()})
        self.act = nn.functional.gelu
        self.scale = nn.ParameterList([nn.Parameter(torch.ones(1)) for _ in range(2)])

    def forward(self, x):
        return self.act(self.layers["a"](x)) * self.scale[0]


# %% check
n = N17()
assert "a" in n.layers and list(n.layers) == ["a", "b"] and isinstance(n.layers["b"], nn.ReLU)
assert n.act is nn.functional.gelu and len(n.scale) == 2 and len(list(n.parameters())) == 4
for name, mod in n.named_modules():
    if isinstance(mod, nn.Linear):
        assert mod.weight.shape == (2, 2)


# %% in_the_layers_of_a_model
# %% answer
class N18(nn.Module):
    def __init__(self):
        super().__init__()
        self.d = nn.ModuleDict({"a": nn.Linear(2, 2)})

    def forward(self, x):
        return self.d["a"](x)


# %% check
assert "a" in N18().d


# %% the_signature_of_a_function_of_the_check
# %% answer
def curry12(f):
    n = len(inspect.signature(f).parameters)

    def inner(*a):
        return f(*a) if len(a) >= n else lambda *b: inner(*a, *b)

    return inner


# %% check
assert curry12(lambda a, b, c: a + b + c)(1)(2)(3) == 6


# %% annotations_of_a_function_of_the_check
# %% answer
def typed11(f):
    @functools.wraps(f)
    def inner(*a):
        for v, t in zip(a, f.__annotations__.values()):
            if not isinstance(v, t):
                raise TypeError(v)
        return f(*a)

    return inner


# %% check
@typed11
def add(a: int, b: int):
    return a + b


assert add(1, 2) == 3
try:
    add("a", 1)
    raise AssertionError("no error")
except TypeError:
    pass


# %% the_class_name_of_an_object_of_the_check
# %% answer
def describe10(o):
    return f"{type(o).__name__}: {o.name}"


# %% check
class U:
    def __init__(self):
        self.name = "a"


assert describe10(U()) == "U: a"


# %% a_method_that_is_taken_off_again
# %% answer
class Bus22:
    def __init__(self):
        self.subs = set()

    def on(self, f):
        self.subs.add(f)

    def off(self, f):
        self.subs.discard(f)

    def emit(self, x):
        for f in list(self.subs):
            f(x)


# %% check
got, b = [], Bus22()
b.on(got.append)
b.on(got.append)
b.emit(1)
assert got == [1]
