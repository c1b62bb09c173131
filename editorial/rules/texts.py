"""Every text of a piece's front matter that a reader reads, and every picture that a piece names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from editorial.finding import Span
from editorial.link import Link
from editorial.piece import Piece
from editorial.rules.place import in_body, in_front
from editorial.source import Keys


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a front matter: the keys it stands at, and the channel it is for (none: for all of them)."""

    keys: Keys
    text: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One picture as a piece names it: at some keys of the front matter, or from `start` to `end` in the body."""

    src: str
    keys: Keys = ()
    start: int = 0
    end: int = 0

    @property
    def is_in_body(self) -> bool:
        """Whether it stands in the text, not in the front matter."""
        return not self.keys

    def span(self, piece: Piece) -> Span:
        """Give where the piece names it."""
        return in_front(piece, *self.keys) if self.keys else in_body(piece, self.start, self.end)


def front_texts(piece: Piece) -> Iterator[Text]:
    """Give the texts of a piece's front matter, those of the channels included, that are not empty."""
    for text in (*_own_texts(piece), *_newsletter_texts(piece), *social_texts(piece)):
        if text.text:
            yield text


def social_texts(piece: Piece) -> Iterator[Text]:
    """Give what a piece says on each network: one text, or each part of a thread."""
    for channel, note in piece.social.items():
        is_thread = _has(piece, "social", channel, "thread")
        for number, text in enumerate(note.texts):
            keys: Keys = ("social", channel, "thread", number) if is_thread else ("social", channel, "text")
            yield Text(keys, text, channel)


def sources(piece: Piece, images: Iterable[Link]) -> Iterator[Source]:
    """Give every picture that a piece names, in its front matter and in its body."""
    if piece.image is not None:
        yield Source(piece.image.src, ("image", "src"))
    for channel, note in piece.social.items():
        if note.image:
            yield Source(note.image, ("social", channel, "image"))
    for image in images:
        start, end = (image.url_start, image.url_end) if image.url else (image.start, image.end)
        yield Source(image.url, start=start, end=end)


def is_remote(src: str) -> bool:
    """Say whether a picture is named by a web address."""
    return "://" in src or src.startswith("//")


def leaves_site(piece: Piece, src: str) -> bool:
    """Say whether the path of a picture climbs out of content/."""
    base = "content" if src.startswith("/") else dirname(piece.path)
    return not normpath(join(base, src.lstrip("/"))).startswith("content/")


def _own_texts(piece: Piece) -> Iterator[Text]:
    yield Text(("title",), piece.title)
    yield Text(("standfirst",), piece.standfirst)
    if piece.image is not None:
        yield Text(("image", "alt"), piece.image.alt)
        yield Text(("image", "caption"), piece.image.caption)


def _newsletter_texts(piece: Piece) -> Iterator[Text]:
    note = piece.newsletter
    yield Text(("newsletter", "title"), note.title, "newsletter")
    yield Text(("newsletter", "text"), note.text, "newsletter")
    for number, link in enumerate(note.links):
        yield Text(("newsletter", "links", number, "title"), link.title, "newsletter")
        yield Text(("newsletter", "links", number, "note"), link.note, "newsletter")
    if note.sponsor is not None:
        yield Text(("newsletter", "sponsor", "text"), note.sponsor.text, "newsletter")


def _has(piece: Piece, *keys: str) -> bool:
    value = piece.source.front.values
    for key in keys:
        if not isinstance(value, Mapping) or value.get(key) is None:
            return False
        value = value[key]
    return True
