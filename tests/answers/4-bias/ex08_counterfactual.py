# %% right: table_of_numpy_scored_at_once
def changes(score, templates, terms):
    texts = [template.format(term) for template in templates for term in terms]
    table = np.array(score(texts)).reshape(len(templates), len(terms))
    table = table - table.mean(axis=1, keepdims=True)
    return {term: table[:, place].tolist() for place, term in enumerate(terms)}


# %% right: one_text_at_a_time_and_the_statistics_module
def changes(score, templates, terms):
    import statistics
    from collections import defaultdict

    found = defaultdict(list)
    for template in templates:
        before, after = template.split("{}")
        scores = {term: score([before + term + after])[0] for term in terms}
        middle = statistics.fmean(scores.values())
        for term in scores:
            found[term] += [scores[term] - middle]
    return found


# %% right: tensors_in_a_dict_comprehension
def changes(score, templates, terms):
    rows = [score([text.replace("{}", term) for term in terms]) for text in templates]
    table = torch.tensor(rows, dtype=torch.float64)
    table -= table.mean(dim=1)[:, None]
    return dict(zip(terms, table.T.tolist()))


# %% right: pandas_and_numpy_numbers
def changes(score, templates, terms):
    import pandas as pd

    table = pd.DataFrame({term: score([text.format(term) for text in templates]) for term in terms})
    table = table.sub(table.mean(axis="columns"), axis="index")
    return {term: list(table[term].to_numpy()) for term in terms}


# %% right: mean_of_the_differences_from_each_term
def changes(score, templates, terms):
    by_term = [score([text.format(term) for text in templates]) for term in terms]
    found = {}
    for term, own in zip(terms, by_term):
        found[term] = [
            sum(own[n] - other[n] for other in by_term) / len(terms) for n in range(len(templates))
        ]
    return found


# %% wrong: minus_the_first_term
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(one - scores[0])
    return found


# %% wrong: minus_the_last_term
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(one - scores[-1])
    return found


# %% wrong: minus_the_mean_over_all_templates
def changes(score, templates, terms):
    rows = [score([template.format(term) for term in terms]) for template in templates]
    return {term: [row[i] - np.mean(rows) for row in rows] for i, term in enumerate(terms)}


# %% wrong: minus_the_mean_of_its_own_term
def changes(score, templates, terms):
    found = {}
    for term in terms:
        scores = score([template.format(term) for template in templates])
        found[term] = [one - sum(scores) / len(scores) for one in scores]
    return found


# %% wrong: absolute_values
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(abs(one - sum(scores) / len(scores)))
    return found


# %% wrong: mean_minus_score
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(sum(scores) / len(scores) - one)
    return found


# %% wrong: mean_only_and_no_list
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(one - sum(scores) / len(scores))
    return {term: np.mean(values) for term, values in found.items()}


# %% wrong: relative_in_percent
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(100 * (one / (sum(scores) / len(scores)) - 1))
    return found


# %% wrong: relative_as_a_share
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(one / (sum(scores) / len(scores)) - 1)
    return found


# %% wrong: mean_of_the_other_terms_only
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(one - (sum(scores) - one) / max(1, len(scores) - 1))
    return found


# %% wrong: minus_the_median
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(one - np.median(scores))
    return found


# %% wrong: divided_by_the_deviation
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append((one - np.mean(scores)) / (np.std(scores) or 1))
    return found


# %% wrong: raw_scores
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(one)
    return found


# %% wrong: minus_the_template_without_a_term
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(one - score([template.format("")])[0])
    return found


# %% wrong: keyed_by_template
def changes(score, templates, terms):
    found = {}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        found[template] = [one - sum(scores) / len(scores) for one in scores]
    return found


# %% wrong: last_template_only
def changes(score, templates, terms):
    found = {}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for term, one in zip(terms, scores):
            found[term] = [one - sum(scores) / len(scores)]
    return found


# %% wrong: rounded_to_two_digits
def changes(score, templates, terms):
    found = {term: [] for term in terms}
    for template in templates:
        scores = score([template.format(term) for term in terms])
        for place, one in enumerate(scores):
            found[terms[place]].append(round(one - sum(scores) / len(scores), 2))
    return found
