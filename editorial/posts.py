"""The posts on social networks: each live piece's first appearance, and its re-runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from editorial.edition import Edition, Item, Planned, State
from editorial.finding import Phrase
from editorial.piece import SOCIAL, Kind, Piece
from editorial.schedule import Booking
from editorial.standing import Roster

_NOT_SHOWN = (State.UNPUBLISHED, State.EXPIRED, State.HELD, State.UNAPPROVED, State.UNPLANNED)


def posts(roster: Roster) -> Iterator[Planned]:
    """Give every post of the networks the charter names, past and to come."""
    for channel in (channel for channel in SOCIAL if channel in roster.site.charter.channels):
        for piece in roster.pieces:
            note = piece.social.get(channel)
            if piece.kind is Kind.PIECE and not (note and note.skip):
                yield from (_post(roster, piece, booking) for booking in _bookings(roster, piece, channel))


def _bookings(roster: Roster, piece: Piece, channel: str) -> Iterator[Booking]:
    """Give when a piece is posted: by the calendar's offset in the charter's own language, and by its entries."""
    offset = roster.site.calendar.offsets.get(channel)
    instant = roster.standing(piece).instant
    if offset is not None and instant and piece.lang == roster.site.charter.lang:
        yield Booking(piece.id, channel, instant + timedelta(minutes=offset), piece.id)
    yield from roster.schedule.bookings.get((piece.id, channel), ())


def _post(roster: Roster, piece: Piece, booking: Booking) -> Planned:
    standing = roster.standing(piece)
    instant, channel, slot, edition = booking.instant, booking.channel, booking.slot, booking.edition
    if standing.state in _NOT_SHOWN:
        return Planned(Item(instant, channel, standing.state, slot, edition, (piece.id,), standing.reason))
    if standing.instant and instant < standing.instant:
        return roster.too_early(piece, booking)
    if piece.expires and piece.expires <= instant:
        return Planned(Item(instant, channel, State.EXPIRED, slot, edition, (piece.id,), _EXPIRES_FIRST))
    is_out = instant <= roster.at and standing.state is State.LIVE
    item = Item(instant, channel, State.LIVE if is_out else State.SCHEDULED, slot, edition, (piece.id,))
    if not is_out or instant < roster.at - roster.site.calendar.outbox:
        return Planned(item)
    return Planned(item, Edition(edition, channel, instant, (piece,), lang=piece.lang))


_EXPIRES_FIRST = Phrase("le texte expire avant", "the piece expires before")
