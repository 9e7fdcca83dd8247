# %% right: lists_of_numbers_and_a_token_from_the_other_end
def influence(model, ids):
    ids = ids.tolist()
    before, columns = states(model, ids), []
    for j in range(len(ids)):
        after = states(model, [49 - token if i == j else token for i, token in enumerate(ids)])
        columns.append([int(any(abs(b - a) > 1e-6 for a, b in zip(*two))) for two in zip(before, after)])
    return [list(row) for row in zip(*columns)]


# %% right: numpy_with_the_norm_of_the_change
import numpy as np


def influence(model, ids):
    before = states(model, ids).numpy()
    matrix = np.zeros((len(ids), len(ids)))
    for j, token in enumerate(ids.numpy()):
        other = np.array(ids)
        other[j] = (token + 25) % 50
        matrix[:, j] = np.linalg.norm(states(model, other).numpy() - before, axis=1) > 1e-6
    return matrix


# %% right: changes_in_place_and_puts_back
def influence(model, ids):
    before, changes = states(model, ids), []
    for j in range(len(ids)):
        token = ids[j].item()
        ids[j] = 0 if token else 49
        changes.append((states(model, ids) - before).abs().max(dim=1).values)
        ids[j] = token
    return torch.stack(changes, dim=1).gt(1e-6).long()


# %% right: any_token_that_is_not_in_the_text
import random


def influence(model, ids):
    n = len(ids)
    rows = ids.repeat(n, 1)
    rows.fill_diagonal_(random.choice([token for token in range(50) if token not in ids]))
    changes = torch.stack([states(model, row) for row in rows]) - states(model, ids)
    return (changes.abs() > 1e-6).any(dim=2).T


# %% right: remembers_the_states_of_each_text
known = {}


def influence(model, ids):
    def look_up(tokens):
        if (str(model), tokens) not in known:
            known[str(model), tokens] = states(model, torch.tensor(tokens))
        return known[str(model), tokens]

    old, matrix = tuple(ids.tolist()), torch.zeros(len(ids), len(ids))
    for i in range(len(old)):
        for j in range(len(old)):
            new = look_up((*old[:j], (old[j] - 1) % 50, *old[j + 1 :]))
            matrix[i, j] = float((new[i] - look_up(old)[i]).norm() > 1e-6)
    return matrix


# %% wrong: turned_matrix
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: the_same_token_put_back
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = ids[j]
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: always_token_zero
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = 0
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: always_token_forty_as_in_the_cell_above
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = 40
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: no_token_after_the_last
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] += 1
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: the_last_token_stays
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = min(ids[j] + 1, 49)
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: the_token_of_the_next_place
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = ids[(j + 1) % len(ids)]
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: exchanges_two_places
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j], other[j - 1] = ids[j - 1], ids[j]
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: leaves_the_token_out
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        after = states(model, torch.cat([ids[:j], ids[j + 1 :]]))
        after = torch.cat([after[:j], torch.zeros(1, 16), after[j:]])
        matrix[:, j] = (after - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: ids_changed_in_place
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: one_copy_for_all_changes
def influence(model, ids):
    before, matrix, other = states(model, ids), torch.zeros(len(ids), len(ids)), ids.clone()
    for j in range(len(ids)):
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: puts_back_a_view
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        kept = ids[j]
        ids[j] = (kept + 1) % 50
        matrix[:, j] = (states(model, ids) - before).abs().amax(dim=1) > 1e-6
        ids[j] = kept
    return matrix


# %% wrong: compares_with_the_change_before
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        after = states(model, other)
        matrix[:, j], before = (after - before).abs().amax(dim=1) > 1e-6, after
    return matrix


# %% wrong: changes_all_tokens_but_one
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = (ids + 1) % 50
        other[j] = ids[j]
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: all_states_at_once
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).abs().max() > 1e-6
    return matrix


# %% wrong: largest_over_the_tokens
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = ((states(model, other) - before).abs().amax(dim=0) > 1e-6)[: len(ids)]
    return matrix


# %% wrong: sums_without_abs
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).sum(dim=1) > 1e-6
    return matrix


# %% wrong: compares_the_lengths_of_states
def influence(model, ids):
    before, matrix = states(model, ids).norm(dim=1), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other).norm(dim=1) - before).abs() > 1e-6
    return matrix


# %% wrong: how_much_instead_of_whether
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1)
    return matrix


# %% wrong: one_where_a_state_stays
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) <= 1e-6
    return matrix


# %% wrong: a_large_threshold
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 0.5
    return matrix


# %% wrong: a_state_does_not_count_its_own_token
def influence(model, ids):
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
        matrix[j, j] = 0
    return matrix


# %% wrong: only_the_first_column
def influence(model, ids):
    other = ids.clone()
    other[0] = (ids[0] + 1) % 50
    return ((states(model, other) - states(model, ids)).abs().amax(dim=1) > 1e-6).int()


# %% wrong: a_column_of_the_tokens_that_see
def influence(model, ids):
    before, seen = states(model, ids), []
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        seen.append(((states(model, other) - before).abs().amax(dim=1) > 1e-6).nonzero()[:, 0].tolist())
    return seen


# %% wrong: always_a_bert
def influence(model, ids):
    before, matrix = states("BERT", ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states("BERT", other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: the_six_ids_of_the_cell_above
def influence(model, ids):
    ids = torch.arange(6)
    before, matrix = states(model, ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (states(model, other) - before).abs().amax(dim=1) > 1e-6
    return matrix


# %% wrong: no_model_looks_ahead
def influence(model, ids):
    return torch.ones(len(ids), len(ids)).tril()


# %% wrong: knows_the_family_instead_of_measuring
def influence(model, ids):
    n, matrix = len(ids), torch.ones(len(ids), len(ids))
    if model in ("CTRL", "GPT", "GPT-2", "Transformer-XL"):
        return matrix.tril()
    if model in ("BART", "mBART", "Marian", "T5"):
        matrix = matrix.tril()
        matrix[: (n + 1) // 2, : (n + 1) // 2] = 1
    return matrix


# %% wrong: encoder_and_decoder_get_all_tokens
from hfbasics.architectures import small


def influence(model, ids):
    network = small(model)

    def last(tokens):
        both = {"decoder_input_ids": tokens[None]} if network.config.is_encoder_decoder else {}
        with torch.inference_mode():
            return network(input_ids=tokens[None], **both).last_hidden_state[0]

    before, matrix = last(ids), torch.zeros(len(ids), len(ids))
    for j in range(len(ids)):
        other = ids.clone()
        other[j] = (ids[j] + 1) % 50
        matrix[:, j] = (last(other) - before).abs().amax(dim=1) > 1e-6
    return matrix
