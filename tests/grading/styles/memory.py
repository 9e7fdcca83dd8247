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
