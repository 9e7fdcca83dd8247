# %% right: built_from_two_lists
pictures = dict(zip(list(pictures), "BDCA"))


# %% right: small_letters_with_spaces
pictures = {name: letter for name, letter in zip(pictures, (" b", "d ", "c", "a"))}


# %% wrong: a_list
pictures = ["B", "D", "C", "A"]


# %% wrong: the_other_way_round
pictures = {"B": "learns well", "D": "underfits", "C": "overfits", "A": "erratic"}
