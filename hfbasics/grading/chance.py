"""The state of random numbers and of PyTorch, which travels with each call as if there were one process."""

import base64
import random
from typing import Any

from hfbasics.grading.library import library

__all__ = ["QUIET", "WORDS", "get_state", "set_state"]

# What a test cell asks that runs no code of the student's, so that no random number is drawn.
QUIET = {"name", "assign", "delete", "has", "type", "claims", "content", "patch", "environ"}
QUIET |= {"put", "remove", "fetch", "names_in"}


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
