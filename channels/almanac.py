"""Writes a calendar as RFC 5545 wants it: the same events give the same bytes, whatever the day and the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from channels.zone import timezone_lines

MEDIA_TYPE = "text/calendar"
MOST_OCTETS = 75
"""How long a line may be, its end left out (RFC 5545, section 3.1)."""
_NO_YEAR = 1970
_ODD = re.compile(r"[\x00-\x1f\x7f\\;,]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = {ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", ord("\n"): "\\n"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something at one instant (UTC); `stamp` is when what the calendar says of it was last changed."""

    uid: str
    instant: datetime
    summary: str
    stamp: datetime
    sequence: int = 0
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    status: str = "CONFIRMED"


def written(name: str, events: Sequence[Event], zone: ZoneInfo, lang: str) -> bytes:
    """Give the bytes of a calendar, its times local to a zone."""
    lines = _lines(name, events, zone, lang)
    lines = (line if len(line) <= MOST_OCTETS and line.isascii() else _folded(line) for line in lines)
    return "\r\n".join([*lines, ""]).encode()


def _lines(name: str, events: Sequence[Event], zone: ZoneInfo, lang: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Ligne//Ligne//{lang[:2].upper()}"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{_text(name)}"
    yield f"X-WR-TIMEZONE:{zone.key}"
    # A calendar must hold something: a zone does, where there is no event.
    years = [event.instant.astimezone(zone).year for event in events] or [_NO_YEAR]
    yield from timezone_lines(zone, min(years), max(years))
    for event in events:
        yield from _event(event, zone)
    yield "END:VCALENDAR"


def _event(event: Event, zone: ZoneInfo) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_utc(event.stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART{_start(event.instant, zone)}"
    yield "DURATION:PT15M"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{_CONTROLS.sub('', event.url)}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(_text, event.categories))}"
    yield f"STATUS:{event.status}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _start(instant: datetime, zone: ZoneInfo) -> str:
    """Give a beginning in local time; of an hour that comes twice, RFC 5545 can say the first alone."""
    local = instant.astimezone(zone)
    return f":{_utc(instant)}" if local.fold else f";TZID={zone.key}:{_digits(local)}"


def _utc(instant: datetime) -> str:
    return f"{_digits(instant.astimezone(UTC))}Z"


def _digits(instant: datetime) -> str:
    """Give a day and a time to the second; what strftime gives takes it four times as long."""
    return instant.isoformat()[:19].replace("-", "").replace(":", "")


def _text(text: str) -> str:
    if not _ODD.search(text):
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub(" ", plain).translate(_ESCAPED)


def _folded(line: str) -> str:
    """Give a line cut where it is too long, never inside a character."""
    raw = line.encode()
    parts = []
    most = MOST_OCTETS
    while len(raw) > most:
        cut = most
        while raw[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(raw[:cut].decode())
        raw, most = raw[cut:], MOST_OCTETS - 1
    return "\r\n ".join([*parts, raw.decode()])
