# %% right: by_hand_with_tokenizer_and_model
def label_scores(text, labels, several):
    sentences = [f"This example is {label}." for label in labels]
    batch = sorter.tokenizer([text] * len(labels), sentences, padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = sorter.model(**batch).logits
    fits = sorter.model.config.label2id["entailment"]
    p = logits.softmax(dim=1)[:, fits] if several else logits[:, fits].softmax(dim=0)
    return {label: float(score) for label, score in zip(labels, p)}


# %% right: looks_up_each_label
def label_scores(text, labels, several):
    answer = sorter(text, labels, multi_label=several)
    scores = {}
    for label in labels:
        place = answer["labels"].index(label)
        scores[label] = torch.tensor(answer["scores"][place])
    return scores


# %% right: one_label_at_a_time
def label_scores(text, labels, several):
    if several:
        # The pipeline judges a label that comes alone by itself, whatever multi_label says.
        return {label: sorter(text, candidate_labels=[label])["scores"][0] for label in labels}
    answer = sorter([text], candidate_labels=labels)[0]
    return {answer["labels"][i]: answer["scores"][i] for i in range(len(labels))}


# %% right: one_pair_at_a_time_with_exp
import math


def label_scores(text, labels, several):
    rows = []
    for label in labels:
        pair = sorter.tokenizer(text, text_pair=f"This example is {label}.", return_tensors="pt")
        with torch.inference_mode():
            rows.append(sorter.model(**pair).logits[0].tolist())
    place = sorter.model.config.label2id["entailment"]
    if several:
        return {label: math.exp(row[place]) / sum(map(math.exp, row)) for label, row in zip(labels, rows)}
    total = sum(math.exp(row[place]) for row in rows)
    return {label: math.exp(row[place]) / total for label, row in zip(labels, rows)}


# %% wrong: pairs_labels_with_scores_in_the_callers_order
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    return dict(zip(labels, answer["scores"]))


# %% wrong: sorts_the_labels_but_not_the_scores
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    return dict(zip(sorted(answer["labels"]), answer["scores"]))


# %% wrong: ignores_several
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels)
    return dict(zip(answer["labels"], answer["scores"]))


# %% wrong: always_multi_label
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=True)
    return dict(zip(answer["labels"], answer["scores"]))


# %% wrong: several_the_wrong_way_round
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=not several)
    return dict(zip(answer["labels"], answer["scores"]))


# %% wrong: makes_the_independent_scores_sum_to_one
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=True)
    total = 1 if several else sum(answer["scores"])
    return {label: score / total for label, score in zip(answer["labels"], answer["scores"])}


# %% wrong: only_the_best_label
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    return {answer["labels"][0]: answer["scores"][0]}


# %% wrong: only_labels_above_one_half
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    pairs = zip(answer["labels"], answer["scores"])
    return {label: score for label, score in pairs if score > 0.5 or not several}


# %% wrong: returns_the_whole_answer
def label_scores(text, labels, several):
    return sorter(text, candidate_labels=labels, multi_label=several)


# %% wrong: returns_pairs_instead_of_a_dict
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    return list(zip(answer["labels"], answer["scores"]))


# %% wrong: scores_are_the_keys
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    return dict(zip(answer["scores"], answer["labels"]))


# %% wrong: rounds_the_scores
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    return {label: round(score, 2) for label, score in zip(answer["labels"], answer["scores"])}


# %% wrong: scores_in_percent
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    return {label: 100 * score for label, score in zip(answer["labels"], answer["scores"])}


# %% wrong: other_hypothesis_template
def label_scores(text, labels, several):
    options = {"multi_label": several, "hypothesis_template": "This text is about {}."}
    answer = sorter(text, candidate_labels=labels, **options)
    return dict(zip(answer["labels"], answer["scores"]))


# %% wrong: the_label_alone_is_the_second_sentence
def label_scores(text, labels, several):
    answer = sorter(text, candidate_labels=labels, multi_label=several, hypothesis_template="{}")
    return dict(zip(answer["labels"], answer["scores"]))


# %% wrong: the_two_sentences_the_other_way_round
def label_scores(text, labels, several):
    sentences = [f"This example is {label}." for label in labels]
    batch = sorter.tokenizer(sentences, [text] * len(labels), padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = sorter.model(**batch).logits
    p = logits.softmax(dim=1)[:, 1] if several else logits[:, 1].softmax(dim=0)
    return dict(zip(labels, p.tolist()))


# %% wrong: sigmoid_of_one_logit
def label_scores(text, labels, several):
    sentences = [f"This example is {label}." for label in labels]
    batch = sorter.tokenizer([text] * len(labels), sentences, padding=True, return_tensors="pt")
    with torch.no_grad():
        fits = sorter.model(**batch).logits[:, 1]
    return dict(zip(labels, (fits.sigmoid() if several else fits.softmax(dim=0)).tolist()))


# %% wrong: how_well_it_does_not_follow
def label_scores(text, labels, several):
    sentences = [f"This example is {label}." for label in labels]
    batch = sorter.tokenizer([text] * len(labels), sentences, padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = sorter.model(**batch).logits
    p = logits.softmax(dim=1)[:, 0] if several else logits[:, 0].softmax(dim=0)
    return dict(zip(labels, p.tolist()))


# %% wrong: keeps_the_labels_of_earlier_calls
def label_scores(text, labels, several, scores={}):
    answer = sorter(text, candidate_labels=labels, multi_label=several)
    scores.update(zip(answer["labels"], answer["scores"]))
    return scores


# %% wrong: joins_the_labels_with_commas
def label_scores(text, labels, several):
    # A string is cut at its commas, those inside of a label too.
    answer = sorter(text, candidate_labels=",".join(labels), multi_label=several)
    return dict(zip(answer["labels"], answer["scores"]))


# %% wrong: hardcodes_the_example
def label_scores(text, labels, several):
    return {label: 0.99 if label == "sport" else 0.01 for label in labels}
