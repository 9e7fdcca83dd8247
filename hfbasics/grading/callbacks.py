"""What the candidate may ask of an object that a test cell has handed to it."""

import asyncio
import concurrent.futures
import inspect
import io
import re
import types
from collections.abc import Callable
from typing import Any

from hfbasics.grading.objects import OPERATIONS, special

__all__ = ["allowed", "allowed_of", "signature_of"]


def _public(target: object, name: str) -> object:
    """Return a public attribute of an object whose class the notebook itself defines.

    Generators, frames, bound methods and a library's objects lead to everything that this process holds.
    """
    module = type(target).__module__
    simple = module in ("__main__", "unittest.mock") or isinstance(target, re.Match)
    may = simple or (isinstance(target, io.IOBase) and name in _OF_FILES)
    if not may or type(name) is not str or name.startswith("_"):
        raise TypeError("only public attributes of a check's own objects can be read")
    return getattr(target, name)


_OF_FILES = {"read", "readline", "readlines", "write", "writelines", "seek", "tell", "flush", "close"}


def _set_public(target: object, name: str, value: object) -> None:
    """Set an attribute of a check's own object, as an answer does that links nodes of a list."""
    if callable(getattr(type(target), str(name), None)):
        raise TypeError("no method of a check's own objects can be replaced")
    if type(name) is not str or name.startswith("_") or type(target).__module__ != "__main__":
        raise TypeError("only public attributes of a check's own objects can be set")
    setattr(target, name, value)


def _finish(coroutine: Any) -> Any:
    """Run a check's coroutine to its end: in a thread, for this one may have a loop that runs."""
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def allowed(do: str, target: object) -> Callable:
    """Return how to do what the candidate asks of an object of the check's."""
    if do in _OF_ANY:
        return _OF_ANY[do]
    if do in allowed_of(target):
        return OPERATIONS[do]
    raise TypeError(f"{do} cannot be asked of an object of the check's")


def allowed_of(target: object) -> list[str]:
    """Return which operations of an object of the check's the candidate may ask for."""
    is_own = type(target).__module__ in ("__main__", "unittest.mock")
    return [do for do in special(target) if is_own or do in _OF_ANY]


def signature_of(function: types.FunctionType) -> list[list]:
    """Return a name, a kind, a default and a class for each parameter of a function of the check's.

    A default is in a list, which is empty where there is none; it is `...` for what is no plain value. What
    is returned comes last, under no name. Annotations that are no classes are left out.
    """
    own = inspect.signature(function)
    found = [
        [one.name, int(one.kind), _default_in(one.default), _class_in(one.annotation)]
        for one in own.parameters.values()
    ]
    return [*found, ["", 0, [], _class_in(own.return_annotation)]]


def _default_in(default: object) -> list:
    if default is inspect.Parameter.empty:
        return []
    is_plain = type(default) in _PLAIN and not (type(default) is str and len(default) > _LONGEST)
    return [default if is_plain else ...]  # a table could be what the check expects


_PLAIN, _LONGEST = (type(None), bool, int, float, str), 100


def _class_in(annotation: Any) -> type | None:
    return annotation if isinstance(annotation, type) and annotation is not inspect.Signature.empty else None


_OF_ANY = {
    **{do: OPERATIONS[do] for do in ("call", "getitem", "len", "iter", "next", "contains")},
    "getattr": _public,
    "setattr": _set_public,
    "await": _finish,
}
