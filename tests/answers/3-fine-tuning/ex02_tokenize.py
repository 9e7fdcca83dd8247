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


# %% right: columns_added_and_a_padded_table
def tokenize(split, max_length):
    encoded = tokenizer(list(split["text"]), truncation="only_first", max_length=max_length)
    for name in ("input_ids", "attention_mask"):
        split = split.add_column(name, encoded[name])
    return split


def waste(lengths, batch_size):
    numbers = torch.tensor(lengths, dtype=torch.float64)
    padded = torch.cat([part.max().expand(len(part)) for part in numbers.split(batch_size)])
    return (padded - numbers).sum() / padded.sum()


# %% right: text_removed_and_recursion
def tokenize(split, max_length):
    def cut(rows):
        return tokenizer(rows["text"], None, truncation=True, max_length=max_length, padding="do_not_pad")

    return split.map(cut, batched=True, batch_size=2, remove_columns=["text"])


def waste(lengths, batch_size):
    def counts(rest):
        if not rest:
            return 0, 0
        first, (padding, cells) = rest[:batch_size], counts(rest[batch_size:])
        table = max(first) * len(first)
        return padding + table - sum(first), cells + table

    padding, cells = counts(list(lengths))
    return padding / cells


# %% right: tensors_and_a_batch_number_for_each_text
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    rows = [{**tokenizer(row["text"], **options), "label": row["label"]} for row in split]
    return Dataset.from_list(rows).with_format("torch")


def waste(lengths, batch_size):
    longest, sizes = {}, {}
    for place, length in enumerate(lengths):
        batch = place // batch_size
        longest[batch] = max(length, longest.get(batch, 0))
        sizes[batch] = sizes.get(batch, 0) + 1
    cells = sum(longest[batch] * sizes[batch] for batch in sizes)
    return np.float64(cells - sum(lengths)) / cells


# %% right: the_collator_builds_the_batches
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    collate = DataCollatorWithPadding(tokenizer)
    real = cells = 0
    for start in range(0, len(lengths), batch_size):
        texts = [{"input_ids": [7] * length} for length in lengths[start : start + batch_size]]
        mask = collate(texts)["attention_mask"]
        real, cells = real + mask.sum().item(), cells + mask.numel()
    return (cells - real) / cells


# %% right: waste_in_single_precision
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length, "return_token_type_ids": False}
    return split.map(lambda row: tokenizer(row["text"], **options))


def waste(lengths, batch_size):
    rows = [torch.ones(length) for length in lengths]
    tables = [
        torch.nn.utils.rnn.pad_sequence(rows[start : start + batch_size], batch_first=True)
        for start in range(0, len(rows), batch_size)
    ]
    return (torch.cat([table.flatten() for table in tables]) == 0).float().mean().item()


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


# %% wrong: padded_within_the_batch_of_the_map
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length, "padding": True}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: padding_counted_as_tokens
def tokenize(split, max_length):
    def cut(rows):
        encoded = tokenizer(rows["text"], truncation=True, max_length=max_length, padding=True)
        encoded["attention_mask"] = [[1] * len(ids) for ids in encoded["input_ids"]]
        return encoded

    return split.map(cut, batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: cuts_the_end_token_off
def tokenize(split, max_length):
    def cut(rows):
        encoded = tokenizer(rows["text"])
        return {name: [values[:max_length] for values in encoded[name]] for name in encoded}

    return split.map(cut, batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: special_tokens_not_counted_in_the_length
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length + 2}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: cut_at_the_limit_of_the_model
def tokenize(split, max_length):
    return split.map(lambda rows: tokenizer(rows["text"], truncation=True), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: always_cut_at_64
def tokenize(split, max_length=64):
    return split.map(lambda rows: tokenizer(rows["text"], truncation=True, max_length=64), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: cut_by_words
def tokenize(split, max_length):
    def cut(rows):
        return tokenizer([" ".join(text.split()[:max_length]) for text in rows["text"]])

    return split.map(cut, batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: long_texts_left_out
def tokenize(split, max_length):
    rows = split.map(lambda rows: tokenizer(rows["text"]), batched=True)
    return rows.filter(lambda row: len(row["input_ids"]) <= max_length)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: cut_at_the_front
def tokenize(split, max_length):
    def cut(row):
        ids = tokenizer(row["text"])["input_ids"]
        ids = ids if len(ids) <= max_length else [ids[0], *ids[len(ids) - max_length + 1 :]]
        return {"input_ids": ids, "attention_mask": [1] * len(ids)}

    return split.map(cut)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: label_lost
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(
        lambda rows: tokenizer(rows["text"], **options), batched=True, remove_columns=split.column_names
    )


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: label_called_labels
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True).rename_column(
        "label", "labels"
    )


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: attention_mask_lost
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True).remove_columns(
        "attention_mask"
    )


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: words_in_place_of_ids
def tokenize(split, max_length):
    def cut(row):
        words = tokenizer.tokenize(
            row["text"], add_special_tokens=True, truncation=True, max_length=max_length
        )
        return {"input_ids": words, "attention_mask": [1] * len(words)}

    return split.map(cut)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: map_taken_as_in_place
def tokenize(split, max_length):
    split.map(lambda rows: tokenizer(rows["text"], truncation=True, max_length=max_length), batched=True)
    return split


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: no_dataset_but_what_the_tokenizer_gives
def tokenize(split, max_length):
    encoded = tokenizer(split["text"][:], truncation=True, max_length=max_length)
    encoded["label"] = split["label"][:]
    return encoded


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: share_of_real_tokens
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: number_of_padding_tokens
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return sum(max(batch) * len(batch) for batch in batches) - sum(lengths)


# %% wrong: in_percent
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 100 - 100 * sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: last_batch_left_out
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    whole = len(lengths) // batch_size * batch_size
    starts = range(0, whole, batch_size)
    cells = sum(max(lengths[start : start + batch_size]) * batch_size for start in starts)
    return 1 - sum(lengths[:whole]) / cells if cells else 0.0


# %% wrong: batch_size_taken_as_the_number_of_batches
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [part for part in np.array_split(lengths, batch_size) if len(part)]
    return 1 - sum(lengths) / sum(batch.max() * len(batch) for batch in batches)


# %% wrong: every_nth_text_makes_a_batch
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    number = -(-len(lengths) // batch_size)
    batches = [lengths[start::number] for start in range(number)]
    return 1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches)


# %% wrong: padded_to_the_first_of_the_batch
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return 1 - sum(lengths) / sum(batch[0] * len(batch) for batch in batches)


# %% wrong: share_of_texts_with_padding
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return sum(length < max(batch) for batch in batches for length in batch) / len(lengths)


# %% wrong: rounded
def tokenize(split, max_length):
    options = {"truncation": True, "max_length": max_length}
    return split.map(lambda rows: tokenizer(rows["text"], **options), batched=True)


def waste(lengths, batch_size):
    batches = [lengths[start : start + batch_size] for start in range(0, len(lengths), batch_size)]
    return round(1 - sum(lengths) / sum(max(batch) * len(batch) for batch in batches), 2)
