"""Submissions that are broken, huge, hostile to the batch, or honest but untidy."""

import copy
import json

import nbformat

from tests.grading.specimens import (
    Fifo,
    Folder,
    Link,
    LongPath,
    Sparse,
    Specimen,
    add_code,
    as_bytes,
    cell,
    named,
)

__all__ = ["FAULTS"]

ALL = 12  # the points of all checks
_NAMES = ("squares", "answer", "stack", "words", "clear_negative")


# Tools: each returns a function that makes a submission.


def _file(content: bytes):
    """Return a maker of a submission whose notebook is these bytes."""
    return lambda blank, perfect: {"small.ipynb": content}


def _text(change):
    """Return a maker: the right answers, with the file's text changed."""
    return lambda blank, perfect: {"small.ipynb": change(as_bytes(perfect).decode())}


def _plain(change):
    """Return a maker: the right answers, with the notebook changed in place as plain JSON data."""

    def make(blank, perfect):
        data = json.loads(as_bytes(perfect))
        change(data)
        return {"small.ipynb": json.dumps(data).encode()}

    return make


def _beside(**files):
    """Return a maker: the right answers, with these files beside the notebook; `__` in a name is a dot."""
    return lambda blank, perfect: named(perfect) | {name.replace("__", "."): c for name, c in files.items()}


def _answers(**answers):
    """Return a maker: the right answers, but for these."""

    def make(blank, perfect):
        for name, source in answers.items():
            cell(perfect, name).source = source
        return named(perfect)

    return make


def _adds(source, before=None):
    """Return a maker: the right answers, and a cell of the student's before one (at the end without one)."""

    def make(blank, perfect):
        place = perfect.cells.index(cell(perfect, before)) if before else len(perfect.cells)
        return named(add_code(perfect, source, place) if before else add_code(perfect, source, -1))

    return make


def _words(body):
    """Return a maker: the right answers, but `words` has this body, whose lines are indented already."""
    return _answers(words=f"def words(text):\n{body}")


# Broken files.


def _truncated(text):
    return text[: len(text) // 2].encode()


def _format_3(blank, perfect):
    old = nbformat.convert(nbformat.from_dict(perfect), 3)
    return {"small.ipynb": nbformat.writes(old, 3).encode()}


def _deep(opening, closing, levels):
    return opening * levels + "1" + closing * levels


def _wrong_types(data):
    data["cells"] = [
        None,
        5,
        "x",
        [],
        {},
        {"cell_type": 7},
        {"cell_type": ["code"], "source": 3},
        *data["cells"],
    ]
    data["cells"].append({"cell_type": "code", "source": {"a": 1}, "metadata": [], "id": 5, "outputs": None})


def _metadata_of_wrong_types(data):
    data["metadata"] = [1]
    data["cells"][0]["metadata"] = None
    data["cells"][1]["metadata"] = [[]]
    data["cells"].append({"cell_type": "code", "source": "1", "metadata": {"nbgrader": {"grade_id": [1]}}})


def _sources_as_lists(data):
    for one in data["cells"]:
        one["source"] = "".join(one["source"]).splitlines(keepends=True)


def _source_null(data):
    next(one for one in data["cells"] if one["id"] == "small_words")["source"] = None


def _outputs(count, size):
    def change(data):
        output = {"output_type": "stream", "name": "stdout", "text": "x" * size}
        next(one for one in data["cells"] if one["id"] == "small_squares_try")["outputs"] = [output] * count

    return change


def _more_cells(count, source="1"):
    def change(data):
        new = {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
        data["cells"] += [new] * count

    return change


def _large_answer(blank, perfect):
    cell(perfect, "words").source += "\n#" + "x" * 3_000_000
    return named(perfect)


def _attachments(value):
    def change(data):
        data["cells"][-1]["attachments"] = {"a.png": {"image/png": value}}

    return change


def _nested(levels):
    value = "x"
    for _ in range(levels):
        value = {"a": value}
    return value


BROKEN = [
    Specimen("empty_file", _file(b""), 0, ("rejected",), ("empty",)),
    Specimen("only_white_space", _file(b" \n\t\n"), 0, ("rejected",), ("empty",)),
    Specimen("no_json", _file(b"print('hello')"), 0, ("rejected",), ("no JSON",)),
    Specimen("truncated_json", _text(_truncated), 0, ("rejected",), ("no JSON",)),
    Specimen("binary_file", _file(bytes(range(256)) * 100), 0, ("rejected",), ("UTF-8",)),
    Specimen("null_bytes", _file(bytes(1000)), 0, ("rejected",), ("no JSON",)),
    Specimen("json_list", _file(b"[1, 2]"), 0, ("rejected",), ("no notebook",)),
    Specimen("json_number", _file(b"5"), 0, ("rejected",), ("no notebook",)),
    Specimen("json_string", _file(b'"cells"'), 0, ("rejected",), ("no notebook",)),
    Specimen("json_object", _file(b"{}"), 0, ("rejected",), ("no cells",)),
    Specimen("utf_16", _text(lambda text: text.encode("utf-16")), 0, ("rejected",), ("UTF-8",)),
    Specimen(
        "latin_1", _text(lambda t: t.replace("small", "é").encode("latin-1")), 0, ("rejected",), ("UTF-8",)
    ),
    Specimen("byte_order_mark", _text(lambda text: text.encode("utf-8-sig")), ALL, ("graded",)),
    Specimen("format_3", _format_3, ALL, ("repaired",), ("format 3",)),
    Specimen(
        "format_3_of_nothing",
        _file(b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": null}], "metadata": {}}'),
        0,
        ("rejected",),
        ("format 3",),
    ),
    Specimen(
        "says_format_3", _plain(lambda data: data.update(nbformat=3)), ALL, ("repaired",), ("format 3",)
    ),
    Specimen(
        "says_format_5", _plain(lambda data: data.update(nbformat=5)), ALL, ("repaired",), ("format 5",)
    ),
    Specimen(
        "says_format_99", _plain(lambda data: data.update(nbformat=99)), ALL, ("repaired",), ("format 99",)
    ),
    Specimen("says_no_format", _plain(lambda data: data.pop("nbformat")), ALL, ("repaired",), ("format",)),
    Specimen("says_a_list_as_format", _plain(lambda data: data.update(nbformat=[4])), ALL, ("repaired",)),
    Specimen("no_cells_key", _plain(lambda data: data.pop("cells")), 0, ("rejected",), ("no cells",)),
    Specimen("cells_null", _plain(lambda data: data.update(cells=None)), 0, ("rejected",), ("no cells",)),
    Specimen("cells_empty", _plain(lambda data: data.update(cells=[])), 0, ("rejected",), ("no cells",)),
    Specimen(
        "cells_an_object", _plain(lambda data: data.update(cells={"a": 1})), 0, ("rejected",), ("no cells",)
    ),
    Specimen("only_cells_of_wrong_types", _plain(lambda data: data.update(cells=[1, None])), 0),
    Specimen("cells_of_wrong_types", _plain(_wrong_types), ALL, ("repaired",), ("is no cell",)),
    Specimen("metadata_missing", _plain(lambda data: data.pop("metadata")), ALL, ("graded",)),
    Specimen("metadata_null", _plain(lambda data: data.update(metadata=None)), ALL, ("graded",)),
    Specimen("metadata_of_wrong_types", _plain(_metadata_of_wrong_types), ALL),
    Specimen("nothing_but_cells", _plain(lambda data: [data.pop(k) for k in [*data] if k != "cells"]), ALL),
    Specimen("sources_as_lists", _plain(_sources_as_lists), ALL, ("graded",)),
    Specimen("a_source_is_null", _plain(_source_null), ALL - 3, ("repaired",), ("words",)),
    Specimen(
        "json_of_many_levels",
        _file(f'{{"cells": [], "metadata": {_deep("[", "]", 100_000)}}}'.encode()),
        0,
        ("rejected",),
        ("nested too deep",),
    ),
    Specimen(
        "metadata_of_many_levels",
        _text(
            lambda text: text.replace('"kernelspec"', f'"a": {_deep("[", "]", 400)}, "kernelspec"').encode()
        ),
        ALL,
    ),
    Specimen("attachment_of_many_levels", _plain(_attachments(_nested(400))), ALL),
    Specimen("attachment_of_too_many_levels", _plain(_attachments(_nested(700))), ALL),
    Specimen("attachment_with_half_a_surrogate_pair", _plain(_attachments("\ud800")), ALL),
    Specimen("attachment_that_is_a_number", _plain(_attachments(5)), ALL),
    Specimen(
        "nan_in_metadata", _plain(lambda data: data["metadata"].update(a=float("nan"))), ALL, ("graded",)
    ),
    Specimen(
        "duplicate_keys",
        _text(lambda text: text.replace('"cells"', '"cells": [], "metadata": 3, "cells"', 1).encode()),
        ALL,
    ),
    Specimen("fifty_megabytes_of_outputs", _plain(_outputs(50, 1_000_000)), ALL, ("graded",)),
    Specimen("fifty_thousand_tiny_outputs", _plain(_outputs(50_000, 1)), ALL, ("graded",)),
    Specimen("six_thousand_cells", _plain(_more_cells(6000)), 0, ("rejected",), ("6015 cells",)),
    Specimen("two_thousand_cells", _plain(_more_cells(2000)), ALL),
    Specimen("a_cell_of_three_megabytes", _plain(_more_cells(1, "x = '" + "x" * 3_000_000 + "'")), ALL),
    Specimen("an_answer_of_three_megabytes", _large_answer, ALL - 3, ("repaired",), ("large",)),
]


# Odd folders.


def _only_other_files(blank, perfect):
    return {"notes.txt": b"I lost it.", "timestamp.txt": b"2024-01-01 10:00:00 UTC"}


def _extra_notebook(blank, perfect):
    return named(perfect) | named(blank, "small (copy)") | named(blank, "drafts/small")


def _notebook_is_a_folder(blank, perfect):
    return {"small.ipynb/inside.txt": b"x"}


def _many_files(blank, perfect):
    return named(perfect) | {f"data-{number}.txt": b"x" for number in range(1500)}


def _odd_file_names(blank, perfect):
    names = (
        "\udcff.txt",
        "new\nline.txt",
        " ",
        "ü" * 100,
        "-rf",
        "$(id)",
        "tab\t'\"",
        "x" * 255,
        "a/\udcff/b",
    )
    return named(perfect) | {name: b"x" for name in names}


def _modules(blank, perfect):
    names = ("random", "fractions", "pickle", "decimal", "statistics", "collections", "base64", "numpy")
    return named(perfect) | {f"{name}.py": b"raise RuntimeError('an exercise of mine')" for name in names}


def _files_that_answers_read(blank, perfect):
    cell(perfect, "words").source = "from helper import count\ndef words(text):\n    return count(text)"
    cell(perfect, "answer").source = "answer = int(open('data/number.txt').read())"
    helper = b"def count(text):\n    return len(text.split())\n"
    return named(perfect) | {"helper.py": helper, "data/number.txt": b"42\n"}


FOLDERS = [
    Specimen("notebook_missing", _only_other_files, 0, ("rejected",), ("small.ipynb is not there",)),
    Specimen(
        "wrong_file_name",
        lambda b, p: named(p, "Small-final"),
        0,
        ("rejected",),
        ("Small-final", "no notebook"),
    ),
    Specimen(
        "extra_notebooks", _extra_notebook, ALL, ("graded",), ("small (copy).ipynb", "drafts/small.ipynb")
    ),
    Specimen("extra_notebook_with_an_unreadable_name", lambda b, p: named(p) | {"\udcff.ipynb": b"{}"}, ALL),
    Specimen(
        "notebook_is_an_empty_folder",
        lambda b, p: {"small.ipynb": Folder()},
        0,
        ("rejected",),
        ("not there",),
    ),
    Specimen("notebook_is_a_folder", _notebook_is_a_folder, 0, ("rejected",), ("not there",)),
    Specimen(
        "notebook_is_a_link", lambda b, p: {"small.ipynb": Link("/etc/passwd")}, 0, ("rejected",), ("link",)
    ),
    Specimen(
        "notebook_is_a_pipe", lambda b, p: {"small.ipynb": Fifo()}, 0, ("rejected",), ("no regular file",)
    ),
    Specimen(
        "notebook_is_sparse", lambda b, p: {"small.ipynb": Sparse(201 << 20)}, 0, ("rejected",), ("201 MiB",)
    ),
    Specimen("extra_pipe", _beside(pipe=Fifo()), ALL, ("graded",), ("pipe",)),
    Specimen(
        "extra_links",
        _beside(all=Link("/"), up=Link("../.."), loop=Link("loop")),
        ALL,
        ("graded",),
        ("link",),
    ),
    Specimen("extra_link_with_an_unreadable_name", lambda b, p: named(p) | {"\udcff": Link("/")}, ALL),
    Specimen("extra_file_larger_than_the_disk", _beside(data__bin=Sparse(20 << 20)), ALL),
    Specimen(
        "extra_file_of_101_mebibytes", _beside(data__bin=Sparse(101 << 20)), ALL, ("graded",), ("101 MiB",)
    ),
    Specimen("many_files", _many_files, ALL),
    Specimen("odd_file_names", _odd_file_names, ALL),
    Specimen("path_as_long_as_can_be", _beside(deep=LongPath()), ALL),
    Specimen("files_named_like_modules", _modules, ALL),
    Specimen("files_that_answers_read", _files_that_answers_read, ALL, ("graded",)),
    Specimen("timestamp_is_nonsense", _beside(timestamp__txt=b"yesterday, \xff"), ALL, ("graded",)),
    Specimen("timestamp_is_huge", _beside(timestamp__txt=b"9" * 1_000_000), ALL, ("graded",)),
    Specimen("timestamp_far_away", _beside(timestamp__txt=b"99999-01-01 00:00:00 UTC"), ALL, ("graded",)),
    Specimen("timestamp_too_early", _beside(timestamp__txt=b"0001-01-01 00:00:00 +1400"), ALL, ("graded",)),
    Specimen("timestamp_is_a_pipe", _beside(timestamp__txt=Fifo()), ALL, ("graded",)),
    Specimen("timestamp_is_a_folder", _beside(timestamp__txt=Folder()), ALL, ("graded",)),
]


# Spoiled cells.


def _copy_of(notebook, name, source):
    one = copy.deepcopy(cell(notebook, name))
    one.source = source
    return one


def _answer_in_first_copy(blank, perfect):
    for name in _NAMES:
        place = perfect.cells.index(cell(perfect, name)) + 1
        perfect.cells.insert(place, _copy_of(perfect, name, cell(blank, name).source))
    return named(perfect)


def _answer_in_last_copy(blank, perfect):
    for name in _NAMES:
        place = perfect.cells.index(cell(perfect, name))
        perfect.cells.insert(place, _copy_of(perfect, name, cell(blank, name).source))
    return named(perfect)


def _draft_and_answer(blank, perfect):
    place = perfect.cells.index(cell(perfect, "words"))
    perfect.cells.insert(place, _copy_of(perfect, "words", "def words(text):\n    return -1"))
    return named(perfect)


def _without(*names):
    """Return a maker: the right answers without these cells."""

    def make(blank, perfect):
        gone = [cell(perfect, name) for name in names]
        perfect.cells = [one for one in perfect.cells if one not in gone]
        return named(perfect)

    return make


def _reversed(blank, perfect):
    perfect.cells.reverse()
    return named(perfect)


def _retyped(kind):
    def make(blank, perfect):
        one = cell(perfect, "words")
        perfect.cells[perfect.cells.index(one)] = nbformat.from_dict(
            {"cell_type": kind, "id": one.id, "metadata": one.metadata, "source": one.source}
        )
        return named(perfect)

    return make


def _no_metadata(blank, perfect):
    for one in perfect.cells:
        one.metadata = {}
    return named(perfect)


def _no_metadata_no_ids(blank, perfect):
    for one in perfect.cells:
        one.metadata = {}
        del one["id"]
    return named(perfect)


def _other_code_without_ids(**answers):
    """Return a maker: other answers by exercise, in a notebook without metadata and ids."""

    def make(blank, perfect):
        _answers(**answers)(blank, perfect)
        return _no_metadata_no_ids(blank, perfect)

    return make


_OTHER = {
    "squares": "import itertools as i\n\n\ndef squares(n):\n    if not n > 0: raise ValueError\n"
    "    return [*map(lambda k: k * k, i.takewhile(lambda k: k <= n, i.count(1)))]",
    "answer": "answer = 6 * 7",
    "stack": "class Stack:\n    def __init__(self): self.top = None\n"
    "    def push(self, value): self.top = (value, self.top)\n"
    "    def pop(self):\n        value, self.top = self.top\n        return value",
    "words": "import re\ndef words(text):\n    return sum(1 for _ in re.finditer(r'\\S+', text))",
    "clear_negative": "def clear_negative(xs):\n    xs[:] = [max(x, 0) for x in xs]",
}


def _swapped_grade_ids(blank, perfect):
    first, second = cell(perfect, "squares"), cell(perfect, "words")
    first.metadata, second.metadata = second.metadata, first.metadata
    first.id, second.id = second.id, first.id
    return named(perfect)


def _test_without_its_assert(blank, perfect):
    cell(perfect, "squares_check").source = "assert True"
    return named(perfect)


def _white_space_in_a_test(blank, perfect):
    cell(perfect, "squares_check").source = "\n" + cell(perfect, "squares_check").source.replace(
        " == ", "  ==  "
    )
    return named(perfect)


def _merged(blank, perfect):
    cell(perfect, "stack").source += "\n\n\n" + cell(perfect, "words").source
    return _without("words")(blank, perfect)


def _split(dupes):
    """Return a maker: an answer cell split in two; the second half has the metadata, too, or none."""

    def make(blank, perfect):
        place = perfect.cells.index(cell(perfect, "words"))
        second = _copy_of(
            perfect, "words", cell(perfect, "words").source.replace("text.split()", "_parts(text)")
        )
        second["id"] = "second-half"
        perfect.cells[place].source = "def _parts(text):\n    return text.split()"
        perfect.cells.insert(place + 1, second)
        if not dupes:
            second.metadata = {}
        return named(perfect)

    return make


def _ids_all_the_same(blank, perfect):
    for one in perfect.cells:
        one["id"], one.metadata = "a", {}
    return named(perfect)


# Texts that take a parser or a comparison to its limits, in a notebook without ids.
_LONG = "".join(f"# {number * 7919 % 104729} line of a text\n" for number in range(200))


def _many_long_cells_without_ids(blank, perfect):
    blank.cells = [nbformat.v4.new_code_cell(f"# {number}\n{_LONG}") for number in range(40)]
    return _no_metadata_no_ids(blank, blank)


def _odd_code_without_ids(source):
    def make(blank, perfect):
        return _no_metadata_no_ids(blank, add_code(perfect, source))

    return make


SPOILED = [
    Specimen(
        "answer_in_the_first_copy", _answer_in_first_copy, ALL, ("repaired",), ("words was there 2 times",)
    ),
    Specimen(
        "answer_in_the_last_copy", _answer_in_last_copy, ALL, ("repaired",), ("words was there 2 times",)
    ),
    Specimen("draft_before_the_answer", _draft_and_answer, ALL, ("repaired",), ("words was there 2 times",)),
    Specimen(
        "tests_deleted", _without("squares_hidden", "words_hidden"), ALL, ("repaired",), ("words_hidden was",)
    ),
    Specimen("plain_cell_deleted", _without("small_setup"), ALL, ("repaired",), ("small_setup was missing",)),
    Specimen("answer_deleted", _without("words"), ALL - 3, ("repaired",), ("words was missing",)),
    Specimen("cells_reversed", _reversed, ALL),
    Specimen("answer_retyped_to_markdown", _retyped("markdown"), ALL, ("repaired",), ("words had the type",)),
    Specimen("answer_retyped_to_raw", _retyped("raw"), ALL, ("repaired",), ("words had the type raw",)),
    Specimen("metadata_removed", _no_metadata, ALL, ("repaired",), ("words had lost its grade id",)),
    Specimen(
        "metadata_and_ids_removed", _no_metadata_no_ids, ALL, ("repaired",), ("words had lost its ids",)
    ),
    Specimen("ids_all_the_same", _ids_all_the_same, ALL, ("repaired",)),
    Specimen("other_answers", _answers(**_OTHER), ALL, ("graded",)),
    Specimen("other_answers_without_ids", _other_code_without_ids(**_OTHER), ALL, ("repaired",)),
    Specimen("annotated_answer_without_ids", _other_code_without_ids(answer="answer: int = 6 * 7"), ALL),
    Specimen("answer_in_a_tuple_without_ids", _other_code_without_ids(answer="_, answer = 0, 6 * 7"), ALL),
    Specimen("grade_ids_swapped", _swapped_grade_ids, ALL),
    Specimen(
        "test_changed", _test_without_its_assert, ALL, ("repaired",), ("the test squares_check was changed",)
    ),
    Specimen("white_space_in_a_test", _white_space_in_a_test, ALL, ("graded",)),
    Specimen("answers_merged", _merged, ALL, ("repaired",), ("words was missing",)),
    Specimen("answer_split_with_metadata", _split(dupes=True), ALL, ("repaired",)),
    Specimen("answer_split_without_metadata", _split(dupes=False), ALL, ("graded",)),
    Specimen(
        "wrong_kernel_name", _plain(lambda d: d["metadata"]["kernelspec"].update(name="julia-1.9")), ALL
    ),
    Specimen("kernelspec_missing", _plain(lambda d: d["metadata"].clear()), ALL, ("graded",)),
    Specimen("kernelspec_a_string", _plain(lambda d: d["metadata"].update(kernelspec="python3")), ALL),
    Specimen("many_long_cells_without_ids", _many_long_cells_without_ids, 0),
    Specimen("deep_expression_without_ids", _odd_code_without_ids("-" * 50_000 + "1"), ALL),
    Specimen("long_sum_without_ids", _odd_code_without_ids("1" + "+1" * 50_000), ALL),
    Specimen("null_character_without_ids", _odd_code_without_ids("x = 1\0"), ALL),
    Specimen("syntax_errors_without_ids", _odd_code_without_ids("def words(:\n  '''\n\t%%%%\n!\n?"), ALL),
]


# Hostile to the batch: the cell `words` does it, all other answers are right.


def _spoils(source):
    """Return a maker: the right answers, with this in the place of the answer `words`."""
    return _answers(words=source)


_CATCHES_ALL = (
    "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
)
_REST = ALL - 3
_BEFORE = 7  # of the answers before `words`: it has spoiled its own process for those that follow
_STOPPED = ("timed out",), ("cell 11 took longer than 5 s",)
_ENDED = ("crashed",), ("cell 11 ended the whole process",)
_ANY = ("graded", "repaired", "crashed", "timed out")
_WIRE = (
    "import gc\nfrom hfbasics.grading.wire import Wire\n"
    "wires = [one for one in gc.get_objects() if isinstance(one, Wire)]\nfor wire in wires:\n    try:\n"
    "        wire.send({})\n    except BaseException:\n        pass"
)
_LOCKED_DOORS = "import resource\nresource.setrlimit(resource.RLIMIT_{}, ({}, {}))"

HOSTILE = [
    Specimen("endless_loop", _spoils("while True:\n    pass"), _REST, *_STOPPED),
    Specimen("endless_loop_that_catches_all", _spoils(_CATCHES_ALL), _REST, *_STOPPED),
    Specimen("endless_loop_in_c", _spoils("import itertools\nsum(itertools.repeat(0))"), _REST, *_STOPPED),
    Specimen("endless_regex", _spoils("import re\nre.match('(a|aa)+$', 'a' * 200 + 'b')"), _REST, *_STOPPED),
    Specimen("endless_printing", _spoils("while True:\n    print('x' * 1000)"), _REST, *_STOPPED),
    Specimen("sleeps", _spoils("import time\ntime.sleep(1000)"), _REST, *_STOPPED),
    Specimen("sleeps_after_all_answers", _adds("import time\ntime.sleep(1000)"), ALL, ("timed out",)),
    Specimen(
        "uses_all_of_its_time_after_all_answers",
        lambda blank, perfect: named(
            [add_code(perfect, f"import time\ntime.sleep(4 + {n} / 1000)", -1) for n in range(17)][-1]
        ),
        ALL,
        ("timed out",),
        ("longer than all of its time",),
    ),
    Specimen("prints_100_megabytes", _spoils("print('x' * 100_000_000)"), _REST),
    Specimen(
        "prints_two_streams_in_turn",
        _spoils("import sys\nfor _ in range(100_000):\n    print(1)\n    print(2, file=sys.stderr)"),
        _REST,
    ),
    Specimen(
        "displays_very_often", _spoils("for number in range(20_000):\n    display(number)"), _REST, _ANY
    ),
    Specimen(
        "prints_large_text_of_symbols",
        _spoils(
            "print('\\N{grinning face}' * 3_000_000)\nraise ValueError('\\N{grinning face}' * 3_000_000)"
        ),
        _REST,
    ),
    Specimen(
        "bytearray_without_end", _spoils("large = bytearray()\nwhile True:\n    large += bytes(10**7)"), _REST
    ),
    Specimen("list_without_end", _spoils("large = [0]\nwhile True:\n    large += large"), _REST),
    Specimen(
        "numpy_without_end",
        _spoils("import numpy as np\nlarge = []\nwhile True:\n    large.append(np.ones(10**7))"),
        _REST,
    ),
    Specimen(
        "many_processes",
        _spoils(
            "import os, time\nfor _ in range(150):\n    if os.fork() == 0:\n"
            "        time.sleep(100)\n        os._exit(0)"
            "\ntime.sleep(3)"
        ),
        _REST,
        ("crashed",),
        ("more than 100 processes",),
    ),
    Specimen(
        "many_processes_left_behind",
        _spoils(
            "import os, time\nfor _ in range(150):\n    if os.fork() == 0:\n"
            "        time.sleep(100)\n        os._exit(0)\ntime.sleep(1)"  # they are counted now and then
        ),
        _REST,
        ("crashed",),
        ("more than 100 processes",),
    ),
    Specimen(
        "many_threads",
        _spoils(
            "import threading, time\nfor _ in range(5000):\n"
            "    threading.Thread(target=time.sleep, args=(100,), daemon=True).start()"
        ),
        _REST,
        _ANY,
    ),
    Specimen("forks_and_goes_on", _adds("import os\nchild = os.fork()", "words"), ALL),
    Specimen("ends_the_process", _spoils("import os\nos._exit(1)"), _REST, *_ENDED),
    Specimen("aborts", _spoils("import os\nos.abort()"), _REST, *_ENDED),
    Specimen("segfault", _spoils("import ctypes\nctypes.string_at(0)"), _REST, *_ENDED),
    Specimen("kills_itself", _spoils("import os\nos.kill(os.getpid(), 9)"), _REST, _ANY),
    Specimen("kills_the_first_process", _spoils("import os\nos.kill(1, 9)"), _REST, _ANY),
    Specimen("kills_all_processes", _spoils("import os\nos.kill(-1, 9)"), _REST, _ANY),
    Specimen("kills_its_group", _spoils("import os\nos.kill(0, 9)"), _REST, _ANY),
    Specimen("stops_its_group", _spoils("import os\nos.kill(0, 19)"), _REST, _ANY),
    Specimen("kills_its_parent", _spoils("import os\nos.kill(os.getppid(), 9)"), _REST, _ANY),
    Specimen(
        "ends_from_a_thread",
        _spoils("import os, threading\nthreading.Timer(0.3, os._exit, (0,)).start()"),
        _REST,
        _ANY,
    ),
    # Its thread waits until the check with points asks `squares`, which is right and takes its time.
    Specimen(
        "ends_from_a_thread_while_a_check_runs",
        _answers(
            squares=(
                "import os, time\nfrom pathlib import Path\ndef squares(n):\n"
                "    if n < 1:\n        raise ValueError(n)\n"
                "    if os.getpid() != 1 and n == 2:\n"
                "        Path('/tmp/asked').touch()\n        time.sleep(0.3)\n"
                "    return [i**2 for i in range(1, n + 1)]"
            ),
            words=(
                "import threading\ndef wait():\n    while not Path('/tmp/asked').exists():\n"
                "        time.sleep(0.001)\n    os._exit(0)\nthreading.Thread(target=wait).start()"
            ),
        ),
        _REST,
        ("crashed",),
        ("during squares_hidden, which was run again",),
    ),
    Specimen("sys_exit", _spoils("import sys\nsys.exit(3)"), _REST, ("graded",)),
    Specimen("exit_and_quit", _adds("exit()\nquit()", "words"), ALL, ("graded",)),
    Specimen("raises_system_exit", _adds("raise SystemExit", "words"), ALL, ("graded",)),
    Specimen("raises_keyboard_interrupt", _adds("raise KeyboardInterrupt", "words"), ALL, ("graded",)),
    Specimen("raises_generator_exit", _adds("raise GeneratorExit", "words"), ALL, ("graded",)),
    Specimen(
        "deletes_its_folder",
        _adds("import os, shutil\nshutil.rmtree(os.getcwd())\nos.listdir('/tmp')", "words"),
        ALL,
    ),
    Specimen(
        "goes_to_a_folder_that_is_gone",
        _adds("import os\nos.mkdir('a')\nos.chdir('a')\nos.rmdir('../a')", "words"),
        ALL,
    ),
    Specimen("changes_the_folder", _adds("import os\nos.chdir('/')", "words"), ALL),
    Specimen("closes_all_files", _spoils("import os\nos.closerange(0, 10_000)"), _REST, *_ENDED),
    Specimen("closes_the_standard_files", _adds("import os\nos.closerange(0, 3)", "words"), ALL),
    Specimen(
        "fills_the_disk",
        _spoils("for number in range(1000):\n    open(f'f{number}', 'wb').write(bytes(1 << 20))"),
        _REST,
    ),
    Specimen(
        "very_many_files", _spoils("for number in range(100_000):\n    open(f'f{number}', 'w')"), _REST, _ANY
    ),
    Specimen(
        "fills_its_output_file",
        _adds(
            "import os\nfor number in (1, 2):\n    for _ in range(20):\n"
            "        os.write(number, bytes(1 << 20))"
        ),
        ALL,
        _ANY,
    ),
    Specimen(
        "a_process_prints_after_another_filled_that_file",
        _answers(answer="import subprocess\nsubprocess.run(['echo', 'hi'], check=True)\nanswer = 42"),
        ALL,
    ),
    Specimen("recursion", _spoils("def f():\n    f()\nf()"), _REST, ("graded",)),
    Specimen(
        "recursion_without_a_limit",
        _spoils("import sys\nsys.setrecursionlimit(10**9)\nf = lambda: f()\nf()"),
        _REST,
        _ANY,
    ),
    Specimen(
        "recursion_in_c_without_a_limit",
        _spoils(
            "import sys\nsys.setrecursionlimit(10**9)\na = []\nfor _ in range(10**6):\n    a = [a]\nrepr(a)"
        ),
        _REST,
        _ANY,
    ),
    Specimen("low_recursion_limit", _spoils("import sys\nsys.setrecursionlimit(60)"), _REST, _ANY),
    Specimen("input", _spoils("words = input('How many?')"), _REST, ("graded",)),
    Specimen("subprocess_left_running", _adds("import subprocess\nsubprocess.Popen(['sleep', '987'])"), ALL),
    Specimen(
        "daemon_left_running",
        _adds(
            "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
            "        time.sleep(986)\n"
            "    os._exit(0)",
            "words",
        ),
        ALL,
    ),
    Specimen("huge_display", _spoils("display('x' * 30_000_000)"), _REST),
    Specimen(
        "display_of_many_levels",
        _spoils(
            "value = 1\nfor _ in range(400):\n    value = {'a': value}\n"
            "display({'application/json': value}, raw=True)"
        ),
        _REST,
    ),
    Specimen(
        "display_of_no_json", _adds("display({'text/plain': 'x', 'a/b': object()}, raw=True)", "words"), ALL
    ),
    Specimen(
        "display_of_too_many_levels",
        _spoils(
            "value = 1\nfor _ in range(700):\n    value = {'a': value}\n"
            "display({'application/json': value}, raw=True)"
        ),
        _REST,
        _ANY,
    ),
    Specimen("prints_half_a_surrogate_pair", _adds("print('\\ud800')", "words"), ALL),
    Specimen("raises_half_a_surrogate_pair", _adds("raise ValueError('\\ud800')", "words"), ALL),
    Specimen("broken_repr", _adds("class A:\n    def __repr__(self):\n        1 / 0\nA()", "words"), ALL),
    Specimen(
        "repr_that_exits",
        _adds("class A:\n    def __repr__(self):\n        raise SystemExit\nA()", "words"),
        ALL,
    ),
    Specimen(
        "repr_of_no_text", _adds("class A:\n    def __repr__(self):\n        return 5\nA()", "words"), ALL
    ),
    Specimen(
        "broken_str_of_an_error",
        _adds("class Odd(Exception):\n    def __str__(self):\n        1 / 0\nraise Odd", "words"),
        ALL,
    ),
    Specimen(
        "str_of_an_error_that_exits",
        _spoils("class Odd(Exception):\n    def __str__(self):\n        raise SystemExit\nraise Odd"),
        _REST,
        _ANY,
    ),
    Specimen("deletes_len", _spoils("import builtins\ndel builtins.len"), _REST, _ANY),
    Specimen(
        "deletes_all_builtins",
        _spoils(
            "import builtins\nfor name in dir(builtins):\n    if name != 'delattr':\n"
            "        delattr(builtins, name)"
        ),
        _REST,
        _ANY,
    ),
    Specimen("print_is_none_everywhere", _adds("import builtins\nbuiltins.print = None", "words"), ALL),
    Specimen("deletes_squares", _adds("del squares", "squares_check"), ALL - 3, ("graded",)),
    Specimen("reset", _adds("%reset -f", "squares_check"), ALL - 3, ("graded",)),
    Specimen("reset_at_the_end", _adds("%reset -f"), ALL, ("graded",)),
    Specimen("cd_magic", _adds("%cd /", "words"), ALL, ("graded",)),
    Specimen("removes_all", _adds("!rm -rf . /tmp/* ~ 2>&1", "words"), ALL),
    Specimen("shell_sleeps", _adds("!sleep 100", "words"), ALL, ("timed out",)),
    Specimen("bash_magic", _adds("%%bash\necho hi\nexit 3", "words"), ALL, ("graded",)),
    Specimen("bash_sleeps", _adds("%%bash\nsleep 100", "words"), ALL, ("timed out",)),
    Specimen("html_with_a_script", _adds("%%html\n<script>alert(1)</script>", "words"), ALL, ("graded",)),
    Specimen("no_stdout", _adds("import sys\nsys.stdout = sys.stderr = None\nprint(1)", "words"), ALL),
    Specimen("stdout_closed", _adds("import sys\nsys.stdout.close()\nsys.stderr.close()", "words"), ALL),
    Specimen(
        "modules_replaced",
        _spoils("import sys\nfor name in [*sys.modules]:\n    sys.modules[name] = None"),
        _BEFORE,
        _ANY,
    ),
    Specimen(
        "stub_of_torch",
        _adds("import sys, types\nsys.modules['torch'] = types.ModuleType('torch')", "squares"),
        ALL,
    ),
    Specimen(
        "faulthandler",
        _spoils(
            "import faulthandler\nfaulthandler.dump_traceback_later(0.2, exit=True)\nwhile True:\n    pass"
        ),
        _REST,
        _ANY,
    ),
    Specimen("alarm", _spoils("import signal, time\nsignal.alarm(1)\ntime.sleep(2)"), _REST, _ANY),
    Specimen(
        "ignores_all_signals",
        _adds(
            "import signal\nfor number in range(1, 64):\n    try:\n"
            "        signal.signal(number, signal.SIG_IGN)\n"
            "    except (OSError, ValueError):\n        pass",
            "words",
        ),
        ALL,
    ),
    *(
        Specimen(f"limit_of_{name.lower()}", _spoils(_LOCKED_DOORS.format(name, 0, 0)), earned, _ANY)
        for name, earned in (
            *(("NOFILE", _BEFORE), ("AS", _BEFORE + 2), ("DATA", _BEFORE + 2)),
            *(("FSIZE", _REST), ("STACK", _REST), ("NPROC", _REST)),
        )
    ),
    # It may take a second, which is over at once where the machine is slow: so it is used up.
    Specimen("limit_of_cpu", _spoils(_LOCKED_DOORS.format("CPU", 0, 0) + "\nwhile True: pass"), _REST, _ANY),
    Specimen("sends_a_message_of_its_own", _spoils(_WIRE), _REST, _ANY),
    *(
        Specimen(f"sends_{name}_as_reply", _spoils(_WIRE.replace("{}", f"{reply}")), _REST, _ANY)
        for name, reply in (
            ("a_list", "[1]"),
            ("a_number_of_outputs", "{'outputs': 7, 'count': 'x'}"),
            ("odd_outputs", "{'outputs': [[1], None, {'output_type': 'stream', 'text': 5}]}"),
            ("an_object_of_outputs", "{'outputs': {'a': 1}, 'count': {}}"),
        )
    ),
]


# Answers that do something odd when a check calls them: only their own points are lost.

_ERRORS = (
    *(
        "ValueError('x')",
        "KeyError('x')",
        "StopIteration",
        "AssertionError",
        "SystemExit",
        "KeyboardInterrupt",
    ),
    *(
        "GeneratorExit",
        "MemoryError",
        "RecursionError",
        "UnicodeDecodeError('a', b'', 0, 1, 'b')",
        "OSError(2, 'x')",
    ),
    *(
        "BaseException",
        "SyntaxError('x', ('f', 1, 2, 'g'))",
        "ExceptionGroup('x', [ValueError()])",
        "StopAsyncIteration",
    ),
    *(
        "ImportError(name='x')",
        "type('E', (Exception,), {})",
        "type('E', (BaseException,), {})",
        "5",
        "'\\ud800'",
    ),
    "ValueError('\\ud800')",
)
_RETURNS = {
    "a_huge_list": "list(range(10**8))",
    "a_huge_array": "__import__('numpy').zeros(45_000_000)",
    "many_levels": "__import__('functools').reduce(lambda inner, _: [inner], range(10**5), [])",
    "a_list_in_itself": "[squares := [], squares.append(squares)][0]",
    "an_endless_generator": "__import__('itertools').count()",
    "an_open_file": "open('/dev/zero', 'rb')",
    "a_lock": "__import__('threading').Lock()",
    "a_lambda": "lambda: 1",
    "a_module": "__import__('os')",
    "a_type": "int",
    "a_class": "type('A', (), {})",
    "a_very_long_string": "'x' * 40_000_000",
    "a_string_of_symbols": "'\\N{grinning face}' * 4_000_000",
    "half_a_surrogate_pair": "'\\ud800'",
    "a_huge_int": "10**1_000_000",
    "many_objects": "[object() for _ in range(200_000)]",
    "an_exception": "ValueError('x')",
    "not_implemented": "NotImplemented",
    "nan": "float('nan')",
    "a_coroutine": "(lambda: (yield))()",
    "a_broken_repr": "type('A', (), {'__repr__': lambda self: 1 / 0})()",
    "a_broken_eq": "type('A', (), {'__eq__': lambda self, other: 1 / 0})()",
    "a_frame": "__import__('sys')._getframe()",
}
ODD_ANSWERS = [
    *(
        Specimen(
            f"raises_{place}_{kind.partition('(')[0].strip(chr(39))}", _words(f"    raise {kind}"), _REST
        )
        for place, kind in enumerate(_ERRORS)
    ),
    *(
        Specimen(f"returns_{name}", _words(f"    return {what}"), _REST, _ANY)
        for name, what in _RETURNS.items()
    ),
    *(
        Specimen(f"squares_returns_{name}", _answers(squares=f"def squares(n):\n    return {what}"), ALL - 3)
        for name, what in _RETURNS.items()
        if name
        in ("a_huge_list", "many_levels", "an_endless_generator", "a_huge_int", "half_a_surrogate_pair")
    ),
    Specimen("hangs_in_a_check", _words("    while True:\n        pass"), _REST, ("timed out",)),
    Specimen(
        "hangs_in_a_check_and_catches_all",
        _words("    " + _CATCHES_ALL.replace("\n", "\n    ")),
        _REST,
        ("timed out",),
    ),
    Specimen("sleeps_in_a_check", _words("    import time\n    time.sleep(1000)"), _REST, ("timed out",)),
    Specimen("ends_the_process_in_a_check", _words("    import os\n    os._exit(0)"), _REST, ("crashed",)),
    Specimen(
        "segfault_in_a_check", _words("    import ctypes\n    ctypes.string_at(0)"), _REST, ("crashed",)
    ),
    Specimen("kills_all_in_a_check", _words("    import os\n    os.kill(-1, 9)"), _REST, _ANY),
    Specimen(
        "closes_all_files_in_a_check",
        _words("    import os\n    os.closerange(0, 10_000)"),
        _REST,
        ("crashed",),
    ),
    Specimen("memory_without_end_in_a_check", _words("    a = [0]\n    while True:\n        a += a"), _REST),
    Specimen("recursion_in_a_check", _words("    return words(text)"), _REST, ("graded",)),
    Specimen(
        "recursion_in_a_check_without_a_limit",
        _words("    import sys\n    sys.setrecursionlimit(10**9)\n    return words(text)"),
        _REST,
        ("timed out",),
    ),
    Specimen(
        "prints_without_end_in_a_check",
        _words("    while True:\n        print('x' * 1000)"),
        _REST,
        ("timed out",),
    ),
    Specimen(
        "prints_half_a_surrogate_pair_in_a_check",
        _words("    print('\\ud800')\n    return len(text.split())"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "prints_much_in_a_check",
        _words("    print('x' * 10**8)\n    return len(text.split())"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "prints_often_in_a_check",
        _words(
            "    import sys\n    for _ in range(1000):\n        print(1)\n"
            "        print(2, file=sys.stderr)\n"
            "    return len(text.split())"
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "kills_others_from_a_check",
        _answers(
            squares=(
                "import os\ndef squares(n):\n    if n == 3:\n        return [1, 4, 9]\n"
                "    os.kill(1, 9)\n    os.kill(-1, 9)"
            )
        ),
        ALL - 3,
        _ANY,
    ),
]


# Honest but untidy.


def _from(name):
    """Return a maker: the right answers in a notebook with another program's metadata."""

    def change(data):
        data["nbformat_minor"] = 4
        for place, one in enumerate(data["cells"]):
            del one["id"]
            if name == "colab":
                one["metadata"] |= {"id": f"Xy{place}", "outputId": "ab", "colab": {"base_uri": "https://x"}}
                one["metadata"]["executionInfo"] = {
                    "status": "ok",
                    "elapsed": 5,
                    "user": {"displayName": "A"},
                }
            elif name == "vscode":
                one["metadata"]["vscode"] = {"languageId": "python"}
        more = {"colab": {"colab": {"provenance": []}, "accelerator": "GPU"}, "vscode": {"vscode": {"a": 1}}}
        data["metadata"] |= more.get(name, {})

    return _plain(change)


def _windows_lines(data):
    for one in data["cells"]:
        one["source"] = "".join(one["source"]).replace("\n", "\r\n")


def _comments_only(blank, perfect):
    for name in _NAMES:
        cell(perfect, name).source = (
            "# My answer.\n\n" + cell(perfect, name).source + "   \n\n# That is it.\n"
        )
    return named(perfect)


def _cleans_up(blank, perfect):
    cell(perfect, "words").source = (
        "open('times.txt', 'w').write('1')\ndef words(text):\n"
        "    return len(text.split()) * int(open('times.txt').read())"
    )
    return named(add_code(perfect, "import os\nos.remove('times.txt')", -1))


_LEN = "    return len(text.split())"
_SHADOWS = (
    "range = sum = len = print = str = list = int = isinstance = type = math = SIZES = double = cases = 3"
)
_NUMPY_SQUARES = (
    "import numpy as np\ndef squares(n):\n    if n < 1:\n        raise ValueError(n)\n"
    "    return list(np.arange(1, n + 1) ** 2)"
)
_SQUARES = "def squares(n):\n    if n < 1:\n        raise ValueError\n    return "

UNTIDY = [
    Specimen("shadows_list_and_sum", _adds("list = [1, 2]\nsum = 3", "small_setup"), ALL, ("graded",)),
    Specimen(
        "shadows_many_names",
        lambda blank, perfect: _words("    return text.split().__len__()")(
            blank, add_code(perfect, _SHADOWS, perfect.cells.index(cell(perfect, "answer")))
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "deletes_what_the_notebook_gave", _adds("del math, SIZES, double", "squares_check"), ALL, ("graded",)
    ),
    Specimen(
        "names_of_the_tests_are_taken", _adds("cases = numbers = stack = size = expected = item = 3"), ALL
    ),
    Specimen(
        "extra_cells",
        lambda blank, perfect: named(
            add_code(add_code(add_code(perfect, "1 / 0"), "def (", 4), "squares(3)\nnothing", 5)
        ),
        ALL,
        ("graded",),
    ),
    Specimen("prints_in_answers", _words("    print('splitting', text)\n" + _LEN), ALL, ("graded",)),
    Specimen(
        "warns_in_answers",
        _words(
            "    import logging, sys, warnings\n    warnings.warn('careful')\n    logging.warning('a')\n"
            "    print('b', file=sys.stderr)\n    sys.stderr.write('c')\n    sys.stdout.flush()\n" + _LEN
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "logs_in_answers",
        _answers(
            words=(
                "import logging, sys\nlogging.basicConfig(stream=sys.stdout, level='DEBUG', force=True)\n"
                "def words(text):\n    logging.info('splitting')\n" + _LEN
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "writes_to_the_real_stdout_in_answers",
        _words("    import os, sys\n    os.write(1, b'x')\n    print('x', file=sys.__stdout__)\n" + _LEN),
        ALL,
        ("graded",),
    ),
    Specimen(
        "flushes_and_asks_its_streams",
        _words(
            "    import sys\n    print('x', flush=True)\n    sys.stdout.isatty(), sys.stdout.encoding\n"
            "    sys.stdout.writelines(['a'])\n" + _LEN
        ),
        ALL,
        ("graded",),
    ),
    Specimen("windows_line_ends", _plain(_windows_lines), ALL, ("graded",)),
    Specimen("no_cell_ids", _from("an old Jupyter"), ALL),
    Specimen("colab", _from("colab"), ALL),
    Specimen("vscode", _from("vscode"), ALL),
    Specimen("comments_only_added", _comments_only, ALL, ("graded",)),
    Specimen("tabs", _answers(words="def words(text):\n\treturn len(text.split())\t"), ALL, ("graded",)),
    Specimen(
        "unicode_names",
        _answers(
            words=("größe = len\ndef wörter(텍스트):\n    return größe(텍스트.split())\nwords = wörter")
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "imports_at_the_end",
        _answers(words=("def words(text):\n    return len(re.findall(r'\\S+', text))\n\nimport re")),
        ALL,
        ("graded",),
    ),
    Specimen(
        "await",
        _answers(
            answer=(
                "import asyncio\nasync def find():\n    await asyncio.sleep(0.01)\n    return 42\n"
                "answer = await find()"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "async_helper",
        _answers(
            words=(
                "import asyncio\nasync def count(text):\n    await asyncio.sleep(0)\n"
                "    return len(text.split())\n"
                "def words(text):\n    return asyncio.new_event_loop().run_until_complete(count(text))"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "task_that_a_later_cell_awaits",
        lambda blank, perfect: _answers(answer="answer = await task")(
            blank,
            add_code(
                perfect,
                "import asyncio\nasync def find():\n    return 42\ntask = asyncio.create_task(find())",
                perfect.cells.index(cell(perfect, "answer")),
            ),
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "line_magics",
        _adds(
            "%time squares(3)\n%timeit -n1 -r1 squares(3)\n%who\n%whos\n%env A=1\n%precision 3\n"
            "%xmode Plain\n%pwd\n"
            "%load_ext autoreload\n%autoreload 2\n%config InlineBackend.figure_format = 'retina'\n"
            "%history -l 2\n%lsmagic",
            "answer",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "cell_magics_on_answers",
        _answers(answer="%%time\nanswer = 42", words="%%capture seen\ndef words(text):\n" + _LEN),
        ALL,
        ("graded",),
    ),
    Specimen(
        "writes_and_runs_a_file",
        lambda blank, perfect: _answers(
            words="from counting import words", answer="%run counting.py\nanswer = number"
        )(blank, add_code(perfect, "%%writefile counting.py\nnumber = 42\ndef words(text):\n" + _LEN, 2)),
        ALL,
        ("graded",),
    ),
    Specimen(
        "asks_for_help",
        _adds("squares?\nsquares??\n?len\nhelp(squares)\nprint.__doc__", "answer"),
        ALL,
        ("graded",),
    ),
    Specimen("debugger_on", _adds("%pdb on\n1 / 0", "answer"), ALL, ("graded",)),
    Specimen(
        "debug_magic",
        lambda blank, perfect: named(add_code(add_code(perfect, "%debug", 4), "1 / 0", 4)),
        ALL,
        ("graded",),
    ),
    Specimen(
        "shell_commands",
        _adds("!echo hi\nfiles = !ls\n!pip install nothing-at-all\n%pip list", "answer"),
        ALL,
        _ANY,
    ),
    Specimen(
        "matplotlib",
        _adds("%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()", "answer"),
        ALL,
        ("graded", "timed out"),  # where it must look for fonts first
    ),
    Specimen(
        "matplotlib_without_inline",
        _adds(
            "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2])\n"
            "plt.show()\nfigure",
            "answer",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "shows_a_picture",
        _adds(
            "from PIL import Image\nimport IPython.display as d\n"
            "display(d.Image(b'\\x89PNG', format='png'))\n"
            "Image.new('RGB', (2, 2))",
            "answer",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "shows_long_html",
        _adds("from IPython.display import HTML\nHTML('<p>ü</p>' * 1_000_000)", "answer"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "shows_html_of_symbols",
        _adds("from IPython.display import HTML\nHTML('\\N{grinning face}' * 4_000_000)", "answer"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "tqdm",
        _words("    from tqdm.auto import tqdm\n    return sum(1 for _ in tqdm(text.split()))"),
        ALL,
        ("graded",),
    ),
    Specimen("pandas", _adds("import pandas as pd\npd.DataFrame({'a': [1, 2]})", "answer"), ALL, ("graded",)),
    Specimen(
        "type_hints",
        _answers(
            words=(
                "from __future__ import annotations\nfrom typing import Any\n"
                "def words(text: str | None) -> int | Any:\n" + _LEN
            ),
            answer="answer: int = 42",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "dataclass",
        _answers(
            stack=(
                "from dataclasses import dataclass, field\n@dataclass\nclass Stack:\n"
                "    items: list = field(default_factory=list)\n"
                "    def push(self, item):\n        self.items.append(item)\n    def pop(self):\n"
                "        return self.items.pop()"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "inheritance",
        _answers(
            stack=(
                "from abc import ABC, abstractmethod\nfrom typing import Generic, TypeVar\n"
                "T = TypeVar('T')\n"
                "class Base(ABC, Generic[T]):\n    def __init__(self):\n        self.items = []\n"
                "    @abstractmethod\n    def push(self, item): ...\n    def pop(self):\n"
                "        return self.items.pop()\n"
                "class Stack(Base):\n    __slots__ = ('items',)\n    def push(self, item):\n"
                "        self.items.append(item)"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "stack_is_a_list",
        _answers(stack=("class Stack(list):\n    def push(self, item):\n        self.append(item)")),
        ALL,
        ("graded",),
    ),
    Specimen(
        "stack_is_a_deque",
        _answers(
            stack=(
                "import collections\nclass Stack(collections.deque):\n    def push(self, item):\n"
                "        self.append(item)"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "stack_is_a_user_list",
        _answers(
            stack=(
                "import collections\nclass Stack(collections.UserList):\n"
                "    push = collections.UserList.append"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "stack_is_a_function",
        _answers(
            stack=(
                "import types\ndef Stack():\n    items = []\n"
                "    return types.SimpleNamespace(push=items.append, pop=items.pop)"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "stack_has_methods_at_run_time",
        _answers(
            stack=(
                "class Stack:\n    def __init__(self):\n        self._items = []\n"
                "    def __getattr__(self, name):\n"
                "        return {'push': self._items.append, 'pop': self._items.pop}[name]"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "numpy_integers",
        _answers(squares=_NUMPY_SQUARES, answer="import numpy as np\nanswer = np.int64(42)"),
        ALL,
    ),
    Specimen(
        "numpy_array_to_list", _answers(squares=_NUMPY_SQUARES.replace("list(", "(") + ".tolist()"), ALL
    ),
    Specimen(
        "numpy_count",
        _words("    import numpy as np\n    return np.int64(len(text.split()))"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "numpy_in_place",
        _answers(
            clear_negative=(
                "import numpy as np\ndef clear_negative(numbers):\n    numbers[:] = np.maximum(numbers, 0)"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen("float_count", _words("    return float(len(text.split()))"), ALL, ("graded",)),
    Specimen(
        "lambdas",
        _answers(
            words="words = lambda text: len(text.split())",
            clear_negative="clear_negative = lambda n: n.__setitem__(slice(None), [max(0, i) for i in n])",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "recursive_answer",
        _answers(
            squares=(
                "def squares(n):\n    if n < 1:\n        raise ValueError\n"
                "    return ([] if n == 1 else squares(n - 1)) + [n * n]"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "generator_in_a_list",
        _answers(
            squares=(
                "def every(n):\n    for i in range(1, n + 1):\n        yield i * i\n"
                + _SQUARES
                + "list(every(n))"
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "cached_answers",
        _answers(
            words="from functools import lru_cache\n@lru_cache(maxsize=None)\ndef words(text):\n" + _LEN,
            squares="import functools\n@functools.cache\n" + _SQUARES + "[i * i for i in range(1, n + 1)]",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "partial_and_method_as_answers",
        _answers(
            words="import functools\nwords = functools.partial(lambda rule, text: rule(text.split()), len)",
            squares="class Maker:\n    def make(self, n):\n        if n < 1:\n"
            "            raise ValueError\n"
            "        return [i * i for i in range(1, n + 1)]\nsquares = Maker().make",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "global_counter",
        _answers(
            words=(
                "calls, seen = 0, []\ndef words(text):\n    global calls\n    calls += 1\n"
                "    seen.append(text)\n" + _LEN
            )
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "threads_and_processes_in_answers",
        _answers(
            words="from concurrent.futures import ThreadPoolExecutor\ndef words(text):\n"
            "    with ThreadPoolExecutor(4) as pool:\n"
            "        return sum(pool.map(lambda _: 1, text.split()))",
            squares="import multiprocessing\ndef square(i):\n    return i * i\n"
            + _SQUARES.replace("return ", "with multiprocessing.Pool(2) as pool:\n        return ")
            + "pool.map(square, range(1, n + 1))",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "thread_left_running",
        _adds(
            "import threading, time\ndef tick():\n    while True:\n        time.sleep(0.01)\n"
            "        print('tick')\n"
            "threading.Thread(target=tick, daemon=True).start()",
            "squares",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "executes_text",
        _answers(words="exec('def words(text):\\n    return len(text.split())')"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "sets_globals",
        _answers(answer="globals()['answer'] = 42\nassert __name__ == '__main__'"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "tests_of_its_own",
        _adds(
            "import doctest, unittest, inspect\nclass T(unittest.TestCase):\n    def test_it(self):\n"
            "        self.assertEqual(squares(2), [1, 4])\nunittest.main(argv=[''], exit=False)\n"
            "doctest.testmod()\n"
            "assert 'def squares' in inspect.getsource(squares)",
            "answer",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "stdout_to_a_file",
        _adds("import sys\nsys.stdout = open('log.txt', 'w')", "squares"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "redirects_in_answers",
        _words(
            "    import contextlib, io\n    with contextlib.redirect_stdout(io.StringIO()) as found:\n"
            "        print(len(text.split()))\n    return int(found.getvalue())"
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "writes_files",
        _answers(
            words=(
                "import tempfile, pathlib\npathlib.Path('n').write_text('1')\ndef words(text):\n"
                "    with tempfile.NamedTemporaryFile('w+') as file:\n        file.write(text)\n"
                "        file.seek(0)\n"
                "        return len(file.read().split()) * int(pathlib.Path('n').read_text())"
            )
        ),
        ALL,
        ("graded",),
    ),
    # Tests run after all cells: what the last one deletes is gone by then.
    Specimen("cleans_up_at_the_end", _cleans_up, ALL - 3, ("graded",)),
    Specimen(
        "all_expressions_shown",
        _adds(
            "from IPython.core.interactiveshell import InteractiveShell\n"
            "InteractiveShell.ast_node_interactivity = 'all'\n1\n2",
            "squares",
        ),
        ALL,
        ("graded",),
    ),
    Specimen(
        "warnings_as_errors_for_a_while",
        _adds("import warnings\nwarnings.filterwarnings('error')\nwarnings.warn('x')", "answer"),
        ALL,
        ("graded",),
    ),
    Specimen(
        "random_seed_and_default_dtype",
        _adds("import random, numpy\nrandom.seed(1)\nnumpy.random.seed(1)"),
        ALL,
    ),
]


FAULTS = [*BROKEN, *FOLDERS, *SPOILED, *HOSTILE, *ODD_ANSWERS, *UNTIDY]
