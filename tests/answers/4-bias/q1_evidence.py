# %% right: built_from_two_lists
items = [
    "there, and large",
    "there, but too small to matter",
    "open: more pairs are needed",
    "count the other comparisons first",
]
evidence = dict(zip(items, "CBAD"))


# %% right: small_letters_in_another_order
evidence = {
    "count the other comparisons first": " d ",
    "open: more pairs are needed": "a",
    "there, but too small to matter": " b",
    "there, and large": "c ",
}


# %% right: filled_one_by_one
evidence = {}
evidence["there, and large"] = "C"
evidence["there, but too small to matter"] = "B"
evidence["open: more pairs are needed"] = "A"
evidence["count the other comparisons first"] = "D"


# %% wrong: a_string
evidence = "CBAD"


# %% wrong: from_letter_to_item
evidence = {
    "A": "open: more pairs are needed",
    "B": "there, but too small to matter",
    "C": "there, and large",
    "D": "count the other comparisons first",
}


# %% wrong: one_letter_for_all
evidence = {
    "there, and large": "C",
    "there, but too small to matter": "C",
    "open: more pairs are needed": "C",
    "count the other comparisons first": "C",
}


# %% wrong: lists_of_letters
evidence = {
    "there, and large": ["C"],
    "there, but too small to matter": ["B"],
    "open: more pairs are needed": ["A"],
    "count the other comparisons first": ["D"],
}
