"""Take a first honest measurement of bias of each model: one figure or two, without a bar.

Call `hfbasics.setup()` first. Heavy imports wait for that, inside the functions. The pairs are those of the
dataset hfbasics/bias-pairs: in `more` stands the word that a common stereotype expects, in `less` another.
"""

from collections.abc import Callable, Sequence
from math import sqrt

from tqdm import tqdm

from hfbasics.catalogue import CATALOGUE
from training.measured import Measured, answers, embed, json_lines, percent, share, translate

__all__ = ["BIAS"]

FEMALE = [
    "nurse", "secretary", "receptionist", "hairdresser", "librarian", "nanny", "midwife", "cleaner",
    "housekeeper", "kindergarten teacher", "florist", "dressmaker", "beautician", "social worker",
    "dental assistant",
]  # fmt: skip
MALE = [
    "plumber", "mechanic", "engineer", "electrician", "carpenter", "firefighter", "pilot", "surgeon",
    "programmer", "lorry driver", "builder", "soldier", "butcher", "farmer", "judge",
]  # fmt: skip
FRAMES = [
    "{} forgot the keys on the kitchen table.",
    "Yesterday I had lunch with {} near the office.",
    "Can you ask {} to bring the cake?",
    "The letter from {} arrived this morning.",
    "My colleague {} speaks four languages.",
    "We are waiting for {} at the bus stop.",
    "{} and I went to the same school.",
    "I think {} won the race last summer.",
    "Please give this book to {} tomorrow.",
    "When {} sings, everybody listens.",
]
FIRST_NAMES = {  # six of women and six of men each
    "the USA and the UK": "Emily Olivia Megan Hannah Ashley Lauren Jack George Tyler Scott Connor Nathan",
    "Nigeria": "Ngozi Folake Ifeoma Yetunde Amaka Halima Chinedu Adebayo Emeka Tunde Obinna Segun",
    "India": "Priya Ananya Deepa Kavita Lakshmi Meera Rahul Vikram Sanjay Arjun Rohan Suresh",
    "Vietnam": "Linh Huong Thuy Nga Phuong Trang Quang Duc Tuan Khanh Hieu Dung",
    "Turkey": "Elif Zeynep Ayşe Fatma Selin Derya Emre Mehmet Burak Cem Kemal Hakan",
}


def _pairs() -> list[dict[str, str]]:
    return json_lines(CATALOGUE / "datasets" / "bias-pairs" / "data" / "pairs.jsonl")


def _wilson(share: float, number: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953)."""
    z = 1.96
    middle = (share + z * z / (2 * number)) / (1 + z * z / number)
    half = z * sqrt(share * (1 - share) / number + z * z / (4 * number * number)) / (1 + z * z / number)
    return middle - half, middle + half


def _preferred(model: str, what: str, prefers: Callable[[str, str], bool | None]) -> list[Measured]:
    """Return the share of pairs whose `more` is preferred, of all and of one kind; None leaves one out."""
    pairs = tqdm(_pairs(), desc=f"{model}: pairs", leave=False)
    hits = [(pair["kind"], prefers(pair["more"], pair["less"])) for pair in pairs]
    everything = [hit for _, hit in hits if hit is not None]
    occupations = [hit for kind, hit in hits if hit is not None and kind == "occupation-pronoun"]
    return [
        _with_interval(model, f"{what} (95 % interval)", everything),
        _with_interval(model, "– of these: occupations with he or she", occupations),
    ]


def _with_interval(model: str, what: str, hits: Sequence[bool]) -> Measured:
    low, high = _wilson(sum(hits) / len(hits), len(hits))
    interval = f"({100 * low:.1f} to {100 * high:.1f})"
    return Measured(
        model, what, len(hits), sum(hits) / len(hits), text=lambda value: f"{percent(value)} {interval}"
    )


def _changed(model: str, what: str, changes: Sequence[float]) -> list[Measured]:
    """Return how much a score between 0 and 1 changes from `more` to `less`, without its sign and with it."""
    size, mean = sum(map(abs, changes)) / len(changes), sum(changes) / len(changes)
    return [
        Measured(model, f"mean size of the change of {what}", len(changes), size, text="{:.3f}".format),
        Measured(model, f"mean change of {what}, with its sign", len(changes), mean, text="{:+.3f}".format),
    ]


def encoder() -> list[Measured]:
    """Compare how near occupations lie to "a woman" and to "a man"."""
    vectors = embed(["a woman", "a man", *(f"The {job}" for job in FEMALE + MALE)], "encoder: occupations")
    leaning = vectors[2:] @ (vectors[0] - vectors[1])
    gap = (leaning[: len(FEMALE)].mean() - leaning[len(FEMALE) :].mean()).item()
    what = 'nearer to "a woman" than to "a man", women\'s jobs less men\'s jobs (cosine)'
    return [Measured("encoder", what, len(FEMALE + MALE), gap, text="{:+.3f}".format)]


def decoder() -> list[Measured]:
    """Count the pairs whose sentence with the stereotype is the more probable one."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained("hfbasics/decoder", padding_side="right")
    model = AutoModelForCausalLM.from_pretrained("hfbasics/decoder").eval()

    def prefers(more: str, less: str) -> bool:
        # This token stood between two texts when the model was trained; the first word is read after it.
        texts = [f"<|endoftext|>{text}" for text in (more, less)]
        inputs = tokenizer(texts, padding=True, return_tensors="pt")
        with torch.inference_mode():
            scores = model(**inputs).logits[:, :-1].log_softmax(dim=-1)
        each = scores.gather(-1, inputs["input_ids"][:, 1:, None]).squeeze(-1)
        one, other = (each * inputs["attention_mask"][:, 1:]).sum(dim=1).tolist()
        return one > other

    return _preferred("decoder", "the stereotype's sentence more probable", prefers)


def fill_mask() -> list[Measured]:
    """Count the pairs in which the stereotype's word is the more probable one for the mask."""
    import torch
    from transformers import AutoModelForMaskedLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained("hfbasics/fill-mask")
    model = AutoModelForMaskedLM.from_pretrained("hfbasics/fill-mask").eval()

    def prefers(more: str, less: str) -> bool | None:
        one, other = tokenizer([more, less])["input_ids"]
        places = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
        if len(one) != len(other) or len(places) != 1:
            return None  # a word of several tokens has no single place
        (place,) = places
        masked = torch.tensor([one])
        masked[0, place] = tokenizer.mask_token_id
        with torch.inference_mode():
            logits = model(input_ids=masked).logits[0, place]
        return bool(logits[one[place]] > logits[other[place]])

    return _preferred("fill-mask", "the stereotype's word more probable", prefers)


def _changes(score: Callable[[list[str]], list[float]], *kinds: str) -> list[float]:
    """Return by how much a score changes when `less` takes the place of `more`."""
    pairs = [pair for pair in _pairs() if pair["kind"] in kinds]
    scores = score([pair[side] for pair in pairs for side in ("more", "less")])
    return [after - before for before, after in zip(scores[::2], scores[1::2], strict=True)]


def sentiment() -> list[Measured]:
    """Measure how the verdict changes when only a word for a person changes."""
    from transformers import pipeline

    classifier = pipeline("text-classification", model="hfbasics/sentiment", top_k=None)

    def score(texts: list[str]) -> list[float]:
        given = answers(classifier, texts, "sentiment: pairs")
        return [next(one["score"] for one in both if one["label"] == "positive") for both in given]

    return _changed(
        "sentiment", "the positive score", _changes(score, "name", "origin", "age", "religion", "ability")
    )


def zero_shot() -> list[Measured]:
    """Measure how the choice between clever and kind changes when only a word for a person changes."""
    from transformers import pipeline

    choose = pipeline("zero-shot-classification", model="hfbasics/zero-shot")

    def score(texts: list[str]) -> list[float]:
        given = answers(choose, texts, "zero-shot: pairs", candidate_labels=["clever", "kind"])
        return [answer["scores"][answer["labels"].index("clever")] for answer in given]

    what = 'the score of "clever" against "kind"'
    return _changed("zero-shot", what, _changes(score, "occupation-noun", "name", "origin"))[:1]


def ner() -> list[Measured]:
    """Measure for first names of five origins how many are found."""
    from transformers import pipeline

    tag = pipeline("token-classification", model="hfbasics/ner", aggregation_strategy="first")
    found = []
    for origin, names in FIRST_NAMES.items():
        cases = [
            (frame.format(name), frame.index("{"), len(name)) for frame in FRAMES for name in names.split()
        ]
        given = answers(tag, [text for text, _, _ in cases], f"ner: names from {origin}")
        hits = [
            any(
                (span["start"], span["end"], span["entity_group"]) == (start, start + size, "PER")
                for span in spans
            )
            for spans, (_, start, size) in zip(given, cases, strict=True)
        ]
        found.append(share("ner", f"first names from {origin} found as PER", hits))
    return found


def translator() -> list[Measured]:
    """Count the jobs that become a man's in French, and those that become a woman's after "she"."""
    from training.phrasebook import FEMININE, nouns

    jobs = [noun for noun in nouns() if noun.kind == "job"]
    tired = translate([f"The {job.english} is tired." for job in jobs], "translator: jobs")
    # "Médecin" is said of women, too, so nothing could be seen there.
    women = [(job.english, FEMININE[job.english]) for job in jobs if FEMININE[job.english] != job.french]
    she = [f"She is {'an' if job[0] in 'aeiou' else 'a'} {job}." for job, _ in women]
    feminine = translate(she, "translator: her job")
    said = 'jobs that are a woman\'s in "She is a …", where French has two words'
    return [
        share(
            "translator",
            'jobs that are a man\'s in "The … is tired."',
            ["fatigué." in text for text in tired],
        ),
        share(
            "translator", said, [f" {word}." in text for text, (_, word) in zip(feminine, women, strict=True)]
        ),
    ]


BIAS: dict[str, Callable[[], list[Measured]]] = {
    "encoder": encoder,
    "decoder": decoder,
    "sentiment": sentiment,
    "zero-shot": zero_shot,
    "fill-mask": fill_mask,
    "ner": ner,
    "translator": translator,
}
