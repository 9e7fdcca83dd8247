"""Turn values into messages and back, so that nothing but data passes between the two processes.

Exact built-in types, arrays and tensors are copied; subclasses of them are copied and keep a reference;
every other object stays where it is and is named by a number. Decoding builds values of a fixed list of
types and calls nothing that the sender names. There is no pickle.

Encoded, `None`, booleans, strings and numbers are themselves; anything else is a list `[tag, …]`. What may
change is `[tag, key, part, …]` when it comes for the first time, and `["pair", key]` from then on.
"""

import base64
import collections
import contextlib
import datetime
import decimal
import fractions
import itertools
import math
import pathlib
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType, NoneType
from typing import Any

from hfbasics.grading import frames
from hfbasics.grading.errors import CannotCross, LinkBroken
from hfbasics.grading.library import library
from hfbasics.grading.pairs import FOLLOWED, Pairs, tensor_bytes
from hfbasics.grading.states import own_data, restore, state_of
from hfbasics.grading.views import is_block, memory_of, overlaps_itself, owns_memory, place_in, view_of

__all__ = ["PLAIN_TYPES", "Decoder", "Encoder", "content", "is_data"]

DEEP = 40  # levels of what is sent at its place
MOST_BLOCKS = 50  # in one memory, in which a view is looked for
DEEPEST = 100  # levels of lists in lists
_TEXT_OF = {
    datetime.date: datetime.date.fromisoformat,
    datetime.datetime: datetime.datetime.fromisoformat,
    datetime.time: datetime.time.fromisoformat,
    decimal.Decimal: decimal.Decimal,
    fractions.Fraction: fractions.Fraction,
    uuid.UUID: uuid.UUID,
    type(pathlib.Path()): pathlib.Path,
    type(pathlib.PurePath()): pathlib.PurePath,
}
_MOST = 1 << 62  # of integers that are written in digits
_FIXED = {tuple: "tuple", frozenset: "frozenset"}
_PLAIN_KINDS = "biufcmMS"  # numpy kinds: booleans, numbers, spans and points in time, bytes


class Encoder:
    """Encode values for one message.

    Args:
        pairs: what has a copy over there; without it, each part is copied anew.
    """

    asks_for_content = False  # whether the other side asks for what is in a list of a class of its own

    def __init__(self, pairs: Pairs | None = None) -> None:
        self._pairs = pairs
        self._later: list[tuple[int, object]] = []  # what is nested deep, and follows
        self._raw: list[bytes] = []
        self._size = 0
        self._new: dict[int, tuple[int, object]] = {}  # pairs that this message makes, by id
        self._changed: list[int] = []
        self._blocks: dict[int, list[Any]] = {}  # arrays that this message makes pairs, by their memory
        self.bases: set[int] = set()  # keys of arrays in whose memory others of this message lie

    @property
    def raw(self) -> bytes:
        """The bytes of all arrays so far, which travel beside the encoded value."""
        return b"".join(self._raw)

    def changes(self) -> list[list]:
        """Return the keys of all pairs that have changed since the last message, and what is in them now."""
        changes = []
        for key, value in self._pairs.changed():
            self._changed.append(key)
            changes.append([key, self.parts(value, 0)])
        return changes

    def sent(self) -> None:
        """Take note that the message has gone: both sides know its pairs now."""
        for key, value in self._new.values():
            self._pairs.add(key, value)
        self._pairs.settle([*self._changed, *(key for key, _ in self._new.values())])

    def rest(self) -> list[list]:
        """Return keys and contents of what is nested too deep in the values so far, such as a long chain."""
        found = []
        while self._later:
            key, value = self._later.pop()
            found.append([key, self.parts(value, 0)])
        return found

    def pair(self, value: object) -> tuple[int | None, bool]:
        """Return the key of what may change, and whether this message makes it."""
        if self._pairs is None:
            return None, True
        known = self._pairs.key(value)
        if known is None and id(value) in self._new:
            known = self._new[id(value)][0]
        if known is not None:
            return known, False
        key = self._pairs.new_key()
        self._new[id(value)] = key, value
        if is_block(value):
            self._blocks.setdefault(memory_of(value), []).append(value)
        return key, True

    def means_the_same(self, value: object) -> bool:
        """Say whether a value that is copied means the same over there."""
        return True

    def refer(self, value: object) -> list:
        """Return the form of an object that is not copied, as `["object", …]`.

        Raises:
            CannotCross: when it has none, as here.
        """
        raise CannotCross(f"an object of the type {type(value).__name__}")

    def encode(self, value: object, depth: int = 0) -> Any:
        """Return the JSON form of a value.

        Raises:
            CannotCross: when it is nested too deep, or `refer` refuses a part of it.
        """
        if depth > DEEPEST:
            raise CannotCross(f"a value that is nested more than {DEEPEST} levels deep")
        kind = type(value)
        if kind in (NoneType, bool, str):
            return value
        if kind is int:
            return value if abs(value) < _MOST else ["int", hex(value)]
        if kind is float:
            return value if value == value and abs(value) != float("inf") else ["float", repr(value)]
        if kind is complex:
            return ["complex", repr(value.real), repr(value.imag)]
        if kind is bytes:
            return ["bytes", base64.b64encode(value).decode()]
        if kind in _FIXED:
            return [_FIXED[kind], self._all(value, depth)]
        if kind in (range, slice):
            return [kind.__name__, self._all((value.start, value.stop, value.step), depth)]
        if kind in _TEXT_OF and self.means_the_same(value):
            return [
                kind.__name__,
                value.isoformat() if hasattr(value, "isoformat") else str(value),
            ]
        if kind in _VIEWS:
            return [kind.__name__, self.encode(_VIEWS[kind](value), depth + 1)]
        if kind is re.Pattern:
            return ["pattern", self.encode(value.pattern), value.flags]
        if kind is datetime.timedelta:
            return ["timedelta", [value.days, value.seconds, value.microseconds]]
        if value is Ellipsis or value is NotImplemented:
            return [repr(value)]
        tag = _followed(value)
        if tag:
            key, new = self.pair(value)
            if new and key is not None and tag == "tensor" and (part := self._pairs.part(value)):
                return ["part", key, *part]
            if new and key is not None and depth > DEEP and tag in ("list", "dict"):
                self._later.append((key, value))
                return ["empty", tag, key]
            if not new:
                return ["pair", key]
            made = [tag, key, *self.parts(value, depth)]
            return [*made, self._place(value)] if tag in ("array", "tensor") else made
        fixed = self._fixed(value)
        if fixed:
            return fixed
        parts = frames.parts(value)
        if parts:
            return ["pandas", None, self._all(parts, depth)]
        if self._pairs and (name := self._pairs.class_name(value)):
            key, new = self.pair(value)
            if new and depth > DEEP:
                self._later.append((key, value))
                return ["empty", "own", key, name]
            return ["own", key, self._attributes(value, depth), name] if new else ["pair", key]
        return self._subclass(value, depth) or self.refer(value)

    def _attributes(self, value: object, depth: int) -> list:
        return [[name, self.encode(item, depth + 1)] for name, item in list(vars(value).items())]

    def _all(self, values: Iterable[object], depth: int) -> list:
        values = list(values)
        return values if _are_themselves(values) else [self.encode(value, depth + 1) for value in values]

    def parts(self, value: object, depth: int) -> list:
        """Return what is in a value that may change, as it stands behind its tag and its key."""
        kind = type(value)
        if kind is collections.deque:
            return [self._all(value, depth), value.maxlen]
        if kind in (list, set):
            return [self._all(value, depth)]
        if kind is bytearray:
            return [base64.b64encode(value).decode()]
        if kind in FOLLOWED:
            pairs = [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in list(value.items())]
            return [pairs, self.encode(value.default_factory)] if kind is collections.defaultdict else [pairs]
        numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
        if numpy and kind is numpy.ndarray:
            if _is_plain(value.dtype):
                order = "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
                numbers = self._add(value.tobytes(order))
                return [_dtype_parts(value.dtype), list(value.shape), *numbers, order, value.flags.writeable]
            return [value.dtype.str, list(value.shape), self._all(value.ravel().tolist(), depth)]
        if torch and isinstance(value, torch.Tensor):
            grad = value.grad if value.is_leaf else None
            numbers = self._add(tensor_bytes(value))
            grad = self.encode(grad if grad is None or _is_dense(grad) else None, depth + 1)
            return [str(value.dtype)[6:], list(value.shape), self.graph(value), *numbers, grad]
        if self._pairs and self._pairs.class_name(value):
            return [self._attributes(value, depth)]
        parts = frames.parts(value)
        return [self._all(parts, depth)] if parts else [self.plain(state_of(value))]

    def _place(self, value: Any) -> list | None:
        """Return in which other array a new one lies, and where; None where it has memory of its own."""
        if self._pairs is None or owns_memory(value) or getattr(value, "requires_grad", False):
            return None
        memory = memory_of(value)
        bases = itertools.chain(self._pairs.blocks_in(memory), self._blocks.get(memory, ()))
        place = place_in(itertools.islice(bases, MOST_BLOCKS), value)
        if place is None:
            return None
        base, *where = place
        encoded = self.encode(base)
        self.bases.add(self.pair(base)[0])
        return [encoded, *where]

    def graph(self, tensor: Any) -> Any:
        """Return how a tensor takes part in gradients: 0 not, 1 as a leaf, 2 as a parameter."""
        if not tensor.requires_grad:
            return 0
        return 2 if type(tensor).__name__ == "Parameter" else 1

    def plain(self, value: object) -> Any:
        """Return the form of a value of which no part becomes a pair."""
        pairs, self._pairs = self._pairs, None
        try:
            return self.encode(value)
        finally:
            self._pairs = pairs

    def _fixed(self, value: object) -> list | None:
        """Encode a NumPy scalar, a shape or a dtype; None for anything else."""
        numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
        is_scalar = numpy and isinstance(value, numpy.generic) and type(value).__module__ == "numpy"
        if is_scalar and _is_plain(value.dtype):
            return ["scalar", _dtype_parts(value.dtype), *self._add(value.tobytes())]
        if numpy and isinstance(value, numpy.dtype):
            return None if value.hasobject and value.names else ["numpy dtype", _dtype_parts(value)]
        if torch and type(value) is torch.Size:
            return ["size", list(value)]
        if torch and type(value) is torch.dtype:
            return ["dtype", str(value)[6:]]
        if torch and type(value) is torch.device:
            return ["device", str(value)]
        return None

    def _add(self, raw: bytes) -> tuple[int, int]:
        self._raw.append(raw)
        self._size += len(raw)
        return self._size - len(raw), len(raw)

    def _subclass(self, value: object, depth: int) -> list | None:
        """Encode an instance of a subclass of a built-in type: its plain content, and a reference."""
        base = next((base for base in _CONTENT if issubclass(type(value), base)), None)
        if base is None:
            return None
        # What is in a container that may change is asked for when it is needed.
        later = self.asks_for_content and base in FOLLOWED
        inside = self.plain(base()) if later else self.encode(_CONTENT[base](value), depth + 1)
        return ["like", inside, self.refer(value)]


def _are_themselves(values: list) -> bool:
    """Say, in C, whether all of these are encoded as themselves: a list can have a million numbers."""
    kinds = set(map(type, values))
    if kinds == {int}:
        return min(values) > -_MOST and max(values) < _MOST
    return kinds <= {NoneType, bool, str} or (kinds == {float} and all(map(math.isfinite, values)))


def _followed(value: object) -> str | None:
    """Return the tag of a value that may change and is copied; None for anything else."""
    kind = type(value)
    if kind in FOLLOWED:
        return kind.__name__
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    if numpy and kind is numpy.ndarray:
        if _is_plain(value.dtype):
            return "array"
        return "array of objects" if value.dtype.kind == "U" or value.dtype == object else None
    if torch and kind in (torch.Tensor, torch.nn.Parameter) and _is_dense(value):
        return "tensor"
    pandas = library("pandas", "DataFrame")
    return "pandas" if pandas and kind in (pandas.DataFrame, pandas.Series) and frames.parts(value) else None


def is_data(value: object) -> bool:
    """Say whether a value is copied when it crosses, or holds such a value."""
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    if isinstance(value, _DATA) or (numpy and isinstance(value, numpy.generic | numpy.ndarray)):
        return True
    return (
        bool(torch and isinstance(value, torch.Tensor | torch.dtype | torch.device))
        or frames.parts(value) is not None
    )


def content(value: object) -> object:
    """Return the built-in value inside an instance of a subclass of a built-in type."""
    base = next(base for base in _CONTENT if issubclass(type(value), base))
    return _CONTENT[base](value)


def _is_dense(tensor: Any) -> bool:
    return str(tensor.layout) == "torch.strided" and tensor.device.type == "cpu" and not tensor.is_quantized


_KEYS, _VALUES, _ITEMS = (type(view) for view in ({}.keys(), {}.values(), {}.items()))

# What looks into a dict, and cannot be changed itself: how it is taken apart, and made again.
_VIEWS: dict[type, Callable[[Any], Any]] = {_KEYS: list, _VALUES: list, _ITEMS: dict, MappingProxyType: dict}
_OF_VIEWS: dict[str, Callable[[Any], Any]] = {
    _KEYS.__name__: lambda keys: dict.fromkeys(keys).keys(),
    _VALUES.__name__: lambda values: dict(enumerate(values)).values(),
    _ITEMS.__name__: lambda items: dict(items).items(),
    MappingProxyType.__name__: MappingProxyType,
}

# Bases whose subclasses are copied, and how to get the built-in value without asking their own methods.
_CONTENT = {
    int: int.__pos__,
    float: float.__pos__,
    complex: complex.__pos__,
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    bytearray: lambda value: bytearray.__getitem__(value, slice(None)),
    dict: lambda value: dict(dict.items(value)),
    **{
        base: lambda value, base=base: base(base.__iter__(value))
        for base in (list, tuple, set, frozenset, collections.deque)
    },
}

_DATA = (NoneType, type(...), range, slice, datetime.timedelta, re.Pattern, *_VIEWS, *_TEXT_OF, *_CONTENT)

# The types that may be named across: as a value, such as the answer `int`.
PLAIN_TYPES = {kind.__name__: kind for kind in (bool, NoneType, *_CONTENT) if kind is not collections.deque}


class Decoder:
    """Decode one message.

    Args:
        raw: the bytes that travelled beside it.
        resolve: turns `["object", …]` into what stands for it here.
        like: joins the copied content of a subclass instance with what stands for the object.
        pairs: what has a copy over there.
        note: is told each text.
        grown: makes a tensor that stands in a graph of gradients over there, from its copy, its key and the
            leaves of the graph.
    """

    def __init__(
        self,
        raw: bytes,
        resolve: Callable[[list], object],
        like: Callable[[object, object], object] = lambda content, _: content,
        pairs: Pairs | None = None,
        grown: Callable[[Any, Any, Any], Any] | None = None,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._raw, self._note = memoryview(raw), note
        self._resolve, self._like, self._pairs, self._grown = resolve, like, pairs, grown
        self._came: list[int] = []
        self._leaves: list[Any] = []  # of the graph of the last tensor

    def decode(self, encoded: Any, depth: int = 0) -> Any:
        """Return the value.

        Raises:
            LinkBroken: when this is nothing that an `Encoder` makes.
        """
        if type(encoded) is str:
            self._note(encoded)
        if encoded is None or type(encoded) in (bool, int, float, str):
            return encoded
        with _no_value():
            if depth > DEEPEST + 2 or type(encoded) is not list:
                raise ValueError
            tag, *rest = encoded
            if tag == "pair":
                (key,) = rest
                return self._pairs.value(_whole(key))
            return self._tagged(tag, rest, depth + 1)

    def _all(self, items: Any, depth: int) -> list:
        if type(items) is not list:
            raise ValueError(items)
        themselves = set(map(type, items)) <= {NoneType, bool, int, float}
        return items if themselves else [self.decode(item, depth) for item in items]

    def changes(self, changes: Any) -> None:
        """Change the values of this side as their copies over there have changed.

        Raises:
            LinkBroken: when these are no such changes.
        """
        with _no_value():
            for key, parts in changes:
                if not self._pairs.is_apart(_whole(key)):
                    self._came.append(key)
                    self._fill(self._pairs.value(key), parts, 1)

    def done(self) -> None:
        """Take note that the message was read: both sides know its pairs now."""
        self._pairs.settle(self._came)

    def _tagged(self, tag: str, rest: list, depth: int) -> Any:
        if tag in _MAKE or tag in _ARRAYS:
            key, *parts = rest
            return self._followed(tag, key, parts, depth)
        if tag == "part":
            key, model, name = rest
            made = dict(self._pairs.value(_whole(model)).named_parameters())[name]
            self._know(key, made)
            return made
        if tag in _BUILD:
            (items,) = rest
            return _BUILD[tag](self._all(items, depth))
        if tag in ("range", "slice"):
            return {"range": range, "slice": slice}[tag](*(self.decode(part, depth) for part in rest[0]))
        if tag == "timedelta":
            days, seconds, microseconds = rest[0]
            return datetime.timedelta(_whole(days), _whole(seconds), _whole(microseconds))
        if tag in _OF_VIEWS:
            return _OF_VIEWS[tag](self.decode(rest[0], depth))
        if tag == "pattern":
            return _pattern(self.decode(rest[0], depth), _whole(rest[1]))
        if tag in _FROM_TEXT:
            made = _FROM_TEXT[tag](*(_text(part) for part in rest))
            if type(made) is bytes:
                self._note(made.decode("utf-8", "replace"))
            return made
        if tag == "scalar":
            dtype, start, size = rest
            return self._array(dtype, [1], start, size)[0]
        if tag in _OF_LIBRARIES:
            return _OF_LIBRARIES[tag](*rest)
        if tag in ("Ellipsis", "NotImplemented"):
            return {"Ellipsis": ..., "NotImplemented": NotImplemented}[tag]
        if tag == "empty":
            return self._empty(*rest)
        if tag == "like":
            content, reference = rest
            return self._like(self.decode(content, depth), self.decode(reference, depth))
        if tag == "object":
            return self._resolve(rest)
        raise ValueError(tag)

    def _followed(self, tag: str, key: Any, parts: list, depth: int) -> Any:
        if tag in _MAKE:
            made = _MAKE[tag](parts)
            if tag == "defaultdict":
                made.default_factory = self.decode(parts[1], depth)
            self._know(key, made)  # before its parts: one of them can be itself
            self._fill(made, parts, depth)
            return made
        if tag == "own":
            made = object.__new__(self._pairs.classes[parts[1]])
            self._know(key, made)
            self._fill(made, parts, depth)
            return made
        made = getattr(self, "_" + tag.replace(" ", "_"))(*parts)
        if tag == "tensor" and type(parts[2]) is list:
            return self._grown(made, key, self._leaves)
        self._know(key, made)
        return made

    def _empty(self, tag: str, key: Any, *name: Any) -> Any:
        """Make what comes with the rest of the message."""
        made: Any = {"list": list, "dict": dict}[tag]() if tag != "own" else None
        made = object.__new__(self._pairs.classes[name[0]]) if made is None else made
        self._know(key, made)
        return made

    def _know(self, key: Any, made: object) -> None:
        if key is None:
            return
        if self._pairs is None or not self._pairs.is_free(key):
            raise ValueError(key)
        self._pairs.add(key, made)
        self._came.append(key)

    def _fill(self, value: Any, parts: list, depth: int) -> None:
        """Give a value of this side the content of its copy over there."""
        kind = type(value)
        if kind in (list, set, collections.deque):
            items = self._all(parts[0], depth)
            items = set(items) if kind is set else items
            value.clear()
            value.update(items) if kind is set else value.extend(items)
        elif kind is bytearray:
            value[:] = base64.b64decode(_text(parts[0]), validate=True)
        elif kind in FOLLOWED:
            items = [(self.decode(key, depth), self.decode(item, depth)) for key, item in parts[0]]
            value.clear()  # the order may have changed, too
            for key, item in items:
                value[key] = item
        else:
            self._fill_array(value, parts, depth)

    def _fill_array(self, value: Any, parts: list, depth: int) -> None:
        if overlaps_itself(value):  # what it is a view of brings its numbers
            return
        numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
        if numpy and type(value) is numpy.ndarray:
            new = (self._array_of_objects if type(parts[2]) is list else self._array)(*parts[:6])
            if new.dtype != value.dtype:
                raise ValueError(new.dtype)
            if new.shape != value.shape:
                value.shape = new.shape
            if not value.flags.writeable:
                value.flags.writeable = True
            value[...] = new
            value.flags.writeable = new.flags.writeable
        elif torch and isinstance(value, torch.Tensor):
            new = self._tensor(*parts[:6])  # it lies where it lay before
            if new.shape == value.shape and new.dtype == value.dtype:
                value.data.copy_(new.data)
            else:
                value.data = new.data
            if value.is_leaf:
                value.requires_grad_(new.requires_grad)
                value.grad = new.grad
        elif type(value).__module__.startswith("pandas"):
            frames.replace(value, self._pandas(*parts))
        elif self._pairs.class_name(value):
            attributes = {_text(name): self.decode(item, depth) for name, item in parts[0]}
            vars(value).clear()
            vars(value).update(own_data(type(value), attributes))
        else:
            restore(value, self.decode(parts[0], depth))

    def _bytes(self, start: int, size: int) -> memoryview:
        if not 0 <= start <= start + size <= len(self._raw):
            raise ValueError
        return self._raw[start : start + size]

    def _array(
        self,
        dtype: Any,
        shape: list[int],
        start: int,
        size: int,
        order: str = "C",
        writeable: bool = True,
        place: list | None = None,
    ):
        import numpy

        kind = _numpy_dtype(dtype)
        if not _is_plain(kind) or order not in ("C", "F"):
            raise ValueError
        numbers = numpy.frombuffer(self._bytes(start, size), dtype=kind)
        made = self._in_place("array", kind, shape, place)
        if made is None:
            made = numbers.reshape(_shape(shape), order=order).copy(order)
        made.flags.writeable = writeable is True
        return made

    def _in_place(self, kind: str, dtype: Any, shape: list[int], place: list | None) -> Any:
        """Return an array in the memory of another one of this side; None where it has one of its own."""
        if place is None:
            return None
        base, offset, strides = place
        return view_of(
            self.decode(base),
            kind,
            dtype,
            _shape(shape),
            _natural(offset),
            [_whole(step) for step in strides],
        )

    def _array_of_objects(self, dtype: str, shape: list[int], items: list):
        import numpy

        kind = numpy.dtype(_text(dtype))
        if kind.kind not in "UO":
            raise ValueError
        made = numpy.empty(len(items), dtype=kind)
        for place, item in enumerate(items):
            made[place] = self.decode(item, 1)
        return made.reshape(_shape(shape))

    def _tensor(
        self,
        dtype: str,
        shape: list[int],
        graph: Any,
        start: int,
        size: int,
        grad: Any,
        place: list | None = None,
    ):
        import torch

        raw, kind = bytearray(self._bytes(start, size)), _dtype(dtype)
        made = self._in_place("tensor", kind, shape, place)
        if made is None:
            flat = torch.frombuffer(raw, dtype=kind) if raw else torch.empty(0, dtype=kind)
            made = flat.reshape(_shape(shape)).clone()  # memory of its own, that can grow
        if type(graph) is list:
            self._leaves = [self.decode(leaf, 1) for leaf in graph]
        if graph == 2:
            made = torch.nn.Parameter(made)
        made.requires_grad_(graph in (1, 2))
        made.grad = self.decode(grad, 1)
        return made

    def _pandas(self, parts: list):
        return frames.build(*(self.decode(part, 1) for part in parts))


@contextlib.contextmanager
def _no_value() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, MemoryError):
        raise LinkBroken("what came is no value") from None


_MAKE: dict[str, Callable[[list], Any]] = {
    **{kind.__name__: lambda _, kind=kind: kind() for kind in FOLLOWED},
    "deque": lambda parts: collections.deque(maxlen=None if parts[1] is None else _natural(parts[1])),
}
_ARRAYS = {"array", "array of objects", "tensor", "pandas", "own"}
_BUILD = {"tuple": tuple, "frozenset": frozenset}
_FROM_TEXT = {
    "int": lambda text: int(text, 16),
    "float": float,
    "complex": lambda real, imaginary: complex(float(real), float(imaginary)),
    "bytes": lambda text: base64.b64decode(text, validate=True),
    **{kind.__name__: read for kind, read in _TEXT_OF.items()},
}


def _pattern(text: Any, flags: int) -> re.Pattern:
    try:
        return re.compile(text, flags)
    except (re.error, RecursionError) as error:
        raise ValueError(str(error)) from None


def _size(shape: list[int]):
    import torch

    return torch.Size(_shape(shape))


def _dtype(name: str):
    import torch

    kind = getattr(torch, _text(name))
    if type(kind) is not torch.dtype:
        raise ValueError
    return kind


def _device(name: str):
    import torch

    return torch.device(_text(name))


def _is_plain(kind: Any) -> bool:
    """Say whether items of a dtype of NumPy are plain bytes."""
    return kind.kind in _PLAIN_KINDS or (kind.names is not None and not kind.hasobject)


def _dtype_parts(kind: Any) -> Any:
    """Return a dtype of NumPy as a text, with a shape, or as what its fields are."""
    if kind.names:
        fields = [kind.fields[name] for name in kind.names]
        made = [
            [name, _dtype_parts(one), place]
            for name, (one, place, *_) in zip(kind.names, fields, strict=True)
        ]
        return {"fields": made, "size": kind.itemsize}
    if kind.subdtype:
        return [_dtype_parts(kind.subdtype[0]), list(kind.subdtype[1])]
    return kind.str


def _numpy_dtype(parts: Any) -> Any:
    import numpy

    if type(parts) is dict:
        names, kinds, places = zip(*parts["fields"], strict=True)
        made = {
            "names": [_text(name) for name in names],
            "formats": [_numpy_dtype(kind) for kind in kinds],
            "offsets": [_natural(place) for place in places],
            "itemsize": _natural(parts["size"]),
        }
        return numpy.dtype(made)
    if type(parts) is list:
        kind, shape = parts
        return numpy.dtype((_numpy_dtype(kind), _shape(shape)))
    if _text(parts)[1:2] == "V":
        raise ValueError(parts)
    return numpy.dtype(parts)


_OF_LIBRARIES = {"size": _size, "dtype": _dtype, "device": _device, "numpy dtype": _numpy_dtype}


def _whole(value: object) -> int:
    if type(value) is not int:
        raise ValueError
    return value


def _natural(value: object) -> int:
    if _whole(value) < 0:
        raise ValueError
    return value


def _text(value: object) -> str:
    if type(value) is not str or len(value) > 1 << 24:
        raise ValueError
    return value


def _shape(shape: object) -> tuple[int, ...]:
    if type(shape) is not list or len(shape) > 32 or any(type(size) is not int or size < 0 for size in shape):
        raise ValueError
    return tuple(shape)
