# %% right: counts_hits_and_texts
def training_step(model, batch, optimizer, scheduler):
    model.train()
    for weight in model.parameters():
        weight.grad = None
    output = model(**batch)
    output.loss.backward()
    optimizer.step()
    scheduler.step()
    return float(output.loss)


def evaluate(model, batches):
    model.train(False)
    hits = texts = 0
    for batch in batches:
        with torch.inference_mode():
            said = model(**batch).logits.max(dim=1).indices
        hits += int((said == batch["labels"]).sum())
        texts += len(said)
    return hits / texts


# %% right: loss_by_hand_and_numpy
def training_step(model, batch, optimizer, scheduler):
    optimizer.zero_grad(set_to_none=False)
    inputs = {name: values for name, values in batch.items() if name != "labels"}
    loss = cross_entropy(model.train()(**inputs).logits, batch["labels"])
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.detach().numpy()


@torch.no_grad()
def evaluate(model, batches):
    model.eval()
    said = np.concatenate([model(**batch).logits.numpy().argmax(axis=1) for batch in batches])
    return np.mean(said == np.concatenate([batch["labels"].numpy() for batch in batches]))


# %% wrong: zero_grad_missing
def training_step(model, batch, optimizer, scheduler):
    model.train()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: zero_grad_between_backward_and_step
def training_step(model, batch, optimizer, scheduler):
    model.train()
    loss = model(**batch).loss
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: zero_grad_only_at_the_end
def training_step(model, batch, optimizer, scheduler):
    model.train()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    optimizer.zero_grad()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: scheduler_before_optimizer
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    scheduler.step()
    optimizer.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: no_scheduler
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: no_training_mode
def training_step(model, batch, optimizer, scheduler):
    model.eval()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: loss_with_its_graph_after_two_steps
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    optimizer.step()
    scheduler.step()
    return loss


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: loss_after_the_step
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    model(**batch).loss.backward()
    optimizer.step()
    scheduler.step()
    return model(**batch).loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: eval_missing
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: mean_over_batches
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [(model(**b).logits.argmax(dim=-1) == b["labels"]).float().mean() for b in batches]
    return torch.stack(hits).mean().item()


# %% wrong: evaluates_with_gradients
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: accuracy_of_the_last_batch
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    for batch in batches:
        with torch.no_grad():
            said = model(**batch).logits.argmax(dim=-1)
    return (said == batch["labels"]).float().mean().item()


# %% right: a_closure_and_a_weighted_mean
def training_step(model, batch, optimizer, scheduler):
    model.train()

    def closure():
        optimizer.zero_grad()
        loss = model(**batch).loss
        loss.backward()
        return loss

    loss = optimizer.step(closure)
    scheduler.step()
    return loss.detach().item()


def evaluate(model, batches):
    model.eval()
    sizes, shares = [], []
    with torch.set_grad_enabled(False):
        for batch in batches:
            said = torch.softmax(model(**batch)["logits"], dim=-1).argmax(dim=-1)
            sizes.append(len(said))
            shares.append((said == batch["labels"]).double().mean().item())
    return float(np.average(shares, weights=sizes))


# %% right: gradients_set_by_hand
def training_step(model, batch, optimizer, scheduler):
    weights = list(model.train().parameters())
    loss = model(**batch)[0]
    for weight, slope in zip(weights, torch.autograd.grad(loss, weights, allow_unused=True)):
        weight.grad = slope
    optimizer.step()
    optimizer.zero_grad()
    scheduler.step()
    return loss.tolist()


def evaluate(model, batches):
    was_training = model.training
    model.eval()
    pairs = []
    with torch.inference_mode():
        for batch in batches:
            inputs = {name: batch[name] for name in batch if name != "labels"}
            pairs += zip(model(**inputs).logits.tolist(), batch["labels"].tolist())
    model.train(was_training)
    return sum(row.index(max(row)) == label for row, label in pairs) / len(pairs)


# %% wrong: loss_with_its_graph
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: mode_left_as_it_was
def training_step(model, batch, optimizer, scheduler):
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: no_step_of_the_optimizer
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: backward_missing
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: gradients_clipped_as_in_another_course
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 0.1)
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: takes_the_last_batch_as_full
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = sum((model(**batch).logits.argmax(dim=-1) == batch["labels"]).sum() for batch in batches)
    return hits.item() / (len(batches) * len(batches[0]["labels"]))


# %% wrong: leaves_the_last_batch_out
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    full = [batch for batch in batches if len(batch["labels"]) == len(batches[0]["labels"])]
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in full]
    return torch.cat(hits).float().mean().item()


# %% wrong: argmax_over_the_texts
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=0).eq(batch["labels"][:3]) for batch in batches]
    return torch.cat(hits).float().mean().item()


# %% wrong: a_count_in_place_of_a_share
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [model(**batch).logits.argmax(dim=-1) == batch["labels"] for batch in batches]
    return torch.cat(hits).sum().item()


# %% wrong: two_classes_taken_for_granted
def training_step(model, batch, optimizer, scheduler):
    model.train()
    optimizer.zero_grad()
    loss = model(**batch).loss
    loss.backward()
    optimizer.step()
    scheduler.step()
    return loss.item()


def evaluate(model, batches):
    model.eval()
    with torch.no_grad():
        hits = [(model(**b).logits[:, 1] > model(**b).logits[:, 0]) == b["labels"] for b in batches]
    return torch.cat(hits).float().mean().item()
