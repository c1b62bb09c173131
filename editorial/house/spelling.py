"""`extends: spelling`: reports words that no dictionary has.

What it does: looks every word up in the dictionaries named (`en_US`, `fr`), else in the one of the piece's language.
What has digits, hyphens or capitals inside is passed over, unless `custom: true`; so is what a `filters` pattern, an
`ignore` list or an accepted word covers.
Options: `dictionaries`, `dicpath`, `append`, `custom`, `filters`, `ignore`, `exceptions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from editorial.errors import EditorialError
from editorial.house.block import Block
from editorial.house.dialect import said
from editorial.house.exception import Exceptions, read_exceptions
from editorial.house.hit import LANG, Dictionary, Hit, Memory, Shelf
from editorial.house.keys import RuleKeys
from editorial.house.need import Need
from editorial.house.search import holds
from editorial.house.vocabulary import Vocabulary

_TOKEN: Final = regex.compile(r"\S+")
_EDGES: Final = "$(\"[,)]!;.?:'“”‘’«»…—–\u00a0\u202f"
_INNER: Final = regex.compile(r"\p{Lu}\p{Ll}+\p{Lu}+\w+|\p{Lu}+$|[^\p{Latin}\p{M}_'’]")
_PARTS: Final = regex.compile(r"[^'’]+")


@dataclass(frozen=True)
class Spelling:
    """The dictionaries a text's words must be in."""

    find_dictionary: Callable[[str], Dictionary]
    names: tuple[str, ...]
    is_added: bool
    is_custom: bool
    filters: tuple[str, ...]
    ignored: frozenset[str]
    exceptions: Exceptions
    vocabulary: Vocabulary
    offers: bool
    needs: tuple[Need | None, ...] = (None,)

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give each word that is in none of them."""
        own = str(memory.get(LANG, "en"))
        names = (*self.names, own) if self.is_added or not self.names else self.names
        dictionaries = [self.find_dictionary(name) for name in names]
        phrases = self.vocabulary.phrases_in(block.text)
        for start, word in _words(block.text):
            if any(first <= start < last for first, last in phrases):
                continue
            if self._passes(word) or any(_has(dictionary, word) for dictionary in dictionaries):
                continue
            near = dictionaries[0].suggest(word) if self.offers else None
            yield Hit(start, start + len(word), (word,), near)

    def _passes(self, word: str) -> bool:
        if not self.is_custom and _INNER.search(word):
            return True
        if word.lower() in self.ignored or self.vocabulary.knows(word) or self.exceptions.excuse(word):
            return True
        return any(holds(pattern, word) for pattern in self.filters)


def read(keys: RuleKeys, shelf: Shelf) -> Spelling:
    """Give the check that a rule file describes."""
    names = keys.texts("dictionaries")
    for number, name in enumerate(names):
        try:
            shelf.dictionary(name)
        except EditorialError as problem:
            keys.complain(("dictionaries", number), problem.problems[0].message)
    ignored: set[str] = set()
    for path in keys.texts("ignore"):
        for place in (path, f"config/ignore/{path}"):
            ignored.update(word.strip().lower() for word in (shelf.file(place) or "").split("\n"))
    keys.text("dicpath")
    keys.text("dic")
    keys.text("aff")
    keys.number("threshold")
    filters = [said(keys.pattern(("filters", n), w, is_prose=False)) for n, w in enumerate(keys.texts("filters"))]
    action = keys.group("action")
    return Spelling(
        shelf.dictionary,
        names,
        keys.flag("append"),
        keys.flag("custom"),
        tuple(filters),
        frozenset(ignored - {""}),
        read_exceptions(keys, is_prose=False),
        shelf.vocabulary if keys.flag("vocab", True) else Vocabulary(),
        action.get("name") == "suggest",
    )


def _words(text: str) -> Iterator[tuple[int, str]]:
    for match in _TOKEN.finditer(text):
        word = match[0].lstrip(_EDGES)
        start = match.end() - len(word)
        word = word.rstrip(_EDGES)
        if any(map(str.isalpha, word)):
            yield start, word


def _has(dictionary: Dictionary, word: str) -> bool:
    """Say whether a dictionary has a word, or each part of an elided one (`l’été`, `it's`)."""
    if dictionary.knows(word):
        return True
    parts = _PARTS.findall(word)
    return len(parts) > 1 and all(dictionary.knows(part) or len(part) <= 2 for part in parts)
