"""Rule kind `quiet`: what leaves in a quiet period is meant to.

What it does: names what is planned, on the days and channels of the calendar's `quiet` periods. Nothing is moved and
nothing is held: a blackout skips slots, a quiet period asks.
Why: a week of mourning or a general election is no time for the usual posts, and only a person can tell which.
Options: `quiet` in the calendar: `from`, `to`, `why`, `channels`. An entry with a `why` knows.
Example: a piece on the day of an election → « « La fréquence juste » paraît pendant une période calme (Élections) :
blog, mastodon ».
Passes: the same piece with a `why` in its entry, or on a channel that the period does not name.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.calendar import Period
from editorial.edition import Item
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import PLANNED, coming, listed, local_day, named, reason, spot
from editorial.rules.kind import Context

_QUIET = Phrase(
    "« {name} » paraît pendant une période calme ({why}) : {channels}",
    "“{name}” appears in a quiet period ({why}): {channels}",
)
_FIX = Phrase(
    "déplacez-le (moved_to), ou dites dans son entrée pourquoi il reste (why)",
    "move it (moved_to), or say in its entry why it stays (why)",
)


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about what leaves in quiet periods, one for a piece and period."""
    found: dict[tuple[Period, str], list[Item]] = {}
    for item in coming(context, *PLANNED) if context.calendar.quiet else ():
        day = local_day(context, item.instant)
        period = next((period for period in context.calendar.quiet if period.holds(day, item.channel)), None)
        if period is not None and not reason(context, item):
            found.setdefault((period, named(context, item)), []).append(item)
    for (period, name), items in found.items():
        channels = listed(list(dict.fromkeys(item.channel for item in items)), most=9)
        why = period.why.rstrip(".") or f"{period.start} – {period.end}"
        path, span = spot(context, items[0])
        message = _QUIET.fill(name=name, why=why, channels=channels)
        yield Finding("quiet.planned", Level.WARNING, path, span, message, fix=_FIX)
