"""Small random models and reference results: what the third topic's checks compare an answer with.

A model here is made in a moment and has learned nothing. Heavy imports wait inside the functions.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from hfbasics.checks import difference

if TYPE_CHECKING:
    import torch
    from datasets import Dataset
    from huggingface_hub import ModelCard
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

__all__ = [
    "apart",
    "card_problem",
    "curve_problem",
    "device_left",
    "lora_weights",
    "plain_step",
    "right_share",
    "search_problem",
    "tiny_batch",
    "tiny_classifier",
    "tiny_decoder",
    "token_perplexity",
    "trained_weights",
    "watch",
    "with_labels",
]

VOCABULARY, PADDING = 60, 0


def tiny_classifier(seed: int, dropout: float = 0.0, old_gradients: bool = False) -> "PreTrainedModel":
    """Return a BERT of two layers, width 16, with three classes; the same for the same seed.

    With `old_gradients`, every weight has a gradient of 0.25 already, as if something had left it there.
    """
    from transformers import BertConfig, BertForSequenceClassification

    config = BertConfig(
        vocab_size=VOCABULARY, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=32, hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout, num_labels=3, pad_token_id=PADDING, initializer_range=0.3,
    )  # fmt: skip
    return _seeded(lambda: BertForSequenceClassification(config), seed, old_gradients)


def tiny_decoder(seed: int, dropout: float = 0.0, old_gradients: bool = False) -> "PreTrainedModel":
    """Return a GPT-2 of two layers, width 16; the arguments are those of `tiny_classifier`."""
    from transformers import GPT2Config, GPT2LMHeadModel

    config = GPT2Config(
        vocab_size=VOCABULARY, n_embd=16, n_layer=2, n_head=2, n_positions=32, bos_token_id=2, eos_token_id=2,
        resid_pdrop=dropout, embd_pdrop=dropout, attn_pdrop=dropout, initializer_range=0.3,
    )  # fmt: skip
    return _seeded(lambda: GPT2LMHeadModel(config), seed, old_gradients)


def _seeded(make: Callable[[], "PreTrainedModel"], seed: int, old_gradients: bool) -> "PreTrainedModel":
    import torch

    with torch.random.fork_rng(devices=[]), torch.inference_mode(False):
        torch.manual_seed(seed)
        model = make()
    for weight in model.parameters() if old_gradients else ():
        weight.grad = torch.full_like(weight, 0.25)
    return model


def tiny_batch(seed: int, texts: int = 4) -> dict[str, "torch.Tensor"]:
    """Return a batch for `tiny_classifier`: ids and mask, shape (texts, 7), and labels, shape (texts,)."""
    import torch

    draw = torch.Generator().manual_seed(seed)
    lengths = torch.randint(3, 8, (texts, 1), generator=draw)
    mask = (torch.arange(7) < lengths).long()
    ids = torch.randint(3, VOCABULARY, (texts, 7), generator=draw).masked_fill(mask == 0, PADDING)
    return {
        "input_ids": ids,
        "attention_mask": mask,
        "labels": torch.randint(0, 3, (texts,), generator=draw),
    }


def watch(model: "torch.nn.Module") -> "torch.Tensor":
    """Count calls of a model in a buffer; return it: all calls, with gradients, in training mode."""
    import torch

    model.register_buffer("watched", torch.zeros(3))
    model.register_forward_hook(_note)
    return model.watched


def _note(model: "torch.nn.Module", *_: object) -> None:
    import torch

    model.watched += torch.tensor([1.0, torch.is_grad_enabled(), model.training])


def with_labels(batch: Mapping[str, "torch.Tensor"]) -> dict[str, "torch.Tensor"]:
    """Return a batch for a decoder with its labels: the ids, and -100 at the padding."""
    return {**batch, "labels": batch["input_ids"].where(batch["attention_mask"] != 0, -100)}


def plain_step(
    model: "PreTrainedModel", batch: Mapping[str, "torch.Tensor"], rate: float, seed: int
) -> float:
    """Move the weights of `model` once against their slopes, times `rate`, and return the loss (nats).

    `seed` sets what dropout drops.
    """
    import torch

    torch.manual_seed(seed)
    weights = list(model.train().parameters())
    loss = model(**batch).loss
    slopes = torch.autograd.grad(loss, weights, allow_unused=True)
    with torch.no_grad():
        for weight, slope in zip(weights, slopes, strict=True):
            if slope is not None:
                weight -= rate * slope
    return loss.item()


def apart(one: "PreTrainedModel", other: "PreTrainedModel") -> float:
    """Return the largest difference of a weight between two models of the same kind."""
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    return max((a - b).abs().max().item() for a, b in pairs)


def right_share(model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase", rows: "Dataset") -> float:
    """Return a classifier's accuracy on rows with `input_ids` and `labels`."""
    import torch

    pairs = sorted(zip(rows["input_ids"], rows["labels"], strict=True), key=lambda pair: len(pair[0]))
    hits = 0
    with torch.inference_mode():
        for start in range(0, len(pairs), 64):
            ids, labels = zip(*pairs[start : start + 64], strict=True)
            batch = tokenizer.pad({"input_ids": list(ids)}, return_tensors="pt")
            hits += (model.eval()(**batch).logits.argmax(dim=-1) == torch.tensor(labels)).sum().item()
    return hits / len(pairs)


def token_perplexity(model: "PreTrainedModel", batch: Mapping[str, "torch.Tensor"]) -> float:
    """Return e to the mean loss per real token, measured text by text, without padding."""
    import torch

    losses, count = 0.0, 0
    with torch.inference_mode():
        for ids, mask in zip(batch["input_ids"], batch["attention_mask"], strict=True):
            text = ids[mask != 0][None]
            losses += model.eval()(input_ids=text, labels=text).loss.item() * (text.shape[1] - 1)
            count += text.shape[1] - 1
    return math.exp(losses / count)


def lora_weights(model: "PreTrainedModel", rank: int) -> dict[str, int]:
    """Return name and size of each weight that trains: adapters on query and value, and the classifier."""
    import torch

    sizes = {}
    for name, layer in model.named_modules():
        if isinstance(layer, torch.nn.Linear) and name.rsplit(".", 1)[-1] in ("query", "value"):
            sizes[f"{name}.lora_A.default.weight"] = rank * layer.in_features
            sizes[f"{name}.lora_B.default.weight"] = rank * layer.out_features
    for name, weight in model.classifier.named_parameters():
        sizes[f"classifier.modules_to_save.default.{name}"] = weight.numel()
    return sizes


def device_left() -> str:
    """Return the type of PyTorch's default device, such as "cpu", and take back what was set."""
    import torch

    left = torch.get_default_device().type
    torch.set_default_device(None)
    return left


def trained_weights(model: "PreTrainedModel") -> dict[str, int]:
    """Return name and size of each weight that is not frozen in a PEFT model."""
    return {
        name.removeprefix("base_model.model."): weight.numel()
        for name, weight in model.named_parameters()
        if weight.requires_grad
    }


def curve_problem(
    got: Mapping,
    calls: Sequence[tuple[str, list[int]]],
    rows: int,
    sizes: Sequence[int],
    seeds: Sequence[int],
) -> str | None:
    """Say what is wrong with a learning curve, or return None.

    Args:
        got: what `learning_curve` returned; its accuracies are the numbers of the calls, from 1.
        calls: body and chosen rows of each call of `score`.
        rows, sizes, seeds: what `learning_curve` was called with.
    """
    call = f"learning_curve(score, {rows}, {list(sizes)}, {list(seeds)})"
    form = {body: {size: [""] * len(seeds) for size in sizes} for body in ("pretrained", "random")}
    try:
        given = {body: {size: [""] * len(got[body][size]) for size in got[body]} for body in got}
    except (TypeError, KeyError, AttributeError):
        return f"{call} should give a dict of dicts of lists, but gave something else."
    problem = difference(f"the form (numbers left out) of {call}", given, form)
    problem = problem or difference(
        f"the number of trainings in {call}", len(calls), 2 * len(seeds) * len(sizes)
    )
    for size in sizes if problem is None else ():
        used = {body: [calls[int(number) - 1] for number in got[body][size]] for body in form}
        chosen = [row for _, row in used["pretrained"]]
        if any(name != body for body, pairs in used.items() for name, _ in pairs):
            problem = f"{call} has accuracies of one body under the name of the other."
        elif any(
            len(set(row)) != size or len(row) != size or not set(row) <= set(range(rows)) for row in chosen
        ):
            problem = f"{call} should choose {size} different rows out of {rows} for the size {size}."
        elif 20 < size < rows / 1.5 and any(
            len({n + 1 for n in row} & set(row)) > 0.8 * size for row in chosen
        ):
            problem = f"{call} should choose rows by chance, not rows that stand together."
        elif chosen != [row for _, row in used["random"]]:
            problem = f"{call} should give both bodies the same rows, for each size and seed."
        elif 2 < size < rows and len({tuple(row) for row in chosen}) < len(seeds):
            problem = f"{call} should choose other rows for another seed."
    return problem


def search_problem(
    got: Mapping, calls: Sequence[tuple[str, dict]], space: Mapping, budget: int, trial: Callable
) -> str | None:
    """Say what is wrong with a search, or return None.

    Args:
        got: what `search` returned.
        calls: part and settings of each call of `trial`.
        space, budget, trial: what `search` was called with.
    """
    call = f"search(space, {budget}, trial, seed)"
    asked = [settings for part, settings in calls if part == "validation"]
    tests = [place for place, (part, _) in enumerate(calls) if part == "test"]
    count = math.prod(map(len, space.values()))
    inside = [set(s) == set(space) and all(s[name] in space[name] for name in space) for s in asked]
    if not all(inside):
        return f"{call} tried {asked[inside.index(False)]}, which is not in the space {dict(space)}."
    problem = difference(f"the number of trials on validation in {call}", len(asked), min(budget, count))
    if problem is None and any(one in asked[:place] for place, one in enumerate(asked)):
        problem = f"{call} should try no settings twice."
    problem = problem or difference(f"how often {call} measures on test", len(tests), 1)
    if problem is None and tests != [len(calls) - 1]:
        problem = f"{call} should measure on test after everything else."
    scores = [trial(settings, "validation") for settings in asked] if problem is None else []
    if scores:
        best = [one for one, found in zip(asked, scores, strict=True) if found == max(scores)]
        problem = difference(f"the keys of {call}", sorted(got), ["settings", "test", "tried", "validation"])
        if problem is None and got["settings"] not in best:
            problem = f"{call} should choose the best on validation, {best[0]}, but chose {got['settings']}."
    if scores and problem is None:
        chosen = dict(got["settings"])
        expected = [chosen, max(scores), trial(chosen, "test"), list(zip(asked, scores, strict=True))]
        values = [calls[-1][1], got["validation"], got["test"], got["tried"]]
        names = ["settings for the test", "validation", "test", "tried"]
        problem = difference(call, values, expected, 1e-9, names)
    return problem


def card_problem(card: "ModelCard", accuracy: float, repo_id: str) -> str | None:
    """Say what a model card of Exercise 11 lacks, or return None; `accuracy` is from 0 to 1."""
    wanted = {
        "license": "apache-2.0", "base_model": "hfbasics/encoder", "datasets": ["hfbasics/course-reviews"],
        "pipeline_tag": "text-classification",
    }  # fmt: skip
    data = card.data.to_dict()
    got = {name: data.get(name) for name in wanted}
    got["datasets"] = [got["datasets"]] if isinstance(got["datasets"], str) else got["datasets"]
    got["base_model"] = (
        "".join(got["base_model"]) if isinstance(got["base_model"], list) else got["base_model"]
    )
    problem = difference("the data at the top of the card", got, wanted)
    text = card.text.replace("\N{NO-BREAK SPACE}", " ").replace(" %", "%").replace(",", ".")
    if problem is None and repo_id not in card.text:
        problem = f"The text of the card should name {repo_id}, but is {card.text.strip()[:90]!r}."
    if problem is None and f"{100 * accuracy:.1f}%" not in text:
        problem = (
            f"The text of the card should say {100 * accuracy:.1f} %, but is {card.text.strip()[:90]!r}."
        )
    return problem
