"""Rule kind `lists`: a list has as many items as the charter wants.

What it does: counts the items of each list of an article or of the frame of an edition; a list inside another counts
by itself.
Why: one item is a sentence, and nobody keeps thirty in mind.
Options: `channels.blog.lists` and `channels.newsletter.lists`: `min_items`, `max_items`.
Example: a list of one item where `min_items: 2` → « une liste d’un seul élément ; la charte en veut 2 au moins ».
Passes: a list of two items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from editorial.blocks import read_blocks
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind, Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_body

SCOPE: Final = Scope.OWN
IS_BINDING: Final = False

_MARK = re.compile(r"^[\s>]*(?:[-*+]|\d{1,9}[.)])\s", re.MULTILINE)
_ONE = Phrase(
    "une liste d’un seul élément ; la charte en veut {limit} au moins",
    "a list of a single item; the charter wants at least {limit}",
)
_FEW = Phrase(
    "une liste de {count} éléments ; la charte en veut {limit} au moins",
    "a list of {count} items; the charter wants at least {limit}",
)
_FEW_FIX = Phrase("faites-en une phrase", "make it a sentence")
_MANY = Phrase(
    "une liste de {count} éléments ; la charte en veut {limit} au plus",
    "a list of {count} items; the charter wants at most {limit}",
)
_MANY_FIX = Phrase(
    "groupez-les sous des intertitres, ou gardez ceux qui comptent",
    "group them under headings, or keep those that matter",
)


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give a finding for each list that is too short or too long."""
    channel = {Kind.PIECE: "blog", Kind.EDITION: "newsletter"}.get(piece.kind, "")
    expression = context.charter.channels.get(channel)
    if expression is None or not expression.list_items or not _MARK.search(piece.body):
        return
    limits, clause = expression.list_items, f"channels.{channel}.lists"
    for listing in read_blocks(piece.body).lists:
        span = in_body(piece, listing.start, listing.end)
        if limits.least is not None and listing.items < limits.least:
            said = (_ONE if listing.items == 1 else _FEW).fill(count=listing.items, limit=limits.least)
            yield Finding("lists.short", Level.WARNING, piece.path, span, said, None, f"{clause}.min_items", _FEW_FIX)
        elif limits.most is not None and listing.items > limits.most:
            said = _MANY.fill(count=listing.items, limit=limits.most)
            yield Finding("lists.long", Level.WARNING, piece.path, span, said, None, f"{clause}.max_items", _MANY_FIX)
