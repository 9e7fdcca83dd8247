# %% right: plain_loops_and_the_random_module
def change(before, after, repeats, seed):
    draw = random.Random(seed)
    apart = [second - first for first, second in zip(before, after, strict=True)]
    means = sorted(sum(draw.choices(apart, k=len(apart))) / len(apart) for _ in range(repeats))
    return [sum(apart) / len(apart), means[int(0.025 * repeats)], means[int(0.975 * repeats) - 1]]


# %% right: one_list_of_places_for_both
def change(before, after, repeats, seed):
    before, after = np.array(before), np.array(after)
    places = np.random.default_rng(seed).integers(len(before), size=(repeats, len(before)))
    means = after[places].mean(axis=1) - before[places].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return np.array([after.mean() - before.mean(), low, high])


# %% right: tensors_and_a_generator
def change(before, after, repeats, seed):
    apart = torch.tensor(after, dtype=torch.float64) - torch.tensor(before, dtype=torch.float64)
    places = torch.randint(len(apart), (repeats, len(apart)), generator=torch.Generator().manual_seed(seed))
    ends = apart[places].mean(dim=1).quantile(torch.tensor([0.025, 0.975], dtype=torch.float64))
    return torch.cat([apart.mean()[None], ends])


# %% right: paired_bootstrap_of_scipy
def change(before, after, repeats, seed):
    def apart(one, other, axis=-1):
        return np.mean(other, axis=axis) - np.mean(one, axis=axis)

    found = stats.bootstrap(
        (before, after),
        apart,
        n_resamples=repeats,
        paired=True,
        vectorized=True,
        method="percentile",
        random_state=np.random.default_rng(seed),
    ).confidence_interval
    return float(apart(before, after)), float(found.low), float(found.high)


# %% right: rows_of_a_pandas_table
import pandas as pd


def change(before, after, repeats, seed):
    table = pd.DataFrame({"before": before, "after": after})
    source = np.random.RandomState(seed)
    means = []
    for _ in range(repeats):
        some = table.iloc[source.randint(len(table), size=len(table))].to_numpy()
        means.append((some[:, 1] - some[:, 0]).mean())
    ends = pd.Series(means).quantile([0.025, 0.975])
    return ((table["after"] - table["before"]).mean(), *ends)


# %% wrong: before_and_after_drawn_apart
def change(before, after, repeats, seed):
    source = np.random.default_rng(seed)
    first = source.choice(before, size=(repeats, len(before))).mean(axis=1)
    second = source.choice(after, size=(repeats, len(after))).mean(axis=1)
    return (np.mean(after) - np.mean(before), *np.quantile(second - first, [0.025, 0.975]))


# %% wrong: before_minus_after
def change(before, after, repeats, seed):
    apart = np.array(before) - np.array(after)
    drawn = np.random.default_rng(seed).choice(apart, size=(repeats, len(apart)))
    return (apart.mean(), *np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: ends_of_two_intervals_subtracted
def change(before, after, repeats, seed):
    ends = []
    for values in (before, after):
        drawn = np.random.default_rng(seed + len(ends)).choice(values, size=(repeats, len(values)))
        ends.append(np.quantile(drawn.mean(axis=1), [0.025, 0.975]))
    return (np.mean(after) - np.mean(before), *(ends[1] - ends[0]))


# %% wrong: ends_subtracted_with_one_seed_for_both
def change(before, after, repeats, seed):
    def ends(values):
        drawn = np.random.default_rng(seed).choice(values, size=(repeats, len(values)))
        return np.quantile(drawn.mean(axis=1), [0.025, 0.975])

    return (np.mean(after) - np.mean(before), *(ends(after) - ends(before)))


# %% wrong: seed_ignored
def change(before, after, repeats, seed):
    apart = np.array(after) - np.array(before)
    drawn = np.random.default_rng().choice(apart, size=(repeats, len(apart)))
    return (apart.mean(), *np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: always_seed_zero
def change(before, after, repeats, seed=0):
    apart = np.array(after) - np.array(before)
    drawn = np.random.default_rng(0).choice(apart, size=(repeats, len(apart)))
    return (apart.mean(), *np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: interval_of_ninety_nine_percent
def change(before, after, repeats, seed):
    apart = np.array(after) - np.array(before)
    drawn = np.random.default_rng(seed).choice(apart, size=(repeats, len(apart)))
    return (apart.mean(), *np.quantile(drawn.mean(axis=1), [0.005, 0.995]))


# %% wrong: drawn_without_replacement
def change(before, after, repeats, seed):
    draw = random.Random(seed)
    apart = [second - first for first, second in zip(before, after)]
    means = [np.mean(draw.sample(apart, len(apart))) for _ in range(repeats)]
    return (np.mean(apart), *np.quantile(means, [0.025, 0.975]))


# %% wrong: normal_approximation
def change(before, after, repeats, seed):
    apart = np.array(after) - np.array(before)
    drawn = np.random.default_rng(seed).choice(apart, size=(repeats, len(apart)))
    half = 1.96 * drawn.mean(axis=1).std()
    return apart.mean(), apart.mean() - half, apart.mean() + half


# %% wrong: relative_change
def change(before, after, repeats, seed):
    before, after = np.array(before), np.array(after)
    places = np.random.default_rng(seed).integers(len(before), size=(repeats, len(before)))
    means = after[places].mean(axis=1) / before[places].mean(axis=1) - 1
    return (after.mean() / before.mean() - 1, *np.quantile(means, [0.025, 0.975]))


# %% wrong: quantiles_of_the_differences_themselves
def change(before, after, repeats, seed):
    apart = np.array(after) - np.array(before)
    drawn = np.random.default_rng(seed).choice(apart, size=repeats)
    return (apart.mean(), *np.quantile(drawn, [0.025, 0.975]))


# %% wrong: median_in_place_of_mean
def change(before, after, repeats, seed):
    apart = np.array(after) - np.array(before)
    drawn = np.random.default_rng(seed).choice(apart, size=(repeats, len(apart)))
    return (np.median(apart), *np.quantile(np.median(drawn, axis=1), [0.025, 0.975]))


# %% wrong: sizes_of_the_gaps_compared
def change(before, after, repeats, seed):
    apart = np.abs(after) - np.abs(before)
    drawn = np.random.default_rng(seed).choice(apart, size=(repeats, len(apart)))
    return (apart.mean(), *np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: pairs_made_after_sorting
def change(before, after, repeats, seed):
    apart = np.sort(after) - np.sort(before)
    drawn = np.random.default_rng(seed).choice(apart, size=(repeats, len(apart)))
    return (apart.mean(), *np.quantile(drawn.mean(axis=1), [0.025, 0.975]))


# %% wrong: interval_of_ninety_percent
def change(before, after, repeats, seed):
    apart = np.array(after) - np.array(before)
    drawn = np.random.default_rng(seed).choice(apart, size=(repeats, len(apart)))
    return (apart.mean(), *np.quantile(drawn.mean(axis=1), [0.05, 0.95]))
