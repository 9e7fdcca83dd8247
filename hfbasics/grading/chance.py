"""What is set for a whole process, such as the state of random numbers, as if there were one process."""

import base64
import decimal
import random
import sys
from typing import Any

from hfbasics.grading.library import library

__all__ = ["QUIET", "WORDS", "get_settings", "get_state", "set_settings", "set_state"]

# What a test cell asks that runs no code of the student's, so that no random number is drawn.
QUIET = {"name", "assign", "delete", "has", "type", "claims", "content", "patch", "environ"}
QUIET |= {"put", "remove", "fetch", "names_in", "settings", "unpatch"}


WORDS = 624  # of the state of a Mersenne Twister


def get_state() -> dict[str, Any]:
    """Return the state of Python's, NumPy's and PyTorch's generators, and whether gradients are kept."""
    version, numbers, gauss = random.getstate()
    state: dict[str, Any] = {"python": [version, list(numbers), gauss]}
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    if numpy:
        name, keys, *rest = numpy.random.get_state()
        state["numpy"] = [name, base64.b64encode(keys.tobytes()).decode(), *rest]
    if torch:
        state["torch"] = base64.b64encode(torch.get_rng_state().numpy().tobytes()).decode()
        state["modes"] = [torch.is_grad_enabled(), str(torch.get_default_dtype())[6:]]
    return state


def set_state(state: dict[str, Any]) -> None:
    """Set the generators to a state that `get_state` gave, here or in the other process.

    Raises:
        ValueError, TypeError, KeyError, RuntimeError: when it is no such state.
    """
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    version, numbers, gauss = state["python"]
    random.setstate((version, tuple(numbers), gauss))
    if numpy and "numpy" in state:
        name, keys, *rest = state["numpy"]
        if type(rest[0]) is not int or not 0 <= rest[0] <= WORDS:
            raise ValueError("a place outside of the state")  # NumPy would read what lies behind it
        numpy.random.set_state((name, numpy.frombuffer(base64.b64decode(keys), dtype=numpy.uint32), *rest))
    if torch and "torch" in state:
        raw = bytearray(base64.b64decode(state["torch"]))
        torch.set_rng_state(torch.frombuffer(raw, dtype=torch.uint8).clone())
        grad, dtype = state["modes"]
        torch.set_grad_enabled(grad is True)
        if dtype in ("float32", "float64", "float16", "bfloat16"):
            torch.set_default_dtype(getattr(torch, dtype))


def get_settings() -> dict[str, Any]:
    """Return what a check may set for a whole process: how deep calls go, and how numbers are rounded."""
    context, numpy = decimal.getcontext(), library("numpy", "ndarray")
    return {
        "recursion": sys.getrecursionlimit(),
        "decimal": [context.prec, context.rounding],
        "numpy": numpy.geterr() if numpy else {},
    }


def set_settings(settings: dict[str, Any]) -> None:
    """Set what `get_settings` gave in the other process."""
    context, numpy = decimal.getcontext(), library("numpy", "ndarray")
    sys.setrecursionlimit(settings["recursion"])
    context.prec, context.rounding = settings["decimal"]
    if numpy:
        numpy.seterr(**settings["numpy"])
