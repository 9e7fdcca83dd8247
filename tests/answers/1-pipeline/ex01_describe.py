# %% right: one_dict_at_the_end
def describe_model(repo_id):
    fields = ModelCard.load(repo_id).data.to_dict()
    config = AutoConfig.from_pretrained(repo_id)
    if config.is_encoder_decoder:
        family = "encoder-decoder"
    elif any("ForCausalLM" in name for name in config.architectures):
        family = "decoder-only"
    else:
        family = "encoder-only"
    return dict(
        size=[config.num_hidden_layers, config.hidden_size],
        family=family,
        task=fields["pipeline_tag"],
        licence=fields["license"],
    )


# %% right: reads_the_files_of_the_snapshot
import json
from pathlib import Path

import yaml


def describe_model(repo_id):
    folder = Path(snapshot_download(repo_id))
    fields = yaml.safe_load(folder.joinpath("README.md").read_text(encoding="utf-8").split("---")[1])
    config = json.loads(folder.joinpath("config.json").read_text(encoding="utf-8"))
    family = "decoder-only" if config["architectures"][0].endswith("ForCausalLM") else "encoder-only"
    family = "encoder-decoder" if config.get("is_encoder_decoder") else family
    size = (
        config.get("num_hidden_layers", config.get("num_layers")),
        config.get("hidden_size", config.get("d_model")),
    )
    return {"licence": fields["license"], "task": fields["pipeline_tag"], "family": family, "size": size}


# %% wrong: hardcodes_the_example
def describe_model(repo_id):
    return {
        "licence": "apache-2.0",
        "task": "text-classification",
        "family": "encoder-only",
        "size": (6, 384),
    }


# %% wrong: licence_is_always_the_same
def describe_model(repo_id):
    card, config = ModelCard.load(repo_id).data, AutoConfig.from_pretrained(repo_id)
    family = "decoder-only" if config.architectures[0].endswith("ForCausalLM") else "encoder-only"
    family = "encoder-decoder" if config.is_encoder_decoder else family
    size = (config.num_hidden_layers, config.hidden_size)
    return {"licence": "apache-2.0", "task": card.pipeline_tag, "family": family, "size": size}


# %% wrong: forgets_the_third_family
def describe_model(repo_id):
    card, config = ModelCard.load(repo_id).data, AutoConfig.from_pretrained(repo_id)
    family = "decoder-only" if config.architectures[0].endswith("ForCausalLM") else "encoder-only"
    size = (config.num_hidden_layers, config.hidden_size)
    return {"licence": card.license, "task": card.pipeline_tag, "family": family, "size": size}


# %% wrong: every_model_is_an_encoder
def describe_model(repo_id):
    card, config = ModelCard.load(repo_id).data, AutoConfig.from_pretrained(repo_id)
    size = (config.num_hidden_layers, config.hidden_size)
    return {"licence": card.license, "task": card.pipeline_tag, "family": "encoder-only", "size": size}


# %% wrong: size_is_width_before_layers
def describe_model(repo_id):
    card, config = ModelCard.load(repo_id).data, AutoConfig.from_pretrained(repo_id)
    family = "decoder-only" if config.architectures[0].endswith("ForCausalLM") else "encoder-only"
    size = (config.hidden_size, config.num_hidden_layers)
    return {"licence": card.license, "task": card.pipeline_tag, "family": family, "size": size}


# %% wrong: counts_attention_heads_as_layers
def describe_model(repo_id):
    card, config = ModelCard.load(repo_id).data, AutoConfig.from_pretrained(repo_id)
    family = "decoder-only" if config.architectures[0].endswith("ForCausalLM") else "encoder-only"
    size = (config.num_attention_heads, config.hidden_size)
    return {"licence": card.license, "task": card.pipeline_tag, "family": family, "size": size}


# %% wrong: task_is_the_architecture
def describe_model(repo_id):
    card, config = ModelCard.load(repo_id).data, AutoConfig.from_pretrained(repo_id)
    family = "decoder-only" if config.architectures[0].endswith("ForCausalLM") else "encoder-only"
    size = (config.num_hidden_layers, config.hidden_size)
    return {"licence": card.license, "task": config.architectures[0], "family": family, "size": size}


# %% wrong: reads_the_global_card_and_config
def describe_model(repo_id):
    family = "decoder-only" if config.architectures[0].endswith("ForCausalLM") else "encoder-only"
    size = (config.num_hidden_layers, config.hidden_size)
    return {"licence": card.data.license, "task": card.data.pipeline_tag, "family": family, "size": size}
