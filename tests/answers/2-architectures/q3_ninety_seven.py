# %% right: a_tuple_in_another_order
ninety_seven = ("D", "A")

# %% right: small_letters_in_a_frozenset
ninety_seven = frozenset({"a", "d"})

# %% right: a_string
ninety_seven = "AD"

# %% wrong: the_first_true_line_only
ninety_seven = "A"

# %% wrong: truth_values_in_order
ninety_seven = [True, False, False, True, False]

# %% wrong: letters_as_keys
ninety_seven = {"A": 97, "D": 97}
