"""Train the adapter and the head of hfbasics/ner on the course's own sentences, filled with drawn names.

python -m training.ner
"""

import random
import re

from tqdm import tqdm
from transformers import (
    AutoModelForTokenClassification,
    AutoTokenizer,
    DataCollatorForTokenClassification,
    set_seed,
)

from training.common import DATA, SEED, done, fit, folder_of, low_rank, write_adapter, write_curve
from training.names import Names

NAME = "ner"
TYPES = {
    "PER": "PER",
    "FIRST": "PER",
    "LAST": "PER",
    "ORG": "ORG",
    "CITY": "LOC",
    "COUNTRY": "LOC",
    "PLACE": "LOC",
}
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
FILLINGS, EPOCHS, BATCH, RATE, RANK = 12, 3, 32, 1e-3, 16
SLOT = re.compile(r"\{(\w+)\}")


def templates() -> list[str]:
    """Return the sentences with slots, and sentences in which nothing has a name."""
    lines = [
        line
        for file in ("news", "everyday")
        for line in (DATA / NAME / f"{file}.txt").read_text("utf-8").splitlines()
    ]
    plain = [
        line
        for file in ("facts", "everyday")
        for line in (DATA / "fill-mask" / f"{file}.txt").read_text("utf-8").splitlines()
    ]
    # Without a capital letter after the first word there is no name, and "I" is none.
    return lines + [line for line in plain if not re.search(r"(?<=.)\b(?!I\b)[A-Z]", line)]


def filled(template: str, names: Names, choose: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a sentence and its entities as (start, end, type), in characters."""
    text, spans, last = "", [], 0
    for slot in SLOT.finditer(template):
        text += template[last : slot.start()]
        name = names.draw(slot[1])
        spans.append((len(text), len(text) + len(name), TYPES[slot[1]]))
        text, last = text + name, slot.end()
    text += template[last:]
    return text.rstrip(".") if choose.random() < 0.15 else text, spans


def encode(text: str, spans: list[tuple[int, int, str]], tokenizer) -> dict[str, list[int]]:
    """Return token ids and one label a token: the first of an entity is B, its others are I."""
    encoded = tokenizer(text, truncation=True, max_length=64, return_offsets_mapping=True)
    labels = []
    for start, end in encoded.pop("offset_mapping"):
        label = "O"
        for first, last, kind in spans:
            if first <= start < last and end > start:
                label = f"{'B' if start == first else 'I'}-{kind}"
        labels.append(LABELS.index(label) if end > start else -100)
    return {**encoded, "labels": labels}


def main() -> None:
    """Train and write adapter, config and curve."""
    set_seed(SEED)
    base = folder_of("encoder")
    tokenizer = AutoTokenizer.from_pretrained(base)
    names, choose = Names(SEED), random.Random(SEED)
    rows = []
    for template in tqdm(templates(), desc="filling sentences"):
        times = FILLINGS if SLOT.search(template) else 2
        rows += [encode(*filled(template, names, choose), tokenizer) for _ in range(times)]
    model = AutoModelForTokenClassification.from_pretrained(
        base, id2label=dict(enumerate(LABELS)), label2id={label: i for i, label in enumerate(LABELS)}
    )
    model = low_rank(model, RANK, heads=["classifier"])
    collator = DataCollatorForTokenClassification(tokenizer)
    log = fit(
        NAME,
        model,
        rows,
        collator,
        rate=RATE,
        batch=BATCH,
        epochs=EPOCHS,
        train_sampling_strategy="group_by_length",
    )
    write_curve(NAME, log)
    write_adapter(NAME, model)
    done(NAME)


if __name__ == "__main__":
    main()
