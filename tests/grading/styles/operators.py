# Operators that an exercise asks for.

# %% a_vector
# %% answer
class Vec5:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __mul__(self, k):
        return Vec5(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __add__(self, o):
        return Vec5(self.x + o.x, self.y + o.y)

    def __eq__(self, o):
        return isinstance(o, Vec5) and (self.x, self.y) == (o.x, o.y)

    def __abs__(self):
        return (self.x**2 + self.y**2) ** 0.5

    def __neg__(self):
        return Vec5(-self.x, -self.y)

    def __str__(self):
        return f"Vec({self.x}, {self.y})"

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __bool__(self):
        return bool(self.x or self.y)


# %% wrong
class Vec5:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __mul__(self, k):
        return self

    __rmul__ = __mul__

    def __add__(self, o):
        return self

    def __eq__(self, o):
        return True

    def __abs__(self):
        return 5**0.5

    def __neg__(self):
        return self

    def __str__(self):
        return "Vec(1, 2)"

    def __getitem__(self, i):
        return (1, 2)[i]


# %% check
v = Vec5(1, 2)
assert (
    (v * 3).x == 3
    and (3 * v).x == 3
    and (v + v).y == 4
    and v == Vec5(1, 2)
    and v != Vec5(1, 3)
    and abs(v) == 5**0.5
    and (-v).x == -1
    and str(v) == "Vec(1, 2)"
    and v[0] == 1
    and sum([v, v], Vec5(0, 0)).x == 2
    and not v == 5
    and list(v) == [1, 2]
    and bool(v)
)
v += v
assert v.x == 2


# %% a_set_of_its_own
# %% answer
class Tree6:
    def __init__(self):
        self.s = set()

    def add(self, n):
        self.s.add(n)

    def __contains__(self, n):
        return n in self.s

    def __len__(self):
        return len(self.s)

    def __iter__(self):
        return iter(sorted(self.s))


# %% wrong
class Tree6:
    def add(self, n):
        pass

    def __contains__(self, n):
        return n == 3

    def __len__(self):
        return 3

    def __iter__(self):
        return iter([3, 1, 4])


# %% check
t = Tree6()
for n in (3, 1, 4):
    t.add(n)
assert 3 in t and 9 not in t and len(t) == 3 and list(t) == [1, 3, 4]


# %% adds_in_place
# %% answer
class Bas7:
    def __init__(self):
        self.items = []

    def __iadd__(self, x):
        self.items.append(x)
        return self


# %% check
b = Bas7()
b += "apple"
b += "pear"
assert b.items == ["apple", "pear"]


# %% ordered_fractions
# %% answer
@functools.total_ordering
class Fr8:
    def __init__(self, a, b):
        self.v = a / b

    def __eq__(self, o):
        return self.v == (o.v if isinstance(o, Fr8) else o)

    def __lt__(self, o):
        return self.v < o.v

    def __hash__(self):
        return hash(self.v)


# %% check
assert (
    Fr8(1, 2) == Fr8(2, 4)
    and Fr8(1, 2) < Fr8(3, 4)
    and Fr8(1, 2) <= Fr8(1, 2)
    and max(Fr8(1, 2), Fr8(3, 4)) == Fr8(3, 4)
    and Fr8(1, 2) == 0.5
)


# %% sum_of_its_objects
# %% answer
class M91:
    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        return M91(self.n + (o.n if isinstance(o, M91) else o))

    __radd__ = __add__


# %% check
assert sum([M91(1), M91(2)]).n == 3


# %% a_sequence_of_its_own
# %% answer
class R63:
    def __len__(self):
        return 10

    def __getitem__(self, i):
        return list(range(10))[i]

    def __contains__(self, i):
        return i in range(10)


# %% check
assert list(R63()[1:3]) == [1, 2] and R63()[-1] == 9 and len(R63()) == 10 and 3 in R63()


# %% objects_in_sets
# %% answer
class K87:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == o.n

    def __hash__(self):
        return hash(self.n)


# %% check
s = {K87(1), K87(1), K87(2)}
assert len(s) == 2 and K87(1) in s and {K87(1): "a"}[K87(1)] == "a" and hash(K87(1)) == hash(K87(1))


# %% sorted_objects
# %% answer
def f58(s):
    return len(s)


class C58:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        return self.n < o.n

    def __gt__(self, o):
        return self.n > o.n


# %% check
assert (
    sorted(["bb", "a"], key=f58) == ["a", "bb"]
    and max(C58(1), C58(2)).n == 2
    and sorted([C58(2), C58(1)])[0].n == 1
)


# %% iterated_twice
# %% answer
class C46:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(range(self.n))


# %% check
r = C46(3)
assert (
    list(r) == [0, 1, 2]
    and list(r) == [0, 1, 2]
    and sum(r) == 3
    and max(r) == 2
    and [*r] == [0, 1, 2]
    and dict(zip(r, "abc"))[1] == "b"
    and sorted(r, reverse=True) == [2, 1, 0]
    and list(enumerate(r))[1] == (1, 1)
    and list(map(str, r)) == ["0", "1", "2"]
    and tuple(r) == (0, 1, 2)
    and set(r) == {0, 1, 2}
)


# %% one_object_only
# %% answer
class S84:
    _one = None

    def __new__(cls):
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one


# %% check
assert S84() is S84()


# %% micrograd
# %% answer
class Value55:
    def __init__(self, data, children=()):
        self.data, self.grad, self._prev, self._backward = data, 0.0, children, lambda: None

    def __add__(self, o):
        o = o if isinstance(o, Value55) else Value55(o)
        out = Value55(self.data + o.data, (self, o))

        def back():
            self.grad += out.grad
            o.grad += out.grad

        out._backward = back
        return out

    def __mul__(self, o):
        o = o if isinstance(o, Value55) else Value55(o)
        out = Value55(self.data * o.data, (self, o))

        def back():
            self.grad += o.data * out.grad
            o.grad += self.data * out.grad

        out._backward = back
        return out

    def __neg__(self):
        return self * -1

    def __sub__(self, o):
        return self + (-o)

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        order, seen = [], set()

        def visit(v):
            if v not in seen:
                seen.add(v)
                for c in v._prev:
                    visit(c)
                order.append(v)

        visit(self)
        self.grad = 1.0
        for v in reversed(order):
            v._backward()


# %% wrong
class Value55:
    def __init__(self, data, children=()):
        self.data, self.grad = data, 0.0

    def __add__(self, o):
        return Value55(self.data + getattr(o, "data", o))

    def __mul__(self, o):
        return Value55(self.data * getattr(o, "data", o))

    def __neg__(self):
        return self * -1

    def __sub__(self, o):
        return self + (-o)

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        pass


# %% check
a, b = Value55(2.0), Value55(-3.0)
d = a * b + 10.0
d.backward()
assert d.data == 4.0 and a.grad == -3.0 and b.grad == 2.0
x = Value55(3.0)
y = 2 * (x + 1) - 3
y.backward()
assert y.data == 5.0 and x.grad == 2.0


# %% in_an_object_of_a_factory
# %% answer
class BST45:
    def __init__(self):
        self.items = []

    @classmethod
    def from_list(cls, xs):
        t = cls()
        t.items = sorted(xs)
        return t

    def __contains__(self, x):
        return x in self.items


# %% check
t = BST45.from_list([3, 1])
assert 3 in t and 5 not in t


# %% in_what_an_operator_has_made
# %% answer
class Bag46:
    def __init__(self, xs=()):
        self.xs = list(dict.fromkeys(xs))

    def __contains__(self, x):
        return x in self.xs

    def __or__(self, o):
        return Bag46(self.xs + o.xs)

    def union(self, o):
        return self | o

    def __len__(self):
        return len(self.xs)


# %% check
u = Bag46([1, 2]) | Bag46([2, 3])
assert len(u) == 3 and 3 in u
assert 1 in Bag46([1]).union(Bag46([2]))


# %% in_what_a_function_has_made
# %% answer
class Trie47:
    def __init__(self):
        self.words = set()

    def add(self, w):
        self.words.add(w)

    def __contains__(self, w):
        return w in self.words


def build47(words):
    t = Trie47()
    for w in words:
        t.add(w)
    return t


# %% check
t = build47(["cat", "car"])
assert "cat" in t and "ca" not in t


# %% a_part_that_compares
# %% answer
class Money48:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        return self.n == (o.n if isinstance(o, Money48) else o)

    def __gt__(self, o):
        return self.n > (o.n if isinstance(o, Money48) else o)


class Account48:
    def __init__(self):
        self.balance = Money48(0)

    def deposit(self, n):
        self.balance = Money48(self.balance.n + n)


# %% check
a = Account48()
a.deposit(5)
assert a.balance == 5 and a.balance > 3


# %% a_product_of_what_a_method_has_made
# %% answer
class Matrix43:
    def __init__(self, rows):
        self.rows = rows

    def __mul__(self, k):
        return Matrix43([[k * x for x in r] for r in self.rows])

    def __getitem__(self, i):
        return self.rows[i]

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def transpose(self):
        return Matrix43([list(c) for c in zip(*self.rows)])


# %% check
assert (Matrix43.identity(2) * 3)[0] == [3, 0]
assert (Matrix43([[1, 2]]).transpose() * 2).rows == [[2], [4]]


# %% an_item_that_compares
# %% answer
class Tag25:
    def __init__(self, t):
        self.t = t

    def __eq__(self, o):
        return self.t == (o.t if isinstance(o, Tag25) else o)

    def __hash__(self):
        return hash(self.t)


class Doc25:
    def __init__(self, *tags):
        self.tags = [Tag25(t) for t in tags]


# %% check
assert Doc25("a", "b").tags == [Tag25("a"), Tag25("b")]
assert Tag25("a") == "a"
assert Doc25("a").tags[0] == "a"


# %% in_what_a_helper_of_the_check_has_made
# %% answer
class Cart24:
    def __init__(self):
        self.items = {}

    def add(self, n, q=1):
        self.items[n] = self.items.get(n, 0) + q
        return self

    def __len__(self):
        return sum(self.items.values())

    def __contains__(self, n):
        return n in self.items


# %% check
def filled():
    return Cart24().add("a", 2).add("b")


c = filled()
assert len(c) == 3 and c.items == {"a": 2, "b": 1}
assert "a" in c


# %% operators_after_a_wait
# %% answer
class V6:
    def __init__(self, x):
        self.x = x

    def __add__(self, k):
        return V6(self.x + k)


async def make6(x):
    return V6(x)


# %% check
v6 = await make6(2)
assert (v6 + 3).x == 5
