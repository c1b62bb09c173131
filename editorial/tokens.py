"""Which words of a running text a dictionary can judge: what is no word of the language is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple


class Word(NamedTuple):
    """A word and where it stands in its token; `parts` is what to judge should the whole not be known.

    They are the word itself, or what follows its elision, or the parts of a compound, each with its place.
    """

    text: str
    parts: tuple[tuple[str, int], ...]


def tokens_in(text: str) -> Iterator[tuple[str, int]]:
    """Give what stands between spaces, with its place."""
    for match in _TOKEN.finditer(text):
        yield match[0], match.start()


def words_of(token: str) -> tuple[Word, ...]:
    """Give the words of a token, placed in it; addresses, accounts, hashtags, files, numbers and acronyms have none."""
    if token.isalpha():
        return () if _is_sign(token) else (Word(token, ((token, 0),)),)
    if _NO_WORDS.search(token):
        return ()
    found = []
    for match in _WORD.finditer(token):
        start, end = match.span()
        text = match[0]
        if _touches(token, start - 1) or _touches(token, end):
            continue
        if token[start - 1 : start] == "/" and _OTHER_ENDING.fullmatch(text):
            continue
        if token[end : end + 1] in _APOSTROPHES and _ELIDED.fullmatch(text + "'"):
            continue  # what it elides is emphasised, quoted or in code
        if parts := tuple(_parts(text, start)):
            found.append(Word(text, parts))
    return tuple(found)


def _parts(text: str, start: int) -> Iterator[tuple[str, int]]:
    elided = _ELIDED.match(text)
    at = elided.end() if elided else 0
    possessive = _POSSESSIVE.search(text, at)
    for part in _HYPHEN.split(text[at : possessive.start() if possessive else len(text)]):
        if not _is_sign(part):
            yield part, start + at
        at += len(part) + 1


def _is_sign(text: str) -> bool:
    """Say whether a run of letters is a single letter, an acronym (`URL`, `APIs`), or a name in one go (`GitHub`)."""
    if len(text) < 2:
        return True
    tail = text[1:]
    return tail != tail.lower() and _ACRONYM_OR_NAME.search(text) is not None


def _touches(token: str, at: int) -> bool:
    """Say whether what stands beside a word makes it part of something else: a version, a name in code."""
    return 0 <= at < len(token) and (token[at].isdigit() or token[at] in _GLUE)


_APOSTROPHES: Final = ("'", "’", "ʼ")
_GLUE: Final = "_\\$=+~^|{}<>"
_TOKEN: Final = re.compile(r"\S+")
_HYPHEN: Final = re.compile("[-‐‑]")
_LETTERS = r"[^\W\d_²³¹](?:[^\W\d_²³¹]|[\u0300-\u036f])*"
_WORD: Final = re.compile(rf"{_LETTERS}(?:['’ʼ‐‑-]{_LETTERS})*")
_NO_WORDS: Final = re.compile(
    r"://|@|^\W*[#/~.$-]{1,2}[^\W\d_]|www\.|^\W*\w+(?:/[\w.-]+){2,}|\w\.\w|\w::|\w\(\)|\w[:;]\w|^&\w+;$|\\\w|/$|:\w+:|\w['’]n['’]\w"
)
"""Addresses, accounts, hashtags, options, paths, files, names in code, entities."""
_SMALL, _LARGE = "a-zà-öø-ÿœ", "A-ZÀ-ÖØ-ÞŒ"
_ACRONYM_OR_NAME: Final = re.compile(
    rf"^[^\W\d_{_SMALL}]+(?:s|x)?$|[{_SMALL}][{_LARGE}]|^[{_LARGE}]{{2,}}[{_SMALL}]{{2,}}$"
)
_ELIDED: Final = re.compile(r"(?:[ldjmnstcç]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)['’ʼ]", re.IGNORECASE)
_OTHER_ENDING: Final = re.compile("(?:n?e|euse|r?ice|trice|ère|ive|se)s?")
"""What follows a slash in `développeur/euse`."""
_POSSESSIVE: Final = re.compile(r"['’ʼ]s$")
