# %% right: counter_and_one_text_at_a_time
from collections import Counter


def majority(train_labels, labels):
    ((commonest, _),) = Counter(train_labels).most_common(1)
    return sum(label == commonest for label in labels) / len(labels)


def zero_shot_accuracy(texts, labels):
    hits = 0
    for text, label in zip(texts, labels):
        hits += zero_shot(text, candidate_labels=names)["labels"][0] == names[label]
    return hits / len(texts)


# %% right: numpy_and_scores
def majority(train_labels, labels):
    values, counts = np.unique(train_labels, return_counts=True)
    return np.mean(np.array(labels) == values[counts.argmax()])


def zero_shot_accuracy(texts, labels):
    said = []
    for answer in zero_shot(list(texts), candidate_labels=",".join(names), batch_size=4):
        scores = dict(zip(answer["labels"], answer["scores"]))
        said.append(int(scores["positive"] > scores["negative"]))
    return (torch.tensor(said) == torch.tensor(labels)).double().mean()


# %% wrong: majority_of_the_right_answers
def majority(train_labels, labels):
    commonest = max(set(labels), key=labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: always_the_first_label
def majority(train_labels, labels):
    return labels.count(train_labels[0]) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: labels_exchanged
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=["positive", "negative"])
    said = [["positive", "negative"].index(a["labels"][0]) for a in answers]
    return sum(one == other for one, other in zip(said, labels)) / len(labels)


# %% wrong: takes_the_least_likely_label
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][-1]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: counts_in_place_of_shares
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels))


# %% wrong: share_of_the_majority_in_training
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return train_labels.count(commonest) / len(train_labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: another_model
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    classifier = pipeline("text-classification", model="hfbasics/sentiment")
    return sum(names.index(a["label"]) == label for a, label in zip(classifier(texts), labels)) / len(labels)
