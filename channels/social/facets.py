"""What a text holds that a network makes live: its links, mentions and hashtags, each at its place.

Places are counted in characters, and for Bluesky in UTF-8 bytes (its docs: "Links, mentions, and rich text").
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import regex

from channels.social.links import find_links


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


def find_facets(text: str, *, bare: bool = False) -> list[Facet]:
    """Give the facets of a text in order, none within another; `bare` takes links without https:// as well.

    A mention's value has no @, a hashtag's no #.
    """
    return list(_facets_of(text, bare))


@lru_cache(maxsize=256)
def _facets_of(text: str, bare: bool) -> tuple[Facet, ...]:
    """A text is counted, then shown: the last ones are remembered."""
    links = [Facet(start, end, What.LINK, text[start:end]) for start, end in find_links(text, bare=bare)]
    kept = [one for one in _marked(text) if not any(link.start < one.end and one.start < link.end for link in links)]
    return tuple(sorted([*links, *kept]))


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


def _marked(text: str) -> Iterator[Facet]:
    if "@" in text:
        for found in _MENTION.finditer(text):
            yield Facet(found.start("at"), found.end(), What.MENTION, found["name"])
    if "#" in text or "＃" in text:
        for found in _HASHTAG.finditer(text):
            yield Facet(found.start("hash"), found.end(), What.TAG, found["tag"])


_SCHEME = regex.compile(r"^https?://(?:www\.)?", regex.IGNORECASE)
# A handle may be a domain (Bluesky), or have one after a second @ (Mastodon).
_HANDLE = r"[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?"
_MENTION = regex.compile(rf"(?<![\w/@=&])(?P<at>[@＠])(?P<name>{_HANDLE}(?:@{_HANDLE}\.\p{{L}}{{2,}})?)")
_HASHTAG = regex.compile(r"(?<![\w&/#])(?P<hash>[#＃])(?P<tag>(?=[\p{M}\w]*[^\W\d_])[\p{M}\w\u200C\u200D]+)")
