"""How loud a text is: its emoji, its exclamation marks, its words in capitals one after the other."""

from __future__ import annotations

import re
from typing import Final

import regex

from editorial.address import Place, outside_quotations

_LEAST_CAPITALS, _ACRONYM = 1, 4
"""Words in capitals are shouted where two follow each other and one has more than four letters: acronyms seldom do."""
_EMOJI: Final = regex.compile(
    r"\p{Regional_Indicator}{1,2}|(?=\p{Extended_Pictographic})(?![\u00a9\u00ae\u2122\u2194-\u21aa])\X"
)
_CAPITALS: Final = regex.compile(r"\p{Lu}{5,}")
_WORD: Final = re.compile(r"[^\s«»“”\"()\[\],;:.!?…]+")
_MARKS: Final = re.compile("!+")


def emoji_in(text: str) -> list[Place]:
    """Give where each emoji of a text stands, a flag or a family being one."""
    return [match.span() for match in _EMOJI.finditer(text)]


def exclaimed_in(text: str) -> list[Place]:
    """Give each exclamation mark that ends something; one inside a word or a name (`Yahoo!`, `!important`) is none."""
    found = [match.span() for match in _MARKS.finditer(text)]
    return [(start, end) for start, end in found if not text[end : end + 1].isalnum()]


def shouted_in(text: str) -> list[Place]:
    """Give where two words in capitals follow each other, one of them longer than an acronym is."""
    if not _CAPITALS.search(text):
        return []
    runs: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        is_next = bool(runs[-1]) and text[runs[-1][-1].end() : word.start()].isspace()
        if not _is_in_capitals(word[0]) or (runs[-1] and not is_next):
            runs.append([])
        if _is_in_capitals(word[0]):
            runs[-1].append(word)
    loud = [run for run in runs if len(run) > 1 and max(len(word[0]) for word in run) > _ACRONYM]
    return list(outside_quotations([(run[0].start(), run[-1].end()) for run in loud], text))


def _is_in_capitals(word: str) -> bool:
    """Say whether a word of letters alone is in capitals; what holds a digit or a sign is a name or a code."""
    return len(word) > _LEAST_CAPITALS and word.isupper() and all(sign.isalpha() or sign in "-'’" for sign in word)
