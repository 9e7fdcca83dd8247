"""Objects of the student's, as a test cell sees them: each stands for one in the candidate.

Attributes, items, calls and operators are asked of the object over there. No comparison with plain data is
left to it.
"""

import collections
import operator
import types
from typing import TYPE_CHECKING, Any

from hfbasics.grading.errors import CannotCross

if TYPE_CHECKING:
    from hfbasics.grading.link import Link

__all__ = ["Remote", "RemoteFunction", "like", "remote_of"]


class Remote:
    """Stand for an object in the candidate: attributes, items, calls and operators are asked of it there.

    Comparing it with plain data raises `TypeError`, for the object itself would decide: a check must ask for
    a part that is data.
    """

    __slots__ = ("_claims", "_link", "_name", "_number")

    def __init__(self, link: "Link", number: int, name: str, claims: tuple[str, ...]) -> None:
        for slot, value in zip(
            ("_link", "_number", "_name", "_claims"), (link, number, name, claims), strict=True
        ):
            object.__setattr__(self, slot, value)

    def __getattribute__(self, name: str) -> Any:
        if name in Remote.__slots__:
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
        remote = remote_of(instance)
        return remote is not None and self._link.ask("isinstance", remote, self) is True

    def __subclasscheck__(self, one: object) -> bool:
        return type(one) in REMOTES and self._link.ask("issubclass", one, self) is True

    def __eq__(self, other: object) -> bool:
        return _compare(self, "eq", other)

    def __ne__(self, other: object) -> bool:
        return not _compare(self, "eq", other)

    def __lt__(self, other: object) -> bool:
        return _compare(self, "lt", other)

    def __le__(self, other: object) -> bool:
        return _compare(self, "le", other)

    def __gt__(self, other: object) -> bool:
        return _compare(self, "gt", other)

    def __ge__(self, other: object) -> bool:
        return _compare(self, "ge", other)

    def __hash__(self) -> int:
        return _exactly(self, int, "hash")

    def __bool__(self) -> bool:
        return self._link.ask("bool", self) is True

    def __len__(self) -> int:
        return _exactly(self, int, "len")

    def __int__(self) -> int:
        return _exactly(self, int, "int")

    def __index__(self) -> int:
        return _exactly(self, int, "index")

    def __float__(self) -> float:
        return _exactly(self, float, "float")

    def __contains__(self, item: object) -> bool:
        _refuse_plain(self, item)
        return self._link.ask("contains", self, item) is True

    def __str__(self) -> str:
        return _exactly(self, str, "str")

    def __repr__(self) -> str:
        return _exactly(self, str, "repr")

    def __format__(self, how: str) -> str:
        return _exactly(self, str, "format", how)

    def __exit__(self, kind: object, error: object, trace: object) -> Any:
        return self._link.ask("exit", self, kind, error, None)  # a traceback has no form in which it can pass


def _compare(remote: "Remote", how: str, other: object) -> bool:
    if type(other) in REMOTES:
        if how == "eq" and other._number == remote._number:
            return True
        return remote._link.ask(how, remote, other) is True
    if other is None and how == "eq":
        return False
    if how == "eq" and (twin := remote._link.twin(remote, type(other))) is not None:
        return bool(twin == other)
    _refuse_plain(remote, other, "" if how == "eq" else how)
    return False


def _refuse_plain(remote: "Remote", other: object, do: str = "", swapped: bool = False) -> None:
    """Keep an object of the student's from judging, or learning, what a check expects.

    Whether it takes data of this kind at all is asked with an empty value, so that a check can expect that
    `Vector(1, 2) + 3` is an error.

    Raises:
        CannotCross: when `other` is data of the check's.
    """
    if type(other) not in REMOTES:
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


class RemoteFunction(Remote):
    """A remote object that can be called."""

    __slots__ = ()

    def __call__(self, /, *arguments: object, **keywords: object) -> Any:
        return self._link.ask("call", self, *arguments, **keywords)


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


REMOTES = (Remote, RemoteFunction, RemoteContainer)
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
} - {"__dict__", "__reduce__", "__reduce_ex__", "__getstate__", "__buffer__", "__release_buffer__"}
_ASKED |= {"__enter__", "__exit__", "__aenter__", "__aexit__", "__matmul__", "__rmatmul__", "__missing__"}
_ASKED |= {"__post_init__", "__dataclass_fields__", "__match_args__", "__slots__", "__members__"}


def remote_of(value: object) -> Remote | None:
    """Return the object over there that a value stands for, if any."""
    found = value if type(value) in REMOTES else getattr(value, "_remote", None)
    return found if type(found) in REMOTES else None


def _asks(do: str):
    return lambda self, *arguments: self._link.ask(do, self, *arguments)


def _asks_both(do: str):
    def method(self, other):
        _refuse_plain(self, other, do)
        return self._link.ask(do, self, other)

    return method


def _refuses(do: str):
    return lambda self, other: _refuse_plain(self, other, do, swapped=True)


def _in_content(do: str):
    how = getattr(operator, f"__{do}__")

    def method(self, other):
        if remote_of(other) is not None and do != "contains":  # both are the student's, so are their methods
            return self._link.ask(do, self, other)
        return how(self._link.ask("content", self), other)

    return method


for _do in ("getitem", "setitem", "delitem", "iter", "next", "abs", "neg", "pos", "invert", "enter"):
    setattr(Remote, f"__{_do}__", _asks(_do))
_BINARY = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor")
for _do in _BINARY:
    setattr(Remote, f"__{_do}__", _asks_both(_do))
    setattr(Remote, f"__r{_do}__", _refuses(_do))
for _do in ("contains", "add", "sub", "mul", "and", "or", "xor", "lt", "le", "gt", "ge"):
    setattr(RemoteContainer, f"__{_do}__", _in_content(_do))


def like(content: object, reference: object) -> object:
    """Return built-in data that also knows the object from which it was copied."""
    if type(reference) not in REMOTES:
        return content
    if type(content) in _CHANGING:
        made = RemoteContainer(reference._link, reference._number, reference._name, reference._claims)
        object.__setattr__(made, "_base", type(content))
        return made
    kind = _LIKE.get(type(content))
    if kind is None:
        return content
    made = kind.__new__(kind, content)
    object.__setattr__(made, "_remote", reference)
    return made


def _part(self, name: str) -> Any:
    if name.startswith("__") or name == "_remote":
        raise AttributeError(name)
    return getattr(object.__getattribute__(self, "_remote"), name)


def _as_there(base: type) -> dict[str, object]:
    """Return the methods of a copy: where no data of the check's is combined, the object's own decide."""

    def alone(do: str):
        return lambda self, *how: self._remote._link.ask(do, self._remote, *how)

    def both(do: str, plain):
        def method(self, other):
            there = remote_of(other)
            return plain(self, other) if there is None else self._remote._link.ask(do, self._remote, there)

        return method

    own = {"__getattr__": _part, "__hash__": base.__hash__}
    own |= {f"__{do}__": alone(do) for do in _ALONE if hasattr(base, f"__{do}__")}
    own |= {
        f"__{do}__": both(do, getattr(base, f"__{do}__"))
        for do in (*_BINARY, "eq", "lt", "le", "gt", "ge")
        if hasattr(base, f"__{do}__")
    }
    return own


_ALONE = ("abs", "neg", "pos", "invert", "repr", "str", "format", "bool")
_LIKE = {
    base: type(base.__name__, (base,), _as_there(base))
    for base in (int, float, complex, str, bytes, tuple, frozenset)
}
# Containers that may change stay where they are; what is in them is asked for when it is needed.
_CHANGING = (list, set, dict, bytearray, collections.deque)
