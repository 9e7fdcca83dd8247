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
