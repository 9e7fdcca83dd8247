# Arrays and tensors that share memory, and how they lie in it.


# %% strides_of_a_transposed_tensor
# %% answer
def flip53(x):
    return x.transpose(0, 1)


# %% another
def flip53(x):
    return x.t()


# %% check
y = flip53(torch.arange(6).view(2, 3))
assert y.shape == (3, 2) and not y.is_contiguous() and y.contiguous().is_contiguous()
assert y.stride() == (1, 3)


# %% a_view_is_one
# %% answer
def evens24(a):
    return a[::2]


# %% wrong
def evens24(a):
    return a[::2].copy()


# %% check
a = np.arange(6)
assert evens24(a).base is a and np.shares_memory(evens24(a), a)


# %% writing_into_a_view
# %% answer
def evens25(a):
    return a[::2]


# %% wrong
def evens25(a):
    return a[::2].copy()


# %% check
a = np.arange(6)
evens25(a)[:] = 0
assert a.tolist() == [0, 1, 0, 3, 0, 5]


# %% a_broadcast_view
# %% answer
def windows26(a, n):
    return np.lib.stride_tricks.sliding_window_view(a, n)


# %% check
w = windows26(np.arange(5), 3)
assert w.shape == (3, 3) and w[1].tolist() == [1, 2, 3] and w.strides == (8, 8) and not w.flags.writeable


# %% a_view_where_a_copy_is_asked
# %% answer
def head1(a):
    return a[:2].copy()


# %% wrong
def head1(a):
    return a[:2]


# %% check
a = np.arange(4)
r = head1(a)
r[0] = 99
assert a[0] == 0, "return a copy"


# %% detached_where_a_clone_is_asked
# %% answer
def snap2(m):
    return {k: v.detach().clone() for k, v in m.state_dict().items()}


# %% wrong
def snap2(m):
    return {k: v.detach() for k, v in m.state_dict().items()}


# %% check
m = nn.Linear(1, 1)
s = snap2(m)
w = m.weight.item()
with torch.no_grad():
    m.weight.add_(1)
assert s["weight"].item() == w


# %% a_tensor_in_the_memory_of_an_array
# %% answer
def t3(a):
    return torch.from_numpy(a)


# %% wrong
def t3(a):
    return torch.tensor(a)


# %% check
a = np.ones(2)
t = t3(a)
a[0] = 5
assert t[0] == 5


# %% fortran_order
# %% answer
def fortran23(a):
    return np.asfortranarray(a)


# %% check
r = fortran23(np.arange(6).reshape(2, 3))
assert r.flags["F_CONTIGUOUS"] and not r.flags["C_CONTIGUOUS"] and r.strides == (8, 16)


# %% an_array_that_may_not_be_written
# %% answer
def total66(a):
    return a.sum()


# %% wrong
def total66(a):
    a *= 1
    return a.sum()


# %% check
a = np.arange(5)
a.flags.writeable = False
assert total66(a) == 10


# %% an_array_with_fields
# %% answer
def people16():
    return np.array([("a", 3), ("b", 1)], dtype=[("name", "U10"), ("age", "i4")])


# %% check
p = people16()
assert p.dtype.names == ("name", "age") and p["age"].sum() == 4 and p[0]["name"] == "a"
assert np.sort(p, order="age")["name"].tolist() == ["b", "a"]


# %% an_array_with_two_fields
# %% answer
def people35():
    return np.array([("a", 3)], dtype=[("name", "U10"), ("age", "i4")])


# %% check
np.testing.assert_array_equal(people35()["age"], [3])
assert np.array_equal(people35(), np.array([("a", 3)], dtype=[("name", "U10"), ("age", "i4")]))


# %% a_dtype
# %% answer
def smallest21(n):
    return np.min_scalar_type(n)


# %% check
assert smallest21(300) == np.uint16 and smallest21(3) == np.dtype("uint8") and smallest21(300).itemsize == 2


# %% sorting_in_place_by_views
# %% answer
def total51(grid, row):
    row[:] = 0
    return grid.sum()


# %% check
g = np.ones((2, 2))
assert total51(g, g[0]) == 2


# %% fields_in_fields
# %% answer
import numpy as np


def table5():
    return np.zeros(3, dtype=[("pos", [("x", "f4"), ("y", "f4")]), ("id", "i4")])


# %% check
assert table5()["pos"]["x"].shape == (3,)


# %% fields_with_gaps
# %% answer
import numpy as np


def table6():
    return np.zeros(3, dtype=np.dtype([("a", "i1"), ("b", "i4")], align=True))


# %% check
assert table6().dtype.names == ("a", "b")


# %% a_tensor_that_is_one_number_many_times
# %% answer
def rows7(x, n):
    return x.expand(n, -1)


# %% check
import torch

x7 = torch.zeros(3)
y7 = rows7(x7, 2)
x7[0] = 5
assert y7[1, 0] == 5
assert rows7(x7, 4).shape == (4, 3)


# %% many_rows_of_one_array
# %% answer
import numpy as np


def rows9(n):
    return list(np.arange(3.0 * n).reshape(n, 3))


# %% check
assert len(rows9(3000)) == 3000


# %% rows_of_a_buffer_that_are_kept
# %% answer
class Buffer40:
    def __init__(self, rows):
        self.numbers = torch.zeros(rows, 3)

    def row(self, place):
        return self.numbers[place]

    def total(self):
        return self.numbers.sum().item()


# %% another
class Buffer40:
    def __init__(self, rows):
        self.numbers = torch.zeros(rows, 3)

    def row(self, place):
        return self.numbers.detach()[place]

    def total(self):
        return float(self.numbers.sum())


# %% wrong
class Buffer40:
    def __init__(self, rows):
        self.numbers = torch.zeros(rows, 3)

    def row(self, place):
        return self.numbers[place].clone()

    def total(self):
        return self.numbers.sum().item()


# %% check
buffer = Buffer40(30)
rows = [buffer.row(place) for place in range(30)]
assert buffer.total() == 0
for row in rows:
    row.fill_(2)
    assert buffer.total() > 0
assert buffer.total() == 180


# %% one_memory_behind_numpy_and_torch
# %% answer
class Both41:
    def __init__(self, n):
        self.array = np.zeros(n)

    def tensor(self):
        return torch.from_numpy(self.array)

    def first(self):
        return float(self.array[0])


# %% another
class Both41:
    def __init__(self, n):
        self.own = torch.zeros(n, dtype=torch.float64)
        self.array = self.own.numpy()

    def tensor(self):
        return self.own.detach()

    def first(self):
        return float(self.array[0])


# %% wrong
class Both41:
    def __init__(self, n):
        self.array = np.zeros(n)

    def tensor(self):
        return torch.tensor(self.array)

    def first(self):
        return float(self.array[0])


# %% check
both = Both41(3)
tensors = [both.tensor() for _ in range(25)]
tensors[0][0] = 5
assert both.first() == 5, "tensor() should lie in the memory of the array"
tensors[24][0] = 6
assert both.first() == 6


# %% a_view_of_what_was_handed_over_long_ago
# %% answer
class Tail42:
    def __init__(self, x):
        self.tail = x[1:]

    def sum(self):
        return float(self.tail.sum())


# %% wrong
class Tail42:
    def __init__(self, x):
        self.tail = x[1:] * 1

    def sum(self):
        return float(self.tail.sum())


# %% check
for x in (torch.zeros(3), np.zeros(3)):
    tail = Tail42(x)
    for _ in range(60):
        assert tail.sum() == 0
    x[2] = 4
    assert tail.sum() == 4


# %% a_weak_cache
# %% answer
import weakref


class Bag43(set):
    pass


_known43 = weakref.WeakValueDictionary()


def bag43(name):
    found = _known43.get(name)
    if found is None:
        found = _known43[name] = Bag43()
    return found


# %% wrong
class Bag43(set):
    pass


def bag43(name):
    return Bag43()


# %% check
first = bag43("a")
others = [bag43(str(number)) for number in range(30)]
assert bag43("a") is first and len(others) == 30


# %% a_weak_cache_of_arrays
# %% answer
import weakref

_known44 = weakref.WeakValueDictionary()


def zeros44(n):
    found = _known44.get(n)
    if found is None:
        found = _known44[n] = np.zeros(n)
    return found


# %% wrong
def zeros44(n):
    return np.zeros(n)


# %% check
first = zeros44(3)
others = [zeros44(n) for n in range(4, 40)]
first[0] = 8
assert zeros44(3) is first and zeros44(3)[0] == 8 and len(others) == 36


# %% what_a_generator_goes_on_with
# %% answer
def prefixes45(values):
    seen = []
    for value in values:
        seen.append(value)
        yield seen


# %% wrong
def prefixes45(values):
    seen = []
    for value in values:
        seen.append(value)
        yield list(seen)


# %% check
steps = list(prefixes45(range(30)))
assert all(one is steps[0] for one in steps) and steps[0] == list(range(30))


# %% many_results_that_are_kept
# %% answer
def mask46(ids, rate):
    chosen = torch.rand(len(ids)) < rate
    return ids.masked_fill(chosen, 4), ids.masked_fill(~chosen, -100)


# %% wrong
def mask46(ids, rate):
    return ids.masked_fill(torch.rand(1) < rate, 4), ids


# %% check
torch.manual_seed(5)
ids = 1000 + torch.arange(60)
draws = [mask46(ids, 0.5) for _ in range(600)]
hidden = torch.stack([puzzle == 4 for puzzle, _ in draws]).double()
assert abs(hidden.mean().item() - 0.5) < 0.02 and (hidden.mean(1) - 0.5).abs().max() < 0.4
assert all(((puzzle == 4) == (labels == ids)).all() for puzzle, labels in draws)


# %% a_tensor_that_grows
# %% answer
def grow47(x, n):
    return x.resize_(n)


# %% wrong
def grow47(x, n):
    return torch.cat([x, torch.zeros(n - len(x))])


# %% check
x = torch.ones(2)
y = grow47(x, 4)
assert y is x and x.shape == (4,) and x[:2].tolist() == [1, 1]


# %% what_a_result_is_for_another_function
# %% answer
def window50():
    return np.arange(10)[2:8:2]


def is_view50(a):
    return a.base is not None


def steps50(a):
    return a.strides


def swap50():
    made = torch.arange(6).reshape(2, 3).t()
    made.label = "start"
    return made


def label50(t):
    return t.label, t.is_contiguous()


# %% wrong
def window50():
    return np.arange(10)[2:8:2].copy()


def is_view50(a):
    return a.base is not None


def steps50(a):
    return a.strides


def swap50():
    return torch.arange(6).reshape(2, 3).t().clone()


def label50(t):
    return t.label, t.is_contiguous()


# %% check
w, t = window50(), swap50()
assert [is_view50(w) for _ in range(40)] == [True] * 40 and steps50(w) == (16,)
assert label50(t) == ("start", False)


# %% memory_that_moves
# %% answer
def shift51(t):
    t.data = torch.arange(4.0)
    return t[1:]


# %% wrong
def shift51(t):
    t.data = torch.arange(4.0)
    return t[1:].clone()


# %% check
x = torch.zeros(4)
v = shift51(x)
v[0] = 99
assert x[1] == 99 and x[3] == 3


# %% a_check_that_moves_memory
# %% answer
def put52(x, v):
    x[1] = 5
    return float(v[0])


# %% wrong
def put52(x, v):
    x[2] = 5
    return float(v[0])


# %% check
x = torch.zeros(4)
assert put52(x, x[1:]) == 5
x.data = torch.arange(4.0)
assert put52(x, x[1:]) == 5 and x.tolist() == [0, 5, 2, 3]


# %% a_view_of_many
# %% answer
kept53 = []
numbers53 = np.zeros(300)


def view53(place):
    kept53.append(numbers53[place:])
    return kept53[-1]


# %% wrong
kept53 = []
numbers53 = np.zeros(300)


def view53(place):
    kept53.append(numbers53[place:].copy())
    return kept53[-1]


# %% check
views = [view53(place) for place in range(150)]
views[100][0] = -1
assert views[99][1] == -1 and views[3][97] == -1
