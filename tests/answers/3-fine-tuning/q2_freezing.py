# %% right: a_list_in_another_order
freezing = ["E", "B", "C"]


# %% right: a_string
freezing = "B C E"


# %% wrong: true_and_false
freezing = [False, True, True, False, True]


# %% wrong: a_letter_twice
freezing = ["B", "C", "E", "E"]


# %% wrong: a_dict_of_letters
freezing = {"B": True, "C": True, "E": True}
