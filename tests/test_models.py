"""The course's own models reach their bars on the hand-written sets, and their cards say just that."""

import json
from math import prod

import pytest
from huggingface_hub import DatasetCard, ModelCard
from safetensors import safe_open

from hfbasics.catalogue import CATALOGUE, entries
from tests.conftest import run_python
from training.measured import Measured

OWN = ("sentiment", "zero-shot", "fill-mask", "ner", "translator")


@pytest.fixture(scope="module")
def figures() -> list[tuple[str, str, int, str, bool]]:
    """Measure each model on the sentences that were written for it: a part of `make eval`."""
    code = """
import hfbasics; hfbasics.setup()
import json
from training import measures as m
parts = m.everyday_sentences, m.six_label_sets, m.fill_mask, m.ner, m.translator
measured = [figure for part in parts for figure in part()]
print(json.dumps([[f.model, f.what, f.number, f.text(f.value), f.bar, f.reached] for f in measured]))
"""
    run = run_python("-c", code)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_every_model_reaches_its_bars(figures):
    barred = [figure for figure in figures if figure[4] is not None]
    assert {figure[0] for figure in barred} == set(OWN)
    assert [figure for figure in barred if not figure[5]] == []


def test_the_cards_say_what_is_measured(figures):
    for model, what, number, text, *_ in figures:
        card = (CATALOGUE / "models" / model / "README.md").read_text(encoding="utf-8")
        assert f"| {what} | {number} | {text} |" in card


@pytest.mark.parametrize(
    ("value", "bar", "reached"), [(0.79, 0.8, False), (0.8, 0.8, True), (0.1, None, True)]
)
def test_a_bar_that_is_missed_is_seen(value, bar, reached):
    assert Measured("ner", "F1", 120, value, bar).reached is reached
    if bar:
        assert Measured("ner", "overlap", 120, value, bar, at_most=True).reached is (value <= bar)


def test_evaluating_an_unknown_model_names_those_that_there_are():
    run = run_python("-m", "training.evaluate", "nope")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("No measurement is called nope: there are encoder, decoder, sentiment")


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.id.split("/")[1])
def test_every_card_loads_and_agrees_with_the_catalogue(entry):
    path = entry.authored / "README.md"
    card = (ModelCard if entry.type == "model" else DatasetCard).load(path)
    assert card.data.license == entry.licence
    text = card.text
    if entry.type == "model":
        assert card.data.pipeline_tag == entry.task
        assert "## Bias" in text
        assert "## Limits" in text
    assert "$" not in text, "a placeholder is left"


def test_all_committed_weights_together_are_small_and_only_safetensors():
    files = [path for path in CATALOGUE.rglob("*") if path.is_file()]
    weights = [path for path in files if path.suffix == ".safetensors"]
    assert {path.parent.name for path in weights} == set(OWN)
    assert sum(path.stat().st_size for path in weights) <= 30e6
    assert {path.suffix for path in files} <= {".safetensors", ".json", ".jsonl", ".md"}
    for path in weights:
        with safe_open(path, framework="np") as opened:
            largest = max(prod(opened.get_slice(name).get_shape()) for name in opened.keys())  # noqa: SIM118, not a dict
        assert largest < 1e6, "a weight of the base model has no place here"
