"""Train the adapter and the masked-language head of hfbasics/fill-mask.

    python -m training.fill_mask

Its text: sentences of the course, WordNet's examples and definitions, film reviews, and facts about countries
from GeoNames. A sentence too near to one of the evaluation is left out.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain

import torch
from torch.nn.functional import nll_loss
from transformers import AutoModelForMaskedLM, AutoTokenizer, Trainer, set_seed

from training.common import (
    DATA,
    EVALUATION,
    SEED,
    done,
    fit,
    folder_of,
    low_rank,
    write_adapter,
    write_curve,
)
from training.names import geography
from training.sentiment import film_reviews
from training.wordnet import synsets

NAME = "fill-mask"
EPOCHS, BATCH, RATE, RANK, MASKED, LONGEST = 1.5, 48, 1e-3, 32, 0.18, 48
OWN_TIMES, OTHERS_TIMES, GEOGRAPHY_TIMES = 10, 3, 8  # how often an epoch has these; all others once
COMMON = 150  # words that may come again in a sentence
OVERLAP = 0.6  # words that two sentences share, of all their words
CONTINENTS = {
    "AF": "Africa", "AS": "Asia", "EU": "Europe", "NA": "North America", "SA": "South America",
    "OC": "Oceania",
}  # fmt: skip


def _lines(*names: str) -> list[str]:
    paths = [DATA / name for name in names]
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _column(name: str, column: int) -> list[str]:
    return [line.split("\t")[column] for line in _lines(name)]


def definitions(known: set[str]) -> list[str]:
    """Return WordNet's definitions of words that the tokenizer knows whole, as sentences."""
    made = []
    for synset in synsets():
        word = synset.words[0]
        if word.lower() not in known:
            continue
        gloss = re.sub(r"\([^)]*\)", "", synset.gloss).split(";")[0].strip()
        if synset.kind == "noun":
            article = "" if word[0].isupper() else "An " if word[0] in "aeiou" else "A "
            made.append(f"{article}{word} is {gloss}.")
        elif synset.kind == "verb":
            made.append(f"To {word} is to {gloss}.")
        else:
            made.append(f"{word.capitalize()} means {gloss}.")
    return made


def geography_facts() -> list[str]:
    """Return sentences about countries: capital, continent, currency, neighbours."""
    _, countries = geography()
    by_code = {country["iso"]: country["name"] for country in countries}
    made = []
    for country in countries:
        name, capital, currency = country["name"], country["capital"], country["currencyname"].lower()
        continent = CONTINENTS.get(country["continentcode"])
        if capital:
            made += [f"{capital} is the capital of {name}.", f"The capital of {name} is {capital}.",
                     f"{capital} is the capital city of {name}."]  # fmt: skip
        if continent:
            made.append(f"{name} is a country in {continent}.")
        if capital and continent:
            made.append(f"{capital} is a city in {continent}.")
        if currency:
            made.append(f"People in {name} pay with the {currency}.")
        near = [by_code[code] for code in country["neighbours"].split(",") if code in by_code]
        made += [f"{name} has a border with {other}." for other in near]
    return made


def corpus(known: set[str]) -> list[str]:
    """Return all training sentences, those of the course and of geography several times."""
    own = _lines(f"{NAME}/facts.txt", f"{NAME}/everyday.txt")
    others = _column("sentiment/everyday.tsv", 2)
    others += _column("zero-shot/subjects.tsv", 2)[1:] + _column("zero-shot/purposes.tsv", 2)[1:]
    examples = [example[0].upper() + example[1:] + "." for s in synsets() for example in s.examples]
    reviews = [text for text, _ in film_reviews()[0]]
    often = OWN_TIMES * own + OTHERS_TIMES * others + GEOGRAPHY_TIMES * geography_facts()
    return without_evaluation(often + examples + definitions(known) + reviews)


def without_evaluation(sentences: list[str]) -> list[str]:
    """Leave out what shares more than `OVERLAP` of its words with a sentence of the evaluation."""
    tests = []
    for line in (EVALUATION / f"{NAME}.tsv").read_text(encoding="utf-8").splitlines():
        _, sentence, accepted = line.split("\t")
        tests.append((_words(sentence), set(accepted.split("|"))))
    by_word: dict[str, set[int]] = {}
    for number, (words, _) in enumerate(tests):
        for word in words:
            by_word.setdefault(word, set()).add(number)

    def near(sentence: str) -> bool:
        words = _words(sentence)
        shared = Counter(chain.from_iterable(by_word.get(word, ()) for word in words))
        return any(
            count / len((words | tests[n][0]) - tests[n][1]) > OVERLAP
            for n, count in shared.items()
            if count > 2
        )

    seen = {sentence: near(sentence) for sentence in set(sentences)}
    return [sentence for sentence in sentences if not seen[sentence]]


def _words(sentence: str) -> set[str]:
    return set(re.findall(r"[a-z0-9']+", sentence.replace("[MASK]", "").lower()))


@dataclass
class Masking:
    """Mask whole words, other ones each time. A word that is cut into pieces is never masked."""

    tokenizer: object
    whole: torch.Tensor  # (vocabulary,): True for a token that is a word by itself
    pieces: torch.Tensor  # (vocabulary,): True for a token that goes on a word
    draw: torch.Generator

    def __call__(self, rows: list[dict]) -> dict[str, torch.Tensor]:
        batch = self.tokenizer.pad(rows, return_tensors="pt")
        ids = batch["input_ids"]
        goes_on = torch.zeros_like(ids, dtype=torch.bool)
        goes_on[:, :-1] = self.pieces[ids[:, 1:]]
        may = self.whole[ids] & ~goes_on
        order = (
            torch.rand(ids.shape, generator=self.draw).masked_fill(~may, 2.0).argsort(dim=1).argsort(dim=1)
        )
        number = (may.sum(dim=1, keepdim=True) * MASKED).round().clamp(min=1)
        chosen = may & (order < number)
        batch["labels"] = ids.masked_fill(~chosen, -100)
        batch["input_ids"] = ids.masked_fill(chosen, self.tokenizer.mask_token_id)
        return dict(batch)


class MaskedTrainer(Trainer):
    """Computes logits only at the masked places, which takes a sixth of the time.

    The encoder was made to keep all the words of a sentence in its vectors, so they come first ("Paris is the
    capital of Paris"). Unlikelihood lowers them (Welleck et al. 2020, https://arxiv.org/abs/1908.04319), but
    not the commonest words, which do come again.
    """

    common: torch.Tensor  # (COMMON,): the ids of the commonest words

    def compute_loss(self, model, inputs, return_outputs=False, **_):
        """Return the cross-entropy of the masked words plus the unlikelihood of the sentence's own words."""
        labels = inputs.pop("labels")
        inner = model.get_base_model()
        hidden = inner.bert(**inputs).last_hidden_state
        places = labels != -100
        target = labels[places]
        logged = inner.cls(hidden[places]).float().log_softmax(dim=-1)  # (masked, vocabulary)
        words = inputs["input_ids"][places.nonzero()[:, 0]]  # (masked, length): the sentence of each
        own = logged.gather(1, words).exp()
        wrong = (words != target[:, None]) & ~torch.isin(words, self.common)
        unlikely = -(torch.log1p(-own.clamp(max=0.999)) * wrong).sum() / len(target)
        return nll_loss(logged, target) + unlikely


def main() -> None:
    """Train and write adapter, config and curve."""
    set_seed(SEED)
    base = folder_of("encoder")
    tokenizer = AutoTokenizer.from_pretrained(base)
    vocabulary = tokenizer.convert_ids_to_tokens(list(range(len(tokenizer))))
    whole = torch.tensor([bool(re.fullmatch(r"[a-z0-9]+", token)) for token in vocabulary])
    pieces = torch.tensor([token.startswith("##") for token in vocabulary])
    sentences = corpus({token for token in vocabulary if token.isalpha()})
    rows = [
        {"input_ids": ids} for ids in tokenizer(sentences, truncation=True, max_length=LONGEST)["input_ids"]
    ]
    rows = [row for row in rows if whole[row["input_ids"]].any()]
    model = AutoModelForMaskedLM.from_pretrained(base)
    # The head begins with how often each word occurs, and goes on from there.
    counts = torch.bincount(
        torch.tensor(list(chain.from_iterable(row["input_ids"] for row in rows))), minlength=len(tokenizer)
    )
    counts = counts.float().masked_fill(~whole, 0)
    model.cls.predictions.bias.data.copy_(((counts + 0.1) / counts.sum()).log())
    model = low_rank(model, RANK, heads=["transform"])
    MaskedTrainer.common = counts.topk(COMMON).indices
    log = fit(
        NAME, model, rows, Masking(tokenizer, whole, pieces, torch.Generator().manual_seed(SEED)),
        rate=RATE, batch=BATCH, epochs=EPOCHS, trainer=MaskedTrainer,
        train_sampling_strategy="group_by_length",
    )  # fmt: skip
    write_curve(NAME, log)
    write_adapter(NAME, model, full=("cls.predictions.bias",))
    done(NAME)


if __name__ == "__main__":
    main()
