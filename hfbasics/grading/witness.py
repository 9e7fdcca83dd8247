"""The candidate's side of the connection: do what a test cell asks, with the student's names and objects.

This runs in the caged process, beside the student's code. Nothing here guards a score: whatever it sends is
taken for what the student's code answers.
"""

import asyncio
import builtins
import contextlib
import enum
import functools
import importlib
import inspect
import io
import operator
import os
import pickle
import sys
import tempfile
import threading
import types
import warnings
import weakref
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from hfbasics.grading.chance import QUIET, Chance, set_settings
from hfbasics.grading.codec import PLAIN_TYPES, Decoder, Encoder, content
from hfbasics.grading.errors import CannotCross, LinkBroken
from hfbasics.grading.figures import draw
from hfbasics.grading.files import fetch, names_in, put, remove
from hfbasics.grading.foreign import evaluate
from hfbasics.grading.gradients import Graph, grow, leaves, nodes_to
from hfbasics.grading.objects import BINARY, LOOKS, OPERATIONS, import_place, special, super_in
from hfbasics.grading.pairs import Pairs
from hfbasics.grading.wire import Wire

__all__ = ["serve"]

MOST_TEXT = 1 << 20  # characters that one call may print
MOST_WARNINGS = 1000  # of one call
MOMENT = 0.01  # seconds that coroutines go on before the check has its turn
DEEPEST_CAUSE = 5  # errors that are the causes of one another
MOST_SENT = 100_000  # numbers of the parameters that go over because a loss depends on them


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
    asks_for_content = True

    def __init__(self, witness: "_Witness") -> None:
        super().__init__(witness.pairs)
        self._witness = witness

    def refer(self, value: object) -> list:
        if isinstance(value, Callback):
            return ["object", "yours", value._number]
        if isinstance(value, type) and value in self._witness.error_numbers:
            return ["object", "yours", self._witness.error_numbers[value]]
        known = self._witness.pairs.key(value)
        if known is not None:
            return ["pair", known]
        if id(value) in self._witness.names_of:
            return ["object", "name", self._witness.names_of[id(value)]]
        if isinstance(value, type) and PLAIN_TYPES.get(value.__name__) is value:
            return ["object", "type", value.__name__]
        if isinstance(value, type) and (family := self._witness.family(value)):
            return ["object", "error", _claims(value), family]
        kind = type(value)
        if isinstance(value, enum.Enum) and id(kind) in self._witness.names_of:
            return ["object", "member", self._witness.names_of[id(kind)], value.name]
        number, place = self._witness.keep(value), import_place(value)
        return ["object", "mine", number, kind.__name__, _claims(kind), special(value), *(place or ())]

    def means_the_same(self, value: object) -> bool:
        """Say so of all but whole paths to what is on this side alone."""
        return (
            not isinstance(value, PurePath)
            or not value.is_absolute()
            or value.is_relative_to(self._witness.folder)
        )

    def graph(self, tensor: Any) -> Any:
        """Return the leaves that a tensor's gradients flow to; of a large model those that are known."""
        if tensor.is_leaf:
            return super().graph(tensor)
        found = leaves(nodes_to(tensor))
        new = [leaf for leaf in found if self._witness.pairs.key(leaf) is None]
        if sum(leaf.numel() for leaf in new) > MOST_SENT:
            found = [leaf for leaf in found if self._witness.pairs.key(leaf) is not None]
        return [self.encode(leaf) for leaf in found]


class Callback:
    """Stand for an object of the check's own, such as a function that it hands over."""

    def __init__(self, witness: "_Witness", number: int, name: str, *function: Any) -> None:
        vars(self).update(_witness=witness, _number=number)
        if function:  # `functools.wraps` asks a function for these
            text, parameters = function
            vars(self).update(__name__=name, __qualname__=name, __doc__=text, **_as_declared(parameters))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._witness.call_back(self, "getattr", name)

    def __setattr__(self, name: str, value: object) -> None:
        self._witness.call_back(self, "setattr", name, value)


def _as_declared(parameters: list[list]) -> dict[str, Any]:
    """Return the signature and the annotations of a function of the check's."""
    empty = inspect.Signature.empty
    *own, (_, _, _, returned) = parameters
    made = [
        inspect.Parameter(
            name,
            inspect._ParameterKind(kind),
            default=default[0] if default else empty,
            annotation=empty if annotation is None else annotation,
        )
        for name, kind, default, annotation in own
    ]
    annotations = {one.name: one.annotation for one in made if one.annotation is not empty}
    annotations |= {} if returned is None else {"return": returned}
    signature = inspect.Signature(made, return_annotation=empty if returned is None else returned)
    return {"__signature__": signature, "__annotations__": annotations}


def _calls_back(do: str) -> Callable:
    return lambda self, *arguments, **keywords: self._witness.call_back(self, do, *arguments, **keywords)


def _await(self: Callback) -> Any:
    return self._witness.call_back(self, "await")
    yield  # it is a generator that ends at once


@functools.cache
def _kind_of_callback(operations: tuple[str, ...], name: str) -> type[Callback]:
    methods = {f"__{do}__": _calls_back(do) for do in operations if do in OPERATIONS or do[1:] in BINARY}
    if "await" in operations:
        methods["__await__"] = _await
    return type(name, (Callback,), methods)


class _Witness:
    def __init__(self, wire: Wire, names: dict[str, object]) -> None:
        self._wire, self._names = wire, names
        self._objects: list[object] = []
        self._numbers: dict[int, int] = {}
        self._callbacks: dict[int, Callback | type] = {}
        self.error_numbers: dict[type, int] = {}  # of the check's classes of errors
        self._printed: list[list[str]] = []
        self._chance = Chance()
        self._calling = threading.RLock()
        self._calls = 0  # that go on now
        self._freed: list[int] = []  # keys of graphs of the other side that nothing here needs any more
        self._raised: dict[int, tuple[BaseException, int]] = {}  # errors of the check's, and their numbers
        self._built: dict[int, object] = {}  # how each model that came as a copy was built then, by key
        self.pairs = Pairs(1)
        self.warnings: list[list] = []
        self.folder = Path("/nowhere")  # in which the check's own folders lie
        self.names_of: dict[int, str] = {}  # of what the examiner has by the same name, by id
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: dict[int, asyncio.Task] = {}  # coroutines that have begun, by id
        self._asked: dict[str, tuple[object, type]] = {}  # what names were bound to when the check asked
        self._do = {
            **OPERATIONS,
            **_OPERATIONS,
            "name": self._asked_name,
            "assign": names.__setitem__,
            "delete": self._delete,
            "has": self._has,
            "await": self._await,
            "step": self._step,
            "cancel": self._cancel,
            "backward": self._backward,
            "evaluate": lambda text, mode, space, all_: evaluate(text, mode, space, names if all_ else {}),
            "table": lambda name, frame, *rest, **more: getattr(frame, name)(*rest, **more),
        }

    def keep(self, value: object) -> int:
        if id(value) not in self._numbers:
            self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)  # which also keeps its id from being used again
        return self._numbers[id(value)]

    def family(self, kind: type) -> list:
        """Return the student's own classes of errors that a class descends from, the eldest first."""
        own = [one for one in reversed(kind.__mro__) if one.__module__ == "__main__"]
        own = [one for one in own if issubclass(one, BaseException) and id(one) not in self.names_of]
        return [[self.keep(one), one.__name__] for one in own]

    def _error(self, error: BaseException, depth: int = 0) -> list:
        """Return an error's classes, message, plain arguments and attributes, and its cause."""
        if id(error) in self._raised:
            return ["raised", self._raised[id(error)][1]]
        found = _error(error, self.family(type(error)))
        cause = error.__cause__
        if depth < DEEPEST_CAUSE:
            found.append(None if cause is None else self._error(cause, depth + 1))
            found.append(error.__suppress_context__)
        return found

    def _name(self, name: str) -> object:
        if name in self._names:
            return self._names[name]
        raise NameError(f"name {name!r} is not defined")

    def _asked_name(self, name: str) -> object:
        value = self._name(name)
        self._asked[name] = value, type(value)
        return value

    def _rebound(self) -> list[str]:
        """Return those names that the check has asked for which are bound to something else now."""
        return [
            name
            for name, (value, kind) in self._asked.items()
            if self._names.get(name, self) is not value or type(value) is not kind
        ]

    def _has(self, name: str) -> None:
        self._name(name)

    def _delete(self, name: str) -> None:
        self._has(name)
        del self._names[name]

    def _await(self, value: Any) -> Any:
        """Run something to its end, and with it all that has begun."""
        return self._in_loop().run_until_complete(self._task(value))

    def _step(self, coroutine: Any) -> bool:
        """Go on for a moment with all that has begun; say whether this coroutine has ended."""
        task = self._task(coroutine)
        self._in_loop().run_until_complete(asyncio.wait([task], timeout=MOMENT))
        return task.done()

    def _cancel(self, coroutine: Any) -> bool:
        """Cancel a coroutine; say whether it has come to an end of its own all the same."""
        task = self._task(coroutine)
        task.cancel()
        self._in_loop().run_until_complete(asyncio.wait([task], timeout=MOMENT))
        return task.done() and not task.cancelled() and task.exception() is None

    def _in_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
        return self._loop

    def _task(self, value: Any) -> asyncio.Task:
        async def result() -> Any:
            return await value

        if id(value) not in self._tasks:
            self.keep(value)  # so that its id is not used again
            self._tasks[id(value)] = self._in_loop().create_task(result())
        return self._tasks[id(value)]

    def _backward(self, key: int, gradient: Any, leaves: list[int]) -> list[Any]:
        """Let gradients flow back through a graph of this side, and return those of the leaves named.

        Leaves that the other side does not know keep theirs here.
        """
        known = [self.pairs.value(leaf) for leaf in leaves]
        before = [leaf.grad for leaf in known]
        for leaf in known:
            leaf.grad = None
        try:
            self.pairs.value(key).backward(gradient, retain_graph=True)
            return [leaf.grad for leaf in known]
        finally:
            for leaf, grad in zip(known, before, strict=True):
                leaf.grad = grad

    def _grown(self, numbers: Any, key: int, inputs: list[Any]) -> Any:
        """Return a tensor whose gradients flow back through the graph that it stands in over there."""
        graph = Graph(lambda gradient: self.call_back(None, "flow", key, gradient), inputs)
        made = grow(graph, numbers, inputs)
        self.pairs.add_loosely(key, made, graph)
        weakref.finalize(graph, self._freed.append, key)
        return made

    def _decoder(self, message: dict, raw: bytes) -> Decoder:
        """Return what decodes a message, when all that came beside its value is done."""
        copies: list[object] = []

        def resolve(rest: list) -> object:
            match rest:
                case ["yours", number]:
                    return self._objects[number]
                case ["name", name]:
                    return self._name(name)
                case ["import", module, name]:
                    found = importlib.import_module(module)
                    return operator.attrgetter(name)(found) if name else found
                case ["copy", key]:
                    copy = copies.pop(0)
                    self.pairs.add(key, copy)
                    self.pairs.settle([key])
                    self._built[key] = _structure(copy)
                    return copy
                case ["member", name, member]:
                    return self._name(name)[member]
                case ["error", number, name, bases]:
                    if number not in self._callbacks:
                        kinds = tuple(resolve(base[1:]) for base in bases)
                        self._callbacks[number] = types.new_class(name, kinds)
                        self.error_numbers[self._callbacks[number]] = number
                    return self._callbacks[number]
                case ["mine", number, operations, name, *function]:
                    if number not in self._callbacks:
                        kind = _kind_of_callback(tuple(operations), "function" if function else name)
                        function = [function[0], decoder.decode(function[1])] if function else []
                        self._callbacks[number] = kind(self, number, name, *function)
                    return self._callbacks[number]
            raise ValueError(rest)

        def like(content: object, found: object) -> object:
            return content if isinstance(found, Callback) else found

        decoder = Decoder(raw, resolve, like, self.pairs, self._grown)
        for part in message.get("before", []):
            decoder.decode(part)
        if message.get("pickled"):
            start, size = message["pickled"]
            copies[:], gradients = _Unpickler(io.BytesIO(raw[start : start + size]), self.pairs).load()
            for copy, some in zip(copies, gradients, strict=True):
                for name, gradient in some.items():
                    copy.get_parameter(name).grad = gradient
        decoder.changes(message.get("changes", []))
        self.pairs.let_go(message.get("gone", []))
        return decoder

    def _let_go_of_rebuilt(self) -> None:
        """Send a copy that got other parts, such as adapters, as an object of this side from now on.

        The original over there cannot follow: `load_state_dict` brings numbers, no modules.
        """
        for key, built in list(self._built.items()):
            try:
                copy = self.pairs.value(key)
            except KeyError:
                del self._built[key]
                continue
            if built is not None and not self.pairs.is_apart(key) and _structure(copy) != built:
                self.pairs.separate(key)

    def loop(self) -> Any:
        """Do what is asked, until the examiner leaves or answers a call back; return that answer."""
        while True:
            message, raw = self._wire.receive()
            if "do" in message:
                self._handle(message, raw)
            elif "there" in message:
                self._wire.send({"there": True})
            elif "shared" in message:
                known = {name: self._names[name] for name in message["shared"] if name in self._names}
                self.names_of.update((id(value), name) for name, value in known.items())
                self.pairs.know(known)
                self.folder = Path(message["work"]).parent
                _lead_to(message["work"], Path.cwd)
                _lead_to(message["temporary"], lambda: Path(tempfile.gettempdir()))
            else:
                return message, raw

    def _handle(self, message: dict, raw: bytes) -> None:
        reply: dict[str, Any] = {}
        part, value = "value", None
        try:
            decoder = self._decoder(message, raw)
            arguments, keywords = decoder.decode(message["with"])
            decoder.changes(message.get("rest", []))
            decoder.done()
            self._chance.follow(message.get("chance", {}))
            self._calls += 1
            try:
                value = self._do[message["do"]](*arguments, **dict(keywords))
            finally:
                self._calls -= 1
        except LinkBroken:
            raise
        except CannotCross as error:  # what it has handed to a function of the check's
            part, reply["error"] = "none", _cannot_cross(error)
        except BaseException as error:
            part, reply["error"] = "none", self._error(error)
        if message["do"] not in QUIET:  # what may run the student's code
            reply["chance"] = self._chance.changed()
            self._let_go_of_rebuilt()
        reply["printed"], reply["warnings"] = self._printed[:], self.warnings[:MOST_WARNINGS]
        self._printed.clear()
        self.warnings.clear()
        try:
            self._send(reply, part, value)
        except (CannotCross, Exception) as error:  # an odd object can raise anything when it is looked at
            reply["error"] = _cannot_cross(error)
            self._send(reply, "none", None)

    def _send(self, message: dict[str, Any], part: str, value: object) -> None:
        """Send a message with a value in it, and with all that has changed here since the last one."""
        encoder = _Outgoing(self)
        message["rebound"] = self._rebound()
        message["freed"] = self._freed[:]
        message["changes"] = encoder.changes()
        message[part] = encoder.encode(value)
        message["rest"] = encoder.rest()
        message["gone"] = [key for key in self.pairs.unseen() if key not in encoder.bases]
        self._wire.send(message, encoder.raw)
        del self._freed[: len(message["freed"])]
        for name in message["rebound"]:
            self._asked.pop(name, None)
        self.pairs.let_go(message["gone"])
        encoder.sent()

    def call_back(self, target: Callback | None, do: str, *arguments: object, **keywords: object) -> Any:
        """Ask the examiner for an operation of an object of the check's, or for gradients."""
        if not self._calls:
            raise RuntimeError("a check's function can be called only while the check waits for an answer")
        with self._calling:  # threads of an answer call one after the other
            return self._call_back(target, do, arguments, keywords)

    def _call_back(self, target: Callback | None, do: str, arguments: tuple, keywords: dict) -> Any:
        number = None if target is None else target._number
        message = {"callback": number, "do": do, "chance": self._chance.changed()}
        self._send(message, "with", (arguments, tuple(keywords.items())))
        reply, raw = self.loop()
        decoder = self._decoder(reply, raw)
        value = decoder.decode(reply["value"])
        decoder.changes(reply.get("rest", []))
        decoder.done()
        self._chance.follow(reply.get("chance", {}))
        if "error" in reply:
            kind, arguments, attributes = value
            error = kind.__new__(kind, *arguments)  # its `__init__` may want others
            error.args = tuple(arguments[:2] if issubclass(kind, OSError) else arguments)
            vars(error).update(attributes)
            if reply["error"] is not None:
                self._raised[id(error)] = error, reply["error"]
            raise error
        return value


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, pairs: Pairs) -> None:
        super().__init__(stream)
        self._pairs = pairs

    def persistent_load(self, place: tuple) -> object:
        key, name = place
        return self._pairs.value(key) if name is None else self._pairs.value(key).get_parameter(name)


def _cannot_cross(error: BaseException) -> list:
    return [["CannotCross"], [], f"cannot hand over {error}"]


def _claims(kind: type) -> list[str]:
    return [f"{base.__module__}:{base.__qualname__}" for base in kind.__mro__[:-1]][:50]


def _error(error: BaseException, family: list) -> list:
    """Return an error's classes, its message, and its arguments and attributes or None."""
    claims = _claims(type(error))
    try:
        text = str(error)[:10_000]
    except Exception:
        text = ""
    try:
        encoder = Encoder()
        encoded = encoder.encode([list(error.args), dict(vars(error))])
        if not encoder.raw and len(str(encoded)) < MOST_TEXT:
            return [claims, family, text, encoded]
    except (CannotCross, Exception):
        pass
    return [claims, family, text, None]


def _structure(copy: object) -> tuple[list, list] | None:
    """Return the modules of a PyTorch model, and the shapes of what `state_dict` holds."""
    if not hasattr(copy, "named_modules"):
        return None
    modules = [(name, type(module)) for name, module in copy.named_modules()]
    return modules, [(name, getattr(one, "shape", None)) for name, one in copy.state_dict().items()]


def _look(module: str, name: str, *arguments: object, **keywords: object) -> Any:
    if name not in LOOKS[module]:
        raise ValueError(name)
    return getattr(importlib.import_module(module), name)(*arguments, **keywords)


def _derive(name: str, bases: list[type], body: dict[str, tuple], **keywords: object) -> type:
    """Make the class that a check derives from one of the student's; its methods are called back."""

    def method(called: Callback) -> Callable:
        return lambda *arguments, **keywords: called(*arguments, **keywords)

    own = {}
    for key, (how, *parts) in body.items():
        made = [method(part) if isinstance(part, Callback) else part for part in parts]
        own[key] = made[0] if how == "value" else getattr(builtins, how)(*made)
    space = {**own, "__module__": "__main__"}
    return types.new_class(name, tuple(bases), keywords, lambda body: body.update(space))


def _patch(module: str, name: str, value: object) -> None:
    """Put a check's own object in the place of one of a module, such as `builtins.input`."""
    holder = importlib.import_module(module)
    _originals.setdefault((module, name), getattr(holder, name))
    setattr(holder, name, value)


_originals: dict[tuple[str, str], object] = {}  # what stood where a check's own objects are


def _unpatch(module: str, name: str) -> None:
    setattr(importlib.import_module(module), name, _originals[module, name])


def _lead_to(name: str, place: Callable[[], Path]) -> None:
    """Have a whole path to a file of the check's lead to the one of this side."""
    with contextlib.suppress(OSError):  # the submission may have removed its own folder
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).symlink_to(place())


def _set_environment(changed: dict[str, str], gone: list[str]) -> None:
    os.environ.update(changed)
    for name in gone:
        os.environ.pop(name, None)


_OPERATIONS = {
    "content": content,
    "type": type,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "claims": _claims,
    "look": _look,
    "derive": _derive,
    "patch": _patch,
    "unpatch": _unpatch,
    "draw": draw,
    "environ": _set_environment,
    "settings": set_settings,
    "super": super_in,
    **{function.__name__: function for function in (put, remove, fetch, names_in)},
}


def serve(wire: Wire, names: dict[str, object]) -> None:
    """Answer one test cell with these global names, until the examiner closes the connection."""
    witness = _Witness(wire, names)
    sys.stdout, sys.stderr = (_Printed(stream, witness._printed) for stream in ("stdout", "stderr"))
    warnings.filterwarnings("always", module="__main__")  # the check's own filters decide which count

    def note(message: Warning, kind: type, *_: object, **__: object) -> None:
        witness.warnings.append([_claims(kind), str(message)])

    warnings.showwarning = note
    try:
        witness.loop()
    except LinkBroken:
        return
