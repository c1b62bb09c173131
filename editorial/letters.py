"""The newsletter's editions: what each slot collects, and the frame around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from editorial.edition import Appearance, Edition, Item, Planned, State
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Kind, Piece
from editorial.schedule import Booking, Slot
from editorial.standing import Roster

CHANNEL = "newsletter"
_COMING = (State.LIVE, State.SCHEDULED, State.EMBARGOED)


def letters(roster: Roster) -> Iterator[Planned]:
    """Give every edition of every cadence, then those of one-off slots; nothing where the charter has no newsletter.

    An edition collects what went live since its cadence's previous planned one; what a skipped edition held joins the
    next, and so does what an edition has no room for. Where the calendar has an offset for the newsletter, a piece
    joins once it has been live for so long.
    """
    if CHANNEL not in roster.site.charter.channels:
        return
    live, coming = roster.appearances(State.LIVE), roster.appearances(*_COMING)
    wait = timedelta(minutes=roster.site.calendar.offsets.get(CHANNEL, 0))
    previous: dict[str, datetime] = {}
    waiting: dict[str, list[Appearance]] = {}
    for slot in roster.schedule.slots:
        if slot.cadence.channel != CHANNEL:
            continue
        if slot.is_skipped:
            yield Planned(Item(slot.instant, CHANNEL, State.SKIPPED, slot.id, note=Phrase(slot.why, slot.why)))
            continue
        cadence = slot.cadence
        since = previous.get(cadence.id) or slot.instant - _period(slot)
        previous[cadence.id] = slot.instant
        pool = live if slot.instant <= roster.at else coming
        fresh = _between(pool, since - wait, slot.instant - wait)
        collected = _collected(roster, slot, (*waiting.get(cadence.id, []), *fresh))
        most = cadence.max_pieces if cadence.max_pieces is not None else len(collected)
        waiting[cadence.id] = collected[most:]
        frame = roster.by_id.get(slot.piece) if slot.piece else None
        pieces = tuple(appearance.piece for appearance in collected[:most])
        yield _letter(roster, slot.id, slot.id, slot.instant, pieces, frame, slot.number)
    for (piece_id, channel), bookings in roster.schedule.bookings.items():
        piece = roster.by_id.get(piece_id)
        if channel == CHANNEL and piece is not None:
            yield from (_one_off(roster, piece, booking) for booking in bookings)


def _one_off(roster: Roster, piece: Piece, booking: Booking) -> Planned:
    """Give the edition of a one-off slot: a frame alone, or one piece."""
    instant, edition = booking.instant, booking.edition
    if piece.kind is Kind.EDITION:
        return _letter(roster, "", edition, instant, (), piece, None)
    standing = roster.standing(piece)
    if standing.instant is None or standing.state not in _COMING:
        return Planned(Item(instant, CHANNEL, standing.state, "", edition, (piece.id,), standing.reason))
    if instant < standing.instant:
        return roster.too_early(piece, booking)
    return _letter(roster, "", edition, instant, (piece,), None, None)


def _letter(
    roster: Roster,
    slot: str,
    edition: str,
    instant: datetime,
    pieces: tuple[Piece, ...],
    frame: Piece | None,
    number: int | None,
) -> Planned:
    is_out = instant <= roster.at
    ids = (*((frame.id,) if frame else ()), *(piece.id for piece in pieces))
    if frame is not None:
        standing = roster.standing_from(frame, frame.date or instant)
        if standing.state not in (State.LIVE, State.SCHEDULED):
            item = Item(instant, CHANNEL, State.HELD, slot, edition, ids, standing.reason)
            level = Level.ERROR if is_out else Level.WARNING
            span = frame.source.front.span(("status",))
            message = _FRAME_NOT_READY.fill(edition=edition, reason=standing.reason)
            return Planned(item, finding=Finding("edition.frame", level, frame.path, span, message))
    if not ids:
        return Planned(Item(instant, CHANNEL, State.EMPTY, slot, edition))
    if not is_out:
        return Planned(Item(instant, CHANNEL, State.SCHEDULED, slot, edition, ids))
    out = Edition(edition, CHANNEL, instant, pieces, frame, roster.site.charter.lang, number)
    return Planned(Item(instant, CHANNEL, State.LIVE, slot, edition, ids), out)


def _between(appearances: Sequence[Appearance], since: datetime, until: datetime) -> Sequence[Appearance]:
    """Give what appeared after `since` and up to `until`, of appearances in order."""
    first = bisect_right(appearances, since, key=lambda appearance: appearance.instant)
    return appearances[first : bisect_right(appearances, until, key=lambda appearance: appearance.instant)]


def _collected(roster: Roster, slot: Slot, pool: Iterable[Appearance]) -> list[Appearance]:
    """Give what a slot's edition takes of a pool, weightiest first, then oldest first."""
    cadence, lang = slot.cadence, roster.site.charter.lang
    chosen = (
        appearance
        for appearance in pool
        if (piece := appearance.piece).lang == lang
        and cadence.collects == "blog"
        and not piece.newsletter.skip
        and (not cadence.pillars or piece.pillar in cadence.pillars)
        and not (piece.expires and piece.expires <= slot.instant)
    )
    return sorted(chosen, key=lambda a: (-a.piece.newsletter.weight, a.instant, a.piece.id))


def _period(slot: Slot) -> timedelta:
    """Give how long a cadence's first edition looks back: one interval of its own rule."""
    occurrences = iter(slot.cadence.rule)
    first, second = next(occurrences, None), next(occurrences, None)
    return second - first if first and second else timedelta(days=7)


_FRAME_NOT_READY = Phrase(
    "l’édition {edition} est retenue : son cadre est {reason}", "the edition {edition} is held: its frame is {reason}"
)
