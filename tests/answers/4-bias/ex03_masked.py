# %% right: fill_mask_pipeline_with_targets
def masked_gap(template, one, other):
    from transformers import pipeline

    fill = pipeline("fill-mask", model=filler, tokenizer=filler_tokenizer, device="cpu")
    found = fill(template.replace("{mask}", fill.tokenizer.mask_token), targets=[one, other])
    shares = {answer["token_str"].strip(): answer["score"] for answer in found}
    return math.log(shares[one]) - math.log(shares[other])


# %% right: probabilities_and_their_log_ratio_in_numpy
def masked_gap(template, one, other):
    text = template.format(mask="[MASK]")
    inputs = filler_tokenizer([text], return_tensors="pt")
    place = inputs.input_ids[0].tolist().index(filler_tokenizer.mask_token_id)
    with torch.inference_mode():
        logits = filler(**inputs).logits[0, place].numpy().astype(np.float64)
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    vocabulary = filler_tokenizer.get_vocab()
    return np.log(shares[vocabulary[one]] / shares[vocabulary[other]])


# %% right: negative_cross_entropies_as_a_tensor
def masked_gap(template, one, other):
    left, right = template.split("{mask}")
    ids = filler_tokenizer.encode(left + filler_tokenizer.mask_token + right, return_tensors="pt")
    place = torch.nonzero(ids[0] == filler_tokenizer.mask_token_id).item()
    words = torch.tensor([filler_tokenizer.encode(w, add_special_tokens=False)[0] for w in (one, other)])
    with torch.no_grad():
        row = filler(input_ids=ids).logits[:, place].expand(2, -1)
    first, second = -torch.nn.functional.cross_entropy(row, words, reduction="none")
    return first - second


# %% right: loss_at_the_mask_for_each_word
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    hidden = inputs["input_ids"] == filler_tokenizer.mask_token_id
    losses = []
    for word in (one, other):
        labels = torch.full_like(inputs["input_ids"], -100)
        labels[hidden] = filler_tokenizer.convert_tokens_to_ids(word)
        with torch.no_grad():
            losses.append(filler(**inputs, labels=labels).loss.item())
    return losses[1] - losses[0]


# %% right: mask_number_put_between_the_ids_of_both_sides
def masked_gap(template, one, other):
    start, end = (
        filler_tokenizer(part, add_special_tokens=False).input_ids for part in template.split("{mask}")
    )
    ids = [filler_tokenizer.cls_token_id, *start, filler_tokenizer.mask_token_id, *end]
    ids.append(filler_tokenizer.sep_token_id)
    with torch.no_grad():
        scores = torch.log_softmax(filler(torch.tensor([ids])).logits[0, 1 + len(start)].double(), dim=-1)
    return float(scores[filler_tokenizer.vocab[one]]) - float(scores[filler_tokenizer.vocab[other]])


# %% right: padded_batch_of_two_equal_texts
def masked_gap(template, one, other):
    text = template.replace("{mask}", filler_tokenizer.mask_token)
    batch = filler_tokenizer([text, text], padding="max_length", max_length=40, return_tensors="pt")
    rows, places = torch.where(batch["input_ids"].eq(filler_tokenizer.mask_token_id))
    with torch.no_grad():
        scores = filler(**batch).logits.log_softmax(-1)[rows, places]
    first, second = map(filler_tokenizer.convert_tokens_to_ids, (one, other))
    return scores[0, first].numpy() - scores[1, second].numpy()


# %% wrong: first_position
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[0, 0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: last_position
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[0, -1]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: fifth_position_as_in_the_example
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[0, min(5, inputs["input_ids"].shape[1] - 1)]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: number_of_words_before_the_mask
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    place = len(template.split("{mask}")[0].split())
    with torch.no_grad():
        logits = filler(**inputs).logits[0, place]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: words_counted_in_place_of_tokens
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    place = 1 + len(template.split("{mask}")[0].split())
    with torch.no_grad():
        logits = filler(**inputs).logits[0, place]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: position_before_the_mask_as_in_a_decoder
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    place = inputs["input_ids"][0].tolist().index(filler_tokenizer.mask_token_id) - 1
    with torch.no_grad():
        logits = filler(**inputs).logits[0, place]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: mean_over_all_positions
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[0].mean(dim=0)
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: other_minus_one
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[second] - logits[first]).item()


# %% wrong: distance_without_sign
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).abs().item()


# %% wrong: difference_of_probabilities
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    shares = logits.softmax(dim=-1)
    return (shares[first] - shares[second]).item()


# %% wrong: ratio_of_probabilities
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    shares = logits.softmax(dim=-1)
    return (shares[first] / shares[second]).item()


# %% wrong: ratio_of_log_probabilities
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    scores = logits.log_softmax(dim=-1)
    return (scores[first] / scores[second]).item()


# %% wrong: log_ratio_in_bits
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return ((logits[first] - logits[second]) / math.log(2)).item()


# %% wrong: word_mask_in_small_letters_is_put_in
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask="mask"), return_tensors="pt")
    place = inputs["input_ids"][0].tolist().index(filler_tokenizer.convert_tokens_to_ids("mask"))
    with torch.no_grad():
        logits = filler(**inputs).logits[0, place]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: candidates_are_read_at_the_place_where_they_stand
def masked_gap(template, one, other):
    masked = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token))["input_ids"]
    place, scores = masked.index(filler_tokenizer.mask_token_id), []
    for word in (one, other):
        inputs = filler_tokenizer(template.format(mask=word), return_tensors="pt")
        with torch.no_grad():
            row = filler(**inputs).logits[0, place].log_softmax(dim=-1)
        scores.append(row[filler_tokenizer.convert_tokens_to_ids(word)].item())
    return scores[0] - scores[1]


# %% wrong: numbers_of_the_start_token_in_place_of_the_words
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = (filler_tokenizer(word)["input_ids"][0] for word in (one, other))
    return (logits[first] - logits[second]).item()


# %% wrong: words_with_a_space_as_in_the_decoder
def masked_gap(template, one, other):
    inputs = filler_tokenizer(template.format(mask=filler_tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([f" {one}", f" {other}"])
    return (logits[first] - logits[second]).item()


# %% wrong: without_start_and_end_tokens
def masked_gap(template, one, other):
    text = template.format(mask=filler_tokenizer.mask_token)
    inputs = filler_tokenizer(text, return_tensors="pt", add_special_tokens=False)
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()


# %% wrong: what_stands_after_the_mask_is_cut_off
def masked_gap(template, one, other):
    text = template.partition("{mask}")[0] + filler_tokenizer.mask_token
    inputs = filler_tokenizer(text, return_tensors="pt")
    with torch.no_grad():
        logits = filler(**inputs).logits[inputs["input_ids"] == filler_tokenizer.mask_token_id][0]
    first, second = filler_tokenizer.convert_tokens_to_ids([one, other])
    return (logits[first] - logits[second]).item()
