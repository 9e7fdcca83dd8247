"""Objects of the student's, as a test cell sees them: each stands for one in the candidate.

Attributes, items, calls and operators are asked of the object over there. No comparison with plain data is
left to it.
"""

import collections
import operator
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
        if name in ("__dict__", "__reduce__", "__reduce_ex__", "__getstate__", "__wrapped__"):
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
        return hash(("Remote", self._number))

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
        return format(str(self), how)


def _compare(remote: "Remote", how: str, other: object) -> bool:
    if type(other) in REMOTES:
        if how == "eq" and other._number == remote._number:
            return True
        return remote._link.ask(how, remote, other) is True
    if other is None:
        return False
    _refuse_plain(remote, other)
    return False


def _refuse_plain(remote: "Remote", other: object) -> None:
    """Keep an object of the student's from judging, or learning, what a check expects.

    Raises:
        CannotCross: when `other` is data of the check's.
    """
    if type(other) not in REMOTES:
        raise CannotCross(
            f"an object of the type {remote._name} of the submission cannot be compared or combined with "
            f"{_article(type(other).__name__)}: its own code would decide the result"
        )


def _exactly(remote: "Remote", kind: type, do: str) -> Any:
    value = remote._link.ask(do, remote)
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


def remote_of(value: object) -> Remote | None:
    """Return the object over there that a value stands for, if any."""
    found = value if type(value) in REMOTES else getattr(value, "_remote", None)
    return found if type(found) in REMOTES else None


def _asks(do: str):
    return lambda self, *arguments: self._link.ask(do, self, *arguments)


def _asks_both(do: str):
    def method(self, other):
        _refuse_plain(self, other)
        return self._link.ask(do, self, other)

    return method


def _in_content(do: str):
    how = getattr(operator, f"__{do}__")
    return lambda self, other: how(self._link.ask("content", self), other)


for _do in ("getitem", "setitem", "delitem", "iter", "next", "abs", "neg", "pos", "invert", "enter", "exit"):
    setattr(Remote, f"__{_do}__", _asks(_do))
for _do in ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "and", "or", "xor"):
    setattr(Remote, f"__{_do}__", _asks_both(_do))
    setattr(Remote, f"__r{_do}__", lambda self, other: _refuse_plain(self, other))
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


_LIKE = {
    base: type(base.__name__, (base,), {"__getattr__": _part})
    for base in (int, float, complex, str, bytes, tuple, frozenset)
}
# Containers that may change stay where they are; what is in them is asked for when it is needed.
_CHANGING = (list, set, dict, bytearray, collections.deque)
