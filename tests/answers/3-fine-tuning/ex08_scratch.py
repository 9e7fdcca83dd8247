# %% right: numpy_draws_and_a_loop_in_another_order
def learning_curve(score, rows, sizes, seeds):
    curves = {"random": {}, "pretrained": {}}
    for size in sizes:
        choices = [np.random.default_rng([seed, size]).permutation(rows)[:size] for seed in seeds]
        for body in curves:
            curves[body][size] = [score(choice.tolist(), body) for choice in choices]
    return curves


# %% right: shuffles_a_list_and_takes_the_first
def learning_curve(score, rows, sizes, seeds):
    def chosen(seed, size):
        numbers = list(range(rows))
        random.seed(seed)
        random.shuffle(numbers)
        return numbers[:size]

    return {
        body: {size: tuple(score(chosen(seed, size), body) for seed in seeds) for size in sizes}
        for body in ("pretrained", "random")
    }


# %% right: tensors_from_a_generator
def learning_curve(score, rows, sizes, seeds):
    curves = {"pretrained": {}, "random": {}}
    for size in sizes:
        for seed in seeds:
            order = torch.randperm(rows, generator=torch.Generator().manual_seed(seed))[:size].tolist()
            for body in curves:
                curves[body].setdefault(size, []).append(score(order, body))
    return curves


# %% wrong: other_rows_for_each_body
def learning_curve(score, rows, sizes, seeds):
    curves = {"pretrained": {}, "random": {}}
    for number, body in enumerate(curves):
        for size in sizes:
            draws = [random.Random(seed + 1000 * number) for seed in seeds]
            curves[body][size] = [score(draw.sample(range(rows), size), body) for draw in draws]
    return curves


# %% wrong: the_same_rows_for_every_seed
def learning_curve(score, rows, sizes, seeds):
    curves = {"pretrained": {}, "random": {}}
    for body, size in product(curves, sizes):
        chosen = random.Random(0).sample(range(rows), size)
        curves[body][size] = [score(chosen, body) for seed in seeds]
    return curves


# %% wrong: always_the_first_rows
def learning_curve(score, rows, sizes, seeds):
    return {
        body: {size: [score(list(range(size)), body) for seed in seeds] for size in sizes}
        for body in ("pretrained", "random")
    }


# %% wrong: rows_may_come_twice
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).choices(range(rows), k=size)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: no_seed
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random().sample(range(rows), size)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: means_in_place_of_lists
def learning_curve(score, rows, sizes, seeds):
    curves = {"pretrained": {}, "random": {}}
    for body, size in product(curves, sizes):
        draws = [random.Random(seed).sample(range(rows), size) for seed in seeds]
        curves[body][size] = np.mean([score(draw, body) for draw in draws])
    return curves


# %% wrong: bodies_exchanged
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).sample(range(rows), size)
        for body in curves:
            curves["random" if body == "pretrained" else "pretrained"][size].append(score(chosen, body))
    return curves


# %% wrong: only_one_body_is_trained
def learning_curve(score, rows, sizes, seeds):
    found = {
        size: [score(random.Random(seed).sample(range(rows), size), "pretrained") for seed in seeds]
        for size in sizes
    }
    return {"pretrained": found, "random": found}


# %% wrong: one_row_too_few
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).sample(range(rows), size)[1:]
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves
