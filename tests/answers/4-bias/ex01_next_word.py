# %% right: loss_with_the_prompt_masked_out
def next_word(prompt, word):
    whole = decoder_tokenizer(prompt + " " + word, return_tensors="pt")
    begun = len(decoder_tokenizer.encode(prompt))
    labels = whole["input_ids"].clone()
    labels[:, :begun] = -100
    with torch.inference_mode():
        loss = decoder(**whole, labels=labels).loss
    return float(-loss) * (whole["input_ids"].shape[1] - begun)


# %% right: one_pass_for_each_token
def next_word(prompt, word):
    ids = decoder_tokenizer.convert_tokens_to_ids(decoder_tokenizer.tokenize(prompt))
    total = 0.0
    for token in decoder_tokenizer.encode(" " + word, add_special_tokens=False):
        with torch.no_grad():
            share = decoder(torch.tensor([ids])).logits[0, -1].softmax(dim=-1)[token]
        total += math.log(share)
        ids = [*ids, token]
    return total


# %% right: whole_text_minus_prompt_each_from_its_first_token
def next_word(prompt, word):
    def score(text):
        ids = torch.as_tensor(decoder_tokenizer(text).input_ids)
        with torch.no_grad():
            logits = decoder(ids[None]).logits[0]
        return -torch.nn.functional.cross_entropy(logits[:-1], ids[1:], reduction="sum")

    return score(f"{prompt} {word}") - score(prompt)


# %% right: numpy_and_double_precision
def next_word(prompt, word):
    from scipy.special import log_softmax

    ids = decoder_tokenizer(f"{prompt} {word}", return_tensors="np")["input_ids"]
    begun = len(decoder_tokenizer(prompt)["input_ids"])
    with torch.no_grad():
        logits = decoder(torch.from_numpy(ids)).logits[0].numpy().astype(np.float64)
    rows = np.arange(begun - 1, ids.shape[1] - 1)
    return log_softmax(logits, axis=-1)[rows, ids[0, begun:]].sum()


# %% right: product_of_probabilities_then_its_logarithm
def next_word(prompt, word):
    begun = decoder_tokenizer(prompt, return_tensors="pt").input_ids
    added = decoder_tokenizer(f" {word}", return_tensors="pt").input_ids
    with torch.no_grad():
        logits = decoder(torch.cat([begun, added], dim=1)).logits.double()
    chances = logits.softmax(-1)[0, begun.shape[1] - 1 : -1]
    return torch.log(torch.gather(chances, 1, added.T).prod())


# %% right: offsets_find_the_word
def next_word(prompt, word):
    read = decoder_tokenizer(f"{prompt} {word}", return_offsets_mapping=True)
    ids, offsets = read["input_ids"], read["offset_mapping"]
    with torch.no_grad():
        logits = decoder(input_ids=torch.tensor([ids])).logits[0]
    total = 0
    for place, (_, end) in enumerate(offsets):
        if end > len(prompt):
            total += (logits[place - 1, ids[place]] - logits[place - 1].logsumexp(dim=-1)).item()
    return total


# %% right: cache_of_the_prompt_and_logits_to_keep
def next_word(prompt, word):
    added = decoder_tokenizer(" " + word, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        first = decoder(**decoder_tokenizer(prompt, return_tensors="pt"), use_cache=True, logits_to_keep=1)
        later = decoder(added, past_key_values=first.past_key_values).logits
    logits = torch.cat([first.logits, later[:, :-1]], dim=1)[0]
    return torch.distributions.Categorical(logits=logits).log_prob(added[0]).sum().item()


# %% wrong: first_token_only
def next_word(prompt, word):
    token = decoder_tokenizer(f" {word}")["input_ids"][0]
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1]
    return logits.log_softmax(dim=-1)[token].item()


# %% wrong: last_token_only
def next_word(prompt, word):
    ids = decoder_tokenizer(f"{prompt} {word}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0].log_softmax(dim=-1)
    return scores[-2, ids[0, -1]].item()


# %% wrong: no_space_before_the_word
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, word))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return sum(scores[len(start) - 1 + i, token].item() for i, token in enumerate(end))


# %% wrong: space_as_a_token_of_its_own_after_the_prompt
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt + " ", word))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return sum(scores[len(start) - 1 + i, token].item() for i, token in enumerate(end))


# %% wrong: mean_over_tokens
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return sum(scores[len(start) - 1 + i, token].item() for i, token in enumerate(end)) / len(end)


# %% wrong: probability
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return math.exp(sum(scores[len(start) - 1 + i, token].item() for i, token in enumerate(end)))


# %% wrong: logarithm_of_the_sum_of_probabilities
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        shares = decoder(torch.tensor([start + end])).logits[0].softmax(dim=-1)
    return math.log(sum(shares[len(start) - 1 + i, token].item() for i, token in enumerate(end)))


# %% wrong: base_ten_logarithm
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        shares = decoder(torch.tensor([start + end])).logits[0].softmax(dim=-1)
    return sum(math.log10(shares[len(start) - 1 + i, token]) for i, token in enumerate(end))


# %% wrong: bits
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        shares = decoder(torch.tensor([start + end])).logits[0].softmax(dim=-1)
    return sum(math.log2(shares[len(start) - 1 + i, token]) for i, token in enumerate(end))


# %% wrong: positive_loss
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return -sum(scores[len(start) - 1 + i, token].item() for i, token in enumerate(end))


# %% wrong: predicted_one_position_late
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return sum(scores[len(start) + i, token].item() for i, token in enumerate(end))


# %% wrong: predicted_one_position_early
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return sum(scores[len(start) - 2 + i, token].item() for i, token in enumerate(end))


# %% wrong: all_tokens_predicted_from_the_prompt_alone
def next_word(prompt, word):
    with torch.no_grad():
        logits = decoder(**decoder_tokenizer(prompt, return_tensors="pt")).logits[0, -1]
    return logits.log_softmax(dim=-1)[decoder_tokenizer(f" {word}")["input_ids"]].sum().item()


# %% wrong: raw_logits
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        logits = decoder(torch.tensor([start + end])).logits[0]
    return sum(logits[len(start) - 1 + i, token].item() for i, token in enumerate(end))


# %% wrong: softmax_over_positions
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}"))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=0)
    return sum(scores[len(start) - 1 + i, token].item() for i, token in enumerate(end))


# %% wrong: whole_text_with_the_prompt_included
def next_word(prompt, word):
    ids = decoder_tokenizer(f"{prompt} {word}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


# %% wrong: without_the_prompt
def next_word(prompt, word):
    ids = decoder_tokenizer(f"<|endoftext|> {word}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


# %% wrong: prompt_after_end_of_text
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (f"<|endoftext|>{prompt}", f" {word}"))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return sum(scores[len(start) - 1 + i, token].item() for i, token in enumerate(end))


# %% wrong: end_of_text_counted_after_the_word
def next_word(prompt, word):
    start, end = (decoder_tokenizer(text)["input_ids"] for text in (prompt, f" {word}<|endoftext|>"))
    with torch.no_grad():
        scores = decoder(torch.tensor([start + end])).logits[0].log_softmax(dim=-1)
    return sum(scores[len(start) - 1 + i, token].item() for i, token in enumerate(end))
