# %% right: plain_python_sorted_means_and_an_index
def interval(values, repeats, seed):
    draw = random.Random(seed)
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(repeats))
    return means[int(0.025 * repeats)], means[int(0.975 * repeats)]


# %% right: tensors_and_a_generator
def interval(values, repeats, seed):
    values = torch.tensor(values, dtype=torch.float64)
    generator = torch.Generator().manual_seed(seed)
    places = torch.randint(len(values), (repeats, len(values)), generator=generator)
    low, high = values[places].mean(dim=1).quantile(torch.tensor([0.025, 0.975], dtype=torch.float64))
    return low.item(), high.item()


# %% right: percentiles_of_an_old_random_state
def interval(values, repeats, seed):
    state = np.random.RandomState(seed)
    values = np.asarray(values)
    means = [values[state.randint(0, len(values), len(values))].mean() for _ in range(repeats)]
    return np.percentile(means, 2.5), np.percentile(means, 97.5)


# %% right: scipy_bootstrap_by_percentiles
def interval(values, repeats, seed):
    if len(set(values)) == 1:
        return values[0], values[0]
    found = stats.bootstrap((values,), np.mean, n_resamples=repeats, method="percentile", random_state=seed)
    return found.confidence_interval.low, found.confidence_interval.high


# %% right: statistics_module_in_a_list
def interval(values, repeats, seed):
    import statistics

    random.seed(seed)
    means = [statistics.fmean(random.choices(values, k=len(values))) for _ in range(repeats)]
    cuts = statistics.quantiles(means, n=40, method="inclusive")
    return [cuts[0], cuts[-1]]


# %% right: how_often_each_value_is_drawn
def interval(values, repeats, seed):
    n = len(values)
    counts = np.random.default_rng(seed).multinomial(n, [1 / n] * n, size=repeats)
    low, high = np.quantile(counts @ np.array(values) / n, (0.025, 0.975), method="nearest")
    return float(low), float(high)


# %% wrong: normal_approximation
def interval(values, repeats, seed):
    middle, error = np.mean(values), np.std(values, ddof=1) / math.sqrt(len(values))
    return middle - 1.96 * error, middle + 1.96 * error


# %% wrong: normal_approximation_around_drawn_means
def interval(values, repeats, seed):
    means = np.random.default_rng(seed).choice(values, size=(repeats, len(values))).mean(axis=1)
    return means.mean() - 1.96 * means.std(), means.mean() + 1.96 * means.std()


# %% wrong: five_percent_at_each_end
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
    return tuple(np.quantile(drawn.mean(axis=1), [0.05, 0.95]))


# %% wrong: all_means_from_the_smallest_to_the_largest
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
    return drawn.mean(axis=1).min(), drawn.mean(axis=1).max()


# %% wrong: drawn_without_replacement
def interval(values, repeats, seed):
    draw = random.Random(seed)
    means = [np.mean(draw.sample(values, len(values))) for _ in range(repeats)]
    return tuple(np.quantile(means, [0.025, 0.975]))


# %% wrong: one_value_too_few_in_each_draw
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, max(1, len(values) - 1)))
    return tuple(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: ten_values_in_each_draw
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, 10))
    return tuple(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: as_many_values_in_each_draw_as_repeats
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(len(values), repeats))
    return tuple(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: means_over_the_wrong_axis
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
    return tuple(np.quantile(drawn.mean(axis=0), [0.025, 0.975]))


# %% wrong: median_in_place_of_the_mean
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
    return tuple(np.quantile(np.median(drawn, axis=1), [0.025, 0.975]))


# %% wrong: always_the_same_seed
def interval(values, repeats, seed):
    drawn = np.random.default_rng(0).choice(values, size=(repeats, len(values)))
    return tuple(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: global_random_state_never_seeded
def interval(values, repeats, seed):
    drawn = np.random.choice(values, size=(repeats, len(values)))
    return tuple(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: one_library_seeded_and_another_draws
def interval(values, repeats, seed):
    torch.manual_seed(seed)
    means = [np.mean(random.choices(values, k=len(values))) for _ in range(repeats)]
    return tuple(np.quantile(means, [0.025, 0.975]))


# %% wrong: seeded_again_before_each_draw
def interval(values, repeats, seed):
    means = []
    for _ in range(repeats):
        means.append(np.random.default_rng(seed).choice(values, size=len(values)).mean())
    return tuple(np.quantile(means, [0.025, 0.975]))


# %% wrong: quantiles_of_the_values_themselves
def interval(values, repeats, seed):
    return tuple(np.quantile(values, [0.025, 0.975]))


# %% wrong: quantiles_of_all_drawn_values
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
    return tuple(np.quantile(drawn, [0.025, 0.975]))


# %% wrong: upper_end_first
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
    return tuple(np.quantile(drawn.mean(axis=1), [0.975, 0.025]))


# %% wrong: sums_in_place_of_means
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
    return tuple(np.quantile(drawn.sum(axis=1), [0.025, 0.975]))


# %% wrong: each_different_value_only_once_to_draw_from
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(sorted(set(values)), size=(repeats, len(values)))
    return tuple(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: one_hundred_draws_whatever_was_asked
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(100, len(values)))
    return tuple(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% right: quantiles_as_one_array
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
    return np.quantile(drawn.mean(axis=1), [0.025, 0.975])


# %% wrong: one_thousand_draws_whatever_was_asked
def interval(values, repeats, seed):
    drawn = np.random.default_rng(seed).choice(values, size=(1000, len(values)))
    return tuple(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))
