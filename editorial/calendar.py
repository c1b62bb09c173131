"""The publishing calendar: cadences, the entries that fill, move or skip their slots, campaigns, and days apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule

from editorial.channel_ids import SHIPPED
from editorial.finding import Phrase, Span
from editorial.segment import EVERYBODY, Segment
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
    """The channel whose pieces this cadence's editions gather, `each` for an edition a piece, or nothing."""
    max_pieces: int | None
    place: Place
    order: str = "weight"
    """What comes first in an edition: by `weight`, or by `pillar` as the charter lists them."""
    segment: Segment = EVERYBODY
    """For whom a newsletter's editions are; where it names no language, the charter's own."""
    list_id: str = ""
    """The list a newsletter's editions go to; "" for the newsletter's own."""
    layout: str = ""
    """How a newsletter's editions are laid out; "" where what they hold decides."""


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
    campaign: str = ""
    pinned: tuple[str, ...] = ()
    """The ids of the pieces that a newsletter's edition shows first, whenever they appeared."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days (both included) that are apart on the channels named, or on all: a blackout, or a quiet period."""

    start: date
    end: date
    why: str
    channels: tuple[str, ...]
    place: Place

    def holds(self, day: date, channel: str) -> bool:
        """Say whether a day on a channel is in it."""
        return self.start <= day <= self.end and (not self.channels or channel in self.channels)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A named group of what is said between two days (both included) on some channels, or on all."""

    id: str
    name: str
    period: Period


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Whose holidays count: a country, a region of it, a school zone; codes as the package `holidays` has them."""

    country: str = ""
    region: str = ""
    school: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """How long before its day something that is still to do is told."""

    gap: timedelta = timedelta(days=60)
    """A slot that nothing fills."""
    approval: timedelta = timedelta(days=7)
    """A piece that is planned and not approved."""
    edition: timedelta = timedelta(days=14)
    """A newsletter edition with nothing to say."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """What becomes of evergreen pieces: when they are read again, and how far apart they are shown again."""

    review_after: timedelta | None = None
    rerun_distance: timedelta | None = None


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
    """Minutes after the piece is live on the blog, by channel; for the newsletter, the least before it joins."""
    max_lateness: Mapping[str, timedelta]
    blackouts: tuple[Period, ...]
    """Days on which slots are skipped."""
    quiet: tuple[Period, ...]
    """Days on which what leaves all the same is told."""
    campaigns: tuple[Campaign, ...]
    holidays: DaysOff
    notice: Notice
    lasting: Lasting
    outbox: timedelta
    """How far back posts stand in the outbox."""
    doubts: tuple[Doubt, ...]
    sources: Mapping[str, Document] = field(repr=False, compare=False)
    channels: tuple[str, ...] = SHIPPED
    """Every channel that a slot may name."""

    def span(self, place: Place, *keys: str | int) -> Span:
        """Give where in its file something of the calendar stands, or one of its values."""
        return self.sources[place.path].span((*place.keys, *keys))

    def local(self, instant: datetime) -> datetime:
        """Give an instant in the calendar's own zone."""
        return instant.astimezone(self.zone)


NO_CALENDAR = Calendar(
    ZoneInfo("UTC"), (), (), {}, {}, (), (), (), DaysOff(), Notice(), Lasting(), OUTBOX, (), sources={}
)
"""Where no calendar counts."""


def instant_of(local: datetime, zone: ZoneInfo) -> tuple[datetime, Phrase | None]:
    """Give the instant (UTC) of a local time, and what had to be decided when clocks change.

    A time that does not exist is read as if the clocks had not moved (02:30 becomes 03:30); one that exists twice
    is the first.
    """
    if local.tzinfo is not None:
        return local.astimezone(UTC), None
    here = local.replace(tzinfo=zone)
    offset = here.utcoffset()
    first = (local - offset).replace(tzinfo=UTC) if offset is not None else here.astimezone(UTC)
    if offset == here.replace(fold=1).utcoffset():
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
