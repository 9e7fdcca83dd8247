"""The candidate's side of the connection: do what a test cell asks, with the student's names and objects.

This runs in the caged process, beside the student's code. Nothing here guards a score: whatever it sends is
taken for what the student's code answers.
"""

import builtins
import enum
import importlib
import io
import operator
import pickle
import sys
from typing import Any

from hfbasics.grading.chance import DRAWING, get_state, set_state
from hfbasics.grading.codec import PLAIN_TYPES, Decoder, Encoder, content
from hfbasics.grading.errors import CannotCross, LinkBroken
from hfbasics.grading.states import STATES
from hfbasics.grading.wire import Wire

__all__ = ["serve"]

MOST_TEXT = 1 << 20  # characters that one call may print


class _Printed(io.TextIOBase):
    """Collect what is printed, in order, up to a size."""

    def __init__(self, stream: str, parts: list[list[str]]) -> None:
        self._stream, self._parts = stream, parts
        self._left = MOST_TEXT

    def write(self, text: str) -> int:
        kept = str(text)[: self._left]
        if kept:
            self._parts.append([self._stream, kept])
            self._left -= len(kept)
        return len(text)

    def writable(self) -> bool:
        return True


class _Outgoing(Encoder):
    def __init__(self, witness: "_Witness") -> None:
        super().__init__(self._refer_to)
        self._witness = witness

    def _refer_to(self, value: object) -> list:
        if type(value) is Callback:
            return ["object", "yours", value._number]
        if id(value) in self._witness.places:
            return ["object", *self._witness.places[id(value)]]
        if isinstance(value, type) and PLAIN_TYPES.get(value.__name__) is value:
            return ["object", "type", value.__name__]
        if isinstance(value, type) and (family := self._witness.family(value)):
            return ["object", "error", _claims(value), family]
        kind = type(value)
        if isinstance(value, enum.Enum) and self._witness.places.get(id(kind), ("",))[0] == "name":
            return ["object", "member", self._witness.places[id(kind)][1], value.name]
        return ["object", "mine", self._witness.keep(value), kind.__name__, _claims(kind), callable(value)]


class _Echo(_Outgoing):
    """Encode what came as it came, to see whether it has changed."""

    def _refer_to(self, value: object) -> list:
        return self._witness.came.get(id(value)) or super()._refer_to(value)


class Callback:
    """Stand for an object of the check's own, such as a function that it hands over."""

    def __init__(self, witness: "_Witness", number: int) -> None:
        self._witness, self._number = witness, number

    def __call__(self, *arguments: object, **keywords: object) -> Any:
        return self._witness.call_back(self, "call", *arguments, **keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._witness.call_back(self, "getattr", name)

    def __getitem__(self, key: object) -> Any:
        return self._witness.call_back(self, "getitem", key)

    def __len__(self) -> int:
        return self._witness.call_back(self, "len")

    def __contains__(self, item: object) -> bool:
        return self._witness.call_back(self, "contains", item)

    def __iter__(self) -> "Callback":
        return self._witness.call_back(self, "iter")

    def __next__(self) -> Any:
        return self._witness.call_back(self, "next")

    def __bool__(self) -> bool:
        return True


class _Witness:
    def __init__(self, wire: Wire, names: dict[str, object]) -> None:
        self._wire, self._names = wire, names
        self._objects: list[object] = []
        self._numbers: dict[int, int] = {}
        self._printed: list[list[str]] = []
        self._chance: object = None  # the state of random numbers that both sides have
        self._kept: list[object] = []  # copies, by the number that the examiner gave them
        self._built: list[object] = []  # how each copy was built when it came
        self.places: dict[int, tuple] = {}  # of what the examiner has, too: names and copies, by id
        self.came: dict[int, list] = {}  # how the objects of the last message were named in it, by id
        self._alive: list[object] = []  # an id is not used again while its object is here
        self._do = {
            **_OPERATIONS,
            "name": self._name,
            "assign": lambda name, value: names.__setitem__(name, value),
            "delete": self._delete,
            "has": self._has,
        }

    def keep(self, value: object) -> int:
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)  # which also keeps its id from being used again
        return self._numbers[id(value)]

    def family(self, kind: type) -> list:
        """Return the student's own classes of errors that a class descends from, the eldest first."""
        own = [one for one in reversed(kind.__mro__) if one.__module__ == "__main__"]
        own = [one for one in own if issubclass(one, BaseException) and id(one) not in self.places]
        return [[self.keep(one), one.__name__] for one in own]

    def _name(self, name: str) -> object:
        if name in self._names:
            return self._names[name]
        raise NameError(f"name {name!r} is not defined")

    def _has(self, name: str) -> None:
        self._name(name)

    def _delete(self, name: str) -> None:
        if name not in self._names:
            raise NameError(f"name {name!r} is not defined")
        del self._names[name]

    def _decoder(self, message: dict, raw: bytes) -> Decoder:
        copies, first = [], len(self._kept)
        if message.get("pickled"):
            start, size = message["pickled"]
            copies, gradients = pickle.loads(raw[start : start + size])
            for copy, some in zip(copies, gradients, strict=True):
                for name, gradient in some.items():
                    copy.get_parameter(name).grad = gradient

        def resolve(rest: list) -> object:
            found = find(rest)
            self.came[id(found)] = ["object", *rest]
            self._alive.append(found)
            return found

        def find(rest: list) -> object:
            match rest:
                case ["yours", number]:
                    return self._objects[number]
                case ["name", name]:
                    return self._name(name)
                case ["import", module, name]:
                    found = importlib.import_module(module)
                    return operator.attrgetter(name)(found) if name else found
                case ["copy", place]:
                    return self._kept[place]
                case ["member", name, member]:
                    return self._name(name)[member]
                case ["mine", number, _]:
                    return Callback(self, number)
            raise ValueError(rest)

        self.came, self._alive = {}, []
        self._copies = copies
        self._kept += copies
        self._built += map(_structure, copies)
        self.places.update((id(copy), ("copy", place)) for place, copy in enumerate(copies, first))
        return Decoder(raw, resolve, lambda content, found: content if type(found) is Callback else found)

    def _let_go_of_rebuilt(self) -> None:
        """Send a copy that got other parts, such as adapters, as an object of this side from now on.

        The original over there cannot follow: `load_state_dict` brings numbers, no modules.
        """
        for copy, built in zip(self._kept, self._built, strict=True):
            if built is not None and id(copy) in self.places and _structure(copy) != built:
                del self.places[id(copy)]

    def loop(self) -> Any:
        """Do what is asked, until the examiner leaves or answers a call back; return that answer."""
        while True:
            message, raw = self._wire.receive()
            if "do" in message:
                self._handle(message, raw)
            elif "there" in message:
                self._wire.send({"there": True})
            elif "shared" in message:
                names = [name for name in message["shared"] if name in self._names]
                self.places.update((id(self._names[name]), ("name", name)) for name in names)
            else:
                return message, raw

    def _handle(self, message: dict, raw: bytes) -> None:
        try:
            decoder = self._decoder(message, raw)
            copies = self._copies
            arguments, keywords = values = decoder.decode(message["with"])
            came, alive = self.came, self._alive
            before = [_own_state(copy, self) for copy in copies]
            encoder = _Outgoing(self)
            if "chance" in message:
                set_state(message["chance"])
                self._chance = message["chance"]
            value = self._do[message["do"]](*arguments, **keywords)
            if message["do"] in DRAWING:  # what may run the student's code
                self._let_go_of_rebuilt()
            reply = {"value": encoder.encode(value)}
            if message["do"] in DRAWING and (state := get_state()) != self._chance:
                reply["chance"] = self._chance = state
            if copies:
                same = [copy if id(copy) in self.places else None for copy in copies]
                states = [
                    {"attributes": dict(vars(copy))} if had != _own_state(copy, self) else _state(one)
                    for copy, one, had in zip(copies, same, before, strict=True)
                ]
                reply["states"] = encoder.encode(states)
            self.came, self._alive = came, alive  # the student's code may have called back
            after = _Echo(self)
            changed = after.encode(values) != message["with"] or after.raw != raw[: len(after.raw)]
            if changed or after.has_parts_of(encoder):
                reply["after"] = encoder.encode(values)
            raw = encoder.raw
        except LinkBroken:
            raise
        except CannotCross as error:
            reply, raw = {"error": [["CannotCross"], [], f"cannot hand over {error}"]}, b""
        except BaseException as error:
            reply, raw = {"error": _error(error, self.family(type(error)))}, b""
        reply["printed"] = self._printed[:]
        self._printed.clear()
        try:
            self._wire.send(reply, raw)
        except CannotCross as error:
            self._wire.send({"error": [["CannotCross"], [], f"cannot hand over {error}"]})

    def call_back(self, target: Callback, do: str, *arguments: object, **keywords: object) -> Any:
        encoder = _Outgoing(self)
        encoded = encoder.encode([list(arguments), keywords])
        self._wire.send({"callback": target._number, "do": do, "with": encoded}, encoder.raw)
        reply, raw = self.loop()
        if "error" in reply:
            name, text = reply["error"]
            kind = getattr(builtins, name, RuntimeError)
            raise (kind if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError)(text)
        return self._decoder(reply, raw).decode(reply["value"])


def _claims(kind: type) -> list[str]:
    return [f"{base.__module__}:{base.__qualname__}" for base in kind.__mro__[:-1]][:50]


def _error(error: BaseException, family: list) -> list:
    """Return an error's classes, its message, and its arguments and attributes where they are plain data."""
    claims = _claims(type(error))
    try:
        text = str(error)[:10_000]
    except Exception:
        text = ""
    try:
        encoder = Encoder(_refuse)
        encoded = encoder.encode([list(error.args), dict(vars(error))])
        if not encoder.raw and len(str(encoded)) < MOST_TEXT:
            return [claims, family, text, encoded]
    except (CannotCross, Exception):
        pass
    return [claims, family, text]


def _refuse(value: object) -> list:
    raise CannotCross(type(value).__name__)


def _own_state(copy: object, witness: "_Witness") -> tuple | None:
    """Return the attributes of an object of one of the notebook's own classes, in a form to compare."""
    if type(copy).__module__ != "__main__" or not hasattr(copy, "__dict__") or hasattr(copy, "state_dict"):
        return None
    encoder = _Outgoing(witness)
    return encoder.encode(dict(vars(copy))), encoder.raw


def _state(copy: object) -> dict | None:
    """Return the state of an object that came as a copy, so that the original can follow."""
    for name, (kind, get, _) in STATES.items():
        if type(copy) is kind():
            return {name: get(copy)}
    if not hasattr(copy, "state_dict") or not hasattr(copy, "load_state_dict"):
        return None
    state = {"state": dict(copy.state_dict())}
    if hasattr(copy, "named_modules"):
        state["gradients"] = {name: part.grad for name, part in copy.named_parameters()}
        state["training"] = {name: module.training for name, module in copy.named_modules()}
    return state


def _structure(copy: object) -> tuple[list, list] | None:
    """Return the modules of a PyTorch model, and the shapes of what `state_dict` holds."""
    if not hasattr(copy, "named_modules"):
        return None
    modules = [(name, type(module)) for name, module in copy.named_modules()]
    return modules, [(name, getattr(one, "shape", None)) for name, one in copy.state_dict().items()]


_OPERATIONS = {
    "call": lambda function, *arguments, **keywords: function(*arguments, **keywords),
    "content": content,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "enter": lambda manager: type(manager).__enter__(manager),
    "exit": lambda manager, *error: type(manager).__exit__(manager, *error),
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "and": operator.and_,
    "or": operator.or_,
    **{kind.__name__: kind for kind in (bool, int, float, str, repr, len, iter, next, hash, format)},
    "attributes": lambda value: dict(vars(value)),
    **{
        name: getattr(operator, name)
        for name in (
            *("eq", "lt", "le", "gt", "ge", "contains", "getitem", "setitem", "delitem", "index", "abs"),
            *("neg", "pos", "invert", "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod"),
            *("pow", "xor"),
        )
    },
}


def serve(wire: Wire, names: dict[str, object]) -> None:
    """Answer one test cell with these global names, until the examiner closes the connection."""
    witness = _Witness(wire, names)
    sys.stdout, sys.stderr = (_Printed(stream, witness._printed) for stream in ("stdout", "stderr"))
    try:
        witness.loop()
    except LinkBroken:
        return
