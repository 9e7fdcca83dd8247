# %% right: small_letters_with_spaces
components = {"head": "d ", "embedding table": " e", "attention layer": "c", "decoder": "b", "encoder": "a"}

# %% right: built_from_a_string
components = dict(zip(("encoder", "decoder", "attention layer", "head", "embedding table"), "ABCDE"))

# %% right: by_keywords_and_one_key_more_at_a_time
components = dict(encoder="A", decoder="B", head="D")
components["attention layer"] = "C"
components["embedding table"] = "E"

# %% wrong: letters_as_keys
components = {"A": "encoder", "B": "decoder", "C": "attention layer", "D": "head", "E": "embedding table"}

# %% wrong: letters_without_parts
components = ["A", "B", "C", "D", "E"]

# %% wrong: numbers_instead_of_letters
components = {"encoder": 1, "decoder": 2, "attention layer": 3, "head": 4, "embedding table": 5}

# %% wrong: encoder_writes_and_decoder_reads
components = {"encoder": "B", "decoder": "A", "attention layer": "C", "head": "D", "embedding table": "E"}

# %% wrong: a_part_is_missing
components = {"encoder": "A", "decoder": "B", "attention layer": "C", "head": "D"}
