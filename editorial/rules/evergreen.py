"""Rule kind `evergreen`: pieces that last are read again in time.

What it does: names the live pieces with `evergreen` whose day has come: the one they name (`evergreen: 2027-03-01`),
else `review_after` since they appeared or were `updated`.
Why: a piece that is shown again and again must still be true.
Options: `evergreen.review_after` in the calendar (`365d`); without it only pieces that name a day are told.
Example: a piece of March 2025 with `review_after: 365d` → « ce texte durable est à relire depuis le 2026-03-01 ».
Passes: the same piece with `updated: 2026-02-20`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from editorial.edition import State
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece
from editorial.rules.coming import local_day
from editorial.rules.kind import Context
from editorial.rules.place import in_front

_DUE = Phrase("ce texte durable est à relire depuis le {day}", "this lasting piece is to be read again since {day}")
_FIX = Phrase(
    "relisez-le, corrigez-le, puis écrivez le jour dans updated",
    "read it again, mend it, then write the day in updated",
)


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about live pieces that last and wait to be read again."""
    lasting = [piece for piece in context.pieces if piece.evergreen]
    live = _live(context) if lasting else {}
    today = local_day(context, context.at)
    for piece in lasting:
        due = _due(piece, live[piece.id], context) if piece.id in live else None
        if due is not None and due <= today:
            span, message = in_front(piece, "evergreen"), _DUE.fill(day=due)
            yield Finding("evergreen.review", Level.SUGGESTION, piece.path, span, message, fix=_FIX)


def _live(context: Context) -> Mapping[str, date]:
    """Give since which day each piece is on the blog."""
    return {
        item.pieces[0]: local_day(context, item.instant)
        for item in context.agenda
        if item.channel == "blog" and item.state is State.LIVE and item.pieces
    }


def _due(piece: Piece, since: date, context: Context) -> date | None:
    if piece.review is not None:
        return piece.review if piece.updated is None or piece.updated < piece.review else None
    after = context.calendar.lasting.review_after
    return max(since, piece.updated or since) + after if after is not None else None
