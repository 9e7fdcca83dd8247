"""The third topic's package code: vectors without padding, four trainings to read, and honest references."""

import copy
import io
import json

import matplotlib.pyplot as plt
import numpy
import pytest
import torch
from huggingface_hub import ModelCard
from transformers import BertTokenizerFast, Trainer, TrainingArguments

from hfbasics.finetuning import summaries
from hfbasics.live import live_curve
from hfbasics.plots import loss_curves
from hfbasics.references import (
    apart,
    card_problem,
    curve_problem,
    plain_step,
    search_problem,
    tiny_batch,
    tiny_classifier,
    tiny_decoder,
    token_perplexity,
    with_labels,
)
from tests.conftest import run_python


@pytest.fixture
def tokenizer(tmp_path):
    """Return a tokenizer of few words."""
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "fun", "slow", "the", "quiz", "was"]
    (tmp_path / "vocab.txt").write_text("\n".join(words))
    return BertTokenizerFast(str(tmp_path / "vocab.txt"))


def test_a_summary_is_the_mean_of_the_states_of_one_text_alone(tokenizer):
    body = tiny_classifier(0).bert.eval()
    texts = ["the quiz was fun", "slow", "the quiz was slow", "fun the fun was the slow fun"]
    with torch.no_grad():
        states = [body(**tokenizer(text, return_tensors="pt")).last_hidden_state[0] for text in texts]
    expected = torch.stack([state.mean(dim=0) for state in states])
    assert torch.allclose(summaries(body, tokenizer, texts), expected, atol=1e-6)


RUNS = """
import hfbasics; hfbasics.setup()
import json, sys
from datasets import load_dataset
from huggingface_hub import snapshot_download
from transformers import AutoModel, AutoTokenizer
from hfbasics.finetuning import summaries, trainings
splits = load_dataset(snapshot_download("hfbasics/course-reviews", repo_type="dataset"))
parts = splits["train"].shuffle(seed=0).select(range(400)), splits["validation"]
body, tokenizer = (kind.from_pretrained("hfbasics/encoder") for kind in (AutoModel, AutoTokenizer))
runs = trainings(*((summaries(body, tokenizer, part["text"]), part["label"][:]) for part in parts))
print()
print(json.dumps(runs))
"""


def test_the_four_trainings_of_the_notebook_look_like_what_they_are_called():
    runs = json.loads(run_python("-c", RUNS).stdout.splitlines()[-1])
    ups = {name: (numpy.diff(training) > 0.02).sum() for name, (training, _) in runs.items()}
    assert ups["A"] > 4 and ups["B"] == ups["C"] == ups["D"] == 0  # erratic: it goes up again and again
    assert runs["B"][0][-1] < runs["B"][0][0] - 0.1 and runs["B"][1][-1] < runs["B"][1][0] - 0.05  # learns
    assert runs["C"][0][-1] < 0.05 and runs["C"][1][-1] > min(runs["C"][1]) + 0.2  # overfits
    assert abs(runs["D"][0][-1] - runs["D"][0][0]) < 0.02  # underfits


def test_a_small_model_is_the_same_for_the_same_seed_and_leaves_the_random_numbers_alone():
    torch.manual_seed(3)
    expected = torch.rand(1)
    torch.manual_seed(3)
    assert apart(tiny_classifier(1), tiny_classifier(1)) == 0.0
    assert apart(tiny_decoder(1), tiny_decoder(2)) > 0.0
    assert torch.rand(1) == expected


@pytest.mark.parametrize("make", [tiny_classifier, tiny_decoder])
def test_a_plain_step_is_a_step_of_sgd_and_ignores_old_gradients(make):
    batch = tiny_batch(1) if make is tiny_classifier else with_labels(_ids(1))
    model, twin = make(4, old_gradients=True), make(4)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    optimizer.zero_grad()
    loss = model.train()(**batch).loss
    loss.backward()
    optimizer.step()
    assert plain_step(twin, batch, 0.3, seed=0) == pytest.approx(loss.item(), abs=1e-6)
    assert apart(model, twin) < 1e-6


def _ids(seed):
    return {name: table for name, table in tiny_batch(seed).items() if name != "labels"}


def test_perplexity_does_not_see_padding():
    model, batch = tiny_decoder(0), _ids(2)
    longer = {name: torch.nn.functional.pad(table, (0, 5)) for name, table in batch.items()}
    assert token_perplexity(model, batch) == pytest.approx(token_perplexity(model, longer), rel=1e-5)


def _curve(change):
    calls, got = [], {"pretrained": {3: []}, "random": {3: []}}
    for seed in (0, 1):
        for body in got:
            calls.append((body, [seed, seed + 1, seed + 2]))
            got[body][3].append(len(calls))
    change(calls, got)
    return curve_problem(got, calls, 9, [3], [0, 1])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda calls, got: calls.append(calls[0]), "number of trainings"),
        (lambda calls, got: calls.__setitem__(1, ("random", [4, 5, 6])), "both bodies the same rows"),
        (lambda calls, got: calls.__setitem__(0, ("pretrained", [0, 0, 1])), "3 different rows"),
        (lambda calls, got: calls.__setitem__(0, ("pretrained", [0, 1, 9])), "out of 9"),
        (lambda calls, got: got.update(pretrained=got["random"], random=got["pretrained"]), "other"),
        (lambda calls, got: got.update(random={3: 0.5}), "a dict of dicts"),
        (lambda calls, got: calls.__setitem__(slice(2, 4), calls[:2]), "other rows for another seed"),
    ],
)
def test_a_curve_that_is_not_fair_is_told(change, sentence):
    assert _curve(lambda calls, got: None) is None
    assert sentence in _curve(change)


def _search(change):
    space = {"rate": [1, 2, 3]}

    def trial(settings, part):
        return settings["rate"] / (10 if part == "validation" else 20)

    calls = [("validation", {"rate": 1}), ("validation", {"rate": 3}), ("test", {"rate": 3})]
    tried = [({"rate": 1}, 0.1), ({"rate": 3}, 0.3)]
    got = {"settings": {"rate": 3}, "validation": 0.3, "test": 0.15, "tried": tried}
    change(calls, got)
    return search_problem(got, calls, space, 2, trial)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda calls, got: calls.insert(0, ("test", {"rate": 1})), "how often"),
        (lambda calls, got: calls.insert(0, calls.pop()), "after everything else"),
        (lambda calls, got: calls.__setitem__(0, calls[1]), "no settings twice"),
        (lambda calls, got: calls.__setitem__(0, ("validation", {"rate": 7})), "not in the space"),
        (lambda calls, got: calls.pop(0), "number of trials"),
        (lambda calls, got: got.update(settings={"rate": 1}), "choose the best"),
        (lambda calls, got: got.update(test=0.9), "test"),
        (lambda calls, got: got.pop("tried"), "keys"),
    ],
)
def test_a_search_that_is_not_honest_is_told(change, sentence):
    assert _search(lambda calls, got: None) is None
    assert sentence in _search(change)


CARD = """---
license: apache-2.0
base_model: hfbasics/encoder
datasets: [hfbasics/course-reviews]
pipeline_tag: text-classification
---

ana/sorter is right on 61.3 % of the texts.
"""


def test_a_card_must_have_its_data_and_the_figure():
    assert card_problem(ModelCard(CARD), 0.6125, "ana/sorter") is None
    assert "ana/other" in card_problem(ModelCard(CARD), 0.6125, "ana/other")
    assert "61.4 %" in card_problem(ModelCard(CARD), 0.614, "ana/sorter")
    assert "license" in card_problem(ModelCard(CARD.replace("apache-2.0", "mit")), 0.6125, "ana/sorter")
    assert "datasets" in card_problem(ModelCard(CARD.replace("datasets", "data")), 0.6125, "ana/sorter")


def test_the_live_curve_follows_both_losses_and_writes_nothing_to_stderr(tmp_path, capsys):
    rows = [{name: table[0] for name, table in tiny_batch(seed, texts=1).items()} for seed in range(8)]
    arguments = TrainingArguments(
        tmp_path, num_train_epochs=2, per_device_train_batch_size=4, logging_steps=1, eval_strategy="epoch",
        report_to="none", save_strategy="no", disable_tqdm=True, use_cpu=True, dataloader_pin_memory=False,
    )  # fmt: skip
    curve = live_curve()
    trainer = Trainer(copy.deepcopy(tiny_classifier(0)), arguments, train_dataset=rows, eval_dataset=rows)
    trainer.add_callback(curve)
    trainer.train()
    assert [epoch for epoch, _ in curve.points["training"]] == [0.5, 1.0, 1.5, 2.0]
    assert [epoch for epoch, _ in curve.points["validation"]] == [1.0, 2.0]
    drawn = {line.get_label(): [tuple(point) for point in line.get_xydata()] for line in curve.axes.lines}
    assert drawn == curve.points
    assert curve.bar.n == 4
    assert capsys.readouterr().err == ""


def test_a_loss_above_the_frame_is_a_triangle_on_its_edge():
    loss_curves({"A": ([1.0, 5.0, 0.5], [1.5, 1.0, 9.0]), "B": ([1.0, 0.5], [1.0, 0.9])})
    wild, calm = plt.gcf().axes
    triangles = [line.get_xydata().tolist() for line in wild.lines if line.get_marker() == "^"]
    assert triangles == [[[2, 2]], [[3, 2]]]
    assert not any(line.get_xydata().size for line in calm.lines if line.get_marker() == "^")
    plt.savefig(io.BytesIO())  # Matplotlib warns, and the test fails, where the panels found no room
    plt.close("all")
