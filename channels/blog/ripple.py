"""How far a change of some texts ripples: the articles whose pages may show it; any other one's page stays as it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from typing import NamedTuple

from channels.blog.keys import Keys
from channels.blog.render import keys_of, site_of
from channels.blog.view import View
from channels.channel import Brief
from editorial.gist import leads_of
from editorial.piece import Piece

_TEMPLATE = "article"


class Around(NamedTuple):
    """What articles show beyond themselves and those nearest in time, as a build found it.

    `frames` is by language the digest of what stands around every article, "" where a template of the site's own may
    show anything there; `weights` what sharing each shelf counts; `groups` the files of each series and of the
    versions of each text.
    """

    frames: Mapping[str, str]
    weights: Mapping[tuple[str, str], int]
    groups: Mapping[tuple[str, str], tuple[str, ...]]


def around(brief: Brief) -> Around:
    """Give what articles show beyond themselves, on a site of shipped settings."""
    return brief.once("blog around", lambda: _around(site_of(brief).view, keys_of(brief)))


def _around(view: View, keys: Keys) -> Around:
    frames = {lang: keys.base(_TEMPLATE, lang) if keys.is_ours(_TEMPLATE) else "" for lang in view.languages}
    found = view.neighbours.items()
    weights = {(lang, shelf): weight for lang, near in found for shelf, weight in near.weights.items()}
    series = {(lang, name): _paths(pieces) for lang, near in found for name, pieces in near.episodes.items()}
    return Around(frames, weights, {**series, **{("", name): _paths(pieces) for name, pieces in view.groups.items()}})


def reached(brief: Brief, before: Around, touched: Set[str], instants: Iterable[datetime]) -> frozenset[str] | None:
    """Give the ids of the articles whose pages a change may reach; None where it may reach all of them.

    `touched` are the files that were written, came or went, and the pieces that the plan moved; `instants` those at
    which they stand or stood.
    """
    view, now = site_of(brief).view, around(brief)
    if now.frames != before.frames or "" in now.frames.values():
        return None
    moved = {shelf for shelf, _ in now.weights.items() ^ before.weights.items()}
    pieces: list[Piece] = []
    for lang, near in view.neighbours.items():
        pieces += (piece for shelf in moved if shelf[0] == lang for piece in near.shelf(shelf[1]))
        pieces += (piece for instant in instants for piece in near.near(*_ranks(view, lang, instant)))
    groups = (name for name, paths in now.groups.items() if before.groups.get(name) != paths or touched & {*paths})
    paths = {path for name in groups for path in now.groups[name]} | touched | set(_leading_to(view, touched))
    shown = (view.shown(path) for path in paths)
    return frozenset(piece.id for piece in (*pieces, *shown) if piece is not None)


def _ranks(view: View, lang: str, instant: datetime) -> tuple[int, int]:
    """Give the ranks of a language's pieces of an instant: the first, and the one past the last."""
    live, at = view.live[lang], -instant.timestamp()

    def key(piece: Piece) -> float:
        return -view.instants[piece.id].timestamp()

    return bisect_left(live, at, key=key), bisect_right(live, at, key=key)


def _leading_to(view: View, touched: Set[str]) -> Iterator[str]:
    """Give the files of the live pieces that link to some files."""
    for appearance in view.plan.live:
        if any(lead.path in touched for lead in leads_of(appearance.piece)):
            yield appearance.piece.path


def _paths(pieces: Iterable[Piece]) -> tuple[str, ...]:
    return tuple(piece.path for piece in pieces)
