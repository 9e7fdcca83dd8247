# %% right: built_from_two_lists
uses = dict(zip(list(uses), "CDEBA"))


# %% right: filled_one_by_one
uses["proposals for a missing word"] = "a"
uses["five new folders for e-mails, no examples yet"] = "b"
uses["letters of a hospital from English to French"] = "c"
uses["a chatbot of a library"] = "d"
uses["questions whose answers stand in a manual"] = "e"


# %% wrong: a_string
uses = "CDEBA"


# %% wrong: one_letter_for_all
uses = dict.fromkeys(uses, "D")
