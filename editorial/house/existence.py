"""`extends: existence`: reports words and patterns that should not be there.

What it does: looks for any of `tokens` as whole words (`nonword: true`: anywhere), after `raw` if there is any (before
it with `append: true`).
Options: `tokens`, `raw`, `append`, `ignorecase`, `nonword`, `exceptions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from editorial.house.block import Block
from editorial.house.dialect import said
from editorial.house.exception import Exceptions, read_exceptions
from editorial.house.hit import Hit, Memory, Shelf
from editorial.house.keys import RuleKeys, Within
from editorial.house.need import Need, need_of
from editorial.house.search import first_of


@dataclass(frozen=True)
class Existence:
    """The patterns to look for, in order: where two match at one place, the first counts."""

    patterns: tuple[str, ...]
    needs: tuple[Need | None, ...]
    also: Need | None
    """What a text must hold besides, for `raw`."""
    ignore_case: bool
    exceptions: Exceptions

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterator[Hit]:
        """Give each match that is not excepted."""
        if self.also is not None and not block.meets(self.also):
            return
        for _, match in first_of(self.patterns, picks, block.text, ignore_case=self.ignore_case):
            start, end = match.span()
            if not self.exceptions.excuse(match[0].strip()) and not self.exceptions.cover(block.text, start, end):
                yield Hit(start, end, (match[0],))


def read(keys: RuleKeys, shelf: Shelf) -> Existence:
    """Give the check that a rule file describes."""
    is_word, is_appended = not keys.flag("nonword"), keys.flag("append")
    raw = "".join(keys.texts("raw"))
    raw_pieces = keys.pattern(("raw",), raw, is_prose=shelf.is_prose) if raw else []
    tokens = [(number, token) for number, token in enumerate(keys.texts("tokens")) if token.strip()]
    if not tokens and not raw:
        keys.require("tokens")
    core = r"\b(?:%s)\b" if is_word else "(?:%s)"
    within = Within(core + said(raw_pieces) if is_appended else said(raw_pieces) + core, keys.flag("ignorecase"))
    patterns: list[str] = []
    needs: list[Need | None] = []
    for number, token in tokens:
        pieces = keys.pattern(("tokens", number), token, is_prose=shelf.is_prose, within=within)
        patterns.append(within.template.replace("%s", said(pieces)))
        needs.append(need_of(pieces, is_word=is_word))
    if not tokens and raw:
        patterns.append(said(raw_pieces))
        needs.append(need_of(raw_pieces, is_word=False))
    keys.flag("vocab", True)
    also = need_of(raw_pieces, is_word=False) if tokens and raw else None
    return Existence(
        tuple(patterns), tuple(needs), also, within.ignore_case, read_exceptions(keys, is_prose=shelf.is_prose)
    )
