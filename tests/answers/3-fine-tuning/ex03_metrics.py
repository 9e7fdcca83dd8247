# %% right: counts_by_hand
def compute_metrics(prediction):
    logits, right = prediction
    said = np.argmax(logits, axis=1).tolist()
    pairs = list(zip(said, right.tolist()))
    scores = []
    for kind in sorted(set(right.tolist()) | set(said)):
        both = sum(a == kind and b == kind for a, b in pairs)
        either = sum(a == kind for a, _ in pairs) + sum(b == kind for _, b in pairs)
        scores.append(2 * both / either)
    return {"accuracy": sum(a == b for a, b in pairs) / len(pairs), "f1": sum(scores) / len(scores)}


# %% right: tensors_and_a_confusion_matrix
def compute_metrics(prediction):
    logits, right = torch.tensor(prediction.predictions), torch.tensor(prediction.label_ids)
    kinds = logits.shape[-1]
    table = torch.bincount(right * kinds + logits.argmax(-1), minlength=kinds**2).reshape(kinds, kinds)
    table = table.double()
    f1 = 2 * table.diag() / (table.sum(0) + table.sum(1))
    return {"f1": f1.mean().item(), "accuracy": (table.trace() / table.sum()).item()}


# %% right: scikit_learn_for_both
def compute_metrics(prediction):
    from sklearn.metrics import accuracy_score, classification_report

    said = prediction.predictions.argmax(-1)
    report = classification_report(prediction.label_ids, said, output_dict=True, zero_division=0)
    return {"accuracy": accuracy_score(prediction.label_ids, said), "f1": report["macro avg"]["f1-score"]}


# %% wrong: micro_average
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean(), "f1": f1_score(right, said, average="micro")}


# %% wrong: weighted_by_frequency
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean(), "f1": f1_score(right, said, average="weighted")}


# %% wrong: f1_of_class_1_alone
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean(), "f1": f1_score(right == 1, said == 1)}


# %% wrong: leaves_out_a_class_that_is_never_said
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {
        "accuracy": (said == right).mean(),
        "f1": f1_score(right, said, average="macro", labels=np.unique(said)),
    }


# %% wrong: largest_logit_over_the_texts
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=0), prediction.label_ids
    return {"accuracy": (said == right[: len(said)]).mean(), "f1": 0.0}


# %% wrong: mean_of_precision_and_recall
def compute_metrics(prediction):
    from sklearn.metrics import precision_score, recall_score

    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    options = {"average": "macro", "zero_division": 0}
    f1 = (precision_score(right, said, **options) + recall_score(right, said, **options)) / 2
    return {"accuracy": (said == right).mean(), "f1": f1}


# %% wrong: in_percent
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": 100 * (said == right).mean(), "f1": 100 * f1_score(right, said, average="macro")}


# %% wrong: balanced_accuracy_for_accuracy
def compute_metrics(prediction):
    from sklearn.metrics import balanced_accuracy_score

    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": balanced_accuracy_score(right, said), "f1": f1_score(right, said, average="macro")}


# %% wrong: a_tuple
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return (said == right).mean(), f1_score(right, said, average="macro")
