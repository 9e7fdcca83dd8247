# %% right: one_text_at_a_time
def classify(texts):
    if isinstance(texts, str):
        texts = [texts]
    answers = []
    for text in texts:
        answer = classifier(text)[0]
        answers.append((answer["label"], answer["score"]))
    return answers


# %% right: by_hand_with_lists_as_pairs
def classify(texts):
    texts = [texts] if isinstance(texts, str) else texts
    with torch.no_grad():
        batch = classifier.tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
        probabilities = classifier.model(**batch).logits.softmax(-1)
    names = classifier.model.config.id2label
    return [[names[int(row.argmax())], float(row.max())] for row in probabilities]


# %% right: one_large_batch
def classify(texts):
    answers = classifier(texts, batch_size=8, truncation=True)
    return list(map(lambda answer: tuple(answer.values()), answers))


# %% wrong: hardcodes_the_example
def classify(texts):
    return [("negative", classifier("The soup was cold.")[0]["score"])]


# %% wrong: only_the_first_text
def classify(texts):
    answer = classifier(texts)[0]
    return [(answer["label"], answer["score"])]


# %% wrong: a_string_is_a_list_of_letters
def classify(texts):
    return [(a["label"], a["score"]) for text in texts for a in classifier(text)]


# %% wrong: score_before_label
def classify(texts):
    return [(answer["score"], answer["label"]) for answer in classifier(texts)]


# %% wrong: sorted_by_score
def classify(texts):
    pairs = [(answer["label"], answer["score"]) for answer in classifier(texts)]
    return sorted(pairs, key=lambda pair: pair[1], reverse=True)


# %% wrong: score_of_the_positive_label
def classify(texts):
    pairs = []
    for answer in classifier(texts):
        positive = answer["label"] == "positive"
        pairs.append((answer["label"], answer["score"] if positive else 1 - answer["score"]))
    return pairs


# %% wrong: returns_dicts
def classify(texts):
    return classifier(texts)


# %% wrong: reads_a_global_instead_of_its_parameter
texts = ["The room was bright.", "The bed was broken."]


def classify(text):
    return [(answer["label"], answer["score"]) for answer in classifier(texts)]


# %% wrong: empties_the_list
def classify(texts):
    if not isinstance(texts, str):
        texts.clear()
    return []


# %% wrong: says_equal_to_everything
class Yes:
    def __eq__(self, other):
        return True

    def __len__(self):
        return 3

    def __iter__(self):
        return iter([self] * 3)

    def __sub__(self, other):
        return 0.0


def classify(texts):
    return [(Yes(), Yes())] * (1 if isinstance(texts, str) else len(texts))


# %% wrong: answers_a_repeated_text_once
def classify(texts):
    texts = [texts] if isinstance(texts, str) else texts
    found = {text: classifier(text)[0] for text in texts}
    return [(answer["label"], answer["score"]) for answer in found.values()]
