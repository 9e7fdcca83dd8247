# Errors.

# %% an_error_that_is_not_raised
# %% answer
class Metre:
    def __init__(self, n):
        self.n = n


# %% wrong
class Metre:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return self


# %% check
try:
    Metre(1) + 3
except TypeError:
    pass
else:
    raise AssertionError("Metre + number should raise a TypeError.")


# %% an_error_of_a_method
# %% answer
class Foot:
    def __init__(self, n):
        self.n = n


# %% another
class Foot:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        if not isinstance(other, Foot):
            raise TypeError("feet and feet alone")
        return Foot(self.n + other.n)


# %% check
for total in (lambda: Foot(1) + 3, lambda: 3 + Foot(1), lambda: Foot(1) < 3):
    try:
        total()
    except TypeError:
        pass
    else:
        raise AssertionError("a number is no Foot")


# %% an_error_of_a_given_class
class Empty(Exception):
    pass


# %% answer
def take(items):
    if not items:
        raise Empty("nothing", 0)


# %% another
def take(items):
    if items == []:
        raise Empty("nothing", 0) from None


# %% check
try:
    take([])
except Empty as error:
    assert error.args == ("nothing", 0)


# %% an_error_of_the_answers_own_class
# %% answer
class MoneyError(ValueError):
    pass


class Broke(MoneyError):
    def __init__(self, missing):
        super().__init__(f"{missing} missing")
        self.missing = missing


def withdraw(amount):
    raise Broke(amount)


# %% another
class MoneyError(ValueError):
    missing = 10


class Broke(MoneyError):
    def __str__(self):
        return "10 missing"


def withdraw(amount):
    error = Broke(None)
    error.missing = amount
    raise error


# %% check
try:
    withdraw(10)
except Broke as error:
    assert error.missing == 10 and str(error) == "10 missing"
assert issubclass(Broke, ValueError) and issubclass(Broke, MoneyError)


# %% an_error_of_another_class
# %% answer
class Poor(Exception):
    pass


def spend(amount):
    raise Poor


# %% wrong
class Poor(Exception):
    pass


def spend(amount):
    raise ValueError


# %% check
try:
    spend(10)
except Poor:
    pass


# %% the_key_of_an_error
# %% answer
def look(table, key):
    return table[key]


# %% check
try:
    look({}, 7)
except KeyError as error:
    assert error.args == (7,)

# %% an_error_inside_a_with
# %% answer
log = []


@contextlib.contextmanager
def closing_list():
    try:
        yield log
    finally:
        log.append("end")


# %% another
log = []


class closing_list:
    def __enter__(self):
        return log

    def __exit__(self, *error):
        log.append("end")


# %% check
try:
    with closing_list() as found:
        raise ValueError("x")
except ValueError:
    assert log == ["end"]
