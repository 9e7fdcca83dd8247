"""Small random models of every architecture that the course names, and what each of them can see.

A model here has two layers, a width of 16, a vocabulary of 50, and has learned nothing: who may look at
whom is built in, not learned. Heavy imports wait inside the functions.
"""

import functools
import json
import random
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

__all__ = ["ARCHITECTURES", "VOCABULARY", "gallery", "small", "states"]

VOCABULARY = 50
SEGMENT = 4  # tokens that a model with segments reads at a time

_BERT = {
    "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32,
    "max_position_embeddings": 64,
}  # fmt: skip
_GPT = {"n_embd": 16, "n_layer": 2, "n_head": 2, "n_positions": 64}
_BART = {
    "d_model": 16, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "max_position_embeddings": 64,
}  # fmt: skip

# What stands in the config.json of a small model. Transformers 5 has no class for Transformer-XL: its idea,
# to carry the states of one segment into the next, is shown on GPT-2.
ARCHITECTURES: Mapping[str, Mapping] = {
    "ALBERT": {"model_type": "albert", "embedding_size": 16, **_BERT},
    "BERT": {"model_type": "bert", **_BERT},
    "DistilBERT": {
        "model_type": "distilbert", "dim": 16, "n_layers": 2, "n_heads": 2, "hidden_dim": 32,
        "max_position_embeddings": 64,
    },
    "ELECTRA": {"model_type": "electra", "embedding_size": 16, **_BERT},
    "RoBERTa": {"model_type": "roberta", **_BERT},
    "CTRL": {"model_type": "ctrl", "dff": 32, **_GPT},
    "GPT": {"model_type": "openai-gpt", **_GPT},
    "GPT-2": {"model_type": "gpt2", **_GPT},
    "Transformer-XL": {"model_type": "gpt2", "segments": "remembered", **_GPT},
    "BART": {"model_type": "bart", **_BART},
    "mBART": {"model_type": "mbart", **_BART},
    "Marian": {"model_type": "marian", "pad_token_id": 1, "decoder_start_token_id": 1, **_BART},
    "T5": {"model_type": "t5", "d_model": 16, "d_kv": 8, "d_ff": 32, "num_layers": 2, "num_heads": 2},
}  # fmt: skip


def small(model: str | Mapping) -> "PreTrainedModel":
    """Build a small random model, the same each time; it has no head.

    Args:
        model: a name in `ARCHITECTURES`, or the content of a `config.json` with a `model_type`.

    Raises:
        ValueError: when the name is not in `ARCHITECTURES`.
    """
    return _build(json.dumps(dict(_config(model)), sort_keys=True))


def _config(model: str | Mapping) -> Mapping:
    if not isinstance(model, str):
        return model
    if model not in ARCHITECTURES:
        raise ValueError(f"There is no architecture {model!r} here: choose {', '.join(ARCHITECTURES)}.")
    return ARCHITECTURES[model]


@functools.lru_cache(maxsize=64)
def _build(text: str) -> "PreTrainedModel":
    import torch
    from transformers import AutoConfig, AutoModel

    options = {key: value for key, value in json.loads(text).items() if key != "segments"}
    # A classic config names end tokens that a vocabulary of 50 does not have.
    ends = {"bos_token_id": 0, "eos_token_id": 2}
    config = AutoConfig.for_model(**{"vocab_size": VOCABULARY, **ends, **options})
    # Whoever asks first may be in inference mode; the model is kept for those who want gradients, too.
    with torch.inference_mode(False):
        model = AutoModel.from_config(config).eval()
        draw = torch.Generator().manual_seed(0)
        for weights in model.parameters():
            # Large enough that every influence is far above rounding.
            if weights.requires_grad and weights.ndim > 1:
                torch.nn.init.normal_(weights, std=0.3, generator=draw)
    return model


def states(model: str | Mapping, ids: "torch.Tensor | Sequence[int]") -> "torch.Tensor":
    """Return what a small model makes of each token: its last hidden states, shape (tokens, 16).

    A model of two stacks gets the first half of `ids` into its encoder and the second half into its decoder
    (the encoder takes the odd one), and its states are put together in the same order. A model with segments
    reads four tokens at a time.

    Args:
        model: as for `small`.
        ids: token ids, shape (tokens,), from 0 to 49; a model of two stacks needs two at least.
    """
    import torch

    with torch.inference_mode():
        return _forward(model, torch.as_tensor(ids))


def _forward(model: str | Mapping, ids: "torch.Tensor") -> "torch.Tensor":
    import torch

    config, network = _config(model), small(model)
    if network.config.is_encoder_decoder:
        first, second = ids[None].chunk(2, dim=1)
        output = network(input_ids=first, decoder_input_ids=second)
        return torch.cat([output.encoder_last_hidden_state[0], output.last_hidden_state[0]])
    if "segments" not in config:
        return network(input_ids=ids[None]).last_hidden_state[0]
    memory, parts = None, []
    for segment in ids[None].split(SEGMENT, dim=1):
        output = network(input_ids=segment, past_key_values=memory, use_cache=True)
        memory = output.past_key_values if config["segments"] == "remembered" else None
        parts.append(output.last_hidden_state[0])
    return torch.cat(parts)


def gallery(tokens: int = 8) -> tuple[dict[str, list[list[int]]], dict[str, str]]:
    """Return what each architecture sees, under a letter in place of its name, and the names.

    The first dict has for each letter a 0/1 matrix, shape (tokens, tokens): row i, column j is 1 where token
    j has a part in state i. Measured by gradients.
    """
    names = list(ARCHITECTURES)
    random.Random(tokens).shuffle(names)
    letters = [chr(ord("A") + place) for place in range(len(names))]
    return {a: _reach(name, tokens) for a, name in zip(letters, names, strict=True)}, dict(
        zip(letters, names, strict=True)
    )


def _reach(model: str, tokens: int) -> list[list[int]]:
    import torch

    inputs: list[torch.Tensor] = []

    def keep(module, arguments, output):
        inputs.append(output.detach().requires_grad_())
        return inputs[-1].clone()  # some models multiply it in place

    tables = [m for m in small(model).modules() if isinstance(m, torch.nn.Embedding)]
    hooks = [m.register_forward_hook(keep) for m in tables if m.num_embeddings == VOCABULARY]
    try:
        output = _forward(model, torch.arange(3, 3 + tokens))
    finally:
        for hook in hooks:
            hook.remove()
    # The plain sum of a normalised state never changes, so each number gets a weight of its own.
    weights = torch.linspace(-1, 1, output.shape[1])
    rows = []
    for state in output:
        slopes = torch.autograd.grad(state @ weights, inputs, retain_graph=True, allow_unused=True)
        parts = [torch.zeros_like(one) if s is None else s for one, s in zip(inputs, slopes, strict=True)]
        rows.append((torch.cat(parts, dim=1)[0].abs().amax(dim=1) > 0).int().tolist())
    return rows
