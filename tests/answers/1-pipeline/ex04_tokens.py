# %% right: loop_with_append
def pad_by_hand(text, length):
    tokens = ["[CLS]"] + tokenizer.tokenize(text) + ["[SEP]"]
    ids = tokenizer.convert_tokens_to_ids(tokens)
    mask = [1 for _ in ids]
    while len(ids) < length:
        ids.append(tokenizer.pad_token_id)
        mask.append(0)
    return tokens, ids, mask


# %% right: lets_the_tokenizer_pad_and_returns_tensors
def pad_by_hand(text, length):
    batch = tokenizer(text, padding="max_length", max_length=length, return_tensors="pt")
    tokens = tokenizer(text).tokens()
    return [tokens, batch["input_ids"][0], batch["attention_mask"][0]]


# %% right: mask_of_booleans
def pad_by_hand(text, length):
    ids = tokenizer.encode(text)
    padded = (ids + [0] * length)[:length]
    return tuple(tokenizer.convert_ids_to_tokens(ids)), padded, [place < len(ids) for place in range(length)]


# %% wrong: splits_at_spaces
def pad_by_hand(text, length):
    tokens = ["[CLS]"] + text.lower().split() + ["[SEP]"]
    ids = tokenizer.convert_tokens_to_ids(tokens)
    missing = length - len(ids)
    return tokens, ids + [tokenizer.pad_token_id] * missing, [1] * len(ids) + [0] * missing


# %% wrong: forgets_special_tokens
def pad_by_hand(text, length):
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    missing = length - len(ids)
    tokens = tokenizer.convert_ids_to_tokens(ids)
    return tokens, ids + [tokenizer.pad_token_id] * missing, [1] * len(ids) + [0] * missing


# %% wrong: mask_of_ones
def pad_by_hand(text, length):
    ids = tokenizer(text)["input_ids"]
    tokens = tokenizer.convert_ids_to_tokens(ids)
    return tokens, ids + [tokenizer.pad_token_id] * (length - len(ids)), [1] * length


# %% wrong: mask_the_other_way_round
def pad_by_hand(text, length):
    ids = tokenizer(text)["input_ids"]
    missing = length - len(ids)
    tokens = tokenizer.convert_ids_to_tokens(ids)
    return tokens, ids + [tokenizer.pad_token_id] * missing, [0] * len(ids) + [1] * missing


# %% wrong: pads_at_the_start
def pad_by_hand(text, length):
    ids = tokenizer(text)["input_ids"]
    missing = length - len(ids)
    tokens = tokenizer.convert_ids_to_tokens(ids)
    return tokens, [tokenizer.pad_token_id] * missing + ids, [0] * missing + [1] * len(ids)


# %% wrong: pads_with_the_separator
def pad_by_hand(text, length):
    ids = tokenizer(text)["input_ids"]
    missing = length - len(ids)
    tokens = tokenizer.convert_ids_to_tokens(ids)
    return tokens, ids + [tokenizer.sep_token_id] * missing, [1] * len(ids) + [0] * missing


# %% wrong: pads_with_minus_100
def pad_by_hand(text, length):
    ids = tokenizer(text)["input_ids"]
    missing = length - len(ids)
    tokens = tokenizer.convert_ids_to_tokens(ids)
    return tokens, ids + [-100] * missing, [1] * len(ids) + [0] * missing


# %% wrong: tokens_with_padding
def pad_by_hand(text, length):
    batch = tokenizer(text, padding="max_length", max_length=length)
    return batch.tokens(), batch["input_ids"], batch["attention_mask"]


# %% wrong: pads_to_the_length_of_the_example
def pad_by_hand(text, length):
    batch = tokenizer(text, padding="max_length", max_length=11)
    return tokenizer(text).tokens(), batch["input_ids"], batch["attention_mask"]


# %% wrong: hardcodes_the_example
def pad_by_hand(text, length):
    ids = tokenizer("Fine.")["input_ids"]
    return ["[CLS]", "fine", ".", "[SEP]"], ids + [0, 0], [1, 1, 1, 1, 0, 0]


# %% wrong: turns_the_tokenizer_to_the_left
def pad_by_hand(text, length):
    tokenizer.padding_side = "left"
    batch = tokenizer(text, padding="max_length", max_length=length)
    tokenizer.padding_side = "right"
    return tokenizer(text).tokens(), batch["input_ids"], batch["attention_mask"]
