"""The pure step: bytes in, bytes out. It runs in any process of any machine that has this package.

A job is two JSON texts, an assignment's and a submission's, with the length of the first before them.
Nothing is shared but the bytes: no disk, no gradebook.
"""

import base64
import contextlib
import ctypes
import dataclasses
import hashlib
import json
import os
import signal
import struct
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import nbformat

from hfbasics.grading.errors import LinkBroken
from hfbasics.grading.intake import Rejected, read_notebook, rebuild
from hfbasics.grading.run import Assignment, Limits, Outcome, Room, no_answer

__all__ = ["end_with_parent", "fill", "pack_assignment", "pack_job", "run_job", "unpack_result"]

_LENGTH = struct.Struct(">Q")
REBUILD_SECONDS = 20
MOST_OUTPUT = 40 << 20  # characters
MOST_ROOMS = 4  # of an assignment with several notebooks; each holds what its notebook has loaded
_rooms: dict[str, Room] = {}
_busy = threading.Lock()  # a cluster's worker may have threads, and a room has one submission at a time


def pack_assignment(assignment: Assignment) -> bytes:
    """Return an assignment's notebook as bytes, the same for all of its submissions."""
    plain = dataclasses.asdict(assignment)
    plain["files"] = {name: base64.b64encode(content).decode() for name, content in assignment.files.items()}
    return json.dumps(plain).encode()


def pack_job(assignment: bytes, notebook: bytes, files: dict[str, bytes]) -> bytes:
    """Return a job for one notebook of a submission; `files` lie beside it."""
    packed = {
        "notebook": base64.b64encode(notebook).decode(),
        "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
    }
    return _LENGTH.pack(len(assignment)) + assignment + json.dumps(packed).encode()


def run_job(job: bytes) -> bytes:
    """Rebuild and run one notebook; return its state, cells, troubles, repairs, seconds and memory."""
    with _busy:
        return _run_job(job)


def _run_job(job: bytes) -> bytes:
    (length,) = _LENGTH.unpack(job[: _LENGTH.size])
    head, rest = job[_LENGTH.size :][:length], job[_LENGTH.size + length :]
    packed = json.loads(rest)
    files = {name: base64.b64decode(content) for name, content in packed["files"].items()}
    try:
        submitted, repairs = read_notebook(base64.b64decode(packed["notebook"]))
        assignment = _room(head).assignment
        with _at_most(REBUILD_SECONDS):
            cells, more = rebuild(assignment.cells, submitted)
    except Rejected as error:
        return _as_bytes({"state": "rejected", "troubles": [str(error)], "repairs": []})
    repairs += more
    try:
        outcome = _grade(head, cells, files)
    except RuntimeError as error:  # a machine may stand still for a minute, which is nobody's fault
        outcome = _grade(head, cells, files)
        outcome.troubles.append(f"the grading room failed ({error}), so this was graded in a new one")
    room = _room(head)
    told, room.troubles = room.troubles, []  # the instructor's own, once for each worker
    fill(cells, outcome)
    return _as_bytes(
        {
            "state": "repaired" if outcome.state == "graded" and repairs else outcome.state,
            "cells": cells,
            "troubles": [*told, *outcome.troubles],
            "repairs": repairs,
            "seconds": outcome.seconds,
            "own": outcome.own,
            "peak": outcome.peak,
        }
    )


def _grade(head: bytes, cells: Sequence[dict[str, Any]], files: dict[str, bytes]) -> Outcome:
    """Run a rebuilt submission in this process's room.

    Raises:
        RuntimeError: for a trouble of the room itself, which is closed then; the next try gets a new one.
    """
    room = _room(head)
    try:
        return room.grade(cells, files)
    except BaseException as error:
        _close_rooms()
        if isinstance(error, LinkBroken):  # no Exception, so that no test cell can catch it
            raise RuntimeError(str(error)) from None
        raise


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Stop what takes too long, where this thread may set an alarm."""

    def stop(*_: object) -> None:
        raise Rejected(f"its cells cannot be told apart in {seconds:g} s")

    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _as_bytes(result: dict[str, Any]) -> bytes:
    """Return JSON in UTF-8; half of a surrogate pair, which no file can hold, becomes a question mark."""
    return json.dumps(result, ensure_ascii=False).encode("utf-8", "replace")


def fill(cells: Sequence[dict[str, Any]], outcome: Outcome) -> None:
    """Give the code cells of a submission their outputs and numbers."""
    for index, cell in enumerate(cells):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in outcome.checks:
            cell["outputs"] = _check_outputs(outcome.checks[name])
        elif index in outcome.outputs:
            cell["outputs"] = _sound(outcome.outputs[index])
            cell["execution_count"] = outcome.counts.get(index)


def _sound(outputs: list) -> list[dict]:
    """Return those outputs that are as nbformat wants them: the candidate may have sent anything."""
    found = []
    for output in outputs:
        if isinstance(output, dict) and isinstance(output.get("text"), list):
            output = {**output, "text": "".join(map(str, output["text"]))}
        try:
            nbformat.validate(nbformat.from_dict(output), ref="output", version=4, version_minor=5)
            if len(json.dumps(output)) < MOST_OUTPUT:
                found.append(output)
        except Exception:  # jsonschema raises kinds of its own for odd input
            continue
    return found


def _check_outputs(check: dict) -> list[dict]:
    """Return the outputs of a test cell; one that has not passed always shows an error."""
    outputs = _sound(check["outputs"])
    if not check["passed"] and not any(output["output_type"] == "error" for output in outputs):
        outputs += no_answer("its result cannot be shown")["outputs"]
    return outputs


def unpack_result(result: bytes) -> dict[str, Any]:
    """Return what `run_job` found."""
    return json.loads(result)


def _unpack_assignment(head: bytes) -> Assignment:
    plain = json.loads(head)
    plain["files"] = {name: base64.b64decode(content) for name, content in plain["files"].items()}
    plain["limits"] = Limits(**plain["limits"])
    for name in ("readable", "preload", "secret"):
        plain[name] = tuple(plain[name])
    return Assignment(**plain)


def _room(head: bytes) -> Room:
    """Return this process's warm room for a notebook; too many, and the one unused longest is closed."""
    digest = hashlib.sha256(head).hexdigest()
    room = _rooms.pop(digest, None)
    while len(_rooms) >= MOST_ROOMS:
        _rooms.pop(next(iter(_rooms))).close()
    _rooms[digest] = room or Room(_unpack_assignment(head))
    return _rooms[digest]


def _close_rooms() -> None:
    while _rooms:
        _rooms.popitem()[1].close()


def end_with_parent() -> None:
    """Have this worker end when the process that started it is killed, so that no room stays behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread per kernel: all cores are busy anyway
