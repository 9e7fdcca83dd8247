"""What an object of a library, or of the notebook's own classes, holds: read as plain data, and put back."""

import io
import random
from collections.abc import Callable
from typing import Any

from hfbasics.grading.chance import WORDS
from hfbasics.grading.library import library

__all__ = ["own_data", "restore", "state_of"]


def _numpy_generator() -> type | None:
    numpy = library("numpy", "ndarray")
    return numpy.random.Generator if numpy else None


def _torch_generator() -> type | None:
    torch = library("torch", "Tensor")
    return torch.Generator if torch else None


def _set_generator(generator: Any, state: Any) -> None:
    own = generator.state
    places = {**state, **state["state"]}
    limits = {"pos": WORDS, "buffer_pos": 4}
    if state.keys() != own.keys() or any(not 0 <= places.get(name, 0) <= limits[name] for name in limits):
        raise ValueError("a place outside of the state")  # NumPy would read what lies behind it
    generator.state = state


def _fill(stream: io.StringIO | io.BytesIO, state: Any) -> None:
    text, place = state
    stream.seek(0)
    stream.truncate()
    stream.write(text)
    stream.seek(place)


# By name: the class, which may not be imported; how its state is read, and how it is set.
_STATES: dict[str, tuple[Callable[[], type | None], Callable, Callable]] = {
    "random": (lambda: random.Random, lambda one: one.getstate(), lambda one, state: one.setstate(state)),
    "numpy": (
        _numpy_generator,
        lambda one: one.bit_generator.state,
        lambda one, state: _set_generator(one.bit_generator, state),
    ),
    "torch": (_torch_generator, lambda one: one.get_state(), lambda one, state: one.set_state(state)),
    "text": (lambda: io.StringIO, lambda one: [one.getvalue(), one.tell()], _fill),
    "bytes": (lambda: io.BytesIO, lambda one: [one.getvalue(), one.tell()], _fill),
}


_HOOKS = ("_forward_hooks", "_forward_pre_hooks")  # of a module: functions by number


def state_of(value: Any) -> dict[str, Any]:
    """Return what an object holds that may change; nothing where it is not known how to read it."""
    for name, (kind, get, _) in _STATES.items():
        if type(value) is kind():
            return {} if getattr(value, "closed", False) else {name: get(value)}
    if hasattr(type(value), "state_dict") and hasattr(type(value), "load_state_dict"):
        state = {"state": dict(value.state_dict())}
        if hasattr(value, "named_modules"):
            parameters = dict(value.named_parameters())
            state["gradients"] = {name: one.grad for name, one in parameters.items()}
            state["wanted"] = {name: one.requires_grad for name, one in parameters.items()}
            modules = dict(value.named_modules())
            state["training"] = {name: module.training for name, module in modules.items()}
            state["hooks"] = {
                name: [dict(getattr(module, kind)) for kind in _HOOKS]
                for name, module in modules.items()
                if any(getattr(module, kind) for kind in _HOOKS)
            }
        return state
    return {}


def restore(value: Any, state: Any) -> None:
    """Give an object the state that its copy in the other process has.

    Raises:
        ValueError, TypeError, KeyError, AttributeError, RuntimeError: when this is no such state.
    """
    for name, (kind, _, put) in _STATES.items():
        if name in state and type(value) is kind():
            put(value, state[name])
            return
    if "state" not in state:
        return
    value.load_state_dict(state["state"])
    if "gradients" in state:
        parameters, modules = dict(value.named_parameters()), dict(value.named_modules())
        for name, gradient in state["gradients"].items():
            parameters[name].grad = gradient
        for name, wanted in state["wanted"].items():
            parameters[name].requires_grad_(wanted is True)
        for name, training in state["training"].items():
            modules[name].training = training is True
        for name, module in modules.items():
            for kind, hooks in zip(_HOOKS, state["hooks"].get(name, ({}, {})), strict=True):
                getattr(module, kind).clear()
                getattr(module, kind).update(hooks)


def own_data(kind: type, attributes: dict[str, Any]) -> dict[str, Any]:
    """Leave out what would stand in the place of a part of a class of this process, and decide for it."""
    parts = {name: part for base in reversed(kind.__mro__) for name, part in vars(base).items()}
    return {
        name: value
        for name, value in attributes.items()
        if not callable(parts.get(name)) and not hasattr(type(parts.get(name)), "__get__")
    }
