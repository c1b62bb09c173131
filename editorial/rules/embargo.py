"""Rule kind `embargo`: no piece has a slot that comes before its embargo ends.

What it does: compares each piece's embargo with the place the calendar gives it on the blog. A `date` in the front
matter is compared by the kind `dates`.
Why: the piece appears when the embargo ends, and not when the calendar says so.
Options: none. An entry with a `why` knows what it does.
Example: a slot on 1 December and `embargo: 2026-12-03` → « « barometre » est sous embargo jusqu’au 2026-12-03 00:00,
après ce créneau (2026-12-01 09:00) : il ne paraîtra qu’alors ».
Passes: a slot on 3 December at 09:00, or an entry with a `why`.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import told
from editorial.rules.kind import Context

_LATE = Phrase(
    "« {piece} » est sous embargo jusqu’au {embargo}, après ce créneau ({instant}) : il ne paraîtra qu’alors",
    "“{piece}” is under embargo until {embargo}, after this slot ({instant}): it will only appear then",
)
_FIX = Phrase("déplacez le créneau (moved_to), ou avancez l’embargo", "move the slot (moved_to), or the embargo")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about slots that come before their piece's embargo ends."""
    for piece in context.pieces:
        if piece.embargo is None or piece.embargo <= context.at:
            continue
        booking = context.schedule.booking(piece.id)
        if booking is None or booking.place is None or booking.instant >= piece.embargo or booking.why:
            continue
        instants = {"embargo": told(context, piece.embargo), "instant": told(context, booking.instant)}
        span = context.calendar.span(booking.place, "piece")
        message = _LATE.fill(piece=piece.id, **instants)
        yield Finding("embargo.slot", Level.WARNING, booking.place.path, span, message, fix=_FIX)
