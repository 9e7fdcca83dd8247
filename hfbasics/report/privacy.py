"""Take out of a text whatever tells who a student is."""

import re
import unicodedata
from collections.abc import Callable, Iterable

__all__ = ["veil"]

VEIL = "(removed)"
# The record begins with a file's name where it speaks of one; the student has chosen it.
_FILE = re.compile(
    r"^.+(?= (?:is a link and was|was) left out\b| is no notebook of this assignment)", re.DOTALL
)
_PATH = re.compile(r"[^\s\"'()]*[/\\][^\s\"'()]*")


def veil(private: Iterable[str]) -> Callable[[str], str]:
    """Return a function that takes these words, and the names of files, out of a text.

    Numbers below 1,000 and single letters stay: they are too common to name a person.
    """
    words = {_composed(word) for word in private if not re.fullmatch(r"\d{1,3}|.?", word)}
    # The longest first: a name may be a part of an id.
    ordered = [(word, word.casefold()) for word in sorted(words, key=len, reverse=True)]

    def hide(text: str) -> str:
        text = _PATH.sub(VEIL, _FILE.sub(VEIL, _composed(text)))
        folded = text.casefold()
        for word, small in ordered:
            if small in folded:
                text = re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", VEIL, text, flags=re.IGNORECASE)
        return text

    return hide


def _composed(text: str) -> str:
    """Return a text in the one form in which an accent is a part of its letter."""
    return unicodedata.normalize("NFC", text).strip()
