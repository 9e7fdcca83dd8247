# %% right: a_list_in_another_order
changes = ["C", "A"]


# %% right: a_string_of_small_letters
changes = "a, c"


# %% wrong: a_dict
changes = {"A": True, "C": True}


# %% wrong: numbers
changes = {1, 3}


# %% wrong: letters_in_one_string_of_a_set
changes = {"AC"}
