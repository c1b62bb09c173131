"""What left in a letter and was taken down since: by what its calendar says, as if it had stayed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from editorial.calendar_letters import EACH
from editorial.collecting import Collection
from editorial.edition import Edition, State, TakenDown
from editorial.piece import Kind
from editorial.standing import Roster

CHANNEL = "newsletter"
GONE = (State.UNPUBLISHED, State.EXPIRED)


def taken_down(roster: Roster) -> Iterator[TakenDown]:
    """Give, by edition that is past, the pieces that are taken down and that it would hold, had they stayed.

    One that was taken down before it left is among them: nothing but git knows, and nobody has a link to it.
    """
    if CHANNEL not in roster.site.charter.channels or not roster.appearances(*GONE):
        return
    collection = Collection(roster, (State.LIVE, *GONE))
    for slot in roster.schedule.slots:
        cadence = slot.cadence
        if cadence.channel != CHANNEL or slot.is_skipped or slot.instant > roster.at:
            continue
        lang = cadence.segment.lang or roster.site.charter.lang
        pieces = [piece.id for piece in collection.take(slot, lang) if roster.standing(piece).state in GONE]
        edition = Edition(slot.id, CHANNEL, slot.instant, (), lang=lang)
        if cadence.collects != EACH:
            yield from [TakenDown(edition, tuple(pieces))] if pieces else ()
            continue
        for piece in pieces:
            yield TakenDown(replace(edition, id=f"{cadence.id}/{piece}", is_alone=True), (piece,))
    for (name, channel), bookings in roster.schedule.bookings.items():
        piece_ = roster.by_id.get(name)
        if channel != CHANNEL or piece_ is None or piece_.kind is not Kind.PIECE:
            continue
        if roster.standing(piece_).state in GONE:
            for booking in bookings:
                if booking.instant <= roster.at:
                    edition = Edition(booking.edition, CHANNEL, booking.instant, (), lang=piece_.lang, is_alone=True)
                    yield TakenDown(edition, (name,))
