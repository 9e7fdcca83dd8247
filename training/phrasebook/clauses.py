"""Clauses in both languages: a subject, a verb and the rest."""

from training.phrasebook.phrases import (
    PRONOUNS,
    Draw,
    Pair,
    Phrase,
    a_or_an,
    agree,
    noun_phrase,
    owned,
    place,
    subject,
    the,
)
from training.phrasebook.words import (
    ALLER,
    AVOIR,
    BE,
    CAN,
    ETAIT,
    ETRE,
    FEELINGS,
    FEMININE,
    MUST,
    NATIONS,
    NEVER_VERY,
    NO_DESTINATION,
    NO_PAST,
    NUMBERS,
    OFTEN,
    TIMES,
    VENIR,
    WANT,
    WAS,
    WHEN,
    WOULD_LIKE,
    Row,
    nouns,
    verbs,
)

__all__ = [
    "action", "description", "does", "existence", "feeling", "introduction", "movement", "whereabouts",
    "wish",
]  # fmt: skip

LIKING = ("like", "love", "hate")
FOR_SALE = ("food", "meal", "drink", "reading", "thing", "clothes")
THERE = ("person", "animal", "food", "meal", "drink", "place", "thing", "vehicle")
SHOWN = ("person", "animal", "thing", "place", "reading", "vehicle", "clothes")
SOMEWHERE = ("animal", "thing", "vehicle", "reading", "clothes", "place")
MODALS = {
    "can": ("can", CAN),
    "can?": ("can", CAN),
    "must": ("must", MUST),
    "would like": ("would like to", WOULD_LIKE),
}
INDEFINITE = ("a", "an", "some", "any", "many", *NUMBERS)


def _join(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _ne_pas(form: str, no: bool) -> str:
    return f"ne {form} pas" if no else form


def does(who: Phrase) -> str:
    """Return "does" or "do"."""
    return "does" if who.person == "il" else "do"


def _simple(who: Phrase, plain: str, third: str, no: bool) -> str:
    """Return a verb in the simple present: "goes", "do not go"."""
    if no:
        return f"{does(who)} not {plain}"
    return third if who.person == "il" else plain


def _is(who: Phrase, english: str, french: str, *, no: bool, forms: tuple[Row, Row] = (BE, ETRE)) -> Pair:
    """Return a clause with be; `forms` are those of be and of its translation, "avoir" in "j'ai faim"."""
    be, etre = (verb[who.person] for verb in forms)
    return _join(who.english, be, "not" * no, english), _join(who.french, _ne_pas(etre, no), french)


def _object(draw: Draw, verb: Row, no: bool) -> Pair:
    """Return an object that fits the verb; for a verb without one, a place, a friend or nothing."""
    kinds = verb["kinds"].split()
    if "here" in kinds and (kinds == ["here"] or draw.chance(0.3)):
        if verb["english"] != "live" and draw.chance(0.25):
            friend = noun_phrase(draw, ["person"], definite=True)
            return f"with {friend.english}", f"avec {friend.french}"
        return place(draw) if verb["english"] == "live" or draw.chance(0.6) else ("", "")
    definite = verb["english"] in LIKING  # "she likes a cat" is rare in both languages
    if definite and draw.chance(0.4):
        noun = draw.noun([kind for kind in kinds if kind != "place"])
        if noun.mass:
            return noun.english, f"{the(noun)} {noun.french}"
        return noun.plural, f"les {noun.pluriel}"
    if draw.chance(0.08) and "animal" in kinds:
        pet = owned(draw, draw.noun(["animal"]))
        return pet.english, pet.french
    if no and verb["english"] != "have":  # nobody says "il n'aide pas de tante"
        kinds = [kind for kind in kinds if kind not in ("person", "job")] or kinds
        definite = definite or kinds[0] in ("person", "job")
    thing = noun_phrase(draw, kinds, definite=definite, no=no)
    return thing.english, thing.french


def _time(draw: Draw, verb: Row, tense: str) -> str:
    """Return a time that fits the tense, or nothing: nobody knows a song every day."""
    if tense == "progressive":
        draw.pick(WHEN["present"])  # unused, as in `_price`
    when = draw.pick(WHEN[tense])
    return "" if tense == "present" and verb["ing"] == "-" else when


def _helper(who: Phrase, verb: Row, tense: str) -> Pair:
    """Return the English helper of a verb and the form after it: "does" and "eat", "is" and "eating"."""
    if tense == "progressive":
        return BE[who.person], verb["ing"]
    return {"present": does(who), "past": "did", "future": "will"}[tense], verb["english"]


def _verb(who: Phrase, verb: Row, tense: str, often: str, *, no: bool) -> Pair:
    """Return a verb as a statement has it; in a question, only the French one is the same."""
    helper, main = _helper(who, verb, tense)
    if no or tense in ("progressive", "future"):
        english = _join(helper, "not" * no, main)
    else:
        third = tense == "present" and who.person == "il"
        english = _join(often, verb["past" if tense == "past" else "third" if third else "english"])
    if tense == "past":
        return english, _join(_ne_pas(AVOIR[who.person], no), verb["participle"])
    if tense == "future":
        return english, _join(_ne_pas(ALLER[who.person], no), verb["french"])
    return english, _join(_ne_pas(verb[who.person], no), OFTEN.get(often))


def action(draw: Draw, *, question: bool = False) -> Pair:
    """Return a clause with a verb, in the present, past or future, said, denied or asked."""
    who = subject(draw)
    verb = draw.pick(verbs())
    tense = draw.pick(["present", "present", "present", "past", "future"])
    no = draw.chance(0.3) and not question
    if tense == "past" and (verb["past"] == verb["english"] or verb["english"] in NO_PAST):
        tense = "present"  # "we read a book" would have two translations
    english_object, french_object = _object(draw, verb, no)
    if tense == "present" and verb["ing"] != "-" and draw.chance(0.3):
        tense = "progressive"  # in English alone; French says both in the present
    usual = tense == "present" and not no and not question
    often = draw.pick(list(OFTEN)) if usual and draw.chance(0.15) else ""
    when = _time(draw, verb, tense) if draw.chance(0.25) and not often else ""
    english, french = _verb(who, verb, tense, often, no=no)
    english = f"{who.english} {english}"
    if question:
        helper, main = _helper(who, verb, tense)
        english = f"{helper} {who.english} {main}"
    return _join(english, english_object, when), _join(who.french, french, french_object, TIMES.get(when))


def description(draw: Draw) -> Pair:
    """Return a clause with be and an adjective."""
    kinds = [] if draw.chance(0.45) else {noun.kind for noun in nouns()} - {"mass"}
    who = subject(draw, kinds, plain=True)
    adjective = draw.adjective(who.kind, "before", "after", "be")
    if adjective["english"] in NATIONS and who.kind in ("meal", "drink"):
        adjective = draw.adjective("meal", "be")  # "Italian coffee" is said, "the coffee is Italian" hardly
    very = draw.chance(0.2) and adjective["place"] != "be" and adjective["english"] not in NEVER_VERY
    no, past = draw.chance(0.25), draw.chance(0.2)
    english = _join("very" * very, adjective["english"])
    french = _join("très" * very, agree(adjective, who.gender, who.plural))
    if not no and not past and draw.chance(0.15):
        return (
            f"{BE[who.person]} {who.english} {english}?",
            f"est-ce que {who.french} {ETRE[who.person]} {french} ?",
        )
    return _is(who, english, french, no=no, forms=(WAS, ETAIT) if past else (BE, ETRE))


def feeling(draw: Draw) -> Pair:
    """Return a clause such as "she is hungry", "elle a faim"."""
    who = subject(draw)
    word = draw.pick(list(FEELINGS))
    return _is(who, word, FEELINGS[word], no=draw.chance(0.3), forms=(BE, AVOIR))


def whereabouts(draw: Draw) -> Pair:
    """Return a clause that says or asks where someone or something is."""
    who = subject(draw, [] if draw.chance(0.5) else SOMEWHERE)
    if who.english.split()[0] in INDEFINITE:
        return existence(draw)  # "there is a cat", rather than "a cat is"
    at = place(draw, surface=who.kind in ("animal", "thing", "reading", "clothes"))
    if draw.chance(0.3):
        link = "-" if who in PRONOUNS else " "
        return f"where {BE[who.person]} {who.english}?", f"où {ETRE[who.person]}{link}{who.french} ?"
    return _is(who, *at, no=draw.chance(0.2))


def existence(draw: Draw) -> Pair:
    """Return a clause with there is or there are."""
    no = draw.chance(0.3)
    thing = noun_phrase(draw, THERE, no=no)
    while thing.english.split()[0] not in INDEFINITE:
        thing = noun_phrase(draw, THERE, no=no)
    english, french = place(draw, surface=thing.kind in ("animal", "food", "meal", "drink", "thing"))
    be = BE[thing.person]
    if not no and draw.chance(0.25):
        return f"{be} there {thing.english} {english}?", f"est-ce qu'il y a {thing.french} {french} ?"
    return (
        _join("there", be, "not" * no, thing.english, english),
        _join("il", "ne y a pas" if no else "y a", thing.french, french),
    )


def movement(draw: Draw) -> Pair:
    """Return a clause with go or come."""
    who = subject(draw)
    goal = noun_phrase(draw, ["place"], definite=True, never=NO_DESTINATION)
    no = draw.chance(0.25)
    to, vers, verb, gone = "to", "à", ALLER, ""
    match draw.pick(["go", "come", "going", "went"]):
        case "go":
            english = _simple(who, "go", "goes", no)
        case "come":
            english = _simple(who, "come", "comes", no)
            to, vers, verb = "from", "de", VENIR
        case "going":
            english = _join(BE[who.person], "not" * no, "going")
        case "went":
            english = "did not go" if no else "went"
            verb, gone = ETRE, "allé" + "e" * (who.gender == "f") + "s" * who.plural
    french = _join(_ne_pas(verb[who.person], no), gone)
    return f"{who.english} {english} {to} {goal.english}", f"{who.french} {french} {vers} {goal.french}"


def wish(draw: Draw) -> Pair:
    """Return a clause with want to, would like, can or must."""
    who = subject(draw)
    verb = draw.pick([row for row in verbs() if row["english"] not in (*LIKING, "want", "know")])
    no = draw.chance(0.25)
    english_object, french_object = _object(draw, verb, no)
    infinitive, infinitif = _join(verb["english"], english_object), _join(verb["french"], french_object)
    way = draw.pick(["want", "can", "must", "would like", "can?"])
    if way == "would like" and draw.chance(0.5):
        thing = noun_phrase(draw, FOR_SALE)
        please, svp = draw.pick([("", ""), (", please", ", s'il te plaît")])
        if who.english not in ("I", "we"):
            please = svp = ""
        return (
            f"{who.english} would like {thing.english}{please}",
            f"{who.french} {WOULD_LIKE[who.person]} {thing.french}{svp}",
        )
    if way == "can?" and not no:
        return f"can {who.english} {infinitive}?", f"est-ce que {who.french} {CAN[who.person]} {infinitif} ?"
    if way == "want":
        modal, forms = _simple(who, "want", "wants", no) + " to", WANT
    else:  # "must not" and "would not like" deny something else in French
        modal, forms = ("cannot", CAN) if no else MODALS[way]
    return f"{who.english} {modal} {infinitive}", f"{who.french} {_ne_pas(forms[who.person], no)} {infinitif}"


def _this(draw: Draw) -> Pair:
    thing = noun_phrase(draw, SHOWN)
    while thing.plural or thing.english.split()[0] == "this":
        thing = noun_phrase(draw, SHOWN)
    no = draw.chance(0.3)
    english = _join(draw.pick(["this", "it"]), "is", "not" * no, thing.english)
    return english, f"ce {_ne_pas('est', no)} {thing.french}"


def _job(draw: Draw) -> Pair:
    who = subject(draw)
    job = draw.noun(["job"])
    english = job.plural if who.plural else f"{a_or_an(job.english)} {job.english}"
    french = (FEMININE[job.english] if who.gender == "f" else job.french) + "s" * who.plural
    return _is(who, english, french, no=draw.chance(0.25))


def _age(draw: Draw) -> Pair:
    who = subject(draw)
    age = draw.pick(list(NUMBERS))
    return _is(who, f"{age} years old", f"{NUMBERS[age]} ans", no=False, forms=(BE, AVOIR))


def _price(draw: Draw) -> Pair:
    subject(draw)  # unused; without it, a seed would give other sentences than it always gave
    thing = noun_phrase(draw, (*FOR_SALE, "vehicle"), definite=True)
    costs = "coûtent" if thing.plural else "coûte"
    return f"how much {BE[thing.person]} {thing.english}?", f"combien {costs} {thing.french} ?"


def introduction(draw: Draw) -> Pair:
    """Return who or what this is, or somebody's job or age, or ask for a price."""
    return draw.pick([_this, _job, _age, _price])(draw)
