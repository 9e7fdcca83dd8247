# %% right: exactly_the_share_by_a_shuffle
def mask_tokens(ids, special, rate, mask_id):
    places = (special == 0).nonzero().flatten()
    chosen = places[torch.randperm(len(places))[: round(rate * len(places))]]
    puzzle, labels = ids.clone(), torch.full_like(ids, -100)
    puzzle[chosen] = mask_id
    labels[chosen] = ids[chosen]
    return puzzle, labels


# %% right: a_coin_for_each_token
import random


def mask_tokens(ids, special, rate, mask_id):
    puzzle, labels = [], []
    for token, is_special in zip(ids.tolist(), special.tolist()):
        hide = not is_special and random.random() < rate
        puzzle.append(mask_id if hide else token)
        labels.append(token if hide else -100)
    return torch.tensor(puzzle), torch.tensor(labels)


# %% right: special_tokens_have_no_chance
def mask_tokens(ids, special, rate, mask_id):
    hide = torch.bernoulli(rate * (1 - special.float())).bool()
    return torch.where(hide, mask_id, ids), torch.where(hide, ids, -100)


# %% right: numpy_draws_without_repeats
import numpy as np


def mask_tokens(ids, special, rate, mask_id):
    puzzle = np.array(ids)
    labels = np.full(len(puzzle), -100)
    free = np.flatnonzero(np.array(special) == 0)
    chosen = np.random.default_rng().choice(free, size=int(len(free) * rate), replace=False)
    puzzle[chosen], labels[chosen] = mask_id, puzzle[chosen]
    return torch.from_numpy(puzzle), torch.from_numpy(labels)


# %% right: arithmetic_with_zeros_and_ones
def mask_tokens(ids, special, rate, mask_id):
    hide = (torch.empty(ids.shape).uniform_() < rate).long() * (1 - special)
    return ids * (1 - hide) + mask_id * hide, ids * hide - 100 * (1 - hide)


# %% right: a_sample_of_places_in_lists
import random


def mask_tokens(ids, special, rate, mask_id):
    free = [place for place, is_special in enumerate(special) if not is_special]
    chosen = set(random.sample(free, round(rate * len(free))))
    puzzle = [mask_id if place in chosen else int(token) for place, token in enumerate(ids)]
    labels = [int(token) if place in chosen else -100 for place, token in enumerate(ids)]
    return torch.tensor(puzzle), torch.tensor(labels)


# %% right: turns_the_bits_of_special_round
def mask_tokens(ids, special, rate, mask_id):
    chosen = ((torch.rand(len(ids)) < rate) & ~special).bool()
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: special_tokens_masked
def mask_tokens(ids, special, rate, mask_id):
    chosen = torch.rand(len(ids)) < rate
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: special_tokens_are_the_first_and_the_last
def mask_tokens(ids, special, rate, mask_id):
    chosen = torch.rand(len(ids)) < rate
    chosen[0] = chosen[-1] = False
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: special_tokens_known_by_their_ids
def mask_tokens(ids, special, rate, mask_id):
    known = torch.tensor(fill_tokenizer.all_special_ids)
    chosen = (torch.rand(len(ids)) < rate) & ~torch.isin(ids, known)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: labels_everywhere
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids.clone()


# %% wrong: labels_where_nothing_is_hidden
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(chosen, -100)


# %% wrong: labels_hold_the_mask
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    puzzle = ids.masked_fill(chosen, mask_id)
    return puzzle, puzzle.masked_fill(~chosen, -100)


# %% wrong: labels_with_zero_elsewhere
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids * chosen


# %% wrong: labels_of_the_hidden_tokens_only
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids[chosen]


# %% wrong: labels_first
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(~chosen, -100), ids.masked_fill(chosen, mask_id)


# %% wrong: another_draw_for_the_labels
def mask_tokens(ids, special, rate, mask_id):
    puzzle = ids.masked_fill((torch.rand(len(ids)) < rate) & (special == 0), mask_id)
    labels = ids.masked_fill(~((torch.rand(len(ids)) < rate) & (special == 0)), -100)
    return puzzle, labels


# %% wrong: ids_changed_in_place
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    labels = ids.masked_fill(~chosen, -100)
    ids[chosen] = mask_id
    return ids, labels


# %% wrong: ids_changed_before_the_labels_are_made
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    puzzle = ids
    puzzle[chosen] = mask_id
    return puzzle, ids.masked_fill(~chosen, -100)


# %% wrong: the_rate_is_the_share_that_stays
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) > rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: always_fifteen_percent
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < 0.15) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: numbers_from_a_bell_curve
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.randn(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: the_first_tokens_instead_of_random_ones
def mask_tokens(ids, special, rate, mask_id):
    free = (special == 0).nonzero().flatten()
    chosen = torch.zeros(len(ids), dtype=torch.bool)
    chosen[free[: round(rate * len(free))]] = True
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: the_same_draw_each_time
def mask_tokens(ids, special, rate, mask_id):
    torch.manual_seed(0)
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: one_number_for_the_whole_text
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(1) < rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: one_coin_for_the_whole_text
import random


def mask_tokens(ids, special, rate, mask_id):
    hide = random.random() < rate
    chosen = (special == 0) if hide else torch.zeros(len(ids), dtype=torch.bool)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: the_same_word_is_hidden_everywhere
import random


def mask_tokens(ids, special, rate, mask_id):
    free = ids[special == 0].tolist()
    words = random.sample(free, round(rate * len(free)))
    chosen = torch.isin(ids, torch.tensor(words, dtype=torch.long)) & (special == 0)
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: a_coin_for_each_word_of_the_vocabulary
import random


def mask_tokens(ids, special, rate, mask_id):
    hidden_words = {word for word in set(ids.tolist()) if random.random() < rate}
    puzzle, labels = [], []
    for word, is_special in zip(ids.tolist(), special.tolist()):
        hide = word in hidden_words and not is_special
        puzzle.append(mask_id if hide else word)
        labels.append(word if hide else -100)
    return torch.tensor(puzzle), torch.tensor(labels)


# %% wrong: the_same_place_drawn_twice
def mask_tokens(ids, special, rate, mask_id):
    free = (special == 0).nonzero().flatten()
    places = free[torch.randint(len(free), (round(rate * len(free)),))]
    chosen = torch.zeros(len(ids), dtype=torch.bool)
    chosen[places] = True
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: a_share_of_all_tokens
def mask_tokens(ids, special, rate, mask_id):
    free = (special == 0).nonzero().flatten()
    chosen = torch.zeros(len(ids), dtype=torch.bool)
    chosen[free[torch.randperm(len(free))[: round(rate * len(ids))]]] = True
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: hides_one_token_at_least
def mask_tokens(ids, special, rate, mask_id):
    free = (special == 0).nonzero().flatten()
    chosen = torch.zeros(len(ids), dtype=torch.bool)
    chosen[free[torch.randperm(len(free))[: max(1, round(rate * len(free)))]]] = True
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: one_span_instead_of_single_tokens
def mask_tokens(ids, special, rate, mask_id):
    length = round(rate * int((special == 0).sum()))
    start = int(torch.randint(len(ids) - length + 1, ()))
    chosen = torch.zeros(len(ids), dtype=torch.bool)
    chosen[start : start + length] = True
    chosen &= special == 0
    return ids.masked_fill(chosen, mask_id), ids.masked_fill(~chosen, -100)


# %% wrong: eighty_ten_ten_as_in_bert
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    labels = ids.masked_fill(~chosen, -100)
    kind = torch.rand(len(ids))
    puzzle = ids.masked_fill(chosen & (kind < 0.8), mask_id)
    other = torch.randint(1000, 2000, (len(ids),))
    return torch.where(chosen & (kind > 0.9), other, puzzle), labels


# %% wrong: always_the_mask_of_one_tokenizer
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(chosen, fill_tokenizer.mask_token_id), ids.masked_fill(~chosen, -100)


# %% wrong: returns_the_puzzle_only
def mask_tokens(ids, special, rate, mask_id):
    chosen = (torch.rand(len(ids)) < rate) & (special == 0)
    return ids.masked_fill(chosen, mask_id)
