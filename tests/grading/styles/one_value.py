# One value, here and there.

# %% a_list_that_is_a_copy
# %% answer
class S43:
    def __init__(self):
        self._i = []

    def push(self, x):
        self._i.append(x)

    def items(self):
        return list(self._i)


# %% wrong
class S43:
    def __init__(self):
        self._i = []

    def push(self, x):
        self._i.append(x)

    def items(self):
        return self._i


# %% check
s = S43()
s.push(1)
s.items().append(5)
assert s.items() == [1]


# %% a_history_that_cannot_be_changed
# %% answer
class Acc37:
    def __init__(self, b):
        self._h = []
        self.b = b

    @property
    def history(self):
        return list(self._h)

    def deposit(self, n):
        self.b += n
        self._h.append(n)


# %% wrong
class Acc37:
    def __init__(self, b):
        self.history = []

    def deposit(self, n):
        self.history.append(n)


# %% check
acc = Acc37(10)
acc.deposit(5)
log = acc.history
log.append("hack")
assert "hack" not in acc.history


# %% a_list_that_it_keeps
# %% answer
class L44:
    def __init__(self, log):
        self.log = log

    def write(self, t):
        self.log.append(t)


# %% wrong
class L44:
    def __init__(self, log):
        self.log = list(log)

    def write(self, t):
        self.log.append(t)


# %% check
log = []
c = L44(log)
c.write("x")
c.write("y")
assert log == ["x", "y"]


# %% a_list_that_grows
# %% answer
class C45:
    def __init__(self):
        self.items = []

    def add(self, x):
        self.items.append(x)


# %% check
c = C45()
items = c.items
c.add(1)
assert items == [1]


# %% nodes_of_the_check
# %% answer
class List46:
    def __init__(self):
        self.last = None

    def add(self, n):
        if self.last is not None:
            self.last.next = n
        self.last = n


# %% check
class Node:
    def __init__(self, v):
        self.v = v
        self.next = None


L = List46()
a = Node(1)
L.add(a)
b = Node(2)
L.add(b)
assert a.next is b or (a.next is None and b.next is a)


# %% a_given_object_that_it_keeps
class Acc47:
    def __init__(self, n):
        self.n = n


# %% answer
class Wallet47:
    def __init__(self, a):
        self.a = a

    def pay(self, n):
        self.a.n += n


# %% check
a = Acc47(1)
w = Wallet47(a)
w.pay(3)
w.pay(4)
assert a.n == 8


# %% makes_a_given_dataclass
@dataclasses.dataclass(frozen=True)
class Pt38:
    x: int
    y: int

    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5


# %% answer
def parse38(s):
    return Pt38(*map(int, s.split(",")))


# %% wrong
class Any38:
    x, y = 3, 4

    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash(Pt38(3, 4))

    def norm(self):
        return 5


def parse38(s):
    return Any38()


# %% check
p = parse38("3,4")
assert (
    p == Pt38(3, 4)
    and type(p) is Pt38
    and isinstance(p, Pt38)
    and p.norm() == 5
    and dataclasses.asdict(p) == {"x": 3, "y": 4}
    and [p] == [Pt38(3, 4)]
    and {p: 1}[Pt38(3, 4)] == 1
)


# %% makes_a_given_tree
class TNode39:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right


# %% answer
def build39(xs):
    if not xs:
        return None
    m = len(xs) // 2
    return TNode39(xs[m], build39(xs[:m]), build39(xs[m + 1 :]))


# %% check
root = build39([1, 2, 3])
assert root.value == 2 and root.left.value == 1 and root.right.value == 3 and root.left.left is None


# %% changes_a_given_tree
class TNode40:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right


# %% answer
def total40(t):
    return 0 if t is None else t.value + total40(t.left) + total40(t.right)


def invert40(t):
    if t:
        t.left, t.right = (t.right, t.left)
        invert40(t.left)
        invert40(t.right)


# %% check
t = TNode40(2, TNode40(1), TNode40(3))
assert total40(t) == 6
invert40(t)
assert t.left.value == 3


# %% a_list_in_itself
# %% answer
def f41(x):
    return x


# %% check
a = []
a.append(a)
assert f41(a) is a and f41(a)[0] is a


# %% rows_that_are_shared
# %% answer
def f42(xs):
    return list(xs)


# %% check
xs = [[1], [2]]
ys = f42(xs)
ys[0].append(5)
assert xs[0] == [1, 5] and xs is not ys


# %% rows_that_are_not_shared
# %% answer
def f43(xs):
    return copy.deepcopy(xs)


# %% wrong
def f43(xs):
    return list(xs)


# %% check
xs = [[1], [2]]
ys = f43(xs)
ys[0].append(5)
assert xs[0] == [1]


# %% the_same_array
# %% answer
def f35(a):
    a *= 2
    return a


# %% wrong
def f35(a):
    return a * 2


# %% check
a = np.arange(4.0)
assert f35(a) is a and a.tolist() == [0, 2, 4, 6]


# %% a_copy_of_an_array
# %% answer
def f34(a):
    return a.copy()


# %% wrong
def f34(a):
    return a


# %% check
a = np.arange(4.0)
v = f34(a)
v[0] = 9
assert a[0] == 0


# %% a_linked_list
# %% answer
class Node36:
    def __init__(self, v):
        self.value, self.next = (v, None)


class Linked36:
    head = None

    def append(self, v):
        new = Node36(v)
        if self.head is None:
            self.head = new
            return
        n = self.head
        while n.next:
            n = n.next
        n.next = new

    def to_list(self):
        out, n = ([], self.head)
        while n:
            out.append(n.value)
            n = n.next
        return out


# %% check
L = Linked36()
for x in "abc":
    L.append(x)
n = L.head
out = []
while n is not None:
    out.append(n.value)
    n = n.next
assert out == ["a", "b", "c"] and L.head.next.next.next is None
L.head.value = "z"
assert L.to_list()[0] == "z"
L.head.next = None
assert L.to_list() == ["z"]


# %% a_deep_copy
# %% answer
class C33:
    def __init__(self):
        self.x = []


# %% wrong
class C33:
    x = []


# %% check
a = C33()
b = copy.deepcopy(a)
b.x.append(1)
assert a.x == [] and b.x == [1]


# %% dicts
# %% answer
def f10():
    return {"a": 1}


def f10b():
    return collections.defaultdict(int)


# %% check
d = f10()
assert list(d.keys()) == ["a"] and d.get("z") is None and "a" in d and d.items() == {"a": 1}.items()
assert f10b()["zzz"] == 0


# %% sorts_objects_of_the_check
# %% answer
def sort29(xs):
    return sorted(xs)


# %% wrong
def sort29(xs):
    return xs


# %% check
class P:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        return self.n < o.n

    def __eq__(self, o):
        return self.n == o.n


a, b = P(2), P(1)
assert sort29([a, b]) == [b, a] and sort29([a, b])[0] is b


# %% calls_an_object_of_the_check
# %% answer
def walk30(xs, v):
    for x in xs:
        v.visit(x)


# %% check
class V:
    total = 0

    def visit(self, n):
        self.total += n


v = V()
walk30([1, 2], v)
assert v.total == 3


# %% objects_of_the_check_that_speak
# %% answer
def chorus31(xs):
    return " ".join(x.speak() for x in xs)


# %% check
class Dog:
    def speak(self):
        return "woof"


class Cat:
    def speak(self):
        return "miau"


assert chorus31([Dog(), Cat()]) == "woof miau"


# %% sends_to_a_generator
# %% answer
def f45():
    t = 0
    while True:
        x = yield t
        t += x


# %% check
g = f45()
next(g)
assert g.send(3) == 3
assert g.send(4) == 7
g.close()

# %% an_endless_generator
# %% answer
import itertools


def g47():
    n = 0
    while True:
        yield n
        n += 1


# %% check
assert list(zip(g47(), "ab")) == [(0, "a"), (1, "b")] and list(itertools.islice(g47(), 3)) == [0, 1, 2]


# %% rows_that_are_one_list
# %% answer
def grid(n):
    return [[0] * n for _ in range(n)]


# %% wrong
def grid(n):
    return [[0] * n] * n


# %% check
rows = grid(2)
rows[0][0] = 1
assert rows[1][0] == 0


# %% the_list_itself_in_place_of_a_copy
# %% answer
def in_order(numbers):
    return sorted(numbers)


# %% wrong
def in_order(numbers):
    numbers.sort()
    return numbers


# %% check
before = [2, 1]
after = in_order(before)
assert after == [1, 2] and after is not before


# %% a_copy_that_is_the_object
# %% answer
class Box:
    def copy(self):
        return Box()


# %% wrong
class Box:
    def copy(self):
        return self


# %% check
one = Box()
assert one.copy() is not one


# %% methods_in_a_chain
# %% answer
class Chain:
    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)
        return self


# %% another
class Chain:
    items = ()

    def add(self, item):
        self.items = [*self.items, item]
        return self


# %% check
chain = Chain()
assert chain.add(1).add(2) is chain and chain.items == [1, 2]


# %% a_given_object_is_changed
class Account:
    def __init__(self, balance):
        self.balance = balance


# %% answer
def pay_in(account, amount):
    account.balance += amount


# %% another
def pay_in(account, amount):
    setattr(account, "balance", account.balance + amount)


# %% check
account = Account(100)
pay_in(account, 5)
assert account.balance == 105


# %% equal_to_a_given_dataclass
@dataclasses.dataclass
class Item:
    name: str
    count: int


# %% answer
def parse(line):
    name, count = line.split(",")
    return Item(name, int(count))


# %% another
def parse(line):
    return Item(line[0], int(line[2]))


# %% check
assert parse("a,1") == Item("a", 1)
assert [parse("b,2")] == [Item("b", 2)]


# %% a_member_of_a_given_enum
class Colour(enum.Enum):
    RED = 1
    BLUE = 2


# %% answer
def after(colour):
    return Colour(colour.value + 1)


# %% another
def after(colour):
    return Colour.BLUE


# %% check
assert after(Colour.RED) is Colour.BLUE


# %% a_named_tuple_that_adds
# %% answer
class Point(collections.namedtuple("Point", "x y")):
    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


# %% another
@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: int

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


# %% check
total = Point(1, 2) + Point(3, 4)
assert (total.x, total.y) == (4, 6)
assert total == Point(4, 6)


# %% an_object_in_a_format
# %% answer
class Money:
    def __init__(self, n):
        self.n = n

    def __format__(self, how):
        return format(self.n, how) + " EUR"

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return hash(self.n)


# %% another
class Money(float):
    def __format__(self, how):
        return format(float(self), how) + " EUR"


# %% check
assert f"{Money(2):.2f}" == "2.00 EUR"
assert len({Money(1), Money(1)}) == 1

# %% a_check_sorts
# %% answer
found = [1, 2, 3]
# %% another
found = [3, 1, 2]
# %% check
found.sort()
assert found == [1, 2, 3]

# %% a_check_sets_an_option
# %% answer
options = {"step": 1}


def stepped(n):
    return n + options["step"]


# %% check
options["step"] = 5
assert stepped(1) == 6


# %% a_dict_of_arrays_is_changed
# %% answer
def scale(table):
    table["x"] = np.ones(3)


# %% another
def scale(table):
    table.update(x=np.full(3, 1.0))


# %% check
table = {"x": np.zeros(2)}
scale(table)
assert table["x"].tolist() == [1.0, 1.0, 1.0]

# %% a_table_is_returned
people = pd.DataFrame({"name": ["a", "b"], "n": [1, 2]})


# %% answer
def large(table):
    return table[table.n > 1]


# %% another
def large(table):
    return table.query("n > 1")


# %% check
expected = pd.DataFrame({"name": ["b"], "n": [2]})
pd.testing.assert_frame_equal(large(people).reset_index(drop=True), expected)
assert (large(people)["n"] > 1).sum() == 1


# %% a_table_is_changed
# %% answer
def double(table):
    table["b"] = table["a"] * 2


# %% another
def double(table):
    table.insert(1, "b", table.a + table.a)


# %% check
table = pd.DataFrame({"a": [1, 2]})
double(table)
assert table["b"].tolist() == [2, 4]


# %% a_step_of_gradient_descent
# %% answer
@torch.no_grad()
def descend(weights, rate):
    for w in weights:
        w -= rate * w.grad


# %% another
def descend(weights, rate):
    for w in weights:
        w.data = w.data - rate * w.grad


# %% check
w = torch.ones(2, requires_grad=True)
(w**2).sum().backward()
descend([w], 0.1)
assert torch.allclose(w, torch.full((2,), 0.8))


# %% draws_from_a_given_generator
# %% answer
def draw(generator):
    return generator.random()


# %% check
one, other = random.Random(3), random.Random(3)
assert [draw(one), draw(one)] == [other.random(), other.random()]


# %% a_function_that_calls_back_deep
# %% answer
def remembered(function):
    known = {}

    def inner(n):
        if n not in known:
            known[n] = function(n)
        return known[n]

    return inner


# %% another
import functools

remembered = functools.lru_cache(maxsize=None)


# %% check
@remembered
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


assert fib(80) == 23416728348467685


# %% long_linked_list
class ListNode53:
    def __init__(self, val=0, next=None):
        self.val, self.next = val, next


# %% answer
def reverse53(head):
    prev = None
    while head:
        head.next, prev, head = prev, head, head.next
    return prev


# %% check
def build(xs):
    head = None
    for x in reversed(xs):
        head = ListNode53(x, head)
    return head


def values(h):
    out = []
    while h:
        out.append(h.val)
        h = h.next
    return out


assert values(reverse53(build(range(10)))) == list(range(10))[::-1]
assert values(reverse53(build(range(100)))) == list(range(100))[::-1]


# %% skewed_tree
class TreeNode55:
    def __init__(self, val, left=None, right=None):
        self.val, self.left, self.right = val, left, right


# %% answer
def height55(t):
    return 0 if t is None else 1 + max(height55(t.left), height55(t.right))


# %% check
root = None
for i in range(150):
    root = TreeNode55(i, None, root)
assert height55(root) == 150


# %% default_dict_lambda
# %% answer
def nested58(rows):
    d = collections.defaultdict(lambda: collections.defaultdict(int))
    for a, b in rows:
        d[a][b] += 1
    return d


# %% check
r = nested58([("x", "y"), ("x", "y"), ("x", "z")])
assert r == {"x": {"y": 2, "z": 1}} and r["x"]["y"] == 2 and r["q"]["w"] == 0
assert isinstance(r, collections.defaultdict)


# %% list_subclass_of_check
# %% answer
def total1(xs):
    return sum(xs)


# %% check
class Nums(list):
    pass


assert total1(Nums([1, 2, 3])) == 6


# %% given_namedtuple
Pt49 = collections.namedtuple("Pt49", "x y")


# %% answer
def mid49(a, b):
    return Pt49((a.x + b.x) / 2, (a.y + b.y) / 2)


# %% wrong
def mid49(a, b):
    return ((a.x + b.x) / 2, (a.y + b.y) / 2)


# %% check
m = mid49(Pt49(0, 0), Pt49(2, 4))
assert isinstance(m, Pt49) and m == Pt49(1, 2) and m.y == 2 and type(m) is Pt49


# %% returns_path
# %% answer
def output4(name):
    return Path("results") / f"{name}.csv"


# %% wrong
def output4(name):
    return Path("results") / name


# %% check
assert output4("a") == Path("results/a.csv")


# %% uuid
# %% answer
import uuid


def id63(name):
    return uuid.uuid5(uuid.NAMESPACE_DNS, name)


# %% check
assert id63("a") == uuid.uuid5(uuid.NAMESPACE_DNS, "a") and isinstance(id63("a"), uuid.UUID)
