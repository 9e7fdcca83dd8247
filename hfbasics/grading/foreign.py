"""Text and pickles of the submission's: where a check runs such text, it runs over there.

A check may well run what an answer has returned, written or is documented with: `eval(answer)`, a doctest,
`frame.query(condition)`. Code of the submission's must not run in the process that decides points.
"""

import ast
import builtins
import collections
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hfbasics.grading.errors import CannotCross
from hfbasics.grading.library import library

if TYPE_CHECKING:
    from hfbasics.grading.link import Link

__all__ = ["THEIR_CODE", "Foreign", "evaluate"]

_SHORTEST = 4  # characters of a part of a text that can do something
_CODE = set("(=.:[")


class Foreign:
    """Know the texts that have come from the candidate, and keep them from running here."""

    def __init__(self, link: "Link") -> None:
        self._link = link
        self._texts: set[str] = set()
        self._marked: set[object] = set()  # names of files under which such a text was compiled

    def add(self, text: str) -> None:
        """Remember a text of the submission's."""
        self._texts.add(_bare(text))

    def guard(self) -> None:
        """From now on, run texts of the submission's over there; refuse what cannot be run so.

        It cannot be taken back: it is meant for a process that runs one check.
        """
        builtins.compile = self._compile(builtins.compile)
        for name in ("eval", "exec"):
            setattr(builtins, name, self._run(name, getattr(builtins, name)))
        pandas = library("pandas", "DataFrame")
        for name in ("query", "eval") if pandas else ():
            setattr(pandas.DataFrame, name, self._ask_table(name, getattr(pandas.DataFrame, name)))
        sys.addaudithook(self._hear)

    def has(self, source: object) -> bool:
        """Say whether a text is one of the submission's, or a part of one."""
        text = _bare(source)
        return text in self._texts or (
            len(text) >= _SHORTEST and not _CODE.isdisjoint(text) and any(text in one for one in self._texts)
        )

    def _is_around(self, source: object) -> bool:
        text = _bare(source)
        return any(
            one in text for one in self._texts if len(one) >= 2 * _SHORTEST and not _CODE.isdisjoint(one)
        )

    def _compile(self, original: Callable) -> Callable:
        def compile_(source: Any, filename: Any, mode: str, *rest: Any, **more: Any) -> Any:
            flags = rest[0] if rest else more.get("flags", 0)
            if isinstance(source, str | bytes) and self.has(source) and not flags & ast.PyCF_ONLY_AST:
                return _Text(_text(source), mode)
            return original(source, filename, mode, *rest, **more)

        return compile_

    def _run(self, mode: str, original: Callable) -> Callable:
        def run(source: Any, space: Any = None, local: Any = None, /, **more: Any) -> Any:
            frame = sys._getframe(1)
            space = more.get("globals", space)
            local = more.get("locals", local)
            if isinstance(source, str | bytes) and self.has(source):
                source = _Text(_text(source), mode)
            if space is None:
                space, local = frame.f_globals, frame.f_locals if local is None else local
            if isinstance(source, _Text):
                return self._evaluate(source, space, local)
            return original(source, space, local)

        return run

    def _evaluate(self, source: "_Text", space: dict[str, Any], local: Any) -> Any:
        if type(space) is not dict and type(local) is dict:  # in a function of the check's
            return self._link.ask("evaluate", source.text, source.mode, local, True)
        kept = space.pop("__builtins__", None) if type(space) is dict else None
        # Globals of the notebook, or a copy of them, are those of the submission over there.
        among_all = type(space) is not dict or (isinstance(kept, dict) and type(kept) is not dict)
        try:
            return self._link.ask(
                "evaluate", source.text, source.mode, space if type(space) is dict else {}, among_all
            )
        finally:
            if kept is not None:
                space["__builtins__"] = kept

    def _ask_table(self, name: str, original: Callable) -> Callable:
        def ask(frame: Any, expression: Any, *arguments: Any, **keywords: Any) -> Any:
            if self.has(expression):
                return self._link.ask("table", name, frame, expression, *arguments, **keywords)
            if self._is_around(expression):
                raise CannotCross(THEIR_CODE)
            return original(frame, expression, *arguments, **keywords)

        return ask

    def _hear(self, event: str, arguments: tuple) -> None:
        if event == "compile" and arguments[0] is not None:
            source, filename = arguments
            is_theirs = self.has(source) or self._is_around(source)
            (self._marked.add if is_theirs else self._marked.discard)(filename)
        elif event == "exec" and arguments[0].co_filename in self._marked:
            raise CannotCross(THEIR_CODE)
        elif event == "pickle.find_class" and not self._is_harmless(*arguments):
            raise CannotCross("a pickle of the submission, for it can run code")

    def _is_harmless(self, module: str, name: str) -> bool:
        return name in _HARMLESS.get(module, ()) or (module == "__main__" and self._link.has_class(name))


THEIR_CODE = "code that the submission has written"

# What a pickle may name, by module: classes of data, and what rebuilds arrays and tensors.
_HARMLESS: dict[str, set[str]] = {
    "builtins": {
        "set",
        "frozenset",
        "bytearray",
        "complex",
        "range",
        "slice",
        "object",
        "list",
        "dict",
        "tuple",
    },
    "collections": {"OrderedDict", "Counter", "deque", "defaultdict"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "fractions": {"Fraction"},
    "copyreg": {"_reconstructor"},
    "pathlib": {"Path", "PosixPath", "PurePosixPath"},
    "types": {"SimpleNamespace"},
    "uuid": {"UUID"},
    "torch": {"Size", "device"},
    "torch._utils": {"_rebuild_tensor_v2", "_rebuild_parameter"},
    "numpy": {"ndarray", "dtype"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
}
_Text = collections.namedtuple("_Text", "text mode")


def _text(source: str | bytes) -> str:
    return source.decode("utf-8", "replace") if isinstance(source, bytes) else source


def _bare(source: object) -> str:
    """Return a text without white space, which a reader of a file may have changed."""
    return "".join(_text(source).split()) if isinstance(source, str | bytes) else ""


def evaluate(text: str, mode: str, space: dict[str, Any], names: dict[str, Any]) -> Any:
    """Run a text of the submission's in its own process; `names` are those that it finds besides `space`."""
    all_names = {"__name__": "__main__", **names, **space}
    try:
        if mode == "eval":
            return eval(text, all_names)
        exec(compile(text, "<text>", "single" if mode == "single" else "exec"), all_names)
        return None
    finally:
        own = {n: one for n, one in all_names.items() if n not in ("__builtins__", "__name__")}
        space.update({n: one for n, one in own.items() if n not in names or one is not names[n]})
