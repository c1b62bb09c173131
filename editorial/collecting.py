"""What a slot of the newsletter collects: since the last edition, of which pillars, in which order, pinned first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from editorial.calendar_letters import EACH
from editorial.edition import Appearance, State
from editorial.piece import Piece
from editorial.schedule import Slot
from editorial.standing import Roster

COMING = (State.LIVE, State.SCHEDULED, State.EMBARGOED)


class Collection:
    """Collects for one slot after the other, in the order of their instants.

    An edition collects what went live since its cadence's previous planned one; what a skipped edition held joins the
    next, and so does what an edition has no room for. Where the calendar has an offset for the newsletter, a piece
    joins once it has been live for so long.
    """

    def __init__(self, roster: Roster):
        self._roster = roster
        self._live, self._coming = _Timeline(roster.appearances(State.LIVE)), _Timeline(roster.appearances(*COMING))
        self._ranks = {pillar.id: number for number, pillar in enumerate(roster.site.charter.pillars)}
        self._wait = timedelta(minutes=roster.site.calendar.offsets.get("newsletter", 0))
        self._previous: dict[str, datetime] = {}
        self._waiting: dict[str, Sequence[Appearance]] = {}

    def take(self, slot: Slot, lang: str) -> tuple[Piece, ...]:
        """Give the pieces of a slot that is not skipped, in the order they are read: the pinned ones first."""
        cadence = slot.cadence
        since = self._previous.get(cadence.id) or slot.instant - _period(slot)
        self._previous[cadence.id] = slot.instant
        appearances = self._live if slot.instant <= self._roster.at else self._coming
        pinned = [one for piece_id in slot.pinned if (one := self._pinned(slot, piece_id, lang))]
        taken = {one.piece.id for one in pinned}
        pool = (
            *self._waiting.get(cadence.id, ()),
            *appearances.between(since - self._wait, slot.instant - self._wait),
        )
        fresh = self._ordered(slot, (one for one in pool if _fits(one.piece, slot, lang)))
        collected = [*pinned, *(one for one in fresh if one.piece.id not in taken)]
        most = cadence.max_pieces if cadence.max_pieces is not None else len(collected)
        most = max(most, len(pinned))
        self._waiting[cadence.id] = collected[most:]
        return tuple(one.piece for one in collected[:most])

    def _pinned(self, slot: Slot, piece_id: str, lang: str) -> Appearance | None:
        """Give a pinned piece that is on the blog at the slot, in the edition's language; no other can be shown."""
        piece = self._roster.by_id.get(piece_id)
        standing = self._roster.standing(piece) if piece else None
        if piece is None or standing is None or standing.instant is None or piece.lang != lang:
            return None
        states = (State.LIVE,) if slot.instant <= self._roster.at else COMING
        is_there = standing.state in states and standing.instant <= slot.instant and not _is_over(piece, slot)
        return Appearance(piece, standing.instant) if is_there else None

    def _ordered(self, slot: Slot, pool: Iterable[Appearance]) -> list[Appearance]:
        """Give appearances as the cadence orders them: the weightiest first, then the oldest; or first by pillar."""
        ranks, is_by_pillar = self._ranks, slot.cadence.order == "pillar"

        def key(one: Appearance) -> tuple[int, int, datetime, str]:
            first = ranks.get(one.piece.pillar, len(ranks)) if is_by_pillar else 0
            return first, -one.piece.newsletter.weight, one.instant, one.piece.id

        return sorted(pool, key=key)


class _Timeline:
    """Appearances in the order of their instants, of which a slot wants those of some days."""

    def __init__(self, appearances: Sequence[Appearance]):
        self._appearances, self._instants = appearances, [instant for _, instant in appearances]

    def between(self, since: datetime, until: datetime) -> Sequence[Appearance]:
        """Give what appeared after `since` and up to `until`."""
        return self._appearances[bisect_right(self._instants, since) : bisect_right(self._instants, until)]


def _fits(piece: Piece, slot: Slot, lang: str) -> bool:
    cadence = slot.cadence
    return (
        piece.lang == lang
        and cadence.collects in ("blog", EACH)
        and not piece.newsletter.skip
        and (not cadence.pillars or piece.pillar in cadence.pillars)
        and not _is_over(piece, slot)
    )


def _is_over(piece: Piece, slot: Slot) -> bool:
    return piece.expires is not None and piece.expires <= slot.instant


def _period(slot: Slot) -> timedelta:
    """Give how long a cadence's first edition looks back: one interval of its own rule."""
    occurrences = iter(slot.cadence.rule)
    first, second = next(occurrences, None), next(occurrences, None)
    return second - first if first and second else timedelta(days=7)
