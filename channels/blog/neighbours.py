"""What stands around a piece: the one before and after, its series, and three related ones, found through an index.

Each tag is looked at only near the piece's own date, so that a tag of a thousand pieces costs no more than one of
ten, and a new piece changes what is related to its own neighbours only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from editorial.piece import Piece

RELATED = 3
_REACH = 8
"""How many pieces on either side of a piece, in each of its tags and in its pillar, are considered."""
_SAME_PILLAR = 70


class Neighbours:
    """The live pieces of one language, newest first, with what is found around each."""

    def __init__(self, pieces: Sequence[Piece]):
        self._pieces = pieces
        self._rank = {piece.id: rank for rank, piece in enumerate(pieces)}
        self._shelves: dict[str, list[int]] = {}
        self._places: dict[str, dict[int, int]] = {}
        self._series: dict[str, list[Piece]] = {}
        for rank, piece in enumerate(pieces):
            for shelf in _shelves(piece):
                ranks = self._shelves.setdefault(shelf, [])
                self._places.setdefault(shelf, {})[rank] = len(ranks)
                ranks.append(rank)
            if piece.series:
                self._series.setdefault(piece.series, []).insert(0, piece)

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
        """Give the pieces that share the rarest tags with this one, then its pillar, the nearest in time first."""
        own = self._rank[piece.id]
        scores: dict[int, int] = {}
        for shelf, weight in self._weights(piece).items():
            ranks, place = self._shelves[shelf], self._places[shelf][own]
            for rank in ranks[max(0, place - _REACH) : place + _REACH + 1]:
                scores[rank] = scores.get(rank, 0) + weight
        scores.pop(own, None)
        # Of some fifty, all are sorted sooner than the three best are picked.
        best = sorted([(-score, abs(rank - own), rank) for rank, score in scores.items()])
        return [self._pieces[rank] for _, _, rank in best[:RELATED]]

    def _weights(self, piece: Piece) -> Mapping[str, int]:
        rarity = {shelf: round(1000 / math.log2(2 + len(self._shelves[shelf]))) for shelf in _shelves(piece)}
        return rarity | {f"pillar {piece.pillar}": _SAME_PILLAR}


def _shelves(piece: Piece) -> list[str]:
    return [f"pillar {piece.pillar}", *(f"tag {tag.casefold()}" for tag in dict.fromkeys(piece.tags))]
