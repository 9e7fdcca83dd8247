# %% right: places_in_plain_python_and_ranks
def permutation_p(x, y):
    pooled = list(x) + list(y)
    real = abs(sum(x) / len(x) - sum(y) / len(y))
    extreme = count = 0
    for places in itertools.combinations(range(len(pooled)), len(x)):
        first = [pooled[i] for i in places]
        second = [pooled[i] for i in range(len(pooled)) if i not in places]
        count += 1
        if abs(sum(first) / len(first) - sum(second) / len(second)) > real - 1e-9:
            extreme += 1
    return extreme / count


def holm(ps):
    def multiplied(i):
        return ps[i] * (len(ps) - sorted(ps).index(ps[i]))

    return [min(1, max(multiplied(j) for j in range(len(ps)) if ps[j] <= ps[i])) for i in range(len(ps))]


# %% right: numpy_matrix_and_running_maximum
def permutation_p(x, y):
    pooled, k = np.concatenate([x, y]).astype(float), len(x)
    places = np.array(list(itertools.combinations(range(len(pooled)), k)))
    first = pooled[places].sum(axis=1)
    apart = np.abs(first / k - (pooled.sum() - first) / len(y))
    return np.mean(apart >= abs(np.mean(x) - np.mean(y)) - 1e-9)


def holm(ps):
    ps = np.array(ps)
    order = np.argsort(ps)
    grown = np.maximum.accumulate(ps[order] * np.arange(len(ps), 0, -1)).clip(max=1)
    corrected = np.empty(len(ps))
    corrected[order] = grown
    return corrected


# %% right: scipy_permutation_test_and_ranks
def permutation_p(x, y):
    def apart(one, other, axis):
        # Rounded, so that ties are ties.
        return np.round(np.abs(np.mean(one, axis=axis) - np.mean(other, axis=axis)), 9)

    if min(len(x), len(y)) > 1:
        return stats.permutation_test((x, y), apart, n_resamples=np.inf, alternative="greater").pvalue
    pooled = np.array([*x, *y])
    single = x if len(x) == 1 else y
    # With one number in a group, the distance from the overall mean decides.
    far = abs(pooled - pooled.mean())
    return (far >= abs(single[0] - pooled.mean()) - 1e-9).mean()


def holm(ps):
    places = stats.rankdata(ps, method="ordinal")
    grown = [p * (len(ps) - place + 1) for p, place in zip(ps, places)]
    return [min(1.0, max(g for g, o in zip(grown, places) if o <= place)) for place in places]


# %% right: exact_fractions_of_all_orders_of_zeros_and_ones
def permutation_p(x, y):
    from fractions import Fraction

    pooled = [Fraction(number) for number in [*x, *y]]
    kept = [0, 0]
    real = abs(sum(pooled[: len(x)]) / len(x) - sum(pooled[len(x) :]) / len(y)) - Fraction(1, 10**9)
    for mask in range(2 ** len(pooled)):
        chosen = [number for i, number in enumerate(pooled) if mask >> i & 1]
        if len(chosen) == len(x):
            apart = abs(sum(chosen) / len(x) - (sum(pooled) - sum(chosen)) / len(y))
            kept[apart >= real] += 1
    return float(Fraction(kept[1], sum(kept)))


def holm(ps):
    corrected, before = {}, 0
    for count, (place, p) in zip(range(len(ps), 0, -1), sorted(enumerate(ps), key=lambda pair: pair[1])):
        before = corrected[place] = min(max(p * count, before), 1)
    return tuple(corrected[place] for place in range(len(ps)))


# %% right: tensors_and_cummax
def permutation_p(x, y):
    pooled = torch.tensor([*x, *y], dtype=torch.float64)
    first = torch.combinations(pooled, len(x)).sum(dim=1)
    apart = (first / len(x) - (pooled.sum() - first) / len(y)).abs()
    real = (pooled[: len(x)].mean() - pooled[len(x) :].mean()).abs()
    return (apart >= real - 1e-9).double().mean()


def holm(ps):
    values, order = torch.tensor(ps, dtype=torch.float64).sort(stable=True)
    grown = (values * torch.arange(len(ps), 0, -1)).cummax(dim=0).values.clamp(max=1)
    return grown[order.argsort()]


# %% wrong: one_sided
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), np.mean(x) - np.mean(y)
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [first / k - (total - first) / len(y) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: one_sided_in_the_direction_of_the_real_difference
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), np.mean(x) - np.mean(y)
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [first / k - (total - first) / len(y) for first in firsts]
    sign = 1 if real >= 0 else -1
    return sum(sign * one >= sign * real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: twice_the_one_sided_p
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), np.mean(x) - np.mean(y)
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [first / k - (total - first) / len(y) for first in firsts]
    upper = sum(one >= real - 1e-9 for one in found) / len(found)
    lower = sum(one <= real + 1e-9 for one in found) / len(found)
    return min(1.0, 2 * min(upper, lower))


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: strictly_larger
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one > real + 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: rounding_errors_not_forgiven
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: observed_split_left_out
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return (sum(one >= real - 1e-9 for one in found) - 1) / (len(found) - 1)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: observed_split_left_out_of_the_count_only
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return (sum(one >= real - 1e-9 for one in found) - 1) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: add_one_correction
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return (sum(one >= real - 1e-9 for one in found) + 1) / (len(found) + 1)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: one_thousand_random_splits
def permutation_p(x, y):
    draw, pooled, hits = random.Random(0), [*x, *y], 0
    real = abs(np.mean(x) - np.mean(y))
    for _ in range(1000):
        draw.shuffle(pooled)
        hits += abs(np.mean(pooled[: len(x)]) - np.mean(pooled[len(x) :])) >= real - 1e-9
    return hits / 1000


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: sums_in_place_of_means
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(sum(x) - sum(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first - (total - first)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: half_of_the_numbers_as_the_first_group
def permutation_p(x, y):
    everything, k = [*x, *y], len([*x, *y]) // 2
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / (len(everything) - k)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: medians_in_place_of_means
def permutation_p(x, y):
    pooled, found = [*x, *y], []
    for places in itertools.combinations(range(len(pooled)), len(x)):
        rest = [number for i, number in enumerate(pooled) if i not in places]
        found.append(abs(np.median([pooled[i] for i in places]) - np.median(rest)))
    real = abs(np.median(x) - np.median(y))
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: t_test_in_place_of_counting
def permutation_p(x, y):
    return stats.ttest_ind(x, y).pvalue


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: bonferroni
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    return [min(1.0, len(ps) * p) for p in ps]


# %% wrong: not_capped_at_one
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = max(largest, (len(ps) - place) * ps[i])
        corrected[i] = largest
    return corrected


# %% wrong: not_monotone
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, (len(ps) - place) * ps[i])
        corrected[i] = largest
    return corrected


# %% wrong: returned_sorted
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return sorted(corrected)


# %% wrong: order_of_the_input_in_place_of_size
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = range(len(ps)), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: benjamini_hochberg
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    return stats.false_discovery_control(ps).tolist()


# %% wrong: smallest_times_m_for_all
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    return [min(1.0, len(ps) * min(ps))] * len(ps)


# %% wrong: largest_multiplied_by_m
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (place + 1) * ps[i]))
        corrected[i] = largest
    return corrected


# %% wrong: hochberg_from_the_largest_down
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, smallest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 1.0, [0.0] * len(ps)
    for place, i in reversed(list(enumerate(order))):
        smallest = min(smallest, (len(ps) - place) * ps[i])
        corrected[i] = smallest
    return corrected


# %% wrong: all_but_the_smallest_left_as_they_are
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    return [min(1.0, len(ps) * p) if p == min(ps) else p for p in ps]


# %% wrong: sidak_in_place_of_a_product
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in itertools.combinations(everything, k)]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, 1 - (1 - ps[i]) ** (len(ps) - place)))
        corrected[i] = largest
    return corrected


# %% wrong: equal_numbers_counted_once
def permutation_p(x, y):
    everything, k = [*x, *y], len(x)
    total, real = sum(everything), abs(np.mean(x) - np.mean(y))
    firsts = [sum(choice) for choice in set(itertools.combinations(everything, k))]
    found = [abs(first / k - (total - first) / len(y)) for first in firsts]
    return sum(one >= real - 1e-9 for one in found) / len(found)


def holm(ps):
    order, largest, corrected = sorted(range(len(ps)), key=ps.__getitem__), 0.0, [0.0] * len(ps)
    for place, i in enumerate(order):
        largest = min(1.0, max(largest, (len(ps) - place) * ps[i]))
        corrected[i] = largest
    return corrected
