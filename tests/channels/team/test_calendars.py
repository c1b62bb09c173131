"""The team's calendars hold all that is planned; the site's holds what is out, and nothing else."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import pytest
import vobject

from tests.builder import AT, CALENDAR, SiteBuilder
from tests.command import ligne

LATER = datetime(2026, 3, 24, 12, tzinfo=UTC)
SLOT = {"slot": "articles/2026-03-17", "piece": "deux"}


def a_site(root: Path) -> SiteBuilder:
    builder = SiteBuilder(root).calendar(
        entries=[SLOT, {"slot": "articles/2026-03-24", "skipped": True, "why": "Repos"}]
    )
    return builder.piece("un", title="Un, deux ; trois").piece("deux", date=None, pillar="publier")


def built(builder: SiteBuilder, at: datetime = AT) -> Path:
    ran = ligne("build", "--at", at.isoformat(), site=builder.root)
    assert ran.code == 0, ran.said
    return builder.root / "output"


def events(output: Path, path: str) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical((output / path).read_bytes()).walk("VEVENT")
    by_uid = {str(event["UID"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


def test_every_calendar_is_read_by_two_parsers_alike(tmp_path: Path) -> None:
    output = built(a_site(tmp_path))

    calendars = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.ics"))
    names = ("all", "blog", "mastodon", "newsletter")
    assert calendars == ["site/calendar.ics", *(f"team/calendar/{name}.ics" for name in names)]
    for path in calendars:
        other = vobject.readOne((output / path).read_bytes().decode())
        read = {one.uid.value: one.dtstart.value.astimezone(UTC) for one in other.contents.get("vevent", [])}
        assert read == {uid: event["DTSTART"].dt.astimezone(UTC) for uid, event in events(output, path).items()}


def test_the_team_sees_what_is_out_planned_free_and_skipped(tmp_path: Path) -> None:
    found = events(built(a_site(tmp_path)), "team/calendar/blog.ics")

    said = {uid: (str(event["SUMMARY"]), str(event["STATUS"])) for uid, event in found.items() if "2026-04" not in uid}
    assert said["blog/un@banc.example"] == ("blog : Un, deux ; trois (paru)", "CONFIRMED")
    assert said["blog/deux@banc.example"] == ("blog : Le titre de deux (prévu)", "CONFIRMED")
    assert said["blog/articles/2026-03-24@banc.example"] == ("blog : articles/2026-03-24 (sauté)", "CANCELLED")
    assert said["blog/articles/2026-03-31@banc.example"] == ("blog : articles/2026-03-31 (libre)", "TENTATIVE")
    assert str(found["blog/un@banc.example"]["URL"]) == "https://banc.example/un/"
    assert "URL" not in found["blog/deux@banc.example"]


def test_all_holds_what_each_channel_holds(tmp_path: Path) -> None:
    output = built(a_site(tmp_path))

    each = [events(output, f"team/calendar/{name}.ics") for name in ("blog", "mastodon", "newsletter")]
    assert events(output, "team/calendar/all.ics").keys() == set().union(*each)


def test_a_piece_enters_the_public_calendar_as_it_goes_live(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    before = events(built(builder), "site/calendar.ics")
    after = events(built(builder, LATER), "site/calendar.ics")

    assert set(before) == {"blog/un@banc.example", "newsletter/lettre/2026-03-06@banc.example"}
    assert set(after) - set(before) == {"blog/deux@banc.example", "newsletter/lettre/2026-03-20@banc.example"}
    letter = after["newsletter/lettre/2026-03-20@banc.example"]
    assert str(letter["URL"]) == "https://banc.example/lettre/2026-03-20/"
    assert (tmp_path / "output/site/lettre/2026-03-20/index.html").is_file()


def test_a_uid_lasts_and_the_sequence_counts_when_a_slot_moves(tmp_path: Path) -> None:
    builder = a_site(tmp_path).commit(at="2026-01-05T09:00:00+00:00")
    before = events(built(builder), "team/calendar/blog.ics")["blog/deux@banc.example"]
    builder.calendar(entries=[{**SLOT, "moved_to": "2026-03-18T10:00"}]).commit(at="2026-01-06T09:00:00+00:00")
    after = events(built(builder), "team/calendar/blog.ics")["blog/deux@banc.example"]

    assert (int(before["SEQUENCE"]), before["DTSTAMP"].dt) == (0, datetime(2026, 1, 5, 9, tzinfo=UTC))
    assert (int(after["SEQUENCE"]) > 0, after["DTSTAMP"].dt) == (True, datetime(2026, 1, 6, 9, tzinfo=UTC))
    assert after["DTSTART"].dt.isoformat() == "2026-03-18T10:00:00+01:00"


def test_without_git_a_stamp_is_the_instant_itself(tmp_path: Path) -> None:
    event = events(built(a_site(tmp_path)), "team/calendar/blog.ics")["blog/deux@banc.example"]

    assert (int(event["SEQUENCE"]), event["DTSTAMP"].dt) == (0, event["DTSTART"].dt.astimezone(UTC))


def test_a_commit_alone_has_the_calendars_made_again(tmp_path: Path) -> None:
    builder = a_site(tmp_path).commit(at="2026-01-05T09:00:00+00:00")
    builder.calendar(entries=[{**SLOT, "moved_to": "2026-03-18T10:00"}])
    output = built(builder)
    builder.commit(at="2026-01-06T09:00:00+00:00")
    built(builder)
    again = {path: path.read_bytes() for path in output.rglob("*.ics")}
    assert events(output, "team/calendar/blog.ics")["blog/deux@banc.example"]["DTSTAMP"].dt.day == 6

    (tmp_path / ".ligne/standstill").unlink()
    (tmp_path / ".ligne/calendar").unlink()
    built(builder)
    assert {path: path.read_bytes() for path in output.rglob("*.ics")} == again


def test_no_manifest_says_which_pieces_the_team_plans(tmp_path: Path) -> None:
    output = built(a_site(tmp_path))

    rows = json.loads((output / "manifest/team.json").read_text())["artifacts"]
    assert {row["path"]: row["audience"] for row in rows if row["audience"] != "team"} == {
        "site/calendar.ics": "public"
    }
    assert {tuple(row["pieces"]) for row in rows} == {()}


def test_a_letter_of_one_piece_is_out_as_that_piece_alone(tmp_path: Path) -> None:
    builder = a_site(tmp_path).calendar(
        cadences=[{**CALENDAR["cadences"][1], "id": "chaque", "rrule": "FREQ=DAILY", "collects": "each"}]
    )

    assert [uid for uid in events(built(builder), "site/calendar.ics") if uid.startswith("newsletter/")] == []


def test_a_letter_without_a_frame_is_called_by_its_number(tmp_path: Path) -> None:
    event = events(built(a_site(tmp_path)), "site/calendar.ics")["newsletter/lettre/2026-03-06@banc.example"]

    assert re.fullmatch(r"Le Banc d’essai : la lettre n° \d+", str(event["SUMMARY"]))


@pytest.mark.parametrize("zone", ["America/New_York", "UTC"])
def test_times_are_those_of_the_calendars_zone(tmp_path: Path, zone: str) -> None:
    builder = a_site(tmp_path).calendar({**CALENDAR, "timezone": zone}, entries=[SLOT])

    event = events(built(builder), "team/calendar/blog.ics")["blog/deux@banc.example"]

    assert event["DTSTART"].dt.strftime("%H:%M") == "09:00"
    assert event["DTSTART"].params.get("TZID") == zone


def test_a_calendar_of_the_sites_own_takes_the_place_of_the_public_one(tmp_path: Path) -> None:
    builder = a_site(tmp_path).file("theme/site-root/calendar.ics", "BEGIN:VCALENDAR\r\n")

    assert (built(builder) / "site/calendar.ics").read_bytes() == b"BEGIN:VCALENDAR\r\n"


def test_every_page_of_the_site_leads_to_the_calendar_of_what_is_out(tmp_path: Path) -> None:
    site = built(a_site(tmp_path)) / "site"
    head = re.compile(r'<link rel="alternate" type="text/calendar" title="[^"]+" href="([^"]+)">')
    foot = re.compile(r'<li><a href="([^"]+)">Agenda</a></li>')

    led = {
        page.relative_to(site).as_posix(): [
            found[1] for kind in (head, foot) if (found := kind.search(page.read_text()))
        ]
        for page in site.rglob("*.html")
    }

    assert len(led) > 5
    there = {name: [os.path.normpath(site / Path(name).parent / link) for link in links] for name, links in led.items()}
    others = {name for name, links in there.items() if links != [str(site / "calendar.ics")] * 2}
    # A letter's page is the letter, and has its own foot; a short link of one leads on at once.
    assert {name for name in others if not name.startswith("l/")} == {"404.html", "lettre/2026-03-06/index.html"}
    assert led["404.html"] == ["/calendar.ics"] * 2
