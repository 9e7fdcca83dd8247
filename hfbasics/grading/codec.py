"""Turn values into messages and back, so that nothing but data passes between the two processes.

Exact built-in types, arrays and tensors are copied; subclasses of them are copied and keep a reference;
every other object stays where it is and is named by a number. Decoding builds values of a fixed list of
types and calls nothing that the sender names. There is no pickle.

Encoded, `None`, booleans, strings and numbers are themselves; anything else is a list `[tag, …]`.
"""

import base64
import collections
import datetime
import decimal
import fractions
from collections.abc import Callable
from types import NoneType
from typing import Any

from hfbasics.grading import frames
from hfbasics.grading.errors import CannotCross, LinkBroken
from hfbasics.grading.library import library

__all__ = ["CHANGING", "PLAIN_TYPES", "Decoder", "Encoder", "content", "encoded"]

DEEPEST = 60  # levels of lists in lists
_TEXT_OF = {
    datetime.date: datetime.date.fromisoformat,
    datetime.datetime: datetime.datetime.fromisoformat,
    datetime.time: datetime.time.fromisoformat,
    decimal.Decimal: decimal.Decimal,
    fractions.Fraction: fractions.Fraction,
}
_SHARED = "same"  # stands for a container that has come before in the same message
_SEQUENCES = {list: "list", tuple: "tuple", set: "set", frozenset: "frozenset", collections.deque: "deque"}
_MAPPINGS = {
    dict: "dict",
    collections.OrderedDict: "OrderedDict",
    collections.Counter: "Counter",
    collections.defaultdict: "dict",
}
CHANGING = (list, dict, set, collections.deque, bytearray, *list(_MAPPINGS)[1:3])
_PLAIN_KINDS = "biufcmMS"  # numpy kinds: booleans, numbers, spans and points in time, bytes


class Encoder:
    """Encode values for one message.

    Args:
        refer: encodes an object that is not copied, as `["object", …]`, or raises `CannotCross`.
    """

    def __init__(self, refer: Callable[[object], list]) -> None:
        self._refer = refer
        self._raw: list[bytes] = []
        self._size = 0
        self._before: dict[int, int] = {}  # the place of each container that may change, by id
        self._alive: list[object] = []  # an id is not used again while its object is here

    def has_parts_of(self, other: "Encoder") -> bool:
        """Say whether a container that may change is in both messages."""
        return not self._before.keys().isdisjoint(other._before)

    @property
    def raw(self) -> bytes:
        """The bytes of all arrays so far, which travel beside the encoded value."""
        return b"".join(self._raw)

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
            return value if abs(value) < 1 << 62 else ["int", hex(value)]
        if kind is float:
            return value if value == value and abs(value) != float("inf") else ["float", repr(value)]
        if kind is complex:
            return ["complex", repr(value.real), repr(value.imag)]
        if id(value) in self._before:
            return [_SHARED, self._before[id(value)]]
        if kind in (bytes, bytearray):
            return self._remember(value, [kind.__name__, base64.b64encode(value).decode()])
        if kind in _SEQUENCES:
            items = [self.encode(item, depth + 1) for item in list(value)]
            return self._remember(value, [_SEQUENCES[kind], items])
        if kind in _MAPPINGS:
            pairs = [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in list(value.items())]
            return self._remember(value, [_MAPPINGS[kind], pairs])
        if kind in (range, slice):
            return [kind.__name__, [self.encode(part, depth + 1) for part in _bounds(value)]]
        if kind in _TEXT_OF:
            return [
                kind.__name__,
                str(value) if kind in (decimal.Decimal, fractions.Fraction) else value.isoformat(),
            ]
        if kind is datetime.timedelta:
            return ["timedelta", [value.days, value.seconds, value.microseconds]]
        if value is Ellipsis or value is NotImplemented:
            return [repr(value)]
        array = self._array(value)
        if array:
            return self._remember(value, array)
        parts = frames.parts(value)
        if parts:
            return self._remember(value, ["pandas", [self.encode(part, depth + 1) for part in parts]])
        return self._subclass(value, depth) or self._refer(value)

    def _remember(self, value: object, encoded: list) -> list:
        """Have later parts of the message name this value: what is one object stays one."""
        if encoded[0] in _KEPT:
            self._before[id(value)] = len(self._alive)
            self._alive.append(value)
        return encoded

    def _array(self, value: object) -> list | None:
        """Encode a NumPy array or scalar or a dense CPU tensor; None for anything else."""
        numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
        if numpy and type(value) is numpy.ndarray:
            if value.dtype.kind == "U" or value.dtype == object:
                items = [self.encode(item, 1) for item in value.ravel().tolist()]
                return ["array of objects", value.dtype.str, list(value.shape), items]
            if value.dtype.kind in _PLAIN_KINDS:
                return ["array", value.dtype.str, list(value.shape), *self._add(value.tobytes())]
        if numpy and isinstance(value, numpy.generic) and type(value).__module__ == "numpy":
            if value.dtype.kind in _PLAIN_KINDS:
                return ["scalar", value.dtype.str, *self._add(value.tobytes())]
        elif torch and type(value) in (torch.Tensor, torch.nn.Parameter) and _is_dense(value):
            data = value.detach().resolve_conj().resolve_neg().contiguous()
            raw = data.view(-1).view(torch.uint8).numpy().tobytes() if data.numel() else b""
            wants = bool(value.requires_grad)
            encoded = ["tensor", str(data.dtype)[6:], list(data.shape), wants, *self._add(raw)]
            grad = value.grad if value.is_leaf else None
            return encoded if grad is None or not _is_dense(grad) else [*encoded, self.encode(grad, 1)]
        if torch and type(value) is torch.Size:
            return ["size", list(value)]
        if torch and type(value) is torch.dtype:
            return ["dtype", str(value)[6:]]
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
        return ["like", self.encode(_CONTENT[base](value), depth + 1), self._refer(value)]


def encoded(value: object) -> tuple:
    """Return a value's form in a message, to compare it with another one; objects count by what they are."""
    encoder = Encoder(lambda one: ["object", id(one)])
    return encoder.encode(value), encoder.raw


def content(value: object) -> object:
    """Return the built-in value inside an instance of a subclass of a built-in type."""
    base = next(base for base in _CONTENT if issubclass(type(value), base))
    return _CONTENT[base](value)


def _is_dense(tensor: Any) -> bool:
    return str(tensor.layout) == "torch.strided" and tensor.device.type == "cpu" and not tensor.is_quantized


def _bounds(value: range | slice) -> tuple:
    return value.start, value.stop, value.step


# Bases whose subclasses are copied, and how to get the built-in value without asking their own methods.
_CONTENT = {
    int: int.__pos__,
    float: float.__pos__,
    complex: complex.__pos__,
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    bytearray: lambda value: bytearray.__getitem__(value, slice(None)),
    dict: lambda value: dict(dict.items(value)),
    **{base: lambda value, base=base: base(base.__iter__(value)) for base in _SEQUENCES},
}

# The types that may be named across: as a value, such as the answer `int`.
PLAIN_TYPES = {kind.__name__: kind for kind in (bool, NoneType, *_CONTENT) if kind is not collections.deque}


class Decoder:
    """Decode one message.

    Args:
        raw: the bytes that travelled beside it.
        resolve: turns `["object", …]` into what stands for it here.
        like: joins the copied content of a subclass instance with what stands for the object.
    """

    def __init__(
        self,
        raw: bytes,
        resolve: Callable[[list], object],
        like: Callable[[object, object], object] = lambda content, _: content,
    ) -> None:
        self._raw = memoryview(raw)
        self._made: list[object] = []  # containers so far, as the encoder counts them
        self._resolve, self._like = resolve, like

    def decode(self, encoded: Any, depth: int = 0) -> Any:
        """Return the value.

        Raises:
            LinkBroken: when this is nothing that an `Encoder` makes.
        """
        if encoded is None or type(encoded) in (bool, int, float, str):
            return encoded
        try:
            if depth > DEEPEST + 2 or type(encoded) is not list:
                raise ValueError
            if encoded[0] == _SHARED:
                (place,) = encoded[1:]
                return self._made[_natural(place)]
            made = self._tagged(encoded[0], encoded[1:], depth + 1)
            if encoded[0] in _KEPT:
                self._made.append(made)
            return made
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, MemoryError):
            raise LinkBroken("what came is no value") from None

    def _tagged(self, tag: str, rest: list, depth: int) -> Any:
        if tag in _BUILD:
            (items,) = rest
            return _BUILD[tag]([self.decode(item, depth) for item in items])
        if tag in ("dict", "OrderedDict", "Counter"):
            kind = dict if tag == "dict" else getattr(collections, tag)
            made = kind()
            for key, item in rest[0]:
                made[self.decode(key, depth)] = self.decode(item, depth)
            return made
        if tag in ("range", "slice"):
            return {"range": range, "slice": slice}[tag](*(self.decode(part, depth) for part in rest[0]))
        if tag == "timedelta":
            days, seconds, microseconds = rest[0]
            return datetime.timedelta(_whole(days), _whole(seconds), _whole(microseconds))
        if tag in _FROM_TEXT:
            return _FROM_TEXT[tag](*(_text(part) for part in rest))
        if tag in _ARRAYS:
            return getattr(self, "_" + tag.replace(" ", "_"))(*rest)
        if tag in ("Ellipsis", "NotImplemented"):
            return {"Ellipsis": ..., "NotImplemented": NotImplemented}[tag]
        if tag == "pandas":
            return frames.build(*(self.decode(part, depth) for part in rest[0]))
        if tag == "like":
            content, reference = rest
            return self._like(self.decode(content, depth), self.decode(reference, depth))
        if tag == "object":
            return self._resolve(rest)
        raise ValueError(tag)

    def _bytes(self, start: int, size: int) -> memoryview:
        if not 0 <= start <= start + size <= len(self._raw):
            raise ValueError
        return self._raw[start : start + size]

    def _array(self, dtype: str, shape: list[int], start: int, size: int):
        import numpy

        kind = numpy.dtype(_text(dtype))
        if kind.kind not in _PLAIN_KINDS:
            raise ValueError
        return numpy.frombuffer(self._bytes(start, size), dtype=kind).reshape(_shape(shape)).copy()

    def _array_of_objects(self, dtype: str, shape: list[int], items: list):
        import numpy

        kind = numpy.dtype(_text(dtype))
        if kind.kind not in "UO":
            raise ValueError
        made = numpy.empty(len(items), dtype=kind)
        for place, item in enumerate(items):
            made[place] = self.decode(item, 1)
        return made.reshape(_shape(shape))

    def _scalar(self, dtype: str, start: int, size: int):
        return self._array(dtype, [1], start, size)[0]

    def _tensor(self, dtype: str, shape: list[int], wants: bool, start: int, size: int, *grad: Any):
        import torch

        kind = getattr(torch, _text(dtype))
        if type(kind) is not torch.dtype:
            raise ValueError
        raw = bytearray(self._bytes(start, size))
        flat = torch.frombuffer(raw, dtype=kind) if raw else torch.empty(0, dtype=kind)
        made = flat.reshape(_shape(shape)).requires_grad_(wants is True)
        if grad:
            made.grad = self.decode(grad[0], 1)
        return made

    def _size(self, shape: list[int]):
        import torch

        return torch.Size(_shape(shape))

    def _dtype(self, name: str):
        import torch

        kind = getattr(torch, _text(name))
        if type(kind) is not torch.dtype:
            raise ValueError
        return kind


# What may change, so that it matters whether two parts of a message are one object.
_KEPT = {"list", "dict", "OrderedDict", "Counter", "set", "deque", "bytearray", "array", "tensor", "pandas"}
_ARRAYS = {"array", "array of objects", "scalar", "tensor", "size", "dtype"}
_BUILD = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset, "deque": collections.deque}
_FROM_TEXT = {
    "int": lambda text: int(text, 16),
    "float": float,
    "complex": lambda real, imaginary: complex(float(real), float(imaginary)),
    "bytes": lambda text: base64.b64decode(text, validate=True),
    "bytearray": lambda text: bytearray(base64.b64decode(text, validate=True)),
    **{kind.__name__: read for kind, read in _TEXT_OF.items()},
}


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
