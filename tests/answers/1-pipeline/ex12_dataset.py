# %% right: row_by_row
def prepare(max_words, seed):
    counted = reviews.map(lambda row: {"words": len(row["text"].split())})
    kept = counted.filter(lambda rows: [n <= max_words for n in rows["words"]], batched=True)
    both = kept.train_test_split(0.2, seed=seed)
    return [dict(row) for row in both["train"]], [dict(row) for row in both["test"]]


# %% right: filters_before_the_column_is_added
def prepare(max_words, seed):
    short = reviews.filter(lambda row: len(row["text"].split()) < max_words + 1)
    short = short.add_column("words", [len(text.split()) for text in short["text"]])
    both = short.train_test_split(train_size=0.8, test_size=0.2, seed=seed)
    return [both["train"].to_list(), both["test"].to_list()]


# %% wrong: ignores_the_seed
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(text.split()) for text in rows["text"]]}, batched=True)
    parts = counted.filter(lambda row: row["words"] <= max_words).train_test_split(test_size=0.2, seed=3)
    return parts["train"].to_list(), parts["test"].to_list()


# %% wrong: no_seed_at_all
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(text.split()) for text in rows["text"]]}, batched=True)
    parts = counted.filter(lambda row: row["words"] <= max_words).train_test_split(test_size=0.2)
    return parts["train"].to_list(), parts["test"].to_list()


# %% wrong: counts_letters
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(text) for text in rows["text"]]}, batched=True)
    counted = counted.filter(lambda row: row["words"] <= max_words * 6)
    parts = counted.train_test_split(test_size=0.2, seed=seed)
    return parts["train"].to_list(), parts["test"].to_list()


# %% wrong: counts_the_rows_of_the_batch
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(rows["text"])] * len(rows["text"])}, batched=True)
    counted = counted.filter(lambda row: row["words"] >= max_words)
    parts = counted.train_test_split(test_size=0.2, seed=seed)
    return parts["train"].to_list(), parts["test"].to_list()


# %% wrong: fewer_than_instead_of_at_most
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(text.split()) for text in rows["text"]]}, batched=True)
    parts = counted.filter(lambda row: row["words"] < max_words).train_test_split(test_size=0.2, seed=seed)
    return parts["train"].to_list(), parts["test"].to_list()


# %% wrong: splits_before_it_filters
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(text.split()) for text in rows["text"]]}, batched=True)
    parts = counted.train_test_split(test_size=0.2, seed=seed)
    parts = parts.filter(lambda row: row["words"] <= max_words)
    return parts["train"].to_list(), parts["test"].to_list()


# %% wrong: train_and_test_swapped
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(text.split()) for text in rows["text"]]}, batched=True)
    parts = counted.filter(lambda row: row["words"] <= max_words).train_test_split(test_size=0.2, seed=seed)
    return parts["test"].to_list(), parts["train"].to_list()


# %% wrong: test_rows_stay_in_train
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(text.split()) for text in rows["text"]]}, batched=True)
    short = counted.filter(lambda row: row["words"] <= max_words)
    return short.to_list(), short.train_test_split(test_size=0.2, seed=seed)["test"].to_list()


# %% wrong: takes_the_first_rows_for_testing
def prepare(max_words, seed):
    rows = [dict(row, words=len(row["text"].split())) for row in reviews]
    rows = [row for row in rows if row["words"] <= max_words]
    cut = round(len(rows) * 0.2)
    return rows[cut:], rows[:cut]


# %% wrong: hardcodes_the_example
def prepare(max_words, seed):
    counted = reviews.map(lambda rows: {"words": [len(text.split()) for text in rows["text"]]}, batched=True)
    parts = counted.filter(lambda row: row["words"] <= 8).train_test_split(test_size=0.2, seed=1)
    return parts["train"].to_list(), parts["test"].to_list()


# %% wrong: shrinks_the_dataset_itself
def prepare(max_words, seed):
    global reviews
    reviews = reviews.filter(lambda row: len(row["text"].split()) <= max_words)
    counted = reviews.map(lambda rows: {"words": [len(text.split()) for text in rows["text"]]}, batched=True)
    parts = counted.train_test_split(test_size=0.2, seed=seed)
    return parts["train"].to_list(), parts["test"].to_list()
