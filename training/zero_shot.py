"""Train the adapter and the head of hfbasics/zero-shot: does a sentence fit "This example is <label>."?

    python -m training.zero_shot

It learns from the course's own labelled sentences, and from WordNet which words belong together. Every eighth
of the course's groups of labels is kept out of training, for a look at labels that it never saw.
"""

import csv
import random
from collections import Counter, defaultdict
from dataclasses import dataclass

import torch
from torch.nn.functional import cross_entropy
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, set_seed

from training.common import DATA, SEED, done, fit, folder_of, low_rank, write_adapter, write_curve
from training.wordnet import synsets

NAME = "zero-shot"
LABELS = ["contradiction", "entailment"]
EPOCHS, BATCH, RATE, RANK, CHOICES, FROM_WORDNET, WEIGHT = 1.5, 16, 8e-4, 16, 4, 8_000, 3
OWN_EPOCHS, OWN_RATE = 3, 5e-4
TEMPLATES = ["This example is {}."] * 6 + [
    "This text is about {}.",
    "The topic is {}.",
    "It is about {}.",
    "This is {}.",
]

Row = tuple[str, str, list[str]]  # text, its label, the labels that it might be taken for


def written() -> tuple[list[Row], dict[str, list[tuple[str, str]]]]:
    """Return the training rows of the course's own sentences, and the groups that are kept out."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in ("subjects", "purposes"):
        with (DATA / NAME / f"{file}.tsv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                groups[row["group"]].append((row["text"], row["label"]))
    with (DATA / "sentiment" / "everyday.tsv").open(encoding="utf-8", newline="") as stream:
        feelings = [
            (text, label) for label, _, text in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    groups["sentiment"] = random.Random(SEED).sample(feelings, 500)
    kept_out = {name: groups.pop(name) for name in sorted(groups)[::8] if name != "sentiment"}
    return [
        (text, label, sorted({other for _, other in rows} - {label}))
        for rows in groups.values()
        for text, label in rows
    ], kept_out


def from_wordnet(number: int) -> list[Row]:
    """Return glosses and examples with a word for their subject, their kind, or what they say."""
    all_of = {(s.kind, s.offset): s for s in synsets()}
    nouns = {offset: synset for (kind, offset), synset in all_of.items() if kind == "noun"}
    above = Counter(up for synset in nouns.values() for up in synset.hypernyms)
    common = {offset for offset, count in above.items() if 20 <= count <= 1500}
    rows: list[tuple[str, str, str]] = []
    for synset in all_of.values():
        word = synset.words[0]
        for topic in synset.topics:
            rows.append((f"{word}: {synset.gloss}", nouns[topic].words[0], "topic"))
        for up in synset.hypernyms:
            if up in common and synset.kind == "noun":
                text = f"{word}: {synset.gloss}" if len(rows) % 2 else synset.gloss
                rows.append((text, nouns[up].words[0], "kind"))
        for example in synset.examples:
            unsaid = [other for other in synset.words if other.lower() not in example.lower()]
            if unsaid and len(example.split()) > 3:
                rows.append((example, unsaid[0], f"example {synset.kind}"))
    choose = random.Random(SEED)
    by_kind = defaultdict(list)
    for row in rows:
        by_kind[row[2]].append(row)
    chosen = [
        row
        for rows in by_kind.values()
        for row in choose.sample(rows, min(len(rows), number // len(by_kind)))
    ]
    others = {kind: sorted({label for _, label, _ in rows}) for kind, rows in by_kind.items()}
    return [(text, label, others[kind]) for text, label, kind in chosen]


@dataclass
class Choices:
    """Pair each text with its label and, each time, `CHOICES - 1` others: (rows * CHOICES, length)."""

    tokenizer: object
    all_labels: list[str]
    choose: random.Random

    def __call__(self, rows: list[dict]) -> dict[str, torch.Tensor]:
        texts, hypotheses = [], []
        for row in rows:
            text, label, others = row["row"]
            # A question with many answers has wrong ones enough; one with few gets others from elsewhere.
            number = CHOICES - 1 if len(others) > 20 else CHOICES - 2
            near = self.choose.sample(others, min(len(others), number))
            far = [
                word
                for word in self.choose.sample(self.all_labels, CHOICES + 1)
                if word not in (label, *near)
            ]
            template = self.choose.choice(TEMPLATES)
            if self.choose.random() < 0.2:
                text = text.lower()
            for word in ([label, *near, *far])[:CHOICES]:
                texts.append(text)
                hypotheses.append(template.format(word))
        return dict(
            self.tokenizer(
                texts, hypotheses, truncation="only_first", max_length=80, padding=True, return_tensors="pt"
            )
        )


class ChoiceTrainer(Trainer):
    """Trains both uses of the pipeline: one label among several, and each label by itself."""

    def compute_loss(self, model, inputs, return_outputs=False, **_):
        """Return the mean of both cross-entropies."""
        logits = model(**inputs).logits
        scores = logits[:, 1].view(-1, CHOICES)
        among = cross_entropy(scores, scores.new_zeros(len(scores), dtype=torch.long))
        right = torch.zeros_like(scores, dtype=torch.long)
        right[:, 0] = 1
        weight = logits.new_tensor([1.0, CHOICES - 1.0])
        alone = cross_entropy(logits, right.view(-1), weight=weight)
        return (among + alone) / 2


def main() -> None:
    """Train and write adapter, config and curve."""
    set_seed(SEED)
    base = folder_of("encoder")
    tokenizer = AutoTokenizer.from_pretrained(base)
    own, _ = written()
    model = AutoModelForSequenceClassification.from_pretrained(
        base, id2label=dict(enumerate(LABELS)), label2id={label: i for i, label in enumerate(LABELS)}
    )
    model = low_rank(model, RANK, heads=["classifier"])
    collator = Choices(tokenizer, sorted({label for _, label, _ in own}), random.Random(SEED))
    phases = (
        (NAME, WEIGHT * own + from_wordnet(FROM_WORDNET), EPOCHS, RATE),
        (f"{NAME}-own", own, OWN_EPOCHS, OWN_RATE),
    )
    logs = []
    for name, rows, epochs, rate in phases:
        wrapped = [{"row": row} for row in rows]
        log = fit(
            name, model, wrapped, collator, rate=rate, batch=BATCH, epochs=epochs, trainer=ChoiceTrainer
        )
        logs.append(log)
    write_curve(NAME, *logs)
    write_adapter(NAME, model)
    for name, *_ in phases:
        done(name)


if __name__ == "__main__":
    main()
