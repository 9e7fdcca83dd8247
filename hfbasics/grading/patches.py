"""What a test cell puts in the place of a part of a module, so that it is there for the submission, too."""

import ast
import os
import sys
import types

from hfbasics.grading.chance import get_settings
from hfbasics.grading.link import Link
from hfbasics.grading.names import statements
from hfbasics.grading.namespace import Names

__all__ = ["Patches"]


class Patches:
    """Follow what a test cell puts in the place of a part of a module, such as `patch("builtins.input")`."""

    def __init__(self, source: str, names: Names, link: Link) -> None:
        self._link = link
        self._originals = {
            (module, name): getattr(sys.modules[module], name)
            for module, name in sorted(_patched(source, names))
            if module != "__main__" and hasattr(sys.modules.get(module), name)
        }
        self._there = dict(self._originals)  # what is in each place over there
        self._environment, self._raw = dict(os.environ), dict(_raw_environment())
        self._settings = get_settings()

    def push(self) -> None:
        """Put in the same place over there what the check has put in one here since the last call."""
        for (module, name), there in list(self._there.items()):
            value = getattr(sys.modules[module], name)
            if value is there:
                continue
            self._there[module, name] = value
            if value is self._originals[module, name]:
                self._link.ask("unpatch", module, name)
            else:
                self._link.ask("patch", module, name, value)
        if self._raw != _raw_environment():
            changed = dict(os.environ.items() - self._environment.items())
            self._link.ask("environ", changed, sorted(self._environment.keys() - os.environ.keys()))
            self._environment, self._raw = dict(os.environ), dict(_raw_environment())
        if (settings := get_settings()) != self._settings:
            self._settings = settings
            self._link.ask("settings", settings)


def _raw_environment() -> dict[bytes, bytes]:
    """Return the environment as it is kept: `os.environ` itself decodes it all when it is compared."""
    return getattr(os.environ, "_data", os.environ)


def _patched(source: str, names: Names) -> set[tuple[str, str]]:
    """Return the module and the name of each part of a module that a test cell may replace."""
    found: set[tuple[str, str]] = set()
    for node in ast.walk(ast.Module(statements(source), [])):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            module, _, name = node.value.rpartition(".")
            found |= {(module, name)} if module in sys.modules else set()
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            found.add((ast.unparse(node.value), node.attr))
        elif isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
            found.add((ast.unparse(node.args[0]), str(node.args[1].value)))
    return {
        (value.__name__ if isinstance(value := names.own(module), types.ModuleType) else module, name)
        for module, name in found
    }
