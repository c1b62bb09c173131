"""Rule kind `gap`: the slots of the coming weeks have a piece.

What it does: names, for each cadence of the blog and of the networks, the slots that nothing fills in the coming days.
Why: a free slot seen three weeks ahead is a piece to write; seen on the day, it is a hole.
Options: `notice.gap` in the calendar (`60d`). An entry that gives a free slot a `why` keeps it free on purpose.
Example: nothing on 15 and 22 December → « articles : 2 créneaux libres d’ici au 2027-01-22 : 2026-12-15,
2026-12-22 ».
Passes: the same days with `{slot: articles/2026-12-15, why: "Vacances."}` and its like, and a free slot in three
months.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.edition import State
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import coming, listed, local_day, slot_of
from editorial.rules.kind import Context
from editorial.slot import Slot

_GAP = Phrase(
    "{cadence} : {count} créneau{count:|x} libre{count:|s} d’ici au {last} : {days}",
    "{cadence}: {count} free slot{count:|s} until {last}: {days}",
)
_FIX = Phrase(
    "donnez-leur un texte (slot, piece), ou un motif (slot, why) s’ils restent libres exprès",
    "give them a piece (slot, piece), or a reason (slot, why) where they stay free on purpose",
)


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about the slots that nothing fills."""
    notice = context.calendar.notice.gap
    free: dict[str, list[Slot]] = {}
    for item in coming(context, State.OPEN, within=notice):
        slot = slot_of(context, item)
        if slot is not None and not slot.why:
            free.setdefault(slot.cadence.id, []).append(slot)
    for cadence, slots in free.items():
        place = slots[0].cadence.place
        days = listed([local_day(context, slot.instant) for slot in slots])
        last = local_day(context, context.at) + notice
        message = _GAP.fill(cadence=cadence, count=len(slots), last=last, days=days)
        yield Finding("gap.slot", Level.SUGGESTION, place.path, context.calendar.span(place, "id"), message, fix=_FIX)
