"""Make `python3`, the kernel that every notebook of the course asks for, this environment's own."""

import os
import sys
from pathlib import Path

__all__ = ["environment"]


def environment() -> dict[str, str]:
    """Return this process's environment with this environment's kernels before all others.

    A kernel of the same name in a person's own folder, as `ipython kernel install --user` makes it, or one
    that `JUPYTER_PATH` names, would start a Python that lacks the course's package. Jupyter searches the
    folders of `JUPYTER_PATH` first, and in their order.
    """
    own = str(Path(sys.prefix) / "share" / "jupyter")
    others = [
        place for place in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if place not in ("", own)
    ]
    return {**os.environ, "JUPYTER_PATH": os.pathsep.join([own, *others])}
