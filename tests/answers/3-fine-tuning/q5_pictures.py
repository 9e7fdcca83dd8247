# %% right: built_from_two_lists
kinds = [
    "learns well: keep it",
    "underfits: a larger rate, or longer",
    "overfits: more texts, or stop earlier",
    "erratic: a smaller rate",
]
pictures = dict(zip(kinds, "BDCA"))


# %% right: small_letters_with_spaces
pictures = {
    "erratic: a smaller rate": "a",
    "learns well: keep it": " b",
    "overfits: more texts, or stop earlier": "c ",
    "underfits: a larger rate, or longer": "d",
}


# %% wrong: a_list
pictures = ["B", "D", "C", "A"]


# %% wrong: from_letter_to_word
pictures = {"B": "learns well", "D": "underfits", "C": "overfits", "A": "erratic"}


# %% wrong: keys_cut_short
pictures = {"learns well": "B", "underfits": "D", "overfits": "C", "erratic": "A"}
