"""Whether a pattern is surely one, told from its signs alone: such a pattern is compiled when a text may hold it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import regex

from editorial.house.dialect import Piece


def is_sound(pieces: Iterable[Piece]) -> bool:
    """Say whether some signs surely make a pattern; one that is not told here may be one all the same."""
    depth, can_repeat = 0, False
    for kind, _, said in pieces:
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        is_known = said in _PLAIN[kind] if kind in _PLAIN else kind != "class" or _CLASS.fullmatch(said) is not None
        if not is_known or not 0 <= depth <= _DEEPEST or (kind == "quantifier" and not can_repeat):
            return False
        can_repeat = kind in _REPEATED
    return depth == 0


_DEEPEST: Final = 20
_PLAIN: Final = {
    "open": frozenset(("(", "(?:")),
    "quantifier": frozenset(("?", "*", "+", "??", "*?", "+?")),
    "edge": frozenset((r"\b", "^", "$")),
    "escape": frozenset((r"\w", r"\W", r"\d", r"\D", r"\s", r"\S")),
}
_REPEATED: Final = frozenset(("literal", "class", "escape", "any", "close"))
_CLASS: Final = regex.compile(r"\[\^?(?:a-z|A-Z|0-9|\\n|[\w ,.;:!?'’])+\]")
