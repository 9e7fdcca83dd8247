# %% right: by_hand_with_tokenizer_and_model
def entities(text):
    batch = tagger.tokenizer(text, return_offsets_mapping=True, return_tensors="pt")
    offsets = batch.pop("offset_mapping")[0].tolist()
    with torch.no_grad():
        places = tagger.model(**batch).logits[0].argmax(dim=-1).tolist()
    words, last = [], None
    for (start, end), word, place in zip(offsets, batch.word_ids(0), places):
        if word is not None and word == last:
            words[-1][1] = end
        elif word is not None:
            words.append([start, end, tagger.model.config.id2label[place]])
        last = word
    names = []
    for start, end, label in words:
        _, _, kind = label.rpartition("-")
        if names and names[-1][2] == kind and not label.startswith("B-"):
            names[-1][1] = end
        else:
            names.append([start, end, kind])
    found = {kind: [] for _, _, kind in names if kind != "O"}
    for start, end, kind in names:
        if kind != "O":
            found[kind].append((start, end, text[start:end]))
    return found


# %% right: a_comprehension_for_each_kind
def entities(text):
    names = tagger(text, aggregation_strategy="first")
    return {
        kind: [
            (n["start"], n["end"], text[n["start"] : n["end"]]) for n in names if n["entity_group"] == kind
        ]
        for kind in sorted({n["entity_group"] for n in names})
    }


# %% right: a_defaultdict_of_lists
from collections import defaultdict


def entities(text):
    found = defaultdict(list)
    for name in tagger([text], aggregation_strategy="first")[0]:
        span = slice(name["start"], name["end"])
        found[name["entity_group"]].append([span.start, span.stop, text[span]])
    return found


# %% right: takes_out_the_kinds_without_a_name
def entities(text):
    found = {"LOC": (), "ORG": (), "PER": ()}
    for name in tagger(text, aggregation_strategy="first"):
        letters = list(text)[name["start"] : name["end"]]
        found[name["entity_group"]] += ((name["start"], name["end"], "".join(letters)),)
    return {kind: names for kind, names in found.items() if names}


# %% wrong: takes_the_lower_case_word
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        found.setdefault(name["entity_group"], []).append((name["start"], name["end"], name["word"]))
    return found


# %% wrong: gives_the_word_its_capitals_back
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        triple = (name["start"], name["end"], name["word"].title())
        found.setdefault(name["entity_group"], []).append(triple)
    return found


# %% wrong: end_is_inclusive
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end - 1, text[start:end]))
    return found


# %% wrong: takes_one_character_too_many
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end, text[start : end + 1]))
    return found


# %% wrong: length_instead_of_end
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end - start, text[start:end]))
    return found


# %% wrong: no_aggregation
def entities(text):
    found = {}
    for piece in tagger(text):
        start, end = piece["start"], piece["end"]
        found.setdefault(piece["entity"][2:], []).append((start, end, text[start:end]))
    return found


# %% wrong: kinds_with_their_b_and_i
def entities(text):
    found = {}
    for piece in tagger(text):
        start, end = piece["start"], piece["end"]
        found.setdefault(piece["entity"], []).append((start, end, text[start:end]))
    return found


# %% wrong: offsets_in_tokens
def entities(text):
    words, found = text.split(), {}
    for name in tagger(text, aggregation_strategy="first"):
        start = len(text[: name["start"]].split())
        end = start + len(text[name["start"] : name["end"]].split())
        found.setdefault(name["entity_group"], []).append((start, end, " ".join(words[start:end])))
    return found


# %% wrong: from_name_to_kind
def entities(text):
    names = tagger(text, aggregation_strategy="first")
    return {text[name["start"] : name["end"]]: name["entity_group"] for name in names}


# %% wrong: only_the_last_name_of_each_kind
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found[name["entity_group"]] = [(start, end, text[start:end])]
    return found


# %% wrong: only_the_first_name_of_each_kind
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], [(start, end, text[start:end])])
    return found


# %% wrong: only_people
def entities(text):
    names = [n for n in tagger(text, aggregation_strategy="first") if n["entity_group"] == "PER"]
    triples = [(n["start"], n["end"], text[n["start"] : n["end"]]) for n in names]
    return {"PER": triples} if triples else {}


# %% wrong: kinds_without_a_name_have_an_empty_list
def entities(text):
    found = {"PER": [], "ORG": [], "LOC": []}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found[name["entity_group"]].append((start, end, text[start:end]))
    return found


# %% wrong: all_kinds_share_a_list
def entities(text):
    names = tagger(text, aggregation_strategy="first")
    found = dict.fromkeys([name["entity_group"] for name in names], [])
    for name in names:
        start, end = name["start"], name["end"]
        found[name["entity_group"]].append((start, end, text[start:end]))
    return found


# %% wrong: keeps_the_names_of_earlier_texts
def entities(text, found={}):
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end, text[start:end]))
    return found


# %% wrong: what_is_no_name_is_there_too
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first", ignore_labels=[]):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end, text[start:end]))
    return found


# %% wrong: looks_for_the_lower_case_word
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start = text.lower().find(name["word"])
        end = start + len(name["word"])
        found.setdefault(name["entity_group"], []).append((start, end, text[start:end]))
    return found


# %% wrong: finds_a_name_where_it_stands_first
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        written = text[name["start"] : name["end"]]
        start = text.find(written)
        found.setdefault(name["entity_group"], []).append((start, start + len(written), written))
    return found


# %% wrong: each_name_only_once
def entities(text):
    found, seen = {}, set()
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        if text[start:end] not in seen:
            found.setdefault(name["entity_group"], []).append((start, end, text[start:end]))
        seen.add(text[start:end])
    return found


# %% wrong: the_last_name_first
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).insert(0, (start, end, text[start:end]))
    return found


# %% wrong: the_surest_name_first
def entities(text):
    found = {}
    for name in sorted(tagger(text, aggregation_strategy="first"), key=lambda name: -name["score"]):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end, text[start:end]))
    return found


# %% wrong: sorts_the_names_by_alphabet
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end, text[start:end]))
    return {kind: sorted(names, key=lambda triple: triple[2]) for kind, names in found.items()}


# %% wrong: loses_the_accents
import unicodedata


def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        plain = unicodedata.normalize("NFD", text[start:end]).encode("ascii", "ignore").decode()
        found.setdefault(name["entity_group"], []).append((start, end, plain))
    return found


# %% wrong: kinds_in_words
def entities(text):
    kinds = {"PER": "person", "ORG": "organisation", "LOC": "place"}
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(kinds[name["entity_group"]], []).append((start, end, text[start:end]))
    return found


# %% wrong: the_name_before_its_place
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((text[start:end], start, end))
    return found


# %% wrong: the_score_is_there_too
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end, text[start:end], name["score"]))
    return found


# %% wrong: a_name_for_each_word
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="first"):
        start = name["start"]
        for word in text[start : name["end"]].split():
            found.setdefault(name["entity_group"], []).append((start, start + len(word), word))
            start += len(word) + 1
    return found


# %% wrong: capital_letters_are_names
import re


def entities(text):
    names = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[A-Z]\w+(?: [A-Z]\w+)*", text)]
    return {"PER": names} if names else {}


# %% wrong: strategy_simple
def entities(text):
    found = {}
    for name in tagger(text, aggregation_strategy="simple"):
        start, end = name["start"], name["end"]
        found.setdefault(name["entity_group"], []).append((start, end, text[start:end]))
    return found


# %% wrong: hardcodes_the_example
def entities(text):
    return {"PER": [(6, 9, "Ana")]}
