"""Make the files of one entry of the local hub; the hub verifies them and puts them in their place.

A recipe fills `folder`. It yields, before each step, the share that is done (0 to 1) and the step's name.
"""

import contextlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from hfbasics.catalogue import Entry

__all__ = ["RECIPES"]

Steps = Iterator[tuple[float, str]]


def published(entry: Entry, source: Path, folder: Path) -> Steps:
    """Copy published weights as they are. `source` holds the files that the entry's source lists."""
    yield 0.0, "copying the published files"
    for name in entry.source.files:
        shutil.copyfile(source / name, folder / name)


def gguf(entry: Entry, source: Path, folder: Path) -> Steps:
    """Turn a published GGUF file into a checkpoint with 32-bit weights, which Transformers loads by id.

    `save_pretrained` refuses a model that was loaded from GGUF. So a new model is built from its config,
    and the weights move into it unchanged: a 4-bit weight has one 32-bit value.
    """
    (name,) = entry.source.files
    yield 0.0, "importing Transformers"
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.disable_progress_bar()
    yield 0.1, "converting the tokenizer"
    tokenizer = AutoTokenizer.from_pretrained(source, gguf_file=name)
    yield 0.4, "unpacking the weights"
    # Transformers draws a bar of its own here, which no setting turns off; the build has one already.
    with contextlib.redirect_stderr(io.StringIO()):
        loaded = AutoModelForCausalLM.from_pretrained(source, gguf_file=name, dtype=torch.float32)
    yield 0.8, "writing the model"
    config = loaded.config
    tokenizer.model_max_length = config.max_position_embeddings
    tokenizer.save_pretrained(folder)
    # What is saved is not quantized any more, and the path that it was read from means nothing here.
    del config.quantization_config
    config.name_or_path = ""
    model = AutoModelForCausalLM.from_config(config)
    model.load_state_dict(loaded.state_dict())
    model.generation_config = loaded.generation_config
    model.save_pretrained(folder)
    # Transformers writes text with the system's line ends, and the catalogue knows one SHA-256 for all.
    for path in [*folder.glob("*.json"), *folder.glob("*.jinja")]:
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))


def adapter(entry: Entry, source: Path, folder: Path) -> Steps:
    """Merge the committed adapter into the base model. `source` is the base model's snapshot.

    An adapter file holds, for a weight `w`, the factors `w.lora_A` (rank, in) and `w.lora_B` (out, rank)
    of the update W + B·A (Hu et al. 2021, https://arxiv.org/abs/2106.09685), and other weights in full.
    """
    yield 0.0, "merging the adapter"
    import numpy
    from safetensors.numpy import load_file, save_file

    base = load_file(source / "model.safetensors")
    trained = load_file(entry.authored / "adapter.safetensors")
    config = json.loads((entry.authored / "config.json").read_text(encoding="utf-8"))
    # A head that reads every token has no use for the pooler, which reads the first token alone.
    unused = ["position_ids"] + ["pooler"] * ("SequenceClassification" not in config["architectures"][0])
    merged = {
        f"{config['model_type']}.{name}": weight
        for name, weight in base.items()
        if not any(part in name for part in unused)
    }
    for name, update in trained.items():
        weight, is_factor, factor = name.rpartition(".lora_")
        if not is_factor:
            merged[name] = update
        elif factor == "A":
            # One rank at a time, with single additions and products: the same bits on every machine,
            # which the sums inside a matrix product are not.
            for row, column in zip(update, trained[f"{weight}.lora_B"].T, strict=True):
                merged[weight] = merged[weight] + numpy.multiply.outer(column, row)
    yield 0.7, "writing the model"
    save_file(merged, folder / "model.safetensors", metadata={"format": "pt"})
    for name in entry.files:
        if name != "model.safetensors" and (source / name).is_file():
            shutil.copyfile(source / name, folder / name)


def authored(entry: Entry, source: Path | None, folder: Path) -> Steps:
    """Add nothing: all files of this entry were written for the course and lie in the catalogue."""
    yield 0.0, "copying the course's own files"


RECIPES = {"published": published, "gguf": gguf, "adapter": adapter, "authored": authored}
