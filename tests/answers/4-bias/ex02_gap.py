# %% right: numpy_table_and_argsort
def gaps(score, templates, one, other, words):
    table = np.array([[[score(t.format(p), w) for p in (one, other)] for t in templates] for w in words])
    means = (table[..., 0] - table[..., 1]).mean(axis=1)
    return {words[place]: means[place] for place in np.argsort(means)}


# %% right: loops_with_replace_and_running_totals
def gaps(score, templates, one, other, words):
    totals = dict.fromkeys(words, 0.0)
    for template in templates:
        first = template.replace("{}", one)
        second = template.replace("{}", other)
        for word in words:
            totals[word] += (score(first, word) - score(second, word)) / len(templates)
    ordered = {}
    for word in sorted(totals, key=totals.get):
        ordered[word] = totals[word]
    return ordered


# %% right: mean_of_each_person_then_the_difference
def gaps(score, templates, one, other, words):
    from statistics import fmean

    def level(person, word):
        return fmean(score(template.format(person), word) for template in templates)

    return dict(sorted(((word, level(one, word) - level(other, word)) for word in words), key=lambda p: p[1]))


# %% right: tensors_as_values
def gaps(score, templates, one, other, words):
    def ratio(word):
        sides = [torch.tensor([score(t.format(p), word) for t in templates]).double() for p in (one, other)]
        return torch.sub(*sides).mean()

    found = {word: ratio(word) for word in words}
    return dict(sorted(found.items(), key=lambda item: item[1].item()))


# %% right: pandas_series_in_order
def gaps(score, templates, one, other, words):
    import pandas as pd

    frame = pd.DataFrame(
        {w: [score(t.format(one), w) - score(t.format(other), w) for t in templates] for w in words}
    )
    return frame.mean().sort_values().to_dict()


# %% right: ordered_dict_built_by_insertion
def gaps(score, templates, one, other, words):
    from bisect import insort
    from collections import OrderedDict

    ranked = []
    for place, word in enumerate(words):
        parts = [score(t.format(one), word) + -1 * score(t.format(other), word) for t in templates]
        insort(ranked, (math.fsum(parts) / len(parts), place, word))
    return OrderedDict((word, value) for value, _, word in ranked)


# %% wrong: other_minus_one
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(other), word) - score(t.format(one), word) for t in templates])
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: unsorted
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(one), word) - score(t.format(other), word) for t in templates])
    return found


# %% wrong: sorted_by_word
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(one), word) - score(t.format(other), word) for t in templates])
    return dict(sorted(found.items()))


# %% wrong: highest_first
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(one), word) - score(t.format(other), word) for t in templates])
    return dict(sorted(found.items(), key=lambda item: item[1], reverse=True))


# %% wrong: sorted_by_size_without_sign
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(one), word) - score(t.format(other), word) for t in templates])
    return dict(sorted(found.items(), key=lambda item: abs(item[1])))


# %% wrong: size_without_sign
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        mean = np.mean([score(t.format(one), word) - score(t.format(other), word) for t in templates])
        found[word] = abs(mean)
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: list_of_pairs
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(one), word) - score(t.format(other), word) for t in templates])
    return sorted(found.items(), key=lambda item: item[1])


# %% wrong: first_template_only
def gaps(score, templates, one, other, words):
    text = templates[0]
    found = {word: score(text.format(one), word) - score(text.format(other), word) for word in words}
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: last_template_overwrites
def gaps(score, templates, one, other, words):
    found = {}
    for text in templates:
        for word in words:
            found[word] = score(text.format(one), word) - score(text.format(other), word)
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: sum_over_templates
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = sum(score(t.format(one), word) - score(t.format(other), word) for t in templates)
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: always_divided_by_two
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = sum(score(t.format(one), word) - score(t.format(other), word) for t in templates) / 2
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: median_over_templates
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.median(
            [score(t.format(one), word) - score(t.format(other), word) for t in templates]
        )
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: ratio_of_scores
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(one), word) / score(t.format(other), word) for t in templates])
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: logarithm_of_the_ratio_of_scores
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        ratios = [score(t.format(one), word) / score(t.format(other), word) for t in templates]
        found[word] = np.mean(np.log(ratios))
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: difference_of_probabilities
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        pairs = [[math.exp(score(t.format(p), word)) for p in (one, other)] for t in templates]
        found[word] = np.mean([first - second for first, second in pairs])
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: ratio_of_probabilities
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        apart = [score(t.format(one), word) - score(t.format(other), word) for t in templates]
        found[word] = np.exp(np.mean(apart))
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: probabilities_averaged_before_the_logarithm
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        first, second = (np.mean(np.exp([score(t.format(p), word) for t in templates])) for p in (one, other))
        found[word] = math.log(first / second)
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: log_ratio_in_bits
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        apart = [score(t.format(one), word) - score(t.format(other), word) for t in templates]
        found[word] = np.mean(apart) / math.log(2)
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: own_scores_of_the_prompt_taken_off
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        apart = [score(t.format(one), word) - score(t.format(other), word) for t in templates]
        whole = [score(t.format(one), "") - score(t.format(other), "") for t in templates]
        found[word] = np.mean(np.subtract(apart, whole))
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: whole_text_is_scored_with_the_prompt_included
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        apart = [
            score("", f"{t.format(one)} {word}") - score("", f"{t.format(other)} {word}") for t in templates
        ]
        found[word] = np.mean(apart)
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: mean_gap_of_all_words_taken_off
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(one), word) - score(t.format(other), word) for t in templates])
    middle = np.mean(list(found.values()))
    return dict(sorted(((word, gap - middle) for word, gap in found.items()), key=lambda item: item[1]))


# %% wrong: person_and_word_exchanged
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        found[word] = np.mean([score(t.format(word), one) - score(t.format(word), other) for t in templates])
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: always_scores_with_next_word
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        apart = [next_word(t.format(one), word) - next_word(t.format(other), word) for t in templates]
        found[word] = np.mean(apart)
    return dict(sorted(found.items(), key=lambda item: item[1]))


# %% wrong: rounded_to_two_places
def gaps(score, templates, one, other, words):
    found = {}
    for word in words:
        mean = np.mean([score(t.format(one), word) - score(t.format(other), word) for t in templates])
        found[word] = round(float(mean), 2)
    return dict(sorted(found.items(), key=lambda item: item[1]))
