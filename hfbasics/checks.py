"""Compare an answer with what is right, and say the first difference in one sentence.

The check cells of the notebooks use these functions. They judge plain data: numbers, strings, lists, tuples,
dicts, sets, tensors and arrays. An answer's own `__eq__` is never asked.
"""

import reprlib
from collections.abc import Collection, Mapping, Sequence, Set

__all__ = ["difference", "letters", "misfit"]

UNANSWERED = "?"

_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = 90
_REPR.maxlist = _REPR.maxdict = 8


def difference(
    call: str, got: object, expected: object, tolerance: float = 0.0, parts: Sequence[str] = ()
) -> str | None:
    """Say where `got` first differs from `expected`, or return None.

    Lists and tuples count as the same; so do tensors and arrays with the same shape and numbers.

    Args:
        call: what was called, for the sentence, such as `classify(['Fine.'])`.
        tolerance: the largest allowed difference between two numbers, in their own unit.
        parts: names for the items of `expected`, when an answer returns several things.
    """
    got, expected = _plain(got), _plain(expected)
    if parts and isinstance(got, list) and len(got) == len(expected):
        found = _first_of(list(zip(parts, got, expected, strict=True)), tolerance, "")
    else:
        found = _first_difference(got, expected, tolerance, "")
    if found is None:
        return None
    where, wanted, came = found
    place = f" at {where}" if where else ""
    if wanted == came:
        came = "another value near it"
    called = call if len(call) <= 160 else f"{call[:110]} … {call[-40:]}"
    return f"{called} should give {wanted}{place}, but gave {came}."


def misfit(name: str, answer: object, choices: str, items: Collection[str] = ()) -> str | None:
    """Say why an answer to a question does not have its form, or return None.

    With `items`, the answer is a dict from each item to one letter; without, a collection of letters.
    No letter comes twice.

    Raises:
        NotImplementedError: when a "?" of the template is still there.
    """
    if _holds_template(answer):
        raise NotImplementedError(f"{name} is not answered yet: replace each ? by a letter.")
    if isinstance(answer, Mapping) != bool(items):
        form = "a dict" if items else "letters without keys"
        return f"{name} should be {form}, but is {_short(answer)}."
    if items and set(answer) != set(items):
        return f"{name} should have the keys {', '.join(items)}, but has {_short(list(answer))}."
    given = letters(answer)
    if given is None:
        return f"{name} should hold letters, but is {_short(answer)}."
    listed = list(given.values()) if isinstance(given, dict) else sorted(given)
    unknown = [letter for letter in listed if letter not in choices or len(letter) != 1]
    if unknown:
        return f"{name} should use the letters {', '.join(choices)}, but has {unknown[0]!r}."
    twice = [letter for letter in listed if listed.count(letter) > 1]
    if twice:
        return f"{name} should use no letter twice, but has {twice[0]} again."
    return None


def letters(answer: object) -> dict | list | frozenset | None:
    """Return the letters of an answer in capitals: a dict, a set, or (for a list or a string) a list.

    Small letters and spaces around a letter are accepted. What is not made of strings gives None.
    """
    if isinstance(answer, str):
        answer = [letter for letter in answer if letter not in " ,"]
    if not isinstance(answer, Mapping | Sequence | Set):
        return None
    values = list(answer.values()) if isinstance(answer, Mapping) else list(answer)
    if not all(isinstance(value, str) for value in values):
        return None
    capitals = [value.strip().upper() for value in values]
    if isinstance(answer, Mapping):
        return dict(zip(answer, capitals, strict=True))
    return frozenset(capitals) if isinstance(answer, Set) else capitals


def _holds_template(answer: object) -> bool:
    values = answer.values() if isinstance(answer, Mapping) else answer
    if isinstance(values, str):
        return UNANSWERED in values
    return isinstance(values, Collection) and any(
        isinstance(value, str) and value.strip() == UNANSWERED for value in values
    )


def _plain(value: object) -> object:
    """Turn tensors and arrays into lists or numbers, and mappings and sequences into dicts and lists."""
    # A subclass may bring an `==` or a `-` of its own, so only built-in values go on from here.
    for kind in (str, float, int):
        if isinstance(value, kind) and not isinstance(value, bool):
            return kind(getattr(kind, f"__{kind.__name__}__")(value))
    if isinstance(value, bool | bytes | None):
        return value
    if hasattr(value, "tolist") and hasattr(value, "dtype"):
        return value.tolist()
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Set):
        return {_plain(item) for item in value}
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    return value


def _first_difference(got, expected, tolerance: float, where: str) -> tuple[str, str, str] | None:
    """Return the place, what was expected there and what came, or None."""
    match expected:
        case bool() | int() | float():
            number = isinstance(got, bool | int | float)
            # Written so that NaN, which is no number at all, is never close to one.
            if number and (float(got) == float(expected) or abs(got - expected) <= tolerance):
                return None
        case dict():
            if isinstance(got, dict) and got.keys() == expected.keys():
                pairs = [(f"key {key!r}", got[key], expected[key]) for key in expected]
                return _first_of(pairs, tolerance, where)
            if isinstance(got, dict):
                return where, f"the keys {_short(list(expected))}", _short(list(got))
            return where, f"a dict with the keys {_short(list(expected))}", _described(got)
        case list():
            if isinstance(got, list) and len(got) == len(expected):
                pairs = [(f"item {i}", got[i], expected[i]) for i in range(len(expected))]
                return _first_of(pairs, tolerance, where)
            came = f"{len(got)}" if isinstance(got, list) else _described(got)
            return where, f"{len(expected)} item{'s' * (len(expected) != 1)}", came
        case str():
            if isinstance(got, str) and str.__eq__(got, expected):
                return None
        case _:
            # For sets and None, equality is the built-in type's own.
            if type(got) is type(expected) and got == expected:
                return None
    return where, _short(expected), _described(got)


def _first_of(pairs, tolerance: float, where: str) -> tuple[str, str, str] | None:
    for name, got, expected in pairs:
        found = _first_difference(got, expected, tolerance, f"{where}, {name}" if where else name)
        if found:
            return found
    return None


def _described(value: object) -> str:
    if value is None or isinstance(value, str | bool | int | float | dict | list | set):
        return _short(value)
    return f"an object of type {type(value).__name__}"


def _short(value: object) -> str:
    return f"{value:.6g}" if isinstance(value, float) else _REPR.repr(value)
