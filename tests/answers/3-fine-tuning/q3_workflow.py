# %% right: a_string
workflow = "CEBAD"


# %% right: a_tuple_of_small_letters
workflow = ("c", "e", "b", "a", "d")


# %% wrong: a_set_has_no_order
workflow = {"C", "E", "B", "A", "D"}


# %% wrong: one_left_out
workflow = ["C", "E", "B", "A"]


# %% wrong: a_letter_twice
workflow = ["C", "E", "B", "A", "A"]


# %% wrong: places_in_place_of_letters
workflow = [3, 5, 2, 1, 4]
