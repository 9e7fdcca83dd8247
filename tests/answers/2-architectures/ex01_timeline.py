# %% right: lists_with_month_numbers
def timeline(models):
    numbers = {name: number for number, name in enumerate(calendar.month_name)}

    def when(model):
        month, year = model["date"].split()
        return int(year), numbers[month]

    return [[model["name"], model["millions"]] for model in sorted(models, key=when)]


# %% right: takes_out_the_oldest_until_none_is_left
def timeline(models):
    left, pairs = list(models), ()
    while left:
        oldest = min(left, key=lambda model: datetime.strptime("1 " + model["date"], "%d %B %Y").timestamp())
        left.remove(oldest)
        pairs += ((oldest["name"], oldest["millions"]),)
    return pairs


# %% right: stable_sorting_of_a_pandas_table
import pandas as pd


def timeline(models):
    table = pd.DataFrame(models, columns=["name", "date", "millions"])
    table["date"] = pd.to_datetime(table["date"], format="%B %Y")
    table = table.sort_values("date", kind="stable")
    return list(zip(table["name"], table["millions"]))


# %% right: inserts_one_after_another
def timeline(models):
    months = "January February March April May June July August September October November December".split()
    placed = []
    for model in models:
        month, year = model["date"].split(" ")
        count = 12 * int(year) + months.index(month)
        place = len(placed)
        while place > 0 and placed[place - 1][0] > count:
            place -= 1
        placed.insert(place, (count, (model["name"], model["millions"])))
    return [pair for _, pair in placed]


# %% right: year_after_month_in_two_stable_sortings
def timeline(models):
    by_month = sorted(models, key=lambda model: datetime.strptime(model["date"].split()[0], "%B"))
    by_year = sorted(by_month, key=lambda model: model["date"].split()[1])
    return [(model["name"], model["millions"]) for model in by_year]


# %% right: place_in_the_list_as_second_key
def timeline(models):
    keys = [(datetime.strptime(model["date"], "%B %Y"), place) for place, model in enumerate(models)]
    return [(models[place]["name"], models[place]["millions"]) for _, place in sorted(keys)]


# %% wrong: sorts_the_words_of_the_dates
def timeline(models):
    return [(model["name"], model["millions"]) for model in sorted(models, key=lambda model: model["date"])]


# %% wrong: year_and_then_the_word_of_the_month
def timeline(models):
    ordered = sorted(models, key=lambda model: model["date"].split()[::-1])
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: year_and_then_the_first_letters_of_the_month
def timeline(models):
    ordered = sorted(models, key=lambda model: (model["date"][-4:], model["date"][:3]))
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: only_the_year
def timeline(models):
    ordered = sorted(models, key=lambda model: int(model["date"].split()[1]))
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: only_the_last_digit_of_the_year
def timeline(models):
    months = list(calendar.month_name)
    ordered = sorted(models, key=lambda m: (m["date"][-1], months.index(m["date"].split()[0])))
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: only_the_last_two_digits_of_the_year
def timeline(models):
    months = list(calendar.month_name)
    ordered = sorted(models, key=lambda m: (m["date"][-2:], months.index(m["date"].split()[0])))
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: only_the_month
def timeline(models):
    ordered = sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y").month)
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: the_month_before_the_year
def timeline(models):
    months = list(calendar.month_name)
    ordered = sorted(models, key=lambda m: (months.index(m["date"].split()[0]), m["date"].split()[1]))
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: newest_first
def timeline(models):
    ordered = sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y"), reverse=True)
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: newest_first_turned_round_turns_ties_round
def timeline(models):
    ordered = sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y"), reverse=True)
    return [(model["name"], model["millions"]) for model in ordered[::-1]]


# %% wrong: ties_by_name
def timeline(models):
    ordered = sorted(models, key=lambda model: (datetime.strptime(model["date"], "%B %Y"), model["name"]))
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: ties_by_size
def timeline(models):
    rows = [(datetime.strptime(m["date"], "%B %Y"), m["millions"], m["name"]) for m in models]
    return [(name, millions) for _, millions, name in sorted(rows)]


# %% wrong: swapping_breaks_ties
def timeline(models):
    models = list(models)
    for i in range(len(models)):
        for j in range(i + 1, len(models)):
            one, other = (datetime.strptime(models[k]["date"], "%B %Y") for k in (i, j))
            if other < one:
                models[i], models[j] = models[j], models[i]
    return [(model["name"], model["millions"]) for model in models]


# %% wrong: bubbles_swap_equal_dates
def timeline(models):
    models = list(models)
    for end in range(len(models) - 1, 0, -1):
        for i in range(end):
            one, other = (datetime.strptime(models[k]["date"], "%B %Y") for k in (i, i + 1))
            if one >= other:
                models[i], models[i + 1] = models[i + 1], models[i]
    return [(model["name"], model["millions"]) for model in models]


# %% wrong: pandas_sorts_without_care_for_ties
import pandas as pd


def timeline(models):
    table = pd.DataFrame(models, columns=["name", "date", "millions"])
    table["date"] = pd.to_datetime(table["date"], format="%B %Y")
    return list(zip(*(table.sort_values("date")[column] for column in ("name", "millions"))))


# %% wrong: numpy_sorts_without_care_for_ties
import numpy


def timeline(models):
    months = list(calendar.month_name)
    dates = [100 * int(m["date"].split()[1]) + months.index(m["date"].split()[0]) for m in models]
    return [(models[i]["name"], models[i]["millions"]) for i in numpy.argsort(dates)]


# %% wrong: one_model_for_each_month
def timeline(models):
    by_date = {datetime.strptime(model["date"], "%B %Y"): model for model in models}
    return [(by_date[date]["name"], by_date[date]["millions"]) for date in sorted(by_date)]


# %% wrong: smallest_first
def timeline(models):
    return sorted([(model["name"], model["millions"]) for model in models], key=lambda pair: pair[1])


# %% wrong: does_not_sort
def timeline(models):
    return [(model["name"], model["millions"]) for model in models]


# %% wrong: size_before_name
def timeline(models):
    ordered = sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y"))
    return [(model["millions"], model["name"]) for model in ordered]


# %% wrong: only_names
def timeline(models):
    ordered = sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y"))
    return [model["name"] for model in ordered]


# %% wrong: keeps_the_date
def timeline(models):
    ordered = sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y"))
    return [(model["name"], model["date"], model["millions"]) for model in ordered]


# %% wrong: the_dicts_themselves
def timeline(models):
    return sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y"))


# %% wrong: a_dict_from_name_to_size
def timeline(models):
    ordered = sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y"))
    return {model["name"]: model["millions"] for model in ordered}


# %% wrong: an_array_turns_sizes_into_strings
import numpy


def timeline(models):
    ordered = sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y"))
    return numpy.array([(model["name"], model["millions"]) for model in ordered])


# %% wrong: always_the_models_of_the_notebook
def timeline(models):
    ordered = sorted(MODELS, key=lambda model: datetime.strptime(model["date"], "%B %Y"))
    return [(model["name"], model["millions"]) for model in ordered]


# %% wrong: prints_the_pairs
def timeline(models):
    for model in sorted(models, key=lambda model: datetime.strptime(model["date"], "%B %Y")):
        print(model["name"], model["millions"])


# %% wrong: sorts_the_list_itself
def timeline(models):
    models.sort(key=lambda model: datetime.strptime(model["date"], "%B %Y"))
    return [(model["name"], model["millions"]) for model in models]
