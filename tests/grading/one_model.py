"""A small notebook that imports Transformers, and loads and runs one model of the course."""

from nbformat import NotebookNode

from tests.grading.small import notebook

__all__ = ["ASSIGNMENT", "source"]

ASSIGNMENT = "one-model"

_CELLS = """
%%% plain setup
import hfbasics

hfbasics.setup()

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

MODEL = "hfbasics/sentiment"
%%% solution model_predict_answer
### BEGIN SOLUTION
tokenizer = AutoTokenizer.from_pretrained(MODEL)
model = AutoModelForSequenceClassification.from_pretrained(MODEL)


def predict(texts):
    with torch.no_grad():
        logits = model(**tokenizer(texts, padding=True, return_tensors="pt")).logits
    return [model.config.id2label[place] for place in logits.argmax(-1).tolist()]
### END SOLUTION
%%% plain model_predict_try
print(predict(["A wonderful film.", "The plot is dull and slow."]))
%%% test model_predict_hidden 2
# predict: one label for each text.
### BEGIN HIDDEN TESTS
texts = ["I hated every minute.", "A wonderful film with great actors.", "Boring, and far too long."]
assert predict(texts) == ["negative", "positive", "negative"], "predict should give one label for each text."
### END HIDDEN TESTS
%%% test model_alone_hidden 1
# predict: a text alone gets the same label.
### BEGIN HIDDEN TESTS
assert predict(["Boring, and far too long."]) == ["negative"], "predict should take a list of one text, too."
### END HIDDEN TESTS
"""


def source() -> NotebookNode:
    """Return the instructor's notebook."""
    return notebook(_CELLS)
