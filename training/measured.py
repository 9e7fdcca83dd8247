"""What all measurements share: the figure that comes out, the sets that go in, and the running of models.

Call `hfbasics.setup()` first: a model is loaded by its id. Heavy imports wait for that, inside the functions.
"""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

if TYPE_CHECKING:
    import torch

__all__ = [
    "EVALUATION", "TEMPLATE", "Measured", "answers", "batches", "embed", "json_lines", "mean_state",
    "percent", "points", "share", "table", "tfidf", "translate", "yes",
]  # fmt: skip

EVALUATION = Path(__file__).parent / "evaluation"
TEMPLATE = "This example is {}."  # what the zero-shot pipeline itself says of a label


def percent(value: float) -> str:
    """Write a share between 0 and 1."""
    return f"{100 * value:.1f} %"


def points(value: float) -> str:
    return f"{100 * value:+.1f} points"


def yes(value: float) -> str:
    return "yes" if value else "no"


@dataclass(frozen=True)
class Measured:
    """One figure: `number` is the size of the set, `text` writes value and bar."""

    model: str
    what: str
    number: int
    value: float
    bar: float | None = None
    text: Callable[[float], str] = percent
    at_most: bool = False

    @property
    def reached(self) -> bool:
        """Whether the value is on the right side of its bar; True without one."""
        if self.bar is None:
            return True
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def share(model: str, what: str, hits: Sequence[bool], bar: float | None = None) -> Measured:
    """Return the share of hits."""
    return Measured(model, what, len(hits), sum(hits) / len(hits), bar)


def table(name: str) -> list[list[str]]:
    """Return the columns of one of the hand-written sets."""
    with (EVALUATION / name).open(encoding="utf-8", newline="") as stream:
        return [
            list(column)
            for column in zip(*csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE), strict=True)
        ]


def json_lines(path: Path) -> list[dict]:
    """Return the objects of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def answers(pipe: Callable, texts: Sequence[str], title: str, **options) -> list:
    """Return what a pipeline answers to each text, with a progress bar."""
    # A generator, because some pipelines answer a list of one text as they answer the text itself.
    stream = pipe((text for text in texts), batch_size=32, **options)
    return list(tqdm(stream, total=len(texts), desc=title, leave=False))


def batches(texts: Sequence[str], title: str, size: int = 16) -> Iterable[list[str]]:
    """Yield the texts in batches, with a progress bar."""
    for start in tqdm(range(0, len(texts), size), desc=title, leave=False):
        yield list(texts[start : start + size])


def embed(texts: Sequence[str], title: str, encoder: str | Path = "hfbasics/encoder") -> "torch.Tensor":
    """Return the encoder's vectors, shape (texts, width): the mean over a text's tokens, of length 1."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(encoder)
    model = AutoModel.from_pretrained(encoder).eval()
    vectors = []
    for batch in batches(texts, title, 32):
        inputs = tokenizer(batch, padding=True, truncation=True, return_tensors="pt")
        with torch.inference_mode():
            vectors.append(mean_state(model, inputs))
    return torch.nn.functional.normalize(torch.cat(vectors), dim=-1)


def mean_state(model: Callable, inputs: "dict[str, torch.Tensor]") -> "torch.Tensor":
    """Return the mean of a model's last states over a text's tokens, shape (texts, width)."""
    mask = inputs["attention_mask"].unsqueeze(-1)
    return (model(**inputs).last_hidden_state * mask).sum(dim=1) / mask.sum(dim=1)


def translate(texts: Sequence[str], title: str) -> list[str]:
    """Return hfbasics/translator's greedy translations."""
    from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained("hfbasics/translator")
    model = AutoModelForSeq2SeqLM.from_pretrained("hfbasics/translator").eval()
    written = []
    for batch in batches(texts, title, 50):
        outputs = model.generate(**tokenizer(batch, padding=True, return_tensors="pt"), do_sample=False)
        written += tokenizer.batch_decode(outputs, skip_special_tokens=True)
    return written


def tfidf(train: tuple[Sequence, Sequence], test: tuple[Sequence, Sequence]) -> float:
    """Return the accuracy of TF-IDF with logistic regression; both arguments are texts and labels."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    return make_pipeline(vectors, LogisticRegression(C=5, max_iter=1000)).fit(*train).score(*test)
