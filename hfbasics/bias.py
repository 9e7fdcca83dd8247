"""What the fourth topic's notebook measures with: lists of words, sentences, and who a review speaks of.

The words are plain ones: occupations, pronouns, relatives, flowers. Sources stand where a list has one.
"""

import re

__all__ = ["ASSOCIATIONS", "JOBS", "LESSONS", "SWAPS", "names_one_side"]

# Occupations that begin with a consonant, so that "a" fits before each. The sides are those of a common
# stereotype; they are no statistics.
JOBS: dict[str, list[str]] = {
    "women": [
        "nurse",
        "secretary",
        "receptionist",
        "hairdresser",
        "librarian",
        "babysitter",
        "cleaner",
        "dancer",
    ],
    "men": ["mechanic", "carpenter", "plumber", "soldier", "pilot", "farmer", "butcher", "builder"],
}

_WOMEN = ["she", "her", "woman", "girl", "mother", "daughter", "sister", "wife"]
_MEN = ["he", "his", "man", "boy", "father", "son", "brother", "husband"]

# Word sets X, Y, A and B, in the manner of WEAT 1 and 8 (Caliskan, Bryson and Narayanan 2017,
# arXiv:1608.07187); the words were chosen for this course.
ASSOCIATIONS: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {
    "flowers and insects, pleasant": (
        ["rose", "tulip", "daisy", "lily", "orchid", "violet", "poppy", "daffodil"],
        ["ant", "wasp", "fly", "mosquito", "cockroach", "moth", "beetle", "spider"],
        ["love", "peace", "joy", "friend", "gift", "happy", "laughter", "holiday"],
        ["pain", "accident", "sickness", "dirty", "ugly", "sad", "fear", "danger"],
    ),
    "occupations, women and men": (JOBS["women"], JOBS["men"], _WOMEN, _MEN),
    "arts and sciences, women and men": (
        ["poetry", "painting", "dance", "literature", "novel", "drama", "sculpture", "music"],
        [
            "physics",
            "chemistry",
            "engineering",
            "mathematics",
            "technology",
            "computer",
            "laboratory",
            "experiment",
        ],
        _WOMEN,
        _MEN,
    ),
}

# Neutral sentences about a course. Each begins with the person.
LESSONS = [
    "{} taught the lessons on fractions.",
    "{} answered my question about the second task.",
    "{} was the tutor of our group.",
    "{} showed the slides for week three.",
    "{} gave feedback on my essay.",
    "{} explained the exam in the last video.",
    "{} spoke about the history of glass.",
    "{} checked the homework on Friday.",
    "{} led the workshop on bicycles.",
    "{} marked the final project.",
    "{} read the questions aloud.",
    "{} opened the next chapter.",
    "{} talked with us about the plan.",
    "{} sent a new timetable in week two.",
    "{} held the last lecture.",
    "{} wrote the notes for the course.",
]

# "her" is missing on purpose: it can be "him" or "his".
_PAIRS = [
    ("he", "she"),
    ("man", "woman"),
    ("men", "women"),
    ("father", "mother"),
    ("brother", "sister"),
    ("son", "daughter"),
    ("husband", "wife"),
    ("himself", "herself"),
    ("boy", "girl"),
]
SWAPS: dict[str, str] = {word: other for pair in _PAIRS for word, other in (pair, pair[::-1])}


def names_one_side(text: str) -> str:
    """Return "she" or "he" where a text speaks of women only, or of men only, and "" for all others."""
    words = set(re.findall(r"\w+", text.lower()))
    women = words & {*_WOMEN, "women", "hers", "herself"}
    men = words & {*_MEN, "men", "him", "himself"}
    if bool(women) == bool(men):
        return ""
    return "she" if women else "he"
