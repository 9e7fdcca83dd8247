"""The phrasebook grammar: English sentences with their French translation, drawn at random.

Its words lie in `training/data/phrasebook/*.tsv` and in `words`; `phrases`, `clauses` and `sentences` build
on each other. One English sentence has exactly one translation: "you" is "tu", "they" is "ils", and "I",
"you", "we" and "they" take masculine forms.
"""

from training.phrasebook.sentences import sentence
from training.phrasebook.words import FEMININE, Noun, nouns, words

__all__ = ["FEMININE", "Noun", "nouns", "sentence", "words"]
