"""The examiner's side of the connection to a witness: what goes over, and what comes back.

What a test cell asks of the submission (a name, a call, an item, an operator) goes to the candidate, and what
comes back is data, or a `Remote` that stands for an object over there. Nothing of the student's runs here.
"""

import builtins
import operator
import pickle
import sys
import types
from collections.abc import Mapping
from typing import Any

from hfbasics.grading.chance import DRAWING, get_state, set_state
from hfbasics.grading.codec import PLAIN_TYPES, Decoder, Encoder, library
from hfbasics.grading.errors import LinkBroken
from hfbasics.grading.remote import Remote, RemoteFunction, like, remote_of
from hfbasics.grading.wire import Wire

__all__ = ["Link"]

MOST_OBJECTS = 100_000  # an answer that makes more references than this is not honest work
DEEPEST_CALLS = 50


class Link:
    """Ask the candidate, and let it call back what a test cell handed over.

    Args:
        wire: the connection to a witness, a fork of the candidate that answers one test cell.
        shared: objects by name that the candidate has, too: what the instructor's cells bound. They are
            named, not copied.
    """

    def __init__(self, wire: Wire, shared: Mapping[str, object]) -> None:
        self._wire = wire
        self.broken: str | None = None
        self._by_name = dict(shared)
        self._shared = {id(value): name for name, value in shared.items()}
        self._packages = {
            value.__name__.partition(".")[0]
            for value in shared.values()
            if isinstance(value, types.ModuleType)
        } - set(sys.stdlib_module_names)
        self._classes = [value for value in shared.values() if isinstance(value, type)]
        self._mine: dict[int, object] = {}
        self._depth = 0
        self._chance: object = None  # the state of random numbers that both sides have
        self._copied: list[object] = []  # what was ever handed over as a copy, by the number of the copy
        wire.send({"shared": list(shared)})

    def ask(self, do: str, *arguments: object, **keywords: object) -> Any:
        """Have the candidate do one thing; return what came of it, and take over changes of arguments.

        Raises:
            Exception: the built-in exception that the student's code raised, with its message.
            CannotCross: when an argument or the result has no form in which it can pass.
            LinkBroken: when no sound answer came; from then on the check has failed.
        """
        if self.broken:
            raise LinkBroken(self.broken)
        values = [list(arguments), keywords]
        encoder = _Outgoing(self)
        message = {"do": do, "with": encoder.encode(values), "pickled": encoder.pickled()}
        if do in DRAWING:
            state = get_state()
            if state != self._chance:
                message["chance"] = self._chance = state
        try:
            self._depth += 1
            if self._depth > DEEPEST_CALLS:
                raise LinkBroken("calls back and forth went too deep")
            self._wire.send(message, encoder.raw)
            return self._answer(values, encoder.copied)
        except LinkBroken as error:
            self.broken = str(error)
            raise
        finally:
            self._depth -= 1

    def _answer(self, values: list, copied: list[object]) -> Any:
        while True:
            reply, raw = self._wire.receive()
            if type(reply) is not dict:
                raise LinkBroken("what came is no message")
            decoder = Decoder(raw, self._resolve, like)
            for stream, text in _printed(reply):
                (sys.stderr if stream == "stderr" else sys.stdout).write(text)
            if "callback" in reply:
                self._call_back(reply, decoder)
            elif "error" in reply:
                raise _error(reply["error"])
            else:
                if "chance" in reply:
                    try:
                        set_state(reply["chance"])
                        self._chance = reply["chance"]
                    except (ValueError, TypeError, KeyError, RuntimeError, IndexError, OverflowError):
                        raise LinkBroken("what came is no state of random numbers") from None
                if reply.get("after") is not None:
                    _write_back(values, decoder.decode(reply["after"]))
                for place, state in enumerate(decoder.decode(reply.get("states")) or []):
                    if place < len(copied):
                        _restore(copied[place], state)
                return decoder.decode(reply.get("value"))

    def _call_back(self, reply: dict, decoder: Decoder) -> None:
        """Do what the candidate asks of an object that a test cell handed to it."""
        encoder = _Outgoing(self)
        try:
            target = self._mine[reply["callback"]]
            arguments, keywords = decoder.decode(reply["with"])
            value = _ALLOWED[reply["do"]](target, *arguments, **keywords)
            answer = {"value": encoder.encode(value)}
        except (KeyError, TypeError) as error:
            answer = {"error": ["TypeError", str(error)]}
        except Exception as error:
            answer = {"error": [type(error).__name__, str(error)]}
        self._wire.send({**answer, "pickled": encoder.pickled()}, encoder.raw)

    def _resolve(self, rest: list) -> object:
        match rest:
            case ["copy", int(place)] if place >= 0:
                return self._copied[place]
            case ["name", str(name)]:
                return self._by_name[name]
            case ["yours", int(number)]:
                return self._mine[number]
            case ["type", str(name)] if name in PLAIN_TYPES:
                return PLAIN_TYPES[name]
            case ["mine", int(number), str(name), list(claims), bool(callable_)] if (
                0 <= number < MOST_OBJECTS
            ):
                kind = RemoteFunction if callable_ else Remote
                return kind(self, number, name[:100], tuple(str(claim) for claim in claims[:50]))
        raise ValueError

    def class_of(self, claims: tuple[str, ...]) -> type | None:
        """Return the first class of those claimed that the instructor's notebook knows by its own means."""
        for claim in claims:
            module, _, name = claim.rpartition(":")
            found = sys.modules.get(module)
            for part in name.split("."):
                found = vars(found).get(part) if isinstance(found, types.ModuleType | type) else None
            known = module.partition(".")[0] in self._packages or found in self._classes
            if isinstance(found, type) and known and not issubclass(found, tuple(PLAIN_TYPES.values())):
                return found
        return None

    def keep(self, value: object) -> int:
        """Register an object of the test cell's, so that the candidate may call it; return its number."""
        self._mine[id(value)] = value
        return id(value)


class _Outgoing(Encoder):
    """Encode what a test cell hands over: its objects by name, by import, as a copy or to be called back."""

    def __init__(self, link: Link) -> None:
        super().__init__(self._refer_to)
        self._link = link
        self.copied: list[object] = []

    def _refer_to(self, value: object) -> list:
        remote = remote_of(value)
        if remote is not None:
            return ["object", "yours", object.__getattribute__(remote, "_number")]
        if id(value) in self._link._shared:
            return ["object", "name", self._link._shared[id(value)]]
        place = _import_place(value)
        if place:
            return ["object", "import", *place]
        if not callable(value) or hasattr(value, "state_dict"):
            try:
                pickle.dumps(value)
            except Exception:  # a library's own reasons; then it stays here and is called back
                return ["object", "mine", self._link.keep(value), callable(value)]
            self.copied.append(value)
            self._link._copied.append(value)
            return ["object", "copy", len(self._link._copied) - 1]
        return ["object", "mine", self._link.keep(value), True]

    def pickled(self) -> tuple[int, int] | None:
        """Encode the objects that are copied, in one pickle: parts that they share stay shared.

        Pickles go one way only, from the instructor's process to the caged one. Nothing here reads one.
        """
        gradients = [_gradients(value) for value in self.copied]  # a pickled parameter has none
        return self._add(pickle.dumps((self.copied, gradients))) if self.copied else None


def _gradients(value: object) -> dict[str, object]:
    """Return the gradients of a PyTorch model by the names of its parameters."""
    if not hasattr(value, "named_parameters"):
        return {}
    return {name: one.grad for name, one in value.named_parameters() if one.grad is not None}


def _import_place(value: object) -> tuple[str, str] | None:
    if isinstance(value, types.ModuleType):
        return value.__name__, ""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str) or module == "__main__":
        return None
    found = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return (module, name) if found is value else None


def _public(target: object, name: str) -> object:
    """Return a public attribute of an object whose class the notebook itself defines.

    Generators, frames, bound methods and a library's objects lead to everything that this process holds.
    """
    if type(name) is not str or name.startswith("_") or type(target).__module__ != "__main__":
        raise TypeError("only public attributes of a check's own objects can be read")
    return getattr(target, name)


_ALLOWED = {
    "call": lambda target, *arguments, **keywords: target(*arguments, **keywords),
    "getattr": _public,
    "getitem": operator.getitem,
    "len": len,
    "iter": iter,
    "next": next,
    "contains": operator.contains,
}


def _printed(reply: dict) -> list[tuple[str, str]]:
    found = reply.get("printed", [])
    if type(found) is not list:
        raise LinkBroken("what came is no message")
    pairs = [pair for pair in found if type(pair) is list and len(pair) == 2]
    return [(stream, text) for stream, text in pairs if type(stream) is str and type(text) is str]


def _error(encoded: object) -> BaseException:
    """Return the built-in exception that stands for one of the student's."""
    names, text = encoded[:-1], encoded[-1]
    for name in names:
        kind = getattr(builtins, name, None) if type(name) is str else None
        if isinstance(kind, type) and issubclass(kind, Exception) and kind not in _NEED_MORE:
            break
    else:
        kind = RuntimeError
    error = kind(text if type(text) is str else "")
    error.from_submission = str(names[0]) if names else ""
    return error


# Made from more than a message.
_NEED_MORE = (
    UnicodeDecodeError,
    UnicodeEncodeError,
    UnicodeTranslateError,
    BaseExceptionGroup,
    ExceptionGroup,
)


def _write_back(old: object, new: object) -> object:
    """Change what a call was given as the call has changed it, in place; return the value that holds."""
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    if remote_of(old) is not None:
        return old
    if type(old) is not type(new):
        return new
    if type(old) is list:
        old[:] = [_write_back(*pair) for pair in zip(old, new, strict=False)] + new[len(old) :]
    elif type(old) is tuple:
        same = len(old) == len(new) and all(
            _write_back(*pair) is pair[0] for pair in zip(old, new, strict=True)
        )
        return old if same else new
    elif isinstance(old, dict):
        for key in [key for key in old if key not in new]:
            del old[key]
        for key, item in new.items():
            old[key] = _write_back(old[key], item) if key in old else item
    elif type(old) in (set, bytearray):
        if old != new:
            old.clear()
            old.update(new) if type(old) is set else old.extend(new)
    elif torch and type(old) is torch.Tensor and old.shape == new.shape and old.dtype == new.dtype:
        with torch.no_grad():
            old.copy_(new)
    elif numpy and type(old) is numpy.ndarray and old.shape == new.shape and old.dtype == new.dtype:
        old[...] = new
    else:
        return old if old == new else new
    return old


def _restore(copied: object, state: object) -> None:
    """Give an object that was copied the state that its copy has after the call."""
    if type(state) is not dict or not hasattr(copied, "load_state_dict"):
        return
    copied.load_state_dict(state["state"])
    if "gradients" in state:
        parameters = dict(copied.named_parameters())
        for name, gradient in state["gradients"].items():
            parameters[name].grad = gradient
        modules = dict(copied.named_modules())
        for name, training in state["training"].items():
            modules[name].training = training is True
