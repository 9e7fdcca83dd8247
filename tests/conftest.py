"""Fixtures that several test files share, and the closing table of false passes and fails."""

from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Verdicts of the answer corpus: (assignment, exercise) -> one (deserved, got) per answer tried.
VERDICTS: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)


@pytest.fixture(scope="session")
def verdicts() -> dict[tuple[str, str], list[tuple[bool, bool]]]:
    """Collect what the checks said of every answer, for the table at the end of the run."""
    return VERDICTS


def pytest_terminal_summary(terminalreporter) -> None:
    """Print the table of false passes and false fails."""
    if not VERDICTS:
        return
    write = terminalreporter.write_line
    terminalreporter.section("answer corpus")
    write(f"{'exercise':<32}{'right':>7}{'wrong':>7}{'false passes':>14}{'false fails':>13}")
    totals = [0, 0, 0, 0]
    for (assignment, exercise), pairs in sorted(VERDICTS.items()):
        counts = [
            sum(deserved for deserved, _ in pairs),
            sum(not deserved for deserved, _ in pairs),
            sum(got and not deserved for deserved, got in pairs),
            sum(deserved and not got for deserved, got in pairs),
        ]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        right, wrong, passes, fails = counts
        write(f"{f'{assignment} {exercise}':<32}{right:>7}{wrong:>7}{passes:>14}{fails:>13}")
    right, wrong, passes, fails = totals
    write(f"{'all':<32}{right:>7}{wrong:>7}{passes:>14}{fails:>13}")
