"""A network's profile: what it counts, allows and shows, as dated and sourced data (networks/<network>.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from channels.layout import Safe
from channels.picture import FORMATS
from channels.social.counting import Rule, count
from channels.social.facets import Facet, What, find_facets, shortened
from editorial.datafile import close_datafile, open_datafile
from editorial.fields import Fields
from editorial.source import Document

FOLDER = Path(__file__).parent / "networks"
_SHOWN = "channels/social/networks"


@dataclass(frozen=True)
class Story:
    """A network's stories: their size in pixels, and what its interface covers of them."""

    size: tuple[int, int]
    safe: Safe


@dataclass(frozen=True)
class Network:
    """One network, as `checked` on a day against its `sources`; None is no limit."""

    id: str
    name: str
    checked: date
    sources: tuple[str, ...]
    rule: Rule
    max_length: int
    max_bytes: int | None
    url_weight: int | None
    max_hashtags: int | None
    max_links: int | None
    max_alt_chars: int
    max_images: int
    size: tuple[int, int]
    """Width and height of the images made for it, in pixels."""
    max_image_bytes: int
    image_format: str
    """What its photos are saved as: `jpeg`, `progressive` or `webp`."""
    story: Story | None
    """Where it has stories."""
    expires: date
    """The day from which it may no longer be relied on."""
    max_parts: int
    """How many posts a thread may have; 1 where there are no threads."""
    shown_link_chars: int | None
    """How much of a link is shown, where the post says apart where it leads; None where it is shown whole."""
    reserved: str
    """Signs that its API reads otherwise, unless they are escaped."""
    source: Document = field(repr=False, compare=False)

    @property
    def path(self) -> str:
        """Where the profile stands in the engine."""
        return f"{_SHOWN}/{self.id}.yaml"

    def shown(self, text: str) -> tuple[str, list[Facet]]:
        """Give a text as the network shows it, links shortened where it does, and what is live in it."""
        facets = find_facets(text, bare=self.rule is Rule.WEIGHTED)
        if self.shown_link_chars is None:
            return text, facets
        return shortened(text, facets, self.shown_link_chars)

    def length(self, text: str) -> int:
        """Give the length of a text as the network counts it."""
        return count(self._seen(text), self.rule, self.url_weight)

    def excess(self, text: str, max_length: int) -> int:
        """Give by how much a text is over `max_length`, or over the network's bytes; 0 where it fits."""
        over = self.length(text) - max_length
        over_bytes = len(self._seen(text).encode()) - self.max_bytes if self.max_bytes else 0
        return max(0, over, over_bytes)

    def escaped(self, text: str) -> str:
        """Give a text as the network's API takes it: reserved signs escaped, hashtags in its own form."""
        made, at = [], 0
        for one in find_facets(text) if self.reserved else ():
            if one.what is What.TAG:
                made += [self._plain(text[at : one.start]), f"{{hashtag|\\#|{self._plain(one.value)}}}"]
                at = one.end
        return "".join([*made, self._plain(text[at:])])

    def _plain(self, text: str) -> str:
        return "".join(f"\\{sign}" if sign in self.reserved else sign for sign in text)

    def _seen(self, text: str) -> str:
        return self.shown(text)[0] if self.shown_link_chars is not None and "://" in text else text


@cache
def read_network(network_id: str) -> Network:
    """Give the profile of one network; raises EditorialError when its file is wrong."""
    path = FOLDER / f"{network_id}.yaml"
    f, source = open_datafile(path.read_text(encoding="utf-8"), f"{_SHOWN}/{path.name}")
    text, hashtags, links = f.group("text"), f.group("hashtags"), f.group("links")
    alt, images = f.group("alt"), f.group("images")
    thread, story = f.group("thread"), f.group("story")
    f.require("name", "checked", "expires", "sources", "text", "images")
    text.require("count", "max")
    images.require("max", "width", "height", "max_bytes")
    network = Network(
        id=network_id,
        name=f.text("name"),
        checked=f.day("checked") or date.min,
        sources=f.words("sources"),
        rule=Rule(text.choice("count", Rule, Rule.CHARACTERS)),
        max_length=text.whole("max") or 0,
        max_bytes=text.whole("max_bytes"),
        url_weight=text.whole("url_weight"),
        max_hashtags=hashtags.whole("max"),
        max_links=links.whole("max"),
        max_alt_chars=alt.whole("max") or 1000,
        max_images=images.whole("max") or 0,
        size=(images.whole("width") or 1200, images.whole("height") or 630),
        max_image_bytes=images.whole("max_bytes") or 0,
        image_format=images.choice("format", FORMATS, "jpeg"),
        story=_story(story) if f.has("story") else None,
        expires=f.day("expires") or date.min,
        max_parts=thread.whole("max") or 1,
        shown_link_chars=links.whole("shown"),
        reserved=text.text("reserved"),
        source=source,
    )
    for group in (text, hashtags, links, alt, images, thread, story):
        group.finish()
    close_datafile(f, source, network.path)
    return network


def _story(f: Fields) -> Story:
    f.require("width", "height")
    safe = Safe(f.whole("top") or 0, f.whole("bottom") or 0, f.whole("sides") or 0)
    return Story((f.whole("width") or 1080, f.whole("height") or 1920), safe)
