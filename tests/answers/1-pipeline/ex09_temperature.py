# %% right: by_exp_in_double_precision
def next_token_probabilities(prompt, temperature):
    with torch.inference_mode():
        logits = decoder(**decoder_tokenizer([prompt], return_tensors="pt")).logits
    scaled = logits[0][-1].double() / temperature
    exponent = (scaled - scaled.max()).exp()
    return exponent / exponent.sum()


# %% right: list_of_numbers_with_log_softmax
def next_token_probabilities(prompt, temperature):
    ids = torch.tensor([decoder_tokenizer(prompt)["input_ids"]])
    with torch.no_grad():
        logits = decoder(input_ids=ids).logits[:, -1, :] * (1 / temperature)
    return torch.log_softmax(logits, dim=-1).exp().squeeze(0).tolist()


# %% wrong: ignores_the_temperature
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        return decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1].softmax(-1)


# %% wrong: multiplies_by_the_temperature
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1]
    return (logits * temperature).softmax(-1)


# %% wrong: divides_the_probabilities
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1]
    return logits.softmax(-1) / temperature


# %% wrong: softmax_of_the_probabilities
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1]
    return (logits.softmax(-1) / temperature).softmax(-1)


# %% wrong: exp_without_care_overflows
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1]
    exponent = (logits / temperature).exp()
    return exponent / exponent.sum()


# %% wrong: looks_at_the_first_position
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, 0]
    return (logits / temperature).softmax(-1)


# %% wrong: softmax_over_the_positions
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0]
    return (logits / temperature).softmax(dim=0)[-1]


# %% wrong: returns_log_probabilities
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1]
    return (logits / temperature).log_softmax(-1)


# %% wrong: hardcodes_the_prompt_of_the_example
def next_token_probabilities(prompt, temperature):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer("Paris is the capital of", return_tensors="pt")).logits[0, -1]
    return (logits / temperature).softmax(-1)


# %% wrong: very_high_means_all_equal
def next_token_probabilities(prompt, temperature):
    if temperature > 100:
        return torch.full((49152,), 1 / 49152)
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1]
    return (logits / temperature).softmax(-1)
