# %% right: einsum_and_a_loop_over_mixed_rows
def features(body, batch):
    body.eval()
    with torch.inference_mode():
        states = body(**batch).last_hidden_state.clone()
    mask = batch["attention_mask"].to(states.dtype)
    return torch.einsum("twd,tw->td", states, mask / mask.sum(dim=1, keepdim=True)).clone()


def train_head(states, labels):
    states = states.detach().clone()
    head = torch.nn.Linear(states.size(1), 2)
    optimizer = torch.optim.Adam(head.parameters(), lr=3e-3)
    for _ in range(20):
        for part in torch.randperm(len(labels)).split(64):
            loss = cross_entropy(head(states[part]), labels[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return head


# %% right: text_by_text_and_weights_from_scikit_learn
def features(body, batch):
    body.train(False)
    rows = []
    for place in range(len(batch["input_ids"])):
        kept = batch["attention_mask"][place].bool()
        ids = batch["input_ids"][place][kept][None]
        with torch.no_grad():
            rows.append(body(input_ids=ids).last_hidden_state[0].mean(dim=0))
    return torch.stack(rows)


def train_head(states, labels):
    found = LogisticRegression(C=0.3, max_iter=2000).fit(states.numpy(), labels.numpy())
    head = torch.nn.Linear(states.shape[1], 2)
    with torch.no_grad():
        head.weight.zero_(), head.bias.zero_()
        head.weight[1] = torch.tensor(found.coef_[0], dtype=torch.float32)
        head.bias[1] = float(found.intercept_[0])
    return head


# %% wrong: counts_padding_as_tokens
def features(body, batch):
    with torch.no_grad():
        return body.eval()(**batch).last_hidden_state.mean(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: mask_forgotten_in_the_model
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(input_ids=batch["input_ids"]).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: first_token_alone
def features(body, batch):
    with torch.no_grad():
        return body.eval()(**batch).last_hidden_state[:, 0]


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: body_trained_along
def features(body, batch):
    optimizer = torch.optim.SGD(body.parameters(), lr=1e-4)
    states = body.eval()(**batch).last_hidden_state
    states.square().mean().backward()
    optimizer.step()
    mask = batch["attention_mask"].unsqueeze(-1)
    return ((states * mask).sum(dim=1) / mask.sum(dim=1)).detach()


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: dropout_left_on
def features(body, batch):
    with torch.no_grad():
        states = body(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: with_gradients
def features(body, batch):
    states = body.eval()(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states.detach()), labels).backward()
        optimizer.step()
    return head


# %% wrong: majority_class
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    with torch.no_grad():
        head.weight.zero_()
        head.bias.copy_(torch.bincount(labels, minlength=2).float())
    return head


# %% wrong: head_is_never_trained
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    for _ in range(100):
        cross_entropy(head(states), labels).backward()
    return head


# %% wrong: learns_the_opposite
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01, maximize=True)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% right: numpy_and_least_squares
def features(body, batch):
    copied = copy.deepcopy(body).eval().requires_grad_(False)
    states = copied(**batch).last_hidden_state.numpy()
    mask = batch["attention_mask"].numpy().astype(bool)
    return torch.from_numpy(np.stack([rows[kept].mean(axis=0) for rows, kept in zip(states, mask)]))


def train_head(states, labels):
    ones = torch.ones(len(states), 1)
    found = torch.linalg.lstsq(torch.cat([states, ones], dim=1), torch.eye(2)[labels]).solution
    head = torch.nn.Linear(states.shape[1], 2)
    head.load_state_dict({"weight": found[:-1].T, "bias": found[-1]})
    return head


# %% right: mode_put_back_and_inference_mode
@torch.inference_mode()
def features(body, batch):
    training = body.training
    body.eval()
    states = body(batch["input_ids"], batch["attention_mask"])[0]
    body.train(training)
    padding = batch["attention_mask"][:, :, None] == 0
    return states.masked_fill(padding, torch.nan).nanmean(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[-1], 2)
    optimizer = torch.optim.LBFGS(head.parameters(), max_iter=30)

    def loss():
        optimizer.zero_grad()
        value = cross_entropy(head(states), labels) + 0.01 * head.weight.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return head


# %% wrong: divides_by_the_padded_length
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(**batch).last_hidden_state
    return (states * batch["attention_mask"].unsqueeze(-1)).mean(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: leaves_out_the_special_tokens
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(**batch).last_hidden_state
    mask = batch["attention_mask"].clone()
    mask[range(len(mask)), mask.sum(dim=1) - 1] = 0
    mask[:, 0] = 0
    mask = mask.unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: trained_on_the_test_split
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    states, labels = vectors["test"], answers["test"]
    head = torch.nn.Linear(states.shape[1], 2)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: two_layers_in_place_of_a_linear_one
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    width = states.shape[1]
    head = torch.nn.Sequential(torch.nn.Linear(width, 32), torch.nn.ReLU(), torch.nn.Linear(32, 2))
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.003)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward()
        optimizer.step()
    return head


# %% wrong: backward_without_parentheses
def features(body, batch):
    with torch.no_grad():
        states = body.eval()(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1)
    return (states * mask).sum(dim=1) / mask.sum(dim=1)


def train_head(states, labels):
    head = torch.nn.Linear(states.shape[1], 2)
    torch.nn.init.zeros_(head.weight)
    optimizer = torch.optim.AdamW(head.parameters(), lr=0.01)
    for _ in range(100):
        optimizer.zero_grad()
        cross_entropy(head(states), labels).backward
        optimizer.step()
    return head
