# %% right: a_pattern_and_einsum
def add_lora(model, rank):
    config = peft.LoraConfig(
        task_type=peft.TaskType.SEQ_CLS, r=rank, lora_alpha=rank * 2, target_modules=r".*\.(query|value)"
    )
    config.modules_to_save = ["classifier"]
    return peft.get_peft_model(model, config)


def merge(weight, down, up, scale):
    return torch.add(weight, torch.einsum("or,ri->oi", up, down), alpha=scale)


# %% right: added_column_by_column
def add_lora(model, rank):
    options = dict(r=rank, lora_alpha=2 * rank, lora_dropout=0.0, bias="none")
    options.update(target_modules={"query", "value"}, modules_to_save=["classifier"])
    return peft.PeftModel(model, peft.LoraConfig(**options))


def merge(weight, down, up, scale):
    result = weight.clone()
    for column, row in zip(up.T, down):
        result += scale * torch.outer(column, row)
    return result


# %% right: what_the_layers_do_to_unit_vectors
def add_lora(model, rank):
    places = {"target_modules": ["value", "query"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    unit = torch.eye(weight.shape[1])
    layer = lambda x: x @ weight.T + (x @ down.T) @ up.T * scale
    return layer(unit).T


# %% wrong: key_in_place_of_value
def add_lora(model, rank):
    places = {"target_modules": ["query", "key"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: all_linear_layers
def add_lora(model, rank):
    places = {"target_modules": "all-linear", "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: classifier_stays_frozen
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: alpha_left_at_its_default_and_rank_fixed
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=8, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: frozen_body_without_adapters
def add_lora(model, rank):
    model.base_model.requires_grad_(False)
    return model


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: nothing_is_frozen
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    adapted = peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))
    adapted.requires_grad_(True)
    return adapted


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: adapters_that_do_not_begin_with_zeros
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(
        model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, init_lora_weights=False, **places)
    )


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: scale_forgotten
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + up @ down


# %% wrong: adapter_in_place_of_the_sum
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return scale * (up @ down)


# %% wrong: weight_changed_in_place
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    weight += scale * (up @ down)
    return weight


# %% wrong: down_and_up_exchanged
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * (down @ up)


# %% wrong: scale_times_everything
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return scale * (weight + up @ down)


# %% right: classifier_named_by_the_task_and_some_dropout
def add_lora(model, rank):
    config = peft.LoraConfig(
        task_type="SEQ_CLS",
        r=rank,
        lora_alpha=2 * rank,
        lora_dropout=0.1,
        target_modules=["attention.self.query", "attention.self.value"],
    )
    return peft.get_peft_model(model, config)


def merge(weight, down, up, scale):
    return torch.addmm(weight, up, down, alpha=scale).detach()


# %% right: numpy_array
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight.numpy() + scale * np.dot(up.numpy(), down.numpy())


# %% right: list_of_rows
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    rows = []
    for row, factors in zip(weight.tolist(), up.tolist()):
        added = [sum(f * d for f, d in zip(factors, column)) for column in down.T.tolist()]
        rows.append([w + scale * a for w, a in zip(row, added)])
    return rows


# %% wrong: alpha_left_at_its_default
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: alpha_equals_the_rank
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: rank_fixed_at_eight
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=8, lora_alpha=16, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: scaled_by_the_root_of_the_rank
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, use_rslora=True, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: adapter_on_the_classifier_too
def add_lora(model, rank):
    places = {"target_modules": ["query", "value", "classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: biases_trained_along
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(
        model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, bias="lora_only", **places)
    )


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: returns_the_plain_model
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))
    return model


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: merged_at_once
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    config = peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places)
    return peft.get_peft_model(model, config).merge_and_unload()


def merge(weight, down, up, scale):
    return weight + scale * (up @ down)


# %% wrong: divides_the_scale_by_the_rank_again
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale / len(down) * (up @ down)


# %% wrong: multiplies_element_by_element
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * up * down


# %% wrong: adds_the_transposed_product
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * (down.T @ up.T)


# %% wrong: uses_the_first_rank_alone
def add_lora(model, rank):
    places = {"target_modules": ["query", "value"], "modules_to_save": ["classifier"]}
    return peft.get_peft_model(model, peft.LoraConfig(r=rank, lora_alpha=2 * rank, **places))


def merge(weight, down, up, scale):
    return weight + scale * torch.outer(up[:, 0], down[0])
