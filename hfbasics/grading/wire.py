"""Send and receive bounded messages over a socket: JSON and the raw bytes of arrays.

A message is two lengths (8 bytes each, big-endian), then that many bytes of JSON, then that many raw bytes.
The receiver trusts nothing: sizes, nesting and the total time are bounded before anything is read.
"""

import json
import socket
import struct
import time

from hfbasics.grading.errors import CannotCross, LinkBroken

__all__ = ["Wire"]

_LENGTHS = struct.Struct(">QQ")
_MEBI = 1 << 20


class Wire:
    """One end of a connection. Messages are JSON values of the standard library and one `bytes`.

    Args:
        most_json, most_raw: the largest accepted message parts, in bytes.
    """

    def __init__(self, end: socket.socket, most_json: int = 32 * _MEBI, most_raw: int = 512 * _MEBI) -> None:
        self.end = end
        self._most = (most_json, most_raw)
        self.deadline: float | None = None  # by time.monotonic(); None waits for ever

    def send(self, message: object, raw: bytes = b"") -> None:
        """Send one message.

        Raises:
            LinkBroken: when the other side is gone or does not read in time.
            CannotCross: when the message is too large.
        """
        text = json.dumps(message, separators=(",", ":"), ensure_ascii=False, default=str)
        text = text.encode("utf-8", "surrogatepass")
        if len(text) > self._most[0] or len(raw) > self._most[1]:
            raise CannotCross(f"{(len(text) + len(raw)) >> 20} MiB at once")
        try:
            self._limit()
            self.end.sendall(_LENGTHS.pack(len(text), len(raw)) + text)
            if raw:
                self.end.sendall(raw)
        except TimeoutError:
            raise LinkBroken("no answer in time") from None
        except OSError:
            raise LinkBroken("the process ended") from None

    def receive(self) -> tuple[object, bytes]:
        """Return the next message.

        Raises:
            LinkBroken: when none comes in time, the other side is gone, or what came is no message.
        """
        sizes = _LENGTHS.unpack(self._read(_LENGTHS.size))
        if sizes[0] > self._most[0] or sizes[1] > self._most[1]:
            raise LinkBroken(f"a message of {sum(sizes) >> 20} MiB is too large")
        text, raw = self._read(sizes[0]), self._read(sizes[1])
        try:
            return json.loads(text.decode("utf-8", "surrogatepass")), raw
        except (ValueError, RecursionError):
            raise LinkBroken("what came is no message") from None

    def _read(self, size: int) -> bytes:
        parts, missing = [], size
        while missing:
            try:
                self._limit()
                part = self.end.recv(min(missing, _MEBI))
            except TimeoutError:
                raise LinkBroken("no answer in time") from None
            except OSError:
                raise LinkBroken("the process ended") from None
            if not part:
                raise LinkBroken("the process ended")
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _limit(self) -> None:
        if self.deadline is None:
            self.end.settimeout(None)
            return
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self.end.settimeout(left)
