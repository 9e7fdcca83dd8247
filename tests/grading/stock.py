"""Grade the specimens by nbgrader's own `autograde`: `python -m tests.grading.stock [--every N]`.

Prints how many cheats gain points, and how many faults lose some, stop the command or never end, as the
table in docs/grading.md, and then the names. Each specimen has a course folder of its own, in a cage that
keeps this machine whole; those that would fill its memory or its table of processes are left out. All of them
take an hour.
"""

import argparse
import concurrent.futures
import os
import resource
import shutil
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade
from rich.console import Console
from rich.progress import track

from hfbasics.grading import cage
from tests.grading.cheats import CHEATS
from tests.grading.conftest import make_course
from tests.grading.faults import FAULTS
from tests.grading.small import ASSIGNMENT, SECRETS
from tests.grading.specimens import Specimen

SECONDS = 90  # a submission has seven cells and checks that may each take the five seconds of its settings
DANGEROUS = ("fork", "bomb", "memory", "many_processes")
OUTCOMES = {
    "gains": "points that are not deserved",
    "loses": "deserved points lost",
    "tells": "a hidden test in its own outputs",
    "stops": "the command stops with an error",
    "hangs": f"no end in {SECONDS} s",
    "as deserved": "none of these",
}


def _autograde(root: Path) -> int | None:
    """Run the command in a cage in which only the course can be written to; None when it did not end."""
    command = cage.command(["-m", "nbgrader", "autograde", ASSIGNMENT], [], {"HOME": "/tmp"})
    place = command.index("--chdir")
    command[place : place + 2] = ["--bind", str(root), str(root), "--chdir", str(root)]
    try:
        return subprocess.run(
            command, capture_output=True, timeout=SECONDS, preexec_fn=_limit, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        return None


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28, 1 << 28))


def outcomes(specimen: Specimen, template: Path, blank, perfect) -> set[str]:
    """Return what became of one specimen, as keys of OUTCOMES."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "course"
        shutil.copytree(template, root)
        specimen.write(root / "submitted" / "student" / ASSIGNMENT, blank, perfect)
        code = _autograde(root)
        found = {None: {"hangs"}, 0: set()}.get(code, {"stops"})
        try:
            with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
                score = gradebook.find_submission(ASSIGNMENT, "student").score
        except Exception:  # there is no row, or no gradebook any more
            score = 0
            found |= {"stops"} if code is not None else set()
        found |= {"gains"} if score > specimen.earns else set()
        found |= {"loses"} if score < specimen.earns else set()
        if _tells(root / "autograded" / "student" / ASSIGNMENT / "small.ipynb"):
            found.add("tells")
    return found or {"as deserved"}


def _tells(path: Path) -> bool:
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception:  # it was not written, or is no notebook
        return False
    shown = str([cell.get("outputs", []) for cell in cells if not is_grade(cell)])
    return any(secret in shown for secret in SECRETS)


def main() -> None:
    """Print the table and the names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth specimen")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    console, names = Console(highlight=False, soft_wrap=True), defaultdict(list)
    groups = {"cheats": CHEATS, "faults": FAULTS}
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "course"
        blank, perfect = make_course(template)
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as executor:
            for group, every in groups.items():
                asked = [one for one in every if not any(word in one.name for word in DANGEROUS)]
                asked = asked[:: options.every]
                jobs = [executor.submit(outcomes, one, template, blank, perfect) for one in asked]
                for one, job in zip(track(asked, description=group, console=console), jobs, strict=True):
                    for outcome in job.result():
                        names[group, outcome].append(one.name)
                groups[group] = asked
    console.print("| `nbgrader autograde` on | specimens |", " | ".join(OUTCOMES.values()), "|")
    console.print("|---" * (len(OUTCOMES) + 2) + "|")
    for group, asked in groups.items():
        numbers = [str(len(names[group, outcome])) for outcome in OUTCOMES]
        console.print(f"| {group} | {len(asked)} |", " | ".join(numbers), "|")
    for (group, outcome), some in sorted(names.items()):
        if some:
            console.print(f"\n{group}, {OUTCOMES[outcome]}: {', '.join(sorted(some))}")


if __name__ == "__main__":
    main()
