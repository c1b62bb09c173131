"""Rule kind `blackout`: the blackouts leave each cadence a slot.

What it does: names the cadences all of whose slots to come, as far as the plan looks, fall into blackouts.
Why: two breaks that overlap, or a year typed wrong, silence a channel without a word.
Options: `blackouts` in the calendar. An entry for a slot wins over a blackout.
Example: a blackout from December to December of the next year → « lettre : aucun créneau d’ici au 2027-03-12, tous
tombent dans un blackout ».
Passes: a blackout from 20 December to 5 January, after which the letter goes on.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import local_day
from editorial.rules.kind import Context
from editorial.slot import Slot

_NOTHING = Phrase(
    "{cadence} : aucun créneau jusqu’au {last}, tous tombent dans un blackout",
    "{cadence}: no slot until {last}, all of them fall into a blackout",
)
_FIX = Phrase("raccourcissez ce blackout, ou terminez la cadence (until)", "shorten it, or end the cadence (until)")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about cadences to which blackouts leave nothing."""
    if not context.calendar.blackouts:
        return
    ahead: dict[str, list[Slot]] = {}
    for slot in context.schedule.slots:
        if slot.instant > context.at:
            ahead.setdefault(slot.cadence.id, []).append(slot)
    for cadence, slots in ahead.items():
        if not all(slot.is_skipped and slot.entry is None for slot in slots):
            continue
        day, channel = local_day(context, slots[0].instant), slots[0].cadence.channel
        period = next((period for period in context.calendar.blackouts if period.holds(day, channel)), None)
        if period is not None:
            last = local_day(context, slots[-1].instant)
            message, place = _NOTHING.fill(cadence=cadence, last=last), period.place
            span = context.calendar.span(place, "from")
            yield Finding("blackout.all", Level.WARNING, place.path, span, message, fix=_FIX)
