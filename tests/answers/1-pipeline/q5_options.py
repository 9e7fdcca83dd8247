# %% right: keywords
options = dict(model="C", top_k="A", truncation="D", batch_size="B", max_new_tokens="E")

# %% right: small_letters_in_another_order
options = {"max_new_tokens": "e", "batch_size": "b", "truncation": "d", "top_k": "a", "model": "c"}

# %% wrong: all_options_change_the_model
options = dict.fromkeys(["model", "top_k", "truncation", "batch_size", "max_new_tokens"], "C")
