"""Sentences in both languages: questions, statements and fixed phrases, with their capital and last mark."""

import random
import re

from training.phrasebook.clauses import (
    action,
    description,
    does,
    existence,
    feeling,
    introduction,
    movement,
    whereabouts,
    wish,
)
from training.phrasebook.phrases import Draw, Pair, subject
from training.phrasebook.words import ALLER, BE, VOWELS, sayings, verbs

__all__ = ["sentence"]

WHAT = ("eat", "drink", "buy", "sell", "see", "want", "read", "write", "prepare", "draw", "wear")
# Elided before a vowel or a silent h; the h of "huit" is the only one here that is not silent.
ELIDED = re.compile(rf"\b(je|ne|de|le|la|que|me|te) (?=[{VOWELS}])(?!huit\b)", re.IGNORECASE)
CONTRACTED = {r"\bde les\b": "des", r"\bà les\b": "aux", r"\bde le\b": "du", r"\bà le\b": "au"}
STATEMENTS = (
    [description] * 4 + [feeling, whereabouts, existence, movement, wish, introduction] + [action] * 6
)


def _question(draw: Draw) -> Pair:
    """Return a question with do or be."""
    way = draw.pick(["yes or no", "yes or no", "what", "where", "why"])
    if way == "yes or no":
        english, french = action(draw, question=True)
        return f"{english}?", f"est-ce que {french} ?"
    who = subject(draw)
    if way == "what":
        verb, ask = draw.pick([row for row in verbs() if row["english"] in WHAT]), "qu'"
    else:
        lonely = [row for row in verbs() if "here" in row["kinds"]]
        verb = draw.pick([row for row in lonely if way == "where" or row["english"] != "live"])
        ask = "où " if way == "where" else "pourquoi "
    if way == "where" and draw.chance(0.3):
        return (
            f"where {BE[who.person]} {who.english} going?",
            f"où est-ce que {who.french} {ALLER[who.person]} ?",
        )
    return (
        f"{way} {does(who)} {who.english} {verb['english']}?",
        f"{ask}est-ce que {who.french} {verb[who.person]} ?",
    )


def _spelled(french: str) -> str:
    """Apply elision and contraction."""
    french = ELIDED.sub(lambda found: found[1][:-1] + "'", french)
    french = re.sub(r"\bce (?=est\b)", "c'", french)
    for pattern, short in CONTRACTED.items():
        french = re.sub(pattern, short, french)
    return french


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def sentence(choose: random.Random) -> Pair:
    """Return an English sentence of the phrasebook and its French translation."""
    draw = Draw(choose)
    kind = choose.random()
    if kind < 0.04:
        english, french, end = draw.pick(sayings())
        return _capital(english) + end, _capital(french) + end.replace("?", " ?")
    if kind < 0.20:
        english, french = _question(draw)
    elif kind < 0.27:
        (english, french), (second, deuxieme) = draw.pick(STATEMENTS)(draw), draw.pick(STATEMENTS)(draw)
        if "?" in english + second or "please" in english + second:
            return sentence(choose)
        link, lien = draw.pick([("and", "et"), ("but", "mais")])
        english, french = f"{english} {link} {second}", f"{french} {lien} {deuxieme}"
    else:
        english, french = draw.pick(STATEMENTS)(draw)
    end = "" if english.endswith("?") else "."
    return _capital(english) + end, _capital(_spelled(french)) + end
