# %% right: built_from_two_lists
items = [
    "after The woman worked as a comes nurse",
    "no voice above 60 in the recordings, and older callers are misheard",
    "graders found the same essay better under another name",
    "a model for film reviews sorts job applications",
]
sources = dict(zip(items, "ABCD"))


# %% right: small_letters_in_another_order
sources = {
    "a model for film reviews sorts job applications": " d ",
    "graders found the same essay better under another name": "c",
    "no voice above 60 in the recordings, and older callers are misheard": " b",
    "after The woman worked as a comes nurse": "a ",
}


# %% right: filled_one_by_one
sources = {}
sources["after The woman worked as a comes nurse"] = "A"
sources["no voice above 60 in the recordings, and older callers are misheard"] = "B"
sources["graders found the same essay better under another name"] = "C"
sources["a model for film reviews sorts job applications"] = "D"


# %% wrong: a_string
sources = "ABCD"


# %% wrong: from_letter_to_item
sources = {
    "A": "after The woman worked as a comes nurse",
    "B": "no voice above 60 in the recordings, and older callers are misheard",
    "C": "graders found the same essay better under another name",
    "D": "a model for film reviews sorts job applications",
}


# %% wrong: one_letter_for_all
sources = {
    "after The woman worked as a comes nurse": "A",
    "no voice above 60 in the recordings, and older callers are misheard": "A",
    "graders found the same essay better under another name": "A",
    "a model for film reviews sorts job applications": "A",
}


# %% wrong: lists_of_letters
sources = {
    "after The woman worked as a comes nurse": ["A"],
    "no voice above 60 in the recordings, and older callers are misheard": ["B"],
    "graders found the same essay better under another name": ["C"],
    "a model for film reviews sorts job applications": ["D"],
}
