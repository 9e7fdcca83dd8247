"""Noun phrases, subjects and places in both languages.

French is still without elision and contraction here ("de le hôtel"); `sentences` applies them at the end.
"""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from training.phrasebook.words import (
    BEFORE_VOWEL,
    NEVER_SMALL,
    NUMBERS,
    OPEN_AIR,
    OWNERS,
    RELATIVES,
    SURFACES,
    VOWELS,
    Noun,
    Row,
    adjectives,
    nouns,
)

__all__ = [
    "PRONOUNS", "Draw", "Pair", "Phrase", "a_or_an", "agree", "described", "noun_phrase", "owned", "place",
    "subject", "the",
]  # fmt: skip

Option = TypeVar("Option")
Pair = tuple[str, str]  # English and French


@dataclass(frozen=True)
class Phrase:
    """A noun phrase or a pronoun in both languages; `person` is the French pronoun of its verb form."""

    english: str
    french: str
    person: str
    gender: str = "m"
    kind: str = "person"

    @property
    def plural(self) -> bool:
        """Tell whether adjectives take the plural."""
        return self.person in ("nous", "ils")


PRONOUNS = (
    Phrase("I", "je", "je"),
    Phrase("you", "tu", "tu"),
    Phrase("he", "il", "il"),
    Phrase("she", "elle", "il", "f"),
    Phrase("we", "nous", "nous"),
    Phrase("they", "ils", "ils"),
)
NAMES = (
    Phrase("Paul", "Paul", "il"),
    Phrase("Marie", "Marie", "il", "f"),
    Phrase("Luc", "Luc", "il"),
    Phrase("Anna", "Anna", "il", "f"),
)


class Draw:
    """Draws words; every choice comes from one random generator."""

    def __init__(self, choose: random.Random) -> None:
        self._choose = choose

    def pick(self, options: Sequence[Option]) -> Option:
        """Return one of the options."""
        return self._choose.choice(options)

    def chance(self, share: float) -> bool:
        """Return True in this share of the cases."""
        return self._choose.random() < share

    def noun(self, kinds: Collection[str]) -> Noun:
        """Return a noun of one of the kinds."""
        return self.pick([noun for noun in nouns() if noun.kind in kinds])

    def adjective(self, kind: str, *places: str) -> Row | None:
        """Return an adjective that fits a noun of this kind, or None where there is none."""
        fitting = [row for row in adjectives() if kind in row["kinds"].split() and row["place"] in places]
        return self.pick(fitting) if fitting else None


def agree(adjective: Row, gender: str, plural: bool) -> str:
    """Return the French adjective for a noun of this gender and number."""
    form = "masculine" if gender == "m" else "feminine"
    return adjective[f"{form}_plural" if plural else form]


def a_or_an(english: str) -> str:
    """Return the English indefinite article before this text."""
    return "an" if english[0] in "aeiouEI" and not english.startswith("uni") else "a"


def the(noun: Noun, plural: bool = False) -> str:
    """Return the French definite article of a noun."""
    return "les" if plural else "la" if noun.gender == "f" else "le"


def _vowel(french: str) -> bool:
    return french[0].lower() in VOWELS


def _possessive(owner: str, gender: str, plural: bool, french: str) -> str:
    """Return "mon", "ma" or "mes" for the owner "my", as the text after it asks."""
    masculine, feminine, many = OWNERS[owner]
    if plural:
        return many
    return masculine if gender == "m" or _vowel(french) else feminine  # "mon amie", though she is feminine


def described(noun: Noun, adjective: Row | None, plural: bool = False) -> Pair:
    """Return a noun with its adjective, if there is one, but without an article."""
    english, french = (noun.plural, noun.pluriel) if plural else (noun.english, noun.french)
    if adjective is None:
        return english, french
    english = f"{adjective['english']} {english}"
    form = agree(adjective, noun.gender, plural)
    if adjective["place"] != "before":
        return english, f"{french} {form}"
    if noun.gender == "m" and not plural and _vowel(french):
        form = BEFORE_VOWEL.get(form, form)
    return english, f"{form} {french}"


def _indefinite(noun: Noun, text: Pair, *, plural: bool, before: bool, no: bool) -> Pair:
    """Return a, some or any; `before` says that an adjective stands before the French noun."""
    english, french = text
    if not plural and not noun.mass:
        return a_or_an(english), "de" if no else "une" if noun.gender == "f" else "un"
    if no:
        return "any", "de"
    if plural:
        return "some", "de" if before else "des"
    return "some", "de la" if noun.gender == "f" or _vowel(french) else "de le"  # "la" becomes "l'" there


def _article(
    draw: Draw, noun: Noun, text: Pair, *, plural: bool, before: bool, definite: bool, no: bool
) -> Pair:
    """Return what stands before a noun: an article, a possessive, a demonstrative or a number."""
    kinds = ["the"] * 4 + ["this"]
    if noun.english not in ("man", "woman"):  # "sa femme" is a wife
        kinds += ["owner"] * 3
    if not definite:
        kinds += ["a"] * 6 + (["number"] * 2 + ["many"] if plural else [])
    french = text[1]
    match draw.pick(kinds):
        case "the":
            return "the", the(noun, plural)
        case "this" if plural:
            return "these", "ces"
        case "this":
            return "this", "cette" if noun.gender == "f" else "cet" if _vowel(french) else "ce"
        case "owner":
            owner = draw.pick(list(OWNERS))
            return owner, _possessive(owner, noun.gender, plural, french)
        case "number":
            return draw.pick(list(NUMBERS.items()))
        case "many":
            return "many", "beaucoup de"
    return _indefinite(noun, text, plural=plural, before=before, no=no)


def noun_phrase(
    draw: Draw,
    kinds: Collection[str],
    *,
    definite: bool = False,
    no: bool = False,
    plain: bool = False,
    only: Collection[str] = (),
    never: Collection[str] = (),
) -> Phrase:
    """Return a noun phrase.

    `definite` leaves out a, some, many and numbers; `no` is for after a negation; `plain` leaves out
    adjectives; `only` and `never` name nouns.
    """
    noun = draw.noun(kinds)
    while noun.english in never or (only and noun.english not in only):
        noun = draw.noun(kinds)
    plural = not noun.mass and draw.chance(0.3)
    adjective = draw.adjective(noun.kind, "before", "after") if not plain and draw.chance(0.3) else None
    if adjective and adjective["english"] == "small" and noun.english in NEVER_SMALL:
        adjective = None
    before = adjective is not None and adjective["place"] == "before"
    text = described(noun, adjective, plural)
    article = _article(draw, noun, text, plural=plural, before=before, definite=definite, no=no)
    english, french = (f"{first} {rest}" for first, rest in zip(article, text, strict=True))
    return Phrase(english, french, "ils" if plural else "il", noun.gender, noun.kind)


def owned(draw: Draw, noun: Noun) -> Phrase:
    """Return "my sister's cat", "le chat de ma sœur"."""
    while noun.english in ("man", "woman"):  # "la femme de mon oncle" is a wife
        noun = draw.noun(["person"])
    relation = draw.pick(RELATIVES)
    relative = next(other for other in nouns() if other.english == relation)
    owner = draw.pick(list(OWNERS))
    possessive = _possessive(owner, relative.gender, False, relative.french)
    english = f"{owner} {relative.english}'s {noun.english}"
    french = f"{the(noun)} {noun.french} de {possessive} {relative.french}"
    return Phrase(english, french, "il", noun.gender, noun.kind)


def subject(draw: Draw, kinds: Collection[str] = (), *, plain: bool = False) -> Phrase:
    """Return a subject: a noun phrase of one of the kinds, or, without kinds, a pronoun or somebody."""
    if not kinds and draw.chance(0.6):
        return draw.pick(PRONOUNS)
    kinds = kinds or ["person", "job"]
    if draw.chance(0.1) and "person" in kinds:
        return draw.pick(NAMES)
    if draw.chance(0.12) and "person" in kinds:
        return owned(draw, draw.noun(["person", "job", "animal"]))
    return noun_phrase(draw, kinds, definite=plain or draw.chance(0.7), plain=plain)


def place(draw: Draw, *, surface: bool = False) -> Pair:
    """Return where something is; with `surface` it may also be on a table or under it."""
    if surface and draw.chance(0.4):
        at = noun_phrase(draw, ["thing", "opening"], definite=True, only=SURFACES)
        ways = [("on", "sur"), ("under", "sous")]
    else:
        at = noun_phrase(draw, ["place"], definite=True)
        ways = [("near", "près de"), ("in front of", "devant"), ("behind", "derrière")]
        if not any(noun in at.english for noun in OPEN_AIR):
            ways = [("in", "dans")] * 2 + ways
        elif draw.chance(0.5):
            return f"on {at.english}", f"sur {at.french}"
    english, french = draw.pick(ways)
    return f"{english} {at.english}", f"{french} {at.french}"
