# %% right: groups_by_pandas
import pandas as pd


def fairness(said, right, group):
    table = pd.DataFrame({"said": said, "right": right, "group": group})
    everyone = table.groupby("group")["said"].mean()
    good = table.query("right == 1").groupby("group")["said"].mean()
    return {
        "accuracy": (table["said"] == table["right"]).mean(),
        "parity": everyone.max() - everyone.min(),
        "opportunity": good.max() - good.min(),
    }


# %% right: counts_in_plain_loops
from collections import Counter


def fairness(said, right, group):
    rows, yes, good, found, hits = Counter(), Counter(), Counter(), Counter(), 0
    for one, label, name in zip(said, right, group, strict=True):
        rows[name] += 1
        yes[name] += one
        hits += one == label
        if label:
            good[name] += 1
            found[name] += one
    parity = [yes[name] / rows[name] for name in rows]
    opportunity = [found[name] / good[name] for name in good]
    return dict(
        opportunity=max(opportunity) - min(opportunity),
        parity=max(parity) - min(parity),
        accuracy=hits / len(said),
    )


# %% right: all_pairs_of_groups_with_numpy_masks
def fairness(said, right, group):
    said, right, group = np.array(said), np.array(right), np.array(group)

    def widest(keep):
        shares = [said[keep & (group == name)].mean() for name in np.unique(group)]
        return max((abs(one - other) for one, other in itertools.combinations(shares, 2)), default=0.0)

    return {
        "accuracy": np.mean(said == right),
        "parity": widest(np.full(len(said), True)),
        "opportunity": widest(right == 1),
    }


# %% right: tensors_and_one_hot_groups
def fairness(said, right, group):
    names = sorted(set(group))
    member = torch.tensor([[name == own for own in group] for name in names], dtype=torch.float64)
    said, right = torch.tensor(said, dtype=torch.float64), torch.tensor(right, dtype=torch.float64)
    everyone = member @ said / member.sum(dim=1)
    good = member @ (said * right) / (member @ right)
    return {
        "accuracy": 1 - (said - right).abs().mean(),
        "parity": everyone.max() - everyone.min(),
        "opportunity": good.max() - good.min(),
    }


# %% wrong: accuracy_as_the_mean_of_the_groups
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([np.mean([s == r for s, r, g in rows if g == name]) for name in set(group)])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(good)}


# %% wrong: accuracy_of_the_worst_group
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = min(np.mean([s == r for s, r, g in rows if g == name]) for name in set(group))
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(good)}


# %% wrong: accuracy_only_where_the_right_answer_is_one
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows if r == 1])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(good)}


# %% wrong: parity_and_opportunity_exchanged
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(good), "opportunity": np.ptp(everyone)}


# %% wrong: opportunity_in_place_of_parity
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(good), "opportunity": np.ptp(good)}


# %% wrong: parity_in_place_of_opportunity
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(everyone)}


# %% wrong: opportunity_where_the_right_answer_is_zero
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    bad = [[s for s, r, g in rows if g == name and r == 0] for name in set(group)]
    shares = [np.mean(some) if some else 0.0 for some in bad]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(shares)}


# %% wrong: precision_in_place_of_opportunity
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    called = [[r for s, r, g in rows if g == name and s == 1] for name in set(group)]
    shares = [np.mean(some) if some else 0.0 for some in called]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(shares)}


# %% wrong: opportunity_as_the_gap_in_accuracy
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    hits = [np.mean([s == r for s, r, g in rows if g == name]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(hits)}


# %% wrong: opportunity_divided_by_all_rows_of_the_group
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s * r for s, r, g in rows if g == name]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(good)}


# %% wrong: parity_of_what_is_right
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([r for _, r, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(good)}


# %% wrong: parity_of_counts_over_all_rows
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [sum(s for s, _, g in rows if g == name) / len(rows) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(good)}


# %% wrong: first_group_minus_second_with_its_sign
def fairness(said, right, group):
    rows, names = list(zip(said, right, group)), list(dict.fromkeys(group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in names]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in names]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": everyone[0] - everyone[1], "opportunity": good[0] - good[1]}


# %% wrong: only_the_first_two_groups_without_sign
def fairness(said, right, group):
    rows, names = list(zip(said, right, group)), list(dict.fromkeys(group))[:2]
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in names]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in names]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(good)}


# %% wrong: groups_only_as_neighbouring_rows
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    parts = {name: list(part) for name, part in itertools.groupby(rows, key=lambda row: row[2])}
    everyone = [np.mean([s for s, _, _ in part]) for part in parts.values()]
    good = [np.mean([s for s, r, _ in part if r == 1] or [0.0]) for part in parts.values()]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": accuracy, "parity": np.ptp(everyone), "opportunity": np.ptp(good)}


# %% wrong: largest_group_share_minus_the_overall_share
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    overall = np.mean([s for s, r, _ in rows if r == 1])
    return {
        "accuracy": accuracy,
        "parity": max(everyone) - np.mean(said),
        "opportunity": max(good) - overall,
    }


# %% wrong: ratio_in_place_of_the_gap
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {
        "accuracy": accuracy,
        "parity": min(everyone) / max(everyone),
        "opportunity": min(good) / max(good),
    }


# %% wrong: percent
def fairness(said, right, group):
    rows = list(zip(said, right, group))
    everyone = [np.mean([s for s, _, g in rows if g == name]) for name in set(group)]
    good = [np.mean([s for s, r, g in rows if g == name and r == 1]) for name in set(group)]
    accuracy = np.mean([s == r for s, r, _ in rows])
    return {"accuracy": 100 * accuracy, "parity": 100 * np.ptp(everyone), "opportunity": 100 * np.ptp(good)}
