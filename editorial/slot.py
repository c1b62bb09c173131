"""A slot of the calendar laid out in time, a piece booked on a channel, and all of both: the schedule.

Of slots and bookings there are thousands, and tuples are made several times faster than anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from editorial.calendar import Cadence, Place
from editorial.finding import Finding


class Slot(NamedTuple):
    """One occurrence of a cadence: its id is `<cadence id>/<original local date>`, even when it moved."""

    id: str
    cadence: Cadence
    instant: datetime
    number: int
    """Its rank among the cadence's occurrences that were not skipped, from 1; 0 for a skipped one."""
    piece: str = ""
    is_skipped: bool = False
    why: str = ""
    is_moved: bool = False
    entry: Place | None = None
    """Where what becomes of it is written, if it is."""
    campaign: str = ""
    pinned: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where it is written: its entry, else its cadence."""
        return self.entry or self.cadence.place


class Booking(NamedTuple):
    """A piece given an instant on a channel; `edition` is the id it has there, for ever."""

    piece: str
    channel: str
    instant: datetime
    edition: str
    slot: str = ""
    place: Place | None = None
    why: str = ""
    campaign: str = ""


@dataclass(frozen=True)
class Schedule:
    """The whole calendar in time: slots by instant, and bookings by piece and channel."""

    slots: tuple[Slot, ...]
    bookings: Mapping[tuple[str, str], tuple[Booking, ...]]
    findings: tuple[Finding, ...]
    unheard: tuple[Booking, ...] = field(default=())
    """What gives a piece a second place on the blog, where it appears once."""

    def booking(self, piece_id: str, channel: str = "blog") -> Booking | None:
        """Give a piece's first appearance on a channel, or None."""
        found = self.bookings.get((piece_id, channel))
        return found[0] if found else None


NO_SCHEDULE = Schedule((), {}, ())
"""Where nothing is laid out."""
