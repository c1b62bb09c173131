"""Titles and sentences as their capitals should be: AP and Chicago style, sentence case (after the prose library)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from editorial.house.dialect import BadPattern
from editorial.house.search import every, holds

_SMALL: Final = frozenset("a an and as at but by en for if in nor of on or per the to vs vs. via v v.".split())
_PREPOSITIONS: Final = frozenset(
    "with from into during including until against among throughout despite towards upon concerning about over "
    "through before between after since without under within along following across beyond around down near "
    "above".split()
)
_WORD: Final = r"[\p{N}\p{L}*]+[^\s]*"
_TITLE_WORD: Final = regex.compile(r"[\p{N}\p{L}]+[^\s\-/]*")
_NUMBERED: Final = regex.compile(r"\d+\.")
_SIGNS: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


def words_of(text: str, excepted: str) -> list[str]:
    """Give the words of a heading, an excepted phrase being one; raises Slow."""
    return [match[0] for match in every(f"{excepted}|{_WORD}" if excepted else _WORD, text)]


def in_title_case(text: str, vocabulary: Sequence[str], *, is_chicago: bool) -> str:
    """Give a text with the capitals of a title.

    Articles, conjunctions and short prepositions stay small (in Chicago style prepositions of any length), but for the
    first and the last word. AP writes the `to` of a verb with a capital: which it is only a tagger knows, so that word
    is left as it is written.
    """
    plain = text.translate(_SIGNS)
    small = _SMALL | _PREPOSITIONS if is_chicago else _SMALL

    def cased(match: regex.Match[str]) -> str:
        word, (start, end) = match[0], match.span()
        known = _known(word, vocabulary)
        if known:
            return known
        if not is_chicago and word.lower() == "to" and start > 0 and end < len(text):
            return word
        before, further = plain[start - 1 : start], plain[max(0, start - 2) : max(0, start - 1)]
        after = plain[end : end + 1]
        is_inner = start > 0 and end < len(text)
        stands_free = before in (" ", "-", "/") and further not in (":", "-") and (after != "-" or before == "-")
        if is_inner and word.lower() in small and stands_free:
            return word.lower()
        return word[:1].title() + word[1:]

    return _TITLE_WORD.sub(cased, text)


def in_sentence_case(text: str, vocabulary: Sequence[str], indicators: Sequence[str]) -> str:
    """Give the words of a text with the capitals of a sentence, and after a word that ends in an indicator."""
    joined = "|".join(vocabulary)
    pattern = rf"\b(?:{joined})\b|{_WORD}" if vocabulary else _WORD
    found = [match[0] for match in every(pattern, text, ignore_case=True)]
    made = []
    for number, word in enumerate(found):
        before = found[number - 1] if number else ""
        known = _known(word, vocabulary)
        if known:
            made.append(known)
        elif not number or _indicates(before, number - 1, indicators):
            made.append(word[:1].title() + word[1:].lower())
        else:
            made.append(word.lower())
    return " ".join(made)


def _indicates(word: str, number: int, indicators: Sequence[str]) -> bool:
    if any(len(word) > len(sign) and word.endswith(sign) for sign in indicators):
        return True
    return number == 0 and _NUMBERED.search(word) is not None


def _known(word: str, vocabulary: Sequence[str]) -> str:
    for term in vocabulary:
        if term.casefold() == word.casefold():
            return term
        try:
            if holds(term, word):
                return word
        except BadPattern:
            continue
    return ""
