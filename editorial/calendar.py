"""The publishing calendar: cadences, the entries that fill, move or skip their slots, offsets and blackouts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule

from editorial.finding import Phrase, Span
from editorial.source import Document, Keys

PATH = "editorial/calendar.yaml"
FOLDER = "editorial/calendar"
OUTBOX = timedelta(days=90)
"""How far back posts stand in the outbox, where the calendar has no `outbox_days`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something of the calendar is written."""

    path: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class Cadence:
    """A slot that comes back: on one channel, by an RFC 5545 rule, at one local time of the calendar's zone."""

    id: str
    channel: str
    rule: rrule
    start: date
    clock: time
    pillars: tuple[str, ...]
    collects: str
    """The channel whose pieces this cadence's editions gather, or nothing."""
    max_pieces: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar: what becomes of a cadence's slot, or a slot of its own (`at`, `channel`)."""

    slot: str
    piece: str
    at: datetime | None
    channel: str
    moved_to: datetime | None
    is_skipped: bool
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Blackout:
    """Days (both included) on which nothing leaves on the channels named, or on any."""

    start: date
    end: date
    why: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A local time that does not exist, or exists twice, and how it was read."""

    place: Place
    message: Phrase


@dataclass(frozen=True, slots=True)
class Calendar:
    """The whole calendar, all its files together; every instant is in UTC, `zone` is where its local times are."""

    zone: ZoneInfo
    cadences: tuple[Cadence, ...]
    entries: tuple[Entry, ...]
    offsets: Mapping[str, int]
    """Minutes after the piece is live on the blog, by channel."""
    max_lateness: Mapping[str, timedelta]
    blackouts: tuple[Blackout, ...]
    holidays: str
    outbox: timedelta
    """How far back posts stand in the outbox."""
    doubts: tuple[Doubt, ...]
    sources: Mapping[str, Document] = field(repr=False, compare=False)

    def cadence(self, cadence_id: str) -> Cadence | None:
        """Give the cadence of that id, or None."""
        return next((cadence for cadence in self.cadences if cadence.id == cadence_id), None)

    def span(self, place: Place) -> Span:
        """Give where in its file something of the calendar stands."""
        return self.sources[place.path].span(place.keys)

    def local(self, instant: datetime) -> datetime:
        """Give an instant in the calendar's own zone."""
        return instant.astimezone(self.zone)


def instant_of(local: datetime, zone: ZoneInfo) -> tuple[datetime, Phrase | None]:
    """Give the instant (UTC) of a local time, and what had to be decided when clocks change.

    A time that does not exist is read as if the clocks had not moved (02:30 becomes 03:30); one that exists twice
    is the first.
    """
    if local.tzinfo is not None:
        return local.astimezone(UTC), None
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first, None
    back = first.astimezone(zone).replace(tzinfo=None)
    if back != local:
        return first, _NEVER.fill(written=local.isoformat(" ", "minutes"), read=back.strftime("%H:%M"))
    return first, _TWICE_A_DAY.fill(written=local.isoformat(" ", "minutes"))


_NEVER = Phrase(
    "{written} n’existe pas ce jour-là (passage à l’heure d’été) : lu {read}",
    "{written} does not exist on that day (clocks go forward): read as {read}",
)
_TWICE_A_DAY = Phrase(
    "{written} existe deux fois ce jour-là (passage à l’heure d’hiver) : lu la première fois",
    "{written} exists twice on that day (clocks go back): read as the first",
)
