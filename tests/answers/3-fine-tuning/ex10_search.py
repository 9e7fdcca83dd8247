# %% right: index_numbers_and_numpy
def search(space, budget, trial, seed):
    keys, values = list(space), list(space.values())
    shape = [len(value) for value in values]
    count = int(np.prod(shape))
    order = np.random.default_rng(seed).permutation(count)[:budget]
    tried, best = [], None
    for number in order:
        places = np.unravel_index(number, shape)
        settings = {key: value[place] for key, value, place in zip(keys, values, places)}
        tried.append((settings, trial(settings, "validation")))
        if best is None or tried[-1][1] > best[1]:
            best = tried[-1]
    return {"test": trial(best[0], "test"), "validation": best[1], "settings": best[0], "tried": tried}


# %% right: shuffles_all_combinations
def search(space, budget, trial, seed):
    every = [dict(zip(space.keys(), values)) for values in product(*space.values())]
    random.seed(seed)
    random.shuffle(every)
    every = every[:budget]
    scores = [trial(settings, "validation") for settings in every]
    chosen = every[scores.index(max(scores))]
    pairs = [[settings, found] for settings, found in zip(every, scores)]
    return dict(settings=chosen, validation=max(scores), tried=pairs, test=trial(chosen, "test"))


# %% right: draws_until_there_are_enough
def search(space, budget, trial, seed):
    draw, tried = random.Random(seed), []
    total = len(list(product(*space.values())))
    while len(tried) < min(budget, total):
        settings = {name: draw.choice(values) for name, values in space.items()}
        if settings not in [old for old, _ in tried]:
            tried.append((settings, trial(settings, "validation")))
    settings, best = sorted(tried, key=lambda pair: pair[1])[-1]
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: chooses_on_the_test_split
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "test")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": trial(settings, "validation"), "test": best, "tried": tried}


# %% wrong: measures_every_trial_on_test
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    tests = [trial(settings, "test") for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": tests[drawn.index(settings)], "tried": tried}


# %% wrong: the_same_settings_may_come_twice
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).choices(every, k=min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: tries_everything
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = every
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: always_the_first_ones
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = every[:budget]
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: budget_larger_than_the_space_fails
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, budget)
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: no_seed
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random().sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: takes_the_worst
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = min(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: takes_the_last
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = tried[-1]
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: never_measures_on_test
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": best, "tried": tried}


# %% wrong: one_setting_at_a_time
def search(space, budget, trial, seed):
    first = {name: values[0] for name, values in space.items()}
    every = [{**first, name: value} for name, values in space.items() for value in values]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% right: calls_trial_by_keywords
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(one, trial(settings=one, part="validation")) for one in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    test = trial(settings=settings, part="test")
    return {"settings": settings, "validation": best, "test": test, "tried": tried}


# %% right: grows_the_combinations_and_sorts_by_random_numbers
def search(space, budget, trial, seed):
    draw, every = torch.Generator().manual_seed(seed), [{}]
    for name in space:
        every = [{**settings, name: value} for value in space[name] for settings in every]
    order = torch.rand(len(every), generator=draw).argsort().tolist()
    result = {"settings": None, "validation": -1.0, "tried": []}
    for place in order[:budget]:
        found = trial(every[place], "validation")
        result["tried"].append((every[place], found))
        if found > result["validation"]:
            result.update(settings=dict(every[place]), validation=found)
    result["test"] = trial(result["settings"], "test")
    return result


# %% wrong: seed_always_zero
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(0).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: pairs_the_values_up
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in zip(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: measures_the_best_twice_on_validation
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings = max(tried, key=lambda pair: pair[1])[0]
    best = trial(settings, "validation")
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: tried_sorted_by_accuracy
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    tried.sort(key=lambda pair: pair[1], reverse=True)
    settings, best = tried[0]
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: one_dict_for_all_trials
def search(space, budget, trial, seed):
    every = list(product(*space.values()))
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    settings, tried = {}, []
    for values in drawn:
        settings.update(zip(space, values))
        tried.append((settings, trial(settings, "validation")))
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: test_and_validation_exchanged
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": trial(settings, "test"), "test": best, "tried": tried}


# %% wrong: settings_without_names
def search(space, budget, trial, seed):
    every = list(product(*space.values()))
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}


# %% wrong: accuracies_alone_in_tried
def search(space, budget, trial, seed):
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    found = [accuracy for _, accuracy in tried]
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": found}


# %% wrong: shuffles_the_space_itself
def search(space, budget, trial, seed):
    for values in space.values():
        random.Random(seed).shuffle(values)
    every = [dict(zip(space, values)) for values in product(*space.values())]
    drawn = random.Random(seed).sample(every, min(budget, len(every)))
    tried = [(settings, trial(settings, "validation")) for settings in drawn]
    settings, best = max(tried, key=lambda pair: pair[1])
    return {"settings": settings, "validation": best, "test": trial(settings, "test"), "tried": tried}
