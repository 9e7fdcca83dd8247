"""What can be asked of an object that stays in its process: its operations, and where it is imported from."""

import functools
import math
import operator
import sys
import types
from collections.abc import Callable
from typing import Any

__all__ = ["BINARY", "LOOKS", "OPERATIONS", "import_place", "special", "super_in"]

BINARY = (
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow"),
    *("and", "or", "xor", "lshift", "rshift"),
)
_COMPARED = ("lt", "le", "gt", "ge")


def _on_type(do: str) -> Callable:
    return lambda value, *rest: getattr(type(value), f"__{do}__")(value, *rest)


# What Python asks an object with its special methods, by the name of the method without its underscores.
OPERATIONS: dict[str, Callable] = {
    "call": lambda target, *arguments, **keywords: target(*arguments, **keywords),
    **{kind.__name__: kind for kind in (bool, int, float, complex, str, repr, len, iter, next, hash, format)},
    **{kind.__name__: kind for kind in (round, reversed, divmod, dir, aiter, anext)},
    **{name: getattr(math, name) for name in ("trunc", "floor", "ceil")},
    **{name: getattr(operator, name) for name in ("eq", *_COMPARED, "index", "abs", "neg", "pos", "invert")},
    **{name: getattr(operator, name) for name in ("contains", "getitem", "setitem", "delitem")},
    **{name: getattr(operator, f"__{name}__") for name in BINARY if name != "divmod"},
    **{f"i{name}": getattr(operator, f"__i{name}__") for name in BINARY if name != "divmod"},
    **{do: _on_type(do) for do in ("enter", "exit", "aenter", "aexit")},
}
_ALWAYS = {"str", "repr", "format", "dir"}  # of which any object has some form

# Functions of the standard library that look into an object, by module. They do so where the object is.
LOOKS = {
    "copy": ("copy", "deepcopy", "replace"),
    "dataclasses": ("asdict", "astuple", "fields", "is_dataclass", "replace"),
    "typing": ("get_type_hints",),
    "inspect": (
        *(
            "signature",
            "getfullargspec",
            "getsource",
            "getsourcelines",
            "getdoc",
            "getmembers",
        ),
        *("isabstract", "isasyncgenfunction", "iscoroutinefunction", "isgeneratorfunction", "ismethod"),
        *("isfunction", "isclass", "isgenerator", "iscoroutine", "isbuiltin", "isroutine", "getmro"),
        *("getclosurevars", "isasyncgen", "isawaitable", "isdatadescriptor", "getattr_static"),
    ),
}


def special(value: object) -> list[str]:
    """Return which operations an object has that are not those of any object."""
    subscripted = isinstance(value, type) and hasattr(value, "__class_getitem__")
    return [*_special_of(type(value)), "getitem"] if subscripted else _special_of(type(value))


@functools.lru_cache(maxsize=1000)
def _special_of(kind: type) -> list[str]:
    found = [do for do in OPERATIONS if do not in _ALWAYS and _defines(kind, f"__{do}__")]
    found += [f"r{do}" for do in BINARY if _defines(kind, f"__r{do}__")]
    found += ["await"] if _defines(kind, "__await__") else []
    return found if kind.__hash__ is not None else [*found, "unhashable"]


def _defines(kind: type, name: str) -> bool:
    """Say whether a class has a special method that is not the one of all objects."""
    for base in kind.__mro__:
        if name in vars(base):
            return vars(base)[name] not in (vars(object).get(name), None)
    return False


def super_in(value: Any, name: str) -> Any:
    """Return what `super()` returns in a method of the class with this name."""
    kinds = value.__mro__ if isinstance(value, type) else type(value).__mro__
    return super(next(kind for kind in kinds if kind.__name__ == name), value)


def import_place(value: Any) -> tuple[str, str] | None:
    """Return the module and the name by which both processes can import a module, a class or a function."""
    if issubclass(type(value), types.ModuleType):
        return (value.__name__, "") if sys.modules.get(value.__name__) is value else None
    if type(value).__module__ == "__main__":  # its own `__getattr__` would be asked
        return None
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(name, str) or module == "__main__":
        return None
    last = name.rpartition(".")[2]
    places = (
        [(module, name), (module, last)] if isinstance(module, str) else [(one, last) for one in _UNNAMED]
    )
    return next((place for place in places if _found(*place) is value), None)


# Modules with functions that do not say where they are from.
_UNNAMED = ("builtins", "torch", "torch.nn.functional", "numpy")


def _found(module: str, name: str) -> object:
    found = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found
