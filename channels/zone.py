"""A time zone as RFC 5545 wants it (VTIMEZONE, section 3.6.5): each change of the clocks in some years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class _Change(NamedTuple):
    """How the clocks change: from an offset to another, which has a name and may be that of summer."""

    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def timezone_lines(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[str]:
    """Give the lines of a VTIMEZONE that holds from the first day of a year to the last of another."""
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    changes: dict[_Change, list[datetime]] = {}
    for local, change in _changes(zone, first_year, last_year):
        changes.setdefault(change, []).append(local)
    for change, onsets in changes.items():
        kind = "DAYLIGHT" if change.is_summer else "STANDARD"
        yield f"BEGIN:{kind}"
        yield f"DTSTART:{_written(onsets[0])}"
        yield from (f"RDATE:{_written(onset)}" for onset in onsets[1:])
        yield f"TZOFFSETFROM:{_offset(change.before)}"
        yield f"TZOFFSETTO:{_offset(change.after)}"
        yield f"TZNAME:{change.name}"
        yield f"END:{kind}"
    yield "END:VTIMEZONE"


def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[tuple[datetime, _Change]]:
    """Give how the clocks stand as the first year begins, then each change of them, at the local time before it."""
    day, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    before = _state(zone, day)
    yield datetime(first_year, 1, 1), _Change(before[0], *before)
    while day < end:
        following = day + timedelta(days=1)
        after = _state(zone, following)
        if after != before:
            moment = _moment(zone, day, following)
            yield (moment + before[0]).replace(tzinfo=None), _Change(before[0], *after)
            before = after
        day = following


def _moment(zone: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """Give the instant at which the clocks change between two, to the second."""
    before = _state(zone, early)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        early, late = (middle, late) if _state(zone, middle) == before else (early, middle)
    return late


def _state(zone: ZoneInfo, instant: datetime) -> tuple[timedelta, str, bool]:
    local = instant.astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or zone.key, bool(local.dst())


def _written(local: datetime) -> str:
    return local.strftime("%Y%m%dT%H%M%S")


def _offset(offset: timedelta) -> str:
    minutes, seconds = divmod(abs(int(offset.total_seconds())), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
