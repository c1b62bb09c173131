"""The shares of the pillars among what the blog publishes, and what one more piece does to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from editorial.charter import Charter
from editorial.edition import Item, State
from editorial.piece import Kind, Piece, Status

_OUT = (State.LIVE, State.EXPIRED)
_COMING = (State.SCHEDULED, State.EMBARGOED, State.UNAPPROVED, State.HELD)


@dataclass(frozen=True, slots=True)
class Outing:
    """A piece of a pillar on the blog, at an instant, past or planned."""

    instant: datetime
    piece: Piece


@dataclass(frozen=True, slots=True)
class Move:
    """What publishing a piece does to its pillar: the share before and after, and the target, in percent."""

    pillar: str
    before: float
    after: float
    target: int

    @property
    def is_away(self) -> bool:
        """Whether the share ends farther from its target than it was."""
        return abs(self.after - self.target) > abs(self.before - self.target)


def outings(agenda: Iterable[Item], pieces: Mapping[str, Piece], at: datetime) -> tuple[Outing, ...]:
    """Give what the blog published up to `at` and plans after it, oldest first; translations do not count."""
    found = []
    for item in agenda:
        if item.channel != "blog" or item.state not in (_OUT if item.instant <= at else _COMING):
            continue
        piece = pieces.get(item.pieces[0]) if item.pieces else None
        if piece is not None and piece.kind is Kind.PIECE and not piece.translation_of:
            found.append(Outing(item.instant, piece))
    return tuple(sorted(found, key=lambda outing: (outing.instant, outing.piece.id)))


def counted(out: Iterable[Outing], until: datetime, window: timedelta) -> Counter[str]:
    """Give how many pieces each pillar has in the window that ends at `until`, which is in it."""
    return Counter(outing.piece.pillar for outing in out if until - window < outing.instant <= until)


def share(counts: Mapping[str, int], pillar: str) -> float:
    """Give the share of a pillar, in percent; 0 where nothing is counted."""
    total = sum(counts.values())
    return 100 * counts.get(pillar, 0) / total if total else 0.0


def move_of(piece: Piece, charter: Charter, out: Sequence[Outing], at: datetime) -> Move | None:
    """Give what publishing a piece does to its pillar, at its planned instant, else now; None where nothing is asked.

    A piece that is out already, a translation, a page or a piece taken down moves nothing any more.
    """
    pillar = charter.pillar(piece.pillar)
    if charter.portfolio is None or pillar is None or piece.kind is not Kind.PIECE or piece.translation_of:
        return None
    own = next((outing for outing in out if outing.piece.id == piece.id), None)
    if piece.status is Status.UNPUBLISHED or (own is not None and own.instant <= at):
        return None
    others = [outing for outing in out if outing.piece.id != piece.id]
    counts = counted(others, own.instant if own else at, timedelta(days=charter.portfolio.window_days))
    before = share(counts, pillar.id)
    counts[pillar.id] += 1
    return Move(pillar.id, before, share(counts, pillar.id), pillar.share)
