"""A network's profile: what it counts, allows and shows, as dated and sourced data (networks/<network>.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from os.path import lexists
from pathlib import Path

from channels.layout import Safe
from channels.picture import FORMATS
from channels.social.counting import Rule, count
from channels.social.facets import Facet, Finds, What, find_facets, shortened
from editorial.channel_ids import FOLDER, SHIPPED_FOLDER
from editorial.datafile import close_datafile, open_datafile
from editorial.demands_file import counted
from editorial.errors import EditorialError, Problem
from editorial.fields import Fields
from editorial.finding import Phrase
from editorial.line import read_text
from editorial.source import Document

_ENGINE = SHIPPED_FOLDER.parent.parent.parent
_MOST_PIXELS = 20_000
_MAY_LINK = re.compile(r"\.\w|://")


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
    finds: Finds
    """Whose way of finding links, mentions and hashtags in a text is its own."""
    shows_warning: bool
    """Whether a content warning is shown before the text, and counts with it."""
    source: Document = field(repr=False, compare=False)

    @property
    def path(self) -> str:
        """Where the profile stands, in the site or else in the engine."""
        return f"{FOLDER}/{self.id}.yaml"

    def shown(self, text: str) -> tuple[str, list[Facet]]:
        """Give a text as the network shows it, links shortened where it does, and what is live in it."""
        facets = find_facets(text, finds=self.finds)
        if self.shown_link_chars is None:
            return text, facets
        return shortened(text, facets, self.shown_link_chars)

    def length(self, text: str) -> int:
        """Give the length of a text as the network counts it."""
        return count(self._seen(text), self.rule, self.url_weight)

    def excess(self, text: str, max_length: int) -> int:
        """Give by how much a text is over `max_length`, or over the network's bytes; 0 where it fits."""
        over = count(text, self.rule, self.url_weight) - max_length
        over_bytes = len(text.encode()) - self.max_bytes if self.max_bytes else 0
        # What is shown is no longer than what is written, but for the bytes of its ellipses.
        if over <= 0 and (not self.max_bytes or over_bytes + 2 * text.count(".") <= 0):
            return 0
        shown = self._seen(text)
        if shown is not text:
            over = count(shown, self.rule, self.url_weight) - max_length
            over_bytes = len(shown.encode()) - self.max_bytes if self.max_bytes else 0
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
        return self.shown(text)[0] if self.shown_link_chars is not None and _MAY_LINK.search(text) else text


def read_network(network_id: str, root: Path | None = None) -> Network:
    """Give the profile of one network; a site's own file goes before the shipped one, for whatever it says.

    Raises EditorialError with all that is wrong in it.
    """
    path = f"{FOLDER}/{network_id}.yaml"
    folders = [folder for folder in (root, _ENGINE) if folder and lexists(folder / path)] or [_ENGINE]
    return _kept(read_text(folders[0], path), network_id, *(read_text(folder, path) for folder in folders[1:]))


def refuse_wrong_profiles(root: Path) -> None:
    """Raise EditorialError with all that is wrong in a site's own profiles, those that no charter opens included."""
    wrong: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        try:
            read_network(path.stem, root)
        except EditorialError as error:
            wrong += error.problems
    if wrong:
        raise EditorialError(wrong)


def network_in(written: str, network_id: str, shipped: str = "") -> Network:
    """Give the profile that a text holds, over the `shipped` one of the same network; raises EditorialError."""
    path = f"{FOLDER}/{network_id}.yaml"
    f, source = open_datafile(written, path)
    if shipped:
        below, told = open_datafile(shipped, path)
        source = source if f.values.keys() & {"expires"} else told
        f.values = _over(f.values, below.values)
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
        max_length=_positive(text, "max") or 1,
        max_bytes=_positive(text, "max_bytes"),
        url_weight=counted(text, "url_weight"),
        max_hashtags=counted(hashtags, "max"),
        max_links=counted(links, "max"),
        max_alt_chars=_positive(alt, "max") or 1000,
        max_images=counted(images, "max") or 0,
        size=_size(images, 1200, 630),
        max_image_bytes=_positive(images, "max_bytes") or 1,
        image_format=images.choice("format", FORMATS, "jpeg"),
        story=_story(story) if f.has("story") else None,
        expires=f.day("expires") or date.min,
        max_parts=_positive(thread, "max") or 1,
        shown_link_chars=_positive(links, "shown"),
        reserved=text.text("reserved"),
        finds=Finds(text.choice("finds", Finds, Finds.PLAIN)),
        shows_warning=text.flag("warning"),
        source=source,
    )
    for group in (text, hashtags, links, alt, images, thread, story):
        group.finish()
    close_datafile(f, source, path)
    return network


_kept = lru_cache(maxsize=64)(network_in)


def _story(f: Fields) -> Story:
    f.require("width", "height")
    safe = Safe(*(counted(f, side, _MOST_PIXELS) or 0 for side in ("top", "bottom", "sides")))
    return Story(_size(f, 1080, 1920), safe)


def _size(f: Fields, width: int, height: int) -> tuple[int, int]:
    return _positive(f, "width", _MOST_PIXELS) or width, _positive(f, "height", _MOST_PIXELS) or height


def _positive(f: Fields, key: str, most: int = 1_000_000_000) -> int | None:
    """Give a whole number from 1 to `most`, or None."""
    found = f.whole(key)
    if found is None or 1 <= found <= most:
        return found
    f.complain(key, "value.range", _RANGE.fill(key=".".join(map(str, (*f.keys, key))), found=found, most=most))
    return None


def _over(values: Mapping[str, object], below: Mapping[str, object]) -> Mapping[str, object]:
    """Give values over others, group by group: what is not said above is said below."""
    merged = dict(below)
    for key, value in values.items():
        under = merged.get(key)
        merged[key] = _over(value, under) if isinstance(value, dict) and isinstance(under, dict) else value
    return merged


_RANGE = Phrase(
    "« {key} » : {found} ; il faut un nombre de 1 à {most}",
    "“{key}”: found {found}, expected a number from 1 to {most}",
)
