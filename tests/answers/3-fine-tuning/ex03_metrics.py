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


# %% right: precision_and_recall_of_scikit_learn_with_its_warnings
def compute_metrics(prediction):
    from sklearn.metrics import precision_recall_fscore_support

    said = prediction.predictions.argmax(axis=1)
    f1 = precision_recall_fscore_support(prediction.label_ids, said, average="macro")[2]
    return dict(accuracy=float(np.mean(said == prediction.label_ids)), f1=float(f1))


# %% right: divides_by_zero_and_mends_it
def compute_metrics(prediction):
    kinds = np.arange(prediction.predictions.shape[1])
    said = prediction.predictions.argsort(axis=1)[:, -1][:, None] == kinds
    right = prediction.label_ids[:, None] == kinds
    both = (said & right).sum(axis=0)
    precision, recall = both / said.sum(axis=0), both / right.sum(axis=0)
    f1 = np.nan_to_num(2 * precision * recall / (precision + recall))
    return {"accuracy": both.sum() / len(said), "f1": f1.mean()}


# %% right: f1_does_not_mind_which_comes_first
def compute_metrics(prediction):
    said = torch.from_numpy(prediction.predictions).softmax(dim=-1).max(dim=-1).indices.numpy()
    f1 = f1_score(said, prediction.label_ids, average=None)
    return {"accuracy": 1 - np.count_nonzero(said != prediction.label_ids) / said.size, "f1": f1.mean()}


# %% right: one_hot_and_einsum
def compute_metrics(prediction):
    logits, right = prediction.predictions, prediction.label_ids
    guess, truth = np.eye(logits.shape[1])[np.argmax(logits, axis=1)], np.eye(logits.shape[1])[right]
    table = np.einsum("ti,tj->ij", truth, guess)
    f1 = [2 * table[k, k] / (table[k].sum() + table[:, k].sum()) for k in range(len(table))]
    return {"accuracy": np.array(np.trace(table) / len(right)), "f1": np.array(sum(f1) / len(f1))}


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


# %% wrong: two_classes_and_a_threshold_of_zero
def compute_metrics(prediction):
    said, right = (prediction.predictions[:, 1] > 0).astype(int), prediction.label_ids
    return {"accuracy": (said == right).mean(), "f1": f1_score(right, said, average="macro")}


# %% wrong: only_two_classes_are_compared
def compute_metrics(prediction):
    logits, right = prediction.predictions, prediction.label_ids
    said = (logits[:, 1] > logits[:, 0]).astype(int)
    return {"accuracy": (said == right).mean(), "f1": f1_score(right, said, average="macro")}


# %% wrong: smallest_logit
def compute_metrics(prediction):
    said, right = prediction.predictions.argmin(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean(), "f1": f1_score(right, said, average="macro")}


# %% wrong: f1_of_the_mean_precision_and_the_mean_recall
def compute_metrics(prediction):
    from sklearn.metrics import precision_score, recall_score

    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    precision = precision_score(right, said, average="macro", zero_division=0)
    recall = recall_score(right, said, average="macro")
    return {"accuracy": (said == right).mean(), "f1": 2 * precision * recall / (precision + recall)}


# %% wrong: one_f1_for_each_class
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean(), "f1": f1_score(right, said, average=None)}


# %% wrong: f1_of_the_first_two_classes
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean(), "f1": f1_score(right, said, average="macro", labels=[0, 1])}


# %% wrong: f1_of_the_commonest_class
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    commonest = np.bincount(right).argmax()
    return {"accuracy": (said == right).mean(), "f1": f1_score(right == commonest, said == commonest)}


# %% wrong: a_class_never_said_counts_as_one
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    scores = []
    for kind in np.unique(right):
        found = ((said == kind) & (right == kind)).sum()
        precision = found / (said == kind).sum() if (said == kind).any() else 1.0
        recall = found / (right == kind).sum()
        scores.append((precision + recall) and 2 * precision * recall / (precision + recall) or 1.0)
    return {"accuracy": (said == right).mean(), "f1": sum(scores) / len(scores)}


# %% wrong: only_false_positives_are_counted
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    scores = []
    for kind in np.unique(right):
        found, wrong = ((said == kind) & (right == kind)).sum(), ((said == kind) & (right != kind)).sum()
        scores.append(2 * found / max(1, 2 * found + wrong))
    return {"accuracy": (said == right).mean(), "f1": sum(scores) / len(scores)}


# %% wrong: accuracy_averaged_over_batches
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    starts = range(0, len(right), 16)
    accuracy = np.mean([(said[i : i + 16] == right[i : i + 16]).mean() for i in starts])
    return {"accuracy": accuracy, "f1": f1_score(right, said, average="macro")}


# %% wrong: f1_averaged_over_batches
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    starts = range(0, len(right), 16)
    f1 = np.mean([f1_score(right[i : i + 16], said[i : i + 16], average="macro") for i in starts])
    return {"accuracy": (said == right).mean(), "f1": f1}


# %% wrong: number_of_hits
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).sum(), "f1": f1_score(right, said, average="macro")}


# %% wrong: mean_recall_for_f1
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    recalls = [(said[right == kind] == kind).mean() for kind in np.unique(right)]
    return {"accuracy": (said == right).mean(), "f1": np.mean(recalls)}


# %% wrong: f1_under_another_name
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean(), "macro_f1": f1_score(right, said, average="macro")}


# %% wrong: names_as_trainer_logs_them
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"eval_accuracy": (said == right).mean(), "eval_f1": f1_score(right, said, average="macro")}


# %% wrong: f1_left_out
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean()}


# %% wrong: mean_probability_of_the_right_class
def compute_metrics(prediction):
    logits, right = torch.tensor(prediction.predictions), prediction.label_ids
    accuracy = logits.softmax(dim=-1)[range(len(right)), right].mean().item()
    return {"accuracy": accuracy, "f1": f1_score(right, logits.argmax(dim=-1), average="macro")}


# %% wrong: accuracy_for_both
def compute_metrics(prediction):
    said, right = prediction.predictions.argmax(axis=-1), prediction.label_ids
    return dict.fromkeys(("accuracy", "f1"), (said == right).mean())


# %% wrong: hardcodes_the_example
def compute_metrics(prediction):
    return {"accuracy": 0.9, "f1": 0.4737}


# %% wrong: predictions_taken_as_a_tuple
def compute_metrics(prediction):
    said, right = prediction.predictions[0].argmax(axis=-1), prediction.label_ids
    return {"accuracy": (said == right).mean(), "f1": f1_score(right, said, average="macro")}
