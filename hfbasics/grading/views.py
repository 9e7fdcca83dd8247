"""Arrays and tensors that share memory with another one: they do so on both sides."""

import math
from collections.abc import Iterable
from typing import Any

from hfbasics.grading.library import library

__all__ = ["is_block", "memory_of", "overlaps_itself", "owns_memory", "place_in", "view_of"]


def place_in(bases: Iterable[object], value: Any) -> list | None:
    """Return in which of these values' memory a value lies, at which offset, and its strides in bytes."""
    if not _count(value):
        return None
    low, high = _bounds(value)
    for base in bases:
        if base is value:
            continue
        start, end = _bounds(base)
        if start <= low < high <= end:
            return [base, _address(value) - start, _strides(value)]
    return None


def owns_memory(value: Any) -> bool:
    """Say whether an array is surely no view. A tensor never says so."""
    return _is_array(value) and value.base is None


def memory_of(value: Any) -> int:
    """Return the address of the memory in which an array or a tensor lies."""
    while _is_array(value):
        if value.base is None or isinstance(value.base, bytes | bytearray | memoryview):
            return _address(value)
        if not (_is_array(value.base) or hasattr(value.base, "untyped_storage")):
            return _address(value)
        value = value.base
    return value.untyped_storage().data_ptr()


def overlaps_itself(value: Any) -> bool:
    """Say whether several items of an array or a tensor are one place in memory."""
    torch = library("torch", "Tensor")
    if not _is_array(value) and not (torch and isinstance(value, torch.Tensor)):
        return False
    return any(step == 0 and size > 1 for size, step in zip(value.shape, _strides(value), strict=True))


def view_of(base: Any, kind: str, dtype: Any, shape: tuple[int, ...], offset: int, strides: list[int]) -> Any:
    """Return an array or a tensor in the memory of another one; None where that is no block of memory.

    Raises:
        ValueError, TypeError: when it would reach outside of it.
    """
    import numpy

    if not is_block(base):
        return None
    memory = base.reshape(-1).view("u1") if _is_array(base) else _bytes_of(base)
    _check_bounds(memory.nbytes, dtype.itemsize, shape, offset, strides)
    if kind == "array":
        return numpy.ndarray(shape, dtype, memory, offset, tuple(strides))
    import torch

    same_size = {1: "u1", 2: "i2", 4: "i4", 8: "i8", 16: "c16"}[dtype.itemsize]  # NumPy has no bfloat16
    return torch.from_numpy(numpy.ndarray(shape, same_size, memory, offset, tuple(strides))).view(dtype)


def _check_bounds(size: int, item: int, shape: tuple[int, ...], offset: int, strides: list[int]) -> None:
    """Refuse what would reach outside of a block of memory: NumPy's own check overflows."""
    low, high = _reach(shape, strides)
    if offset + low < 0 or offset + high + item > size or math.prod(shape) > _MOST_ITEMS or 0 in shape:
        raise ValueError("a view outside of its memory")


_MOST_ITEMS = 1 << 28  # with strides of 0, a view has more items than its memory


def is_block(value: Any) -> bool:
    """Say whether a value is an array or a tensor whose numbers lie one after the other."""
    if _is_array(value):
        return value.flags.c_contiguous and value.size > 0 and not value.dtype.hasobject
    torch = library("torch", "Tensor")
    is_tensor = bool(torch) and isinstance(value, torch.Tensor) and value.layout == torch.strided
    return is_tensor and value.device.type == "cpu" and value.is_contiguous() and value.numel() > 0


def _bytes_of(tensor: Any) -> Any:
    torch = library("torch", "Tensor")
    return tensor.detach().view(-1).view(torch.uint8).numpy()


def _count(value: Any) -> int:
    return value.size if _is_array(value) else value.numel()


def _is_array(value: Any) -> bool:
    numpy = library("numpy", "ndarray")
    return bool(numpy) and type(value) is numpy.ndarray


def _address(value: Any) -> int:
    return value.__array_interface__["data"][0] if _is_array(value) else value.data_ptr()


def _strides(value: Any) -> list[int]:
    if _is_array(value):
        return list(value.strides)
    return [step * value.element_size() for step in value.stride()]


def _bounds(value: Any) -> tuple[int, int]:
    """Return the address of the first byte of a value, and the one behind its last byte."""
    start = _address(value)
    before, behind = _reach(value.shape, _strides(value))
    size = value.itemsize if _is_array(value) else value.element_size()
    return start + before, start + behind + size


def _reach(shape: Iterable[int], strides: Iterable[int]) -> tuple[int, int]:
    """Return how many bytes the first item of all lies before, and the last one behind, the one at 0."""
    steps = [(size - 1) * step for size, step in zip(shape, strides, strict=True)]
    return sum(min(step, 0) for step in steps), sum(max(step, 0) for step in steps)
