"""Whether an exercise tells strong students from weak ones: the corrected item-total correlation."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hfbasics.report.results import Exercise

__all__ = ["FEWEST", "WEAK", "Discrimination", "discriminations"]

# Below 20 students the 95 % interval of a correlation of 0.2 reaches from about -0.3 to 0.6.
FEWEST = 20
# Ebel and Frisbie, Essentials of Educational Measurement (1991): items below 0.2 should be revised.
WEAK = 0.2


@dataclass(frozen=True)
class Discrimination:
    """The correlation of an exercise's points with the points in all others, its 95 % interval, and words.

    `value` and `interval` are None where there is nothing to compute; `weak` says that a person should look.
    """

    value: float | None
    interval: tuple[float, float] | None
    words: str
    weak: bool = False


def discriminations(exercises: Sequence[Exercise]) -> list[Discrimination]:
    """Judge each exercise by the students of whom all points stand.

    An exercise of which more than half of the scores wait for a person is left out; of the others, so is a
    student for whom one waits.
    """
    counted = [one for one in exercises if one.scores and 2 * len(one.settled) >= len(one.scores)]
    everyone = [set(one.settled) for one in counted]
    students = sorted(set.intersection(*everyone)) if everyone else []
    table = np.array([[one.scores[student] for one in counted] for student in students], dtype=float)
    found = []
    for exercise in exercises:
        if exercise not in counted:
            found.append(Discrimination(None, None, "Most answers still wait for a person."))
        elif len(students) < FEWEST:
            words = f"Too few students to tell: {len(students)}, at least {FEWEST} are needed."
            found.append(Discrimination(None, None, words))
        elif len(counted) < 2:
            found.append(Discrimination(None, None, "There is no other exercise to compare with."))
        else:
            own = table[:, counted.index(exercise)]
            found.append(_judge(own, table.sum(axis=1) - own))
    return found


def _judge(own: np.ndarray, others: np.ndarray) -> Discrimination:
    if np.ptp(own) == 0:
        return Discrimination(None, None, "All have the same points: it tells nobody apart.", weak=True)
    if np.ptp(others) == 0:
        return Discrimination(None, None, "All have the same points in the other exercises.")
    value = float(np.clip(np.corrcoef(own, others)[0, 1], -1, 1))
    # Fisher's transformation; 0.999999 keeps a perfect correlation finite.
    middle, width = math.atanh(max(-0.999999, min(0.999999, value))), 1.96 / math.sqrt(len(own) - 3)
    interval = math.tanh(middle - width), math.tanh(middle + width)
    if value < 0:
        words = "Those who do well elsewhere do worse here: look for a fault in the check or the statement."
    elif value < WEAK:
        words = "It hardly tells strong from weak students: it may be too easy, too hard, or unclear."
    elif interval[0] < 0:
        words = "It seems to tell strong from weak students, but chance could do that, too."
    else:
        words = "It tells strong from weak students."
    return Discrimination(value, interval, words, weak=value < WEAK)
