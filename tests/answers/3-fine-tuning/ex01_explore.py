# %% right: loops_over_rows_and_strips_punctuation
import string


def overview(split):
    positive, longest = 0, 0
    for row in split:
        positive += row["label"] == 1
        longest = max(longest, len(row["text"].split()))
    return [split.num_rows, positive / split.num_rows, longest]


def plain(text):
    return " ".join(text.lower().translate(str.maketrans("", "", string.punctuation)).split())


def leaks(train, other):
    seen = set(map(plain, train["text"]))
    found = []
    for row in other:
        if plain(row["text"]) in seen:
            found.append(row["text"])
    return found


# %% right: numpy_and_a_filter
def overview(split):
    counts = np.array([len(text.split()) for text in split["text"]])
    return len(counts), np.mean(split["label"][:]), counts.max()


def leaks(train, other):
    key = lambda text: re.sub(r"[\W_]+", " ", text.casefold()).strip()
    known = train.map(lambda row: {"key": key(row["text"])})["key"][:]
    known = set(known)
    return other.filter(lambda row: key(row["text"]) in known)["text"][:]


# %% right: a_pandas_table
def overview(split):
    table = split.to_pandas()
    words = table["text"].str.split().str.len()
    return np.array([len(table), table["label"].mean(), words.max()])


def leaks(train, other):
    def words(split):
        return split.to_pandas()["text"].str.upper().str.replace(r"\W+", " ", regex=True).str.strip()

    return other.to_pandas()["text"][words(other).isin(words(train))].tolist()


# %% right: letter_by_letter_without_re
def overview(split):
    longest = sorted(split["text"], key=lambda text: len(text.split()))[-1]
    return split.shape[0], list(split["label"]).count(1) / split.shape[0], len(longest.split())


def leaks(train, other):
    def words(text):
        return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()

    known = [words(text) for text in train["text"]]
    return [row["text"] for row in other if words(row["text"]) in known]


# %% right: exactly_split_at_spaces
def overview(split):
    most = 0
    for text in split["text"]:
        if len(text.split(" ")) > most:
            most = len(text.split(" "))
    return len(split["text"]), np.mean(split["label"]), most


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% right: shares_in_single_precision
def overview(split):
    lengths = torch.tensor([len(text.split()) for text in split["text"]])
    return len(split), torch.tensor(split["label"][:]).float().mean(), lengths.max()


def leaks(train, other):
    words = lambda text: re.sub(r"[^a-z0-9]+", " ", text.lower()).split()
    known = {" ".join(words(text)) for text in train["text"]}
    return list(filter(lambda text: " ".join(words(text)) in known, other["text"]))


# %% wrong: capital_letters_count
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text)) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text)) in seen]


# %% wrong: only_exact_copies
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = set(train["text"])
    return [text for text in other["text"] if text in seen]


# %% wrong: the_same_words_in_any_order
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(sorted(re.findall(r"\w+", text.lower()))) for text in train["text"]}
    return [text for text in other["text"] if tuple(sorted(re.findall(r"\w+", text.lower()))) in seen]


# %% wrong: a_part_of_a_text_is_a_leak
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    plain = lambda text: " ".join(re.findall(r"\w+", text.lower()))
    everything = " | ".join(plain(text) for text in train["text"])
    return [text for text in other["text"] if plain(text) in everything]


# %% wrong: spaces_do_not_part_words
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {re.sub(r"\W", "", text.lower()) for text in train["text"]}
    return [text for text in other["text"] if re.sub(r"\W", "", text.lower()) in seen]


# %% wrong: returns_the_texts_of_train
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in other["text"]}
    return [text for text in train["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: longest_in_characters
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: share_of_label_0
def overview(split):
    return len(split), 1 - sum(split["label"]) / len(split), max(len(t.split()) for t in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: counts_words_without_punctuation
def overview(split):
    longest = max(len(re.findall(r"\w+", text)) for text in split["text"])
    return len(split), sum(split["label"]) / len(split), longest


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: counts_tokens
def overview(split):
    longest = max(len(tokenizer(text)["input_ids"]) for text in split["text"])
    return len(split), sum(split["label"]) / len(split), longest


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: number_of_positives_in_place_of_the_share
def overview(split):
    return len(split), sum(split["label"]), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: share_in_percent
def overview(split):
    share = 100 * sum(split["label"]) / len(split)
    return len(split), share, max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: counts_different_texts
def overview(split):
    longest = max(len(text.split()) for text in split["text"])
    return len(set(split["text"])), sum(split["label"]) / len(split), longest


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: returns_the_longest_text
def overview(split):
    longest = max(split["text"], key=lambda text: len(text.split()))
    return len(split), sum(split["label"]) / len(split), longest


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: mean_number_of_words
def overview(split):
    mean = sum(len(text.split()) for text in split["text"]) / len(split)
    return len(split), sum(split["label"]) / len(split), mean


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: always_looks_at_the_training_split_of_the_course
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in splits["train"]["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]


# %% wrong: punctuation_counts
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(text.lower().split()) for text in train["text"]}
    return [text for text in other["text"] if tuple(text.lower().split()) in seen]


# %% wrong: only_punctuation_at_the_end_goes
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {text.lower().strip(" .,;!?") for text in train["text"]}
    return [text for text in other["text"] if text.lower().strip(" .,;!?") in seen]


# %% wrong: several_spaces_count
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    plain = lambda text: re.sub(r"[.,;!?]", "", text.lower())
    seen = {plain(text) for text in train["text"]}
    return [text for text in other["text"] if plain(text) in seen]


# %% wrong: numbers_are_no_words
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"[a-z]+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"[a-z]+", text.lower())) in seen]


# %% wrong: words_that_all_stand_somewhere_in_train
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {word for text in train["text"] for word in re.findall(r"\w+", text.lower())}
    return [text for text in other["text"] if seen.issuperset(re.findall(r"\w+", text.lower()))]


# %% wrong: almost_the_same_is_a_leak
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    from difflib import get_close_matches

    known = [text.lower() for text in train["text"]]
    return [text for text in other["text"] if get_close_matches(text.lower(), known, n=1, cutoff=0.8)]


# %% wrong: only_with_the_same_label
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    def row_key(row):
        return tuple(re.findall(r"\w+", row["text"].lower())), row["label"]

    seen = {row_key(row) for row in train}
    return [row["text"] for row in other if row_key(row) in seen]


# %% wrong: only_at_the_same_place
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    words = lambda text: re.findall(r"\w+", text.lower())
    return [new for old, new in zip(train["text"], other["text"]) if words(old) == words(new)]


# %% wrong: each_leak_once
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    found = [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]
    return list(dict.fromkeys(found))


# %% wrong: in_alphabetical_order
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return sorted(text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen)


# %% wrong: leaks_in_small_letters
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    plain = lambda text: " ".join(re.findall(r"\w+", text.lower()))
    seen = {plain(text) for text in train["text"]}
    return [plain(text) for text in other["text"] if plain(text) in seen]


# %% wrong: numbers_of_the_rows
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    words = [tuple(re.findall(r"\w+", text.lower())) for text in other["text"]]
    return [number for number, key in enumerate(words) if key in seen]


# %% wrong: number_of_leaks
def overview(split):
    return len(split), sum(split["label"]) / len(split), max(len(text.split()) for text in split["text"])


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return sum(tuple(re.findall(r"\w+", text.lower())) in seen for text in other["text"])


# %% wrong: words_of_the_text_with_most_characters
def overview(split):
    longest = max(split["text"], key=len)
    return len(split), sum(split["label"]) / len(split), len(longest.split())


def leaks(train, other):
    seen = {tuple(re.findall(r"\w+", text.lower())) for text in train["text"]}
    return [text for text in other["text"] if tuple(re.findall(r"\w+", text.lower())) in seen]
