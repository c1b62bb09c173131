"""`extends: repetition`: reports a word said twice in a row, across a line end too.

What it does: reports when two matches of `tokens` that follow each other are alike, more than `max` times.
Options: `tokens`, `max`, `ignorecase`, `alpha` (only words of letters), `exceptions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editorial.house.block import Block
from editorial.house.dialect import said
from editorial.house.exception import Exceptions, read_exceptions
from editorial.house.hit import Hit, Memory, Shelf
from editorial.house.keys import RuleKeys
from editorial.house.need import Need
from editorial.house.search import every
from editorial.sentences import sentences_of


@dataclass(frozen=True)
class Repetition:
    """What must not come twice in a row."""

    pattern: str
    most: int
    ignore_case: bool
    is_alpha: bool
    exceptions: Exceptions
    needs: tuple[Need | None, ...] = (None,)

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give each repetition within a sentence."""
        text, before, count = block.text, "", 0
        place = (0, 0)
        for match in every(self.pattern, text, ignore_case=self.ignore_case):
            now = match[0].strip()
            is_again = bool(now) and (now.casefold() == before.casefold() if self.ignore_case else now == before)
            if is_again and (not self.is_alpha or now.isalpha()):
                count += 1
                start, end = place[0], match.end()
                both = text[start:end]
                is_one = count > self.most and len(sentences_of(both)) == 1
                if is_one and not self.exceptions.excuse(both) and not self.exceptions.cover(text, start, end):
                    yield Hit(start, end, (now,))
                    count = 0
            place, before = match.span(), now


def read(keys: RuleKeys, shelf: Shelf) -> Repetition:
    """Give the check that a rule file describes."""
    keys.require("tokens")
    written = keys.texts("tokens")
    parts = [
        said(keys.pattern(("tokens", number), token, is_prose=shelf.is_prose)) for number, token in enumerate(written)
    ]
    keys.flag("vocab", True)
    return Repetition(
        f"(?:{'|'.join(parts)})",
        keys.whole("max"),
        keys.flag("ignorecase"),
        keys.flag("alpha"),
        read_exceptions(keys, is_prose=shelf.is_prose),
    )
