"""Remember on this machine what was checked: one small file in the learner's own folder.

`progress.json` holds, for each topic, the last verdict of each exercise with a digest of the answer that it
is about, and how many hints were asked for.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from hfbasics.errors import CourseError
from hfbasics.study.outline import squeezed
from hfbasics.study.verdicts import State, Verdict

__all__ = ["Progress", "Record", "Remembered", "digest"]

_VERSION = 1
_WAIT = 5  # seconds for another kernel that is writing


@dataclass(frozen=True)
class Record:
    """The last verdict of one exercise. `answer` is the digest of the answer's text."""

    state: State
    points: float
    most: float
    why: str
    answer: str
    checked: str


@dataclass
class Remembered:
    """What is remembered of one topic, by the short ids of its exercises."""

    records: dict[str, Record] = field(default_factory=dict)
    hints: dict[str, int] = field(default_factory=dict)


def digest(answer: str) -> str:
    """Return a short digest of an answer; white space does not change it."""
    return hashlib.sha256(squeezed(answer).encode()).hexdigest()[:16]


class Progress:
    """The file `progress.json` in a learner's folder.

    Args:
        work: the folder. Nothing is written where it does not exist.
        say: is called with a sentence when the file was damaged and has been set aside.
    """

    def __init__(self, work: Path, say: Callable[[str], None]) -> None:
        self.path = work / "progress.json"
        self._say = say

    def read(self) -> dict[str, Remembered]:
        """Return what is remembered, by topic; a damaged file is set aside under another name."""
        try:
            return _parsed(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError):
            aside = _free(self.path.with_name("progress.damaged.json"))
            self.path.replace(aside)
            self._say(f"{self.path} is damaged: it is kept as {aside.name}, and a new one begins.")
            return {}
        except OSError as error:
            raise CourseError(
                f"{self.path} cannot be read ({error.strerror}): look at its permissions."
            ) from None

    def record(self, topic: str, verdicts: Sequence[Verdict], answers: Mapping[str, str]) -> None:
        """Keep verdicts that say something new, with the answers that they are about."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        fresh = {
            one.exercise: Record(
                one.state, one.points, one.most, one.why, digest(answers.get(one.exercise, "")), now
            )
            for one in verdicts
            if one.tried
        }
        if fresh:
            self._change(topic, lambda remembered: remembered.records.update(fresh))

    def count_hint(self, topic: str, exercise: str, most: int) -> int:
        """Count one more hint, up to `most`; return how many have been asked for."""
        counted = 0

        def count(remembered: Remembered) -> None:
            nonlocal counted
            counted = min(remembered.hints.get(exercise, 0) + 1, most)
            remembered.hints[exercise] = counted

        self._change(topic, count)
        return counted

    def _change(self, topic: str, change: Callable[[Remembered], None]) -> None:
        with contextlib.ExitStack() as stack:
            if self.path.parent.is_dir():
                lock = self.path.with_name(".progress.lock")
                # Two kernels may write at once. Where no lock can be had, a record less is no great loss.
                with contextlib.suppress(Timeout, OSError):
                    stack.enter_context(FileLock(lock, timeout=_WAIT))
            everything = self.read()
            change(everything.setdefault(topic, Remembered()))
            if self.path.parent.is_dir():
                self._write(everything)

    def _write(self, everything: Mapping[str, Remembered]) -> None:
        plain = {"version": _VERSION, "topics": {name: asdict(one) for name, one in everything.items()}}
        text = json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
        try:
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".progress-")
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
                stream.write(text)
            Path(name).replace(self.path)
        except OSError as error:
            self._say(f"{self.path} cannot be written ({error.strerror}): this check is not remembered.")


def _parsed(text: str) -> dict[str, Remembered]:
    plain = json.loads(text)
    if plain["version"] != _VERSION:
        raise ValueError("another version of the course wrote this")
    found = {}
    for topic, kept in plain["topics"].items():
        records = {
            exercise: Record(**{**record, "state": State(record["state"])})
            for exercise, record in kept["records"].items()
        }
        if not all(
            type(one.points) in (int, float) and type(one.most) in (int, float) for one in records.values()
        ):
            raise TypeError("points are numbers")
        hints = {exercise: int(count) for exercise, count in kept["hints"].items()}
        found[topic] = Remembered(records, hints)
    return found


def _free(path: Path) -> Path:
    """Return `path`, or the first of its numbered names that is free."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found
