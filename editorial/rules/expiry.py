"""Rule kind `expiry`: a piece does not expire before what announces it.

What it does: compares each piece's `expires` with its slot on the blog, its posts and the letters made for it alone.
A `date` in the front matter is compared by the kind `dates`; a letter that collects pieces leaves expired ones out.
Why: a post about a piece that has expired would lead nowhere, so that it is not made; nor does the piece appear.
Options: none.
Example: `expires: 2026-12-01` with a post on 5 December → « « Offre de rentrée » expire le 2026-12-01 00:00, avant de
passer sur le canal linkedin (2026-12-05 12:30) ».
Passes: `expires: 2026-12-31` with the same post.
"""

from __future__ import annotations

from collections.abc import Iterable

from editorial.edition import State
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import PLANNED, coming, placed, spot, told
from editorial.rules.kind import Context
from editorial.rules.place import in_front

_BEFORE = Phrase(
    "« {piece} » expire le {expires}, avant de passer sur le canal {channel} ({instant})",
    "“{piece}” expires on {expires}, before it goes on the channel {channel} ({instant})",
)
_FIX = Phrase("avancez ce passage, ou repoussez expires", "move this earlier, or expires later")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about what is planned for a piece after it expires."""
    for item in coming(context, *PLANNED, State.EXPIRED):
        piece = context.by_id.get(item.pieces[0]) if len(item.pieces) == 1 else None
        if piece is None or piece.expires is None or piece.expires > item.instant or piece.date == item.instant:
            continue
        instants = {"expires": told(context, piece.expires), "instant": told(context, item.instant)}
        message = _BEFORE.fill(piece=piece.title, channel=item.channel, **instants)
        path, span = spot(context, item, "piece") if placed(context, item) else (piece.path, in_front(piece, "expires"))
        yield Finding("expiry.before", Level.WARNING, path, span, message, fix=_FIX)
