# %% right: a_list_in_another_order
huggingface = ["D", "A", "B"]

# %% right: small_letters_in_a_frozenset
huggingface = frozenset({"a", "b", "d"})

# %% right: a_string
huggingface = "ABD"

# %% wrong: numbers_instead_of_letters
huggingface = {1, 2, 4}

# %% wrong: a_dict_of_letters
huggingface = {"A": True, "B": True, "D": True}

# %% wrong: letters_as_keys
huggingface = {"A": "C", "B": "D", "D": "E"}
