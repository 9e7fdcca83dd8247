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


# %% right: statistics_and_names_of_the_right_answers
def majority(train_labels, labels):
    from statistics import mean, mode

    return mean(float(label == mode(train_labels)) for label in labels)


def zero_shot_accuracy(texts, labels):
    wanted = [names[label] for label in labels]
    said = [answer["labels"][0] for answer in map(lambda text: zero_shot(text, names), texts)]
    return np.mean(np.array(wanted) == np.array(said))


# %% right: tensors_and_premises_by_hand
def majority(train_labels, labels):
    commonest = torch.tensor(train_labels).bincount().argmax()
    return torch.eq(torch.tensor(labels), commonest).float().mean()


def zero_shot_accuracy(texts, labels):
    place = next(
        i for name, i in zero_shot.model.config.label2id.items() if name.lower().startswith("entail")
    )
    scores = torch.zeros(len(texts), len(names))
    for i, (text, (k, name)) in enumerate(product(texts, enumerate(names))):
        pair = zero_shot.tokenizer(text, f"This example is {name}.", return_tensors="pt")
        with torch.no_grad():
            scores[i // len(names), k] = zero_shot.model(**pair).logits[0, place]
    return (scores.argmax(dim=1) == torch.tensor(labels)).float().mean().item()


# %% right: scikit_learn_with_labels_the_other_way_round
def majority(train_labels, labels):
    from sklearn.dummy import DummyClassifier

    model = DummyClassifier(strategy="most_frequent").fit([[0]] * len(train_labels), train_labels)
    return model.score([[0]] * len(labels), labels)


def zero_shot_accuracy(texts, labels):
    from sklearn.metrics import accuracy_score

    candidates = names[::-1]
    answers = zero_shot(texts, candidates, hypothesis_template="This example is {}.")
    return accuracy_score(labels, [names.index(answer["labels"][0]) for answer in answers])


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


# %% wrong: the_mean_label_rounded
def majority(train_labels, labels):
    commonest = round(sum(train_labels) / len(train_labels))
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: the_middle_label
def majority(train_labels, labels):
    commonest = sorted(train_labels)[len(train_labels) // 2]
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: the_largest_label
def majority(train_labels, labels):
    return labels.count(max(train_labels)) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: only_labels_0_and_1
def majority(train_labels, labels):
    commonest = int(train_labels.count(1) > train_labels.count(0))
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: the_rarest_label
def majority(train_labels, labels):
    return labels.count(min(set(train_labels), key=train_labels.count)) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: returns_the_commonest_label
def majority(train_labels, labels):
    return max(set(train_labels), key=train_labels.count)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: majority_divided_by_the_number_of_training_labels
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(train_labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: majority_of_both_together
def majority(train_labels, labels):
    both = train_labels + labels
    return labels.count(max(set(both), key=both.count)) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: guesses_by_chance_as_often_as_in_training
def majority(train_labels, labels):
    said = random.Random(0).choices(train_labels, k=len(labels))
    return sum(one == other for one, other in zip(said, labels)) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: majority_in_percent
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return 100 * labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: labels_of_the_course_in_place_of_the_argument
def majority(train_labels, labels):
    seen = train["label"][:]
    return labels.count(max(set(seen), key=seen.count)) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) == label for a, label in zip(answers, labels)) / len(labels)


# %% wrong: label_0_and_1_swapped
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    said = [int(answer["labels"][0] == "negative") for answer in answers]
    return sum(one == other for one, other in zip(said, labels)) / len(labels)


# %% wrong: scores_taken_in_the_order_of_names
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    said = [int(np.argmax(answer["scores"])) for answer in zero_shot(texts, candidate_labels=names)]
    return sum(one == other for one, other in zip(said, labels)) / len(labels)


# %% wrong: names_compared_with_numbers
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(answer["labels"][0] == label for answer, label in zip(answers, labels)) / len(labels)


# %% wrong: mean_score_of_the_likeliest_label
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    return sum(answer["scores"][0] for answer in zero_shot(texts, candidate_labels=names)) / len(texts)


# %% wrong: mean_score_of_the_right_label
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    right = [a["scores"][a["labels"].index(names[label])] for a, label in zip(answers, labels)]
    return sum(right) / len(right)


# %% wrong: only_sure_answers_count
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    pairs = [(a, label) for a, label in zip(answers, labels) if a["scores"][0] > 0.9]
    return sum(names.index(a["labels"][0]) == label for a, label in pairs) / max(1, len(pairs))


# %% wrong: sure_or_wrong
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    hits = [a["labels"][0] == names[label] and a["scores"][0] > 0.9 for a, label in zip(answers, labels)]
    return sum(hits) / len(hits)


# %% wrong: accuracy_averaged_over_batches
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    shares = []
    for start in range(0, len(texts), 3):
        answers = zero_shot(texts[start : start + 3], candidate_labels=names)
        hits = [names.index(a["labels"][0]) == label for a, label in zip(answers, labels[start:])]
        shares.append(sum(hits) / len(hits))
    return sum(shares) / len(shares)


# %% wrong: looks_at_the_first_text_alone
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answer = zero_shot(texts[0], candidate_labels=names)
    return labels.count(names.index(answer["labels"][0])) / len(labels)


# %% wrong: other_words_as_candidates
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=["good", "bad"])
    said = [int(answer["labels"][0] == "good") for answer in answers]
    return sum(one == other for one, other in zip(said, labels)) / len(labels)


# %% wrong: share_of_positive_answers
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(answer["labels"][0] == "positive" for answer in answers) / len(answers)


# %% wrong: the_error_rate
def majority(train_labels, labels):
    commonest = max(set(train_labels), key=train_labels.count)
    return labels.count(commonest) / len(labels)


def zero_shot_accuracy(texts, labels):
    answers = zero_shot(texts, candidate_labels=names)
    return sum(names.index(a["labels"][0]) != label for a, label in zip(answers, labels)) / len(labels)
