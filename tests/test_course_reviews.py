"""hfbasics/course-reviews: enough varied texts, clean columns, and no leakage between the splits."""

import itertools
import json
import re
from collections import Counter

import pytest

from hfbasics.catalogue import entries

(ENTRY,) = [entry for entry in entries() if entry.id == "hfbasics/course-reviews"]


def _rows(split: str) -> list[dict]:
    lines = (ENTRY.authored / "data" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


SPLITS = {split: _rows(split) for split in ("train", "validation", "test")}
ROWS = [row for rows in SPLITS.values() for row in rows]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z']+", text.lower()))


def _largest_overlap(one: list[str], other: list[str]) -> float:
    """Return the largest share of common words (Jaccard) of a text in one list and a text in the other."""
    pairs = itertools.product(map(_words, one), map(_words, other))
    return max(len(a & b) / len(a | b) for a, b in pairs)


def test_there_are_at_least_1200_different_texts():
    assert len({row["text"] for row in ROWS}) == len(ROWS) >= 1200


def test_every_row_has_a_text_a_label_and_a_known_aspect():
    assert {tuple(row) for row in ROWS} == {("text", "label", "aspect")}
    assert {row["label"] for row in ROWS} == {"negative", "positive"}
    assert len({row["aspect"] for row in ROWS}) == 10
    assert all(row["text"] == row["text"].strip() and 2 <= len(row["text"].split()) <= 40 for row in ROWS)


def test_labels_and_aspects_are_balanced_in_every_split():
    for rows in SPLITS.values():
        assert abs(sum(row["label"] == "positive" for row in rows) / len(rows) - 0.5) < 0.02
        assert min(Counter(row["aspect"] for row in rows).values()) > len(rows) / 20


def test_no_template_shapes_the_texts():
    openings = Counter(" ".join(row["text"].lower().split()[:3]) for row in ROWS)
    assert max(openings.values()) <= 8
    assert len(openings) > 0.9 * len(ROWS)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(SPLITS, 2)))
def test_no_text_of_one_split_is_nearly_in_another(one, other):
    texts = [[row["text"] for row in SPLITS[name]] for name in (one, other)]
    assert _largest_overlap(*texts) <= 0.4


def test_a_leak_would_be_seen():
    texts = [row["text"] for row in SPLITS["train"]]
    leaked = texts[0].replace(".", "!").upper()
    assert _largest_overlap(texts, [leaked]) > 0.4


def test_the_card_counts_what_is_there():
    card = (ENTRY.authored / "README.md").read_text(encoding="utf-8")
    for name, rows in SPLITS.items():
        positive = sum(row["label"] == "positive" for row in rows)
        assert f"| {name} | {len(rows)} | {positive} | {len(rows) - positive} |" in card
    assert f"{len(ROWS):,} short English texts" in card
