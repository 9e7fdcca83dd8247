# %% right: built_from_two_lists
items = [
    "names the author of a book that does not exist",
    "knows nothing of last week's election",
    "a good answer in English, a poor one in Yoruba",
    "forgets page 1 of a long contract",
]
limits_of_models = dict(zip(items, "ABCD"))


# %% right: small_letters_in_another_order
limits_of_models = {
    "forgets page 1 of a long contract": " d ",
    "a good answer in English, a poor one in Yoruba": "c",
    "knows nothing of last week's election": " b",
    "names the author of a book that does not exist": "a ",
}


# %% right: filled_one_by_one
limits_of_models = {}
limits_of_models["names the author of a book that does not exist"] = "A"
limits_of_models["knows nothing of last week's election"] = "B"
limits_of_models["a good answer in English, a poor one in Yoruba"] = "C"
limits_of_models["forgets page 1 of a long contract"] = "D"


# %% wrong: a_string
limits_of_models = "ABCD"


# %% wrong: from_letter_to_item
limits_of_models = {
    "A": "names the author of a book that does not exist",
    "B": "knows nothing of last week's election",
    "C": "a good answer in English, a poor one in Yoruba",
    "D": "forgets page 1 of a long contract",
}


# %% wrong: one_letter_for_all
limits_of_models = {
    "names the author of a book that does not exist": "A",
    "knows nothing of last week's election": "A",
    "a good answer in English, a poor one in Yoruba": "A",
    "forgets page 1 of a long contract": "A",
}


# %% wrong: lists_of_letters
limits_of_models = {
    "names the author of a book that does not exist": ["A"],
    "knows nothing of last week's election": ["B"],
    "a good answer in English, a poor one in Yoruba": ["C"],
    "forgets page 1 of a long contract": ["D"],
}
