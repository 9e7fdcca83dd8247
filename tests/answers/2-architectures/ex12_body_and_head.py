# %% right: names_with_a_prefix_and_a_changed_copy
import copy


def body_and_head(name):
    model, sizes = bodies[name], [0, 0]
    for place, weights in model.named_parameters():
        sizes[not place.startswith(model.base_model_prefix + ".")] += weights.numel()
    return tuple(sizes)


def change_head(task, labels, text):
    if task == "token":
        model = copy.deepcopy(bodies["hfbasics/ner"])
        model.bert = copy.deepcopy(bodies["hfbasics/sentiment"].bert)
    else:
        model = copy.deepcopy(bodies["hfbasics/sentiment"])
    model.classifier = torch.nn.Linear(384, labels)
    model.num_labels = model.config.num_labels = labels
    output = model(**encoder_tokenizer([text], return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1].detach()[0], output.logits.detach()[0]


# %% right: a_linear_layer_by_hand
def body_and_head(name):
    model = bodies[name]
    body = {weights.data_ptr(): weights.numel() for weights in model.base_model.state_dict().values()}
    whole = {weights.data_ptr(): weights.numel() for weights in model.state_dict().values()}
    return [sum(body.values()), sum(size for place, size in whole.items() if place not in body)]


def change_head(task, labels, text):
    head = torch.nn.Linear(384, labels)
    inputs = encoder_tokenizer(text, return_tensors="pt")
    with torch.no_grad():
        hidden = bodies["hfbasics/sentiment"].bert(**inputs).last_hidden_state.squeeze(0)
        logits = head(hidden)
    return hidden, logits if task == "token" else logits[0]


# %% right: num_parameters_and_a_mean_over_the_tokens
def body_and_head(name):
    body = bodies[name].base_model.num_parameters()
    return body, bodies[name].num_parameters() - body


def change_head(task, labels, text):
    body = AutoModel.from_pretrained("hfbasics/sentiment").eval()
    ids = torch.tensor([encoder_tokenizer(text)["input_ids"]])
    with torch.inference_mode():
        hidden = body(input_ids=ids)[0][0].numpy()
    rows = hidden if task == "token" else hidden.mean(axis=0)
    head = torch.randn(384, labels).numpy() / 20
    return hidden, rows @ head


# %% right: head_of_the_library_called_by_itself
def body_and_head(name):
    seen, sizes = set(), []
    for part in (bodies[name].base_model, bodies[name]):
        new = [weights for weights in part.parameters() if id(weights) not in seen]
        seen |= {id(weights) for weights in new}
        sizes.append(sum(map(torch.numel, new)))
    return sizes


from transformers import BertForSequenceClassification, BertForTokenClassification


def change_head(task, labels, text):
    kind = BertForTokenClassification if task == "token" else BertForSequenceClassification
    names = {place: f"label {place}" for place in range(labels)}
    model = kind.from_pretrained("hfbasics/sentiment", id2label=names, ignore_mismatched_sizes=True)
    with torch.inference_mode():
        states, *pooled = model.base_model(**encoder_tokenizer(text, return_tensors="pt"), return_dict=False)
        logits = model.classifier(pooled[0] if task == "sentence" else states)
    return states[0].tolist(), logits[0].tolist()


# %% right: weights_copied_into_a_new_model
def body_and_head(name):
    inside = {id(weights) for weights in bodies[name].base_model.parameters()}
    sizes = {True: 0, False: 0}
    for weights in bodies[name].parameters():
        sizes[id(weights) in inside] += weights.nelement()
    return sizes[True], sizes[False]


def change_head(task, labels, text):
    config = AutoConfig.from_pretrained("hfbasics/sentiment", num_labels=labels)
    kind = AutoModelForTokenClassification if task == "token" else AutoModelForSequenceClassification
    model = kind.from_config(config).eval()
    model.base_model.load_state_dict(bodies["hfbasics/sentiment"].base_model.state_dict(), strict=False)
    with torch.no_grad():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output["hidden_states"][6][0], output["logits"][0]


# %% wrong: head_before_body
def body_and_head(name):
    body = sum(weights.numel() for weights in bodies[name].base_model.parameters())
    return sum(weights.numel() for weights in bodies[name].parameters()) - body, body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: body_and_whole_model
def body_and_head(name):
    body = sum(weights.numel() for weights in bodies[name].base_model.parameters())
    return body, sum(weights.numel() for weights in bodies[name].parameters())


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: shared_table_counts_for_each_place
def body_and_head(name):
    body = sum(weights.numel() for weights in bodies[name].base_model.state_dict().values())
    return body, sum(weights.numel() for weights in bodies[name].state_dict().values()) - body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: shared_table_counts_for_the_head_too
def body_and_head(name):
    sizes = [0, 0]
    for part in bodies[name].children():
        sizes[part is not bodies[name].base_model] += sum(weights.numel() for weights in part.parameters())
    return tuple(sizes)


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: shared_table_counts_for_the_head_only
def body_and_head(name):
    model = bodies[name]
    own = [part for part in model.children() if part is not model.base_model]
    head = {id(weights): weights.numel() for part in own for weights in part.parameters()}
    whole = sum(weights.numel() for weights in model.parameters())
    return whole - sum(head.values()), sum(head.values())


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: head_is_the_last_layer
def body_and_head(name):
    *_, last = bodies[name].children()
    head = sum(weights.numel() for weights in last.parameters())
    return sum(weights.numel() for weights in bodies[name].parameters()) - head, head


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: head_is_the_classifier_or_nothing
def body_and_head(name):
    body = sum(weights.numel() for weights in bodies[name].base_model.parameters())
    head = getattr(bodies[name], "classifier", None)
    return body, sum(weights.numel() for weights in head.parameters()) if head else 0


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: a_new_body_with_a_part_more
def body_and_head(name):
    body = sum(weights.numel() for weights in AutoModel.from_pretrained(name).parameters())
    return body, sum(weights.numel() for weights in bodies[name].parameters()) - body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: body_without_the_table_of_words
def body_and_head(name):
    model = bodies[name]
    body = sum(weights.numel() for weights in model.base_model.parameters())
    body -= model.get_input_embeddings().weight.numel()
    return body, sum(weights.numel() for weights in model.parameters()) - body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: counts_tensors_instead_of_numbers
def body_and_head(name):
    body = len(list(bodies[name].base_model.parameters()))
    return body, len(list(bodies[name].parameters())) - body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: counts_matrices_and_no_biases
def body_and_head(name):
    body, whole = (
        sum(weights.numel() for place, weights in part.named_parameters() if place.endswith("weight"))
        for part in (bodies[name].base_model, bodies[name])
    )
    return body, whole - body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: every_head_has_770_weights
def body_and_head(name):
    return sum(weights.numel() for weights in bodies[name].base_model.parameters()), 770


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: probabilities_instead_of_logits
def body_and_head(name):
    model = bodies[name]
    body = sum(weights.numel() for weights in model.base_model.parameters())
    return body, sum(weights.numel() for weights in model.parameters()) - body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels, "ignore_mismatched_sizes": True}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0].softmax(dim=-1)


# %% wrong: old_head_does_not_fit
def body_and_head(name):
    model = bodies[name]
    body = sum(weights.numel() for weights in model.base_model.parameters())
    return body, sum(weights.numel() for weights in model.parameters()) - body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    options = {"num_labels": labels}
    model = kinds[task].from_pretrained("hfbasics/sentiment", **options)
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: a_new_body_too
def body_and_head(name):
    model = bodies[name]
    body = sum(weights.numel() for weights in model.base_model.parameters())
    return body, sum(weights.numel() for weights in model.parameters()) - body


def change_head(task, labels, text):
    kinds = {"sentence": AutoModelForSequenceClassification, "token": AutoModelForTokenClassification}
    config = AutoConfig.from_pretrained("hfbasics/sentiment", num_labels=labels)
    model = kinds[task].from_config(config).eval()
    with torch.inference_mode():
        output = model(**encoder_tokenizer(text, return_tensors="pt"), output_hidden_states=True)
    return output.hidden_states[-1][0], output.logits[0]


# %% wrong: a_new_head_is_random_so_random_logits_do
def body_and_head(name):
    model = bodies[name]
    body = sum(weights.numel() for weights in model.base_model.parameters())
    return body, sum(weights.numel() for weights in model.parameters()) - body


def change_head(task, labels, text):
    with torch.inference_mode():
        hidden = bodies["hfbasics/sentiment"].base_model(**encoder_tokenizer(text, return_tensors="pt"))[0][0]
    return hidden, torch.randn(labels) if task == "sentence" else torch.randn(len(hidden), labels)


# %% wrong: cuts_the_states_down_to_the_labels
def body_and_head(name):
    model = bodies[name]
    body = sum(weights.numel() for weights in model.base_model.parameters())
    return body, sum(weights.numel() for weights in model.parameters()) - body


def change_head(task, labels, text):
    with torch.inference_mode():
        hidden = bodies["hfbasics/sentiment"].base_model(**encoder_tokenizer(text, return_tensors="pt"))[0][0]
    return hidden, hidden[0, :labels] if task == "sentence" else hidden[:, :labels]


# %% wrong: random_logits_from_numpy
import numpy


def body_and_head(name):
    model = bodies[name]
    body = sum(weights.numel() for weights in model.base_model.parameters())
    return body, sum(weights.numel() for weights in model.parameters()) - body


def change_head(task, labels, text):
    with torch.inference_mode():
        hidden = bodies["hfbasics/sentiment"].base_model(**encoder_tokenizer(text, return_tensors="pt"))[0][0]
    return hidden, numpy.random.randn(*((labels,) if task == "sentence" else (len(hidden), labels)))
