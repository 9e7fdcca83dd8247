"""When each model of the course's notes came out and how large it was, with sources."""

from typing import TypedDict

__all__ = ["GLUE", "MODELS", "Model"]


class Model(TypedDict):
    """One model. `date` is the month of the first paper or release; `millions` counts weights."""

    name: str
    date: str
    family: str
    millions: int
    source: str


def _model(name: str, date: str, family: str, millions: int, source: str) -> Model:
    return {"name": name, "date": date, "family": family, "millions": millions, "source": source}


# The largest version that was described when the model came out.
MODELS: list[Model] = [
    _model("ALBERT", "September 2019", "encoder-only", 235, "arXiv:1909.11942, table 1, xxlarge"),
    _model("BART", "October 2019", "encoder-decoder", 406, "arXiv:1910.13461; counted from BartConfig()"),
    _model("BERT", "October 2018", "encoder-only", 340, "arXiv:1810.04805, section 3, large"),
    _model("CTRL", "September 2019", "decoder-only", 1_630, "arXiv:1909.05858, abstract"),
    _model("DistilBERT", "October 2019", "encoder-only", 66, "arXiv:1910.01108, table 3"),
    _model("ELECTRA", "March 2020", "encoder-only", 335, "arXiv:2003.10555, large"),
    _model(
        "GPT",
        "June 2018",
        "decoder-only",
        117,
        "Radford et al. 2018, Improving Language Understanding by Generative Pre-Training; "
        "size: Radford et al. 2019, table 2",
    ),
    _model(
        "GPT-2",
        "February 2019",
        "decoder-only",
        1_542,
        "Radford et al. 2019, Language Models are Unsupervised Multitask Learners, table 2",
    ),
    _model("GPT-3", "May 2020", "decoder-only", 175_000, "arXiv:2005.14165, table 2.1"),
    _model(
        "Marian",
        "April 2018",
        "encoder-decoder",
        74,
        "arXiv:1804.00344; size: counted from the config of Helsinki-NLP/opus-mt-en-de",
    ),
    _model("mBART", "January 2020", "encoder-decoder", 680, "arXiv:2001.08210, section 2"),
    _model("RoBERTa", "July 2019", "encoder-only", 355, "arXiv:1907.11692, section 5, large"),
    _model("T5", "October 2019", "encoder-decoder", 11_000, "arXiv:1910.10683, section 3.7, 11B"),
    _model("Transformer", "June 2017", "encoder-decoder", 213, "arXiv:1706.03762, table 3, big"),
    _model("Transformer-XL", "January 2019", "decoder-only", 257, "arXiv:1901.02860, table 1, large"),
]

# Scores in percent of BERT-base and DistilBERT, both uncased, on the development sets of GLUE's nine tasks:
# table 1 of arXiv:1910.01108, as corrected in huggingface/transformers, examples/…/distillation/README.md.
GLUE: dict[str, tuple[float, float]] = {
    "CoLA": (56.3, 51.3),
    "MNLI": (84.7, 82.1),
    "MRPC": (88.6, 87.5),
    "QNLI": (91.8, 89.2),
    "QQP": (89.6, 88.5),
    "RTE": (69.3, 59.9),
    "SST-2": (92.7, 91.3),
    "STS-B": (89.0, 86.9),
    "WNLI": (53.5, 56.3),
}
