# %% right: a_list_in_another_order
zero_shot = ["C", "A"]

# %% right: small_letters_in_a_string
zero_shot = "a, c"

# %% right: what_is_left_of_all_letters
zero_shot = frozenset("ABCDE") - {"B", "D", "E"}

# %% wrong: numbers_instead_of_letters
zero_shot = {1, 3}

# %% wrong: true_and_false_for_each_letter
zero_shot = {"A": True, "B": False, "C": True, "D": False, "E": False}

# %% wrong: one_string_inside_a_set
zero_shot = {"A, C"}
