# Gradients and training.

# %% gradients_reach_its_model
# %% answer
class Net5(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


# %% wrong
class Net5(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x).detach().requires_grad_()


# %% check
n = Net5()
l = (n(torch.ones(3, 2)) ** 2).mean()
l.backward()
assert n.fc.weight.grad is not None


# %% a_check_trains_its_model
# %% answer
class Net9(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


# %% wrong
class Net9(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x).detach() + 0 * self.fc(x)


# %% check
n = Net9()
o = torch.optim.SGD(n.parameters(), lr=0.1)
x = torch.ones(3, 2)
y = torch.zeros(3, 1)
first = None
for _ in range(5):
    o.zero_grad()
    l = ((n(x) - y) ** 2).mean()
    first = first or l.item()
    l.backward()
    o.step()
assert l.item() < first


# %% a_check_overfits_its_model
# %% answer
class Net54(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 8)
        self.b = nn.Linear(8, 2)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)))


# %% check
torch.manual_seed(0)
m = Net54()
o = torch.optim.Adam(m.parameters(), lr=0.05)
x = torch.randn(8, 2)
y = (x[:, 0] > 0).long()
for _ in range(60):
    o.zero_grad()
    l = nn.functional.cross_entropy(m(x), y)
    l.backward()
    o.step()
assert l.item() < 0.3


# %% a_loss_of_the_check
# %% answer
class Net53(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 4)
        self.b = nn.Linear(4, 2)

    def forward(self, x):
        return self.b(torch.relu(self.a(x)))


# %% check
m = Net53()
x = torch.randn(4, 2)
out = m(x)
crit = nn.CrossEntropyLoss()
loss = crit(out, torch.tensor([0, 1, 0, 1]))
loss.backward()
assert all((p.grad is not None and torch.isfinite(p.grad).all() for p in m.parameters()))


# %% gradients_reach_an_argument
# %% answer
def f50(x):
    return x**3


# %% wrong
def f50(x):
    return x.detach() ** 3 + 0 * x


# %% check
x = torch.tensor([2.0], requires_grad=True)
y = f50(x)
y.backward()
assert x.grad.item() == 12.0


# %% gradients_as_a_function
# %% answer
def f51(x):
    return x**3


# %% check
x = torch.tensor([2.0], requires_grad=True)
(g,) = torch.autograd.grad(f51(x), x)
assert g.item() == 12.0


# %% gradients_compared_with_differences
# %% answer
def f55(x):
    return (x**2).sum()


# %% wrong
def f55(x):
    return (x.detach() * x).sum()


# %% check
x = torch.randn(3, dtype=torch.double, requires_grad=True)
assert torch.autograd.gradcheck(f55, (x,))


# %% a_function_with_its_own_gradient
# %% answer
class MyRelu56(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (x > 0)


# %% wrong
class MyRelu56(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        return g


# %% check
x = torch.tensor([-1.0, 2.0], requires_grad=True)
MyRelu56.apply(x).sum().backward()
assert x.grad.tolist() == [0, 1]


# %% a_loss_of_its_own
# %% answer
def f52(a, b):
    return ((a - b) ** 2).mean()


# %% check
p = torch.zeros(3, requires_grad=True)
l = f52(p, torch.ones(3))
l.backward()
assert p.grad is not None and p.grad.shape == (3,)


# %% it_keeps_the_graph
# %% answer
def f53(x):
    return x * 2


# %% check
assert (
    f53(torch.ones(2, requires_grad=True)).requires_grad
    and f53(torch.ones(2, requires_grad=True)).grad_fn is not None
)


# %% it_leaves_the_graph
# %% answer
def f61(x):
    return x.detach()


# %% check
assert f61(torch.ones(2, requires_grad=True)).requires_grad is False


# %% an_optimizer_for_a_model_of_the_check
# %% answer
def make8(model):
    return torch.optim.SGD(model.parameters(), lr=0.1)


# %% check
m = nn.Linear(2, 1)
o = make8(m)
before = m.weight.clone()
m(torch.ones(1, 2)).sum().backward()
o.step()
assert not torch.equal(before, m.weight)


# %% a_step_of_training
# %% answer
def step50(m, o, x):
    o.zero_grad()
    l = (m(x) ** 2).mean()
    l.backward()
    o.step()
    return l.item()


# %% wrong
def step50(m, o, x):
    return float(len(o.param_groups))


# %% check
m = nn.Linear(1, 1)
o = torch.optim.SGD(m.parameters(), lr=0.1)
w = m.weight.clone()
l = step50(m, o, torch.ones(2, 1))
assert isinstance(l, float) and (not torch.equal(w, m.weight))
l2 = step50(m, o, torch.ones(2, 1))
assert l2 < l


# %% an_optimizer_that_comes_later
# %% answer
def count51(m):
    return sum((p.numel() for p in m.parameters()))


def step51(m, o):
    o.zero_grad()
    (m(torch.ones(1, 1)) ** 2).sum().backward()
    o.step()


# %% check
m = nn.Linear(1, 1)
assert count51(m) == 2
o = torch.optim.SGD(m.parameters(), lr=0.1)
w = m.weight.clone()
step51(m, o)
assert not torch.equal(w, m.weight)


# %% fits_a_line
# %% answer
def fit49(m, x, y, n):
    o = torch.optim.SGD(m.parameters(), lr=0.1)
    out = []
    for _ in range(n):
        o.zero_grad()
        l = ((m(x) - y) ** 2).mean()
        l.backward()
        o.step()
        out.append(l.item())
    return out


# %% check
m = nn.Linear(1, 1)
nn.init.zeros_(m.weight)
nn.init.zeros_(m.bias)
x = torch.linspace(-1, 1, 20).unsqueeze(1)
y = 2 * x + 1
losses = fit49(m, x, y, 200)
assert losses[-1] < 0.05 and abs(m.weight.item() - 2) < 0.3


# %% freezes_a_model_of_the_check
# %% answer
def f54(m):
    for p in m[0].parameters():
        p.requires_grad = False


# %% wrong
def f54(m):
    for p in m.parameters():
        p.requires_grad = False


# %% check
m = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 1))
f54(m)
assert not m[0].weight.requires_grad and m[1].weight.requires_grad


# %% a_model_that_is_frozen_in_part
# %% answer
class N57(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2)
        self.b = nn.Linear(2, 2)


def make57():
    m = N57()
    for p in m.a.parameters():
        p.requires_grad_(False)
    return m


# %% check
m = make57()
assert not any(p.requires_grad for p in m.a.parameters()) and all(p.requires_grad for p in m.b.parameters())


# %% a_check_sets_weights
# %% answer
class Net49(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


# %% wrong
class Net49(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return nn.functional.linear(x, torch.ones(1, 2))


# %% check
n = Net49()
with torch.no_grad():
    n.fc.weight.fill_(2.0)
    n.fc.bias.zero_()
assert torch.allclose(n(torch.ones(1, 2)), torch.tensor([[4.0]]))


# %% a_module_of_its_own
# %% answer
class Conv52(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.l = nn.Linear(n, n)

    def forward(self, x):
        return torch.relu(self.l(x))


# %% check
c = Conv52(3)
assert (
    isinstance(c, nn.Module)
    and sum(p.numel() for p in c.parameters() if p.requires_grad) == 12
    and c(torch.zeros(2, 3)).shape == torch.Size([2, 3])
    and isinstance(c.l, nn.Linear)
    and isinstance(c.l.weight, nn.Parameter)
    and "l.weight" in c.state_dict()
)


# %% a_hook
# %% answer
class Net75(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


# %% check
n = Net75()
seen = []
n.fc.register_forward_hook(lambda m, i, o: seen.append(o.shape))
n(torch.ones(3, 2))
assert seen == [(3, 1)]


# %% part_of_a_larger_model
# %% answer
class Net42(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


# %% check
m = nn.Sequential(Net42(), nn.Sigmoid())
assert m(torch.ones(3, 2)).shape == (3, 1)


# %% a_dataset_in_a_loader
# %% answer
class D39(torch.utils.data.Dataset):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return torch.tensor([float(i)])


# %% check
ds = D39(10)
batches = [b for b in torch.utils.data.DataLoader(ds, batch_size=4)]
assert [len(b) for b in batches] == [4, 4, 2] and isinstance(ds, torch.utils.data.Dataset)


# %% a_function_that_collates
# %% answer
def c40(rows):
    return nn.utils.rnn.pad_sequence([torch.tensor(r) for r in rows], batch_first=True)


# %% check
dl = torch.utils.data.DataLoader([[1, 2], [3]], batch_size=2, collate_fn=c40)
assert [b.tolist() for b in dl] == [[[1, 2], [3, 0]]]


# %% accumulates
# %% answer
class Net38(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


# %% check
n = Net38()
n(torch.ones(1, 2)).sum().backward()
g1 = n.fc.weight.grad.clone()
n(torch.ones(1, 2)).sum().backward()
assert torch.equal(n.fc.weight.grad, 2 * g1)
n.zero_grad()
assert n.fc.weight.grad is None


# %% autograd_grad_of_parameters
# %% answer
class Net37(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x):
        return self.fc(x)


# %% check
n = Net37()
gs = torch.autograd.grad(n(torch.ones(3, 2)).sum(), n.parameters())
assert [g.shape for g in gs] == [(1, 2), (1,)] and torch.all(gs[0] == 3)


# %% no_grad_outside
# %% answer
def step28(model, x):
    if not torch.is_grad_enabled():
        return "eval"
    return "train"


# %% check
with torch.no_grad():
    assert step28(None, None) == "eval"
assert step28(None, None) == "train"


# %% device
# %% answer
device14 = torch.device("cuda" if torch.cuda.is_available() else "cpu")
model14 = nn.Linear(2, 1).to(device14)
# %% check
x = torch.randn(4, 2).to(device14)
assert model14(x).shape == (4, 1)
assert next(model14.parameters()).device == device14


# %% optimizer_is_called
# %% answer
def step41(model, opt, x, y):
    opt.zero_grad()
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    opt.step()
    return loss


# %% wrong
def step41(model, opt, x, y):
    loss = nn.functional.mse_loss(model(x), y)
    loss.backward()
    opt.step()
    return loss


# %% check
from unittest.mock import MagicMock

m = nn.Linear(1, 1)
opt = MagicMock()
step41(m, opt, torch.ones(1, 1), torch.ones(1, 1))
opt.zero_grad.assert_called_once()
opt.step.assert_called_once()


# %% default_dtype
# %% answer
def zeros29(n):
    return torch.zeros(n)


# %% check
torch.set_default_dtype(torch.float64)
try:
    assert zeros29(3).dtype == torch.float64
finally:
    torch.set_default_dtype(torch.float32)


# %% an_answer_minimizes_a_function_of_the_check
# %% answer
def minimize1(f, x0, lr, steps):
    x = torch.tensor(x0, requires_grad=True)
    for _ in range(steps):
        loss = f(x)
        loss.backward()
        with torch.no_grad():
            x -= lr * x.grad
        x.grad.zero_()
    return x.item()


# %% wrong
def minimize1(f, x0, lr, steps):
    return x0


# %% check
assert abs(minimize1(lambda x: (x - 3) ** 2, 0.0, 0.1, 100) - 3) < 1e-3


# %% a_gradient_of_a_function_of_the_check
# %% answer
def grad2(f, x):
    x = x.clone().requires_grad_(True)
    (g,) = torch.autograd.grad(f(x), x)
    return g


# %% wrong
def grad2(f, x):
    return x


# %% check
def cube(x):
    return (x**3).sum()


assert torch.allclose(grad2(cube, torch.tensor([1.0, 2.0])), torch.tensor([3.0, 12.0]))


# %% training_with_a_loss_of_the_check
# %% answer
def train3(model, loss_fn, x, y, steps=50, lr=0.1):
    opt = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(steps):
        opt.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        opt.step()
    return loss.item()


# %% wrong
def train3(model, loss_fn, x, y, steps=50, lr=0.1):
    return loss_fn(model(x), y).item()


# %% check
torch.manual_seed(0)
model = nn.Linear(1, 1)
x = torch.linspace(-1, 1, 16).unsqueeze(1)
y = 3 * x + 1


def my_mse(p, t):
    return ((p - t) ** 2).mean()


assert train3(model, my_mse, x, y, 200) < 0.01


# %% training_a_model_whose_class_the_check_defines
# %% answer
def train4(model, loader, criterion, optimizer):
    model.train()
    total = 0.0
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(xb)
    return total / len(loader.dataset)


# %% wrong
def train4(model, loader, criterion, optimizer):
    model.train()
    total = 0.0
    for xb, yb in loader:
        total += criterion(model(xb), yb).item() * len(xb)
    return total / len(loader.dataset)


# %% check
class Tiny(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)

    def forward(self, x):
        return self.fc(x)


torch.manual_seed(0)
m = Tiny()
x = torch.randn(32, 2)
y = (x[:, 0] > 0).long()
loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=8)
opt = torch.optim.SGD(m.parameters(), lr=0.5)
losses = [train4(m, loader, nn.CrossEntropyLoss(), opt) for _ in range(5)]
assert losses[-1] < losses[0]


# %% an_optimizer_of_the_models_own_parameters
# %% answer
def make_opt13(model):
    decay = [p for n, p in model.named_parameters() if "bias" not in n]
    rest = [p for n, p in model.named_parameters() if "bias" in n]
    return torch.optim.AdamW(
        [{"params": decay, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}],
        lr=3e-4,
        betas=(0.9, 0.95),
    )


# %% wrong
def make_opt13(model):
    return torch.optim.AdamW(model.parameters(), lr=3e-4, betas=(0.9, 0.95))


# %% check
m = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
o = make_opt13(m)
assert isinstance(o, torch.optim.AdamW)
assert len(o.param_groups) == 2
assert o.param_groups[0]["weight_decay"] == 0.1 and o.param_groups[1]["weight_decay"] == 0.0
assert o.defaults["betas"] == (0.9, 0.95)
ids = {id(p) for g in o.param_groups for p in g["params"]}
assert ids == {id(p) for p in m.parameters()}


# %% hooks_that_are_left_on_a_model
# %% answer
def activations23(model, x):
    out, handles = {}, []
    for name, mod in model.named_children():
        handles.append(
            mod.register_forward_hook(lambda m, i, o, name=name: out.__setitem__(name, o.detach()))
        )
    model(x)
    for h in handles:
        h.remove()
    return out


# %% wrong
def activations23(model, x):
    out = {}
    for name, mod in model.named_children():
        mod.register_forward_hook(lambda m, i, o, name=name: out.__setitem__(name, o.detach()))
    model(x)
    return out


# %% check
m = nn.Sequential(nn.Linear(2, 3), nn.ReLU())
x = torch.randn(4, 2)
acts = activations23(m, x)
assert list(acts) == ["0", "1"] and torch.equal(acts["1"], m(x))
assert len(m[0]._forward_hooks) == 0


# %% a_gradient_through_two_functions_of_the_check
# %% answer
def fgsm40(model, loss_fn, x, y, eps):
    x = x.clone().detach().requires_grad_(True)
    loss_fn(model(x), y).backward()
    return (x + eps * x.grad.sign()).detach()


# %% check
w = torch.tensor([1.0, -2.0])
adv = fgsm40(lambda x: x @ w, lambda p, y: ((p - y) ** 2).sum(), torch.zeros(1, 2), torch.tensor([1.0]), 0.1)
assert torch.allclose(adv, torch.tensor([[-0.1, 0.1]]))


# %% an_answer_trains_a_module_of_the_check
# %% answer
def fit41(model, x, y):
    o = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(100):
        o.zero_grad()
        ((model(x) - y) ** 2).mean().backward()
        o.step()
    return model


# %% check
class Line(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return self.w * x


m = Line()
x = torch.linspace(-1, 1, 10)
fit41(m, x, 3 * x)
assert abs(m.w.item() - 3) < 0.1


# %% parameters_are_the_models_own
# %% answer
def opt40(model, lr):
    return torch.optim.SGD(model.parameters(), lr=lr)


# %% check
m = nn.Linear(2, 1)
o = opt40(m, 0.1)
assert all(a is b for a, b in zip(o.param_groups[0]["params"], m.parameters()))


# %% modes_of_a_module_of_the_check
# %% answer
def predict42(model, x):
    model.eval()
    with torch.no_grad():
        return model(x).argmax(1)


# %% wrong
def predict42(model, x):
    return model(x).argmax(1)


# %% check
class Spy(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc, self.seen = nn.Linear(2, 2), []

    def forward(self, x):
        self.seen.append((self.training, torch.is_grad_enabled()))
        return self.fc(x)


m = Spy()
predict42(m, torch.ones(1, 2))
assert m.seen == [(False, False)]


# %% a_scheduler_of_the_check_on_an_optimizer_of_the_answer
# %% answer
def opt10(params):
    return torch.optim.SGD(params, lr=1.0)


# %% check
p = nn.Parameter(torch.zeros(1))
o = opt10([p])
s = torch.optim.lr_scheduler.ExponentialLR(o, 0.5)
o.step()
s.step()
assert o.param_groups[0]["lr"] == 0.5
