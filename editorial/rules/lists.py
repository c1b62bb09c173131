"""Rule kind `lists`: a list has as many items as the charter wants.

What it does: counts the items of each list of an article or of the frame of an edition; a list inside another counts
by itself. Short lists that follow each other in one section count together: code or text parts one list there. The
signature of a quotation (`> - Colette`) is no list.
Why: one item is a sentence, and nobody keeps thirty in mind.
Options: `channels.blog.lists` and `channels.newsletter.lists`: `min_items`, `max_items`.
Example: a list of one item where `min_items: 2` → « une liste d’un seul élément ; la charte en veut 2 au moins ».
Passes: a list of two items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from editorial.blocks import Listing, read_blocks
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind, Piece
from editorial.prose import Heading
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
    blocks = read_blocks(piece.body)
    parted = _parted(blocks.lists, context.prose(piece).headings, limits.least or 0)
    for listing in blocks.lists:
        if listing in parted or _is_signature(piece.body, listing, blocks.quotes):
            continue
        span = in_body(piece, listing.start, listing.end)
        if limits.least is not None and listing.items < limits.least:
            said = (_ONE if listing.items == 1 else _FEW).fill(count=listing.items, limit=limits.least)
            yield Finding("lists.short", Level.WARNING, piece.path, span, said, None, f"{clause}.min_items", _FEW_FIX)
        elif limits.most is not None and listing.items > limits.most:
            said = _MANY.fill(count=listing.items, limit=limits.most)
            yield Finding("lists.long", Level.WARNING, piece.path, span, said, None, f"{clause}.max_items", _MANY_FIX)


def _parted(lists: Sequence[Listing], headings: Sequence[Heading], least: int) -> set[Listing]:
    """Give the short lists that are one of `least` items or more with others of their section, none in another list."""
    sections: dict[int, list[Listing]] = {}
    past = 0
    for listing in lists:
        if listing.start >= past and listing.items < least:
            number = sum(heading.start < listing.start for heading in headings)
            sections.setdefault(number, []).append(listing)
        past = max(past, listing.end)
    together = [found for found in sections.values() if sum(listing.items for listing in found) >= least]
    return {listing for found in together for listing in found}


def _is_signature(body: str, listing: Listing, quotes: Sequence[tuple[int, int]]) -> bool:
    """Say whether a list of one item ends a quotation that does not begin with it."""
    inside = [(start, end) for start, end in quotes if start < listing.start and listing.end <= end]
    return (
        listing.items == 1
        and not listing.is_numbered
        and any(
            body[start : listing.start].strip("> \n") and not body[listing.end : end].strip("> \n")
            for start, end in inside
        )
    )
