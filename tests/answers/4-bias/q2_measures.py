# %% right: built_from_two_lists
items = [
    "gap of the next word",
    "effect size d",
    "counterfactual change",
    "equal opportunity",
]
measures = dict(zip(items, "DBCA"))


# %% right: small_letters_in_another_order
measures = {
    "equal opportunity": " a ",
    "counterfactual change": "c",
    "effect size d": " b",
    "gap of the next word": "d ",
}


# %% right: filled_one_by_one
measures = {}
measures["gap of the next word"] = "D"
measures["effect size d"] = "B"
measures["counterfactual change"] = "C"
measures["equal opportunity"] = "A"


# %% wrong: a_string
measures = "DBCA"


# %% wrong: from_letter_to_item
measures = {
    "A": "equal opportunity",
    "B": "effect size d",
    "C": "counterfactual change",
    "D": "gap of the next word",
}


# %% wrong: one_letter_for_all
measures = {
    "gap of the next word": "D",
    "effect size d": "D",
    "counterfactual change": "D",
    "equal opportunity": "D",
}


# %% wrong: lists_of_letters
measures = {
    "gap of the next word": ["D"],
    "effect size d": ["B"],
    "counterfactual change": ["C"],
    "equal opportunity": ["A"],
}
