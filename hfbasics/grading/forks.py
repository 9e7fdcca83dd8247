"""Make a process quick to fork: a submission is one fork, and so is each of its checks."""

import ctypes
import gc
import mmap
import sys
from pathlib import Path

__all__ = ["make_quick_to_fork"]

_HUGE = 2 << 20  # bytes of a huge page
_COLLAPSE = 25  # MADV_COLLAPSE, since Linux 6.1; an older kernel refuses it, and forks as before


def make_quick_to_fork() -> None:
    """Gather this process's memory in huge pages, and have the garbage collector leave what is there alone.

    A fork copies an entry for each page, which takes 20 ms for 500 MB of small pages, and each page that the
    collector marks is copied, too.
    """
    gc.collect()
    gc.freeze()
    if sys.platform != "linux" or mmap.PAGESIZE != 4096:
        return
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for line in Path("/proc/self/maps").read_text().splitlines():
        place, rights, _, _, file, *name = line.split()
        start, end = (int(part, 16) for part in place.split("-"))
        if rights == "rw-p" and file == "0" and name != ["[stack]"]:
            for page in range(-(-start // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE):
                madvise(page, _HUGE, _COLLAPSE)
