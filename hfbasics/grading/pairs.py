"""What is in both processes: a value here and its copy over there, which follow each other.

A list, a dict, an array, a tensor or a model that has crossed once is a pair from then on. A later message
names it by its key, and brings what has changed in it since. So what is one object on one side stays one on
the other, and what either side changes is changed on both before any other code runs.
"""

import collections
import ctypes
import enum
import functools
import inspect
import operator
import sys
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from hfbasics.grading import frames
from hfbasics.grading.library import library
from hfbasics.grading.states import state_of
from hfbasics.grading.views import is_block, memory_of

__all__ = ["FOLLOWED", "Pairs", "tensor_bytes"]

# Built-in containers that may change.
FOLLOWED = (
    *(list, dict, set, bytearray, collections.deque),
    *(collections.OrderedDict, collections.Counter, collections.defaultdict),
)


class Pairs:
    """The values of one side that have a copy on the other one, by their keys.

    Args:
        first: the first key that this side gives; it gives every second number, the other side the others.
    """

    def __init__(self, first: int) -> None:
        self._first = self._next = first
        self._values: dict[int, object] = {}
        self._loose: dict[int, tuple[weakref.ref, weakref.ref]] = {}
        self._keys: dict[int, int] = {}  # by id
        self._seen: dict[int, object] = {}  # what was in each when the last message passed
        self._apart: set[int] = set()
        self._models: dict[int, None] = {}  # keys of PyTorch models, in order
        self._memory: dict[int, int] = {}  # the address of the memory of each array
        self._lie_in: dict[int, dict[int, None]] = {}  # keys of arrays by this address
        self._named: dict[int, int] = {}  # in which message of this side each was named last
        self._messages = 0
        self.know({})

    def know(self, classes: Mapping[str, object]) -> None:
        """Copy instances of these classes of the notebook's own, attribute by attribute."""
        self.classes = {name: kind for name, kind in classes.items() if _is_plain_class(kind)}
        self._class_names = {kind: name for name, kind in self.classes.items()}

    def class_name(self, value: object) -> str | None:
        """Return the name of a value's class, if that is one whose instances are copied."""
        return self._class_names.get(type(value))

    def new_key(self) -> int:
        """Return a key that no pair has."""
        self._next += 2
        return self._next - 2

    def key(self, value: object) -> int | None:
        """Return the key of a value, if it has a copy over there."""
        key = self._keys.get(id(value))
        if key in self._values:
            self._named[key] = self._messages
            return key
        return key if key in self._loose and self._loose[key][0]() is value else None

    def value(self, key: int) -> object:
        """Return the value of this side; a `KeyError` where there is none."""
        if key in self._loose:
            return self._loose[key][0]()
        self._named[key] = self._messages
        return self._values[key]

    def add(self, key: int, value: object) -> None:
        """Make a pair of what has just come or is about to go."""
        self._values[key] = value  # which also keeps its id from being used again
        self._keys[id(value)] = key
        self._named[key] = self._messages
        if hasattr(type(value), "named_parameters"):
            self._models[key] = None

    def add_loosely(self, key: int, value: object, needs: object) -> None:
        """Make a pair that is not held here: it is unused when its value and what needs it are both gone."""
        self._loose[key] = weakref.ref(value), weakref.ref(needs)
        self._keys[id(value)] = key

    def is_free(self, key: object) -> bool:
        """Say whether the other side may give this key to a new pair."""
        is_theirs = type(key) is int and key >= 0 and key % 2 != self._first % 2
        return is_theirs and key not in self._values and key not in self._loose

    def part(self, value: object) -> tuple[int, str] | None:
        """Return the key of a PyTorch model of which a tensor is a parameter, and its name in it."""
        if type(value).__name__ != "Parameter":
            return None
        found = ((key, name) for key, name, one in self._parameters() if one is value)
        return next(found, None)

    def blocks_in(self, memory: int) -> Iterator[object]:
        """Yield arrays and tensors of pairs, and parameters of models, that lie in one memory."""
        yield from (self._values[key] for key in self._lie_in.get(memory, ()))
        yield from (one for _, _, one in self._parameters() if is_block(one) and memory_of(one) == memory)

    def _parameters(self) -> Iterator[tuple[int, str, Any]]:
        for key in [key for key in self._models if key not in self._apart]:
            yield from ((key, name, one) for name, one in self._values[key].named_parameters())

    def settle(self, keys: Iterable[int]) -> None:
        """Take what is in these values now for what the other side has, too."""
        for key in keys:
            if key in self._values:
                value = self._values[key]
                self._seen[key] = _content(value)
                self._lies_where(key)

    def _lies_where(self, key: int) -> None:
        value = self._values[key]
        memory = memory_of(value) if is_block(value) else None
        if memory != self._memory.get(key):
            self._lies_nowhere(key)
            if memory is not None:
                self._memory[key] = memory
                self._lie_in.setdefault(memory, {})[key] = None

    def _lies_nowhere(self, key: int) -> None:
        if key in self._memory:
            memory = self._memory.pop(key)
            self._lie_in[memory].pop(key)
            if not self._lie_in[memory]:
                del self._lie_in[memory]

    def changed(self) -> list[tuple[int, object]]:
        """Return keys and values of what has changed since the last message."""
        found = [
            (key, value)
            for key, value in self._values.items()
            if key not in self._apart and not _same(_content(value), self._seen.get(key))
        ]
        for key, _ in found:
            self._lies_where(key)
        return found

    def let_go(self, keys: list[int]) -> None:
        """Forget these pairs."""
        for key in keys:
            self._loose.pop(key, None)
            if key in self._values:
                self._keys.pop(id(self._values.pop(key)), None)
                self._seen.pop(key, None)
                self._named.pop(key, None)
                self._models.pop(key, None)
                self._lies_nowhere(key)

    def separate(self, key: int) -> None:
        """Follow this pair no more: its values have become two."""
        self._apart.add(key)
        self._keys.pop(id(self._values[key]), None)

    def is_apart(self, key: int) -> bool:
        """Say whether a pair is followed no more."""
        return key in self._apart

    def __iter__(self) -> Iterator[tuple[int, object]]:
        """Yield keys and values of all pairs."""
        return iter(list(self._values.items()))

    def tensors(self) -> list[Any]:
        """Return all tensors that have a copy over there."""
        torch = library("torch", "Tensor")
        values = [*self._values.values(), *(value() for value, _ in self._loose.values())]
        return [value for value in values if torch and isinstance(value, torch.Tensor)]

    def unused(self) -> list[int]:
        """Return the keys of values that nothing else on this side holds any more."""
        loose = [key for key, refs in self._loose.items() if not any(ref() is not None for ref in refs)]
        return loose + [key for key in self._values if sys.getrefcount(self._values[key]) <= _HELD_HERE]

    def unseen(self) -> list[int]:
        """Return the keys of values of which no code of this side can see what happens to them.

        The other side need not bring their changes, and can send them anew. What was named a few messages ago
        stays a pair, such as the data of a check that calls an answer many times.
        """
        self._messages += 1
        return [
            key
            for key in self._values
            if sys.getrefcount(self._values[key]) <= _HELD_HERE
            and self._messages - self._named[key] > MOST_MESSAGES
            and _is_alone(self._values[key])
        ]


def _is_plain_class(kind: object) -> bool:
    """Say whether an instance of a class of the notebook's own is its attributes and nothing more."""
    if not isinstance(kind, type) or kind.__module__ != "__main__" or isinstance(kind, enum.EnumType):
        return False
    own_way = kind.__reduce_ex__ is not object.__reduce_ex__ or kind.__reduce__ is not object.__reduce__
    if own_way or hasattr(kind, "state_dict") or not kind.__dictoffset__ or inspect.isabstract(kind):
        return False
    if any(vars(base).get("__slots__") for base in kind.__mro__):
        return False
    try:
        object.__new__(kind)
    except TypeError:  # it has a part that only its base can make, as errors have
        return False
    return True


_HELD_HERE = 2  # by the table itself, and by the call that counts
MOST_MESSAGES = 20  # for which a value that nothing here leads to stays a pair


def _is_alone(value: Any) -> bool:
    """Say whether nothing of this side leads to a value or its memory, and a new copy would be like it."""
    numpy, torch, pandas = (library(*one) for one in _LIBRARIES)
    kind = type(value)
    if pandas and kind in (pandas.DataFrame, pandas.Series):
        own_weak_references = 1  # for its flags
        return (
            weakref.getweakrefcount(value) <= own_weak_references
            and not value.attrs
            and all(_has_its_own(block) for block in value._mgr.blocks)
        )
    if weakref.getweakrefcount(value) or getattr(value, "__dict__", None):
        return False
    if numpy and kind is numpy.ndarray:
        return value.flags.c_contiguous and _has_own_memory(value)
    if torch and kind is torch.Tensor:
        storage, base = value.untyped_storage(), value._base
        if value.requires_grad or value._use_count() > 1 or not storage.resizable():
            return False
        if base is not None and (sys.getrefcount(base) > _ALONE or base._use_count() > 2):
            return False
        owners = torch._C._storage_Use_Count(storage._cdata)  # the tensor, its base, and this variable
        is_sole = owners == (2 if base is None else 3) and sys.getrefcount(storage) <= _ALONE
        return is_sole and value.is_contiguous()
    return kind in FOLLOWED


_LIBRARIES = ("numpy", "ndarray"), ("torch", "Tensor"), ("pandas", "DataFrame")


def _has_its_own(block: Any) -> bool:
    """Say whether a block of a table is the only one that has its columns."""
    values = block.values
    return sys.getrefcount(values) <= _ALONE and _has_own_memory(values)


def _has_own_memory(array: Any) -> bool:
    """Say whether an array is the only one in its memory."""
    base = getattr(array, "base", None)
    if base is None:
        return True
    is_seen = sys.getrefcount(base) > _ALONE or weakref.getweakrefcount(base)
    return type(base) is type(array) and base.base is None and not is_seen


def _count_of_one() -> int:
    holder = [object()]
    one = holder[0]
    return sys.getrefcount(one)


# By what an object is held that belongs to another one and stands in a variable, when a call counts.
_ALONE = _count_of_one()


def _content(value: object) -> object:
    """Return what is in a value, in a form that does not change with it."""
    return _reader(type(value))(value)


@functools.cache
def _reader(kind: type) -> Callable[[Any], object]:
    """Return what reads the content of values of a type."""
    if kind in (list, collections.deque):
        return tuple
    if kind is set:
        return frozenset
    if kind is bytearray:
        return bytes
    if kind in FOLLOWED:
        return lambda value: (*value, *value.values())
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    if numpy and kind is numpy.ndarray:
        return lambda value: [value.flags.writeable, memory_of(value), *_plain(value)]
    if torch and issubclass(kind, torch.Tensor):
        return _in_tensor
    if kind.__module__ == "__main__" and kind.__dictoffset__ and not hasattr(kind, "state_dict"):
        return lambda value: (*vars(value), *vars(value).values())
    return lambda value: _plain(frames.parts(value) or state_of(value))


def _in_tensor(tensor: Any) -> list:
    place = (tensor.data_ptr(), tensor.dtype, tensor.shape)
    return [tensor.requires_grad, _held(tensor), *place, tensor_bytes(tensor)]


def _held(tensor: Any) -> int | None:
    """Return which gradient a tensor has; it is kept alive by the pair that it makes itself."""
    return id(tensor.grad) if tensor.is_leaf and tensor.grad is not None else None


def tensor_bytes(tensor: Any) -> bytes:
    """Return the numbers of a dense CPU tensor."""
    if tensor.is_contiguous() and not tensor.is_conj() and not tensor.is_neg():
        return ctypes.string_at(tensor.data_ptr(), tensor.nbytes) if tensor.nbytes else b""
    torch = library("torch", "Tensor")
    data = tensor.detach().resolve_conj().resolve_neg()
    data = data.clone(memory_format=torch.contiguous_format)  # a single number can have any stride
    return data.view(-1).view(torch.uint8).numpy().tobytes() if data.numel() else b""


def _plain(value: Any) -> Any:
    """Return nested parts with arrays and tensors as bytes, so that they can be compared."""
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    if isinstance(value, dict):
        return [(key, _plain(item)) for key, item in value.items()]
    if type(value) in (list, tuple):
        return [_plain(item) for item in value]
    if numpy and type(value) is numpy.ndarray:
        return [value.dtype.str, value.shape, value.tolist() if value.dtype == object else value.tobytes()]
    if torch and isinstance(value, torch.Tensor):
        return [value.dtype, value.shape, tensor_bytes(value)]
    return id(value) if callable(value) else value


def _same(new: Any, old: Any) -> bool:
    """Say whether two contents are the same: containers hold the very same objects."""
    if type(new) is tuple and type(old) is tuple:
        return len(new) == len(old) and all(map(operator.is_, new, old))
    return type(new) is type(old) and new == old
