"""Submissions that try to get points that no answer has earned, or to bring a secret out.

Most are a text: of an answer, of a cell that the student adds, or of a reply that is forged in the candidate.
"""

import json
from collections.abc import Callable

from nbformat.v4 import new_markdown_cell, new_output

from tests.grading.small import ANSWERS
from tests.grading.specimens import Link, Specimen, add_code, as_bytes, cell, named

__all__ = ["CHEATS"]

ALL = 12  # the points of all checks
ANY = ("graded", "repaired", "timed out", "crashed")
TESTS = (
    "squares_check",
    "squares_hidden",
    "answer_hidden",
    "stack_hidden",
    "words_hidden",
    "clear_negative_hidden",
)


def _answers(**sources: str) -> Callable:
    """Answer these exercises with these texts, and no other."""

    def make(blank, _):
        for name, source in sources.items():
            cell(blank, name).source = source
        return named(blank)

    return make


def _answer(lines: str) -> Callable:
    """Answer just the exercise `answer`."""
    return _answers(answer=lines)


def _lie(methods: str, base: str = "", given: str = "") -> Callable:
    """Answer everything with one object of a class with these methods."""
    made = f"class Lie{base}:\n{methods}\nlie = Lie({given})\n"
    return _answers(
        squares=f"{made}squares = lambda n: lie",
        answer="answer = lie",
        stack="class Stack:\n    push = lambda self, item: None\n    pop = lambda self: lie",
        words="words = lambda text: lie",
        clear_negative="def clear_negative(numbers):\n    numbers[:] = [lie] * 4",
    )


def _added(source: str, place: int = 0) -> Callable:
    """Answer nothing, but add a cell."""
    return lambda blank, _: named(add_code(blank, source, place))


def _extra(source: str, place: int = 0) -> Callable:
    """Give the instructor's answers, and add a cell."""
    return lambda _, perfect: named(add_code(perfect, source, place))


def _beside(name: str, content: str | Link, source: str = "") -> Callable:
    """Answer nothing, but hand in a file beside the notebook, and a first cell that may use it."""
    content = content.encode() if isinstance(content, str) else content
    return lambda blank, _: {**named(add_code(blank, source) if source else blank), name: content}


def _each_test(change: Callable) -> Callable:
    """Answer nothing, and do something to each test cell."""

    def make(blank, _):
        for name in TESTS:
            change(cell(blank, name))
        return named(blank)

    return make


# --- The notebook and its metadata ---


def _tests_deleted(blank, _):
    blank.cells = [c for c in blank.cells if c.metadata.get("nbgrader", {}).get("grade_id") not in TESTS]
    return named(blank)


def _tests_first(blank, _):
    blank.cells.sort(key=lambda c: c.metadata.get("nbgrader", {}).get("grade_id") not in TESTS)
    return named(blank)


def _empty_last_copies(blank, _):
    for name in TESTS:
        blank.cells.append(type(blank)({**cell(blank, name), "source": "", "id": f"copy-{name}"}))
    return named(blank)


def _answer_as_test(blank, _):
    cell(blank, "squares").metadata.nbgrader.update(grade_id="squares_hidden", grade=True, points=3)
    cell(blank, "squares_hidden").metadata.nbgrader.grade_id = "squares"
    return named(blank)


def _test_ids_of_others(blank, _):
    for name in TESTS[1:]:
        cell(blank, name).metadata.nbgrader.grade_id = "squares_check"
    return named(blank)


def _own_kernel(blank, _):
    blank.metadata.kernelspec = {"name": "mine", "language": "bash", "display_name": "mine", "argv": ["true"]}
    return named(blank)


def _other_format(blank, _):
    blank.metadata.update(nbgrader={"score": 12}, celltoolbar="Create Assignment")
    return {"small.ipynb": as_bytes(blank).replace(b'"nbformat": 4', b'"nbformat": 5')}


def _written_as_code(blank, _):
    cell(blank, "why").update(cell_type="code", source="squares = lambda n: 1 / 0", outputs=[])
    return named(blank)


def _blank_and_perfect(name: str) -> Callable:
    return lambda blank, perfect: {**named(blank), name: as_bytes(perfect)}


def _saved_outputs(test):
    test.outputs = [new_output("execute_result", {"text/plain": "3.0"}, execution_count=1)]


_GREEN = (
    "import sys\nsys.modules['builtins'].sum = lambda _: 3\n"
    "sys.modules['builtins'].AssertionError = Warning\n"
)

NOTEBOOKS = [
    Specimen("skip_tag_on_tests", _each_test(lambda c: c.metadata.update(tags=["skip-execution"])), 0),
    Specimen("raises_exception_tag", _each_test(lambda c: c.metadata.update(tags=["raises-exception"])), 0),
    Specimen("tests_deleted", _tests_deleted, 0, ("repaired",), ("words_hidden was missing",)),
    Specimen(
        "tests_as_markdown", _each_test(lambda c: c.update(cell_type="markdown")), 0, ("repaired",), ("type",)
    ),
    Specimen(
        "tests_as_raw", _each_test(lambda c: c.update(cell_type="raw")), 0, ("repaired",), ("type raw",)
    ),
    Specimen(
        "tests_as_pass", _each_test(lambda c: c.update(source="pass")), 0, ("repaired",), ("was put back",)
    ),
    Specimen("tests_with_points", _each_test(lambda c: c.metadata.nbgrader.update(points=100)), 0),
    Specimen("tests_without_points", _each_test(lambda c: c.metadata.nbgrader.update(points=0)), 0),
    Specimen("tests_not_graded", _each_test(lambda c: c.metadata.nbgrader.update(grade=False)), 0),
    Specimen("tests_as_solutions", _each_test(lambda c: c.metadata.nbgrader.update(solution=True)), 0),
    Specimen("tests_unlocked", _each_test(lambda c: c.metadata.nbgrader.update(locked=False)), 0),
    Specimen("tests_with_a_checksum", _each_test(lambda c: c.metadata.nbgrader.update(checksum="0" * 32)), 0),
    Specimen("tests_with_saved_outputs", _each_test(_saved_outputs), 0),
    Specimen("tests_before_the_answers", _tests_first, 0),
    Specimen("empty_last_copies_of_tests", _empty_last_copies, 0, ("repaired",), ("was there 2 times",)),
    Specimen("an_answer_named_as_its_test", _answer_as_test, 0, ANY),
    Specimen("all_tests_named_as_the_free_one", _test_ids_of_others, 0, ("repaired",)),
    Specimen("own_kernel", _own_kernel, 0),
    Specimen("another_format_and_a_score", _other_format, 0, ("repaired",), ("format 5",)),
    Specimen("written_cell_as_code", _written_as_code, 0, ("repaired",), ("why had the type code",)),
    Specimen(
        "hidden_markers_in_an_answer", _answer("### BEGIN HIDDEN TESTS\nanswer = 7\n### END HIDDEN TESTS"), 0
    ),
    Specimen("solution_markers_in_an_answer", _answer("### BEGIN SOLUTION\nanswer = 7\n### END SOLUTION"), 0),
    Specimen(
        "mark_scheme_in_an_answer", _answer("# from the submission: math, double, cases\nanswer = 7"), 0
    ),
    Specimen("a_cell_magic_around_an_answer", _answer("%%script true\nanswer = 7"), 0),
    # Files beside the notebook.
    Specimen(
        "the_source_as_a_link",
        lambda *_: {"small.ipynb": Link("../../../source/small/small.ipynb")},
        0,
        ("rejected",),
        ("left out", "is not there"),
    ),
    Specimen(
        "passwords_as_a_link",
        lambda *_: {"small.ipynb": Link("/etc/passwd")},
        0,
        ("rejected",),
        ("left out",),
    ),
    Specimen(
        "gradebook_as_a_link", _beside("notes.db", Link("../../../gradebook.db")), 0, ANY, ("left out",)
    ),
    Specimen("source_folder_as_a_link", _beside("data", Link("../../../source")), 0, ANY, ("is a link",)),
    Specimen(
        "neighbour_as_a_link", _beside("a.py", Link("../../a/small/small.ipynb")), 0, ANY, ("left out",)
    ),
    Specimen("perfect_in_another_case", _blank_and_perfect("Small.ipynb"), 0, ANY, ("no notebook of this",)),
    Specimen(
        "perfect_in_a_folder", _blank_and_perfect("small/small.ipynb"), 0, ANY, ("no notebook of this",)
    ),
    Specimen("perfect_as_a_checkpoint", _blank_and_perfect(".ipynb_checkpoints/small-checkpoint.ipynb"), 0),
    *(
        Specimen(f"a_file_{name.replace('/', '_')}", _beside(name, _GREEN), 0)
        for name in (
            *(
                "ipykernel_launcher.py",
                "sitecustomize.py",
                "usercustomize.py",
                "nbgrader_config.py",
                "conftest.py",
            ),
            *(
                "hfbasics/__init__.py",
                "hfbasics/grading/witness.py",
                "torch.py",
                "math.py",
                "json.py",
                "small.py",
            ),
            *(
                "evil.pth",
                "pyvenv.cfg",
                ".ipython/profile_default/startup/00.py",
                ".jupyter/jupyter_config.py",
            ),
            *("ipython/profile_default/startup/00.py", "ipython_config.py", "__main__.py", "nbgrader/api.py"),
        )
    ),
    Specimen(
        "imports_its_own_math",
        _beside("math.py", _GREEN, "import sys; sys.modules.pop('math')\nimport math"),
        0,
    ),
    Specimen("a_file_timestamp", _beside("timestamp.txt", "9999-99-99 \x00 UTC+99"), 0),
]


# --- Objects that lie ---

_TRUE = "    __eq__ = __ge__ = __le__ = lambda self, other: True\n    __ne__ = lambda self, other: False\n"
_HASH = "    __hash__ = lambda self: 0\n"
_SELF = (
    "__add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __floordiv__ = lambda self, other: self\n"
)

OBJECTS = [
    Specimen("equal_to_everything", _lie(_TRUE), 0),
    Specimen("equal_and_hashed", _lie(_TRUE + _HASH), 0),
    Specimen("never_unequal", _lie("    __ne__ = lambda self, other: False"), 0),
    Specimen("an_int_that_is_equal", _lie(_TRUE + _HASH, "(int)", "7"), 0),
    Specimen("a_float_that_is_equal", _lie(_TRUE + _HASH, "(float)", "7.5"), 0),
    Specimen("a_str_that_is_equal", _lie(_TRUE + _HASH, "(str)", "'x'"), 0),
    Specimen("a_list_that_is_equal", _lie(_TRUE, "(list)", "[7]"), 0),
    Specimen("a_tuple_that_is_equal", _lie(_TRUE + _HASH, "(tuple)", "[7]"), 0),
    Specimen("a_dict_that_is_equal", _lie(_TRUE, "(dict)", "{7: 7}"), 0),
    Specimen("a_bytearray_that_is_equal", _lie(_TRUE, "(bytearray)", "b'x'"), 0),
    Specimen(
        "a_list_with_another_iterator", _lie("    __iter__ = lambda self: iter([1])\n" + _TRUE, "(list)"), 0
    ),
    Specimen("says_it_is_an_int", _lie("    __class__ = property(lambda self: int)\n" + _TRUE), 0),
    Specimen("says_it_is_a_list", _lie("    __class__ = property(lambda self: list)\n" + _TRUE), 0),
    Specimen("every_attribute_is_itself", _lie("    __getattr__ = lambda self, name: self\n" + _TRUE), 0),
    Specimen(
        "every_number_is_three", _lie("    __int__ = __index__ = __len__ = lambda self: 3\n" + _TRUE), 0
    ),
    Specimen("a_float_by_method", _lie("    __float__ = lambda self: 3.0\n" + _TRUE), 0),
    Specimen("contains_everything", _lie("    __contains__ = __bool__ = lambda self, *_: True\n" + _TRUE), 0),
    Specimen("sums_to_itself", _lie(f"    {_SELF}    __repr__ = lambda self: '3.0'\n{_TRUE}"), 0),
    Specimen("equality_is_itself", _lie(f"    {_SELF}    __eq__ = lambda self, other: self"), 0),
    Specimen("items_without_end", _lie("    __iter__ = __next__ = lambda self: self\n" + _TRUE), 0),
    Specimen("items_that_add_up", _lie(f"    __iter__ = lambda self: iter([self])\n    {_SELF}{_TRUE}"), 0),
    Specimen("a_repr_of_points", _lie("    __repr__ = __str__ = lambda self: '3.0'\n" + _TRUE), 0),
    Specimen(
        "right_at_the_second_look",
        _lie("    n = []\n    __eq__ = lambda self, o: self.n.append(0) or len(self.n) > 1"),
        0,
    ),
    Specimen(
        "the_class_is_equal",
        _answer(f"class Meta(type):\n{_TRUE}{_HASH}class answer(metaclass=Meta):\n    pass"),
        0,
    ),
    Specimen(
        "the_class_has_all_instances",
        _answers(
            stack="class M(type):\n    __instancecheck__ = __subclasscheck__ = __call__ = lambda *_: 7\n"
            "class Stack(metaclass=M):\n    pass"
        ),
        0,
    ),
    Specimen("mock_any", _answer("from unittest.mock import ANY\nanswer = ANY"), 0),
    Specimen(
        "mocks_for_all",
        _added(
            "from unittest.mock import MagicMock\n"
            "squares = answer = Stack = words = clear_negative = MagicMock()",
            -1,
        ),
        0,
    ),
    Specimen(
        "mocks_in_the_answers",
        _answers(
            **{
                name: f"from unittest.mock import MagicMock\n{var} = MagicMock()"
                for name, var in (
                    ("squares", "squares"),
                    ("answer", "answer"),
                    ("stack", "Stack"),
                    ("words", "words"),
                    ("clear_negative", "clear_negative"),
                )
            }
        ),
        0,
    ),
    Specimen(
        "not_a_number", _answers(answer="answer = float('nan')", words="words = lambda text: float('nan')"), 0
    ),
    Specimen("a_complex_number", _answers(words="words = lambda text: complex('nan+infj')"), 0),
    Specimen(
        "a_signalling_number",
        _answers(words="from decimal import Decimal\nwords = lambda text: Decimal('sNaN')"),
        0,
    ),
    # The value of the partial-credit cell is no number: nbgrader gives that all of the points.
    Specimen(
        "partial_credit_from_an_array",
        _answers(words="import numpy\nwords = lambda text: numpy.array([9, 9])"),
        0,
    ),
    Specimen(
        "partial_credit_from_a_scalar", _answers(words="import numpy\nwords = lambda text: numpy.int64(9)"), 0
    ),
    Specimen(
        "partial_credit_from_an_object_array",
        _answers(words="import numpy\nwords = lambda text: numpy.array([9, 'x'], object)"),
        0,
    ),
    Specimen(
        "an_array_subclass",
        _answers(
            words=f"import numpy\nclass A(numpy.ndarray):\n{_TRUE}words = lambda text: numpy.zeros(2).view(A)"
        ),
        0,
    ),
    Specimen(
        "an_array_without_items", _answers(squares="import numpy\nsquares = lambda n: numpy.zeros((0, n))"), 0
    ),
    Specimen(
        "an_array_of_liars",
        _answers(
            squares=f"import numpy\nclass L:\n{_TRUE}squares = lambda n: numpy.array([L()] * n, object)"
        ),
        0,
    ),
    Specimen(
        "another_type_each_time",
        _answers(words="types = iter([True, 'x', None])\nwords = lambda text: next(types)"),
        0,
    ),
    Specimen(
        "generators_without_end", _answers(squares="def squares(n):\n    while True:\n        yield n"), 0
    ),
    *(
        Specimen(
            f"raises_{error}",
            _answers(words=f"def words(text):\n    raise {error}('3.0')", squares="words"),
            0,
            ANY,
        )
        for error in (
            "StopIteration",
            "SystemExit",
            "KeyboardInterrupt",
            "GeneratorExit",
            "Warning",
            "UnicodeDecodeError",
        )
    ),
    Specimen(
        "raises_all_at_once",
        _answers(
            squares="class E(ValueError, AssertionError, StopIteration):\n    pass\ndef squares(n):\n"
            "    raise E(n)"
        ),
        0,
    ),
    Specimen(
        "raises_the_link's_own_error",
        _answers(
            words="from hfbasics.grading.errors import LinkBroken\ndef words(text):\n    raise LinkBroken()"
        ),
        0,
        ANY,
    ),
]


# --- Tricks in the process ---

PROCESS = [
    Specimen(
        "an_ast_transformer_without_asserts",
        _added(
            "import ast\nclass Strip(ast.NodeTransformer):\n"
            "    visit_Assert = lambda self, node: ast.Pass()\n"
            "get_ipython().ast_transformers.append(Strip())"
        ),
        0,
    ),
    Specimen(
        "input_transformers", _added("get_ipython().input_transformers_cleanup.append(lambda lines: [])"), 0
    ),
    Specimen(
        "hooks_of_the_shell",
        _added(
            "for e in ('pre_run_cell', 'post_run_cell'):\n"
            "    get_ipython().events.register(e, lambda *_: 1 / 0)"
        ),
        0,
    ),
    Specimen("no_tracebacks", _added("get_ipython().set_custom_exc((Exception,), lambda *_: None)"), 0),
    Specimen("another_run_cell", _added("get_ipython().run_cell = lambda *_, **__: None"), 0, ANY),
    Specimen(
        "a_trace_function",
        _added("import sys\nsys.settrace(lambda f, *_: f.f_globals.update(answer=7))"),
        0,
        ANY,
    ),
    *(
        Specimen(f"another_{name}", _added(f"import builtins\nbuiltins.{name} = {value}"), 0, ANY)
        for name, value in {
            "sum": "lambda *_: 3",
            "isinstance": "lambda *_: True",
            "AssertionError": "Warning",
            "ValueError": "Exception",
            "__build_class__": "lambda *_, **__: int",
            "__import__": "lambda *_, **__: None",
            "range": "lambda *_: []",
            "list": "lambda *_: []",
        }.items()
    ),
    *(
        Specimen(
            f"patches_{place.replace('.', '_')}",
            _added(f"import hfbasics.grading.{place.split('.')[0]} as m\n{line}"),
            0,
            ANY,
        )
        for place, line in {
            "witness.operations": "m._OPERATIONS.update(dict.fromkeys(m._OPERATIONS, lambda *_: True))",
            "witness.places": "m._Witness.keep = lambda *_: 0",
            "states.state": "m.state_of = lambda one: {'state': {}}",
            "pairs.changed": "m.Pairs.changed = lambda self: iter(self)",
            "pairs.keys": "m.Pairs.key = lambda *_: 0",
            "witness.serve": "m.serve = lambda *_: None",
            "codec.encode": "m.Encoder.encode = lambda self, value, depth=0: True",
            "codec.decode": "m.Decoder.decode = lambda self, value, depth=0: [[], {}]",
            "wire.send": "m.Wire.send = lambda *_: None",
            "outputs.take": "m.Recorder.take = lambda self: [{'output_type': 'execute_result'}]",
            "outputs.error": "m.Shell._showtraceback = lambda *_: None",
            "errors.link": "m.LinkBroken.__init__ = lambda *_: 1 / 0",
        }.items()
    ),
    Specimen(
        "another_json_dumps", _added("import json\njson.dumps = lambda *_, **__: '{\"value\": true}'"), 0, ANY
    ),
    Specimen(
        "another_stdout", _added("import sys\nsys.stdout = sys.stderr = sys.displayhook = None"), 0, ANY
    ),
    Specimen("closes_all_descriptors", _added("import os\nos.closerange(0, 100)"), 0, ANY),
    Specimen(
        "the_instructor's_names",
        _added("SIZES = []\ndouble = lambda n: 0\nmath.isclose = lambda *_: True", 3),
        0,
    ),
    Specimen(
        "the_names_of_the_tests",
        _extra("expected = size = cases = numbers = count = text = []\ndel double, math, SIZES", -1),
        ALL,
    ),
    Specimen(
        "names_of_the_tests_early",
        _added("cases, expected, size = {'': 0}, 7, 7\nassert_ = AssertionError = None"),
        0,
    ),
    Specimen(
        "frames_of_the_caller",
        _answers(
            words="import inspect\ndef words(text):\n    for f in inspect.stack():\n"
            "        f.frame.f_globals['cases'] = f.frame.f_locals.setdefault('count', 0)\n"
            "    return cases.get(text)"
        ),
        0,
    ),
    Specimen(
        "objects_of_the_collector",
        _answers(
            words="import gc\ndef words(text):\n"
            "    return next(d[text] for d in gc.get_objects() if type(d) is dict and type(d.get(text)) "
            "is int)"
        ),
        0,
    ),
    Specimen(
        "changes_small_numbers",
        _answer(
            "import ctypes\nctypes.memmove(id(7) + 24, id(42) + 24, 4)\nanswer = 3 + 4\n"
            "ctypes.c_int.from_address(id(7) + 24).value = 7"
        ),
        0,
        ANY,
    ),
    Specimen(
        "makes_two_equal_nine",
        _answers(
            words="import ctypes\nctypes.c_int.from_address(id(9) + 24).value = 2\nwords = lambda text: 9"
        ),
        0,
        ANY,
    ),
    Specimen(
        "a_thread_changes_answers",
        _added(
            "import threading, time\ndef change():\n    while True:\n        time.sleep(0.001)\n"
            "        globals().update(answer=7)\nthreading.Thread(target=change, daemon=True).start()",
            -1,
        ),
        0,
    ),
    Specimen(
        "an_alarm_as_answer",
        _answers(words="import signal\ndef words(text):\n    signal.raise_signal(signal.SIGTERM)"),
        0,
        ANY,
    ),
    Specimen(
        "ignores_interrupts",
        _added("import signal\nfor s in (2, 14, 15):\n    signal.signal(s, signal.SIG_IGN)"),
        0,
    ),
    Specimen(
        "at_exit", _added("import atexit, os\natexit.register(os._exit, 0)\nraise SystemExit(0)"), 0, ANY
    ),
    Specimen(
        "ends_well_in_a_check",
        _answers(squares="import os\nsquares = lambda n: os._exit(0)", words="words = squares"),
        0,
        ANY,
    ),
    Specimen(
        "a_child_answers_too", _answers(words="import os\ndef words(text):\n    os.fork()\n    return 9"), 0
    ),
    Specimen(
        "a_child_answers_instead",
        _answers(words="import os\ndef words(text):\n    if os.fork():\n        os._exit(0)\n    return 9"),
        0,
    ),
    Specimen(
        "stops_itself_in_a_check",
        _answers(words="import os\ndef words(text):\n    os.kill(os.getpid(), 19)"),
        0,
    ),
    Specimen(
        "kills_the_parent_in_a_check",
        _answers(words="import os\ndef words(text):\n    os.kill(os.getppid(), 9)"),
        0,
        ANY,
    ),
    Specimen(
        "another_recursion_limit",
        _answers(words="import sys\nsys.setrecursionlimit(10**9)\nwords = lambda text: words(text)"),
        0,
    ),
]


# --- Forged messages ---

_SERVE = """
import os, struct, hfbasics.grading.witness as witness
def serve(wire, names):
    wire.receive()
    if "{only}" not in repr(wire.receive()):
        os._exit(0)
    while True:
        {send}
        wire.receive()
witness.serve = serve
"""
_BYTES = """
import os, json, socket, struct, stat
def answer_first():
    text = json.dumps({reply}).encode()
    for fd in map(int, os.listdir("/proc/self/fd")):
        try:
            socket.socket(fileno=os.dup(fd)).sendall(struct.pack(">QQ", len(text), 0) + text)
        except OSError:
            pass
os.register_at_fork(after_in_child=answer_first)
"""


def _forged(send: str, only: str = "") -> Callable:
    """Have the witness do this instead of an answer: each time, or in checks that ask for a name first."""
    return _added(_SERVE.format(only=only, send=send))


def _reply(reply: object, raw: str = "b''", only: str = "") -> Callable:
    return _forged(f"wire.send({reply!r}, {raw})", only)


def _value(*encoded: object) -> Callable:
    return _reply({"value": list(encoded)})


_DEEP = "[" * 5000 + "]" * 5000
_FUNCTION = ["object", "mine", 0, "function", [], ["call"]]
_NOTHING_GIVEN = ["tuple", [["tuple", []], ["tuple", []]]]

FORGED = [
    *(
        Specimen(f"forged_{name}", _reply(reply, only="words" if "callback" in name else ""), 0, ANY)
        for name, reply in {
            "true": {"value": True},
            "number": {"value": 41},
            "passed": {"passed": True, "outputs": []},
            "started": {"started": True},
            "ended": {"ended": 0, "passed": True, "ready": True},
            "nothing": {},
            "list": [],
            "text": "passed",
            "null": None,
            "error": {"error": ["AssertionError", "passed"]},
            "error_null": {"error": None},
            "error_empty": {"error": []},
            "error_dict": {"error": {}},
            "error_odd": {"error": [["ValueError"], {"a": 1}]},
            "error_exit": {"error": ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "0"]},
            "error_group": {"error": ["ExceptionGroup", "BaseExceptionGroup", "UnicodeDecodeError", "0"]},
            "error_exec": {"error": ["exec", "print", "__import__", "os"]},
            "printed": {"printed": [["stdout", "3.0"], ["stderr", 7], ["x"], 5, ["data", "{}"]], "value": 41},
            "printed_odd": {"printed": {"stdout": "3.0"}, "value": 41},
            "callback_odd": {"callback": [], "do": [], "with": []},
            "callback_number": {"callback": 0, "do": "call", "with": _NOTHING_GIVEN},
            "callback_nothing": {"callback": None},
            "changes": {"value": 41, "changes": [[0, [[1, 2, 3]]], [2, [[]]], [4, [[["float", "nan"]]]]]},
            "changes_odd": {"value": 41, "changes": [[0], 5, ["0", []], [0, 7], [-1, [[]]]]},
            "changes_no_list": {"value": 41, "changes": 5},
            "changes_itself": {"value": 41, "changes": [[0, [[["pair", 0]]]]]},
            "states": {
                "value": 41,
                "changes": [[n, [["dict", None, [["state", 5]]]]] for n in range(0, 9, 2)],
            },
            "gone": {"value": 41, "gone": list(range(-1, 30))},
            "gone_odd": {"value": 41, "gone": [[], "0", None, True, 10**30], "rebound": [5, []], "freed": {}},
            "chance_no_dict": {"value": 41, "chance": [1]},
            "chance_odd": {"value": 41, "chance": {"python": 5, "other": 1}},
            "chance_behind_its_end": {"value": 41, "chance": {"numpy": ["MT19937", "", 10**9, 0, 0.0]}},
            "warnings": {"value": 41, "warnings": [[["builtins:SystemExit"], "x"], [5, 5], 5, [[], ""]]},
        }.items()
    ),
    *(
        Specimen(f"forged_value_{name}", _value(*encoded), 0, ANY)
        for name, encoded in {
            "unknown": ("exec", "print(1)"),
            "odd_tag": (["list"], []),
            "pair": ("pair", 0),
            "pair_before": ("pair", -1),
            "pair_odd": ("pair", [0]),
            "key_of_theirs": ("list", 0, []),
            "key_twice": ("list", 1, [["list", 1, []]]),
            "key_odd": ("list", "1", []),
            "list_in_itself": ("list", 1, [["pair", 1]]),
            "own": ("own", 1, [["__class__", 5], ["x", ["pair", 1]]], "Case"),
            "own_class": ("own", 1, [["x", 5]], "double"),
            "graph": ("tensor", 1, "float32", [1], [0, "x", 1], 0, 4, None),
            "gradient": ("tensor", 1, "float32", [1], 1, 0, 4, ["list", None, []]),
            "makes": ("defaultdict", 1, [], "exec"),
            "longest": ("deque", 1, [[]], -5),
            "empty": (),
            "name": ("object", "name", "double"),
            "module": ("object", "name", "math"),
            "secret_name": ("object", "name", "cases"),
            "other_name": ("object", "name", ["cases"]),
            "import": ("object", "import", "os", "system"),
            "copy": ("object", "copy", 0),
            "yours": ("object", "yours", 0),
            "type": ("object", "type", "int"),
            "type_object": ("object", "type", "object"),
            "type_dunder": ("object", "type", "__class__"),
            "process": ("object", "mine", 0, "Popen", ["subprocess:Popen", "builtins:object"], ["call"]),
            "assertion": ("object", "mine", 0, "AssertionError", ["builtins:AssertionError"], []),
            "operations": (
                "object",
                "mine",
                0,
                "x",
                [],
                ["call", "array_interface", 5, "class", "await", "eq"],
            ),
            "place": ("object", "mine", 0, "x", [], [], "math", "sqrt"),
            "place_odd": ("object", "mine", 0, "x", [], [], 5, ["sqrt"]),
            "claims": (
                "object",
                "mine",
                0,
                "x",
                [":", "a:b:c", 5, None, "sys:modules", "math:__dict__.x"],
                [],
            ),
            "huge_number": ("object", "mine", 1 << 70, "x", [], []),
            "bool_number": ("object", "mine", True, "", [], []),
            "function": tuple(_FUNCTION),
            "like": ("like", ["int", "0x7"], _FUNCTION),
            "like_of_likes": ("like", ["like", ["list", None, []], _FUNCTION], ["like", 7, _FUNCTION]),
            "like_a_type": ("like", 7, ["object", "type", "int"]),
            "objects": ("array", None, "O", [1], 0, 8),
            "void": ("array", None, "V8", [1], 0, 8),
            "dtype": ("array", None, "i4," * 1000, [1], 0, 8),
            "outside": ("array", None, "<i8", [1], -8, 8),
            "past_the_end": ("array", None, "<i8", [1], 0, 1 << 70),
            "shape": ("array", None, "<i8", [1 << 40, 1 << 40, 0], 0, 0),
            "huge_shape": ("array", None, "<i8", [1 << 62], 0, 8),
            "negative_shape": ("array", None, "<i8", [-1], 0, 0),
            "deep_shape": ("array", None, "<i8", [0] * 33, 0, 0),
            "wide_text": ("array of objects", None, "U500000000", [4], ["", "", "", ""]),
            "no_text": ("array of objects", None, "O", [2], [_FUNCTION]),
            "complex": ("complex", "nan", "9" * 5000),
            "int": ("int", "0x" + "f" * 1000000),
            "bytes": ("bytes", "====\ud800"),
            "date": ("date", "0000-99-99"),
            "decimal": ("Decimal", "1e999999999999999999"),
            "unhashable": ("set", None, [["list", None, []]]),
            "keys": ("dict", None, [[["list", None, []], 5]]),
            "odd_pairs": ("Counter", 1, [[1], [2, 3, 4]]),
            "slice": ("slice", [1]),
            "range": ("range", [0, 1 << 61, 1]),
        }.items()
    ),
    Specimen(
        "forged_function_then_array", _reply({"value": ["array", 1, "<f8", [2], 0, 16]}, "bytes(16)"), 0, ANY
    ),
    Specimen("forged_lengths", _forged("wire.end.sendall(struct.pack('>QQ', 1 << 63, 1 << 63))"), 0),
    Specimen("forged_no_json", _forged("wire.end.sendall(struct.pack('>QQ', 4, 0) + b'\\xff\\xfe{}')"), 0),
    Specimen("forged_nan", _forged("wire.end.sendall(struct.pack('>QQ', 14, 0) + b'{\"value\": NaN}')"), 0),
    Specimen(
        "forged_deep",
        _forged(f"wire.end.sendall(struct.pack('>QQ', {len(_DEEP)}, 0) + b'[' * 5000 + b']' * 5000)"),
        0,
    ),
    Specimen(
        "forged_digits",
        _forged("wire.end.sendall(struct.pack('>QQ', 9000000, 0) + b'9' * 9000000)", "words"),
        0,
    ),
    Specimen("forged_silence", _forged("", "words"), 0),
    Specimen("forged_half", _forged("wire.end.sendall(struct.pack('>QQ', 9, 0) + b'{')", "words"), 0),
    Specimen(
        "forged_drip",
        _forged("[wire.end.send(b'\\0') for _ in range(10**9) if not __import__('time').sleep(1)]", "words"),
        0,
    ),
    Specimen("forged_calls_without_end", _forged("wire.send({'callback': 0})", "words"), 0),
    Specimen("forged_slow_fraction", _reply({"value": ["Fraction", "1e99999999"]}, only="words"), 0),
    Specimen("forged_much_raw", _forged("wire.send({'value': 41}, bytes(400 << 20))", "words"), 0, ANY),
    Specimen("forged_objects_without_end", _reply({"value": _FUNCTION}, only="words"), 0),
    *(
        Specimen(
            f"forged_callback_{name}",
            _forged(
                f"for n in range(20):\n            wire.send({{'callback': n, 'do': {do!r}, 'with': "
                f"['tuple', [['tuple', {args!r}], ['tuple', []]]]}})",
                "words",
            ),
            0,
        )
        for name, do, args in (
            ("globals", "getattr", ["__globals__"]),
            ("dunder", "__getattribute__", ["__class__"]),
            ("eval", "eval", ["1"]),
            ("set", "setattr", ["__class__", 5]),
            ("await", "await", []),
        )
    ),
    Specimen("answers_on_every_socket", _added(_BYTES.replace("{reply}", '{"value": True}')), 0, ANY),
    Specimen(
        "outputs_on_every_socket", _added(_BYTES.replace("{reply}", '{"outputs": 5, "count": "x"}')), 0, ANY
    ),
    Specimen("no_json_on_every_socket", _added(_BYTES.replace("{reply}", '"x"')), 0, ANY),
]


# --- Reaching for secrets ---


def _spy(tell: str, later: str, tail: str = "") -> Callable:
    """Give the instructor's answers, with a Stack that tells what is pushed, and a last cell to show it."""

    def make(_, perfect):
        told = f"        try:\n            {tell}\n        except Exception:\n            pass\n"
        cell(perfect, "stack").source = ANSWERS["stack"].replace(
            "        self.items.append(item)\n", told + "        self.items.append(item)\n"
        )
        return named(add_code(perfect, later, -1))

    return make


_LOOK = """
import glob, os, sys
for pattern in {patterns}:
    for path in glob.glob(pattern, recursive=True)[:200]:
        try:
            print(path, open(path, "rb").read(1 << 20))
        except OSError as error:
            print(path, error)
"""
_MEMORY = """
import glob, re
for place in glob.glob("/proc/[0-9]*") + ["/proc/self", "/proc/1"]:
    try:
        for line in open(place + "/maps"):
            start, end = (int(x, 16) for x in line.split()[0].split("-"))
            memory = open(place + "/mem", "rb", 0)
            memory.seek(start)
            found = re.search(b"quiet h[a]rbour.{40}", memory.read(end - start))
            if found:
                print(place, found[0])
    except (OSError, OverflowError, ValueError):
        pass
"""
_NETWORK = """
import socket
places = [("127.0.0.1", p) for p in (22, 80, 5432, 8888)] + [("1.1.1.1", 53), ("169.254.169.254", 80)]
for address in places:
    try:
        socket.create_connection(address, 0.3)
        print("924" + "173", "connected", address)
    except OSError:
        pass
"""
_WAIT = (
    "import os, time\nfor _ in range(30):\n    if os.path.exists('/tmp/told'):\n        {then}\n"
    "    time.sleep(0.1)"
)

SECRETS = [
    *(
        Specimen(f"reads_{name}", _extra(_LOOK.format(patterns=patterns)), ALL)
        for name, patterns in {
            "the_course": [
                "source/**",
                "../*/*.ipynb",
                "../../../gradebook.db",
                "release/**",
                "/tmp/*/*/*.ipynb",
            ],
            "the_repository": [
                "/work/*/tests/**/*.py",
                "/work/*/source/**",
                "/work/*/*",
                "/root/*",
                "/home/*/*",
            ],
            "environments": ["/proc/*/environ", "/proc/*/cmdline", "/proc/*/root/*", "/proc/*/cwd/*"],
            "descriptors": ["/proc/self/fd/[0-9]*", "/proc/1/fd/*", "/proc/[0-9]*/fd/[0-2]"],
        }.items()
    ),
    Specimen("reads_all_memory", _extra(_MEMORY, -1), ALL),
    Specimen("asks_the_network", _extra(_NETWORK), ALL),
    Specimen(
        "opens_the_gradebook",
        _extra(
            "import sqlite3\n"
            "print(sqlite3.connect('../../../gradebook.db').execute('select * from grade').fetchall())"
        ),
        ALL,
    ),
    Specimen(
        "shows_its_environment",
        _extra("import os, sys\nprint(os.environ, sys.argv, sys.modules.keys())"),
        ALL,
    ),
    Specimen("shows_its_own_shell", _extra("print(vars(get_ipython()), globals(), In, Out, _ih)", -1), ALL),
    Specimen("prints_arguments", _spy("print(item)", "print(Stack)"), ALL),
    Specimen("prints_arguments_beside_the_stream", _spy("os.write(1, str(item).encode())", "import os"), ALL),
    Specimen(
        "tells_by_a_global",
        _spy("globals().setdefault('told', []).append(item)", "print(globals().get('told'))"),
        ALL,
    ),
    Specimen(
        "tells_by_a_file",
        _spy("open('/tmp/told', 'a').write(str(item))", _WAIT.format(then="print(open('/tmp/told').read())")),
        ALL,
    ),
    Specimen(
        "tells_by_an_error",
        _spy(
            "open('/tmp/told', 'a').write(str(item))",
            _WAIT.format(then="raise ValueError(open('/tmp/told').read())"),
        ),
        ALL,
    ),
    Specimen(
        "tells_by_a_thread",
        _spy(
            "open('/tmp/told', 'a').write(str(item))",
            "import threading\ndef show():\n    "
            + _WAIT.format(then="print(open('/tmp/told').read())").replace("\n", "\n    ")
            + "\nthreading.Thread(target=show).start()",
        ),
        ALL,
    ),
    Specimen(
        "tells_at_the_end",
        _spy("told.append(item)", "import atexit\ntold = []\natexit.register(print, told)"),
        ALL,
    ),
    Specimen(
        "tells_the_recorder",
        _spy("get_ipython().recorder.text('stdout', item)", "shown = get_ipython().recorder"),
        ALL,
    ),
    Specimen(
        "starts_again_to_tell",
        _spy(
            "open('/tmp/told', 'a').write(str(item))",
            _LOOK.format(patterns=["/tmp/told*"])
            + "if not os.path.exists('/tmp/again'):\n    open('/tmp/again', 'w')\n    os._exit(0)",
        ),
        ALL,
        ("crashed",),
    ),
]


# --- What one submission leaves for the next ---

# Three of each, for the two processes that grade: each looks for what another one has left, and leaves it.
_LEAVE = {
    "in_files": (
        "for place in places:\n    try:\n        open(place, 'a').write(item)\n    except OSError:\n"
        "        pass",
        "import glob, os\nos.makedirs('/tmp/home', exist_ok=True)\n"
        "places = [f'{p}/{n}' for n in ('left', 'left.py') for p in ("
        "'', '/dev', '/etc', '/work', '/tmp', '/dev/shm', '.', '/tmp/home', "
        "'/tmp/ipython/profile_default/startup', '/var/tmp',"
        " '/dev/mqueue', '/run', "
        "os.path.dirname(os.path.dirname(os.path.dirname(__import__('hfbasics').__file__))))]\n"
        "print([(p, open(p).read()) for p in places if os.path.exists(p)])",
    ),
    "in_descriptors": (
        "[put(fd, item.encode()) for fd in range(10)]",
        "import os, stat\ndef put(fd, item):\n    try:\n        if stat.S_ISREG(os.fstat(fd).st_mode):\n"
        "            os.pwrite(fd, item, 1 << 20)\n"
        "    except OSError:\n        pass\nfor fd in range(10):\n    try:\n"
        "        if stat.S_ISREG(os.fstat(fd).st_mode):\n"
        "            print(fd, os.pread(fd, 20, 1 << 20))\n    except OSError:\n        pass",
    ),
    "in_the_keyring": (
        "libc.syscall(248, b'user', b'left', item.encode(), len(item), -3)",
        "import ctypes\nlibc = ctypes.CDLL(None)\nkey = libc.syscall(249, b'user', b'left', None, -3)\n"
        "found = ctypes.create_string_buffer(20)\nif key > 0:\n"
        "    libc.syscall(250, 11, key, found, 20)\nprint(found.value)",
    ),
    "in_shared_memory": (
        "p = libc.shmat(libc.shmget(77, 4096, 0o1666), None, 0)\n"
        "            ctypes.memmove(p, item.encode(), 13)",
        "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.shmat.restype = ctypes.c_void_p\n"
        "made = libc.shmget(77, 4096, 0o666)\n"
        "if made >= 0:\n    print(ctypes.string_at(libc.shmat(made, None, 0), 13))",
    ),
    "in_the_server": (
        "[open(f'/proc/{p}/coredump_filter', 'w').write(hex(len(item))) for p in range(1, 9)]",
        "for p in range(1, 9):\n    try:\n"
        "        found = int(open(f'/proc/{p}/coredump_filter').read(), 16)\n"
        "        print('quiet ' + 'harbour' if found == 13 else found)\n    except OSError:\n        pass",
    ),
    "in_the_network": (
        "closed_on(30000 + len(item))",
        "import socket\n"
        "print('quiet ' + 'harbour' if f'{30013:04X} ' in open('/proc/net/tcp').read() else '')\n"
        "def closed_on(port):\n"
        "    with socket.create_server(('127.0.0.1', port)) as server, "
        "socket.create_connection(('127.0.0.1', port)):\n"
        "        server.accept()[0].close()",
    ),
    "in_a_daemon": (
        "os.path.exists('/tmp/forked') or [open('/tmp/forked', 'w'), os.fork() or stay(item)]",
        "import os, socket, time\ndef stay(item):\n    os.setsid()\n"
        "    s = socket.socket(socket.AF_UNIX)\n    s.bind('\\0left')\n    s.listen()\n"
        "    while True:\n        s.accept()[0].sendall(item.encode())\n"
        "s = socket.socket(socket.AF_UNIX)\ntry:\n    s.connect('\\0left')\n    print(s.recv(20))\n"
        "except OSError:\n    pass",
    ),
}


def _leave(tell: str, look: str) -> Callable:
    def make(_, perfect):
        told = (
            "        if type(item) is str:\n            try:\n"
            + "".join(f"                {line.removeprefix(' ' * 12)}\n" for line in tell.splitlines())
            + "            except Exception:\n                pass\n"
        )
        cell(perfect, "stack").source = ANSWERS["stack"].replace(
            "        self.items.append(item)\n", told + "        self.items.append(item)\n"
        )
        return named(add_code(perfect, look))

    return make


LEFT = [
    Specimen(f"left_{where}_{n}", _leave(*_LEAVE[where]), ALL, ANY) for n in (1, 2, 3) for where in _LEAVE
]


# --- Against the batch ---


def _attached(attachments: str) -> Callable:
    """Give the instructor's answers, and this JSON as attachments of the written one."""

    def make(_, perfect):
        cell(perfect, "why")["attachments"] = {"HERE": {}}
        return {"small.ipynb": json.dumps(perfect).replace('{"HERE": {}}', attachments).encode()}

    return make


def _similar_cells(blank, _):
    blank.cells = [new_markdown_cell("x")]
    for n in range(3):
        add_code(blank, "def squares(n): #" + "nsq u=1a"[n:] * 600, -1)
    return named(blank)


_OUT = "get_ipython().recorder.outputs"

BATCH = [
    Specimen("prints_half_a_character", _extra("print('\\ud800')"), ALL),
    Specimen("raises_half_a_character", _extra("raise ValueError('\\ud800')"), ALL),
    Specimen(
        "half_a_character_in_a_check",
        _answers(words="def words(text):\n    print('\\ud800')\n    raise ValueError('\\ud800')"),
        0,
    ),
    Specimen("half_a_character_in_attachments", _attached(r'{"\ud800": {"a": "\udfff"}}'), ALL),
    Specimen("half_a_character_in_a_file_name", _beside("\udcff.ipynb", "{}"), 0),
    Specimen("half_a_character_in_a_link", _beside("\udcff", Link("/")), 0),
    Specimen("deep_attachments", _attached('{"a": ' * 800 + "1" + "}" * 800), ALL, (*ANY, "rejected")),
    Specimen("outputs_that_are_a_number", _extra(f"{_OUT} = 5"), ALL),
    Specimen("outputs_that_are_nothing", _extra(f"{_OUT} = None"), ALL),
    Specimen("outputs_of_numbers", _extra(f"{_OUT}[:] = [5, None, [], {{}}]"), ALL),
    Specimen(
        "outputs_that_are_deep",
        _extra(
            f"d = {{}}\nfor _ in range(700):\n    d = {{'a': d}}\n"
            f"{_OUT}.append({{'output_type': 'display_data', 'metadata': {{}}, "
            f"'data': {{'application/json': d}}}})"
        ),
        ALL,
        ANY,
    ),
    Specimen(
        "outputs_of_lines",
        _extra(f"{_OUT}.append({{'output_type': 'stream', 'name': 'stdout', 'text': ['a', 'b']}})"),
        ALL,
    ),
    Specimen(
        "outputs_of_a_number_as_error",
        _extra(f"{_OUT}.append({{'output_type': 'error', 'ename': '', 'evalue': '', 'traceback': []}})"),
        ALL,
    ),
    Specimen("an_odd_count", _extra("get_ipython().execution_count = 10**30"), ALL, ANY),
    Specimen("a_count_that_is_no_number", _extra("get_ipython().execution_count = 'x'"), ALL, ANY),
    Specimen("no_more_forks", _added("import os\nos.fork = lambda: os._exit(1)"), 0, ANY),
    Specimen("cells_alike", _similar_cells, 0),
    Specimen(
        "an_answer_too_deep_to_read",
        lambda blank, _: named(
            add_code(type(blank)({**blank, "cells": [new_markdown_cell("x")]}), "-" * 100_000 + "1")
        ),
        0,
        (*ANY, "rejected"),
    ),
]

CHEATS = [*NOTEBOOKS, *OBJECTS, *PROCESS, *FORGED, *SECRETS, *LEFT, *BATCH]
