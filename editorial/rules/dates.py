"""Rule kind `dates`: the days and instants of a piece do not contradict each other.

What it does: compares `date`, `updated`, `embargo`, `expires` and the corrections with each other and with the
instant of the review.
Why: a piece that expires before it appears is never seen, and one that is “updated” before it exists loses trust.
Options: none.
Example: `embargo: 2026-12-15T06:00+01:00` with `expires: 2026-10-01` → « l’embargo (2026-12-15 06:00) tombe après
l’expiration (2026-10-01 00:00) ».
Passes: `embargo: 2026-09-15T06:00+02:00` with `expires: 2026-10-01`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final

from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.rules.kind import Context, Scope
from editorial.rules.place import in_front

SCOPE: Final = Scope.DAY
IS_BINDING: Final = True

_NEVER_SEEN = Phrase(
    "ce texte expire le {expires}, avant de paraître le {date}",
    "this text expires on {expires}, before it appears on {date}",
)
_EMBARGOED = Phrase(
    "l’embargo ({embargo}) tombe après l’expiration ({expires})",
    "the embargo ({embargo}) ends after the text expires ({expires})",
)
_EXPIRES_FIX = Phrase("repoussez expires, ou retirez-le", "move expires later, or remove it")
_LATE = Phrase(
    "la date ({date}) précède la fin de l’embargo : le texte ne paraîtra que le {embargo}",
    "the date ({date}) is before the embargo ends: the text will only appear on {embargo}",
)
_LATE_FIX = Phrase("accordez date et embargo", "bring date and embargo into line")
_UPDATED_FIRST = Phrase(
    "mis à jour le {day}, avant de paraître le {date}", "updated on {day}, before it appears on {date}"
)
_CORRECTED_FIRST = Phrase(
    "corrigé le {day}, avant de paraître le {date}", "corrected on {day}, before it appears on {date}"
)
_TO_COME = Phrase("le {day} est à venir", "{day} is still to come")
_DONE_FIX = Phrase("écrivez le jour où c’est fait", "write the day on which it is done")
_LASTING = Phrase("un texte qui dure (evergreen) n’expire pas", "a text that lasts (evergreen) does not expire")
_LASTING_FIX = Phrase("retirez evergreen ou expires", "remove evergreen or expires")


def check(piece: Piece, context: Context) -> Iterable[Finding]:
    """Give the findings about a piece's days and instants."""
    if not (piece.expires or piece.embargo or piece.updated or piece.corrections):
        return
    yield from _expiry(piece, context)
    if piece.date and piece.embargo and piece.date < piece.embargo:
        message = _LATE.fill(date=_day(piece.date, context), embargo=_day(piece.embargo, context))
        yield _finding(piece, "dates.embargo", Level.WARNING, ("embargo",), message, _LATE_FIX)
    first = piece.date.astimezone(context.zone).date() if piece.date else None
    if piece.updated:
        found = _undone(piece.updated, first, _UPDATED_FIRST, context)
        if found:
            yield _finding(piece, "dates.updated", Level.WARNING, ("updated",), found, _DONE_FIX)
    for number, correction in enumerate(piece.corrections):
        found = _undone(correction.day, first, _CORRECTED_FIRST, context) if correction.day != date.min else None
        if found:
            keys = ("corrections", number, "date")
            yield _finding(piece, "dates.corrections", Level.WARNING, keys, found, _DONE_FIX)


def _expiry(piece: Piece, context: Context) -> Iterator[Finding]:
    if piece.expires is None:
        return
    expires = _day(piece.expires, context)
    if piece.date and piece.expires <= piece.date:
        message = _NEVER_SEEN.fill(expires=expires, date=_day(piece.date, context))
        yield _finding(piece, "dates.expires", Level.ERROR, ("expires",), message, _EXPIRES_FIX)
    if piece.embargo and piece.expires <= piece.embargo:
        message = _EMBARGOED.fill(embargo=_day(piece.embargo, context), expires=expires)
        yield _finding(piece, "dates.expires", Level.ERROR, ("expires",), message, _EXPIRES_FIX)
    if piece.evergreen:
        yield _finding(piece, "dates.evergreen", Level.WARNING, ("evergreen",), _LASTING, _LASTING_FIX)


def _undone(day: date, first: date | None, before: Phrase, context: Context) -> Phrase | None:
    """Say why nothing can have been done to a text on a day: it is to come, or the text was not out yet."""
    if day > context.at.astimezone(context.zone).date():
        return _TO_COME.fill(day=day)
    if first and day < first:
        return before.fill(day=day, date=first)
    return None


def _finding(
    piece: Piece, rule: str, level: Level, keys: tuple[str | int, ...], message: Phrase, fix: Phrase
) -> Finding:
    return Finding(rule, level, piece.path, in_front(piece, *keys), message, fix=fix)


def _day(instant: datetime, context: Context) -> str:
    return instant.astimezone(context.zone).strftime("%Y-%m-%d %H:%M")
