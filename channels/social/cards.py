"""The cards a piece leaves with on a network: its title, as a story where there are stories, and its quote."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from channels.card import Card, key, title_card
from channels.channel import Brief
from channels.social.network import Network
from channels.social.shown import Made, Shown, stamp_of
from editorial.piece import Piece


def card_file(brief: Brief, piece: Piece, shown: Shown | None, network: Network) -> Made:
    """Give the title card of a piece in a network's ratio."""
    return _made(brief, "card.jpg", title_of(brief, piece, shown, network.size))


def story_file(brief: Brief, piece: Piece, shown: Shown | None, network: Network) -> Made | None:
    """Give the title card as a story, its words clear of what the network lays over it; None where it has none."""
    card = story_of(brief, piece, shown, network)
    return _made(brief, "story.jpg", card) if card else None


def quote_file(brief: Brief, piece: Piece, network: Network) -> Made | None:
    """Give the quote card in a network's ratio; None where the piece marks no quote."""
    card = quote_of(brief, piece, network.size)
    return _made(brief, "quote.jpg", card) if card else None


def title_of(brief: Brief, piece: Piece, shown: Shown | None, size: tuple[int, int]) -> Card:
    """Give what the title card of a piece shows at a size."""
    pillar = brief.site.charter.pillar(piece.pillar)
    kicker = pillar.name(piece.lang) if pillar else piece.pillar
    photo, focus = (shown.photo, shown.focus_in(size)) if shown else (None, None)
    name, stamp = brief.addresses.name, stamp_of(brief)
    return Card(piece.title, kicker, piece.pillar, name, photo, focus, size, stamp, lang=piece.lang)


def story_of(brief: Brief, piece: Piece, shown: Shown | None, network: Network) -> Card | None:
    """Give what the story of a piece shows; None where the network has none."""
    story = network.story
    return replace(title_of(brief, piece, shown, story.size), safe=story.safe) if story else None


def quote_of(brief: Brief, piece: Piece, size: tuple[int, int]) -> Card | None:
    """Give what the quote card of a piece shows at a size; None where it marks no quote."""
    if piece.quote is None:
        return None
    return replace(title_of(brief, piece, None, size), kind="quote", quote=piece.quote.text, by=piece.quote.by)


def _made(brief: Brief, file: str, card: Card) -> Made:
    alt = " – ".join(part for part in (card.quote, card.by) if part) or card.title
    return Made(file, *card.size, alt, None, key(brief.look, card), partial(title_card, brief.look, card))
