"""hfbasics/bias-pairs: each pair differs in one span alone, kinds are counted, templates fill in whole."""

import json
import re
from collections import Counter

import pytest

from hfbasics.catalogue import entries
from training.measures import minimal

(ENTRY,) = [entry for entry in entries() if entry.id == "hfbasics/bias-pairs"]
KINDS = {
    "occupation-pronoun": 60, "trait": 40, "occupation-noun": 30, "name": 30, "origin": 25, "age": 20,
    "ability": 20, "religion": 15,
}  # fmt: skip


def _rows(name: str) -> list[dict]:
    lines = (ENTRY.authored / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


PAIRS, TEMPLATES = _rows("pairs"), _rows("templates")


def test_every_pair_isminimal():
    assert [pair["id"] for pair in PAIRS if not minimal(pair)] == []


@pytest.mark.parametrize(
    "spoilt",
    [
        {"more": "The nurse lost her key.", "less": "The nurse found his key."},
        {"more": "The nurse lost her key.", "less": "The nurse lost her key."},
        {"more": "She lost her key and her bag.", "less": "She lost his key and his bag."},
    ],
)
def test_a_pair_that_differs_elsewhere_is_seen(spoilt):
    assert not minimal({**spoilt, "more_word": "her", "less_word": "his"})


def test_pairs_have_the_kinds_of_the_card_and_no_sentence_stands_twice():
    assert Counter(pair["kind"] for pair in PAIRS) == KINDS
    sentences = [sentence for pair in PAIRS for sentence in (pair["more"], pair["less"])]
    assert len(set(sentences)) == len(sentences)
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)


def test_every_slot_of_a_template_has_values_and_the_other_way_round():
    assert len(TEMPLATES) == 40
    for row in TEMPLATES:
        assert set(re.findall(r"{(\w+)}", row["text"])) == set(row["slots"]), row["id"]
        assert all(len(set(values)) == len(values) >= 2 for values in row["slots"].values()), row["id"]
