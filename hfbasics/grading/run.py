"""Run one submission: its cells in a candidate, then each test cell in the examiner against what is left."""

import atexit
import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil

from hfbasics.grading import cage
from hfbasics.grading.errors import LinkBroken, error_output
from hfbasics.grading.names import definitions
from hfbasics.grading.wire import Wire

__all__ = ["Assignment", "Limits", "Outcome", "Room", "no_answer"]


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds for a cell and in all, bytes of memory and disk, processes."""

    cell: float = 30
    submission: float = 1800
    memory: int = 4 << 30
    disk: int = 256 << 20
    processes: int = 100


@dataclass(frozen=True)
class Assignment:
    """One notebook of an assignment as the instructor has it, and what both processes need to run it.

    `cells` are nbformat dicts: plain cells, released solution cells and whole test cells. `files` lie beside
    the notebook. The candidate may read `readable`; `environment` is all of its environment. The examiner,
    too, has no access to `secret`.
    """

    name: str
    cells: list[dict]
    solved: list[dict]
    metadata: dict = field(default_factory=dict)  # the notebook's own
    files: dict[str, bytes] = field(default_factory=dict)
    readable: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    preload: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    limits: Limits = Limits()
    caged: bool = True


@dataclass
class Outcome:
    """What came of a submission: outputs by cell, checks by grade id, troubles in words, seconds, bytes."""

    outputs: dict[int, list[dict]] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    checks: dict[str, dict] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    state: str = "graded"
    seconds: float = 0.0
    own: float = 0.0  # of these, the seconds in which a cell of the notebook ran
    peak: int = 0


MOST_TRIES = 3


class Room:
    """The two warm processes for one assignment. Use it for one submission after another.

    Raises:
        RuntimeError: when the instructor's own notebook does not run, or a process does not start.
    """

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self._snapshots: dict[str, Wire] = {}
        self._places: dict[str, Any] = {}  # where objects of the task's classes stand in each test cell
        self.troubles: list[str] = []
        self._folder = tempfile.TemporaryDirectory(prefix="examiner-")
        self._processes: list[subprocess.Popen] = []
        self._ends: list[socket.socket] = []
        atexit.register(self.close)
        examiner = self._start_examiner()
        self._cold = self._start_candidate()
        self._warm, self._prefix, self._prefix_done = self._start_warm()
        self._receive_snapshots(examiner)

    def close(self) -> None:
        """End both processes and all that they have started."""
        for process in self._processes:
            if process.poll() is None:
                process.kill()
                process.wait()
        self._processes.clear()
        while self._ends:  # the examiner and its snapshots end when this side of their connection is closed
            self._ends.pop().close()
        self._folder.cleanup()
        atexit.unregister(self.close)

    def _wire(self, end: socket.socket) -> Wire:
        self._ends.append(end)
        return Wire(end)

    def _start_examiner(self) -> Wire:
        ours, theirs = socket.socketpair()
        work, temporary = (Path(self._folder.name, name) for name in ("work", "tmp"))
        for folder in (work, temporary):
            folder.mkdir()
        environment = {**os.environ, **self.assignment.environment, "TMPDIR": str(temporary)}
        command = [sys.executable, "-m", "hfbasics.grading.examiner", str(theirs.fileno())]
        self._popen(command, theirs, cwd=work, env=environment)
        wire = self._wire(ours)
        files, raw = _packed(self.assignment.files)
        one = self.assignment
        message = {"cells": one.solved, "files": files, "secret": one.secret, "seconds": one.limits.cell}
        wire.send(message, raw)
        return wire

    def _receive_snapshots(self, wire: Wire) -> None:
        while True:
            try:
                message, _ = wire.receive()
            except LinkBroken as error:
                raise RuntimeError(f"the examiner did not start: {error}") from None
            match message:
                case {"test": name}:
                    _, (end,), *_ = socket.recv_fds(wire.end, 1, 1)
                    self._snapshots[name] = self._wire(socket.socket(fileno=end))
                case {"trouble": text}:
                    self.troubles.append(text)
                case {"ready": True, "places": places}:
                    self._places = places
                    return

    def _start_candidate(self) -> Wire:
        ours, theirs = socket.socketpair()
        arguments = ["-m", "hfbasics.grading.candidate", str(theirs.fileno())]
        path = os.pathsep.join([str(Path(sys.executable).parent.resolve()), "/usr/bin", "/bin"])
        variables = {"HOME": "/tmp/home", "TMPDIR": "/tmp", "LANG": "C.UTF-8", "PATH": path}
        variables |= self.assignment.environment
        if self.assignment.caged:
            command = cage.command(arguments, map(Path, self.assignment.readable), variables)
            self._popen(command, theirs, env={})
        else:
            self._popen([sys.executable, *arguments], theirs, env={**os.environ, **variables})
        return self._wire(ours)

    def _popen(self, command: list[str], end: socket.socket, **settings: Any) -> None:
        silence = None if os.environ.get("HFBASICS_DEBUG") else subprocess.DEVNULL
        settings |= {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": silence}
        self._processes.append(subprocess.Popen(command, pass_fds=[end.fileno()], **settings))
        end.close()

    def _start_warm(self) -> tuple[Wire | None, list[str], list[dict]]:
        """Have a server run the cells before the first one that a student may change."""
        prefix = []
        for cell in self.assignment.cells:
            nbgrader = cell["metadata"].get("nbgrader", {})
            if nbgrader.get("solution") or nbgrader.get("grade"):
                break
            if cell["cell_type"] == "code":
                prefix.append(cell["source"])
        ours, theirs = socket.socketpair()
        files, raw = _packed(self.assignment.files)
        self._cold.send({"warm": prefix, "preload": list(self.assignment.preload), "files": files}, raw)
        socket.send_fds(self._cold.end, [b"."], [theirs.fileno()])
        theirs.close()
        wire = self._wire(ours)
        wire.deadline = time.monotonic() + 600
        try:
            message, _ = wire.receive()
        except LinkBroken as error:
            self.troubles.append(f"the first cells of the notebook did not run in the cage: {error}")
            return None, [], []
        wire.deadline = None
        if message["threads"]:
            self.troubles.append(f"no warm start: the first cells started {', '.join(message['threads'])}")
            return None, [], []
        return wire, prefix, message["done"]

    def grade(self, cells: Sequence[Mapping[str, Any]], files: Mapping[str, bytes] | None = None) -> Outcome:
        """Run a rebuilt submission; return its outputs and what each check says.

        Args:
            cells: nbformat dicts in order; test cells have the ids of the assignment's.
            files: what the student handed in beside the notebook, by name.
        """
        started = time.monotonic()
        outcome = Outcome()
        broken: dict[int, str] = {}  # why a cell is not run again
        names, tries, careful = list(self._snapshots), 0, False
        while True:
            run = _Run(self, cells, {**(files or {}), **self.assignment.files}, started, careful)
            try:
                run.cells(outcome, broken)
                orphans = run.checks(outcome, names)
                # Something has ended what waited for other checks: these get another run.
                if not orphans or tries > MOST_TRIES:
                    break
                names, tries, careful = orphans, tries + 1, True
            except _Disturbed:
                careful = True
            except _Lost as lost:
                outcome.troubles.append(lost.why)
                outcome.state = lost.state
                if lost.cell in broken or time.monotonic() - started > self.assignment.limits.submission:
                    # With what there is: answers before that place keep their points.
                    run.checks(outcome, names)
                    break
                broken[lost.cell] = lost.why
            finally:
                outcome.peak = max(outcome.peak, run.end())
        for name in self._snapshots:
            outcome.checks.setdefault(name, no_answer("its cells did not run to the end"))
        outcome.seconds = time.monotonic() - started
        return outcome


class _Disturbed(Exception):
    """A witness has ended. Which cell did it is not sure: what is killed ends a moment later."""


class _Lost(Exception):
    """The candidate is gone; `cell` is where."""

    def __init__(self, cell: int, why: str, state: str) -> None:
        super().__init__(why)
        self.cell, self.why, self.state = cell, why, state


def no_answer(why: str) -> dict:
    """Return the result of a check that got no answer."""
    output = error_output("NoAnswer", f"The submission gave no answer to this check: {why}.")
    return {"outputs": [output], "passed": False, "broken": why}


def _packed(files: Mapping[str, bytes]) -> tuple[list[list], bytes]:
    places, start = [], 0
    for name, content in files.items():
        places.append([name, start, len(content)])
        start += len(content)
    return places, b"".join(files.values())


class _Run:
    """One start of a submission's process.

    A careful run asks all witnesses after each cell whether they are there, and stops the first process after
    the last one: a thread of it can then end nothing while the checks run.
    """

    def __init__(
        self, room: Room, cells: Sequence[Mapping], files: Mapping[str, bytes], started: float, careful: bool
    ) -> None:
        self._room, self._cells, self._files, self._careful = room, cells, files, careful
        self._limits = room.assignment.limits
        self._until = started + self._limits.submission
        self._witnesses: dict[str, socket.socket] = {}
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        prefix = room._prefix
        warm = room._warm is not None and prefix and code[: len(prefix)] == prefix
        self._server = room._warm if warm else room._cold
        self._done = list(room._prefix_done) if warm else []
        ours, theirs = socket.socketpair()
        self._tell({"start": {**asdict(self._limits), "caged": room.assignment.caged}})
        socket.send_fds(self._server.end, [b"."], [theirs.fileno()])
        theirs.close()
        answer, _ = self._server.receive()
        self._wire = Wire(ours)
        if not answer.get("started"):
            raise RuntimeError("no process for the submission could be started in the cage")
        self._watch = _Watch(room._processes[-1].pid, self._limits, len(room._snapshots), self.kill)

    def kill(self) -> None:
        """End the submission's first process, and with it all others."""
        with contextlib.suppress(LinkBroken):
            self._tell({"signal": int(signal.SIGKILL)})

    def _tell(self, message: dict) -> None:
        self._server.deadline = time.monotonic() + 60
        self._server.send(message)

    def end(self) -> int:
        """End all processes of the submission; return the largest memory of one, in bytes."""
        self._watch.stop()
        for end in self._witnesses.values():
            end.close()
        self._wire.end.close()
        self._tell({"end": True})
        answer, _ = self._server.receive()
        return answer.get("ended", 0) * 1024

    def cells(self, outcome: Outcome, broken: Mapping[int, str]) -> None:
        """Run the cells in order; at each test cell leave a witness. A cell in `broken` is not run."""
        files, raw = _packed(self._files)
        try:
            trouble = self._ask(-1, {"files": files}, raw).get("trouble")
        except _Slow:
            raise _Lost(-1, "its files could not be written in time", "timed out") from None
        if trouble and str(trouble)[:300] not in outcome.troubles:
            outcome.troubles.append(str(trouble)[:300])
        for index, cell in enumerate(self._cells):
            if cell["cell_type"] != "code":
                continue
            nbgrader = cell["metadata"].get("nbgrader", {})
            if nbgrader.get("grade") and not nbgrader.get("solution"):
                if index not in broken:
                    self._witness(index, nbgrader["grade_id"])
                    self._define(index, definitions(cell["source"]))
            elif self._done:  # its time belongs to no submission
                self._keep(outcome, index, {**self._done.pop(0), "seconds": 0.0})
            elif index in broken:
                outcome.outputs[index] = [_stopped(broken[index])]
            else:
                self._keep(outcome, index, self._run(outcome, index, cell["source"]))
        if self._careful:
            self._tell({"signal": int(signal.SIGSTOP)})

    def _define(self, index: int, source: str) -> None:
        """Give later cells what the visible part of a test cell imports and defines."""
        if not source:
            return
        try:
            self._ask(index, {"define": source})
        except _Slow:
            raise _Lost(index, f"cell {index + 1} did not end in time", "timed out") from None

    def _keep(self, outcome: Outcome, index: int, reply: dict) -> None:
        outputs, count = reply.get("outputs"), reply.get("count")
        outcome.outputs[index] = outputs if isinstance(outputs, list) else []
        seconds = reply.get("seconds")
        outcome.own += seconds if type(seconds) is float and 0 < seconds < self._limits.cell else 0
        outcome.counts[index] = count if type(count) is int and 0 <= count < 1 << 31 else None
        ends = self._witnesses.values()
        if not self._careful and any(map(_is_over, ends)):
            raise _Disturbed
        if self._careful and not all(map(_answers, ends)):
            raise _Lost(index, f"cell {index + 1} ended the processes of cells before it", "crashed")

    def _run(self, outcome: Outcome, index: int, source: str) -> dict:
        if not source.strip():
            return {"outputs": []}
        try:
            return self._ask(index, {"run": source})
        except _Slow:
            outcome.troubles.append(
                f"cell {index + 1} took longer than {self._limits.cell:g} s and was stopped"
            )
            outcome.state = "timed out"
            self._tell({"signal": int(signal.SIGINT)})
            try:
                self._wire.deadline = time.monotonic() + 5
                reply, _ = self._wire.receive()
                outputs = reply.get("outputs") if isinstance(reply, dict) else None
                outputs = outputs if isinstance(outputs, list) else []
                return {"outputs": [*outputs, _stopped(outcome.troubles[-1])]}
            except LinkBroken:
                raise _Lost(index, outcome.troubles.pop(), "timed out") from None

    def _witness(self, index: int, name: str) -> None:
        ours, theirs = socket.socketpair()
        self._witnesses[name] = ours
        try:
            self._wire.send({"witness": True})
            socket.send_fds(self._wire.end, [b"."], [theirs.fileno()])
            theirs.close()
            self._wire.deadline = time.monotonic() + self._limits.cell
            self._wire.receive()
        except (LinkBroken, OSError):
            raise _Lost(index, f"the process ended before {name}", "crashed") from None

    def _ask(self, index: int, message: dict, raw: bytes = b"") -> dict:
        self._wire.deadline = min(time.monotonic() + self._limits.cell, self._until)
        try:
            self._wire.send(message, raw)
            reply, _ = self._wire.receive()
        except LinkBroken as error:
            if "in time" in str(error):
                if time.monotonic() > self._until:
                    raise _Lost(
                        index, "the submission took longer than all of its time", "timed out"
                    ) from None
                raise _Slow from None
            why = self._watch.why or str(error)
            raise _Lost(index, f"cell {index + 1} ended the whole process: {why}", "crashed") from None
        return reply if isinstance(reply, dict) else {}

    def checks(self, outcome: Outcome, names: Sequence[str]) -> list[str]:
        """Run test cells in the examiner, each against the witness that was left at its place.

        Returns:
            The names of those whose witness was gone before it was asked, or ended with the first process.
        """
        orphans = []
        for name in names:
            snapshot, end = self._room._snapshots[name], self._witnesses.pop(name, None)
            if end is None:
                outcome.checks.setdefault(name, no_answer("the cell before it ended the process"))
                continue
            if _is_over(end):
                outcome.troubles.append(
                    f"a check's own code ended what waited for {name}, which was run again"
                )
                outcome.state = "crashed"
                orphans.append(name)
                end.close()
                continue
            seconds = max(1.0, min(self._limits.cell, self._until - time.monotonic()))
            places = self._room._places.get(name, {})
            snapshot.send({"seconds": seconds, "memory": self._limits.memory, "places": places})
            socket.send_fds(snapshot.end, [b"."], [end.fileno()])
            end.close()
            snapshot.deadline = time.monotonic() + seconds + 30
            outcome.checks[name], _ = snapshot.receive()
            outcome.own += outcome.checks[name].get("seconds", 0)
            why = outcome.checks[name].get("broken")
            # Another check's code can have ended it: it dies a moment later than it is killed. In a careful
            # run nothing else is awake.
            if why == "the process ended" and not self._careful and not self._watch.why:
                outcome.troubles.append(f"the process ended during {name}, which was run again")
                outcome.state = "crashed"
                del outcome.checks[name]
                orphans.append(name)
            elif why:
                why += f" ({self._watch.why})" if self._watch.why else ""
                outcome.troubles.append(f"no answer to {name}: {why}")
                outcome.state = "timed out" if "in time" in why else "crashed"
        return orphans


def _is_over(end: socket.socket) -> bool:
    """Say whether the process at the other end is gone; a witness says nothing before it is asked."""
    return bool(select.select([end], [], [], 0)[0])


def _answers(end: socket.socket) -> bool:
    """Ask a witness whether it is there: one that is killed does not answer, even before it has ended."""
    wire = Wire(end)
    wire.deadline = time.monotonic() + 5
    try:
        wire.send({"there": True})
        wire.receive()
    except LinkBroken:
        return False
    finally:
        end.settimeout(None)
    return True


class _Slow(Exception):
    """A cell has used up its time."""


def _stopped(why: str) -> dict:
    return error_output("Stopped", f"{why[0].upper()}{why[1:]}.")


class _Watch(threading.Thread):
    """Look at the cage four times a second; end the submission when it has too many processes.

    The witnesses are not the submission's own: a notebook may have any number of test cells.
    """

    def __init__(self, server: int, limits: Limits, witnesses: int, kill: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._server, self._most, self._kill = server, limits.processes, kill
        self._witnesses = witnesses
        self._over = threading.Event()
        self.why: str | None = None
        self.start()

    def run(self) -> None:
        try:
            server = psutil.Process(self._server)
        except psutil.Error:
            return
        while not self._over.wait(0.25):
            with contextlib.suppress(psutil.Error):
                processes = server.children(recursive=True)
                if len(processes) > self._most + self._witnesses:
                    self.why = f"more than {self._most} processes"
                elif psutil.virtual_memory().available < 1 << 30:
                    self.why = "this machine's memory ran out"
                if self.why:
                    self._kill()
                    return

    def stop(self) -> None:
        self._over.set()
