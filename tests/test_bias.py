"""The fourth topic's word lists hold what its notebook says of them, and its pictures draw all they get."""

import matplotlib
import pytest

from hfbasics.bias import ASSOCIATIONS, JOBS, LESSONS, SWAPS, names_one_side
from hfbasics.plots import estimates, leanings

matplotlib.use("agg")


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("She marked our essays.", "she"),
        ("The tutor lost HIS notes.", "he"),
        ("Her brother taught us.", ""),
        ("The other theme was history.", ""),
        ("Two women and a girl asked.", "she"),
        ("", ""),
    ],
)
def test_a_text_has_a_side_only_where_it_speaks_of_one(text, side):
    assert names_one_side(text) == side


def test_a_swap_and_back_gives_the_word_and_no_word_with_two_counterparts_is_swapped():
    assert len(SWAPS) == 18
    assert [word for word in SWAPS if SWAPS[SWAPS[word]] != word or SWAPS[word] == word] == []
    assert not {"her", "his", "him", "hers"} & set(SWAPS)


def test_an_a_fits_before_each_occupation_and_none_is_on_both_sides():
    women, men = JOBS["women"], JOBS["men"]
    assert len(women) == len(men) == len(set(women)) == len(set(men)) == 8
    assert not set(women) & set(men)
    assert [job for job in women + men if job[0] in "aeiou"] == []


def test_each_sentence_begins_with_the_person_and_has_no_other_slot():
    assert [text for text in LESSONS if not text.startswith("{} ") or text.count("{") != 1] == []
    assert len(set(LESSONS)) == len(LESSONS) == 16


def test_the_sets_of_one_association_do_not_overlap():
    for name, parts in ASSOCIATIONS.items():
        words = [word for part in parts for word in part]
        assert len(words) == len(set(words)) == 32, name


def test_leanings_draws_one_bar_for_each_name_and_tells_the_sides_apart_without_colour():
    import matplotlib.pyplot as plt

    leanings({"nurse": -1.5, "pilot": 0.5}, "woman", "man")
    axes = plt.gca()
    assert [bar.get_width() for bar in axes.patches] == [-1.5, 0.5]
    assert axes.patches[0].get_facecolor() != axes.patches[1].get_facecolor()
    assert [label.get_text() for label in axes.get_yticklabels()] == ["nurse", "pilot"]
    plt.close("all")


def test_estimates_draws_values_mean_and_interval_also_where_nothing_varies():
    import matplotlib.pyplot as plt

    estimates({"same": [2.0, 2.0, 2.0], "two": [0.0, 1.0] * 20}, "gap")
    axes = plt.gca()
    means = [bars.lines[0].get_xdata()[0] for bars in axes.containers]
    spans = [bars.lines[2][0].get_segments()[0][:, 0].tolist() for bars in axes.containers]
    assert means == [2.0, 0.5]
    assert spans[0] == [2.0, 2.0]
    # The bootstrap of 20 ones among 40 values is binomial: 0.35 to 0.65.
    assert spans[1] == pytest.approx([0.35, 0.65], abs=0.026)
    plt.close("all")
