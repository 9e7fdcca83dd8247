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


# %% the_cause_of_an_own_error
# %% answer
class ConfigError72(Exception):
    def __init__(self, key, message="missing"):
        super().__init__(f"{key}: {message}")
        self.key = key


def get72(d, k):
    try:
        return d[k]
    except KeyError as e:
        raise ConfigError72(k) from e


# %% wrong
class ConfigError72(Exception):
    def __init__(self, key, message="missing"):
        super().__init__(f"{key}: {message}")
        self.key = key


def get72(d, k):
    if k not in d:
        raise ConfigError72(k)
    return d[k]


# %% check
try:
    get72({}, "x")
except ConfigError72 as e:
    assert e.key == "x" and str(e) == "x: missing"
    assert isinstance(e.__cause__, KeyError)
else:
    raise AssertionError


# %% the_cause_of_an_error
# %% answer
def load23(t):
    try:
        return json.loads(t)
    except json.JSONDecodeError as e:
        raise ValueError("bad config") from e


# %% check
try:
    load23("{")
    raise AssertionError("no error")
except ValueError as e:
    assert isinstance(e.__cause__, json.JSONDecodeError)


# %% an_error_class_of_the_check_that_is_caught
# %% answer
def retry14(f, times, errors):
    for i in range(times):
        try:
            return f()
        except errors:
            if i == times - 1:
                raise


# %% check
class Flaky(Exception):
    pass


calls = []


def f():
    calls.append(1)
    if len(calls) < 3:
        raise Flaky("no")
    return "ok"


assert retry14(f, 3, Flaky) == "ok"


# %% a_librarys_error_in_a_function_of_the_check
# %% answer
def safe15(f):
    try:
        return f()
    except np.linalg.LinAlgError:
        return None


# %% check
assert safe15(lambda: np.linalg.inv(np.zeros((2, 2)))) is None


# %% an_error_of_the_check_that_passes_through
# %% answer
def timed16(f):
    def inner(*a):
        try:
            return f(*a)
        finally:
            inner.n += 1

    inner.n = 0
    return inner


# %% check
class Mine(Exception):
    pass


@timed16
def bad():
    raise Mine("x")


try:
    bad()
    raise AssertionError
except Mine as e:
    assert str(e) == "x"
assert bad.n == 1


# %% what_an_error_of_the_check_holds
# %% answer
def waits4(f):
    try:
        return f()
    except Exception as error:
        return error.wait


# %% check
class Limited4(Exception):
    def __init__(self, wait):
        super().__init__("limited")
        self.wait = wait


def limited4():
    raise Limited4(7)


assert waits4(limited4) == 7


# %% where_a_text_is_no_json
# %% answer
import json


def pos10(load):
    try:
        load("{bad")
    except json.JSONDecodeError as error:
        return error.pos


# %% check
import json

assert pos10(lambda text: json.loads(text)) == 1


# %% the_file_of_an_error
# %% answer
def attempt3(f):
    try:
        f()
    except OSError as error:
        return error.errno


# %% check
def open3():
    return open("nothing.here")


assert attempt3(open3) == 2


# %% an_error_from_none
# %% answer
class A4(Exception):
    pass


def go4():
    raise A4("x") from None


# %% check
try:
    go4()
except A4 as e:
    assert e.__suppress_context__ and e.__cause__ is None


# %% warnings_that_are_errors_again_and_again
# %% answer
import warnings


def make80():
    return [1, 2]


def old80():
    warnings.warn("old")
    return 1


def total80(numbers):
    return sum(numbers)


# %% wrong
def make80():
    return [1, 2]


def old80():
    return 1


def total80(numbers):
    return sum(numbers)


# %% check
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("error")
    for _ in range(30):
        made = make80()
        try:
            old80()
        except UserWarning:
            pass
        else:
            raise AssertionError("old80 should warn")
        assert total80(made) == 3


# %% what_a_function_that_fails_has_drawn
# %% answer
import random


def bad81():
    random.random()
    raise ValueError("no")


def draw81():
    return random.random()


# %% wrong
import random


def bad81():
    raise ValueError("no")


def draw81():
    return random.Random(5).random()


# %% check
import random

random.seed(0)
first = random.random()
random.seed(0)
try:
    bad81()
except ValueError:
    pass
random.seed(0)
assert draw81() == first
