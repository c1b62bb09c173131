"""What stands around a piece: the one before and after, its series, and three related ones, found through an index.

Each tag is looked at only near the piece's own date, so that a tag of a thousand pieces costs no more than one of
ten, and a new piece changes what is related to its own neighbours only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from editorial.piece import Piece

RELATED = 3
_REACH = 3
"""How many pieces on either side of a piece, in each of its tags and in its pillar, are considered."""
_SAME_PILLAR = 1


class Neighbours:
    """The live pieces of one language, newest first, with what is found around each."""

    def __init__(self, pieces: Sequence[Piece]):
        self._pieces = pieces
        self._rank = {piece.id: rank for rank, piece in enumerate(pieces)}
        self._shelves: dict[str, list[int]] = {}
        self._places: dict[str, dict[int, int]] = {}
        self._series: dict[str, list[Piece]] = {}
        self._related: dict[int, tuple[int, ...]] = {}
        """What a page is keyed by and then shows, found once."""
        self._tags = [_tags(piece) for piece in pieces]
        for rank, piece in enumerate(pieces):
            for shelf in (_pillar(piece), *self._tags[rank]):
                ranks = self._shelves.setdefault(shelf, [])
                self._places.setdefault(shelf, {})[rank] = len(ranks)
                ranks.append(rank)
            if piece.series:
                self._series.setdefault(piece.series, []).insert(0, piece)
        self._weights = {shelf: _weight(shelf, len(ranks)) for shelf, ranks in self._shelves.items()}

    def beside(self, piece: Piece) -> tuple[Piece | None, Piece | None]:
        """Give the next newer and the next older piece."""
        rank = self._rank[piece.id]
        newer = self._pieces[rank - 1] if rank else None
        older = self._pieces[rank + 1] if rank + 1 < len(self._pieces) else None
        return newer, older

    def series(self, piece: Piece) -> Sequence[Piece]:
        """Give every episode of a piece's series, oldest first; nothing where it stands alone."""
        episodes = self._series.get(piece.series, ()) if piece.series else ()
        return episodes if len(episodes) > 1 else ()

    def related(self, piece: Piece) -> list[Piece]:
        """Give the pieces that share the rarest tags with this one, else its pillar, the nearest in time first."""
        own = self._rank[piece.id]
        if own not in self._related:
            self._related[own] = self._best(own)
        return [self._pieces[rank] for rank in self._related[own]]

    def _best(self, own: int) -> tuple[int, ...]:
        """Give the ranks of the pieces that have most to do with one."""
        scores = self._scores(own, self._tags[own])
        if len(scores) < RELATED:
            scores = {**self._scores(own, [_pillar(self._pieces[own])]), **scores}
        # Of some twenty, all are sorted sooner than the three best are picked.
        best = sorted([(-score, abs(rank - own), rank) for rank, score in scores.items()])
        return tuple([rank for _, _, rank in best[:RELATED]])

    def _scores(self, own: int, shelves: Sequence[str]) -> dict[int, int]:
        """Give how much the pieces nearest to one on some shelves have to do with it."""
        scores: dict[int, int] = {}
        for shelf in shelves:
            ranks, weight = self._shelves[shelf], self._weights[shelf]
            place = self._places[shelf][own]
            for rank in ranks[max(0, place - _REACH) : place + _REACH + 1]:
                scores[rank] = scores.get(rank, 0) + weight
        scores.pop(own, None)
        return scores


def _weight(shelf: str, size: int) -> int:
    """Give what it counts that two pieces share a shelf: a rare tag most, a pillar least."""
    return _SAME_PILLAR if shelf.startswith("pillar ") else round(1000 / math.log2(2 + size))


def _pillar(piece: Piece) -> str:
    return f"pillar {piece.pillar}"


def _tags(piece: Piece) -> list[str]:
    return [f"tag {tag.casefold()}" for tag in dict.fromkeys(piece.tags)]
