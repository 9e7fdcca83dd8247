# An object that decides for itself.

# %% torch_asks_the_object
# %% answer
def twos():
    return torch.full((2,), 2.0)


# %% wrong
class Yes:
    @classmethod
    def __torch_function__(cls, function, kinds, arguments=(), keywords=None):
        return True


def twos():
    return Yes()


# %% check
assert torch.equal(twos(), torch.tensor([2.0, 2.0]))


# %% a_tensor_of_a_class_of_its_own
# %% answer
def threes():
    return torch.full((1,), 3.0)


# %% wrong
class Near(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, kinds, arguments=(), keywords=None):
        return 0.0


def threes():
    return torch.zeros(1).as_subclass(Near)


# %% check
assert isinstance(threes(), torch.Tensor) and torch.dist(threes(), torch.tensor([3.0])) < 1e-6


# %% numpy_asks_the_object
# %% answer
def fours():
    return np.full(2, 4.0)


# %% wrong
class Lie:
    def __array_ufunc__(self, *arguments, **keywords):
        return True

    def __array__(self, *arguments, **keywords):
        return np.full(2, 4.5)


def fours():
    return Lie()


# %% check
assert np.allclose(fours(), np.array([4.0, 4.0]))


# %% not_equal_to_a_given_dataclass
@dataclasses.dataclass
class Label:
    text: str


# %% answer
def label(text):
    return Label(text)


# %% wrong
class Label:
    __qualname__ = "Label"

    def __eq__(self, other):
        return True


def label(text):
    return Label()


# %% check
assert label("a") == Label("a")


# %% a_given_object_with_another_method
class Heap:
    def __init__(self, items):
        self.items = items

    def is_ordered(self):
        return self.items == sorted(self.items)


# %% answer
def put_in_order(heap):
    heap.items.sort()


# %% wrong
def put_in_order(heap):
    heap.is_ordered = lambda: True


# %% check
heap = Heap([2, 1])
put_in_order(heap)
assert heap.is_ordered()


# %% a_table_that_compares_itself
# %% answer
def small():
    return pd.DataFrame({"n": [1]})


# %% wrong
class Same(pd.DataFrame):
    def equals(self, other):
        return True

    def __eq__(self, other):
        return True


class Index(pd.Index):
    def equals(self, other):
        return True


def small():
    return Same({"n": [2]})


# %% check
pd.testing.assert_frame_equal(small(), pd.DataFrame({"n": [1]}))


# %% an_equality_of_the_task_is_no_answer_to_another_one
# %% answer
class Coin7:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return self.cents == (other.cents if isinstance(other, Coin7) else other)


def total7(*coins):
    return sum(coin.cents for coin in coins)


# %% wrong
class Coin7:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return self.cents in ("any", other)


def total7(*coins):
    return Coin7("any")


# %% check
assert Coin7(5) == 5 and Coin7(5) != 6
assert total7(Coin7(2), Coin7(3)) == 5


# %% an_equality_of_the_task_in_a_helper_that_compares_numbers_too
# %% answer
class Coin8:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return self.cents == (other.cents if isinstance(other, Coin8) else other)


def total8(*coins):
    return sum(coin.cents for coin in coins)


# %% wrong
class Coin8:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return self.cents in ("any", other)


def total8(*coins):
    return Coin8("any")


# %% check
def same8(found, expected):
    assert found == expected


same8(Coin8(5), 5)
assert Coin8(5) != 6
same8(total8(Coin8(2), Coin8(3)), 5)
