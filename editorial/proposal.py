"""Proposals: which approved piece each open slot of the blog could take, so that the pillars near their shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from editorial.calendar import FOLDER
from editorial.desk import Decision
from editorial.edition import State
from editorial.piece import Kind, Piece
from editorial.portfolio import Outing, counted, outings, share
from editorial.schedule import Slot

_WINDOW = timedelta(days=90)
"""Over how long the pillars are counted, where the charter has no `portfolio`."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An open slot and the piece it could take; the share of its pillar before and after, and its target, in percent.

    Without a piece, nothing approved fits.
    """

    slot: Slot
    piece: Piece | None
    before: float = 0.0
    after: float = 0.0
    target: int = 0

    @property
    def path(self) -> str:
        """Give the file of the calendar for its entry: that of the slot's month."""
        return f"{FOLDER}/{self.slot.id.rpartition('/')[2][:7]}.yaml"


def proposals(decision: Decision, start: datetime, end: datetime) -> Iterator[Proposal]:
    """Give a proposal for each open slot of the blog still to come from an instant (included) to another (excluded).

    A piece is proposed once: one that is approved, without errors and without a slot, in the charter's first language,
    neither embargoed nor expired at that instant. The pillar farthest below its target comes first.
    """
    site, plan = decision.site, decision.plan
    window = timedelta(days=site.charter.portfolio.window_days) if site.charter.portfolio else _WINDOW
    out = list(outings(plan.agenda, {piece.id: piece for piece in site.pieces}, plan.at))
    left = [piece for piece in site.pieces if _is_ready(decision, piece)]
    for slot in decision.schedule.slots:
        if slot.cadence.channel != "blog" or slot.piece or slot.is_skipped:
            continue
        if slot.instant <= plan.at or not start <= slot.instant < end:
            continue
        counts = counted(out, slot.instant, window)
        fitting = [piece for piece in left if _fits(piece, slot)]
        chosen = min(fitting, key=lambda piece: (_above_target(decision, counts, piece), piece.id), default=None)
        if chosen is None:
            yield Proposal(slot, None)
            continue
        left.remove(chosen)
        out.append(Outing(slot.instant, chosen))
        before = share(counts, chosen.pillar)
        counts[chosen.pillar] += 1
        pillar = site.charter.pillar(chosen.pillar)
        yield Proposal(slot, chosen, before, share(counts, chosen.pillar), pillar.share if pillar else 0)


def _is_ready(decision: Decision, piece: Piece) -> bool:
    is_own = piece.kind is Kind.PIECE and piece.lang == decision.site.charter.lang and not piece.translation_of
    standing = decision.plan.standings.get(piece.id)
    return is_own and standing is not None and standing.state is State.UNPLANNED


def _fits(piece: Piece, slot: Slot) -> bool:
    pillars, instant = slot.cadence.pillars, slot.instant
    is_free = (piece.embargo is None or piece.embargo <= instant) and (piece.expires is None or piece.expires > instant)
    return is_free and (not pillars or piece.pillar in pillars)


def _above_target(decision: Decision, counts: Counter[str], piece: Piece) -> float:
    """Give how far the share of a piece's pillar stands above its target, in points of percent."""
    pillar = decision.site.charter.pillar(piece.pillar)
    return share(counts, piece.pillar) - (pillar.share if pillar else 0)
