# %% right: built_from_two_lists
items = [
    "letters of a hospital from English to French",
    "a chatbot of a library",
    "questions whose answers stand in a manual",
    "five new folders for e-mails, no examples yet",
    "proposals for a missing word",
]
uses = dict(zip(items, "CDEBA"))


# %% right: small_letters_in_another_order
uses = {
    "proposals for a missing word": "a",
    "five new folders for e-mails, no examples yet": "b ",
    "letters of a hospital from English to French": "c",
    "a chatbot of a library": " d",
    "questions whose answers stand in a manual": "e",
}


# %% right: filled_one_by_one
uses = {}
uses["proposals for a missing word"] = "A"
uses["five new folders for e-mails, no examples yet"] = "B"
uses["letters of a hospital from English to French"] = "C"
uses["a chatbot of a library"] = "D"
uses["questions whose answers stand in a manual"] = "E"


# %% wrong: a_string
uses = "CDEBA"


# %% wrong: from_letter_to_use
uses = {
    "A": "proposals for a missing word",
    "B": "five new folders for e-mails, no examples yet",
    "C": "letters of a hospital from English to French",
    "D": "a chatbot of a library",
    "E": "questions whose answers stand in a manual",
}


# %% wrong: lists_of_letters
uses = {
    "letters of a hospital from English to French": ["C"],
    "a chatbot of a library": ["D"],
    "questions whose answers stand in a manual": ["E"],
    "five new folders for e-mails, no examples yet": ["B"],
    "proposals for a missing word": ["A"],
}


# %% wrong: one_letter_for_all
uses = {
    "letters of a hospital from English to French": "D",
    "a chatbot of a library": "D",
    "questions whose answers stand in a manual": "D",
    "five new folders for e-mails, no examples yet": "D",
    "proposals for a missing word": "D",
}
