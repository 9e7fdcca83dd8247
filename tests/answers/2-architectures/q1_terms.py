# %% right: built_by_dict
names = ["pretrained model", "large language model", "fine-tuning", "zero-shot", "random initialization"]
terms = dict(zip(names, "ABCDE"))

# %% right: small_letters_with_spaces_in_another_order
terms = {
    "zero-shot": "d ",
    "random initialization": " e",
    "fine-tuning": "c",
    "pretrained model": "a",
    "large language model": "b",
}

# %% right: filled_one_by_one
terms = {}
terms["fine-tuning"] = "C"
terms["zero-shot"] = "D"
terms["pretrained model"] = "A"
terms["large language model"] = "B"
terms["random initialization"] = "E"

# %% wrong: letters_as_keys
terms = {
    "A": "pretrained model",
    "B": "large language model",
    "C": "fine-tuning",
    "D": "zero-shot",
    "E": "random initialization",
}

# %% wrong: letters_without_terms
terms = ["A", "B", "C", "D", "E"]

# %% wrong: every_large_model_is_pretrained_and_the_other_way_round
terms = {
    "pretrained model": "AB",
    "large language model": "AB",
    "fine-tuning": "C",
    "zero-shot": "D",
    "random initialization": "E",
}

# %% wrong: a_pretrained_model_is_nothing_but_a_large_language_model
terms = {
    "pretrained model": "A",
    "large language model": "A",
    "fine-tuning": "C",
    "zero-shot": "D",
    "random initialization": "E",
}

# %% wrong: leaves_the_last_one_out
terms = {"pretrained model": "A", "large language model": "B", "fine-tuning": "C", "zero-shot": "D"}
