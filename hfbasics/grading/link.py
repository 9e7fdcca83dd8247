"""The examiner's side of the connection to a witness: what goes over, and what comes back.

What a test cell asks of the submission (a name, a call, an item, an operator) goes to the candidate, and what
comes back is data, or a `Remote` that stands for an object over there. Nothing of the student's runs here.
"""

import builtins
import collections
import enum
import operator
import pickle
import sys
import types
from collections.abc import Callable, Mapping
from typing import Any

from hfbasics.grading import frames
from hfbasics.grading.chance import DRAWING, get_state, set_state
from hfbasics.grading.codec import PLAIN_TYPES, Decoder, Encoder
from hfbasics.grading.errors import CannotCross, LinkBroken
from hfbasics.grading.library import library
from hfbasics.grading.remote import Remote, RemoteFunction, like, remote_of
from hfbasics.grading.states import STATES
from hfbasics.grading.wire import Wire

__all__ = ["Link"]

MOST_OBJECTS = 100_000  # an answer that makes more references than this is not honest work
DEEPEST_CALLS = 100


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
        self._mine: list[object] = []  # what the candidate may call; a number tells it no address
        self._numbers: dict[int, int] = {}  # the place of each there, by id
        self._yours: dict[tuple, Remote] = {}  # one for each object over there, as it is one
        self._errors: dict[int, type] = {}  # what stands for the student's classes of errors, by number
        self.before_call: Callable[[], None] = lambda: None  # is told when code of the student's may run
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
        if do not in ("name", "assign"):
            self.before_call()
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
                raise self._error(reply["error"], decoder)
            else:
                if "chance" in reply:
                    try:
                        set_state(reply["chance"])
                        self._chance = reply["chance"]
                    except (ValueError, TypeError, KeyError, RuntimeError, IndexError, OverflowError):
                        raise LinkBroken("what came is no state of random numbers") from None
                # In the order in which they were encoded: a part can name one that came before it.
                value, states = decoder.decode(reply.get("value")), decoder.decode(reply.get("states"))
                held: dict[int, object] = {}
                if reply.get("after") is not None:
                    _write_back(values, decoder.decode(reply["after"]), held)
                for place, state in enumerate(states or []):
                    if place < len(copied):
                        _restore(copied[place], state)
                return held.get(id(value), value)

    def _call_back(self, reply: dict, decoder: Decoder) -> None:
        """Do what the candidate asks of an object that a test cell handed to it."""
        encoder = _Outgoing(self)
        try:
            number = reply["callback"]
            target = self._mine[number if type(number) is int and number >= 0 else len(self._mine)]
            arguments, keywords = decoder.decode(reply["with"])
            value = _ALLOWED[reply["do"]](target, *arguments, **keywords)
            answer = {"value": encoder.encode(value)}
        except (KeyError, TypeError, CannotCross) as error:
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
            case ["yours", int(number)] if number >= 0:
                return self._mine[number]
            case ["error", list(claims), list(family)] if all(type(one) is str for one in claims):
                return self._kind_of_error(claims, family)
            case ["member", str(name), str(member)] if name in self._by_name:
                kind = self._by_name[name]
                if isinstance(kind, enum.EnumType):
                    return kind[member]
            case ["type", str(name)] if name in PLAIN_TYPES:
                return PLAIN_TYPES[name]
            case ["mine", int(number), str(name), list(claims), bool(callable_)] if (
                0 <= number < MOST_OBJECTS
            ):
                kind = RemoteFunction if callable_ else Remote
                claimed = tuple(str(claim) for claim in claims[:50])
                made = kind(self, number, name[:100], claimed)
                return self._yours.setdefault((number, kind, claimed), made)
        raise ValueError

    def twin(self, remote: Remote, kind: type) -> object | None:
        """Return an object here with the data of one over there, if both are of this instructor's class.

        The class of the instructor's own process compares it then.
        """
        claims = object.__getattribute__(remote, "_claims")
        if kind not in self._classes or self.class_of(claims) is not kind or not kind.__dictoffset__:
            return None
        attributes = self.ask("attributes", remote)
        if type(attributes) is not dict or any(type(name) is not str for name in attributes):
            return None
        made = object.__new__(kind)
        vars(made).update(_data(kind, attributes))
        return made

    def _error(self, encoded: object, decoder: Decoder) -> BaseException:
        """Return an exception of this process that stands for one of the student's.

        It is of the first class in theirs that is built in, a library's or the instructor's. It is made
        without its `__init__`, which may want other arguments than the message.
        """
        if type(encoded) is not list or not encoded:
            raise LinkBroken("what came is no message")
        claims, family, text, *arguments = [*encoded, [], ""] if len(encoded) < 3 else encoded
        claims = [claim for claim in claims if type(claim) is str] if type(claims) is list else []
        text = text if type(text) is str else ""
        if claims[:1] == ["CannotCross"]:
            return CannotCross(text)
        given, attributes = decoder.decode(arguments[0]) if arguments else ([text], {})
        if type(given) is not list or type(attributes) is not dict:
            raise LinkBroken("what came is no message")
        kinds = [
            *([self._kind_of_error(claims, family)] if family else []),
            *filter(None, map(self._known_error, claims)),
        ]
        made = (_made(kind, tuple(given), attributes) for kind in kinds)
        error = next(filter(None, made), None) or RuntimeError(text)
        name = claims[0].rpartition(":")[2].rpartition(".")[2] if claims else ""
        if str(error) != text and (family or type(error).__name__ != name):
            error.args = (text,)  # a class of the student's own says it in its own way
        error.from_submission = name
        return error

    def _kind_of_error(self, claims: list, family: object) -> type:
        """Return a class that stands for one of the student's, below the first base that is known here."""
        if type(family) is not list or len(family) > len(claims):
            raise ValueError
        kind = next(filter(None, map(self._known_error, claims)), RuntimeError)
        for number, name in family:
            if type(number) is not int or type(name) is not str:
                raise ValueError
            if number not in self._errors:
                self._errors[number] = type(name[:100], (kind,), {"__module__": "__main__"})
            kind = self._errors[number]
        return kind

    def _known_error(self, claim: str) -> type | None:
        module, _, name = claim.rpartition(":")
        found = vars(sys.modules.get(module, builtins)).get(name)
        known = module.partition(".")[0] in self._packages | sys.stdlib_module_names | {"builtins"}
        is_error = isinstance(found, type) and issubclass(found, Exception | SystemExit)
        return found if is_error and (known or found in self._classes) else None

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
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._mine)
            self._mine.append(value)  # which also keeps its id from being used again
        return self._numbers[id(value)]


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
        for number, kind in self._link._errors.items():
            if value is kind:
                return ["object", "yours", number]
        if id(value) in self._link._shared:
            return ["object", "name", self._link._shared[id(value)]]
        if isinstance(value, enum.Enum) and id(type(value)) in self._link._shared:
            return ["object", "member", self._link._shared[id(type(value))], value.name]
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


def _made(kind: type, arguments: tuple, attributes: dict) -> BaseException | None:
    try:
        error = kind.__new__(kind, *arguments)
        error.args = arguments
        vars(error).update(_data(kind, attributes))
        str(error)
    except Exception:  # it wants other arguments; one of its bases stands for it
        return None
    return error


def _write_back(old: object, new: object, held: dict[int, object]) -> object:
    """Change what a call was given as the call has changed it, in place; return the value that holds.

    `held` gets, by the id of each part of `new`, the part of `old` that it has become.
    """
    numpy, torch = library("numpy", "ndarray"), library("torch", "Tensor")
    pandas = library("pandas", "DataFrame")
    if old is new or remote_of(old) is not None:
        return old
    tensors = torch and isinstance(old, torch.Tensor) and type(new) is torch.Tensor
    if type(old) is not type(new) and not tensors:  # a parameter comes back as a tensor
        return new
    held[id(new)] = old
    if type(old) is list:
        kept = [_write_back(*pair, held) for pair in zip(old, new, strict=False)]
        old[:] = kept + new[len(old) :]
    elif type(old) is tuple:
        same = len(old) == len(new) and all(
            _write_back(*pair, held) is pair[0] for pair in zip(old, new, strict=True)
        )
        return old if same else new
    elif isinstance(old, dict):
        items = [
            (key, _write_back(old[key], item, held) if key in old else item) for key, item in new.items()
        ]
        old.clear()  # the order may have changed, too
        old.update(items)
    elif type(old) in (set, bytearray):
        if old != new:
            old.clear()
            old.update(new) if type(old) is set else old.extend(new)
    elif type(old) is collections.deque:
        old.clear()
        old.extend(new)
    elif tensors and old.shape == new.shape and old.dtype == new.dtype:
        with torch.no_grad():
            old.copy_(new)
        old.grad = new.grad if old.is_leaf else None
    elif pandas and type(old) in (pandas.DataFrame, pandas.Series):
        frames.replace(old, new)
    elif numpy and type(old) is numpy.ndarray and old.shape == new.shape and old.dtype == new.dtype:
        old[...] = new
    else:
        del held[id(new)]
        return old if type(old) in _UNCHANGING and old == new else new
    return old


_UNCHANGING = (bool, int, float, complex, str, bytes, frozenset, range)


def _data(kind: type, attributes: dict) -> dict:
    """Leave out what would stand in the place of a method of a class of this process, and decide for it."""
    return {name: value for name, value in attributes.items() if not callable(getattr(kind, name, None))}


def _restore(copied: object, state: object) -> None:
    """Give an object that was copied the state that its copy has after the call."""
    if type(state) is not dict:
        return
    if "attributes" in state:
        if type(copied).__module__ != "__main__" or type(state["attributes"]) is not dict:
            return  # only the notebook's own classes are followed so
        own, new = vars(copied), _data(type(copied), state["attributes"])
        for name in [name for name in own if name not in new]:
            del own[name]
        own.update({name: _write_back(own.get(name), value, {}) for name, value in new.items()})
        return
    for name, (kind, _, put) in STATES.items():
        if name in state and type(copied) is kind():
            put(copied, state[name])
            return
    if not hasattr(copied, "load_state_dict"):
        return
    copied.load_state_dict(state["state"])
    if "gradients" in state:
        parameters = dict(copied.named_parameters())
        for name, gradient in state["gradients"].items():
            parameters[name].grad = gradient
        modules = dict(copied.named_modules())
        for name, training in state["training"].items():
            modules[name].training = training is True
