"""The global names of a test cell: its own, the instructor's, and the student's through a link."""

import builtins
import contextlib
import types
from typing import Any

from hfbasics.grading.link import Link
from hfbasics.grading.names import Step
from hfbasics.grading.remote import again, is_remote
from hfbasics.grading.rewrite import compiled

__all__ = ["MainModule", "Names"]


class _Builtins(dict):
    """Python's own names, and then those of the test cell: the body of a class asks here for all globals."""

    def __init__(self, names: "Names") -> None:
        super().__init__(vars(builtins))
        self._names = names

    def __missing__(self, name: str) -> Any:
        return self._names[name]


class Names(dict):
    """The global names of a test cell: its own, the instructor's, and the student's through a link."""

    def __init__(self, own: dict[str, object], step: Step, link: Link) -> None:
        super().__init__({"__builtins__": _Builtins(self), "__name__": "__main__"})
        self._own, self._step, self._link = own, step, link
        self._earlier = list(step.earlier)

    def __getitem__(self, name: str) -> Any:
        if super().__contains__(name):
            return super().__getitem__(name)
        if name in self._step.names:
            return self._of_student(name)
        if name in self._step.imported:
            try:
                self._link.ask("has", name)
            except NameError:
                raise KeyError(name) from None
            super().__setitem__(name, self._own[name])  # it is asked once
        if name in self._own:
            return self._own[name]
        self._make_as_earlier(name)
        if super().__contains__(name):
            return super().__getitem__(name)
        if hasattr(builtins, name):
            raise KeyError(name)
        return self._of_student(name)

    def _of_student(self, name: str) -> Any:
        try:
            value = self._link.name(name)
        except NameError:
            raise KeyError(name) from None
        if name in self._step.operators and is_remote(value):
            return again(value, makes=self._step.operators[name])
        return value

    def _make_as_earlier(self, name: str) -> None:
        """Run again what an earlier test cell made this name with."""
        for place, (statement, binds) in enumerate(self._earlier):
            if name in binds:
                del self._earlier[: place + 1]
                exec(compiled([statement], "exec"), self)
                return

    def __setitem__(self, name: str, value: object) -> None:
        if name in self._step.names and is_remote(value):
            self._link.ask("assign", name, value)  # as after `del squares`: it is given back
            super().pop(name, None)
            return
        super().__setitem__(name, value)
        if name in self._step.reads:
            self._link.ask("assign", name, value)

    def __delitem__(self, name: str) -> None:
        if super().__contains__(name):
            super().__delitem__(name)
            if name in self._step.reads:
                self._link.ask("delete", name)
        elif name in self._step.names:
            try:
                self._link.ask("delete", name)
            except NameError:
                raise KeyError(name) from None
        else:
            raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        with contextlib.suppress(KeyError):
            self[name]
            return True
        return False

    def own(self, name: str) -> object:
        """Return what the instructor's notebook has bound a name to."""
        return self._own.get(name)

    def keys(self) -> set[str]:
        """Return all names that are known, as `dir()` lists them."""
        return {*super().keys(), *self._own, *self._step.names}


class MainModule(types.ModuleType):
    """The module `__main__` of a test cell: its attributes are the global names."""

    def __init__(self, names: Names) -> None:
        super().__init__("__main__")
        super().__setattr__("_names", names)

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattribute__("_names")[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: object) -> None:
        self._names[name] = value

    def __delattr__(self, name: str) -> None:
        del self._names[name]

    def __dir__(self) -> list[str]:
        return sorted(self._names.keys())
