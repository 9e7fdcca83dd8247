"""Objects of the student's, as a test cell sees them: each stands for one in the candidate.

Attributes, items, calls and operators are asked of the object over there. No comparison with plain data is
left to it, unless the exercise asks for a class that compares.
"""

import functools
import operator
import types
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from hfbasics.grading.codec import PLAIN_TYPES, is_data
from hfbasics.grading.errors import CannotCross
from hfbasics.grading.objects import BINARY, OPERATIONS, import_place, super_in
from hfbasics.grading.pairs import FOLLOWED

if TYPE_CHECKING:
    from hfbasics.grading.link import Link

__all__ = [
    "Remote",
    "again",
    "class_of",
    "grant",
    "is_instance",
    "is_remote",
    "is_same",
    "is_subclass",
    "like",
    "look_over_there",
    "remote_of",
    "stand_for",
    "super_of",
]

_SLOTS = ("_claims", "_link", "_made_by", "_makes", "_name", "_number", "_place")


class Remote:
    """Stand for an object in the candidate: attributes, items, calls and operators are asked of it there.

    Comparing it with plain data raises `CannotCross`, for the object itself would decide: a check must ask
    for a part that is data.

    Args:
        link: the connection to the candidate.
        number: the object's number there.
        name: the name of its class.
        claims: the classes that it says it is of, as `module:name`, the nearest first.
        place: from where it can be imported, if it is part of a library: the module and the name.
        made_by: the operators that the exercise asks for, when this was made by calling a class of the task.
        makes: these operators, when this is such a class.
    """

    __slots__ = (*_SLOTS, "__weakref__")
    compares = False  # whether its class has an equality of its own

    def __init__(
        self,
        link: "Link",
        number: int,
        name: str,
        claims: tuple[str, ...],
        place: tuple[str, str] | None = None,
        made_by: Collection[str] = (),
        makes: Collection[str] = (),
    ) -> None:
        values = (claims, link, made_by, makes, name, number, place)
        for slot, value in zip(_SLOTS, values, strict=True):
            object.__setattr__(self, slot, value)

    def __getattribute__(self, name: str) -> Any:
        if name in _SLOTS or name in _HERE:
            return object.__getattribute__(self, name)
        if name == "__class__":
            return self._link.class_of(self._claims) or type(self)
        if name.startswith("__") and name.endswith("__") and name not in _ASKED:
            raise AttributeError(name)
        return self._link.ask("getattr", self, name)

    def __setattr__(self, name: str, value: object) -> None:
        self._link.ask("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        self._link.ask("delattr", self, name)

    def __instancecheck__(self, instance: object) -> bool:
        return self._link.ask("isinstance", instance, self) is True

    def __subclasscheck__(self, one: object) -> bool:
        return self._link.ask("issubclass", one, self) is True

    def __eq__(self, other: object) -> Any:
        return _equal(self, other)

    def __ne__(self, other: object) -> Any:
        equal = _equal(self, other)
        return equal if equal is NotImplemented else not equal

    def __hash__(self) -> int:
        known = self._link.known(self._place)
        return _exactly(self, int, "hash") if known is None else hash(known)

    def __str__(self) -> str:
        return _exactly(self, str, "str")

    def __repr__(self) -> str:
        return _exactly(self, str, "repr")

    def __format__(self, how: str) -> str:
        return _exactly(self, str, "format", how)

    def __dir__(self) -> list[str]:
        return _exactly(self, list, "dir")

    def __copy__(self) -> Any:
        return self._link.ask("look", "copy", "copy", self)

    def __deepcopy__(self, _: dict) -> Any:
        return self._link.ask("look", "copy", "deepcopy", self)

    def __mro_entries__(self, bases: tuple) -> tuple[type, ...]:
        """Have `class Own(Theirs)` of a check made over there; its methods stay here and are called back."""
        return (_Deriving("Base", (), {"__derives__": self}),)


_HERE = {"__copy__", "__deepcopy__", "__mro_entries__"}


def _equal(remote: "Remote", other: object) -> Any:
    if is_remote(other):
        if other._number == remote._number:
            return True
        return remote._link.ask("eq", remote, other) is True
    if other is None:
        return False
    if not is_data(other):
        if type(other).__module__ in ("types", "typing"):  # a type hint, such as `list[int]`
            return repr(other) == repr(remote)
        place = import_place(other)
        return NotImplemented if place is None else place == remote._place
    if not type(remote).compares:  # it is only equal to itself, whatever it says
        return NotImplemented
    if "eq" in remote._made_by:
        return remote._link.ask("eq", remote, other) is True
    return _refuse(remote, other)


def _refuse(remote: "Remote", other: object, do: str = "", swapped: bool = False) -> Any:
    """Keep an object of the student's from judging, or learning, what a check expects.

    Whether it takes data of this kind at all is asked with an empty value, so that a check can expect that
    `Vector(1, 2) + 3` is an error.

    Raises:
        CannotCross: when `other` is data of the check's.
    """
    if do and type(other) in _EMPTY:
        pair = (type(other)(), remote) if swapped else (remote, type(other)())
        remote._link.ask(do, *pair)
    raise CannotCross(
        f"an object of the type {remote._name} of the submission cannot be compared or combined with "
        f"{_article(type(other).__name__)}: its own code would decide the result"
    )


def _exactly(remote: "Remote", kind: type, do: str, *more: object) -> Any:
    value = remote._link.ask(do, remote, *more)
    if type(value) is not kind:
        raise TypeError(f"{do}() of an object of the type {remote._name} gave no {kind.__name__}")
    return value


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


class RemoteContainer(Remote):
    """A remote object that is a list, dict or set: it is compared by what is in it, as plain data."""

    __slots__ = ("_base",)

    def __getattribute__(self, name: str) -> Any:
        if name == "_base":
            return object.__getattribute__(self, name)
        if name == "__class__":
            return self._base
        return super().__getattribute__(name)

    def __eq__(self, other: object) -> bool:
        other = other._link.ask("content", other) if type(other) is RemoteContainer else other
        return self._link.ask("content", self) == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def __bool__(self) -> bool:
        return bool(self._link.ask("content", self))


_EMPTY = (bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, type(None))

# Special attributes that are asked for: those of Python itself. Libraries ask objects for others, such as
# `__array_interface__` and `__torch_function__`, and do what these say: read this process's memory at an
# address, or have the object do the comparison.
_ASKED = {
    name
    for kind in (
        *(object, type, int, float, complex, str, list, dict, set, range, property, BaseException),
        *(types.FunctionType, types.MethodType, types.ModuleType, types.GeneratorType, types.CoroutineType),
    )
    for name in dir(kind)
    if name.startswith("__")
} - {"__reduce__", "__reduce_ex__", "__getstate__", "__buffer__", "__release_buffer__"}
_ASKED |= {"__enter__", "__exit__", "__aenter__", "__aexit__", "__matmul__", "__rmatmul__", "__missing__"}
_ASKED |= {"__post_init__", "__dataclass_fields__", "__match_args__", "__slots__", "__members__"}
_ASKED |= {"__sklearn_tags__", "__sklearn_clone__", "__sklearn_is_fitted__"}  # what an estimator is
_ASKED |= {"__wrapped__", "__bases__", "__mro__", "__aiter__", "__anext__", "__abstractmethods__"}


def is_remote(value: object) -> bool:
    """Say whether a value stands for an object over there; the value itself is not asked."""
    return issubclass(type(value), Remote)


def remote_of(value: object) -> Remote | None:
    """Return the object over there that a value stands for, if any."""
    if is_remote(value):
        return value
    return object.__getattribute__(value, "_remote") if type(value) in _COPIES else None


def is_same(one: object, other: object) -> bool:
    """Say what `one is other` says where both are in one process."""
    if one is other:
        return True
    here, there = remote_of(one), remote_of(other)
    if here is not None and there is not None:
        return here._number == there._number
    remote, local = (here, other) if here is not None else (there, one)
    return remote is not None and remote._place is not None and remote._place == import_place(local)


def class_of(value: object) -> Any:
    """Return what `type(value)` returns where the value is in this process."""
    remote = remote_of(value)
    return type(value) if remote is None else remote._link.ask("type", remote)


def is_subclass(one: Any, kinds: Any) -> bool:
    """Return what `issubclass(one, kinds)` returns where the class is in this process."""
    if not is_remote(one):
        return issubclass(one, kinds)
    return any(
        one._link.ask("issubclass", one, kind) is True if is_remote(kind) else one._link.descends(one, kind)
        for kind in (kinds if isinstance(kinds, tuple) else (kinds,))
    )


def is_instance(one: Any, kinds: Any) -> bool:
    """Return what `isinstance(one, kinds)` returns where the value is in this process."""
    remote = remote_of(one)
    if remote is None or isinstance(one, kinds):
        return isinstance(one, kinds)
    return any(
        f"{place[0]}:{place[1]}" in remote._claims
        for kind in (kinds if isinstance(kinds, tuple) else (kinds,))
        if not is_remote(kind) and (place := remote._link.place(kind)) and kind not in PLAIN_TYPES.values()
    )


def super_of(one: Any, name: str) -> Any:
    """Return what `super()` returns in a method of the class with this name."""
    remote = remote_of(one)
    return super_in(one, name) if remote is None else remote._link.ask("super", remote, name)


def look_over_there(module: types.ModuleType, name: str) -> Callable:
    """Return a function of the standard library that looks into objects where they are."""
    original = getattr(module, name)

    @functools.wraps(original)
    def look(value: object, *arguments: object, **keywords: object) -> Any:
        remote = remote_of(value)
        if remote is None:
            return original(value, *arguments, **keywords)
        return remote._link.ask("look", module.__name__, name, remote, *arguments, **keywords)

    return look


def _asks(do: str) -> Callable:
    return lambda self, /, *arguments, **keywords: self._link.ask(do, self, *arguments, **keywords)


def _asks_for(kind: type, do: str) -> Callable:
    return lambda self: _exactly(_judged(self), kind, do)


def _judged(remote: Remote) -> Remote:
    if _MIXED in remote._made_by:
        raise CannotCross(_judges(remote))
    return remote


def _judges(remote: Remote) -> str:
    return (
        f"an object of the type {remote._name} of the submission was computed with data of the check: it "
        "cannot say what number it is, ask for a part of it that is data"
    )


def _asks_both(do: str) -> Callable:
    def method(self: Remote, other: object, *more: object) -> Any:
        plain = remote_of(other) is None and is_data(other)
        if plain and do not in self._made_by:
            return _refuse(self, other, do)
        made = self._link.ask(do, self, other, *more)
        if is_remote(made) and made._number == self._number:
            return self  # as after `basket += 1`
        return made if do in _ORDERS else _computed(made, self, other, plain)

    return method


def _computed(made: Any, one: Remote, other: object, plain: bool) -> Any:
    """Let what an operator of the task has made be computed with on and on, as in `a * b + 2.0`.

    Where data of the check's came into it, its code may know what the check expects: then it says nothing
    of itself as a number, and a check must ask for a part that is data.
    """
    if plain and _COMPUTED in one._made_by and not is_remote(made):
        raise CannotCross(_judges(one))
    if not is_remote(made) or type(made) is RemoteContainer or made._name != one._name or not one._made_by:
        return made
    rights = set(one._made_by) & _COMPUTES
    mixed = (plain and _COMPUTED in one._made_by) or _MIXED in one._made_by
    mixed = mixed or (is_remote(other) and _MIXED in other._made_by)
    return again(made, made_by=frozenset({*rights, _COMPUTED, *([_MIXED] if mixed else [])}))


_ORDERS = ("lt", "le", "gt", "ge")
_COMPUTED, _MIXED = "computed", "mixed"
_COMPUTES = frozenset({*BINARY, *(f"r{do}" for do in BINARY), *(f"i{do}" for do in BINARY)})


def _asks_swapped(do: str) -> Callable:
    def method(self: Remote, other: object) -> Any:
        if f"r{do}" in self._made_by:
            return _computed(self._link.ask(do, other, self), self, other, True)
        return _refuse(self, other, do, swapped=True)

    return method


def _call(self: Remote, /, *arguments: object, **keywords: object) -> Any:
    made = self._link.ask("call", self, *arguments, **keywords)
    is_asked_for = self._makes and is_remote(made) and type(made) is not RemoteContainer
    return again(made, made_by=self._makes) if is_asked_for else made


def again(remote: Remote, **more: Collection[str]) -> Remote:
    """Return another stand-in for the same object, with other rights."""
    return type(remote)(remote._link, remote._number, remote._name, remote._claims, remote._place, **more)


def grant(value: Any, *rights: Any) -> Any:
    """Let an object over there use the operators of the task: the instructor's answer has one there.

    Args:
        rights: names of classes, and after each its operators.
    """
    if not is_remote(value) or type(value) is RemoteContainer:
        return value
    operators = dict(zip(rights[::2], rights[1::2], strict=True)).get(value._name, frozenset())
    known = frozenset(value._made_by) or frozenset({_COMPUTED})
    return again(value, made_by=known | operators, makes=value._makes) if operators else value


def _contains(self: Remote, item: object) -> bool:
    if is_remote(item) or "contains" in self._made_by:
        return self._link.ask("contains", self, item) is True
    if self._claims[:1] and not self._claims[0].startswith("__main__:") and hasattr(type(self), "__iter__"):
        return any(item is one or item == one for one in self)  # a library's, such as the keys of a dict
    return _refuse(self, item)


def _exit(self: Remote, kind: object, error: object, trace: object) -> Any:
    swallows = self._link.ask("exit", self, kind, error, None)  # a traceback has no form in which it can pass
    return swallows if _is_no_judgement(error) else False


async def _aexit(self: Remote, kind: object, error: object, trace: object) -> Any:
    swallows = self._link.ask("await", self._link.ask("aexit", self, kind, error, None))
    return swallows if _is_no_judgement(error) else False


def _is_no_judgement(error: object) -> bool:
    """Say whether an error may be swallowed by the student's object: a judgement of the check's may not."""
    return isinstance(error, Exception) and not isinstance(error, AssertionError)


def _await(self: Remote) -> Any:
    return self._link.ask("await", self)
    yield  # it is a generator that ends at once


_AS_NUMBERS = ("abs", "round", "trunc", "floor", "ceil")
_METHODS: dict[str, Callable] = {
    **{do: _asks(do) for do in OPERATIONS},
    **{do: _asks_both(do) for do in ("lt", "le", "gt", "ge", *BINARY)},
    **{f"i{do}": _asks_both(f"i{do}") for do in BINARY},
    **{f"r{do}": _asks_swapped(do) for do in BINARY},
    **{do: lambda self, *rest, do=do: self._link.ask(do, _judged(self), *rest) for do in _AS_NUMBERS},
    **{do: _asks_for(int, do) for do in ("len", "int", "index")},
    **{do: _asks_for(kind, do) for do, kind in (("bool", bool), ("float", float), ("complex", complex))},
    **{"call": _call, "contains": _contains, "exit": _exit, "aexit": _aexit, "await": _await},
}
_SPECIAL = frozenset(_METHODS) - {"str", "repr", "format", "dir", "hash"} | {"unhashable"}


class _Coroutine(Remote):
    """A remote coroutine: a loop of this process has it go on over there, a moment at each turn."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        if name in ("send", "throw", "close"):
            return object.__getattribute__(self, name)
        return super().__getattribute__(name)

    def send(self, _: None) -> None:
        if self._link.ask("step", self) is True:
            raise StopIteration(self._link.ask("await", self))

    def throw(self, *error: Any) -> None:
        if self._link.ask("cancel", self) is True:
            raise StopIteration(self._link.ask("await", self))
        raise error[-1] if isinstance(error[-1], BaseException) else error[0]

    def close(self) -> None:
        pass


@functools.cache
def _kind(operations: frozenset[str], name: str) -> type[Remote]:
    """Return a class with just these special methods, so that `isinstance(one, Iterable)` is true or not."""
    methods = {f"__{do}__": _METHODS[do] for do in operations if do in _METHODS and do != "eq"}
    if "unhashable" in operations:
        methods["__hash__"] = None
    methods["compares"] = "eq" in operations
    base = {"coroutine": _Coroutine, "function": _Function}.get(name, Remote)
    return type("Remote", (base,), {"__slots__": (), **methods})


class _Function(Remote):
    """A remote function: as a part of a check's own class, it is a method."""

    __slots__ = ()

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self if instance is None else types.MethodType(self, instance)


def stand_for(operations: Collection[str], link: "Link", number: int, name: str, *more: Any) -> Remote:
    """Return what stands for an object over there that has these operations."""
    kind = name if name in ("coroutine", "function") else ""
    return _kind(_SPECIAL & frozenset(operations), kind)(link, number, name, *more)


# What Python itself puts into the body of a class.
_OF_A_BODY = {"__module__", "__qualname__", "__classcell__", "__orig_bases__", "__firstlineno__"}
_OF_A_BODY |= {"__static_attributes__", "__annotations__", "__dict__", "__weakref__", "__doc__"}


class _Deriving(type):
    """Has a class of a check's that descends from one of the student's made over there."""

    def __new__(cls, name: str, bases: tuple, body: dict[str, Any], **keywords: object) -> Any:
        if "__derives__" in body:
            return super().__new__(cls, name, bases, body)
        remote = next(vars(base)["__derives__"] for base in bases if isinstance(base, _Deriving))
        return _derive(remote._link, name, bases, body, keywords)

    def __init__(cls, *_: object, **__: object) -> None:
        pass


def _derive(link: "Link", name: str, bases: tuple, body: dict[str, Any], keywords: dict[str, object]) -> Any:
    there = [
        vars(base)["__derives__"]
        if isinstance(base, _Deriving)
        else _derive(link, base.__name__, base.__bases__, dict(vars(base)), {})
        if base.__module__ == "__main__"
        else base
        for base in bases
    ]
    kept = {key: _taken_apart(value) for key, value in body.items() if key not in _OF_A_BODY}
    return link.ask("derive", name, there, kept, **keywords)


def _taken_apart(value: object) -> object:
    """Return what a property, a static method or a class method is made of."""
    if isinstance(value, property):
        return ("property", value.fget, value.fset, value.fdel)
    if isinstance(value, staticmethod | classmethod):
        return (type(value).__name__, value.__func__)
    return ("value", value)


def _in_content(do: str) -> Callable:
    how = getattr(operator, f"__{do}__")

    def method(self: Remote, other: object) -> Any:
        if remote_of(other) is not None and do != "contains":  # both are the student's, so are their methods
            return self._link.ask(do, self, other)
        return how(self._link.ask("content", self), other)

    return method


for _do in ("contains", "add", "sub", "mul", "and", "or", "xor", "lt", "le", "gt", "ge"):
    setattr(RemoteContainer, f"__{_do}__", _in_content(_do))
for _do in ("getitem", "setitem", "delitem", "iter", "next", "enter", "reversed"):
    setattr(RemoteContainer, f"__{_do}__", _METHODS[_do])
RemoteContainer.__len__ = _METHODS["len"]


def like(content: object, reference: object) -> object:
    """Return built-in data that also knows the object from which it was copied."""
    if not is_remote(reference):
        return content
    if type(content) in FOLLOWED:
        made = RemoteContainer(reference._link, reference._number, reference._name, reference._claims)
        object.__setattr__(made, "_base", type(content))
        return made
    kind = _LIKE.get(type(content))
    if kind is None:
        return content
    made = kind.__new__(kind, content)
    object.__setattr__(made, "_remote", reference)
    return made


def _part(self: Any, name: str) -> Any:
    if name.startswith("__") or name == "_remote":
        raise AttributeError(name)
    return getattr(object.__getattribute__(self, "_remote"), name)


def _as_there(base: type) -> dict[str, object]:
    """Return the methods of a copy: where no data of the check's is combined, the object's own decide."""

    def alone(do: str) -> Callable:
        return lambda self, *how: self._remote._link.ask(do, self._remote, *how)

    def both(do: str, plain: Callable) -> Callable:
        def method(self: Any, other: object) -> Any:
            there = remote_of(other)
            return plain(self, other) if there is None else self._remote._link.ask(do, self._remote, there)

        return method

    own = {"__getattr__": _part, "__hash__": base.__hash__}
    own |= {f"__{do}__": alone(do) for do in _ALONE if hasattr(base, f"__{do}__")}
    own |= {
        f"__{do}__": both(do, getattr(base, f"__{do}__"))
        for do in (*BINARY, "eq", "lt", "le", "gt", "ge")
        if hasattr(base, f"__{do}__")
    }
    return own


_ALONE = ("abs", "neg", "pos", "invert", "repr", "str", "format", "bool")
_LIKE = {
    base: type(base.__name__, (base,), _as_there(base))
    for base in (int, float, complex, str, bytes, tuple, frozenset)
}
_COPIES = frozenset(_LIKE.values())
