"""Let hfbasics/decoder write everyday English, which is one source of text for hfbasics/fill-mask.

Sampled anew where it is missing, because what a model wrote at length is not committed. Goes on after the
last whole batch when it was stopped.
"""

import random
from pathlib import Path

import torch
from tqdm import trange
from transformers import AutoModelForCausalLM, AutoTokenizer

from training.common import HALF_PRECISION
from training.wordnet import common_words

__all__ = ["sample"]

REQUESTS = [
    "Write a very short story, in simple words, about a day with the words '{noun}' and '{verb}'.",
    "Write a very short story, in simple words, about a man, a woman and the word '{noun}'.",
    "Write a short dialogue between two friends about '{noun}'.",
    "Explain to a child, in short and simple sentences, what '{noun}' is and what people do with it.",
    "Write six short, simple facts about '{noun}'. Plain sentences, no list.",
    "Describe, in five simple sentences, what happens when people {verb}.",
]
BATCH, LENGTH, TEMPERATURE, TOP_P = 96, 96, 0.7, 0.95


def sample(decoder: Path, file: Path, batches: int, seed: int) -> list[str]:
    """Return `batches` times `BATCH` texts of up to `LENGTH` tokens; `file` keeps them between two runs.

    `decoder` is the folder of hfbasics/decoder.
    """
    folder = file.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = AutoTokenizer.from_pretrained(decoder, padding_side="left")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = AutoModelForCausalLM.from_pretrained(
        decoder, dtype=torch.bfloat16 if HALF_PRECISION else torch.float32
    ).to(device)
    nouns, verbs = common_words("noun", 3000), common_words("verb", 800)
    for number in trange(batches, desc="sampling text"):
        part = folder / f"{number:04}.txt"
        if part.is_file():
            continue
        choose = random.Random(f"{seed} {number}")
        torch.manual_seed(seed + number)
        requests = [
            choose.choice(REQUESTS).format(noun=choose.choice(nouns), verb=choose.choice(verbs))
            for _ in range(BATCH)
        ]
        chats = [[{"role": "user", "content": request}] for request in requests]
        inputs = tokenizer.apply_chat_template(
            chats, add_generation_prompt=True, padding=True, return_dict=True, return_tensors="pt"
        ).to(device)
        outputs = model.generate(
            **inputs, max_new_tokens=LENGTH, do_sample=True, temperature=TEMPERATURE, top_p=TOP_P
        )
        texts = tokenizer.batch_decode(outputs[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
        incoming = part.with_suffix(".incoming")
        incoming.write_text("\n".join(" ".join(text.split()) for text in texts), encoding="utf-8")
        incoming.replace(part)
    parts = [folder / f"{number:04}.txt" for number in range(batches)]
    return [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
