"""How far a change of some texts ripples: which pages of articles and lists it cannot have changed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import datetime
from itertools import product
from typing import NamedTuple

from channels.blog.keys import Keys
from channels.blog.render import keys_of, routes_of, site_of
from channels.blog.root import root_files
from channels.blog.routes import Route
from channels.blog.view import View
from channels.channel import Brief
from editorial.gist import leads_of
from editorial.piece import Piece, digest_of

_ARTICLE = "article"
_LISTS = ("category", "tag", "author")
_NONE = (0, "")
_TEMPLATES = (_ARTICLE, "archives", *_LISTS)


class Around(NamedTuple):
    """What pages show beyond a text and those nearest to it in time, as a build found it.

    `frames` is by template and language the digest of what stands around every page, "" where a template of the
    site's own may show anything there; `lists` the digest of what each list holds; `shelves` what sharing each counts,
    and the digest of what stands on it; `groups` the files of each series and of the versions of each text.
    """

    frames: Mapping[tuple[str, str], str]
    lists: Mapping[tuple[str, str, str], str]
    shelves: Mapping[tuple[str, str], tuple[int, str]]
    groups: Mapping[tuple[str, str], tuple[str, ...]]


def around(brief: Brief) -> Around:
    """Give what pages show beyond a text, on a site of shipped settings."""
    return brief.once("blog around", lambda: _around(site_of(brief).view, keys_of(brief)))


def _around(view: View, keys: Keys) -> Around:
    frames = {
        (t, lang): keys.base(t, lang) if keys.is_ours(t) else "" for t, lang in product(_TEMPLATES, view.languages)
    }
    lists = {("archives", lang, ""): _digest(pieces) for lang, pieces in view.live.items()}
    for kind, lang in product(_LISTS, view.languages):
        lists.update({(kind, lang, name): _digest(pieces) for name, pieces in view.lists(kind, lang).items()})
    found = view.neighbours.items()
    shelves = {
        (lang, n): (weight, _digest(near.shelf(n))) for lang, near in found for n, weight in near.weights.items()
    }
    series = {(lang, name): _paths(pieces) for lang, near in found for name, pieces in near.episodes.items()}
    versions = {("", name): _paths(pieces) for name, pieces in view.groups.items()}
    return Around(frames, lists, shelves, {**series, **versions})


def left_alone(brief: Brief, before: Around, touched: Set[str], instants: Iterable[datetime]) -> frozenset[str]:
    """Give the paths of the pages that a change cannot have changed, since a build that found `before`.

    `touched` are the files that were written, came or went, and the pieces that the plan moved; `instants` those at
    which they stand or stood.
    """
    view, now = site_of(brief).view, around(brief)
    same = {name for name, digest in now.frames.items() if digest and before.frames.get(name) == digest}
    lists = {name for name, digest in now.lists.items() if before.lists.get(name) == digest}
    ids = {piece.id for path in touched if (piece := view.shown(path))}
    reached = ids.union(piece.id for piece in _reached(view, before, now, touched, instants))

    def is_alone(route: Route) -> bool:
        if (route.template, route.lang) not in same:
            return False
        if route.template == _ARTICLE:
            return route.subject not in reached
        return (route.template, route.lang, route.subject) in lists and ids.isdisjoint(route.pieces)

    laid = root_files(brief.site.root)
    return frozenset(route.path for route in routes_of(brief) if is_alone(route) and not (laid and route.file in laid))


def _reached(
    view: View, before: Around, now: Around, touched: Set[str], instants: Iterable[datetime]
) -> Iterator[Piece]:
    """Give the pieces around which something else may stand now."""
    moments = list(instants)
    live = [piece for path in touched if (piece := view.shown(path)) and piece.id in view.instants]
    for lang, near in view.neighbours.items():
        changed = [shelf for shelf, _ in now.shelves.items() ^ before.shelves.items() if shelf[0] == lang]
        own = {shelf for _, shelf in changed}.union(*(near.shelves_of(piece) for piece in live if piece.lang == lang))
        is_moved = before.lists.get(("archives", lang, "")) != now.lists["archives", lang, ""]
        for moment in moments:
            first, past = _ranks(view, lang, moment)
            is_between = is_moved and first > 0 and past < len(view.live[lang])
            yield from near.near(first, past, None if is_between else own)
        for shelf in changed:
            if before.shelves.get(shelf, _NONE)[0] != now.shelves.get(shelf, _NONE)[0]:
                yield from near.shelf(shelf[1])
    for name, paths in now.groups.items():
        if before.groups.get(name) != paths or not touched.isdisjoint(paths):
            yield from (piece for path in paths if (piece := view.shown(path)))
    for appearance in view.plan.live:
        if any(lead.path in touched for lead in leads_of(appearance.piece)):
            yield appearance.piece


def _ranks(view: View, lang: str, instant: datetime) -> tuple[int, int]:
    """Give the ranks of a language's pieces of an instant: the first, and the one past the last."""
    live, at = view.live[lang], -instant.timestamp()

    def key(piece: Piece) -> float:
        return -view.instants[piece.id].timestamp()

    return bisect_left(live, at, key=key), bisect_right(live, at, key=key)


def _digest(pieces: Iterable[Piece]) -> str:
    return digest_of("\n".join([piece.path for piece in pieces]))


def _paths(pieces: Iterable[Piece]) -> tuple[str, ...]:
    return tuple(piece.path for piece in pieces)
