# %% right: the_method_of_the_model
def count_parameters(config):
    with torch.device("meta"):
        return AutoModel.from_config(AutoConfig.for_model(**config)).num_parameters()


# %% right: tables_of_the_state_by_identity
def count_parameters(config):
    options = dict(config)
    options = AutoConfig.for_model(options.pop("model_type"), **options)
    with torch.device("meta"):
        tables = AutoModel.from_config(options).state_dict(keep_vars=True).values()
    weights = {id(table): table for table in tables if isinstance(table, torch.nn.Parameter)}
    return sum(table.numel() for table in weights.values())


# %% right: products_of_shapes_from_a_config_file
import json
import math
import tempfile
from pathlib import Path


def count_parameters(config):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "config.json").write_text(json.dumps(config))
        options = AutoConfig.from_pretrained(folder)
    with torch.device("meta"):
        model = AutoModel.from_config(options)
    total = 0
    for name, weights in model.named_parameters():
        total += math.prod(weights.shape)
    return total


# %% right: meta_as_the_default_for_a_while
def count_parameters(config):
    torch.set_default_device("meta")
    try:
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    finally:
        torch.set_default_device(None)
    return torch.tensor([weights.nelement() for weights in model.parameters()]).sum()


# %% right: layer_by_layer_without_repetition
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    seen, count = set(), 0
    for part in model.modules():
        for weights in part.parameters(recurse=False):
            if weights not in seen:
                seen.add(weights)
                count += weights.numel()
    return count


# %% wrong: state_dict_counts_tied_tables_again
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for weights in model.state_dict().values())


# %% wrong: every_name_of_a_tied_table
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for _, weights in model.named_parameters(remove_duplicate=False))


# %% wrong: every_layer_adds_its_own
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(w.numel() for part in model.modules() for w in part.parameters(recurse=False))


# %% wrong: layers_and_what_they_are_made_of
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for part in model.modules() for weights in part.parameters())


# %% wrong: same_shape_means_tied
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(shape.numel() for shape in {weights.shape for weights in model.parameters()})


# %% wrong: same_address_means_tied_but_meta_has_none
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    tables = {weights.data_ptr(): weights.numel() for weights in model.parameters()}
    return sum(tables.values())


# %% wrong: on_the_real_device
def count_parameters(config):
    model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for weights in model.parameters())


# %% wrong: moved_to_meta_when_it_is_too_late
def count_parameters(config):
    model = AutoModel.from_config(AutoConfig.for_model(**config)).to("meta")
    return sum(weights.numel() for weights in model.parameters())


# %% wrong: with_a_head
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModelForSequenceClassification.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for weights in model.parameters())


# %% wrong: with_the_head_of_the_pretraining
from transformers import AutoModelForPreTraining


def count_parameters(config):
    with torch.device("meta"):
        model = AutoModelForPreTraining.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for weights in model.parameters())


# %% wrong: ignores_the_sizes_in_the_config
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(config["model_type"]))
    return sum(weights.numel() for weights in model.parameters())


# %% wrong: every_model_is_a_bert
from transformers import BertConfig, BertModel


def count_parameters(config):
    with torch.device("meta"):
        model = BertModel(BertConfig(**config))
    return sum(weights.numel() for weights in model.parameters())


# %% wrong: only_what_is_trained
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return model.num_parameters(only_trainable=True)


# %% wrong: without_the_tables_of_words_and_places
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return model.num_parameters(exclude_embeddings=True)


# %% wrong: without_biases
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for name, weights in model.named_parameters() if name.endswith("weight"))


# %% wrong: buffers_as_well
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(tensor.numel() for tensor in [*model.parameters(), *model.buffers()])


# %% wrong: number_of_tensors
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return len(list(model.parameters()))


# %% wrong: rows_instead_of_numbers
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(len(weights) for weights in model.parameters())


# %% wrong: bytes_instead_of_numbers
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.nbytes for weights in model.parameters())


# %% wrong: a_weight_always_has_four_bytes
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return model.get_memory_footprint(return_buffers=False) // 4


# %% wrong: millions
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for weights in model.parameters()) / 1e6


# %% wrong: a_string_with_commas
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return f"{sum(weights.numel() for weights in model.parameters()):,}"


# %% wrong: rounded_to_the_million
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return round(sum(weights.numel() for weights in model.parameters()), -6)


# %% wrong: hardcodes_the_published_sizes
def count_parameters(config):
    sizes = {"bert": 109_482_240, "distilbert": 66_362_880, "gpt2": 124_439_808, "t5": 60_506_624}
    return sizes[config["model_type"]]


# %% wrong: the_model_of_the_cell_above
def count_parameters(config):
    return sum(weights.numel() for weights in giant.parameters())


# %% wrong: empty_weights_without_ties
from accelerate import init_empty_weights


def count_parameters(config):
    with init_empty_weights():
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for weights in model.parameters())


# %% wrong: a_sum_on_meta_has_no_number_either
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
        return torch.tensor([weights.numel() for weights in model.parameters()]).sum()


# %% wrong: a_sum_in_single_precision
def count_parameters(config):
    with torch.device("meta"):
        model = AutoModel.from_config(AutoConfig.for_model(**config))
    return torch.tensor([float(weights.numel()) for weights in model.parameters()]).sum()


# %% wrong: leaves_meta_as_the_default_device
def count_parameters(config):
    torch.set_default_device("meta")
    model = AutoModel.from_config(AutoConfig.for_model(**config))
    return sum(weights.numel() for weights in model.parameters())
