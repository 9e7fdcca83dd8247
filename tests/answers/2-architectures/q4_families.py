# %% right: small_letters_in_another_order
families_of = {
    "encoder-only sees": "a",
    "decoder-only sees": "b",
    "encoder-decoder sees": "c",
    "encoder-only learns by": "d",
    "decoder-only learns by": "e",
    "encoder-decoder learns by": "f",
    "encoder-only is good for": "g",
    "decoder-only is good for": "h",
    "encoder-decoder is good for": "i",
}

# %% right: filled_in_line_by_line
families_of = {}
families_of["encoder-only sees"], families_of["encoder-only learns by"] = "A", "D"
families_of["encoder-only is good for"] = "G"
families_of.update({"decoder-only sees": "B", "decoder-only learns by": "E", "decoder-only is good for": "H"})
families_of |= {
    "encoder-decoder sees": "C ",
    "encoder-decoder learns by": " F",
    "encoder-decoder is good for": "I",
}

# %% right: built_from_two_lists
kinds = ["encoder-only", "decoder-only", "encoder-decoder"]
lines = ["sees", "learns by", "is good for"]
families_of = dict(zip([f"{kind} {line}" for line in lines for kind in kinds], "ABCDEFGHI"))

# %% wrong: a_string_of_letters
families_of = "ADGBEHCFI"

# %% wrong: a_dict_of_dicts
families_of = {
    "encoder-only": {"sees": "A", "learns by": "D", "is good for": "G"},
    "decoder-only": {"sees": "B", "learns by": "E", "is good for": "H"},
    "encoder-decoder": {"sees": "C", "learns by": "F", "is good for": "I"},
}

# %% wrong: every_letter_in_a_set
families_of = {
    "encoder-only sees": {"A"},
    "encoder-only learns by": {"D"},
    "encoder-only is good for": {"G"},
    "decoder-only sees": {"B"},
    "decoder-only learns by": {"E"},
    "decoder-only is good for": {"H"},
    "encoder-decoder sees": {"C"},
    "encoder-decoder learns by": {"F"},
    "encoder-decoder is good for": {"I"},
}

# %% wrong: a_decoder_is_good_for_everything
families_of = {
    "encoder-only sees": "A",
    "encoder-only learns by": "D",
    "encoder-only is good for": "G",
    "decoder-only sees": "B",
    "decoder-only learns by": "E",
    "decoder-only is good for": "HI",
    "encoder-decoder sees": "C",
    "encoder-decoder learns by": "F",
    "encoder-decoder is good for": "I",
}

# %% wrong: a_bert_and_a_t5_change_places
families_of = {
    "encoder-only sees": "C",
    "encoder-only learns by": "F",
    "encoder-only is good for": "I",
    "decoder-only sees": "B",
    "decoder-only learns by": "E",
    "decoder-only is good for": "H",
    "encoder-decoder sees": "A",
    "encoder-decoder learns by": "D",
    "encoder-decoder is good for": "G",
}
