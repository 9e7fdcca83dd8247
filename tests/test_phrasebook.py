"""The phrasebook grammar: one translation each, spelled and agreeing, and none that the evaluation keeps."""

import random
import re
from collections import defaultdict

import pytest

from tests.conftest import ROOT
from training.phrasebook import nouns, sentence
from training.phrasebook.phrases import described
from training.phrasebook.words import adjectives, sayings

EVALUATED = (ROOT / "training" / "evaluation" / "translator.tsv").read_text(encoding="utf-8").splitlines()
Rows = list[tuple[str, str]]
SEED = 5  # draws "que huit", the one h that is not silent

# Written apart from the grammar's own rules. Every h of its words is silent, but for that of "huit".
VOWEL = "(?!huit)[aeiouyhâàéèêîôœ]"
MISSPELLED = {
    "elision is missing": rf"\b(je|ne|de|le|la|que|me|te|se) {VOWEL}|\bce est\b|\bsi ils?\b",
    "elision before a consonant": rf"\b([cdjlmnst]|qu)'(?!{VOWEL})",
    "contraction is missing": r"\b(de|à) les?\b",
    "ma, ta or sa before a vowel": rf"\b(ma|ta|sa) {VOWEL}",
    "ce instead of cet": rf"\bce {VOWEL}",
    # After a singular, for "vieux" is a plural, too.
    "beau before a vowel": rf"\b(un|le|du|au|ce|[mts]on|notre|leur) (beau|nouveau|vieux) {VOWEL}",
}
FORMS = {  # masculine and feminine singular, masculine plural
    "clever": ("intelligent", "intelligente", "intelligents"),
    "French": ("français", "française", "français"),
    "funny": ("drôle", "drôle", "drôles"),
    "happy": ("heureux", "heureuse", "heureux"),
    "kind": ("gentil", "gentille", "gentils"),
    "Italian": ("italien", "italienne", "italiens"),
    "late": ("en retard", "en retard", "en retard"),
    "old": ("vieux", "vieille", "vieux"),
    "strong": ("fort", "forte", "forts"),
    "tired": ("fatigué", "fatiguée", "fatigués"),
}


@pytest.fixture(scope="module")
def rows() -> Rows:
    choose = random.Random(SEED)
    return [sentence(choose) for _ in range(5000)]


@pytest.fixture(scope="module")
def translator():
    # Imports Transformers: seconds, which the other tests here, and another process, need not spend.
    from training import translator

    return translator


def ambiguous(rows: Rows) -> dict[str, set[str]]:
    """Return the English sentences that have two translations or more."""
    translations = defaultdict(set)
    for english, french in rows:
        translations[english].add(french)
    return {english: several for english, several in translations.items() if len(several) > 1}


def read_in_the_past(rows: Rows) -> list[str]:
    """Return the translations of "read" in the past; in the present, the same words mean something else."""
    return [
        french for english, french in rows if re.search(r"\bread\b", english) and re.search(r"\blu\b", french)
    ]


def unframed(rows: Rows) -> list[str]:
    """Return the sentences without a capital or a last mark, or with another mark than their translation."""
    return [
        f"{english} | {french}"
        for english, french in rows
        if not re.fullmatch(r"[A-Z].*\w[.?]", english)
        or not re.fullmatch(r"[A-ZÀÉÊÔŒ].*(\w\.|\w \?)", french)
        or english[-1] != french[-1]
    ]


def misspelled(french: str) -> list[str]:
    """Name the rules of elision and contraction that a French sentence breaks."""
    return [rule for rule, pattern in MISSPELLED.items() if re.search(pattern, french, re.IGNORECASE)]


def disagreeing(rows: Rows) -> tuple[int, list[str]]:
    """Count the sentences such as "She is not very old." and return those whose adjective does not agree."""
    number, wrong = 0, []
    for english, french in rows:
        found = re.fullmatch(r"(He|She|They|We) (?:is|are|was|were)(?: not)?(?: very)? (\w+)\.", english)
        if found and found[2] in FORMS:
            form = FORMS[found[2]][{"He": 0, "She": 1}.get(found[1], 2)]
            number += 1
            if not french.endswith(f" {form}."):
                wrong.append(french)
    return number, wrong


def in_full(english: str, short: dict[str, str]) -> str:
    """Undo what `training.translator.spoken` does to a sentence, but for its capitals."""
    english = english.lower().rstrip(".?")
    for long, shortened in short.items():
        english = re.sub(rf"\b{shortened.lower()}\b", long.lower(), english)
    return english


def leaked(rows: Rows, translator) -> list[str]:
    """Return the English sentences that only the evaluation may see, in any way of writing them."""
    sentences, pairs = translator.held_out()
    kept = {in_full(english, translator.SHORT) for english in sentences}
    return [
        english
        for english, _ in rows
        if in_full(english, translator.SHORT) in kept
        or any(one.search(english) and other.search(english) for one, other in pairs)
    ]


def test_the_same_seed_gives_the_same_sentences(rows):
    choose = random.Random(SEED)
    assert [sentence(choose) for _ in range(50)] == rows[:50]


def test_no_english_sentence_has_two_translations(rows):
    assert not ambiguous(rows)


def test_two_translations_are_noticed():
    assert ambiguous(
        [("We read.", "Nous lisons."), ("Hello.", "Bonjour."), ("We read.", "Nous avons lu.")]
    ) == {"We read.": {"Nous lisons.", "Nous avons lu."}}


def test_read_is_never_in_the_past(rows):
    # Few sentences are drawn twice, so the rule against the one word with two tenses has a test of its own.
    assert any("read" in english for english, _ in rows)
    assert not read_in_the_past(rows)


def test_read_in_the_past_is_noticed():
    rows = [("We read a letter.", "Nous lisons une lettre."), ("I read it.", "Je l'ai lu.")]
    assert read_in_the_past(rows) == ["Je l'ai lu."]


def test_every_sentence_begins_with_a_capital_and_ends_in_its_mark(rows):
    assert not unframed(rows)


@pytest.mark.parametrize(
    "row",
    [
        ("he sleeps.", "Il dort."),
        ("He sleeps.", "il dort."),
        ("He sleeps", "Il dort."),
        ("He sleeps.", "Il dort"),
        ("Does he sleep?", "Est-ce qu'il dort?"),
        ("Does he sleep?", "Est-ce qu'il dort."),
        ("Does he sleep?.", "Est-ce qu'il dort ?"),
    ],
)
def test_a_missing_capital_or_mark_is_noticed(row):
    assert unframed([row])


def test_elision_and_contraction_are_always_applied(rows):
    wrong = {french: misspelled(french) for _, french in rows if misspelled(french)}
    assert not wrong


@pytest.mark.parametrize(
    ("french", "rule"),
    [
        ("Le homme dort.", "elision is missing"),
        ("Elle ne est pas ici.", "elision is missing"),
        ("Ce est un chat.", "elision is missing"),
        ("Est-ce que Anna marche ?", "elision is missing"),
        ("Il y a beaucoup de œufs.", "elision is missing"),
        ("Je vois l'chat.", "elision before a consonant"),
        ("Il a besoin d'huit clés.", "elision before a consonant"),
        ("Il vient de le village.", "contraction is missing"),
        ("Tu vas à les magasins.", "contraction is missing"),
        ("Sa école est fermée.", "ma, ta or sa before a vowel"),
        ("Ce hôtel est cher.", "ce instead of cet"),
        ("Je vois un beau oiseau.", "beau before a vowel"),
    ],
)
def test_wrong_spelling_is_noticed(french, rule):
    assert rule in misspelled(french)


@pytest.mark.parametrize(
    "french",
    [
        "Je vois l'homme et les vieux arbres.",
        "Aujourd'hui, il y a beaucoup de huit.",
        "Il n'est pas allé à l'hôpital.",
        "Est-ce qu'Anna est vieille ?",
    ],
)
def test_right_spelling_passes(french):
    assert not misspelled(french)


@pytest.mark.parametrize(
    ("adjective", "noun", "plural", "french"),
    [
        ("beautiful", "bird", False, "bel oiseau"),
        ("beautiful", "bird", True, "beaux oiseaux"),
        ("beautiful", "beach", False, "belle plage"),
        ("old", "man", False, "vieil homme"),
        ("old", "man", True, "vieux hommes"),
        ("old", "church", False, "vieille église"),
        ("new", "hospital", False, "nouvel hôpital"),
        ("new", "school", True, "nouvelles écoles"),
        ("long", "story", True, "longues histoires"),
        ("bad", "film", True, "mauvais films"),
        ("white", "goat", False, "chèvre blanche"),
        ("fresh", "soup", False, "soupe fraîche"),
        ("grey", "mouse", True, "souris grises"),
        ("kind", "daughter", True, "filles gentilles"),
        ("expensive", "coat", True, "manteaux chers"),
    ],
)
def test_adjectives_agree_with_their_noun(adjective, noun, plural, french):
    row = next(row for row in adjectives() if row["english"] == adjective)
    named = next(listed for listed in nouns() if listed.english == noun)
    assert described(named, row, plural) == (f"{adjective} {named.plural if plural else noun}", french)


def test_adjectives_agree_with_the_pronoun(rows):
    number, wrong = disagreeing(rows)
    assert number >= 20, "too few such sentences were drawn to tell"
    assert not wrong


def test_an_adjective_that_does_not_agree_is_noticed():
    right = [("She was old.", "Elle était vieille."), ("They are not late.", "Ils ne sont pas en retard.")]
    wrong = [("She is happy.", "Elle est heureux."), ("We are very kind.", "Nous sommes très gentil.")]
    assert disagreeing(right + wrong) == (4, ["Elle est heureux.", "Nous sommes très gentil."])


def test_nothing_that_is_held_out_is_trained_on(translator, monkeypatch):
    monkeypatch.setattr(translator, "SENTENCES", 3000)
    trained = translator.corpus()
    assert len(trained) == 3000
    assert not leaked(trained, translator)


@pytest.mark.parametrize(
    "english",
    [
        "I am tired.",
        "i'm tired",
        "Marie isn't wearing a yellow dress.",
        "The yellow dresses are dirty.",
        "there's a lamp on the table",
        "They are eating the green pears.",
    ],
)
def test_a_held_out_sentence_or_pair_is_noticed(english, translator):
    assert leaked([(english, ""), ("She is eating an orange.", "")], translator) == [english]


def test_sentences_drawn_without_the_filter_would_leak(rows, translator):
    assert leaked(rows, translator)


def test_no_fixed_phrase_is_in_the_evaluation():
    # A saying that was kept out of training could only be guessed.
    said = {english.lower() for english, *_ in sayings()}
    measured = [line.split("\t")[1].lower().rstrip(".?") for line in EVALUATED]
    assert said & set(measured) == set()
    assert len(said) > 30
