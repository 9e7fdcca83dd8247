"""The pure step: bytes in, bytes out. It runs in any process of any machine that has this package.

A job is two JSON texts, an assignment's and a submission's, with the length of the first before them.
Nothing is shared but the bytes: no disk, no gradebook.
"""

import base64
import ctypes
import dataclasses
import hashlib
import json
import os
import struct
import sys
from typing import Any

from hfbasics.grading.intake import Rejected, read_notebook, rebuild
from hfbasics.grading.run import Assignment, Limits, Room

__all__ = ["end_with_parent", "pack_assignment", "pack_job", "run_job", "unpack_result"]

_LENGTH = struct.Struct(">Q")
MOST_ROOMS = 4  # of an assignment with several notebooks; each holds what its notebook has loaded
_rooms: dict[str, Room] = {}


def pack_assignment(assignment: Assignment) -> bytes:
    """Return an assignment's notebook as bytes, the same for all of its submissions."""
    plain = dataclasses.asdict(assignment)
    plain["files"] = {name: base64.b64encode(content).decode() for name, content in assignment.files.items()}
    return json.dumps(plain).encode()


def pack_job(assignment: bytes, notebook: bytes | None, files: dict[str, bytes]) -> bytes:
    """Return a job for one notebook of a submission; `files` lie beside it."""
    packed = {
        "notebook": base64.b64encode(notebook).decode(),
        "files": {name: base64.b64encode(content).decode() for name, content in files.items()},
    }
    return _LENGTH.pack(len(assignment)) + assignment + json.dumps(packed).encode()


def run_job(job: bytes) -> bytes:
    """Rebuild and run one notebook; return its state, cells, troubles, repairs, seconds and memory."""
    (length,) = _LENGTH.unpack(job[: _LENGTH.size])
    head, rest = job[_LENGTH.size :][:length], job[_LENGTH.size + length :]
    packed = json.loads(rest)
    files = {name: base64.b64decode(content) for name, content in packed["files"].items()}
    try:
        submitted, repairs = read_notebook(base64.b64decode(packed["notebook"]))
        assignment = _unpack_assignment(head)
        cells, more = rebuild(assignment.cells, submitted)
    except Rejected as error:
        return json.dumps({"state": "rejected", "troubles": [str(error)], "repairs": []}).encode()
    repairs += more
    room = _room(head, assignment)
    try:
        outcome = room.grade(cells, files)
    except BaseException:
        _close_rooms()  # after a trouble of the room itself, the next submission gets a new one
        raise
    for index, outputs in outcome.outputs.items():
        cells[index]["outputs"] = outputs
        cells[index]["execution_count"] = outcome.counts.get(index)
    for cell in cells:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name in outcome.checks:
            cell["outputs"] = outcome.checks[name]["outputs"]
    return json.dumps(
        {
            "state": "repaired" if outcome.state == "graded" and repairs else outcome.state,
            "cells": cells,
            "troubles": [*room.troubles, *outcome.troubles],
            "repairs": repairs,
            "seconds": outcome.seconds,
            "peak": outcome.peak,
        }
    ).encode()


def unpack_result(result: bytes) -> dict[str, Any]:
    """Return what `run_job` found."""
    return json.loads(result)


def _unpack_assignment(head: bytes) -> Assignment:
    plain = json.loads(head)
    plain["files"] = {name: base64.b64decode(content) for name, content in plain["files"].items()}
    plain["limits"] = Limits(**plain["limits"])
    plain["readable"], plain["preload"] = tuple(plain["readable"]), tuple(plain["preload"])
    return Assignment(**plain)


def _room(head: bytes, assignment: Assignment) -> Room:
    """Return this process's warm room for a notebook; too many, and the one unused longest is closed."""
    digest = hashlib.sha256(head).hexdigest()
    room = _rooms.pop(digest, None)
    while len(_rooms) >= MOST_ROOMS:
        _rooms.pop(next(iter(_rooms))).close()
    _rooms[digest] = room or Room(assignment)
    return _rooms[digest]


def _close_rooms() -> None:
    while _rooms:
        _rooms.popitem()[1].close()


def end_with_parent() -> None:
    """Have this worker end when the process that started it is killed, so that no room stays behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread per kernel: all cores are busy anyway
