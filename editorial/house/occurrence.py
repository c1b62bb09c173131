"""`extends: occurrence`: reports too many, or too few, of something in one scope.

What it does: counts the matches of `token` in each block of the scope; more than `max` or fewer than `min` is reported
at the first of them, at the first word where there is none.
Options: `token`, `max`, `min`, `ignorecase`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from editorial.house.block import Block
from editorial.house.dialect import said
from editorial.house.hit import Hit, Memory, Shelf
from editorial.house.keys import RuleKeys
from editorial.house.need import Need, need_of
from editorial.house.search import spans_of

_FIRST_WORD = regex.compile(r"\S+")


@dataclass(frozen=True)
class Occurrence:
    """What to count, and how often it may stand in one block; 0 is no limit."""

    pattern: str
    needs: tuple[Need | None, ...]
    most: int
    least: int
    ignore_case: bool

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give one hit where the count is not within its limits."""
        spans = spans_of(self.pattern, block.text, ignore_case=self.ignore_case)
        count = len(spans)
        if not ((self.most and count > self.most) or (self.least and count < self.least)):
            return
        if not count:
            first = _FIRST_WORD.search(block.text)
            yield Hit(*(first.span() if first else (0, 0)), (count,))
            return
        for start, end in spans:
            if block.text[start:end].strip("*@ \n\t"):
                yield Hit(start, end, (count,))
                return


def read(keys: RuleKeys, shelf: Shelf) -> Occurrence:
    """Give the check that a rule file describes."""
    keys.require("token")
    pieces = keys.pattern(("token",), keys.text("token"), is_prose=shelf.is_prose)
    most, least = keys.whole("max"), keys.whole("min")
    if not most and not least and not (keys.has("max") or keys.has("min")):
        keys.require("max")
    need = need_of(pieces, is_word=False) if most and not least else None
    return Occurrence(f"(?:{said(pieces)})", (need,), most, least, keys.flag("ignorecase"))
