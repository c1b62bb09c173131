"""What metric rules count in a text: words, sentences, syllables, as Vale's own library does."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

import regex

from editorial.sentences import sentences_of
from editorial.syllables import syllables

COUNTS: Final = (
    "characters complex_words long_words paragraphs polysyllabic_words sentences syllables words "
    "blockquote list pre heading_h1 heading_h2 heading_h3 heading_h4 heading_h5 heading_h6".split()
)
_WORD: Final = regex.compile(r"(?:[A-Z]\.){2,}|[\p{N}\p{L}']+")
_GRADES: Final[Mapping[str, Callable[[Mapping[str, float]], float]]] = {
    "Gunning Fog": lambda n: 0.4 * (n["words"] / n["sentences"] + 100 * n["complex_words"] / n["words"]),
    "Coleman-Liau": lambda n: 5.88 * n["characters"] / n["words"] - 29.6 * n["sentences"] / n["words"] - 15.8,
    "Flesch-Kincaid": lambda n: 0.39 * n["words"] / n["sentences"] + 11.8 * n["syllables"] / n["words"] - 15.59,
    "SMOG": lambda n: 1.0430 * math.sqrt(n["polysyllabic_words"] * 30 / n["sentences"]) + 3.1291,
    "Automated Readability": lambda n: 4.71 * n["characters"] / n["words"] + 0.5 * n["words"] / n["sentences"] - 21.43,
}
GRADES: Final = tuple(_GRADES)


def measured(text: str, elements: Mapping[str, int], lang: str) -> Mapping[str, float]:
    """Give every count of a text in a language, by name; nothing where it has no words.

    `elements` are its headings by level, its lists, quotations and blocks of code.
    """
    found = dict.fromkeys(COUNTS, 0.0)
    for paragraph in text.split("\n\n"):
        found["paragraphs"] += 1
        for start, end in sentences_of(paragraph):
            found["sentences"] += 1
            for word in _WORD.findall(paragraph[start:end]):
                _count(word, found, lang)
    found.update({name: float(count) for name, count in elements.items() if name in found})
    return found if found["words"] else {}


def grade_of(metrics: tuple[str, ...], counts: Mapping[str, float]) -> float:
    """Give the mean of some readability scores."""
    return sum(_GRADES[name](counts) for name in metrics) / len(metrics)


def _count(word: str, found: dict[str, float], lang: str) -> None:
    said = syllables(word, lang) if any(map(str.isalpha, word)) else 1
    found["words"] += 1
    found["characters"] += sum(sign.isalnum() for sign in word)
    found["long_words"] += len(word) > 6
    found["syllables"] += said
    found["polysyllabic_words"] += said > 2
    found["complex_words"] += said - word.endswith(("es", "ed", "ing")) > 2
