"""Which lines of the agenda belong to a campaign: those an entry puts there, and what shows the same piece then."""

from __future__ import annotations

from collections.abc import Iterable

from editorial.calendar import Calendar
from editorial.edition import Item
from editorial.slot import Schedule


def in_campaigns(agenda: Iterable[Item], schedule: Schedule, calendar: Calendar) -> tuple[Item, ...]:
    """Give an agenda with the campaign of each line.

    A post that follows the blog belongs to the campaign of its piece, within the campaign's days and channels.
    """
    if not calendar.campaigns:
        return tuple(agenda)
    periods = {campaign.id: campaign.period for campaign in calendar.campaigns}
    by_slot = {slot.id: slot.campaign for slot in schedule.slots if slot.campaign}
    by_piece, by_edition = {}, {}
    for (piece, channel), bookings in schedule.bookings.items():
        for booking in bookings:
            if booking.campaign:
                by_piece[piece] = booking.campaign
                by_edition[channel, booking.edition] = booking.campaign

    def campaign_of(item: Item) -> str:
        named = by_slot.get(item.slot) or by_edition.get((item.channel, item.edition))
        shared = by_piece.get(item.pieces[0], "") if len(item.pieces) == 1 and not named else ""
        if shared and periods[shared].holds(calendar.local(item.instant).date(), item.channel):
            return shared
        return named or ""

    return tuple(item._replace(campaign=name) if (name := campaign_of(item)) else item for item in agenda)
