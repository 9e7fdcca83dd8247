# %% right: plain_python_and_the_statistics_module
def associations(words, a, b):
    def cosine(one, other):
        product = sum(i * j for i, j in zip(one, other))
        return product / (math.hypot(*one) * math.hypot(*other))

    found = []
    for word in words.tolist():
        near = [sum(cosine(word, row) for row in part.tolist()) / len(part) for part in (a, b)]
        found.append(near[0] - near[1])
    return found


def effect_size(x, y, a, b):
    import statistics

    one, other = associations(x, a, b), associations(y, a, b)
    return (statistics.mean(one) - statistics.mean(other)) / statistics.stdev(one + other)


# %% right: broadcast_cosines_and_a_tensor_at_the_end
def associations(words, a, b):
    near = [torch.cosine_similarity(words[:, None], part[None], dim=-1).mean(dim=1) for part in (a, b)]
    return near[0] - near[1]


def effect_size(x, y, a, b):
    s = associations(torch.cat([x, y]), a, b)
    return (s[: len(x)].mean() - s[len(x) :].mean()) / s.std()


# %% right: cosine_distances_of_scipy
def associations(words, a, b):
    far = [cdist(words.numpy(), part.numpy(), metric="cosine") for part in (a, b)]
    return list(far[1].mean(axis=1) - far[0].mean(axis=1))


def effect_size(x, y, a, b):
    one, other = (np.array(associations(part, a, b)) for part in (x, y))
    return (one.mean() - other.mean()) / math.sqrt(np.concatenate([one, other]).var(ddof=1))


# %% right: mean_of_the_unit_vectors_first
def associations(words, a, b):
    unit = [part / part.norm(dim=1, keepdim=True) for part in (words, a, b)]
    return [float(w @ (unit[1].mean(0) - unit[2].mean(0))) for w in unit[0]]


def effect_size(x, y, a, b):
    s = torch.tensor([associations(part[None], a, b)[0] for part in (*x, *y)])
    spread = ((s - s.mean()) ** 2).sum() / (len(s) - 1)
    return float((s[: len(x)].mean() - s[len(x) :].mean()) / spread**0.5)


# %% right: scikit_learn_and_pandas
def associations(words, a, b):
    from sklearn.metrics.pairwise import cosine_similarity

    return (cosine_similarity(words, a).mean(1) - cosine_similarity(words, b).mean(1)).tolist()


def effect_size(x, y, a, b):
    import pandas as pd

    one, other = (pd.Series(associations(part, a, b)) for part in (x, y))
    return (one.mean() - other.mean()) / pd.concat([one, other]).std()


# %% wrong: deviation_of_x_only
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one, ddof=1)


# %% wrong: deviation_of_y_only
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(other, ddof=1)


# %% wrong: mean_of_both_groups_deviations
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    spread = (np.std(one, ddof=1) + np.std(other, ddof=1)) / 2
    return (np.mean(one) - np.mean(other)) / spread


# %% wrong: pooled_deviation_within_the_groups
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    squares = [sum((s - np.mean(part)) ** 2 for s in part) for part in (one, other)]
    spread = math.sqrt(sum(squares) / max(1, len(one) + len(other) - 2))
    return (np.mean(one) - np.mean(other)) / (spread or 1)


# %% wrong: population_deviation
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other)


# %% wrong: variance_in_place_of_the_deviation
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.var(one + other, ddof=1)


# %% wrong: standard_error_of_a_t_value
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    error = np.std(one + other, ddof=1) * math.sqrt(1 / len(one) + 1 / len(other))
    return (np.mean(one) - np.mean(other)) / error


# %% wrong: not_divided_at_all
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return np.mean(one) - np.mean(other)


# %% wrong: sums_in_place_of_means
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (sum(one) - sum(other)) / np.std(one + other, ddof=1)


# %% wrong: absolute_difference
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return abs(np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: dot_product_in_place_of_the_cosine
def associations(words, a, b):
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: only_the_words_get_length_one
def associations(words, a, b):
    words = torch.nn.functional.normalize(words, dim=-1)
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: columns_get_length_one
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=0) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: cosine_with_the_mean_vector
def associations(words, a, b):
    near = [torch.cosine_similarity(words, part.mean(dim=0)[None]) for part in (a, b)]
    return (near[0] - near[1]).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: a_and_b_exchanged
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ b.T).mean(dim=1) - (words @ a.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: x_and_y_exchanged
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).mean(dim=1) - (words @ b.T).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(other) - np.mean(one)) / np.std(one + other, ddof=1)


# %% wrong: euclidean_distance
def associations(words, a, b):
    return (torch.cdist(words, b).mean(dim=1) - torch.cdist(words, a).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: euclidean_distance_of_unit_vectors
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return (torch.cdist(words, b).mean(dim=1) - torch.cdist(words, a).mean(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: cosine_distance_with_its_sign_kept
def associations(words, a, b):
    far = [cdist(words.numpy(), part.numpy(), "cosine").mean(axis=1) for part in (a, b)]
    return (far[0] - far[1]).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: sum_of_cosines_in_place_of_the_mean
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).sum(dim=1) - (words @ b.T).sum(dim=1)).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: nearest_word_only
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return ((words @ a.T).max(dim=1).values - (words @ b.T).max(dim=1).values).tolist()


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)


# %% wrong: one_mean_for_all_words
def associations(words, a, b):
    words, a, b = (torch.nn.functional.normalize(part, dim=-1) for part in (words, a, b))
    return [((words @ a.T).mean() - (words @ b.T).mean()).item()] * len(words)


def effect_size(x, y, a, b):
    one, other = associations(x, a, b), associations(y, a, b)
    return (np.mean(one) - np.mean(other)) / np.std(one + other, ddof=1)
