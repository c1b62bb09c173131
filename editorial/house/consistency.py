"""`extends: consistency`: reports two forms of one word in one text.

What it does: of each pair of `either`, only one may stand in a file; once both do, every block with one of them is
reported.
Options: `either`, `ignorecase`, `nonword`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editorial.house.block import Block
from editorial.house.dialect import said
from editorial.house.hit import Hit, Memory, Shelf
from editorial.house.keys import RuleKeys
from editorial.house.need import Need, either, need_of
from editorial.house.search import first_of


@dataclass(frozen=True)
class Consistency:
    """Pairs of forms, of which a file may hold one."""

    pairs: tuple[tuple[str, str], ...]
    needs: tuple[Need | None, ...]
    ignore_case: bool

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give one hit for each pair of which both forms have been seen: where what was seen last is first said."""
        for pick in sorted(picks):
            seen = memory.setdefault(pick, set())
            last = ""
            for form, match in first_of(self.pairs[pick], (0, 1), block.text, ignore_case=self.ignore_case):
                seen.add(form)  # type: ignore[attr-defined]  # a set, made above
                last = match[0]
            if last and len(seen) == 2:  # type: ignore[arg-type]
                start = block.text.index(last)
                yield Hit(start, start + len(last), (last,))


def read(keys: RuleKeys, shelf: Shelf) -> Consistency:
    """Give the check that a rule file describes."""
    keys.require("either")
    is_word = not keys.flag("nonword")
    pairs, needs = [], []
    for one, other in keys.pairs("either"):
        forms = [keys.pattern(("either", one), form, is_prose=shelf.is_prose) for form in (one, other)]
        made = [rf"\b(?:{said(form)})\b" if is_word else f"(?:{said(form)})" for form in forms]
        pairs.append((made[0], made[1]))
        needs.append(either(need_of(form, is_word=is_word) for form in forms))
    return Consistency(tuple(pairs), tuple(needs), keys.flag("ignorecase"))
