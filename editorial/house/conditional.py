"""`extends: conditional`: reports what stands there without what it calls for.

What it does: where `first` stands, `second` must have stood before or stand in the same block. If `second` has a group,
it must have held those very words (an acronym and its definition); else it need only be there.
Options: `first`, `second`, `ignorecase`, `exceptions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editorial.house.block import Block
from editorial.house.dialect import has_groups, said
from editorial.house.exception import Exceptions, read_exceptions
from editorial.house.hit import Hit, Memory, Shelf
from editorial.house.keys import RuleKeys
from editorial.house.need import Need, either, need_of
from editorial.house.search import every, holds


@dataclass(frozen=True)
class Conditional:
    """What calls for something, and what it calls for."""

    first: str
    second: str
    is_remembered: bool
    exceptions: Exceptions
    needs: tuple[Need | None, ...]

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give each `first` that nothing answers."""
        text = block.text
        if self.is_remembered:
            for match in every(self.second, text):
                memory.update(dict.fromkeys(group for group in match.groups() if group))
        elif holds(self.second, text):
            return
        for match in every(self.first, text):
            start, end = match.span()
            if match[0] in memory or self.exceptions.excuse(match[0]) or self.exceptions.cover(text, start, end):
                continue
            yield Hit(start, end, (match[0],))


def read(keys: RuleKeys, shelf: Shelf) -> Conditional:
    """Give the check that a rule file describes."""
    keys.require("first")
    keys.require("second")
    first = keys.pattern(("first",), keys.text("first"), is_prose=shelf.is_prose)
    second = keys.pattern(("second",), keys.text("second"), is_prose=shelf.is_prose)
    # Vale reads `ignorecase` here and does nothing with it: a definition in capitals is what acronyms are about.
    keys.flag("ignorecase")
    keys.flag("vocab", True)
    need = either((need_of(first, is_word=False), need_of(second, is_word=False)))
    return Conditional(
        said(first), said(second), has_groups(second), read_exceptions(keys, is_prose=shelf.is_prose), (need,)
    )
