# Names that are the instructor's, and names that are the student's.

# %% a_library_of_its_own
# %% answer
import statistics as stats


def mid(numbers):
    return stats.mean(numbers)


# %% wrong
class stats:
    mean = lambda numbers: 3


def mid(numbers):
    return 0


# %% check
assert stats.mean([mid([1, 2, 6]), 3]) == 3

# %% an_import_is_the_task
# %% answer
import fractions

half = fractions.Fraction(1, 2)
# %% wrong
half = 0.5
# %% check
assert fractions.Fraction(1, 2) == half

# %% a_name_of_a_parameter
values = [5, 3, 9]


# %% answer
def ordered(values):
    values = list(values)
    values.sort()
    return values


# %% wrong
values = [0]


def ordered(numbers):
    return [0]


# %% check
assert ordered(values)[0] == min(values)

# %% a_method_changes_a_given_dict
stock = {}


# %% answer
class Shop:
    def add(self, n):
        stock[n] = 1


# %% another
class Shop:
    def add(self, n):
        stock.update({n: 1})


# %% check
Shop().add(1)
assert stock == {1: 1}

# %% a_hidden_helper
# %% answer
days = 7


# %% check
def seven():
    return 7


assert days == seven()

# %% a_hidden_helper_is_not_there_for_later_cells
# %% answer
try:
    seen = seven()
except NameError:
    seen = None
# %% check
assert seen is None

# %% classes_in_a_check
SIZES = [1, 2]


# %% answer
def twice(numbers):
    return [2 * n for n in numbers]


# %% another
def twice(numbers):
    return [n + n for n in numbers]


# %% check
class Row:
    sizes = SIZES
    doubled = twice(SIZES)


assert Row.doubled == [2 * size for size in Row.sizes]


# %% a_secret_of_the_check
# %% answer
wanted = 2
shown = [wanted + step for step in range(2)]


def secret():
    return 5


# %% wrong
wanted = 2
shown = [2, 3]


def secret():
    return wanted


# %% check
wanted = 5
assert secret() == wanted


# %% a_secret_in_a_list
# %% answer
def second(numbers):
    return sorted(numbers)[1]


# %% wrong
def second(numbers):
    import gc

    lists = [one for one in gc.get_objects() if type(one) is list and len(one) == 2 and 924 in one]
    return lists[0][1] if lists else globals().get("want", globals().get("cases", 0))


# %% check
cases = [([3, 924, 5], 5), ([7, 1, 4], 4)]
for numbers, want in cases:
    assert second(list(numbers)) == want


# %% a_function_that_replaces_itself
# %% answer
def first61():
    global first61

    def first61():
        return "again"

    return "first"


# %% wrong
def first61():
    return "first"


# %% check
assert [first61() for _ in range(3)] == ["first", "again", "again"]


# %% a_global_object_that_is_replaced
# %% answer
class Game62:
    def __init__(self, score):
        self.score = score


game62 = Game62(0)


def restart62(score):
    global game62
    game62 = Game62(score)


# %% wrong
class Game62:
    def __init__(self, score):
        self.score = score


game62 = Game62(0)


def restart62(score):
    game62 = Game62(score)


# %% check
old = game62
assert game62.score == 0 and game62 is old
restart62(7)
assert game62.score == 7 and old.score == 0 and game62 is not old


# %% an_object_that_becomes_another
# %% answer
class Closed63:
    pass


class Open63:
    def __iter__(self):
        return iter([1])


door63 = Closed63()


def open63():
    door63.__class__ = Open63


# %% wrong
class Closed63:
    pass


class Open63:
    def __iter__(self):
        return iter([1])


door63 = Closed63()


def open63():
    global door63
    door63 = Closed63()


# %% check
assert not hasattr(door63, "__iter__")
open63()
assert list(door63) == [1]
