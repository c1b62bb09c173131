"""One piece: what a Markdown file says of itself, as a typed value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from editorial.slug import slugified as slugified
from editorial.source import Document

_Day = date  # under another name where a class has a field `date`


class Kind(StrEnum):
    """What a Markdown file is: a piece, a static page of the site, or the frame of a newsletter edition."""

    PIECE = "piece"
    PAGE = "page"
    EDITION = "edition"


class Status(StrEnum):
    """How far a piece has come; *scheduled*, *published* and *corrected* are computed, never written."""

    PITCH = "pitch"
    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True, slots=True)
class Focus:
    """The point of a picture that must stay in sight, in percent of its width and height from the top left.

    Of a box it is the middle; then `width` and `height` are the box's.
    """

    x: float = 50.0
    y: float = 50.0
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture that leads a piece; `src` is as written, relative to the piece's file or to content/."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: Focus | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the piece that a card can show by itself, and who says it."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class CuratedLink:
    """A link the newsletter recommends beside the pieces; `id` names it for ever, by default its title does."""

    title: str
    url: str
    note: str = ""
    id: str = ""
    withdrawn: bool = False
    """It left in a letter and is shown no more: its address in the mails leads to the edition's page."""


@dataclass(frozen=True, slots=True)
class Sponsor:
    """An advertisement in an edition; `label` says that it is one, by default in the charter's words."""

    name: str
    text: str
    url: str
    label: str = ""


LAYOUTS = ("digest", "single", "announcement")
"""How an edition is laid out: several pieces, one, or none but its own words."""


@dataclass(frozen=True, slots=True)
class NewsletterNote:
    """What a piece says of its place in the newsletter; for the frame of an edition, what stands beside the pieces."""

    title: str = ""
    text: str = ""
    section: str = ""
    weight: int = 0
    skip: bool = False
    links: tuple[CuratedLink, ...] = ()
    sponsor: Sponsor | None = None
    errata: bool = True
    """Whether the edition says what was corrected since the one before."""
    layout: str = ""
    """One of LAYOUTS; "" where the cadence, or what the edition holds, decides."""


NO_NOTE = NewsletterNote()


@dataclass(frozen=True, slots=True)
class SocialNote:
    """What a piece says for one network; empty texts are composed from the standfirst."""

    texts: tuple[str, ...] = ()
    """One text, or the parts of a thread in order."""
    image: str = ""
    hashtags: tuple[str, ...] | None = None
    link: bool | str = True
    skip: bool = False
    focus: Focus | None = None
    """What its crops keep, where that is another place than elsewhere."""
    warning: str = ""
    """What a reader is told before the text is shown (a content warning); it counts."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A mistake owned up to: the day and what was wrong."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """A rule that does not apply to this piece: why, who decided, until when."""

    rule: str
    why: str
    owner: str
    until: date | None


_UNSAID = object()


class Source(Protocol):
    """The text of a Markdown file: in memory, or read again where it is asked for."""

    @property
    def front(self) -> Document:
        """The front matter with the place of each value."""
        ...

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        ...

    @property
    def body_line(self) -> int:
        """The line of the file on which the body begins, from 1."""
        ...


@dataclass(frozen=True, kw_only=True)  # without slots: tens of thousands come out of the index at once, twice as fast
class Piece:
    """One Markdown file, read: `path` is relative to the site, with `/`."""

    path: str
    id: str
    kind: Kind
    title: str
    slug: str
    lang: str
    pillar: str
    authors: tuple[str, ...]
    status: Status
    standfirst: str = ""
    tags: tuple[str, ...] = ()
    date: datetime | None = None
    updated: _Day | None = None
    embargo: datetime | None = None
    expires: datetime | None = None
    evergreen: bool = False
    review: _Day | None = None
    """The day on which a text that lasts is to be read again, where it names one."""
    format: str = ""
    audience: tuple[str, ...] = ()
    image: Picture | None = None
    quote: Quote | None = None
    newsletter: NewsletterNote = NO_NOTE
    social: Mapping[str, SocialNote]
    series: str = ""
    translation_of: str = ""
    corrections: tuple[Correction, ...] = ()
    charter: str = ""
    exemptions: tuple[Exemption, ...] = ()
    aliases: tuple[str, ...] = ()
    source: Source = field(repr=False, compare=False)
    digest: str = ""
    """blake2b of the file's bytes."""

    def __getstate__(self) -> dict[str, object]:
        """Give what is kept of it: what it does not say stays the class's own."""
        return {name: value for name, value in self.__dict__.items() if value is not getattr(Piece, name, _UNSAID)}

    @property
    def body(self) -> str:
        """The Markdown below the front matter."""
        return self.source.body

    def as_of(self, day: _Day) -> Piece:
        """Give the piece without what it says was done to it after a day: its corrections, and that it was updated."""
        updated = self.updated if self.updated and self.updated <= day else None
        corrections = tuple(correction for correction in self.corrections if correction.day <= day)
        if (updated, len(corrections)) == (self.updated, len(self.corrections)):
            return self
        return replace(self, updated=updated, corrections=corrections)

    def with_source(self, source: Source) -> Piece:
        """Give the piece with its text kept elsewhere."""
        made = object.__new__(Piece)  # `replace` would ask each of thirty fields for its value.
        made.__dict__.update(self.__dict__, source=source)
        return made


def digest_of(*parts: bytes | str) -> str:
    """Give one short digest of some parts, each set apart from the next."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        made.update(len(raw).to_bytes(8, "big"))
        made.update(raw)
    return made.hexdigest()
