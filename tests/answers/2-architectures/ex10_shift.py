# %% right: picks_the_log_probabilities
def next_token_loss(logits, ids):
    logs = logits.log_softmax(dim=-1)[:, :-1]
    return -logs.gather(-1, ids[:, 1:, None]).mean()


# %% right: loops_in_double_precision
import numpy as np


def next_token_loss(logits, ids):
    costs = []
    for said, text in zip(np.asarray(logits, dtype=np.float64), ids.tolist()):
        for place in range(len(text) - 1):
            scores = said[place] - said[place].max()
            costs.append(np.log(np.exp(scores).sum()) - scores[text[place + 1]])
    return np.mean(costs)


# %% right: classes_on_the_second_axis
def next_token_loss(logits, ids):
    return torch.nn.CrossEntropyLoss()(logits.transpose(1, 2)[..., :-1], ids[..., 1:]).item()


# %% right: moves_the_labels_and_skips_the_last_place
def next_token_loss(logits, ids):
    labels = ids.roll(-1, dims=1)
    labels[:, -1] = -100
    return cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1))


# %% right: the_loss_function_of_the_library
def next_token_loss(logits, ids):
    return decoder.loss_function(logits=logits, labels=ids, vocab_size=logits.shape[-1])


# %% right: mean_of_the_means_of_equally_long_texts
def next_token_loss(logits, ids):
    return sum(cross_entropy(said[:-1], text[1:]).item() for said, text in zip(logits, ids)) / len(ids)


# %% right: with_one_hot_rows_and_einsum
def next_token_loss(logits, ids):
    there = torch.nn.functional.one_hot(ids[:, 1:], logits.shape[2]).double()
    before = logits[:, :-1].double()
    right = torch.einsum("tpv,tpv->tp", before, there)
    return (before.logsumexp(dim=2) - right).sum() / right.numel()


# %% right: number_in_a_numpy_scalar
def next_token_loss(logits, ids):
    rows = torch.cat(list(logits[:, :-1].log_softmax(-1)))
    return torch.nn.functional.nll_loss(rows, torch.cat(list(ids[:, 1:]))).numpy()


# %% wrong: no_shift
def next_token_loss(logits, ids):
    return cross_entropy(logits.flatten(0, 1), ids.flatten())


# %% wrong: shifts_the_other_way
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, 1:].flatten(0, 1), ids[:, :-1].flatten())


# %% wrong: shifts_twice
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-2].flatten(0, 1), ids[:, 2:].flatten())


# %% wrong: shifts_and_lets_the_library_shift_again
def next_token_loss(logits, ids):
    return decoder.loss_function(logits=logits[:, :-1], labels=ids[:, 1:], vocab_size=logits.shape[-1])


# %% wrong: drops_the_first_of_both
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, 1:].flatten(0, 1), ids[:, 1:].flatten())


# %% wrong: drops_the_last_of_both
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, :-1].flatten())


# %% wrong: the_last_place_is_compared_with_the_first_token
def next_token_loss(logits, ids):
    return cross_entropy(logits.flatten(0, 1), ids.roll(-1, dims=1).flatten())


# %% wrong: shifts_after_joining_the_texts
def next_token_loss(logits, ids):
    return cross_entropy(logits.flatten(0, 1)[:-1], ids.flatten()[1:])


# %% wrong: looks_at_the_first_text_only
def next_token_loss(logits, ids):
    return cross_entropy(logits[0, :-1], ids[0, 1:])


# %% wrong: a_view_fits_one_text_only
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-1].view(-1, logits.shape[-1]), ids[:, 1:].view(-1))


# %% wrong: sum_instead_of_mean
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten(), reduction="sum")


# %% wrong: sum_over_the_texts
def next_token_loss(logits, ids):
    return sum(cross_entropy(said[:-1], text[1:]) for said, text in zip(logits, ids))


# %% wrong: divides_by_all_tokens
def next_token_loss(logits, ids):
    total = cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten(), reduction="sum")
    return total / ids.numel()


# %% wrong: one_loss_for_each_token
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten(), reduction="none")


# %% wrong: one_loss_for_each_text
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-1].transpose(1, 2), ids[:, 1:], reduction="none").mean(dim=1)


# %% wrong: softmax_before_the_cross_entropy
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-1].softmax(dim=-1).flatten(0, 1), ids[:, 1:].flatten())


# %% wrong: softmax_over_the_tokens
def next_token_loss(logits, ids):
    logs = logits[:, :-1].log_softmax(dim=1)
    return -logs.gather(-1, ids[:, 1:, None]).mean()


# %% wrong: logarithm_of_the_mean_probability
def next_token_loss(logits, ids):
    right = logits.softmax(dim=-1)[:, :-1].gather(-1, ids[:, 1:, None])
    return -right.mean().log()


# %% wrong: in_bits
def next_token_loss(logits, ids):
    right = logits.softmax(dim=-1)[:, :-1].gather(-1, ids[:, 1:, None])
    return -right.log2().mean()


# %% wrong: perplexity
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten()).exp()


# %% wrong: forgets_the_minus
def next_token_loss(logits, ids):
    return logits.log_softmax(dim=-1)[:, :-1].gather(-1, ids[:, 1:, None]).mean()


# %% wrong: mean_of_the_raw_logits
def next_token_loss(logits, ids):
    return -logits[:, :-1].gather(-1, ids[:, 1:, None]).mean()


# %% wrong: share_of_wrong_guesses
def next_token_loss(logits, ids):
    return (logits[:, :-1].argmax(dim=-1) != ids[:, 1:]).double().mean()


# %% wrong: reshapes_where_axes_must_be_swapped
def next_token_loss(logits, ids):
    before = logits[:, :-1]
    return cross_entropy(before.reshape(before.shape[0], before.shape[2], before.shape[1]), ids[:, 1:])


# %% wrong: asks_the_model_again
def next_token_loss(logits, ids):
    with torch.inference_mode():
        return decoder(input_ids=ids, labels=ids).loss


# %% wrong: the_loss_of_the_cell_above
def next_token_loss(logits, ids):
    return output.loss


# %% wrong: skips_the_token_for_padding
def next_token_loss(logits, ids):
    skipped = decoder_tokenizer.pad_token_id
    return cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten(), ignore_index=skipped)


# %% wrong: takes_id_zero_for_padding
def next_token_loss(logits, ids):
    return cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten(), ignore_index=0)


# %% wrong: each_token_of_the_vocabulary_once
def next_token_loss(logits, ids):
    costs = {}
    for said, text in zip(logits.log_softmax(dim=-1), ids.tolist()):
        for place, token in enumerate(text[1:]):
            costs[token] = -said[place, token].item()
    return sum(costs.values()) / len(costs)
