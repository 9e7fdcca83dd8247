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


# %% right: one_body_after_the_other
def learning_curve(score, rows, sizes, seeds):
    curves = {}
    for body in ["random", "pretrained"]:
        curves[body] = {}
        for size in sizes:
            curves[body][size] = []
            for seed in seeds:
                random.seed(seed)
                curves[body][size].append(score(random.sample(list(range(rows)), size), body))
    return curves


# %% right: scikit_learn_draws_without_replacement
def learning_curve(score, rows, sizes, seeds):
    from sklearn.utils import resample

    def accuracies(body, size):
        draws = (resample(range(rows), replace=False, n_samples=size, random_state=seed) for seed in seeds)
        return np.array([score(draw, body) for draw in draws])

    return {body: {size: accuracies(body, size) for size in sizes} for body in ("pretrained", "random")}


# %% right: smaller_choices_within_larger_ones_by_keys
def learning_curve(score, rows, sizes, seeds):
    from collections import defaultdict

    curves = {"pretrained": defaultdict(list), "random": defaultdict(list)}
    for seed in seeds:
        dice = random.Random(f"seed {seed}")
        order = sorted(range(rows), key=lambda row: dice.random())
        for size in reversed(list(sizes)):
            for body in curves:
                curves[body][size].append(score(sorted(order[:size]), body))
    return curves


# %% right: one_generator_for_each_seed
def learning_curve(score, rows, sizes, seeds):
    dice = {seed: np.random.RandomState(seed) for seed in seeds}
    chosen = {
        (size, seed): [int(row) for row in dice[seed].choice(rows, size, replace=False)]
        for size, seed in product(sizes, seeds)
    }
    return {
        body: {size: [score(chosen[size, seed], body) for seed in seeds] for size in sizes}
        for body in ("pretrained", "random")
    }


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


# %% wrong: one_generator_goes_on_from_body_to_body
def learning_curve(score, rows, sizes, seeds):
    curves = {"pretrained": {}, "random": {}}
    for size in sizes:
        dice = [random.Random(seed) for seed in seeds]
        for body in curves:
            curves[body][size] = [score(die.sample(range(rows), size), body) for die in dice]
    return curves


# %% wrong: one_seed_set_at_the_start
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    random.seed(0)
    for size, seed in product(sizes, seeds):
        chosen = random.sample(range(rows), size)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: seeds_are_only_counted
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size in sizes:
        for number in range(len(seeds)):
            chosen = random.Random(number).sample(range(rows), size)
            for body, curve in curves.items():
                curve[size].append(score(chosen, body))
    return curves


# %% wrong: a_block_that_begins_at_the_seed
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = [(seed + step) % rows for step in range(size)]
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: a_block_at_a_place_chosen_by_chance
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        start = random.Random(seed).randrange(rows - size + 1)
        for body, curve in curves.items():
            curve[size].append(score(list(range(start, start + size)), body))
    return curves


# %% wrong: the_next_rows_for_each_seed
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size in sizes:
        for number, seed in enumerate(seeds):
            chosen = [(number * size + step) % rows for step in range(size)]
            for body, curve in curves.items():
                curve[size].append(score(chosen, body))
    return curves


# %% wrong: the_size_is_the_seed
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(size).sample(range(rows), size)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: generator_outside_the_function
dice = random.Random(0)


def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = dice.sample(range(rows), size)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: always_out_of_400
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).sample(range(400), size)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: rows_counted_from_one
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).sample(range(1, rows + 1), size)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: cannot_take_all_rows
def learning_curve(score, rows, sizes, seeds):
    from sklearn.model_selection import train_test_split

    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen, _ = train_test_split(range(rows), train_size=size, random_state=seed)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: a_mask_of_about_that_many_rows
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = np.flatnonzero(np.random.default_rng(seed).random(rows) < size / rows).tolist()
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: a_number_of_rows_in_place_of_a_list
def learning_curve(score, rows, sizes, seeds):
    return {
        body: {size: [score([size], body) for seed in seeds] for size in sizes}
        for body in ("pretrained", "random")
    }


# %% wrong: by_size_first
def learning_curve(score, rows, sizes, seeds):
    curves = {size: {"pretrained": [], "random": []} for size in sizes}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).sample(range(rows), size)
        for body, curve in curves[size].items():
            curve.append(score(chosen, body))
    return curves


# %% wrong: by_seed
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: {} for size in sizes} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).sample(range(rows), size)
        for body, curve in curves.items():
            curve[size][seed] = score(chosen, body)
    return curves


# %% wrong: best_seed_alone
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {} for body in ("pretrained", "random")}
    for body, size in product(curves, sizes):
        draws = [random.Random(seed).sample(range(rows), size) for seed in seeds]
        curves[body][size] = [max(score(draw, body) for draw in draws)]
    return curves


# %% wrong: lists_in_place_of_dicts
def learning_curve(score, rows, sizes, seeds):
    curves = {body: [] for body in ("pretrained", "random")}
    for body, size in product(curves, sizes):
        draws = [random.Random(seed).sample(range(rows), size) for seed in seeds]
        curves[body].append([score(draw, body) for draw in draws])
    return curves


# %% wrong: one_list_shared_by_all_sizes
def learning_curve(score, rows, sizes, seeds):
    curves = {body: dict.fromkeys(sizes, []) for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).sample(range(rows), size)
        for body, curve in curves.items():
            curve[size].append(score(chosen, body))
    return curves


# %% wrong: only_the_last_seed_is_kept
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {} for body in ("pretrained", "random")}
    for size, seed in product(sizes, seeds):
        chosen = random.Random(seed).sample(range(rows), size)
        for body, curve in curves.items():
            curve[size] = [score(chosen, body)]
    return curves


# %% wrong: returns_after_the_first_size
def learning_curve(score, rows, sizes, seeds):
    curves = {body: {size: [] for size in sizes} for body in ("pretrained", "random")}
    for size in sizes:
        for seed in seeds:
            chosen = random.Random(seed).sample(range(rows), size)
            for body, curve in curves.items():
                curve[size].append(score(chosen, body))
        return curves
