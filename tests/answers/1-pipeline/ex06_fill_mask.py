# %% right: by_hand_with_topk
def fill(sentence, k):
    batch = filler.tokenizer(sentence.replace("___", filler.tokenizer.mask_token), return_tensors="pt")
    place = batch["input_ids"][0].tolist().index(filler.tokenizer.mask_token_id)
    with torch.no_grad():
        logits = filler.model(**batch).logits[0, place]
    values, ids = logits.softmax(dim=-1).topk(k)
    return [(filler.tokenizer.decode(i), value) for i, value in zip(ids, values)]


# %% right: sorts_the_whole_vocabulary
import numpy


def fill(sentence, k):
    left, right = sentence.split("___")
    batch = filler.tokenizer(left + filler.tokenizer.mask_token + right, return_tensors="pt")
    with torch.inference_mode():
        rows = filler.model(**batch).logits
    row = rows[batch["input_ids"] == filler.tokenizer.mask_token_id][0].numpy()
    p = numpy.exp(row - row.max())
    p /= p.sum()
    best = numpy.argsort(-p)[:k]
    return tuple(zip(filler.tokenizer.convert_ids_to_tokens(best.tolist()), p[best].tolist()))


# %% right: writes_the_mask_token_and_loops
def fill(sentence, k):
    pairs = []
    for answer in filler(sentence.replace("___", "[MASK]"), top_k=k):
        pairs.append([answer["token_str"], answer["score"]])
    return pairs


# %% right: asks_for_more_and_cuts_the_list
def fill(sentence, k):
    (answers,) = [filler([sentence.replace("___", filler.tokenizer.mask_token)], top_k=k + 50)]
    words = [answer["token_str"] for answer in answers]
    probabilities = [answer["score"] for answer in answers]
    return list(zip(words, probabilities))[:k]


# %% wrong: ignores_k
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["token_str"], answer["score"]) for answer in filler(masked)]


# %% wrong: never_more_than_five
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["token_str"], answer["score"]) for answer in filler(masked)[:k]]


# %% wrong: only_the_kth_word
def fill(sentence, k):
    answer = filler(sentence.replace("___", filler.tokenizer.mask_token), top_k=k)[k - 1]
    return [(answer["token_str"], answer["score"])]


# %% wrong: returns_the_whole_sentence
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["sequence"], answer["score"]) for answer in filler(masked, top_k=k)]


# %% wrong: returns_token_ids
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["token"], answer["score"]) for answer in filler(masked, top_k=k)]


# %% wrong: returns_the_dicts
def fill(sentence, k):
    return filler(sentence.replace("___", filler.tokenizer.mask_token), top_k=k)


# %% wrong: only_the_words
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [answer["token_str"] for answer in filler(masked, top_k=k)]


# %% wrong: probability_before_word
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["score"], answer["token_str"]) for answer in filler(masked, top_k=k)]


# %% wrong: a_dict_of_words
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return {answer["token_str"]: answer["score"] for answer in filler(masked, top_k=k)}


# %% wrong: words_sorted_by_alphabet
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return sorted((answer["token_str"], answer["score"]) for answer in filler(masked, top_k=k))


# %% wrong: the_likeliest_last
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["token_str"], answer["score"]) for answer in filler(masked, top_k=k)][::-1]


# %% wrong: the_least_likely_words
def fill(sentence, k):
    batch = filler.tokenizer(sentence.replace("___", filler.tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        rows = filler.model(**batch).logits
    row = rows[batch["input_ids"] == filler.tokenizer.mask_token_id][0]
    values, ids = row.softmax(dim=-1).topk(k, largest=False)
    return list(zip(filler.tokenizer.convert_ids_to_tokens(ids), values.tolist()))


# %% wrong: logits_instead_of_probabilities
def fill(sentence, k):
    batch = filler.tokenizer(sentence.replace("___", filler.tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        rows = filler.model(**batch).logits
    values, ids = rows[batch["input_ids"] == filler.tokenizer.mask_token_id][0].topk(k)
    return list(zip(filler.tokenizer.convert_ids_to_tokens(ids), values.tolist()))


# %% wrong: softmax_over_the_wrong_axis
def fill(sentence, k):
    batch = filler.tokenizer(sentence.replace("___", filler.tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        rows = filler.model(**batch).logits.softmax(dim=1)
    values, ids = rows[batch["input_ids"] == filler.tokenizer.mask_token_id][0].topk(k)
    return list(zip(filler.tokenizer.convert_ids_to_tokens(ids), values.tolist()))


# %% wrong: softmax_over_the_k_words_only
def fill(sentence, k):
    batch = filler.tokenizer(sentence.replace("___", filler.tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        rows = filler.model(**batch).logits
    values, ids = rows[batch["input_ids"] == filler.tokenizer.mask_token_id][0].topk(k)
    return list(zip(filler.tokenizer.convert_ids_to_tokens(ids), values.softmax(dim=-1).tolist()))


# %% wrong: looks_at_the_last_position
def fill(sentence, k):
    batch = filler.tokenizer(sentence.replace("___", filler.tokenizer.mask_token), return_tensors="pt")
    with torch.no_grad():
        values, ids = filler.model(**batch).logits[0, -1].softmax(dim=-1).topk(k)
    return list(zip(filler.tokenizer.convert_ids_to_tokens(ids), values.tolist()))


# %% wrong: leaves_the_gap_as_it_is
def fill(sentence, k):
    return [(answer["token_str"], answer["score"]) for answer in filler(sentence, top_k=k)]


# %% wrong: mask_of_another_model
def fill(sentence, k):
    masked = sentence.replace("___", "<mask>")
    return [(answer["token_str"], answer["score"]) for answer in filler(masked, top_k=k)]


# %% wrong: a_mask_for_each_part_of_the_gap
def fill(sentence, k):
    masked = sentence.replace("_", filler.tokenizer.mask_token)
    return [(answer["token_str"], answer["score"]) for answer in filler(masked, top_k=k)[0]]


# %% wrong: drops_what_follows_the_gap
def fill(sentence, k):
    masked = sentence.partition("___")[0] + filler.tokenizer.mask_token
    return [(answer["token_str"], answer["score"]) for answer in filler(masked, top_k=k)]


# %% wrong: puts_the_mask_at_the_end
def fill(sentence, k):
    masked = sentence.replace("___", "") + " " + filler.tokenizer.mask_token
    return [(answer["token_str"], answer["score"]) for answer in filler(masked, top_k=k)]


# %% wrong: rounds_the_probabilities
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["token_str"], round(answer["score"], 2)) for answer in filler(masked, top_k=k)]


# %% wrong: probabilities_in_percent
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["token_str"], 100 * answer["score"]) for answer in filler(masked, top_k=k)]


# %% wrong: words_with_a_capital
def fill(sentence, k):
    masked = sentence.replace("___", filler.tokenizer.mask_token)
    return [(answer["token_str"].capitalize(), answer["score"]) for answer in filler(masked, top_k=k)]


# %% wrong: hardcodes_the_example
def fill(sentence, k):
    return [("france", 1 / k)] * k
