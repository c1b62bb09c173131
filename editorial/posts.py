"""The posts on social networks: each live piece's first appearance, and its re-runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from editorial.channel_ids import is_social
from editorial.edition import Edition, Item, Planned, Standing, State
from editorial.finding import Phrase
from editorial.piece import Kind, Piece
from editorial.standing import Roster

_NOT_SHOWN = frozenset((State.UNPUBLISHED, State.EXPIRED, State.HELD, State.UNAPPROVED, State.UNPLANNED))


def posts(roster: Roster, since: datetime | None = None) -> Iterator[Planned]:
    """Give every post of the networks the charter names, past and to come: those after the blog, those of entries.

    With `since`, what followed the blog before, and stands in the outbox no more, is left out.
    """
    channels = [channel for channel in roster.site.charter.channels if is_social(channel)]
    yield from _after_the_blog(roster, channels, min(since, roster.oldest_post) if since else None)
    for channel in channels:
        yield from _by_entries(roster, channel)


def _after_the_blog(roster: Roster, channels: Collection[str], first: datetime | None) -> Iterator[Planned]:
    """Give the posts that follow the blog by the calendar's offsets, of pieces in the charter's own language.

    `first` is the instant from which they are wanted, None for all.
    """
    lang, offsets = roster.site.charter.lang, roster.site.calendar.offsets
    after = [(channel, timedelta(minutes=offsets[channel])) for channel in channels if channel in offsets]
    for appearance in roster.appearances(*State) if after else ():
        piece = appearance.piece
        if piece.lang == lang:
            standing, shown, name = roster.standing(piece), _shown(piece, channels), piece.id
            for channel, offset in after:
                if channel in shown and (first is None or appearance.instant + offset >= first):
                    yield _post(roster, piece, standing, channel, appearance.instant + offset, name)


def _by_entries(roster: Roster, channel: str) -> Iterator[Planned]:
    """Give the posts on a channel that entries of the calendar ask for."""
    booked = {piece: found for (piece, where), found in roster.schedule.bookings.items() if where == channel}
    for piece in roster.pieces if booked else ():
        if piece.id in booked and piece.kind is Kind.PIECE and channel in _shown(piece, (channel,)):
            standing = roster.standing(piece)
            for booking in booked[piece.id]:
                is_early = standing.instant is not None and booking.instant < standing.instant
                if is_early and standing.state not in _NOT_SHOWN:
                    yield roster.too_early(piece, booking)
                else:
                    yield _post(roster, piece, standing, channel, booking.instant, booking.edition, booking.slot)


def _shown(piece: Piece, channels: Collection[str]) -> Collection[str]:
    """Give the channels that a piece does not keep away from."""
    if not piece.social:
        return channels
    return [channel for channel in channels if not ((note := piece.social.get(channel)) and note.skip)]


def _post(
    roster: Roster, piece: Piece, standing: Standing, channel: str, instant: datetime, edition: str, slot: str = ""
) -> Planned:
    """Give the post of a piece that is not planned before the piece is live."""
    ids, state = (piece.id,), standing.state
    if state in _NOT_SHOWN:
        return Planned(Item(instant, channel, state, slot, edition, ids, standing.reason))
    if piece.expires and piece.expires <= instant:
        return Planned(Item(instant, channel, State.EXPIRED, slot, edition, ids, _EXPIRES_FIRST))
    if state is not State.LIVE or instant > roster.at:
        return Planned(Item(instant, channel, State.SCHEDULED, slot, edition, ids))
    item = Item(instant, channel, state, slot, edition, ids)
    if instant < roster.oldest_post:
        return Planned(item)
    return Planned(item, Edition(edition, channel, instant, (piece,), lang=piece.lang))


_EXPIRES_FIRST = Phrase("le texte expire avant", "the piece expires before")
