# %% right: a_string
stages = "BEDAC"

# %% right: a_tuple_of_small_letters
stages = ("b", "e", "d", "a", "c")

# %% wrong: a_set_has_no_order
stages = {"B", "E", "D", "A", "C"}

# %% wrong: leaves_the_last_out
stages = ["B", "E", "D", "A"]
