"""Rule kind `clash`: two things are not planned for one moment of one channel, nor one thing for two.

What it does: looks at what is still to come on each channel for two pieces of one language, or two editions, at the
same instant, and for a piece that the calendar gives a second place on the blog. Posts that both follow the blog are
told there, once; letters for other readers (another list or segment), or of one piece each, do not meet.
Why: one of the two takes the attention the other was planned for; a second place on the blog stays empty.
Options: none. An entry with a `why` knows what it does.
Example: two slots moved to the same Tuesday at 09:00 → « « Écrire le brief » et « La fréquence juste » paraissent
ensemble sur le canal blog, le 2026-12-01 09:00 ».
Passes: two translations of one piece at the same instant, and two posts that each follow their piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from editorial.calendar_letters import EACH
from editorial.channel_ids import is_social
from editorial.edition import Item
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import PLANNED, coming, local_day, named, placed, reason, slot_of, spot, told
from editorial.rules.kind import Context

_TOGETHER = Phrase(
    "« {first} » et « {second} » paraissent ensemble sur le canal {channel}, le {instant}",
    "“{first}” and “{second}” appear together on the channel {channel}, on {instant}",
)
_TOGETHER_FIX = Phrase("déplacez l’un des deux (moved_to)", "move one of them (moved_to)")
_TWICE = Phrase(
    "« {piece} » a déjà sa place sur le blog, le {instant} : celle-ci ne compte pas",
    "“{piece}” has its place on the blog already, on {instant}: this one does not count",
)
_TWICE_FIX = Phrase("donnez-la à un autre texte, ou retirez l’entrée", "give it to another piece, or remove the entry")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about what is planned on top of something else."""
    at_once: dict[tuple[object, ...], list[Item]] = {}
    for item in coming(context, *PLANNED):
        at_once.setdefault((item.instant, item.channel), []).append(item)
    for items in at_once.values():
        if len(items) > 1:
            yield from _together(context, items)
    for booking in context.schedule.unheard:
        first = context.schedule.booking(booking.piece)
        # By the day: no line of the agenda stands at this instant, and what is told changes with those or at midnight.
        is_over = local_day(context, booking.instant) < local_day(context, context.at)
        if not is_over and booking.place is not None and first is not None and not booking.why:
            message = _TWICE.fill(piece=booking.piece, instant=told(context, first.instant))
            span = context.calendar.span(booking.place, "piece")
            yield Finding("clash.twice", Level.WARNING, booking.place.path, span, message, fix=_TWICE_FIX)


def _together(context: Context, items: list[Item]) -> Iterator[Finding]:
    """Give a finding for each item but the first for its readers that nothing excuses."""
    before: dict[object, Item] = {}
    for item in items:
        first = before.setdefault(_readers(context, item), item)
        is_followed = is_social(item.channel) and not (placed(context, first) or placed(context, item))
        if first.edition == item.edition or is_followed or reason(context, first) or reason(context, item):
            continue
        path, span = spot(context, item)
        names = {"first": named(context, first), "second": named(context, item)}
        message = _TOGETHER.fill(**names, channel=item.channel, instant=told(context, item.instant))
        yield Finding("clash.instant", Level.WARNING, path, span, message, fix=_TOGETHER_FIX)


def _readers(context: Context, item: Item) -> object:
    """Give whom an item is for: the readers of a language, or of a letter those of its segment."""
    slot = slot_of(context, item) if item.channel == "newsletter" else None
    if slot is not None:
        return slot.cadence.segment, slot.cadence.list_id, item.edition if slot.cadence.collects == EACH else ""
    piece = context.by_id.get(item.pieces[0]) if item.pieces and item.channel == "blog" else None
    return piece.lang if piece else ""
