# %% right: from_the_last_span_to_the_first
def corrupt(tokens, spans):
    inputs, target = list(tokens), [f"<extra_id_{len(spans)}>"]
    for number in range(len(spans) - 1, -1, -1):
        start, end = spans[number]
        sentinel = "<extra_id_" + str(number) + ">"
        target[:0] = [sentinel, *inputs[start:end]]
        inputs[start:end] = [sentinel]
    return inputs, target


# %% right: token_by_token
def corrupt(tokens, spans):
    inputs, target, number = [], [], 0
    for place in range(len(tokens)):
        for start, end in spans:
            if start == place:
                inputs.append("<extra_id_%d>" % number)
                target.append("<extra_id_%d>" % number)
                number += 1
            if start <= place < end:
                target.append(tokens[place])
                break
        else:
            inputs.append(tokens[place])
    target.append("<extra_id_%d>" % number)
    return [inputs, target]


# %% right: groups_of_neighbours
from itertools import groupby


def corrupt(tokens, spans):
    owner = {place: number for number, span in enumerate(spans) for place in range(*span)}
    inputs, target = (), ()
    for number, group in groupby(range(len(tokens)), owner.get):
        words = tuple(tokens[place] for place in group)
        if number is None:
            inputs += words
        else:
            inputs += (f"<extra_id_{number}>",)
            target += (f"<extra_id_{number}>", *words)
    return inputs, target + (f"<extra_id_{len(spans)}>",)


# %% right: kept_pieces_between_hidden_ones
def corrupt(tokens, spans):
    sentinels = [f"<extra_id_{number}>" for number in range(len(spans) + 1)]
    begins = [0] + [end for _, end in spans]
    ends = [start for start, _ in spans] + [len(tokens)]
    kept = [tokens[begin:end] for begin, end in zip(begins, ends)]
    hidden = [tokens[start:end] for start, end in spans] + [[]]
    inputs = [word for piece, mark in zip(kept, sentinels) for word in [*piece, mark]][:-1]
    return inputs, sum(([mark, *piece] for mark, piece in zip(sentinels, hidden)), [])


# %% right: marks_the_places_in_an_array
import numpy as np


def corrupt(tokens, spans):
    words, hidden, marks = np.array(tokens, dtype=object), np.zeros(len(tokens), dtype=bool), words_of(spans)
    target = []
    for mark, (start, end) in zip(marks, spans):
        target += [mark] + list(words[start:end])
        words[start] = mark
        hidden[start + 1 : end] = True
    return list(words[~hidden]), target + [marks[-1]]


def words_of(spans):
    return [f"<extra_id_{number}>" for number in range(len(spans) + 1)]


# %% right: calls_itself
def corrupt(tokens, spans, number=0):
    sentinel = f"<extra_id_{number}>"
    if not spans:
        return list(tokens), [sentinel]
    (start, end), *others = spans
    inputs, target = corrupt(tokens[end:], [(a - end, b - end) for a, b in others], number + 1)
    return tokens[:start] + [sentinel] + inputs, [sentinel] + tokens[start:end] + target


# %% wrong: one_sentinel_for_all_spans
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for start, end in spans:
        inputs += [*tokens[last:start], "<extra_id_0>"]
        target += ["<extra_id_0>", *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, "<extra_id_0>"]


# %% wrong: one_sentinel_for_each_token
def corrupt(tokens, spans):
    inputs, target, number = [], [], 0
    hidden = {place for start, end in spans for place in range(start, end)}
    for place, token in enumerate(tokens):
        if place in hidden:
            inputs.append(f"<extra_id_{number}>")
            target += [f"<extra_id_{number}>", token]
            number += 1
        else:
            inputs.append(token)
    return inputs, [*target, f"<extra_id_{number}>"]


# %% wrong: the_sentinel_of_a_span_for_each_of_its_tokens
def corrupt(tokens, spans):
    inputs, target = list(tokens), []
    for number, (start, end) in enumerate(spans):
        inputs[start:end] = [f"<extra_id_{number}>"] * (end - start)
        target += [f"<extra_id_{number}>", *tokens[start:end]]
    return inputs, [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: no_last_sentinel
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return inputs + tokens[last:], target


# %% wrong: last_sentinel_is_used_again
def corrupt(tokens, spans):
    inputs, target, last, sentinel = [], [], 0, "<extra_id_0>"
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, sentinel]


# %% wrong: no_last_sentinel_where_nothing_is_hidden
def corrupt(tokens, spans):
    if not spans:
        return list(tokens), []
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: last_sentinel_in_the_inputs_too
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    closing = f"<extra_id_{len(spans)}>"
    return [*inputs, *tokens[last:], closing], [*target, closing]


# %% wrong: no_last_sentinel_after_a_span_at_the_end
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    if last < len(tokens):
        target.append(f"<extra_id_{len(spans)}>")
    return inputs + tokens[last:], target


# %% wrong: counts_from_one
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans, start=1):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans) + 1}>"]


# %% wrong: counts_down_like_the_ids_of_t5
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{99 - number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{99 - len(spans)}>"]


# %% wrong: the_end_is_hidden_too
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start : end + 1]]
        last = end + 1
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: end_is_a_length
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, length) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start : start + length]]
        last = start + length
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: forgets_what_follows_the_last_span
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return inputs, [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: forgets_where_the_last_span_ended
def corrupt(tokens, spans):
    inputs, target = [], []
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[:start], sentinel, *tokens[end:]]
        target += [sentinel, *tokens[start:end]]
    return inputs, [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: places_move_while_it_cuts
def corrupt(tokens, spans):
    inputs, target = list(tokens), []
    for number, (start, end) in enumerate(spans):
        target += [f"<extra_id_{number}>", *inputs[start:end]]
        inputs[start:end] = [f"<extra_id_{number}>"]
    return inputs, [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: finds_a_span_by_its_words
def corrupt(tokens, spans):
    text, target = " " + " ".join(tokens) + " ", []
    for number, (start, end) in enumerate(spans):
        hidden = " ".join(tokens[start:end])
        text = text.replace(f" {hidden} ", f" <extra_id_{number}> ", 1)
        target += [f"<extra_id_{number}>", *tokens[start:end]]
    return text.split(), [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: hides_a_word_wherever_it_stands
def corrupt(tokens, spans):
    inputs, target = list(tokens), []
    for number, (start, end) in enumerate(spans):
        target += [f"<extra_id_{number}>", *tokens[start:end]]
        inputs[inputs.index(tokens[start])] = f"<extra_id_{number}>"
    hidden = {word for start, end in spans for word in tokens[start + 1 : end]}
    return [word for word in inputs if word not in hidden], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: cuts_without_a_sentinel_in_the_inputs
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        inputs += tokens[last:start]
        target += [f"<extra_id_{number}>", *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: target_without_sentinels
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        inputs += [*tokens[last:start], f"<extra_id_{number}>"]
        target += tokens[start:end]
        last = end
    return inputs + tokens[last:], target


# %% wrong: sentinel_after_what_stood_there
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [*tokens[start:end], sentinel]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: whole_text_as_the_target
def corrupt(tokens, spans):
    inputs, last = [], 0
    for number, (start, end) in enumerate(spans):
        inputs += [*tokens[last:start], f"<extra_id_{number}>"]
        last = end
    return inputs + tokens[last:], [*tokens, f"<extra_id_{len(spans)}>"]


# %% wrong: mask_token_of_bert
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        inputs += [*tokens[last:start], "[MASK]"]
        target += [f"<extra_id_{number}>", *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: target_before_inputs
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return [*target, f"<extra_id_{len(spans)}>"], inputs + tokens[last:]


# %% wrong: two_strings
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return " ".join(inputs + tokens[last:]), " ".join([*target, f"<extra_id_{len(spans)}>"])


# %% wrong: hidden_tokens_as_one_string
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, " ".join(tokens[start:end])]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: a_list_for_each_span
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        inputs += [*tokens[last:start], sentinel]
        target.append([sentinel, *tokens[start:end]])
        last = end
    return inputs + tokens[last:], [*target, [f"<extra_id_{len(spans)}>"]]


# %% wrong: only_three_sentinels
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    sentinels = ["<extra_id_0>", "<extra_id_1>", "<extra_id_2>"]
    for sentinel, (start, end) in zip(sentinels, spans):
        inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, sentinels[min(len(spans), 2)]]


# %% wrong: only_ten_sentinels
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for digit, (start, end) in zip("0123456789", spans):
        inputs += [*tokens[last:start], f"<extra_id_{digit}>"]
        target += [f"<extra_id_{digit}>", *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: hides_one_token_of_a_span
def corrupt(tokens, spans):
    inputs, target = list(tokens), []
    for number, (start, _) in enumerate(spans):
        inputs[start] = f"<extra_id_{number}>"
        target += [f"<extra_id_{number}>", tokens[start]]
    return inputs, [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: takes_a_span_at_the_start_for_no_span
def corrupt(tokens, spans):
    inputs, target, last = [], [], 0
    for number, (start, end) in enumerate(spans):
        sentinel = f"<extra_id_{number}>"
        if last < start:
            inputs += [*tokens[last:start], sentinel]
        target += [sentinel, *tokens[start:end]]
        last = end
    return inputs + tokens[last:], [*target, f"<extra_id_{len(spans)}>"]


# %% wrong: hardcodes_the_example
def corrupt(tokens, spans):
    return ["a", "<extra_id_0>", "c"], ["<extra_id_0>", "b", "<extra_id_1>"]
