"""What the third topic's notebook needs ready: vectors of whole texts, and four trainings to read.

Heavy imports wait inside the functions.
"""

import itertools
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

__all__ = ["summaries", "trainings"]

BATCH = 64


def summaries(
    body: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase", texts: Sequence[str]
) -> "torch.Tensor":
    """Return one vector for each text, shape (texts, width): the mean of its last hidden states.

    Texts with the same number of tokens go through the body together, so none of them needs padding.
    """
    import torch
    from tqdm import tqdm

    ids = tokenizer(list(texts), truncation=True)["input_ids"]
    by_length = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    vectors = torch.zeros(len(ids), body.config.hidden_size)
    body.eval()
    # nbgrader counts what stands on stderr as a failed check.
    with tqdm(total=len(ids), file=sys.stdout, desc="reading texts", ncols=80) as bar, torch.no_grad():
        for _, same in itertools.groupby(by_length, key=lambda place: len(ids[place])):
            places = list(same)
            for start in range(0, len(places), BATCH):
                part = places[start : start + BATCH]
                states = body(torch.tensor([ids[place] for place in part])).last_hidden_state
                vectors[part] = states.mean(dim=1)
                bar.update(len(part))
    return vectors


def trainings(
    train: tuple["torch.Tensor", Sequence[int]], validation: tuple["torch.Tensor", Sequence[int]]
) -> dict[str, tuple[list[float], list[float]]]:
    """Train four heads on vectors of texts, and return the losses (nats) of each by epoch, under a letter.

    Args:
        train: vectors, shape (texts, width), and their labels, 0 or 1.
        validation: the same of other texts.
    """
    import numpy
    from sklearn.metrics import log_loss
    from sklearn.neural_network import MLPClassifier

    unseen = numpy.asarray(validation[0]), numpy.asarray(validation[1])

    def epochs(head, texts: int, number: int = 20) -> tuple[list[float], list[float]]:
        losses: tuple[list[float], list[float]] = ([], [])
        x, y = numpy.asarray(train[0])[:texts], numpy.asarray(train[1])[:texts]
        for _ in range(number):
            head.partial_fit(x, y, classes=[0, 1])
            for row, (inputs, labels) in zip(losses, ((x, y), unseen), strict=True):
                row.append(float(log_loss(labels, head.predict_proba(inputs), labels=[0, 1])))
        return losses

    rows = len(train[1])
    wide, plain = (128,), ()
    return {
        "A": epochs(MLPClassifier(plain, learning_rate_init=0.2, batch_size=8, random_state=0), rows),
        "B": epochs(MLPClassifier(plain, learning_rate_init=0.005, alpha=1.0, random_state=0), rows),
        "C": epochs(MLPClassifier(wide, learning_rate_init=0.003, batch_size=32, random_state=0), rows // 2),
        "D": epochs(MLPClassifier(plain, learning_rate_init=1e-4, random_state=0), rows),
    }
