"""Rule kind `rerun`: a piece comes back on a network after a while, and only if it lasts.

What it does: where the calendar has a `rerun_distance`, names the posts to come of a piece that the same network
showed less than that before, and those of pieces that are not `evergreen`.
Why: the second time too soon is noise; the second time of old news is a mistake.
Options: `evergreen.rerun_distance` in the calendar (`90d`). An entry with a `why` knows what it does.
Example: LinkedIn on 3 and 20 November with `rerun_distance: 90d` → « « Écouter » repasse sur linkedin 17 jours après
la fois d’avant ; le calendrier en veut 90 ».
Passes: LinkedIn on 3 November and 3 February, for a piece with `evergreen: true`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from editorial.channel_ids import is_social
from editorial.edition import Item
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import PLANNED, local_day, reason, spot
from editorial.rules.kind import Context

_NEAR = Phrase(
    "« {piece} » repasse sur {channel} {days} jour{days:|s} après la fois d’avant ; le calendrier en veut {least}",
    "“{piece}” comes back on {channel} {days} day{days:|s} after the time before; the calendar wants {least}",
)
_NEAR_FIX = Phrase("repoussez cette entrée", "move this entry later")
_NEWS = Phrase(
    "« {piece} » repasse sur {channel} et n’est pas noté comme un texte durable",
    "“{piece}” comes back on {channel} and is not marked as a lasting piece",
)
_NEWS_FIX = Phrase(
    "écrivez evergreen: true dans son en-tête si c’en est un", "write evergreen: true in its front matter if it is one"
)


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about pieces shown again too soon, or that do not last."""
    if context.calendar.lasting.rerun_distance is None:
        return
    shown: dict[tuple[str, str], list[Item]] = {}
    for item in context.agenda:
        if is_social(item.channel) and item.pieces and item.state in PLANNED:
            shown.setdefault((item.pieces[0], item.channel), []).append(item)
    for items in shown.values():
        for before, item in pairwise(items):
            if item.instant > context.at and not reason(context, item):
                yield from _again(context, before, item)


def _again(context: Context, before: Item, item: Item) -> Iterator[Finding]:
    piece, least = context.by_id.get(item.pieces[0]), context.calendar.lasting.rerun_distance
    if piece is None or least is None:
        return
    path, span = spot(context, item)
    distance = local_day(context, item.instant) - local_day(context, before.instant)
    if distance < least:
        days = {"days": distance.days, "least": least.days}
        message = _NEAR.fill(piece=piece.title, channel=item.channel, **days)
        yield Finding("rerun.near", Level.WARNING, path, span, message, fix=_NEAR_FIX)
    if not piece.evergreen:
        message = _NEWS.fill(piece=piece.title, channel=item.channel)
        yield Finding("rerun.news", Level.SUGGESTION, path, span, message, fix=_NEWS_FIX)
