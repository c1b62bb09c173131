"""The words of a text that neither a dictionary nor the site has: which, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from editorial.dictionary import Speller
from editorial.passage import HIDDEN
from editorial.tokens import tokens_in, words_of


class Unknown(NamedTuple):
    """A word that the dictionary has not, and where it stands in its token."""

    word: str
    start: int


@dataclass(eq=False)
class Lookup:
    """The dictionary of one language with the words of the site; what a token was found to hold it remembers."""

    speller: Speller
    accepted: frozenset[str]
    other: Speller | None
    """English, where the language is another: its words pass. In English, the site's own language."""
    is_english: bool
    is_typeset: bool
    """Whether the kind `typography` says which capitals lack their accents."""
    is_accepted: Callable[[str], bool]
    """Says of a word whether the vocabularies of the house rules accept it, whatever its capitals."""
    tokens: dict[str, tuple[Unknown, ...]] = field(default_factory=dict)

    def unknown(self, token: str) -> tuple[Unknown, ...]:
        """Give the words of a token that nobody knows."""
        found = self.tokens.get(token)
        if found is None:
            found = self.tokens[token] = tuple(self._unknown(token))
        return found

    def _unknown(self, token: str) -> Iterator[Unknown]:
        for word in words_of(token):
            if not self.has(word.text):
                yield from (Unknown(part, start) for part, start in word.parts if not self.has(part))

    def has(self, word: str) -> bool:
        """Say whether the language or the site has a word."""
        return (
            self.speller.knows(word)
            or word in self.accepted
            or word.lower() in self.accepted
            or self.is_accepted(word)
            or _LONG_DRAWN.search(word) is not None
        )

    def is_foreign(self, word: str) -> bool:
        """Say whether a word that the language has not is one of the other."""
        return self.other is not None and (self.is_english or word.isascii()) and self.other.knows(word)

    def has_foreign(self, token: str) -> bool:
        """Say whether a token holds a word of the other language that the language has not."""
        return any(self.is_foreign(unknown.word) for unknown in self.unknown(token))


class Place(NamedTuple):
    """An unknown word in one running text, and where it stands there."""

    word: str
    start: int
    is_capital: bool
    """Whether it begins a sentence with a capital: it may be a name, or not."""
    near: tuple[str, ...]
    """The tokens beside it, two on each side."""

    @property
    def end(self) -> int:
        """Where it ends, excluded."""
        return self.start + len(self.word)


def unknown_in(text: str, lookup: Lookup) -> Iterator[Place]:
    """Give the unknown words of a running text, names left out."""
    before = ("", "")
    for token, at in tokens_in(text):
        for word, start in lookup.unknown(token):
            is_capital = word[0].isupper()
            if not is_capital or _begins(text, at + start):
                after = _TWO_TOKENS.match(text, at + len(token))
                yield Place(word, at + start, is_capital, (*before, *(after.groups("") if after else ())))
        before = (before[1], token)


def _begins(text: str, start: int) -> bool:
    """Say whether a word begins a sentence or a text, where a capital says nothing."""
    before = text[:start].rstrip(_BEFORE_A_SENTENCE)
    return not before or before[-1] in ".!?…:\n"


_TWO_TOKENS = re.compile(r"\s*(\S+)(?:\s+(\S+))?")
_BEFORE_A_SENTENCE = f" \u00a0\u202f«“\"'’(*[·—–{HIDDEN}"
_LONG_DRAWN = re.compile(r"([aeiouyéèà])\1\1|(\w)\2\2\2", re.IGNORECASE)
