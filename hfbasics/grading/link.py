"""The examiner's side of the connection to a witness: what goes over, and what comes back.

What a test cell asks of the submission (a name, a call, an item, an operator) goes to the candidate, and what
comes back is data, or a `Remote` that stands for an object over there. Nothing of the student's runs here.
"""

import enum
import io
import pickle
import sys
import tempfile
import threading
import types
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hfbasics.grading.callbacks import allowed, allowed_of, signature_of
from hfbasics.grading.chance import QUIET, Chance
from hfbasics.grading.codec import PLAIN_TYPES, Decoder, Encoder
from hfbasics.grading.errors import CannotCross, LinkBroken
from hfbasics.grading.foreign import Foreign
from hfbasics.grading.gradients import Graph, grow, leaves, nodes_to
from hfbasics.grading.objects import import_place
from hfbasics.grading.pairs import Pairs
from hfbasics.grading.remote import Remote, RemoteContainer, is_remote, like, remote_of, stand_for
from hfbasics.grading.states import own_data
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
        self._numbers: dict[object, int] = {}  # the place of each there, by id
        self._yours: dict[tuple, Remote] = {}  # one for each object over there, as it is one
        self._raised: list[Exception] = []  # errors of what the candidate has called back
        self._errors: dict[int, type] = {}  # what stands for the student's classes of errors, by number
        self._depth = 0
        self._asking = threading.RLock()  # threads of a check ask one after the other
        self._chance = Chance()
        self._named: dict[str, Remote] = {}  # objects over there by global name, until that is bound anew
        self._graphs: dict[int, tuple[Any, list[Any]]] = {}  # tensors of callbacks, by key, with their inputs
        self.foreign = Foreign(self)
        self._pairs = Pairs(0)
        self._pairs.know(shared)
        self.before_call: Callable[[], None] = lambda: None  # is told when code of the student's may run
        wire.send({"shared": list(shared), "work": str(Path.cwd()), "temporary": tempfile.gettempdir()})

    def name(self, name: str) -> Any:
        """Return what the submission has bound a global name to.

        Raises:
            NameError: when it has not.
        """
        with self._asking:
            if name in self._named:
                return self._named[name]
            value = self.ask("name", name)
            if type(value) is not RemoteContainer and is_remote(value):
                self._named[name] = value
            return value

    def ask(self, do: str, *arguments: object, **keywords: object) -> Any:
        """Have the candidate do one thing; return what came of it. All pairs are as they are there then.

        Raises:
            Exception: the built-in exception that the student's code raised, with its message.
            CannotCross: when an argument or the result has no form in which it can pass.
            LinkBroken: when no sound answer came; from then on the check has failed.
        """
        with self._asking:
            return self._ask(do, arguments, keywords)

    def _ask(self, do: str, arguments: tuple, keywords: dict[str, object]) -> Any:
        if self.broken:
            raise LinkBroken(self.broken)
        message: dict[str, Any] = {"do": do}
        if do not in QUIET:
            self.before_call()
            message["chance"] = self._chance.changed()
        try:
            self._depth += 1
            if self._depth > DEEPEST_CALLS:
                raise LinkBroken("calls back and forth went too deep")
            self._send(message, "with", (arguments, tuple(keywords.items())))
            return self._answer(do)
        except LinkBroken as error:
            self.broken = str(error)
            raise
        finally:
            self._depth -= 1

    def _take_chance(self, reply: dict) -> None:
        new = reply.get("chance", {})
        try:
            if type(new) is not dict:
                raise TypeError
            self._chance.follow(new)
        except (ValueError, TypeError, KeyError, RuntimeError, IndexError, OverflowError):
            raise LinkBroken("what came is no state of random numbers") from None

    def _send(self, message: dict[str, Any], part: str, value: object, *, in_callback: bool = False) -> None:
        """Send a message with a value in it, and with all that has changed here since the last one."""
        encoder = _Outgoing(self, in_callback)
        message["changes"] = encoder.changes()
        message[part] = encoder.encode(value)
        message["rest"] = encoder.rest()
        message["pickled"], message["before"] = encoder.pickled(), encoder.before
        gone = message["gone"] = [key for key in self._pairs.unused() if key not in encoder.bases]
        self._wire.send(message, encoder.raw)
        self._pairs.let_go(gone)
        encoder.sent()

    def _answer(self, do: str) -> Any:
        while True:
            reply, raw = self._wire.receive()
            if type(reply) is not dict:
                raise LinkBroken("what came is no message")
            decoder = Decoder(raw, self._resolve, like, self._pairs, self._grown, self.foreign.add)
            decoder.changes(reply.get("changes", []))
            for name in _all(str, reply.get("rebound")):
                self._named.pop(name, None)
            for key in _all(int, reply.get("freed")):
                self._graphs.pop(key, None)
            self._pairs.let_go(_all(int, reply.get("gone")))
            if "callback" in reply:
                self._call_back(reply, decoder)
            elif "error" in reply:
                self._take_chance(reply)
                error = self._error(reply["error"], decoder)
                if isinstance(error, StopIteration | StopAsyncIteration) and do not in _ENDS_A_LOOP:
                    error = RuntimeError(f"the answer raised {type(error).__name__}")
                decoder.done()
                self._tell(reply)
                raise error
            else:
                self._take_chance(reply)
                value = decoder.decode(reply.get("value"))
                decoder.changes(reply.get("rest", []))
                decoder.done()
                self._tell(reply)
                return value

    def _tell(self, reply: dict) -> None:
        """Print and warn here as the submission has done there: either may call it again."""
        for stream, text in _printed(reply):
            (sys.stderr if stream == "stderr" else sys.stdout).write(text)
        self._warn(reply.get("warnings"))

    def _warn(self, found: object) -> None:
        """Warn here as the submission has warned there."""
        for one in found if type(found) is list else []:
            match one:
                case [list(claims), str(text)]:
                    known = (self._known_error(claim) for claim in claims if type(claim) is str)
                    kind = next(filter(None, known), UserWarning)
                    if issubclass(kind, Warning):
                        warnings.warn(text, kind, stacklevel=3)

    def _grown(self, numbers: Any, key: Any, inputs: list) -> Any:
        """Return a tensor whose gradients flow back through the graph that it stands in over there."""
        keys = [self._pairs.key(one) for one in inputs]
        if not self._pairs.is_free(key) or None in keys:
            raise ValueError(key)
        graph = Graph(lambda gradient: self.ask("backward", key, gradient, keys), inputs)
        made = grow(graph, numbers, inputs)
        self._pairs.add_loosely(key, made, graph)
        return made

    def inputs_of(self, key: int, tensor: Any) -> list[Any]:
        """Return those tensors that the candidate has, too, from which a callback has computed one."""
        ends = {one.grad_fn: one for one in self._pairs.tensors() if one.grad_fn is not None}
        nodes = list(nodes_to(tensor, ends))
        known = [leaf for leaf in leaves(nodes) if self._pairs.key(leaf) is not None]
        inputs = [*(ends[node] for node in nodes if node in ends), *known]
        self._graphs[key] = tensor, inputs
        return inputs

    def _flow(self, key: int, gradient: Any) -> list[Any]:
        """Return the gradients of the inputs of a callback's tensor; give the check's own leaves theirs."""
        import torch

        tensor, inputs = self._graphs[key]
        nodes = nodes_to(tensor, {one.grad_fn for one in inputs})
        own = [leaf for leaf in leaves(nodes) if not any(leaf is one for one in inputs)]
        found = torch.autograd.grad(tensor, [*inputs, *own], gradient, retain_graph=True, allow_unused=True)
        for leaf, new in zip(own, found[len(inputs) :], strict=True):
            if new is not None:
                leaf.grad = new if leaf.grad is None else leaf.grad + new
        return list(found[: len(inputs)])

    def _call_back(self, reply: dict, decoder: Decoder) -> None:
        """Do what the candidate asks of an object that a test cell handed to it."""
        answer: dict[str, Any] = {}
        value = None
        try:
            arguments, keywords = decoder.decode(reply["with"])
            decoder.changes(reply.get("rest", []))
            decoder.done()
            self._take_chance(reply)
            self._tell(reply)
            if reply["do"] == "flow":
                value = self._flow(*arguments)
            else:
                number = reply["callback"]
                target = self._mine[number if type(number) is int and number >= 0 else len(self._mine)]
                value = allowed(reply["do"], target)(target, *arguments, **dict(keywords))
        except CannotCross as error:
            answer, value = {"error": None}, (TypeError, [str(error)], {})
        except Exception as error:
            self._raised.append(error)
            arguments = list(error.args)
            if isinstance(error, OSError) and error.filename is not None:
                arguments = [error.errno, error.strerror, error.filename]
            answer, value = {"error": len(self._raised) - 1}, (type(error), arguments, dict(vars(error)))
        answer["chance"] = self._chance.changed()
        try:
            self._send(answer, "value", value, in_callback=True)
        except CannotCross as error:
            self._send({"error": None}, "value", (TypeError, [str(error)], {}))

    def _resolve(self, rest: list) -> object:
        match rest:
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
            case ["mine", int(number), str(name), list(claims), list(operations), *place] if (
                0 <= number < MOST_OBJECTS
            ):
                claimed = tuple(str(claim) for claim in claims[:50])
                able = frozenset(str(one) for one in operations[:100])
                where = tuple(str(part) for part in place) if len(place) == 2 else None
                made = stand_for(able, self, number, name[:100], claimed, where)
                return self._yours.setdefault((number, able, claimed, where), made)
        raise ValueError

    def _error(self, encoded: object, decoder: Decoder) -> BaseException:
        """Return an exception of this process that stands for one of the student's.

        It is of the first class in theirs that is built in, a library's or the instructor's. It is made
        without its `__init__`, which may want other arguments than the message.
        """
        if type(encoded) is not list or not encoded:
            raise LinkBroken("what came is no message")
        if encoded[0] == "raised" and len(encoded) == 2:
            number = encoded[1]
            if type(number) is not int or not 0 <= number < len(self._raised):
                raise LinkBroken("what came is no message")
            return self._raised[number]
        claims, family, text, *arguments = [*encoded, [], ""] if len(encoded) < 3 else encoded
        arguments, cause = arguments[:1], arguments[1:]
        claims = [claim for claim in claims if type(claim) is str] if type(claims) is list else []
        text = text if type(text) is str else ""
        if claims[:1] == ["CannotCross"]:
            return CannotCross(text)
        given, attributes = decoder.decode(arguments[0]) if arguments and arguments[0] else ([text], {})
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
        if len(cause) == 2:
            error.__cause__ = None if cause[0] is None else self._error(cause[0], decoder)
            error.__suppress_context__ = cause[1] is True
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
        found = self._found(module or "builtins", name)
        known = module.partition(".")[0] in self._packages | sys.stdlib_module_names | {"builtins"}
        is_error = isinstance(found, type) and issubclass(found, Exception | SystemExit)
        # With its own errors unittest has a test skipped, or ended: it counts as passed then.
        is_error = is_error and not found.__module__.startswith("unittest")
        return found if is_error and (known or found in self._classes) else None

    def known(self, place: tuple[str, str] | None) -> object | None:
        """Return the part of a library that an object over there says it is, if that is imported here."""
        return self._found(*place) if place else None

    def descends(self, remote: Remote, kind: object) -> bool:
        """Say whether a class over there says that it descends from a class of a library."""
        claims = self.ask("claims", remote)
        return self.place(kind) in [tuple(claim.split(":")) for claim in claims if type(claim) is str]

    def class_of(self, claims: tuple[str, ...]) -> type | None:
        """Return the first class of those claimed that the instructor's notebook knows by its own means."""
        for claim in claims:
            if claim in _OF_PYTHON:
                return _OF_PYTHON[claim]
            module, _, name = claim.rpartition(":")
            found = self._found(module, name)
            known = module.partition(".")[0] in self._packages or found in self._classes
            if isinstance(found, type) and known and _is_of_python(found):
                return found
        return None

    def place(self, kind: object) -> tuple[str, str] | None:
        """Return the module and the name of a class of a library or of the instructor's."""
        return ("__main__", kind.__qualname__) if kind in self._classes else import_place(kind)

    def has_class(self, name: str) -> bool:
        """Say whether the instructor's notebook defines a class of this name."""
        return self._by_name.get(name) in self._classes

    def _found(self, module: str, name: str) -> object | None:
        """Return a part of a module that is imported here; `__main__` is the instructor's notebook."""
        found: Any = sys.modules.get(module) if name else None
        if found is None:
            return sys.modules.get(module)
        parts = self._by_name if module == "__main__" else vars(found)
        for part in name.split("."):
            found = parts.get(part)
            parts = vars(found) if isinstance(found, type) else {}
        return found

    def keep(self, value: object) -> int:
        """Register an object of the test cell's, so that the candidate may call it; return its number."""
        is_method = isinstance(value, types.MethodType | types.BuiltinMethodType)
        # A method is bound anew each time that it is asked for.
        own = (id(value.__self__), value.__name__) if is_method else id(value)
        if own not in self._numbers:
            self._numbers[own] = len(self._mine)
            self._mine.append(value)  # which also keeps its id from being used again
        return self._numbers[own]


# What Python itself makes of definitions: no data, so a check asks only what it is.
_OF_PYTHON = {
    f"builtins:{kind.__name__}": kind
    for kind in (
        *(types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.GeneratorType),
        *(types.CoroutineType, types.AsyncGeneratorType, types.ModuleType, property, type),
    )
}


# What a loop of the check's asks for, and may end with. From a call it would make a loop end too early.
_ENDS_A_LOOP = {"next", "anext", "await"}


def _is_of_python(kind: type) -> bool:
    """Say whether an instance is a Python object and no more.

    A library in C reads the memory of what says that it is, say, a tensor: no `Remote` may say so.
    """
    try:
        object.__new__(kind)
    except TypeError as error:
        return "abstract" in str(error)
    return True


class _Outgoing(Encoder):
    """Encode what a test cell hands over: its objects by name, by import, as a copy or to be called back."""

    def __init__(self, link: Link, in_callback: bool) -> None:
        super().__init__(link._pairs)
        self._link, self._in_callback = link, in_callback
        self._copied: list[object] = []
        self.before: list[Any] = []  # what is encoded before all else: parts that a copy shares
        self._before: dict[int, int] = {}  # keys of these, by id

    def refer(self, value: object) -> list:
        remote = remote_of(value)
        if remote is not None:
            return ["object", "yours", object.__getattribute__(remote, "_number")]
        for number, kind in self._link._errors.items():
            if value is kind:
                return ["object", "yours", number]
        if id(value) in self._link._shared:
            return ["object", "name", self._link._shared[id(value)]]
        if isinstance(value, type) and issubclass(value, Exception) and import_place(value) is None:
            bases = [self.refer(base) for base in value.__bases__ if base is not object]
            return ["object", "error", self._link.keep(value), value.__name__, bases]
        if isinstance(value, enum.Enum) and id(type(value)) in self._link._shared:
            return ["object", "member", self._link._shared[id(type(value))], value.name]
        place = import_place(value)
        if place:
            return ["object", "import", *place]
        if self._link._pairs.key(value) is not None:
            return ["pair", self._link._pairs.key(value)]
        if not callable(value) or hasattr(value, "state_dict"):
            self._share_parameters(value)
            try:
                _Pickler(io.BytesIO(), self._link, self._before).dump(value)
            except Exception:  # a library's own reasons; then it stays here and is called back
                return self._keep(value)
            key, new = self.pair(value)
            if not new:
                return ["pair", key]
            self._copied.append(value)
            return ["object", "copy", key]
        return self._keep(value)

    def graph(self, tensor: Any) -> Any:
        """Have gradients of what a callback has computed flow back through its graph."""
        if tensor.is_leaf or not self._in_callback:
            return super().graph(tensor)
        key, _ = self.pair(tensor)
        return [self.encode(one) for one in self._link.inputs_of(key, tensor)]

    def _keep(self, value: object) -> list:
        number, operations = self._link.keep(value), allowed_of(value)
        called: list[Any] = [type(value).__name__]
        if isinstance(value, types.FunctionType) and type(value.__name__) is str:
            called = [value.__name__, value.__doc__, self.plain(signature_of(value))]
        return ["object", "mine", number, operations, *called]

    def pickled(self) -> tuple[int, int] | None:
        """Encode the objects that are copied, in one pickle: parts that they share stay shared.

        Pickles go one way only, from the instructor's process to the caged one. Nothing here reads one.
        """
        if not self._copied:
            return None
        stream = io.BytesIO()
        gradients = [_gradients(value) for value in self._copied]  # a pickled parameter has none
        _Pickler(stream, self._link, self._before).dump((self._copied, gradients))
        return self._add(stream.getvalue())

    def _share_parameters(self, optimizer: Any) -> None:
        """Make pairs of what an optimizer changes where no model that is copied has it."""
        groups = getattr(optimizer, "param_groups", None)
        groups = groups if type(groups) is list else []
        models = [one for one in self._copied if hasattr(one, "parameters")]
        copied = {id(part) for model in models for part in model.parameters()}
        for one in [one for group in groups for one in group["params"]]:
            if id(one) not in copied and self._pairs.key(one) is None:
                self.before.append(self.encode(one))
                self._before[id(one)] = self.pair(one)[0]


def _gradients(value: object) -> dict[str, object]:
    """Return the gradients of a PyTorch model by the names of its parameters."""
    if not hasattr(value, "named_parameters"):
        return {}
    return {name: one.grad for name, one in value.named_parameters() if one.grad is not None}


class _Pickler(pickle.Pickler):
    """Pickle what has no copy over there yet; what has one is named, such as a model in an optimizer."""

    def __init__(self, stream: io.BytesIO, link: Link, before: Mapping[int, int]) -> None:
        super().__init__(stream)
        self._shared, self._pairs, self._before = link._shared, link._pairs, before
        self._parts = {
            id(part): (key, name)
            for key, value in link._pairs
            if hasattr(value, "named_parameters")
            for name, part in value.named_parameters()
        }

    def persistent_id(self, value: object) -> tuple | None:
        if isinstance(value, type) and value.__module__ == "__main__" and id(value) not in self._shared:
            raise pickle.PicklingError(f"the other side has no class {value.__name__}")
        key = self._before.get(id(value), self._pairs.key(value))
        return (key, None) if key is not None else self._parts.get(id(value))


def _all(kind: type, found: object) -> list:
    return [one for one in found if type(one) is kind] if type(found) is list else []


def _printed(reply: dict) -> list[tuple[str, str]]:
    found = reply.get("printed", [])
    if type(found) is not list:
        raise LinkBroken("what came is no message")
    pairs = [pair for pair in found if type(pair) is list and len(pair) == 2]
    return [(stream, text) for stream, text in pairs if type(stream) is str and type(text) is str]


def _made(kind: type, arguments: tuple, attributes: dict) -> BaseException | None:
    try:
        if kind.__module__ == "builtins":
            return kind(*arguments)
        error = kind.__new__(kind, *arguments)
        error.args = arguments
        vars(error).update(own_data(kind, attributes))
        str(error)
    except Exception:  # it wants other arguments; one of its bases stands for it
        return None
    return error
