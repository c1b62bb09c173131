"""What a page shows of a piece, as plain values: nothing here knows of HTML, Pelican or the site's files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from channels.blog.pictures import Shown
from editorial.piece import Correction


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page of its own: a pillar, a tag, an author, another piece."""

    name: str
    url: str
    id: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Teaser:
    """A piece as every list shows it; `instant` is when it went live, in the site's zone."""

    id: str
    title: str
    standfirst: str
    url: str
    lang: str
    pillar: Named | None
    instant: datetime
    picture: Shown | None

    @property
    def day(self) -> date:
        """The local day on which it went live."""
        return self.instant.date()


@dataclass(frozen=True, slots=True)
class Detail:
    """A piece as its own page shows it, with all that surrounds the text."""

    teaser: Teaser
    authors: tuple[Named, ...]
    tags: tuple[Named, ...]
    minutes: int
    updated: date | None
    corrections: tuple[Correction, ...]
    series: str
    episodes: tuple[Named, ...]
    translations: tuple[Named, ...]
    """Every language the piece is live in, its own included; empty where it is the only one."""
    related: tuple[Teaser, ...]
    newer: Named | None
    older: Named | None
    also_on: tuple[Named, ...] = ()
    """Its posts on the networks: of each the channel as its `id`, and the address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A newsletter edition as the blog announces it."""

    title: str
    standfirst: str
    url: str
    day: date
    number: int | None
    lang: str
