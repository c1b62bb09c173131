"""A network's profile: what it counts, allows and shows, as dated and sourced data (networks/<network>.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from channels.social.counting import Rule, count
from editorial.datafile import close_datafile, open_datafile
from editorial.source import Document

FOLDER = Path(__file__).parent / "networks"
_SHOWN = "channels/social/networks"


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
    source: Document = field(repr=False, compare=False)

    @property
    def path(self) -> str:
        """Where the profile stands in the engine."""
        return f"{_SHOWN}/{self.id}.yaml"

    def length(self, text: str) -> int:
        """Give the length of a text as the network counts it."""
        return count(text, self.rule, self.url_weight)

    def excess(self, text: str, max_length: int) -> int:
        """Give by how much a text is over `max_length`, or over the network's bytes; 0 where it fits."""
        over = self.length(text) - max_length
        over_bytes = len(text.encode()) - self.max_bytes if self.max_bytes else 0
        return max(0, over, over_bytes)


@cache
def read_network(network_id: str) -> Network:
    """Give the profile of one network; raises EditorialError when its file is wrong."""
    path = FOLDER / f"{network_id}.yaml"
    f, source = open_datafile(path.read_text(encoding="utf-8"), f"{_SHOWN}/{path.name}")
    text, hashtags, links = f.group("text"), f.group("hashtags"), f.group("links")
    alt, images = f.group("alt"), f.group("images")
    f.require("name", "checked", "sources", "text", "images")
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
        source=source,
    )
    for group in (text, hashtags, links, alt, images):
        group.finish()
    close_datafile(f, source, network.path)
    return network
