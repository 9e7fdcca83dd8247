# %% right: row_by_row_and_a_loop
def tokenize(split, max_length):
    def cut(row):
        encoded = tokenizer(row["text"], truncation="longest_first", max_length=max_length)
        return {"input_ids": encoded["input_ids"], "attention_mask": encoded["attention_mask"]}

    return split.map(cut)


def waste(lengths, batch_size):
    padding = total = 0
    for start in range(0, len(lengths), batch_size):
        batch = lengths[start : start + batch_size]
        longest = max(batch)
        total += longest * len(batch)
        padding += sum(longest - length for length in batch)
    return padding / total


# %% right: a_new_dataset_and_numpy
def tokenize(split, max_length):
    encoded = tokenizer(split["text"][:], truncation=True, max_length=max_length, padding=False)
    return Dataset.from_dict({**encoded, "label": split["label"][:]})


def waste(lengths, batch_size):
    lengths = np.array(lengths)
    parts = np.split(lengths, range(batch_size, len(lengths), batch_size))
    return (1.0 - lengths.sum() / np.sum([part.max() * part.size for part in parts])).item()


# %% wrong: padded_to_the_maximum
def tokenize(split, max_length):
    options = {"truncation": True, "padding": "max_length", "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: not_cut
def tokenize(split, max_length):
    return split.map(lambda rows: tokenizer(rows["text"]), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: cut_by_characters
def tokenize(split, max_length):
    return split.map(lambda rows: tokenizer([text[:max_length] for text in rows["text"]]), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: last_batch_taken_as_full
def tokenize(split, max_length):
    return split.map(
        lambda rows: tokenizer(rows["text"], truncation=True, max_length=max_length), batched=True
    )


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * batch_size for batch in batches)


# %% wrong: padded_to_the_longest_of_all
def tokenize(split, max_length):
    return split.map(
        lambda rows: tokenizer(rows["text"], truncation=True, max_length=max_length), batched=True
    )


def waste(lengths, batch_size):
    return 1 - sum(lengths) / (max(lengths) * len(lengths))


# %% wrong: padding_by_real_tokens
def tokenize(split, max_length):
    return split.map(
        lambda rows: tokenizer(rows["text"], truncation=True, max_length=max_length), batched=True
    )


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return sum(max(batch) * len(batch) for batch in batches) / sum(lengths) - 1


# %% wrong: mean_over_batches
def tokenize(split, max_length):
    return split.map(
        lambda rows: tokenizer(rows["text"], truncation=True, max_length=max_length), batched=True
    )


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return np.mean([1 - sum(batch) / (max(batch) * len(batch)) for batch in batches])


# %% wrong: sorts_first
def tokenize(split, max_length):
    return split.map(
        lambda rows: tokenizer(rows["text"], truncation=True, max_length=max_length), batched=True
    )


def waste(lengths, batch_size):
    lengths = sorted(lengths)
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: without_special_tokens
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length, "add_special_tokens": False}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)
