# %% right: einsum_with_a_softmax_by_hand
def attention(query, key, value, mask):
    scores = torch.einsum("...qd,...kd->...qk", query, key) / query.size(-1) ** 0.5
    scores = torch.where(mask, scores, torch.tensor(float("-inf")))
    weights = torch.exp(scores - scores.max(dim=-1, keepdim=True).values)
    weights = weights / weights.sum(dim=-1, keepdim=True)
    return torch.einsum("...qk,...kv->...qv", weights, value)


# %% right: numpy_with_weights_made_zero
import numpy as np


def attention(query, key, value, mask):
    query, key, value, mask = (np.asarray(tensor) for tensor in (query, key, value, mask))
    scores = np.matmul(query, np.swapaxes(key, -1, -2)) / np.sqrt(key.shape[-1])
    scores = scores - np.max(scores, axis=-1, keepdims=True, where=mask, initial=-np.inf)
    weights = np.exp(np.minimum(scores, 0)) * mask
    return weights / weights.sum(axis=-1, keepdims=True) @ value


# %% right: loops_over_queries_and_lists_that_come_back
def attention(query, key, value, mask):
    if query.ndim > 2:
        return [attention(*three, mask) for three in zip(query, key, value)]
    rows = []
    for i, one in enumerate(query):
        seen = [j for j in range(len(key)) if mask[i, j]]
        scores = torch.stack([one.dot(key[j]) for j in seen]) / len(one) ** 0.5
        mixed = sum(weight * value[j] for weight, j in zip(scores.softmax(dim=0), seen))
        rows.append(mixed.tolist())
    return rows


# %% right: adds_a_very_negative_number_in_double_precision
def attention(query, key, value, mask):
    scores = query.double() @ key.double().mT * key.shape[-1] ** -0.5
    weights = torch.nn.functional.softmax(scores + (1 - mask.double()) * -1e9, dim=-1)
    return torch.matmul(weights, value.double())


# %% right: softmax_first_then_hides_and_shares_again
def attention(query, key, value, mask):
    half = key.shape[-1] ** 0.25  # the square root of √d, once for each side
    weights = torch.softmax((query / half) @ (key / half).transpose(-1, -2), dim=-1)
    weights = weights * mask
    return weights @ value / weights.sum(dim=-1, keepdim=True)


# %% right: adds_minus_infinity_in_place_on_its_own_scores
def attention(query, key, value, mask):
    scores = (query[..., :, None, :] * key[..., None, :, :]).sum(dim=-1)
    scores /= key.shape[-1] ** 0.5
    scores += torch.zeros(mask.shape).masked_fill_(mask.logical_not(), -torch.inf)
    return (scores.softmax(-1)[..., None] * value[..., None, :, :]).sum(dim=-2)


# %% right: pytorch_has_it_ready
def attention(query, key, value, mask):
    return torch.nn.functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)


# %% wrong: softmax_over_the_queries
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-2) @ value


# %% wrong: softmax_over_the_first_axis
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=0) @ value


# %% wrong: softmax_over_axis_one
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=1) @ value


# %% wrong: softmax_over_all_pairs
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    scores = scores.masked_fill(~mask, float("-inf"))
    return scores.flatten(-2).softmax(dim=-1).view(scores.shape) @ value


# %% wrong: no_softmax
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, 0) @ value


# %% wrong: shares_of_the_scores_instead_of_a_softmax
def attention(query, key, value, mask):
    scores = (query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5).masked_fill(~mask, 0)
    return scores / scores.sum(dim=-1, keepdim=True) @ value


# %% wrong: scales_by_d
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1]
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: does_not_scale
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1)
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: multiplies_by_the_root_of_d
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) * key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: scales_query_and_key_by_the_root_of_d
def attention(query, key, value, mask):
    root = key.shape[-1] ** 0.5
    scores = (query / root) @ (key / root).transpose(-2, -1)
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: scales_after_the_softmax
def attention(query, key, value, mask):
    scores = (query @ key.transpose(-2, -1)).masked_fill(~mask, float("-inf"))
    return scores.softmax(dim=-1) / key.shape[-1] ** 0.5 @ value


# %% wrong: scales_by_the_number_of_keys
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-2] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: scales_by_the_width_of_the_values
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / value.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: scales_by_the_d_of_the_check
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / 8**0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: hides_what_may_be_seen
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: mask_added_with_the_wrong_sign
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return (scores + (~mask).float() * 1e9).softmax(dim=-1) @ value


# %% wrong: mask_added_as_zeros_and_ones
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return (scores + mask).softmax(dim=-1) @ value


# %% wrong: a_hidden_score_of_zero
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return (scores * mask).softmax(dim=-1) @ value


# %% wrong: a_hidden_score_of_minus_ten
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, -10).softmax(dim=-1) @ value


# %% wrong: a_hidden_score_of_minus_fifty
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, -50).softmax(dim=-1) @ value


# %% wrong: minus_infinity_times_zero
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return (scores + (~mask).float() * float("-inf")).softmax(dim=-1) @ value


# %% wrong: the_smallest_positive_number_hides_nothing
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, torch.finfo(scores.dtype).tiny).softmax(dim=-1) @ value


# %% wrong: forgets_that_masked_fill_gives_a_new_tensor
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    scores.masked_fill(~mask, float("-inf"))
    return scores.softmax(dim=-1) @ value


# %% wrong: mask_after_the_softmax
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.softmax(dim=-1) * mask @ value


# %% wrong: mask_on_the_result
def attention(query, key, value, mask):
    weights = (query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5).softmax(dim=-1)
    return (weights @ value).masked_fill(~mask.any(dim=-1, keepdim=True), 0)


# %% wrong: turned_mask
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    hidden = ~mask.T if mask.shape[0] == mask.shape[1] else ~mask
    return scores.masked_fill(hidden, float("-inf")).softmax(dim=-1) @ value


# %% wrong: no_mask
def attention(query, key, value, mask):
    return (query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5).softmax(dim=-1) @ value


# %% wrong: always_a_causal_mask
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~torch.ones_like(mask).tril(), float("-inf")).softmax(dim=-1) @ value


# %% wrong: no_query_sees_itself
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    seen = mask.clone().fill_diagonal_(False)
    return scores.masked_fill(~seen, float("-inf")).softmax(dim=-1) @ value


# %% wrong: one_mask_for_all_queries
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask[-1], float("-inf")).softmax(dim=-1) @ value


# %% wrong: only_counts_how_many_keys_may_be_seen
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    seen = torch.arange(key.shape[-2]) < mask.sum(dim=-1, keepdim=True)
    return scores.masked_fill(~seen, float("-inf")).softmax(dim=-1) @ value


# %% wrong: looks_only_at_the_best_key
def attention(query, key, value, mask):
    scores = (query @ key.transpose(-2, -1)).masked_fill(~mask, float("-inf"))
    return torch.nn.functional.one_hot(scores.argmax(dim=-1), key.shape[-2]).float() @ value


# %% wrong: keys_look_at_queries
def attention(query, key, value, mask):
    scores = (key @ query.transpose(-2, -1) / key.shape[-1] ** 0.5).view(*query.shape[:-1], key.shape[-2])
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: mixes_the_keys
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ key


# %% wrong: returns_the_weights
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1)


# %% wrong: only_one_text
def attention(query, key, value, mask):
    scores = query @ key.T / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: turns_the_first_two_axes
def attention(query, key, value, mask):
    scores = query @ key.transpose(0, 1) / key.shape[-1] ** 0.5
    return scores.masked_fill(~mask, float("-inf")).softmax(dim=-1) @ value


# %% wrong: as_many_queries_as_keys
def attention(query, key, value, mask):
    rows = []
    for i in range(key.shape[-2]):
        scores = (key @ query[..., i, :, None])[..., 0] / key.shape[-1] ** 0.5
        weights = scores.masked_fill(~mask[i], float("-inf")).softmax(dim=-1)
        rows.append((weights[..., None] * value).sum(dim=-2))
    return torch.stack(rows, dim=-2)


# %% wrong: scales_the_queries_in_place
def attention(query, key, value, mask):
    query /= key.shape[-1] ** 0.5
    scores = (query @ key.transpose(-2, -1)).masked_fill(~mask, float("-inf"))
    return scores.softmax(dim=-1) @ value


# %% wrong: turns_the_mask_round_in_place
def attention(query, key, value, mask):
    scores = query @ key.transpose(-2, -1) / key.shape[-1] ** 0.5
    return scores.masked_fill(mask.logical_not_(), float("-inf")).softmax(dim=-1) @ value
