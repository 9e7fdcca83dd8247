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
from xdist.scheduler import LoadScopeScheduling

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


class ByGroup(LoadScopeScheduling):
    """Give each test file to one process, and the answers, which take longest, in parts of half a topic.

    Files share fixtures that take minutes. The mark `xdist_group` would say the same, but does nothing with
    pytest 9.2 and pytest-xdist 3.8; a test holds that this does.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, _, name = nodeid.partition("::")
        if not path.endswith("test_answers.py"):
            return path
        topic = re.search(r"\[(\d)-", name)
        late = re.search(r"-ex(0[789]|1\d)_", name)
        return f"{path} {topic[1] if topic else 1} {'late' if late else 'early'}"


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> LoadScopeScheduling:
    """Return what hands the tests out to the processes."""
    return ByGroup(config, log)


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
