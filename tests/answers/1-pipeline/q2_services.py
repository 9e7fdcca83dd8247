# %% right: built_by_dict
services = dict(zip(["Models", "Datasets", "Spaces", "Inference API", "AutoTrain"], "EACBD"))

# %% right: small_letters_with_spaces
services = {"Models": " e", "AutoTrain": "d ", "Inference API": "b", "Spaces": "c", "Datasets": "a"}

# %% wrong: everything_is_a_model
services = {"Models": "E", "Datasets": "E", "Spaces": "E", "Inference API": "E", "AutoTrain": "E"}

# %% wrong: leaves_one_out
services = {"Models": "E", "Datasets": "A", "Spaces": "C", "Inference API": "B"}

# %% wrong: several_letters_for_each
services = {name: "ABCDE" for name in ["Models", "Datasets", "Spaces", "Inference API", "AutoTrain"]}
