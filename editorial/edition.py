"""What a plan is made of: where a piece stands, what a channel publishes at one instant, a line of the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from editorial.finding import Finding, Phrase
from editorial.piece import Piece
from editorial.segment import EVERYBODY, Segment


class State(StrEnum):
    """Where a piece stands on a channel."""

    LIVE = "live"
    SCHEDULED = "scheduled"
    EMBARGOED = "embargoed"
    HELD = "held"
    UNAPPROVED = "unapproved"
    UNPLANNED = "unplanned"
    UNPUBLISHED = "unpublished"
    EXPIRED = "expired"
    SKIPPED = "skipped"
    OPEN = "open"
    EMPTY = "empty"


class Standing(NamedTuple):
    """A piece's state on one channel, from which instant on, and the reason in words."""

    state: State
    instant: datetime | None
    reason: Phrase


class Appearance(NamedTuple):
    """A piece live on the blog, in the version to show, since an instant (UTC)."""

    piece: Piece
    instant: datetime


@dataclass(frozen=True, slots=True)
class Erratum:
    """A correction to a piece that left in an earlier edition: the piece's id, the day and what was wrong."""

    piece: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A newsletter edition of the same list that leaves before another on the same local day, with its pieces' ids."""

    id: str
    segment: Segment
    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """What one channel publishes at one instant (UTC); all below `number` is of a newsletter's alone."""

    id: str
    channel: str
    instant: datetime
    pieces: tuple[Piece, ...]
    frame: Piece | None = None
    lang: str = "fr"
    number: int | None = None
    """Rank of a newsletter edition among its cadence's, from 1."""
    segment: Segment = EVERYBODY
    list_id: str = ""
    """The list it goes to; "" for the newsletter's own."""
    layout: str = ""
    """One of LAYOUTS; "" where what it holds decides."""
    is_alone: bool = False
    """Whether it is one piece for those who want every piece: it stands in no list of editions."""
    errata: tuple[Erratum, ...] = ()
    before: tuple[Earlier, ...] = ()

    @property
    def folder(self) -> str:
        """The edition's id as it stands in a path."""
        return self.id.replace("/", "_")


_NO_NOTE = Phrase("", "")


class Item(NamedTuple):
    """One line of the agenda: a slot or an edition, past or to come; there may be a hundred thousand (so a tuple)."""

    instant: datetime
    channel: str
    state: State
    slot: str = ""
    edition: str = ""
    pieces: tuple[str, ...] = ()
    note: Phrase = _NO_NOTE
    campaign: str = ""
    errata: tuple[Erratum, ...] = ()


class Planned(NamedTuple):
    """What planning one slot or booking came to: its line of the agenda, the edition if it is out, what is told."""

    item: Item
    edition: Edition | None = None
    findings: tuple[Finding, ...] = ()
