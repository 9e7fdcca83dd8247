"""The words of the phrasebook: its tables, the words with rules of their own, and French verb forms."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = [
    "ALLER", "AVOIR", "BE", "BEFORE_VOWEL", "CAN", "ETAIT", "ETRE", "FEELINGS", "FEMININE", "MUST", "NATIONS",
    "NEVER_SMALL", "NEVER_VERY", "NO_DESTINATION", "NO_PAST", "NUMBERS", "OFTEN", "OPEN_AIR", "OWNERS",
    "RELATIVES", "SURFACES", "TIMES", "VENIR", "VOWELS", "WANT", "WAS", "WHEN", "WOULD_LIKE", "Noun", "Row",
    "adjectives", "nouns", "sayings", "verbs", "words",
]  # fmt: skip

FOLDER = Path(__file__).parents[1] / "data" / "phrasebook"
Row = dict[str, str]  # a line of a table: column → text

SMALL_WORDS = (
    "I you he she it we they Paul Marie Luc Anna the a an this these some any many not very and but there "
    "please do does did will would cannot to in on under near behind front of with from where what why how "
    "much years"
)
VOWELS = "aeiouyhéèêâîôœà"  # what French elides before; every h of these nouns and verbs is silent
SURFACES = ("table", "chair", "bed", "plate", "box")
OPEN_AIR = ("beach", "bridge")  # one is on them, not in them
NO_DESTINATION = ("bedroom", "kitchen", "bathroom", "street", "bridge")
RELATIVES = (
    "brother", "sister", "father", "mother", "uncle", "aunt", "friend", "cousin", "son", "daughter",
    "grandmother", "grandfather", "neighbour",
)  # fmt: skip
NATIONS = ("French", "English", "Italian", "Spanish")
NEVER_SMALL = ("son", "daughter", "girl", "grandmother", "grandfather")  # "petit-fils" is a grandson
NEVER_VERY = ("red", "blue", "green", "black", "white", "yellow", "grey", *NATIONS)
NO_PAST = ("want", "know", "have", "love", "hate")  # they would take another past tense in French

BEFORE_VOWEL = {"beau": "bel", "nouveau": "nouvel", "vieux": "vieil"}
FEMININE = {
    "doctor": "médecin", "teacher": "professeure", "nurse": "infirmière", "student": "étudiante",
    "baker": "boulangère", "singer": "chanteuse", "waiter": "serveuse", "engineer": "ingénieure",
    "farmer": "agricultrice", "writer": "écrivaine",
}  # fmt: skip
NUMBERS = {
    "two": "deux", "three": "trois", "four": "quatre", "five": "cinq", "six": "six", "seven": "sept",
    "eight": "huit", "nine": "neuf", "ten": "dix",
}  # fmt: skip
OWNERS = {  # English: French masculine, feminine, plural
    "my": ("mon", "ma", "mes"), "your": ("ton", "ta", "tes"), "his": ("son", "sa", "ses"),
    "her": ("son", "sa", "ses"), "our": ("notre", "notre", "nos"), "their": ("leur", "leur", "leurs"),
}  # fmt: skip
FEELINGS = {
    "hungry": "faim", "thirsty": "soif", "cold": "froid", "hot": "chaud", "afraid": "peur",
    "sleepy": "sommeil",
}  # fmt: skip
OFTEN = {"often": "souvent", "always": "toujours", "sometimes": "parfois"}
TIMES = {
    "today": "aujourd'hui", "tomorrow": "demain", "yesterday": "hier", "now": "maintenant",
    "this morning": "ce matin", "this evening": "ce soir", "every day": "tous les jours",
    "on Monday": "lundi", "on Saturday": "samedi", "on Sunday": "dimanche",
}  # fmt: skip
WHEN = {
    # One of five like the others: with a single one, a seed would give other sentences than it always gave.
    "present": ["every day"] * 5,
    "progressive": ["now", "today", "this morning", "this evening"],
    "past": ["yesterday", "this morning", "today", "on Monday", "on Saturday"],
    "future": ["tomorrow", "this evening", "on Sunday", "on Monday", "on Saturday"],
}


def _forms(five: str) -> Row:
    return dict(zip(("je", "tu", "il", "nous", "ils"), five.split(), strict=True))


BE = _forms("am are is are are")
WAS = _forms("was were was were were")
ETRE = _forms("suis es est sommes sont")
ETAIT = _forms("étais étais était étions étaient")
AVOIR = _forms("ai as a avons ont")
ALLER = _forms("vais vas va allons vont")
VENIR = _forms("viens viens vient venons viennent")
WANT = _forms("veux veux veut voulons veulent")
CAN = _forms("peux peux peut pouvons peuvent")
MUST = _forms("dois dois doit devons doivent")
WOULD_LIKE = _forms("voudrais voudrais voudrait voudrions voudraient")


@dataclass(frozen=True)
class Noun:
    """An English noun and its French translation."""

    english: str
    plural: str
    french: str
    pluriel: str
    gender: str
    kind: str

    @property
    def mass(self) -> bool:
        """Tell whether the noun is uncountable, such as "water"."""
        return self.plural == "-"


def _table(name: str) -> list[Row]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def nouns() -> list[Noun]:
    """Return the nouns; an uncountable one has the plural "-"."""
    return [
        Noun(
            english=row["english"],
            plural=row["plural"] or row["english"] + "s",
            french=row["french"],
            pluriel=row["pluriel"] or row["french"] + "s",
            gender=row["gender"],
            kind=row["kind"],
        )
        for row in _table("nouns")
    ]


@cache
def adjectives() -> list[Row]:
    """Return the adjectives. `place` is where they stand: before or after the noun, or only with be."""
    rows = _table("adjectives")
    for row in rows:
        for gender in ("masculine", "feminine"):
            row[f"{gender}_plural"] = row[f"{gender}_plural"] or row[gender] + "s"
    return rows


@cache
def verbs() -> list[Row]:
    """Return the verbs. `ing` is "-" where English has no progressive; `kinds` are those of the object."""
    return _table("verbs")


@cache
def sayings() -> list[tuple[str, ...]]:
    """Return fixed phrases: the English one, the French one and their last mark."""
    lines = (FOLDER / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


def words() -> dict[str, list[str]]:
    """Return the English words of the phrasebook by class, for its card."""
    return {
        "nouns": [noun.english for noun in nouns()],
        "adjectives": [row["english"] for row in adjectives()],
        "verbs": [row["english"] for row in verbs()] + ["be", "go", "come", "can", "must"],
        "times": list(TIMES),
        "others": [*OFTEN, *FEELINGS, *NUMBERS, *OWNERS, *SMALL_WORDS.split()],
        "in fixed phrases": [english for english, *_ in sayings()],
    }
