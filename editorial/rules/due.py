"""Rule kind `due`: what is about to appear is approved.

What it does: names each piece planned in the coming days, or in the days just gone, that is not approved: its status
says so, or a record of approval that the charter asks for is missing or void.
Why: it will not appear, and its slot, its posts and its place in the letter go with it.
Options: `notice.approval` in the calendar (`7d`); the charter's `approval`.
Example: a draft planned for Tuesday → « prévu le 2026-11-24 09:00 sur le canal blog : pas encore approuvé (status:
draft) ».
Passes: the same draft planned for Wednesday in a week, or approved as the charter asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from editorial.edition import Item, State
from editorial.finding import Finding, Level, Phrase
from editorial.rules.coming import local_day, told
from editorial.rules.kind import Context
from editorial.rules.place import in_front

_DUE = Phrase("prévu le {instant} sur le canal {channel} : {reason}", "planned for {instant} on {channel}: {reason}")
_LATE = Phrase(
    "devait paraître le {instant} sur le canal {channel} : {reason}",
    "was to appear on {instant} on {channel}: {reason}",
)
_FIX = Phrase("faites-le approuver, ou déplacez-le", "have it approved, or move it")


def check_plan(context: Context) -> Iterable[Finding]:
    """Give the findings about what is due soon, or was, and waits for approval."""
    today, notice = local_day(context, context.at), context.calendar.notice.approval
    for item in _first(context):
        if abs(local_day(context, item.instant) - today) > notice:
            continue
        piece = context.by_id.get(item.pieces[0])
        if piece is None:
            continue
        phrase, rule = (_DUE, "due.unapproved") if item.instant > context.at else (_LATE, "due.late")
        message = phrase.fill(instant=told(context, item.instant), channel=item.channel, reason=item.note)
        yield Finding(rule, Level.WARNING, piece.path, in_front(piece, "status"), message, fix=_FIX)


def _first(context: Context) -> Iterable[Item]:
    """Give, for each piece that waits for approval, the first of its appearances."""
    found: dict[str, Item] = {}
    for item in context.agenda:
        if (
            item.state is State.UNAPPROVED
            and item.pieces
            and item.instant > datetime.min.replace(tzinfo=context.at.tzinfo)
        ):
            found.setdefault(item.pieces[0], item)
    return found.values()
