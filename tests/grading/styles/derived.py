# Classes of the check that descend from the student's, or have parts of theirs.


# %% a_property_in_a_derived_class
# %% answer
from abc import ABC, abstractmethod


class Shape31(ABC):
    @property
    @abstractmethod
    def area(self): ...
    def describe(self):
        return f"{type(self).__name__} of {self.area}"


# %% check
class Square(Shape31):
    def __init__(self, s):
        self.s = s

    @property
    def area(self):
        return self.s**2


assert Square(3).describe() == "Square of 9"
assert Square(2).area == 4


# %% a_class_method_in_a_derived_class
# %% answer
class Plugin32:
    registry = {}

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        Plugin32.registry[cls.__name__] = cls

    @classmethod
    def create(cls, name):
        return Plugin32.registry[name]()


# %% check
class Csv(Plugin32):
    ext = ".csv"

    @staticmethod
    def helper(x):
        return x + 1

    @classmethod
    def make(cls):
        return cls()


assert Plugin32.registry["Csv"] is Csv
assert isinstance(Plugin32.create("Csv"), Csv) and Csv.ext == ".csv"
assert Csv.helper(1) == 2 and isinstance(Csv.make(), Csv)


# %% a_keyword_of_a_derived_class
# %% answer
class Base33:
    kinds = {}

    def __init_subclass__(cls, /, kind=None, **kw):
        super().__init_subclass__(**kw)
        if kind:
            Base33.kinds[kind] = cls


# %% check
class Dog(Base33, kind="dog"):
    pass


assert Base33.kinds == {"dog": Dog}


# %% a_class_with_two_bases
# %% answer
class Repr34:
    def __repr__(self):
        args = ", ".join(f"{k}={v!r}" for k, v in vars(self).items())
        return f"{type(self).__name__}({args})"


# %% check
class Thing:
    def __init__(self, a):
        self.a = a


class Shown(Repr34, Thing):
    pass


assert repr(Shown(1)) == "Shown(a=1)"


# %% a_method_with_a_decorator_of_the_answer
# %% answer
def logged41(f):
    @functools.wraps(f)
    def inner(*a, **k):
        inner.calls += 1
        return f(*a, **k)

    inner.calls = 0
    return inner


# %% check
class Calc:
    @logged41
    def add(self, a, b):
        return a + b


c = Calc()
assert c.add(1, 2) == 3 and c.add(2, 2) == 4 and Calc.add.calls == 2
