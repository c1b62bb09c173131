"""How an edition is laid out where nobody says so, and how a piece begins that is alone in its letter."""

from __future__ import annotations

from channels.newsletter.settings import one_line
from editorial.edition import Edition
from editorial.gist import gist_of
from editorial.piece import LAYOUTS, Piece
from editorial.typography import Typography, set_text

DIGEST, SINGLE, ANNOUNCEMENT = LAYOUTS
MAX_OPENING_CHARS = 900
"""Of the paragraphs a piece begins with: a minute's reading, then the button."""


def layout_of(edition: Edition) -> str:
    """Give the layout that an edition asks for, else the one for what it holds."""
    if edition.layout:
        return edition.layout
    if edition.frame is not None:
        return DIGEST if edition.pieces else ANNOUNCEMENT
    return SINGLE if len(edition.pieces) == 1 else DIGEST


def opening_of(piece: Piece, typography: Typography) -> tuple[str, ...]:
    """Give the first paragraphs of a piece, whole, as many as a mail bears; the first one however long."""
    shown: list[str] = []
    for paragraph in gist_of(piece).opening:
        if shown and sum(map(len, shown)) + len(paragraph) > MAX_OPENING_CHARS:
            break
        shown.append(set_text(one_line(paragraph), piece.lang, typography))
    return tuple(shown)
