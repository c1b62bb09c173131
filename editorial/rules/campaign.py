"""Rule kind `campaign`: what belongs to a campaign stands within its days and channels.

What it does: compares each entry that names a campaign with the campaign's `from`, `to` and `channels`.
Why: a campaign is a promise about a period; what slips out of it is counted nowhere.
Options: `campaigns` in the calendar. An entry that names a campaign nobody described cannot be read.
Example: an entry of 3 December in a campaign that ends on 30 November → « ce passage (blog, le 2026-12-03) est hors de
la campagne « Mois du brief » (2026-11-01 – 2026-11-30) ».
Passes: an entry of 30 November on a channel of the campaign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import local_day
from editorial.rules.kind import Context
from editorial.slot import Booking, Slot

_OUTSIDE = Phrase(
    "ce passage ({channel}, le {day}) est hors de la campagne « {name} » ({start} – {end} : {channels})",
    "this ({channel}, on {day}) is outside the campaign “{name}” ({start} – {end}: {channels})",
)
_EVERY = Phrase("tous les canaux", "every channel")
_FIX = Phrase("déplacez-le, ou changez la campagne", "move it, or change the campaign")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about entries that stand outside their campaign."""
    campaigns = {campaign.id: campaign for campaign in context.calendar.campaigns}
    for one in _members(context) if campaigns else ():
        campaign = campaigns.get(one.campaign)
        channel = one.cadence.channel if isinstance(one, Slot) else one.channel
        day = local_day(context, one.instant)
        if campaign is None or one.place is None or campaign.period.holds(day, channel):
            continue
        period = campaign.period
        channels = Phrase(*[", ".join(period.channels)] * 2) if period.channels else _EVERY
        said = {"name": campaign.name, "start": period.start, "end": period.end, "channels": channels}
        span = context.calendar.span(one.place, "campaign")
        message = _OUTSIDE.fill(channel=channel, day=day, **said)
        yield Finding("campaign.outside", Level.WARNING, one.place.path, span, message, fix=_FIX)


def _members(context: Context) -> Iterator[Slot | Booking]:
    """Give the slots and the bookings that an entry says belong to a campaign."""
    yield from (slot for slot in context.schedule.slots if slot.campaign and not slot.is_skipped)
    for bookings in context.schedule.bookings.values():
        yield from (booking for booking in bookings if booking.campaign and not booking.slot)
