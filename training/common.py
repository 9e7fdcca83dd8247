"""What all trainings share: adapters, the training loop, and the files that a training leaves."""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import matplotlib.pyplot as plt
import pandas
import torch
from peft import LoraConfig, PeftModel, get_peft_model
from safetensors.torch import save_file
from transformers import PreTrainedModel, Trainer, TrainingArguments
from transformers.trainer_utils import get_last_checkpoint

from hfbasics.catalogue import CATALOGUE, entries
from hfbasics.hub import snapshot

__all__ = [
    "DATA",
    "EVALUATION",
    "HALF_PRECISION",
    "SEED",
    "done",
    "fit",
    "folder_of",
    "low_rank",
    "runs",
    "write_adapter",
    "write_curve",
]

HERE = Path(__file__).parent
DATA, EVALUATION = HERE / "data", HERE / "evaluation"
SEED = 0
HALF_PRECISION = (
    torch.cuda.is_bf16_supported() if torch.cuda.is_available() else torch.cpu._is_avx512_bf16_supported()
)


def folder_of(model: str) -> Path:
    """Return the local hub's folder of a model that is the base of others, such as `encoder`."""
    return snapshot(next(entry for entry in entries() if entry.id == f"hfbasics/{model}"))


def runs(name: str) -> Path:
    """Return the folder for what a training keeps only until it is done; git ignores it."""
    return HERE / "runs" / name


def low_rank(model: PreTrainedModel, rank: int, heads: list[str], dropout: float = 0.0) -> PeftModel:
    """Freeze `model` but for adapters of `rank` in its linear layers, and the `heads`, trained in full.

    Dropout in the adapters takes half as much time again.
    """
    return get_peft_model(
        model,
        LoraConfig(
            r=rank,
            lora_alpha=2 * rank,
            lora_dropout=dropout,
            target_modules=["query", "key", "value", "dense"],
            modules_to_save=heads,
        ),
    )


def fit(
    name: str,
    model: PreTrainedModel | PeftModel,
    rows: Sequence[dict],
    collator: Callable[[list[dict]], dict],
    *,
    rate: float,
    batch: int,
    epochs: float,
    trainer: type[Trainer] = Trainer,
    bf16: bool = HALF_PRECISION,
    **options: object,
) -> list[dict]:
    """Train `model` on `rows`, and return the log: step and loss (nats) of every 25th step.

    A training that was stopped goes on from its last checkpoint, unless its settings have changed since.
    `bf16` takes a third of the time where the machine multiplies bfloat16. `options` are for
    `TrainingArguments`.
    """
    settings = {"rows": len(rows), "rate": rate, "batch": batch, "epochs": epochs, "bf16": bf16, **options}
    _forget_other(name, json.dumps(settings, indent=2))
    arguments = TrainingArguments(
        output_dir=runs(name) / "checkpoints",
        num_train_epochs=epochs,
        learning_rate=rate,
        per_device_train_batch_size=batch,
        lr_scheduler_type="cosine",
        warmup_steps=0.06,
        weight_decay=0.01,
        logging_steps=25,
        save_steps=200,
        save_total_limit=1,
        seed=SEED,
        report_to="none",
        remove_unused_columns=False,
        use_cpu=not torch.cuda.is_available(),
        bf16=bf16,
        **options,
    )
    loop = trainer(model, arguments, collator, rows)
    checkpoints = Path(arguments.output_dir)
    last = get_last_checkpoint(checkpoints) if checkpoints.is_dir() else None
    loop.train(resume_from_checkpoint=last)
    return [row for row in loop.state.log_history if "loss" in row]


def _forget_other(name: str, settings: str) -> None:
    """Delete the checkpoints of a training with other settings, and note the present ones."""
    noted = runs(name) / "settings.json"
    if not noted.is_file() or noted.read_text(encoding="utf-8") != settings:
        done(name)
        noted.parent.mkdir(parents=True, exist_ok=True)
        noted.write_text(settings, encoding="utf-8")


def done(name: str) -> None:
    """Delete the checkpoints: the next training of this name starts anew."""
    shutil.rmtree(runs(name) / "checkpoints", ignore_errors=True)


def _trained(model: PeftModel, full: tuple[str, ...]) -> dict[str, torch.Tensor]:
    """Return what was trained, in the form that `hfbasics.recipes.adapter` merges."""
    scale = 2.0  # lora_alpha / r, moved into the second factor
    tensors = {}
    for name, weight in model.state_dict().items():
        name = name.removeprefix("base_model.model.")
        if ".lora_A." in name:
            tensors[name.replace("lora_A.default.weight", "weight.lora_A")] = weight.contiguous()
        elif ".lora_B." in name:
            tensors[name.replace("lora_B.default.weight", "weight.lora_B")] = (scale * weight).contiguous()
        elif name in full:
            tensors[name] = weight.contiguous()
        elif ".modules_to_save.default." in name:
            tensors[name.replace("modules_to_save.default.", "")] = weight.contiguous()
    return {name: weight.cpu().float().clone() for name, weight in tensors.items()}


def write_adapter(name: str, model: PeftModel, full: tuple[str, ...] = ()) -> None:
    """Write adapter and config to the catalogue; `full` names weights that changed outside of the adapter."""
    folder = CATALOGUE / "models" / name
    folder.mkdir(parents=True, exist_ok=True)
    save_file(_trained(model, full), folder / "adapter.safetensors", metadata={"format": "pt"})
    (folder / "adapter.safetensors").chmod(0o644)
    merged = model.merge_and_unload().eval()
    merged.config.name_or_path = ""
    merged.config.architectures = [type(merged).__name__]
    merged.config.dtype = torch.float32
    (folder / "config.json").write_text(merged.config.to_json_string(), encoding="utf-8", newline="\n")


def write_curve(name: str, log: list[dict]) -> None:
    """Draw the training loss with its running mean."""
    losses = pandas.Series([row["loss"] for row in log], index=[row["step"] for row in log])
    figure, axes = plt.subplots(figsize=(7, 3.5), layout="constrained")
    losses.plot(ax=axes, color="0.7", label="25 steps")
    losses.rolling(10, min_periods=1).mean().plot(
        ax=axes, color="black", style="--", label="mean of 250 steps"
    )
    axes.set(title=f"hfbasics/{name}: training loss", xlabel="step", ylabel="cross-entropy (nats)")
    axes.legend()
    (HERE / "curves").mkdir(exist_ok=True)
    figure.savefig(HERE / "curves" / f"{name}.png", dpi=80)
    plt.close(figure)
