"""`extends: sequence`: reports words that follow each other, word by word.

What it does: each token has a `pattern` that one whole word must match (`negate: true`: must not), within `skip` words
of the one before. The first plain pattern is looked for, then what stands around it.
Options: `tokens` (`pattern`, `negate`, `skip`, `target`), `ignorecase`, `exceptions`. `tag` and `upos` ask for a
part of speech, which Ligne does not know: such a rule is left out, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from editorial.finding import Phrase
from editorial.house.block import Block
from editorial.house.dialect import BadPattern, compiled, pieces_of, said
from editorial.house.hit import Hit, Memory, Shelf
from editorial.house.keys import RuleKeys
from editorial.house.need import Need, need_of
from editorial.house.search import every, holds

_WORDS = regex.compile(r"[\w’'-]*\w|[^\w\s]")
_KNOWN = ("pattern", "tag", "upos", "negate", "skip", "target", "min")


@dataclass(frozen=True, slots=True)
class _Token:
    """One word of the sequence: its pattern, whether it must not match, and how many words may come before it."""

    pattern: str
    is_negated: bool
    skip: int


@dataclass(frozen=True)
class Succession:
    """The words to look for, in order."""

    tokens: tuple[_Token, ...]
    ignore_case: bool
    exceptions: tuple[str, ...]
    needs: tuple[Need | None, ...]

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give each stretch of words that follow each other so."""
        words = list(_WORDS.finditer(block.text))
        around = [match.span() for pattern in self.exceptions for match in every(pattern, block.text)]
        number = 0
        while number < len(words):
            found = self._from(words, number)
            if found is None:
                number += 1
                continue
            start, end = words[number].start(), words[found].end()
            if not any(first <= start < last for first, last in around):
                yield Hit(start, end, tuple(word[0] for word in words[number : found + 1]))
            number = found + 1

    def _from(self, words: Sequence[regex.Match[str]], number: int) -> int | None:
        """Give the number of the last word of the sequence that begins with one, or None."""
        last = number - 1
        for position, token in enumerate(self.tokens):
            reach = token.skip + 1 if position else 1
            hit = next((n for n in range(last + 1, last + 1 + reach) if self._agrees(token, words, n)), None)
            if hit is None:
                return None
            last = hit
        return min(last, len(words) - 1)

    def _agrees(self, token: _Token, words: Sequence[regex.Match[str]], number: int) -> bool:
        if number >= len(words):
            return token.is_negated
        matches = holds(f"^(?:{token.pattern})$", words[number][0], ignore_case=self.ignore_case)
        return matches is not token.is_negated


def read(keys: RuleKeys, shelf: Shelf) -> Succession | Phrase:
    """Give the check that a rule file describes, or why it is left out."""
    keys.require("tokens")
    tokens, needs, needs_tags = [], [], False
    for number, group in enumerate(keys.groups("tokens")):
        for key in group:
            if key not in _KNOWN:
                keys.complain(("tokens", number, key), _UNKNOWN.fill(key=key, known=", ".join(_KNOWN)), on_key=True)
        needs_tags = needs_tags or bool(group.get("tag") or group.get("upos"))
        written = str(group.get("pattern") or "")
        pieces = keys.pattern(("tokens", number, "pattern"), written, is_prose=False) if written else []
        token = _Token(said(pieces) if written else ".*", _is_true(group, "negate"), _skip(group))
        tokens.append(token)
        if written and not token.is_negated:
            needs.append(need_of(pieces, is_word=False))
    best = next((need for need in needs if need is not None), None)
    exceptions = tuple(_checked(keys, number, word) for number, word in enumerate(keys.texts("exceptions")))
    ignore_case = keys.flag("ignorecase")
    keys.text("model")
    if needs_tags:
        return _NO_TAGS
    return Succession(tuple(tokens), ignore_case, exceptions, (best,))


def _is_true(group: Mapping[str, object], key: str) -> bool:
    return str(group.get(key, "")).lower() in ("true", "yes", "1")


def _skip(group: Mapping[str, object]) -> int:
    written = str(group.get("skip", "0"))
    return int(written) if written.isdigit() else 0


def _checked(keys: RuleKeys, number: int, written: str) -> str:
    try:
        pieces = pieces_of(written)
        compiled(said(pieces))
        return said(pieces)
    except BadPattern:
        keys.pattern(("exceptions", number), written)
        return "(?!)"


_UNKNOWN = Phrase("clé inconnue « {key} » ; clés connues : {known}", "unknown key “{key}”; known keys: {known}")
_NO_TAGS = Phrase(
    "cette règle demande la nature des mots (« tag »), que Ligne ne connaît pas : elle n’est pas appliquée",
    "this rule asks for parts of speech (“tag”), which Ligne does not know: it is not applied",
)
