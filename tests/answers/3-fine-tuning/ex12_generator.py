# %% right: log_probabilities_by_hand
def mean_loss(model, batch):
    logits = model(**batch).logits[:, :-1].log_softmax(dim=-1)
    each = logits.gather(-1, batch["input_ids"][:, 1:, None])[..., 0]
    there = batch["attention_mask"][:, 1:]
    return -(each * there).sum() / there.sum()


def perplexity(model, batch):
    model.eval()
    with torch.inference_mode():
        return np.exp(mean_loss(model, batch).item())


def tune(model, batches, optimizer):
    model.train()
    losses = []
    for batch in batches:
        loss = mean_loss(model, batch)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
    return losses


# %% right: labels_in_the_batch
def labelled(batch):
    labels = batch["input_ids"].clone()
    labels[~batch["attention_mask"].bool()] = -100
    return {"labels": labels, **batch}


def perplexity(model, batch):
    with torch.no_grad():
        loss = model.eval()(**labelled(batch)).loss
    return torch.exp(loss)


def tune(model, batches, optimizer):
    found = []
    for batch in map(labelled, batches):
        model.train()
        model.zero_grad()
        output = model(**batch)
        output["loss"].backward()
        optimizer.step()
        found.append(output["loss"].detach())
    return torch.stack(found)


# %% wrong: counts_padding_as_tokens
def perplexity(model, batch):
    labels = batch["input_ids"]
    with torch.no_grad():
        return model.eval()(**batch, labels=labels).loss.exp().item()


def tune(model, batches, optimizer):
    losses = []
    for batch in batches:
        labels = batch["input_ids"]
        optimizer.zero_grad()
        losses.append(model.train()(**batch, labels=labels).loss)
        losses[-1].backward()
        optimizer.step()
    return [loss.item() for loss in losses]


# %% wrong: zero_grad_missing
def perplexity(model, batch):
    labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
    with torch.no_grad():
        return model.eval()(**batch, labels=labels).loss.exp().item()


def tune(model, batches, optimizer):
    losses = []
    for batch in batches:
        labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
        losses.append(model.train()(**batch, labels=labels).loss)
        losses[-1].backward()
        optimizer.step()
    return [loss.item() for loss in losses]


# %% wrong: eval_missing
def perplexity(model, batch):
    labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
    with torch.no_grad():
        return model(**batch, labels=labels).loss.exp().item()


def tune(model, batches, optimizer):
    losses = []
    for batch in batches:
        labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
        optimizer.zero_grad()
        losses.append(model.train()(**batch, labels=labels).loss)
        losses[-1].backward()
        optimizer.step()
    return [loss.item() for loss in losses]


# %% wrong: mean_of_the_texts_perplexities
def perplexity(model, batch):
    found = []
    for ids, mask in zip(batch["input_ids"], batch["attention_mask"]):
        text = ids[mask.bool()][None]
        with torch.no_grad():
            found.append(model.eval()(input_ids=text, labels=text).loss.exp().item())
    return sum(found) / len(found)


def tune(model, batches, optimizer):
    losses = []
    for batch in batches:
        labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
        optimizer.zero_grad()
        losses.append(model.train()(**batch, labels=labels).loss)
        losses[-1].backward()
        optimizer.step()
    return [loss.item() for loss in losses]


# %% wrong: loss_in_place_of_perplexity
def perplexity(model, batch):
    labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
    with torch.no_grad():
        return model.eval()(**batch, labels=labels).loss.item()


def tune(model, batches, optimizer):
    losses = []
    for batch in batches:
        labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
        optimizer.zero_grad()
        losses.append(model.train()(**batch, labels=labels).loss)
        losses[-1].backward()
        optimizer.step()
    return [loss.item() for loss in losses]


# %% wrong: never_steps
def perplexity(model, batch):
    labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
    with torch.no_grad():
        return model.eval()(**batch, labels=labels).loss.exp().item()


def tune(model, batches, optimizer):
    losses = []
    for batch in batches:
        labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
        optimizer.zero_grad()
        losses.append(model.train()(**batch, labels=labels).loss)
        losses[-1].backward()
    return [loss.item() for loss in losses]


# %% wrong: labels_shifted_once_more
def perplexity(model, batch):
    labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
    with torch.no_grad():
        return model.eval()(**batch, labels=labels).loss.exp().item()


def tune(model, batches, optimizer):
    losses = []
    for batch in batches:
        labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
        labels = labels.roll(-1, dims=1)
        optimizer.zero_grad()
        losses.append(model.train()(**batch, labels=labels).loss)
        losses[-1].backward()
        optimizer.step()
    return [loss.item() for loss in losses]


# %% right: flat_rows_and_sums
def perplexity(model, batch):
    model.train(False)
    total = count = 0
    for ids, length in zip(batch["input_ids"], batch["attention_mask"].sum(dim=1)):
        with torch.no_grad():
            logits = model(ids[None, :length]).logits[0, :-1]
        total += cross_entropy(logits, ids[1:length], reduction="sum").item()
        count += len(logits)
    return float(np.exp(total / count))


def tune(model, batches, optimizer):
    losses = []
    model.train()
    for batch in batches:
        real = batch["attention_mask"][:, 1:] == 1
        logits = model(**batch).logits[:, :-1][real]
        loss = cross_entropy(logits, batch["input_ids"][:, 1:][real])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


# %% wrong: training_mode_missing
def perplexity(model, batch):
    labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
    with torch.no_grad():
        return model.eval()(**batch, labels=labels).loss.exp().item()


def tune(model, batches, optimizer):
    losses = []
    for batch in batches:
        labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
        optimizer.zero_grad()
        losses.append(model(**batch, labels=labels).loss)
        losses[-1].backward()
        optimizer.step()
    return [loss.item() for loss in losses]
