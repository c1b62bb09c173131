"""Which lines of the agenda belong to a campaign: those an entry puts there, and what shows the same piece then."""

from __future__ import annotations

from collections.abc import Iterable

from editorial.calendar import Calendar
from editorial.edition import Item
from editorial.slot import Schedule


def in_campaigns(agenda: Iterable[Item], schedule: Schedule, calendar: Calendar) -> tuple[Item, ...]:
    """Give an agenda with the campaign of each line.

    A post that follows the blog belongs to the campaign of its piece in whose days and channels it is.
    """
    if not calendar.campaigns:
        return tuple(agenda)
    periods = {campaign.id: campaign.period for campaign in calendar.campaigns}
    by_slot = {slot.id: slot.campaign for slot in schedule.slots if slot.campaign}
    by_piece: dict[str, list[str]] = {}
    by_edition = {}
    for (piece, channel), bookings in schedule.bookings.items():
        for booking in bookings:
            if booking.campaign:
                by_piece.setdefault(piece, []).append(booking.campaign)
                by_edition[channel, booking.edition] = booking.campaign

    def campaign_of(item: Item) -> str:
        named = by_slot.get(item.slot) or by_edition.get((item.channel, item.edition))
        if named or len(item.pieces) != 1 or item.pieces[0] not in by_piece:
            return named or ""
        day = calendar.local(item.instant).date()
        return next((name for name in by_piece[item.pieces[0]] if periods[name].holds(day, item.channel)), "")

    return tuple(item._replace(campaign=name) if (name := campaign_of(item)) else item for item in agenda)
