"""What a text holds that a network makes live: its links, mentions and hashtags, each at its place.

Places are counted in characters, and for Bluesky in UTF-8 bytes (its docs: "Links, mentions, and rich text").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import regex

from channels.social.links import Place, any_links, mastodon_links, plain_links, x_links
from channels.social.marks import (
    bluesky_cashtags,
    bluesky_hashtags,
    bluesky_links,
    bluesky_mentions,
    found_from,
    mastodon_hashtags,
    mastodon_mentions,
    x_cashtags,
    x_hashtags,
    x_mentions,
)


class What(StrEnum):
    """What a facet is."""

    LINK = "link"
    MENTION = "mention"
    TAG = "tag"


class Facet(NamedTuple):
    """One live place of a text: from `start` to `end`, what it is, and the address, handle or tag it stands for."""

    start: int
    end: int
    what: What
    value: str


class Finds(StrEnum):
    """Whose way of finding what is live in a text."""

    PLAIN = "plain"
    X = "x"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"


def find_facets(text: str, *, bare: bool = False, finds: Finds = Finds.PLAIN) -> list[Facet]:
    """Give the facets of a text in order, none within another; `bare` takes links without https:// as well.

    A mention's value has no @, a hashtag's no #; a cashtag is a hashtag that keeps its $.
    """
    return list(_facets_of(text, bare, finds))


@lru_cache(maxsize=256)
def _facets_of(text: str, bare: bool, finds: Finds) -> tuple[Facet, ...]:
    """A text is counted, then shown: the last ones are remembered."""
    links = any_links if bare and finds is Finds.PLAIN else _LINKS[finds]
    found = [Facet(start, end, What.LINK, leads) for start, end, leads in links(text)]
    found += _MARKED[finds](text)
    if len(found) < 2:
        return tuple(found)
    kept: list[Facet] = []
    # What begins first goes before what begins within it.
    for one in sorted(found):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def in_bytes(facets: list[Facet], text: str) -> Iterator[Facet]:
    """Give the same facets with their places counted in UTF-8 bytes."""
    for one in facets:
        start = len(text[: one.start].encode())
        yield Facet(start, start + len(text[one.start : one.end].encode()), one.what, one.value)


def shortened(text: str, facets: list[Facet], max_chars: int) -> tuple[str, list[Facet]]:
    """Give a text whose links show at most `max_chars` of themselves, and its facets, which still lead all the way.

    A link loses its `https://` and `www.`, then its end, for an ellipsis.
    """
    made, moved, at, length = [], [], 0, 0
    for one in facets:
        before, shown = text[at : one.start], text[one.start : one.end]
        if one.what is What.LINK:
            shown = _SCHEME.sub("", shown, 1).removesuffix("/") or shown
            shown = shown if len(shown) <= max_chars else shown[: max_chars - 1] + "…"
        made += [before, shown]
        length += len(before)
        moved.append(Facet(length, length + len(shown), one.what, one.value))
        length += len(shown)
        at = one.end
    return "".join([*made, text[at:]]), moved


def _by(*finders: tuple[What, Callable[[str], Iterable[Place]]]) -> Callable[[str], list[Facet]]:
    def found(text: str) -> list[Facet]:
        return [Facet(start, end, what, value) for what, find in finders for start, end, value in find(text)]

    return found


def _mentions(text: str) -> Iterator[Place]:
    return ((found.start("at"), found.end(), found["name"]) for found in found_from(_MENTION, text, "@"))


def _hashtags(text: str) -> Iterator[Place]:
    return ((found.start("hash"), found.end(), found["tag"]) for found in found_from(_HASHTAG, text, "#", "＃"))


_SCHEME = regex.compile(r"^https?://(?:www\.)?", regex.IGNORECASE)
# A handle may be a domain (Bluesky), or have one after a second @ (Mastodon).
_HANDLE = r"[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?"
_MENTION = regex.compile(rf"(?<![\w/@=&])(?P<at>[@＠])(?P<name>{_HANDLE}(?:@{_HANDLE}\.\p{{L}}{{2,}})?)")
_HASHTAG = regex.compile(r"(?<![\w&/#])(?P<hash>[#＃])(?P<tag>(?=[\p{M}\w]*[^\W\d_])[\p{M}\w\u200C\u200D]+)")
_LINKS: Mapping[Finds, Callable[[str], Iterable[Place]]] = {
    Finds.PLAIN: plain_links,
    Finds.X: x_links,
    Finds.MASTODON: mastodon_links,
    Finds.BLUESKY: bluesky_links,
}
_MARKED: Mapping[Finds, Callable[[str], list[Facet]]] = {
    Finds.PLAIN: _by((What.MENTION, _mentions), (What.TAG, _hashtags)),
    Finds.X: _by((What.MENTION, x_mentions), (What.TAG, x_hashtags), (What.TAG, x_cashtags)),
    Finds.MASTODON: _by((What.MENTION, mastodon_mentions), (What.TAG, mastodon_hashtags)),
    Finds.BLUESKY: _by((What.MENTION, bluesky_mentions), (What.TAG, bluesky_hashtags), (What.TAG, bluesky_cashtags)),
}
