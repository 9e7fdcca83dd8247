"""What is set for a whole process, such as the state of random numbers, as if there were one process."""

import base64
import decimal
import random
import sys
from typing import Any

from hfbasics.grading.library import library

__all__ = ["QUIET", "WORDS", "Chance", "get_settings", "set_settings"]

# What a test cell asks that runs no code of the student's, so that no random number is drawn.
QUIET = {"name", "assign", "delete", "has", "type", "claims", "content", "patch", "environ"}
QUIET |= {"put", "remove", "fetch", "names_in", "settings", "unpatch"}


WORDS = 624  # of the state of a Mersenne Twister


class Chance:
    """The state of random numbers in this process, and what of it the other one has."""

    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    def changed(self) -> dict[str, Any]:
        """Return by name the state of each generator that the other side has to follow."""
        now = _states()
        new = {name: _encoded(name, state) for name, state in now.items() if state != self._known.get(name)}
        self._known = now
        return new

    def follow(self, new: dict[str, Any]) -> None:
        """Set generators to states that `changed` gave in the other process.

        Raises:
            ValueError, TypeError, KeyError, RuntimeError, IndexError, OverflowError: when they are no such
                states.
        """
        for name, state in new.items():
            _set_state(name, state)
        if new:
            self._known = _states()


def _states() -> dict[str, Any]:
    """Return Python's, NumPy's and PyTorch's, and whether gradients are kept."""
    states: dict[str, Any] = {"python": random.getstate()}
    if numpy := library("numpy", "ndarray"):
        name, keys, *rest = numpy.random.get_state()
        states["numpy"] = [name, keys.tobytes(), *rest]
    if torch := library("torch", "Tensor"):
        states["torch"] = torch.get_rng_state().numpy().tobytes()
        states["modes"] = [torch.is_grad_enabled(), str(torch.get_default_dtype())[6:]]
    return states


def _encoded(generator: str, state: Any) -> Any:
    if generator == "numpy":
        name, keys, *rest = state
        return [name, base64.b64encode(keys).decode(), *rest]
    return base64.b64encode(state).decode() if generator == "torch" else state


def _set_state(generator: str, state: Any) -> None:
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    if generator == "python":
        version, numbers, gauss = state
        random.setstate((version, tuple(numbers), gauss))
    elif generator == "numpy" and numpy:
        name, keys, *rest = state
        if type(rest[0]) is not int or not 0 <= rest[0] <= WORDS:
            raise ValueError("a place outside of the state")  # NumPy would read what lies behind it
        numpy.random.set_state((name, numpy.frombuffer(base64.b64decode(keys), dtype=numpy.uint32), *rest))
    elif generator == "torch" and torch:
        raw = bytearray(base64.b64decode(state))
        torch.set_rng_state(torch.frombuffer(raw, dtype=torch.uint8).clone())
    elif generator == "modes" and torch:
        grad, dtype = state
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
