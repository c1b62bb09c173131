"""A calendar is RFC 5545 to the octet: two parsers that know nothing of us read what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from channels.almanac import MOST_OCTETS, Event, written

PARIS = ZoneInfo("Europe/Paris")
STAMP = datetime(2026, 1, 5, 8, tzinfo=UTC)
EVENT = Event("blog/a@banc.example", datetime(2026, 3, 10, 8, tzinfo=UTC), "Un titre", STAMP)
HARD = replace(
    EVENT,
    uid="blog/b@banc.example",
    summary="Virgule, point-virgule ; barre \\ et « guillemets » — " + "é😀" * 40,
    description="Une ligne\nune autre, et BEGIN:VEVENT\r\nla dernière",
    url="https://banc.example/b/?x=1,2;3",
    categories=("Écouter, lire", "Publier"),
    sequence=3,
)


def by_icalendar(raw: bytes) -> dict[str, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(raw)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def by_vobject(raw: bytes) -> dict[str, vobject.base.Component]:
    calendar = vobject.readOne(raw.decode())
    return {event.uid.value: event for event in calendar.contents.get("vevent", [])}


@pytest.mark.parametrize("event", [EVENT, HARD], ids=["plain", "hard"])
def test_two_parsers_read_what_was_written(event: Event) -> None:
    raw = written("Banc", [event], PARIS, "fr")

    first, second = by_icalendar(raw)[event.uid], by_vobject(raw)[event.uid]
    told = event.description.replace("\r\n", "\n")
    assert (str(first["SUMMARY"]), str(first.get("DESCRIPTION", ""))) == (event.summary, told)
    assert (second.summary.value, getattr(second, "description", second.summary).value) == (
        event.summary, told or event.summary,
    )  # fmt: skip
    assert first["DTSTART"].dt.astimezone(UTC) == second.dtstart.value.astimezone(UTC) == event.instant
    assert (first["DTSTAMP"].dt, int(first["SEQUENCE"]), second.sequence.value) == (
        STAMP,
        event.sequence,
        str(event.sequence),
    )
    assert str(first.get("URL", "")) == event.url


def test_lines_end_with_crlf_and_have_75_octets_at_most() -> None:
    raw = written("Banc", [HARD], PARIS, "fr")

    lines = raw.split(b"\r\n")
    assert (lines.pop(), b"\n" in raw.replace(b"\r\n", b"")) == (b"", False)
    assert max(map(len, lines)) <= MOST_OCTETS
    assert all(line.decode() for line in lines)  # no character is cut in two


@pytest.mark.parametrize("word", ["a" * 200, "é" * 100, "😀" * 60, "a" + "€" * 70], ids=["1", "2", "4", "3-odd"])
def test_a_fold_never_cuts_a_character(word: str) -> None:
    raw = written("Banc", [replace(EVENT, summary=word)], PARIS, "fr")

    assert all(len(line) <= MOST_OCTETS and line.decode() for line in raw.split(b"\r\n")[:-1])
    assert str(by_icalendar(raw)[EVENT.uid]["SUMMARY"]) == word


def test_a_title_cannot_add_a_line_of_its_own() -> None:
    raw = written("Banc", [replace(EVENT, summary="x\r\nATTACH:file:///etc/passwd\x00\x1b[31m")], PARIS, "fr")

    assert not [line for line in raw.split(b"\r\n") if line.startswith(b"ATTACH")]
    assert b"\x00" not in raw
    assert b"\x1b" not in raw


def test_nine_stays_nine_in_winter_and_in_summer() -> None:
    days = [datetime(2026, month, 10, 9, tzinfo=PARIS).astimezone(UTC) for month in range(1, 13)]
    events = [replace(EVENT, uid=f"{day:%m}@b", instant=day) for day in days]

    raw = written("Banc", events, PARIS, "fr")

    found = by_icalendar(raw).values()
    assert {event["DTSTART"].dt.strftime("%H:%M") for event in found} == {"09:00"}
    assert sorted(event["DTSTART"].dt.astimezone(UTC) for event in found) == days
    assert sorted(event.dtstart.value.astimezone(UTC) for event in by_vobject(raw).values()) == days


def test_of_an_hour_that_comes_twice_the_second_is_written_in_utc() -> None:
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]

    raw = written("Banc", [replace(EVENT, uid=f"{at:%H}@b", instant=at) for at in twice], PARIS, "fr")

    assert b"DTSTART;TZID=Europe/Paris:20261025T023000\r\n" in raw
    assert b"DTSTART:20261025T013000Z\r\n" in raw


@pytest.mark.parametrize("key", ["Europe/Paris", "America/New_York", "Asia/Kathmandu", "UTC", "Africa/Casablanca",
                                 "Australia/Lord_Howe"])  # fmt: skip
def test_the_zone_says_by_itself_what_the_clocks_do(key: str) -> None:
    zone = ZoneInfo(key)
    raw = written(
        "Banc", [replace(EVENT, instant=datetime(year, 6, 1, tzinfo=UTC)) for year in (2025, 2027)], zone, "en"
    )

    (described,) = icalendar.Calendar.from_ical(raw).walk("VTIMEZONE")
    read = described.to_tz(lookup_tzid=False)
    moments = [datetime(2025, 1, 2, 12) + timedelta(days=day, hours=day % 5) for day in range(0, 1090, 3)]
    assert [read.utcoffset(at) for at in moments] == [at.replace(tzinfo=zone).utcoffset() for at in moments]


def test_a_calendar_without_events_still_holds_something() -> None:
    raw = written("Banc", [], PARIS, "fr")

    assert by_icalendar(raw) == by_vobject(raw) == {}
    assert b"BEGIN:VTIMEZONE" in raw


def test_the_same_events_are_the_same_bytes() -> None:
    assert written("Banc", [EVENT, HARD], PARIS, "fr") == written("Banc", [EVENT, HARD], PARIS, "fr")
