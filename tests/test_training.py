"""What the models are trained on: marked as it should be, and never what they are measured on."""

import csv
import random
import re
from collections import Counter
from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer

from training import common, fill_mask, ner, zero_shot
from training.common import DATA, EVALUATION, folder_of
from training.names import Names
from training.wordnet import Synset


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _column(path: Path, number: int) -> list[str]:
    return [line.split("\t")[number] for line in _lines(path)]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"\[(?:PER|ORG|LOC) ([^\]]+)\]", r"\1", text).lower()))


def test_the_evaluation_sets_have_the_size_that_was_asked_for():
    assert Counter(_column(EVALUATION / "sentiment.tsv", 0)) == {"positive": 100, "negative": 100}
    assert set(Counter(_column(EVALUATION / "zero-shot.tsv", 0)).values()) == {25}
    assert Counter(_column(EVALUATION / "fill-mask.tsv", 0)) == {
        "facts": 50,
        "grammar": 50,
        "common sense": 50,
    }
    kinds = Counter(kind[:4] for kind in _column(EVALUATION / "translator.tsv", 0))
    assert kinds == {"sent": 200, "pair": 100}
    assert [len(_lines(EVALUATION / name)) for name in ("zero-shot.tsv", "ner.tsv", "decoder.txt")] == [
        150,
        120,
        50,
    ]


def test_no_sentence_of_an_evaluation_is_among_the_sentences_for_training():
    measured = [
        text for name in ("sentiment", "zero-shot") for text in _column(EVALUATION / f"{name}.tsv", 2)
    ]
    measured += _lines(EVALUATION / "ner.tsv")
    trained = {
        _words(cell)
        for path in DATA.rglob("*")
        if path.is_file()
        for cell in re.split(r"[\t\n]", path.read_text("utf-8"))
    }
    assert len(trained) > 10_000
    assert [text for text in measured if _words(text) in trained] == []


def test_a_sentence_near_to_the_evaluation_is_left_out_and_others_stay():
    _, sentence, accepted = _lines(EVALUATION / "fill-mask.tsv")[0].split("\t")
    word = accepted.split("|")[0]
    near = [sentence.replace("[MASK]", word), "So " + sentence.replace("[MASK]", word).lower()]
    far = ["The violin needs new strings.", "Paris is the capital of France."]
    assert fill_mask.without_evaluation([*near, *far]) == far


def test_no_sentence_of_the_course_is_trained_with_a_label_of_the_evaluation():
    rows, kept_out = zero_shot.written()
    assert {row.label.lower() for row in rows} & zero_shot.measured_labels() == set()
    trained = {row.text for row in rows}
    assert not any(text in trained for group in kept_out.values() for text, _ in group)


def test_no_definition_is_trained_with_a_label_of_the_evaluation(monkeypatch):
    subjects = [
        Synset("noun", name, (name,), (), (), f"what is called {name}", ()) for name in ("music", "law")
    ]
    words = [
        Synset("noun", str(i), (word,), (), (topic,), "a thing", ())
        for i, (word, topic) in enumerate([("sonata", "music"), ("verdict", "law")])
    ]
    monkeypatch.setattr(zero_shot, "synsets", lambda: [*subjects, *words])
    assert "music" in zero_shot.measured_labels()
    assert [row.label for row in zero_shot.from_wordnet(100)] == ["law"]


def test_no_label_of_the_evaluation_is_among_the_common_words(monkeypatch):
    words = ["music", "biology", *(f"word{number}" for number in range(60))]
    monkeypatch.setattr(zero_shot, "common_words", lambda kind, number: words)
    draw = torch.Generator().manual_seed(0)
    monkeypatch.setattr(zero_shot, "embed", lambda texts, *_: torch.randn(len(texts), 4, generator=draw))
    rows = zero_shot.from_encoder(Path("encoder"), [f"text {number}" for number in range(200)], 200)
    labels = [label for row in rows for label in row.others]
    assert len(labels) == 200 * zero_shot.CHOICES
    assert set(labels) == set(words) - {"music", "biology"}


def test_every_label_of_a_group_is_offered_beside_the_right_one():
    with (DATA / "zero-shot" / "subjects.tsv").open(encoding="utf-8", newline="") as stream:
        groups = {
            row["label"]: row["group"]
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    rows, _ = zero_shot.written()
    for row in rows[:200]:
        assert row.label not in row.others, row
        assert groups[row.label], row
        assert len(row.others) >= 1, row


@pytest.fixture
def names(monkeypatch) -> Names:
    """Names of which only the places are few: GeoNames would have to be fetched."""
    cities = [{"name": "Accra"}, {"name": "São Paulo"}]
    monkeypatch.setattr("training.names.geography", lambda: (cities, [{"name": "Ghana"}, {"name": "Peru"}]))
    return Names(seed=1)


def test_the_marks_of_a_filled_sentence_stand_on_its_names(names):
    choose = random.Random(1)
    for template in ("{PER} of {ORG} met {FIRST} in {CITY}.", "No name here.", "{LAST}'s trip to {COUNTRY}"):
        for _ in range(50):
            text, spans = ner.filled(template, names, choose)
            kinds = [ner.TYPES[slot] for slot in ner.SLOT.findall(template)]
            assert [kind for _, _, kind in spans] == kinds
            rest = text
            for start, end, _ in reversed(spans):
                assert text[start:end].strip() == text[start:end] != ""
                rest = rest[:start] + "{}" + rest[end:]
            assert rest.rstrip(".") == ner.SLOT.sub("{}", template).rstrip(".")


def test_tokens_are_labelled_by_the_span_they_stand_in():
    tokenizer = AutoTokenizer.from_pretrained(folder_of("encoder"))
    encoded = ner.encode("Okonkwo sings in Paris.", [(0, 7, "PER"), (17, 22, "LOC")], tokenizer)
    tokens = tokenizer.convert_ids_to_tokens(encoded["input_ids"])
    labels = ["-" if label == -100 else ner.LABELS[label] for label in encoded["labels"]]
    assert list(zip(tokens, labels, strict=True)) == [
        ("[CLS]", "-"), ("ok", "B-PER"), ("##on", "I-PER"), ("##k", "I-PER"), ("##wo", "I-PER"),
        ("sings", "O"), ("in", "O"), ("paris", "B-LOC"), (".", "O"), ("[SEP]", "-"),
    ]  # fmt: skip


def test_a_stopped_training_goes_on_only_with_the_same_settings(monkeypatch, tmp_path):
    monkeypatch.setattr(common, "runs", lambda name: tmp_path / name)
    common._forget_other("bird", "rate 1")
    checkpoint = tmp_path / "bird" / "checkpoints" / "checkpoint-200"
    checkpoint.mkdir(parents=True)
    common._forget_other("bird", "rate 1")
    assert checkpoint.is_dir()
    common._forget_other("bird", "rate 2")
    assert not checkpoint.exists()
