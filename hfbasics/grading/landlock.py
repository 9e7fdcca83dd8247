"""Keep this process from files that it has no business with, by Landlock, for as long as it lives.

A text of a submission's can do things in a library that runs it by means of its own, such as SQLite's
`ATTACH`. The examiner needs neither the gradebook nor the source nor anybody's submission.
"""

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

__all__ = ["keep_from"]

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # numbers of the system calls, the same on all machines
_VERSION, _BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # how many rights for files a version knows
_OF_FILES = 0b111 | 1 << 14 | 1 << 15  # run, write, read, truncate, and ask a device
_LIST = 1 << 3


def keep_from(secret: Iterable[Path]) -> bool:
    """Take away all access to these files and folders; say whether this machine can.

    Landlock knows no exceptions: what lies beside each of them, and beside each folder above it, is allowed.
    So is to list any folder, for Python looks for its modules so.
    """
    hidden = {path.resolve() for path in secret if path.exists()}
    if not hidden or sys.platform != "linux":
        return not hidden
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, _VERSION)
    if version < 1:
        return False
    rights = (1 << _RIGHTS.get(version, 16)) - 1
    ruleset = libc.syscall(_CREATE, struct.pack("=Q", rights), 8, 0)
    allowed = {path: rights if path.is_dir() else rights & _OF_FILES for path in _beside(hidden)}
    for path, may in {Path("/"): _LIST, **allowed}.items():
        with contextlib.suppress(OSError):
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            libc.syscall(_ADD, ruleset, _BENEATH, struct.pack("=Qi", may, place), 0)
            os.close(place)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = libc.syscall(_RESTRICT, ruleset, 0)
    os.close(ruleset)
    return done == 0


def _beside(hidden: set[Path]) -> Iterator[Path]:
    above = {parent for path in hidden for parent in path.parents}
    for folder in above:
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if path not in above and path not in hidden and not path.is_symlink():
                    yield path
