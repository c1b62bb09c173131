"""What stands around a piece: the one before and after, its series, and three related ones, found through an index.

Each tag is looked at only near the piece's own date, so that a tag of a thousand pieces costs no more than one of
ten, and a new piece changes what is related to its own neighbours only.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

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
        self._shelves: defaultdict[str, list[int]] = defaultdict(list)
        self._series: dict[str, list[Piece]] = {}
        self._related: dict[int, tuple[int, ...]] = {}
        """What a page is keyed by and then shows, found once."""
        self._tags = [_tags(piece.tags) for piece in pieces]
        for rank, piece in enumerate(pieces):
            self._shelves[_pillar(piece)].append(rank)
            for shelf in self._tags[rank]:
                self._shelves[shelf].append(rank)
            if piece.series:
                self._series.setdefault(piece.series, []).insert(0, piece)
        self.weights = {shelf: _weight(shelf, len(ranks)) for shelf, ranks in self._shelves.items()}
        """What it counts that two pieces share a shelf: a tag or a pillar."""

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

    @property
    def episodes(self) -> Mapping[str, Sequence[Piece]]:
        """The pieces of each series, oldest first."""
        return self._series

    def shelf(self, name: str) -> list[Piece]:
        """Give the pieces of a shelf, newest first."""
        return [self._pieces[rank] for rank in self._shelves.get(name, ())]

    def shelves_of(self, piece: Piece) -> tuple[str, ...]:
        """Give the names of the shelves that a piece stands on."""
        return _pillar(piece), *self._tags[self._rank[piece.id]]

    def near(self, first: int, past: int, shelves: Iterable[str] | None = None) -> Iterator[Piece]:
        """Give the pieces around which something else may stand where those of some ranks changed, came or went.

        `shelves` are those on which they stand or stood. Without them all are looked at: of two pieces with one of
        these between them, each is at another distance from the other now.
        """
        ranks = set(range(max(0, first - 1), min(past + 1, len(self._pieces))))
        for name in self._shelves if shelves is None else shelves:
            shelf = self._shelves.get(name, [])
            start, end = bisect_left(shelf, first), bisect_left(shelf, past)
            ranks.update(shelf[max(0, start - _REACH) : end + _REACH])
        return (self._pieces[rank] for rank in ranks)

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
            ranks, weight = self._shelves[shelf], self.weights[shelf]
            place = bisect_left(ranks, own)
            for rank in ranks[max(0, place - _REACH) : place + _REACH + 1]:
                scores[rank] = scores.get(rank, 0) + weight
        scores.pop(own, None)
        return scores


def _weight(shelf: str, size: int) -> int:
    """Give what it counts that two pieces share a shelf: a rare tag most, a pillar least."""
    return _SAME_PILLAR if shelf.startswith("pillar ") else round(1000 / math.log2(2 + size))


def _pillar(piece: Piece) -> str:
    return f"pillar {piece.pillar}"


@lru_cache(maxsize=4096)
def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([f"tag {tag.casefold()}" for tag in dict.fromkeys(tags)])
