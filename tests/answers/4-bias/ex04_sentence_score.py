# %% right: loss_times_tokens_and_win_points
def sentence_score(text):
    inputs = decoder_tokenizer("<|endoftext|>" + text, return_tensors="pt")
    with torch.inference_mode():
        loss = decoder(**inputs, labels=inputs["input_ids"]).loss
    return -float(loss) * (inputs["input_ids"].numel() - 1)


def preference(score, pairs):
    points = 0
    for more, less in pairs:
        first, second = score(more), score(less)
        if first > second:
            points += 2
        elif first == second:
            points += 1
    return points / (2 * len(pairs))


# %% right: loop_over_places_in_double_precision_and_numpy_signs
def sentence_score(text):
    ids = [decoder_tokenizer.convert_tokens_to_ids("<|endoftext|>")] + decoder_tokenizer.encode(text)
    with torch.no_grad():
        logits = decoder(torch.tensor([ids])).logits[0].double().numpy()
    total = 0.0
    for place in range(1, len(ids)):
        row = logits[place - 1] - logits[place - 1].max()
        total += row[ids[place]] - np.log(np.exp(row).sum())
    return total


def preference(score, pairs):
    apart = [score(one) - score(other) for one, other in pairs]
    return (np.sign(apart).mean() + 1) / 2


# %% right: distribution_and_heaviside
@torch.no_grad()
def sentence_score(text):
    ids = decoder_tokenizer("<|endoftext|>" + text, return_tensors="pt").input_ids[0]
    said = torch.distributions.Categorical(logits=decoder(ids[None]).logits[0, :-1])
    return said.log_prob(ids[1:]).sum()


def preference(score, pairs):
    first, second = (torch.tensor([float(score(text)) for text in side]).double() for side in zip(*pairs))
    return torch.heaviside(first - second, torch.tensor(0.5).double()).mean()


# %% right: cross_entropy_sum_and_counts
def sentence_score(text):
    ids = torch.tensor([[decoder_tokenizer.vocab["<|endoftext|>"], *decoder_tokenizer(text)["input_ids"]]])
    with torch.no_grad():
        logits = decoder(ids).logits
    logits, targets = logits[:, :-1].transpose(1, 2), ids[:, 1:]
    return -torch.nn.functional.cross_entropy(logits, targets, reduction="sum").numpy()


def preference(score, pairs):
    from collections import Counter
    from fractions import Fraction

    counts = Counter()
    for one, other in pairs:
        a, b = score(one), score(other)
        counts["won" if a > b else "lost" if a < b else "tied"] += 1
    return float(Fraction(2 * counts["won"] + counts["tied"], 2 * counts.total()))


# %% wrong: without_the_first_token
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None])[1:].sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: without_the_last_token
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None])[:-1].sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: mean_over_tokens
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).mean().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: loss_is_not_multiplied_by_the_tokens
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        return -decoder(ids, labels=ids).loss.item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: loss_times_one_token_too_many
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        return -decoder(ids, labels=ids).loss.item() * ids.shape[1]


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: no_shift
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0].log_softmax(dim=-1)
    return scores.gather(1, ids[0, :, None])[1:].sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: shift_in_the_wrong_direction
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, 1:].log_softmax(dim=-1)
    return scores.gather(1, ids[0, :-1, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: without_end_of_text
def sentence_score(text):
    ids = decoder_tokenizer(text, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: end_of_text_only_after_the_text
def sentence_score(text):
    ids = decoder_tokenizer(f"{text}<|endoftext|>", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: end_of_text_scored_after_the_text_too
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}<|endoftext|>", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: space_after_end_of_text
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|> {text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: read_after_a_line_break_in_place_of_end_of_text
def sentence_score(text):
    ids = decoder_tokenizer(f"\n{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: read_after_the_eos_token_which_ends_a_turn_here
def sentence_score(text):
    ids = decoder_tokenizer(decoder_tokenizer.eos_token + text, return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: read_after_the_first_special_token
def sentence_score(text):
    ids = torch.tensor([[decoder.config.bos_token_id, *decoder_tokenizer(text)["input_ids"]]])
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: perplexity
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return math.exp(-scores.gather(1, ids[0, 1:, None]).mean().item())


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: probability
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().exp().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: sum_of_probabilities
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: positive_loss
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return -scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: bits
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item() / math.log(2)


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: base_ten_logarithm
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item() / math.log(10)


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: sum_of_logits
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        logits = decoder(ids).logits[0, :-1]
    return logits.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: score_of_the_likeliest_tokens
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.max(dim=-1).values.sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: ties_count_nothing
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum(one > other for one, other in scores) / len(scores)


# %% wrong: ties_count_one
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum(one >= other for one, other in scores) / len(scores)


# %% wrong: ties_are_left_out
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum(one > other for one, other in scores) / max(1, sum(one != other for one, other in scores))


# %% wrong: compares_absolute_values
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((abs(a) > abs(b)) + (abs(a) == abs(b)) / 2 for a, b in scores) / len(scores)


# %% wrong: percent
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return 100 * sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: number_of_pairs
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores)


# %% wrong: share_of_the_second_text
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one < other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: mean_difference_of_scores
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum(one - other for one, other in scores) / len(scores)


# %% wrong: wins_minus_losses
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return sum((one > other) - (one < other) for one, other in scores) / len(scores)


# %% wrong: rounded_to_one_place
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(score(one), score(other)) for one, other in pairs]
    return round(sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores), 1)


# %% wrong: compares_the_texts_lengths_with_a_fixed_score
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(len(one), len(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: always_scores_with_sentence_score
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    scores = [(sentence_score(one), sentence_score(other)) for one, other in pairs]
    return sum((one > other) + (one == other) / 2 for one, other in scores) / len(scores)


# %% wrong: equal_texts_and_not_equal_scores_are_ties
def sentence_score(text):
    ids = decoder_tokenizer(f"<|endoftext|>{text}", return_tensors="pt")["input_ids"]
    with torch.no_grad():
        scores = decoder(ids).logits[0, :-1].log_softmax(dim=-1)
    return scores.gather(1, ids[0, 1:, None]).sum().item()


def preference(score, pairs):
    points = [0.5 if one == other else float(score(one) > score(other)) for one, other in pairs]
    return sum(points) / len(points)
