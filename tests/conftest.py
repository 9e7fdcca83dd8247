"""Fixtures that several test files share, and the closing table of false passes and fails."""

import itertools
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

# Two test processes share two cores. More threads than cores make each other wait, many times over.
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[1]


def run_python(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess:
    """Run a fresh Python, as a notebook's kernel is, with these arguments and environment variables."""
    return subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **environment},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items) -> None:
    """Give each test file to one process, and the answers, which take longest, in parts of half a topic."""
    for item in items:
        group = item.path.stem
        if group == "test_answers":
            topic = re.search(r"\[(\d)-", item.name)
            late = re.search(r"-ex(0[789]|1\d)_", item.name)
            group += f"_{topic[1] if topic else 1}_{'late' if late else 'early'}"
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the table of false passes and false fails, from the verdicts that tests recorded."""
    verdicts = defaultdict(list)
    for report in itertools.chain(*terminalreporter.stats.values()):
        if getattr(report, "when", None) == "call":
            for name, value in report.user_properties:
                if name == "verdict":
                    assignment, exercise, deserved, got = value
                    verdicts[f"{assignment} {exercise}"].append((deserved, got))
    if verdicts:
        terminalreporter.section("answer corpus")
        for line in _table(verdicts):
            terminalreporter.write_line(line)


def _table(verdicts: dict[str, list[tuple[bool, bool]]]) -> Iterator[str]:
    yield f"{'exercise':<32}{'right':>7}{'wrong':>7}{'false passes':>14}{'false fails':>13}"
    verdicts = dict(sorted(verdicts.items()))
    verdicts["all"] = list(itertools.chain(*verdicts.values()))
    for exercise, pairs in verdicts.items():
        right = sum(deserved for deserved, _ in pairs)
        passes = sum(got and not deserved for deserved, got in pairs)
        fails = sum(deserved and not got for deserved, got in pairs)
        yield f"{exercise:<32}{right:>7}{len(pairs) - right:>7}{passes:>14}{fails:>13}"
