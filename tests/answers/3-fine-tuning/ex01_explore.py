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
