"""Train hfbasics/translator from nothing on sentences of the phrasebook grammar.

    python -m training.translator

No pair of words and no sentence of `evaluation/translator.tsv` is ever trained on.
"""

import random
import re
import string

import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from tqdm import tqdm
from transformers import (
    DataCollatorForSeq2Seq,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
    set_seed,
)

from hfbasics.catalogue import CATALOGUE
from training.common import EVALUATION, SEED, done, fit, write_curve
from training.phrasebook import nouns, sentence
from training.phrasebook.words import verbs

NAME = "translator"
SENTENCES, VOCABULARY, BATCH, RATE = 800_000, 4000, 64, 3e-3
SHORT = {
    "do not": "don't", "does not": "doesn't", "did not": "didn't", "is not": "isn't", "are not": "aren't",
    "was not": "wasn't", "were not": "weren't", "will not": "won't", "cannot": "can't", "I am": "I'm",
    "you are": "you're", "he is": "he's", "she is": "she's", "it is": "it's", "we are": "we're",
    "they are": "they're", "I will": "I'll", "you will": "you'll", "he will": "he'll", "she will": "she'll",
    "we will": "we'll", "they will": "they'll", "I would": "I'd", "there is": "there's",
    "where is": "where's",
}  # fmt: skip


def held_out() -> tuple[set[str], list[tuple[re.Pattern, re.Pattern]]]:
    """Return the sentences, and the pairs of words in all their forms, that only the evaluation sees."""
    forms = {noun.english: (noun.english, noun.plural) for noun in nouns()}
    forms |= {
        row["english"]: tuple(row[form] for form in ("english", "third", "past", "ing")) for row in verbs()
    }
    sentences, pairs = set(), []
    for line in (EVALUATION / f"{NAME}.tsv").read_text(encoding="utf-8").splitlines():
        kind, english, _ = line.split("\t")
        sentences.add(english)
        if kind.startswith("pair: "):
            both = kind.removeprefix("pair: ").split(" + ")
            either = ("|".join(form for form in forms.get(word, (word,)) if form != "-") for word in both)
            pairs.append(tuple(re.compile(rf"\b({words})(?!\w)", re.IGNORECASE) for words in either))
    return sentences, pairs


def spoken(english: str, choose: random.Random) -> str:
    """Write a sentence as people type it: shortened, without a capital, without its last mark."""
    if choose.random() < 0.4:
        for long, short in SHORT.items():
            english = re.sub(rf"\b{long}\b", short, english)
            english = re.sub(rf"^{long[0].upper()}{long[1:]}\b", short[0].upper() + short[1:], english)
    if choose.random() < 0.25:
        first = english.split()[0]
        if first not in ("Paul", "Marie", "Luc", "Anna") and not re.match(r"I\b", first):
            english = english[0].lower() + english[1:]
    if choose.random() < 0.25:
        english = english.rstrip(".?")
    return english


def corpus() -> list[tuple[str, str]]:
    """Return `SENTENCES` pairs; a short sentence comes many times."""
    choose = random.Random(SEED)
    kept_out, pairs = held_out()
    rows: list[tuple[str, str]] = []
    with tqdm(total=SENTENCES, desc="drawing sentences") as bar:
        while len(rows) < SENTENCES:
            english, french = sentence(choose)
            if english in kept_out or any(a.search(english) and b.search(english) for a, b in pairs):
                continue
            rows.append((spoken(english, choose), french))
            bar.update()
    return rows


def tokenizer(texts: list[str]) -> PreTrainedTokenizerFast:
    """Train a byte-pair tokenizer on both languages; it spells a word that it has never seen."""
    made = Tokenizer(models.BPE(unk_token="<unk>"))
    made.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace("\u2019", "'")])
    made.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Metaspace(),
        # An article that lost its vowel, as in l'hôtel, is a word of its own; so is a mark.
        pre_tokenizers.Split(Regex(r"(?<=[lLdDnNjJcCtTmMsSu]')(?=\p{L}{2})|(?=[.,?!])"), "isolated"),
    ])  # fmt: skip
    made.decoder = decoders.Metaspace()
    made.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=VOCABULARY,
            special_tokens=["<pad>", "</s>", "<unk>"],
            initial_alphabet=list(string.printable.strip()),
            show_progress=False,
        ),
    )
    made.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        model_max_length=64,
        clean_up_tokenization_spaces=False,
    )


def main() -> None:
    """Train and write tokenizer, weights, config and curve."""
    set_seed(SEED)
    rows = corpus()
    encoder = tokenizer([text for row in rows[:40_000] for text in row])
    config = T5Config(
        vocab_size=len(encoder),
        d_model=128,
        d_kv=32,
        num_heads=4,
        d_ff=512,
        num_layers=2,
        dropout_rate=0.0,
        feed_forward_proj="relu",
        tie_word_embeddings=True,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    model = T5ForConditionalGeneration(config)
    collator = DataCollatorForSeq2Seq(encoder, model)
    sources, targets = (encoder([row[side] for row in rows])["input_ids"] for side in (0, 1))
    encoded = [{"input_ids": s, "labels": t} for s, t in zip(sources, targets, strict=True)]
    # Half precision saves nothing in so small a model.
    log = fit(NAME, model, encoded, collator, rate=RATE, batch=BATCH, epochs=1, bf16=False)
    write_curve(NAME, log)
    model.eval()
    model.generation_config.max_new_tokens = 48
    folder = CATALOGUE / "models" / NAME
    model.to(torch.float32).save_pretrained(folder)
    encoder.save_pretrained(folder)
    (folder / "model.safetensors").chmod(0o644)
    done(NAME)


if __name__ == "__main__":
    main()
