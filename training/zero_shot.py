"""Train the adapter and the head of hfbasics/zero-shot: does a sentence fit "This example is <label>."?

    python -m training.zero_shot

It has three teachers: the course's own labelled sentences, WordNet, which says which words belong together,
and the similarities of hfbasics/encoder between a sentence and any common word. Every eighth of the course's
groups of labels is kept out, for a look at labels that it never saw. So are the labels of the evaluation.
"""

import csv
import json
import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, set_seed

from training.common import DATA, EVALUATION, SEED, done, fit, folder_of, low_rank, write_adapter, write_curve
from training.measured import TEMPLATE, embed
from training.wordnet import common_words, synsets

NAME = "zero-shot"
LABELS = ["contradiction", "entailment"]
EPOCHS, BATCH, RATE, RANK, CHOICES, FROM_WORDNET, FROM_ENCODER, WEIGHT = 1.5, 16, 8e-4, 16, 4, 3_000, 5_000, 2
SHARPNESS = 20  # turns a difference between two cosines into one between two scores
TEMPLATES = [TEMPLATE] * 6 + [
    "This text is about {}.",
    "The topic is {}.",
    "It is about {}.",
    "This is {}.",
]


@dataclass(frozen=True)
class Row:
    """A text with labels: `label` is the right one; without it, `cosines` say how near each other one is."""

    text: str
    label: str | None
    others: list[str]
    cosines: list[float] | None = None


def measured_labels() -> set[str]:
    """Return the labels of the evaluation, which no training may use."""
    sets = json.loads((EVALUATION / f"{NAME}-labels.json").read_text(encoding="utf-8"))
    return {label.lower() for labels in sets.values() for label in labels}


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
        Row(text, label, sorted({other for _, other in rows} - {label}))
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
    never = measured_labels()
    for row in rows:
        if row[1].lower() not in never:
            by_kind[row[2]].append(row)
    chosen = [
        row
        for rows in by_kind.values()
        for row in choose.sample(rows, min(len(rows), number // len(by_kind)))
    ]
    others = {kind: sorted({label for _, label, _ in rows}) for kind, rows in by_kind.items()}
    return [Row(text, label, others[kind]) for text, label, kind in chosen]


def from_encoder(encoder: Path, texts: list[str], number: int) -> list[Row]:
    """Return texts with common words as labels: near, less near and far, with their cosines.

    `encoder` is the folder of hfbasics/encoder.
    """
    choose = random.Random(SEED)
    texts = choose.sample(sorted(set(texts)), number)
    never = measured_labels()
    words = [word for word in common_words("noun", 2500) if word not in never]
    vectors = embed(texts, "zero-shot: texts", encoder)
    cosines = vectors @ embed([TEMPLATE.format(word) for word in words], "zero-shot: words", encoder).T
    nearest = cosines.argsort(dim=1, descending=True)
    rows = []
    for text, near, cosine in zip(texts, nearest.tolist(), cosines, strict=True):
        chosen = [choose.choice(near[:5]), choose.choice(near[5:50]), *choose.sample(near[50:], CHOICES - 2)]
        rows.append(Row(text, None, [words[i] for i in chosen], cosine[chosen].tolist()))
    return rows


@dataclass
class Choices:
    """Pair each text with `CHOICES` labels, other ones each time: (rows * CHOICES, length).

    Also returns `aims`, (rows, CHOICES): how likely each label is among those of its row.
    """

    tokenizer: object
    all_labels: list[str]
    choose: random.Random

    def __call__(self, rows: list[dict]) -> dict[str, torch.Tensor]:
        texts, hypotheses, aims = [], [], []
        for row in (row["row"] for row in rows):
            template = self.choose.choice(TEMPLATES)
            text = row.text.lower() if self.choose.random() < 0.2 else row.text
            labels = row.others if row.label is None else self._among(row)
            texts += [text] * CHOICES
            hypotheses += [template.format(label) for label in labels]
            aims.append(
                (SHARPNESS * torch.tensor(row.cosines)).softmax(dim=0)
                if row.label is None
                else torch.eye(CHOICES)[0]
            )
        inputs = self.tokenizer(
            texts, hypotheses, truncation="only_first", max_length=80, padding=True, return_tensors="pt"
        )
        return {**inputs, "aims": torch.stack(aims)}

    def _among(self, row: Row) -> list[str]:
        """Return the right label and others, some from the same question and some from elsewhere."""
        # A question with many answers has wrong ones enough; one with few gets others from elsewhere.
        number = CHOICES - 1 if len(row.others) > 20 else CHOICES - 2
        near = self.choose.sample(row.others, min(len(row.others), number))
        far = [
            word
            for word in self.choose.sample(self.all_labels, CHOICES + 1)
            if word not in (row.label, *near)
        ]
        return [row.label, *near, *far][:CHOICES]


class ChoiceTrainer(Trainer):
    """Trains both uses of the pipeline: one label among several, and each label by itself."""

    def compute_loss(self, model, inputs, return_outputs=False, **_):
        """Return the mean of both cross-entropies; a row without a right label has the first one only."""
        aims = inputs.pop("aims")
        logits = model(**inputs).logits
        among = cross_entropy(logits[:, 1].view(-1, CHOICES), aims)
        known = (aims.amax(dim=1) == 1).repeat_interleave(CHOICES)
        weight = logits.new_tensor([1.0, CHOICES - 1.0])
        right = aims.view(-1)[known].long()
        alone = cross_entropy(logits[known], right, weight=weight) if known.any() else among
        return (among + alone) / 2


def main() -> None:
    """Train and write adapter, config and curve."""
    set_seed(SEED)
    base = folder_of("encoder")
    tokenizer = AutoTokenizer.from_pretrained(base)
    own, _ = written()
    wordnet = from_wordnet(FROM_WORDNET)
    encoder = from_encoder(base, [row.text for row in own + wordnet], FROM_ENCODER)
    model = AutoModelForSequenceClassification.from_pretrained(
        base, id2label=dict(enumerate(LABELS)), label2id={label: i for i, label in enumerate(LABELS)}
    )
    model = low_rank(model, RANK, heads=["classifier"])
    collator = Choices(tokenizer, sorted({row.label for row in own}), random.Random(SEED))
    rows = WEIGHT * own + wordnet + encoder
    # The ids serve only to put texts of about the same length together, which need less padding.
    ids = tokenizer([row.text for row in rows])["input_ids"]
    wrapped = [{"row": row, "input_ids": one} for row, one in zip(rows, ids, strict=True)]
    log = fit(
        NAME, model, wrapped, collator, rate=RATE, batch=BATCH, epochs=EPOCHS, trainer=ChoiceTrainer,
        train_sampling_strategy="group_by_length",
    )  # fmt: skip
    write_curve(NAME, log)
    write_adapter(NAME, model)
    done(NAME)


if __name__ == "__main__":
    main()
