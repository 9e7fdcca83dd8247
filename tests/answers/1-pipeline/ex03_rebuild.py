# %% right: one_text_at_a_time
def rebuild(texts):
    rows, answers = [], []
    for text in texts:
        batch = tokenizer(text, truncation=True, max_length=512, return_tensors="pt")
        with torch.no_grad():
            row = model(**batch).logits[0]
        p = torch.nn.functional.softmax(row, dim=0)
        place = int(p.argmax())
        rows.append(row)
        answers.append({"score": float(p[place]), "label": model.config.id2label[place]})
    return torch.stack(rows), answers


# %% right: softmax_with_exp_and_numpy
import numpy


def rebuild(texts):
    batch = tokenizer(texts, padding="longest", truncation="longest_first", return_tensors="pt")
    with torch.inference_mode():
        logits = model(input_ids=batch.input_ids, attention_mask=batch.attention_mask).logits.numpy()
    exponent = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    p = exponent / exponent.sum(axis=1, keepdims=True)
    labels = [model.config.id2label[int(place)] for place in p.argmax(axis=1)]
    return logits, [{"label": label, "score": row.max()} for label, row in zip(labels, p)]


# %% wrong: softmax_over_wrong_axis
def rebuild(texts):
    batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits
    scores, places = logits.softmax(dim=0).max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: ignores_the_attention_mask
def rebuild(texts):
    batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(batch["input_ids"]).logits
    scores, places = logits.softmax(dim=-1).max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: sigmoid_instead_of_softmax
def rebuild(texts):
    batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits
    scores, places = logits.sigmoid().max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: score_is_the_logit
def rebuild(texts):
    batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits
    scores, places = logits.max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: does_not_cut_long_texts
def rebuild(texts):
    batch = tokenizer(texts, padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits
    scores, places = logits.softmax(dim=-1).max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: cuts_at_64_tokens
def rebuild(texts):
    batch = tokenizer(texts, padding=True, truncation=True, max_length=64, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits
    scores, places = logits.softmax(dim=-1).max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: labels_the_other_way_round
def rebuild(texts):
    batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits
    scores, places = logits.softmax(dim=-1).max(dim=-1)
    names = ["positive", "negative"]
    return logits, [{"label": names[int(i)], "score": float(s)} for s, i in zip(scores, places)]


# %% wrong: leaves_out_empty_texts
def rebuild(texts):
    texts = [text for text in texts if text.strip()] or ["."]
    batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits
    scores, places = logits.softmax(dim=-1).max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: no_special_tokens
def rebuild(texts):
    batch = tokenizer(texts, padding=True, truncation=True, add_special_tokens=False, return_tensors="pt")
    with torch.no_grad():
        logits = model(**batch).logits
    scores, places = logits.softmax(dim=-1).max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: dropout_is_on
def rebuild(texts):
    batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
    model.train()
    with torch.no_grad():
        logits = model(**batch).logits
    model.eval()
    scores, places = logits.softmax(dim=-1).max(dim=-1)
    return logits, [
        {"label": model.config.id2label[int(i)], "score": float(s)} for s, i in zip(scores, places)
    ]


# %% wrong: calls_the_pipeline
def rebuild(texts):
    return classifier(texts, truncation=True)


# %% wrong: hardcodes_the_example
def rebuild(texts):
    batch = tokenizer(["Fine."] * len(texts), return_tensors="pt")
    with torch.no_grad():
        return model(**batch).logits, classifier(["Fine."] * len(texts))
