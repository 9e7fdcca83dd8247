"""Read WordNet 3.0 from Debian's package `wordnet-base` (Princeton's licence: free to use and to copy)."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hfbasics.errors import CourseError

__all__ = ["Synset", "common_words", "synsets"]

FOLDER = Path(os.environ.get("WORDNET", "/usr/share/wordnet"))


@dataclass(frozen=True)
class Synset:
    """One meaning: its words, its gloss, its examples, and the offsets of the meanings above it."""

    kind: str  # noun, verb, adj or adv
    offset: str
    words: tuple[str, ...]
    hypernyms: tuple[str, ...]
    topics: tuple[str, ...]
    gloss: str
    examples: tuple[str, ...]


def _lines(name: str) -> list[str]:
    path = FOLDER / name
    if not path.is_file():
        raise CourseError(
            f"WordNet is not at {FOLDER}: install Debian's package wordnet-base (`apt-get install "
            "wordnet-base`), or set WORDNET to the folder `dict` of WordNet 3.0, and start again."
        )
    return path.read_text(encoding="utf-8").splitlines()


def synsets() -> Iterator[Synset]:
    """Yield every synset, by the format of wndb(5WN)."""
    for kind in ("noun", "verb", "adj", "adv"):
        for line in _lines(f"data.{kind}"):
            if line.startswith("  "):
                continue
            data, _, text = line.partition(" | ")
            fields = data.split()
            count = int(fields[3], 16)
            words = [fields[4 + 2 * i].split("(")[0].replace("_", " ") for i in range(count)]
            pointers = fields[5 + 2 * count :]
            number = int(fields[4 + 2 * count])
            links = [(pointers[4 * i], pointers[4 * i + 1], pointers[4 * i + 2]) for i in range(number)]
            examples = re.findall(r'"([^"]+)"', text)
            gloss = re.sub(r';?\s*"[^"]*"', "", text).strip(" ;")
            yield Synset(
                kind=kind,
                offset=fields[0],
                words=tuple(words),
                hypernyms=tuple(to for sign, to, part in links if sign in ("@", "@i") and part == "n"),
                topics=tuple(to for sign, to, part in links if sign == ";c" and part == "n"),
                gloss=gloss,
                examples=tuple(example.strip() for example in examples),
            )


def common_words(kind: str, number: int) -> list[str]:
    """Return the `number` words of a kind (`noun`, `verb`) that are used most in WordNet's tagged texts."""
    code = {"noun": "1", "verb": "2"}[kind]
    counts: Counter[str] = Counter()
    for line in _lines("cntlist.rev"):
        sense, _, count = line.split()
        word, _, rest = sense.partition("%")
        if rest.startswith(code) and word.isalpha() and len(word) > 2:
            counts[word] += int(count)
    return [word for word, _ in counts.most_common(number)]
