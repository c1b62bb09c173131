"""`extends: capitalization`: reports a heading whose capitals are not the house's.

What it does: compares the whole block with what `match` asks: `$title` (`style: AP` or `Chicago`), `$sentence`,
`$lower`, `$upper`, or a pattern that it must hold. For the first two a share of `threshold` of its words must be right.
Options: `match`, `style`, `exceptions`, `indicators`, `threshold` (0.8), `prefix`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editorial.house.block import Block
from editorial.house.casing import in_sentence_case, in_title_case, words_of
from editorial.house.dialect import said
from editorial.house.exception import Exceptions, read_exceptions
from editorial.house.hit import Hit, Memory, Shelf
from editorial.house.keys import RuleKeys
from editorial.house.need import Need
from editorial.house.search import every, holds

_CASES = ("$title", "$sentence", "$lower", "$upper")


@dataclass(frozen=True)
class Capitalization:
    """The case a block must have."""

    match: str
    """One of the cases, or a pattern."""
    written: str
    """The same as the rule writes it."""
    is_chicago: bool
    exceptions: Exceptions
    vocabulary: tuple[str, ...]
    indicators: tuple[str, ...]
    threshold: float
    prefix: str
    is_replacing: bool
    needs: tuple[Need | None, ...] = (None,)

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give the whole block where it has not the case."""
        text = block.text
        expected, is_right = self._judged(text)
        if not is_right:
            offered = (expected,) if self.is_replacing and self.match in ("$title", "$sentence") else None
            yield Hit(0, len(text), (text, expected), offered)

    def _judged(self, text: str) -> tuple[str, bool]:
        if self.match == "$lower":
            return text.lower(), text == text.lower() or self.exceptions.excuse(text)
        if self.match == "$upper":
            return text.upper(), text == text.upper() or self.exceptions.excuse(text)
        if self.match not in _CASES:
            return self.written, holds(self.match, text) or self.exceptions.excuse(text)
        return self._measured(text)

    def _measured(self, text: str) -> tuple[str, bool]:
        lead = next(every(self.prefix, text), None) if self.prefix else None
        prefix = lead[0] if lead else ""
        rest = text.removeprefix(prefix)
        if self.match == "$title":
            expected = prefix + in_title_case(rest, self.vocabulary, is_chicago=self.is_chicago)
        else:
            expected = prefix + in_sentence_case(rest, self.vocabulary, self.indicators)
        wanted, found = words_of(expected, self.exceptions.words), words_of(text, self.exceptions.words)
        right = 0
        for number, word in enumerate(found):
            is_same = number >= len(wanted) or word == wanted[number] or self.exceptions.excuse(word)
            if is_same or (self.match == "$title" and word == word.upper()):
                right += 1
            elif not number and self.match == "$sentence" and word != word.lower().title():
                return expected, False
        return expected, not found or right / len(found) >= self.threshold


def read(keys: RuleKeys, shelf: Shelf) -> Capitalization:
    """Give the check that a rule file describes."""
    keys.require("match")
    match = written = keys.text("match")
    if match.startswith("$") and match not in _CASES:
        match = keys.choice("match", _CASES, "$title")
    elif match not in _CASES:
        match = said(keys.pattern(("match",), match, is_prose=shelf.is_prose))
    prefix = keys.text("prefix")
    words = [said(keys.pattern(("exceptions", n), w, is_prose=False)) for n, w in enumerate(keys.texts("exceptions"))]
    keys.flag("vocab", True)
    action = keys.group("action")
    return Capitalization(
        match,
        written,
        keys.choice("style", ("AP", "Chicago"), "") == "Chicago",
        read_exceptions(keys, is_prose=shelf.is_prose),
        tuple(sorted(words, key=lambda word: len(word.encode()), reverse=True)),
        keys.texts("indicators"),
        keys.number("threshold") or 0.8,
        said(keys.pattern(("prefix",), prefix, is_prose=shelf.is_prose)) if prefix else "",
        action.get("name") == "replace" and not action.get("params"),
    )
