"""The schedule lays the calendar out in time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from editorial.recurrence import MAX_OCCURRENCES
from editorial.schedule import lay_out
from tests.builder import CALENDAR, SiteBuilder

UNTIL = datetime(2026, 7, 1, tzinfo=UTC)


def test_a_cadence_keeps_its_local_time_when_clocks_change(tmp_path: Path) -> None:
    slots = lay_out(SiteBuilder(tmp_path).site(), UNTIL).slots

    hours = {slot.id: slot.instant.hour for slot in slots if slot.cadence.id == "articles"}

    assert (hours["articles/2026-03-24"], hours["articles/2026-03-31"]) == (8, 7)


def test_a_time_that_does_not_exist_is_moved_and_said(tmp_path: Path) -> None:
    cadence = {
        "id": "nuit",
        "channel": "blog",
        "rrule": "FREQ=DAILY",
        "from": "2026-03-28",
        "time": "02:30",
        "until": "2026-03-30",
    }
    schedule = lay_out(SiteBuilder(tmp_path).calendar(cadences=[cadence]).site(), UNTIL)

    assert [slot.instant.isoformat() for slot in schedule.slots] == [
        "2026-03-28T01:30:00+00:00",
        "2026-03-29T01:30:00+00:00",
        "2026-03-30T00:30:00+00:00",
    ]
    assert [(f.rule, f.message.en) for f in schedule.findings] == [
        ("calendar.time", "2026-03-29 02:30 does not exist on that day (clocks go forward): read as 03:30")
    ]


def test_a_moved_slot_keeps_its_id(tmp_path: Path) -> None:
    site = (
        SiteBuilder(tmp_path)
        .piece("a", date=None)
        .calendar(entries=[{"slot": "articles/2026-02-10", "piece": "a", "moved_to": "2026-02-12T10:00"}])
        .site()
    )

    schedule = lay_out(site, UNTIL)

    slot = next(slot for slot in schedule.slots if slot.piece == "a")
    assert (slot.id, slot.instant.isoformat(), slot.is_moved) == (
        "articles/2026-02-10",
        "2026-02-12T09:00:00+00:00",
        True,
    )
    booking = schedule.booking("a")
    assert booking is not None
    assert booking.edition == "a"


def test_a_skipped_slot_has_no_number_and_the_next_one_follows_on(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path).calendar(entries=[{"slot": "lettre/2026-02-13", "skipped": True}]).site()

    letters = [slot for slot in lay_out(site, UNTIL).slots if slot.cadence.id == "lettre"][:3]

    assert [(slot.id, slot.number, slot.is_skipped) for slot in letters] == [
        ("lettre/2026-02-06", 1, False),
        ("lettre/2026-02-13", 0, True),
        ("lettre/2026-02-20", 2, False),
    ]


def test_a_blackout_skips_slots_unless_an_entry_insists(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None)
    blackouts = [{"from": "2026-02-09", "to": "2026-02-18", "why": "congés"}]
    site = builder.calendar(blackouts=blackouts, entries=[{"slot": "articles/2026-02-10", "piece": "a"}]).site()

    found = {slot.id: (slot.is_skipped, slot.why) for slot in lay_out(site, UNTIL).slots}

    assert found["articles/2026-02-10"] == (False, "")
    assert found["articles/2026-02-17"] == (True, "congés")


def test_a_second_appearance_on_a_channel_is_a_rerun_named_by_its_day(tmp_path: Path) -> None:
    entries = [
        {"at": "2026-03-05T12:00", "channel": "linkedin", "piece": "a"},
        {"at": "2026-04-05T12:00", "channel": "linkedin", "piece": "a"},
    ]
    site = SiteBuilder(tmp_path).piece("a").calendar(entries=entries).site()

    bookings = lay_out(site, UNTIL).bookings[("a", "linkedin")]

    assert [booking.edition for booking in bookings] == ["a", "a--2026-04-05"]


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        pytest.param({"slot": "articles/2026-02-10", "piece": "nulle-part"}, "calendar.piece", id="unknown-piece"),
        pytest.param({"slot": "articles/2026-02-11", "skipped": True}, "calendar.slot", id="no-slot-that-day"),
        pytest.param({"slot": "rien/2026-02-10", "skipped": True}, "calendar.slot", id="unknown-cadence"),
    ],
)
def test_an_entry_that_names_nothing_is_an_error_at_its_line(
    tmp_path: Path, entry: dict[str, object], rule: str
) -> None:
    site = SiteBuilder(tmp_path).calendar({**CALENDAR, "entries": [entry]}).site()

    (finding,) = lay_out(site, UNTIL).findings

    text = (tmp_path / finding.path).read_text(encoding="utf-8").splitlines()[finding.span.line - 1]
    assert (finding.rule, finding.level) == (rule, "error")
    assert text[finding.span.column - 1 : finding.span.end_column - 1] in (entry.get("piece"), entry["slot"])


@pytest.mark.parametrize(
    ("segment", "underlined"),
    [
        pytest.param({"pillars": ["ecouter", "nulle-part"]}, "nulle-part", id="pillar"),
        pytest.param({"lang": "de"}, "de", id="language"),
    ],
)
def test_a_segment_that_nobody_can_choose_is_an_error_at_its_place(
    tmp_path: Path, segment: dict[str, object], underlined: str
) -> None:
    letter = {**CALENDAR["cadences"][1], "segment": segment}
    site = SiteBuilder(tmp_path).calendar({**CALENDAR, "cadences": [letter]}).site()

    (finding,) = lay_out(site, UNTIL).findings

    text = (tmp_path / finding.path).read_text(encoding="utf-8").splitlines()[finding.span.line - 1]
    assert (finding.rule, finding.level) == ("calendar.segment", "error")
    assert underlined in text[finding.span.column - 1 : finding.span.end_column - 1]


def test_a_pinned_piece_that_nobody_wrote_is_an_error(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).calendar(entries=[{"slot": "lettre/2026-02-13", "pinned": ["nulle-part"]}])

    assert [(f.rule, f.level) for f in lay_out(builder.site(), UNTIL).findings] == [("calendar.piece", "error")]


def test_a_time_that_exists_twice_is_the_first_and_said(tmp_path: Path) -> None:
    entries = [{"at": "2026-10-25T02:30", "channel": "x", "piece": "a"}]
    schedule = lay_out(SiteBuilder(tmp_path).piece("a").calendar(entries=entries).site(), UNTIL)

    (booking,) = schedule.bookings["a", "x"]
    assert booking.instant.isoformat() == "2026-10-25T00:30:00+00:00"
    assert [(f.rule, f.message.en) for f in schedule.findings] == [
        ("calendar.time", "2026-10-25 02:30 exists twice on that day (clocks go back): read as the first")
    ]


def test_a_cadence_that_began_in_another_age_is_cut_short_and_said(tmp_path: Path) -> None:
    cadence = {"id": "jours", "channel": "blog", "rrule": "FREQ=DAILY", "from": "1900-01-01"}
    site = SiteBuilder(tmp_path).calendar(cadences=[cadence]).site()

    schedule = lay_out(site, datetime(2040, 1, 1, tzinfo=UTC))

    assert len(schedule.slots) == MAX_OCCURRENCES
    (finding,) = schedule.findings
    assert (finding.rule, finding.level, str(schedule.slots[-1].instant.date())) == (
        "calendar.endless",
        "error",
        "2036-11-22",
    )


@pytest.mark.parametrize("moved", [{}, {"moved_to": "2026-02-12T10:00"}, {"moved_to": "2026-03-01T10:00"}])
def test_the_id_of_an_edition_never_changes_when_its_slot_moves(tmp_path: Path, moved: dict[str, str]) -> None:
    entries = [
        {"slot": "lettre/2026-02-13", **moved},
        {"at": "2026-02-20T12:00", "channel": "x", "piece": "a"},
        {"at": "2026-04-20T12:00", "channel": "x", "piece": "a", **({"moved_to": "2026-04-22T12:00"} if moved else {})},
    ]
    schedule = lay_out(SiteBuilder(tmp_path).piece("a").calendar(entries=entries).site(), UNTIL)

    assert "lettre/2026-02-13" in {slot.id for slot in schedule.slots}
    assert [booking.edition for booking in schedule.bookings["a", "x"]] == ["a", "a--2026-04-20"]


def test_a_move_that_puts_a_rerun_first_changes_no_name(tmp_path: Path) -> None:
    entries = [
        {"at": "2026-03-05T12:00", "moved_to": "2026-05-05T12:00", "channel": "linkedin", "piece": "a"},
        {"at": "2026-04-05T12:00", "channel": "linkedin", "piece": "a"},
    ]
    site = SiteBuilder(tmp_path).piece("a").calendar(entries=entries).site()

    bookings = lay_out(site, UNTIL).bookings["a", "linkedin"]

    assert [(booking.edition, booking.instant.month) for booking in bookings] == [("a--2026-04-05", 4), ("a", 5)]


def test_a_piece_twice_a_day_on_one_network_is_an_error_and_counts_once(tmp_path: Path) -> None:
    cadences = [
        {"id": i, "channel": "x", "rrule": "FREQ=DAILY", "from": "2026-03-01", "until": "2026-03-02"} for i in "mn"
    ]
    entries = [{"slot": "m/2026-03-01", "piece": "a"}, {"slot": "n/2026-03-01", "piece": "a"}]
    site = SiteBuilder(tmp_path).piece("a").calendar(cadences=cadences, entries=entries).site()

    schedule = lay_out(site, UNTIL)

    assert [booking.edition for booking in schedule.bookings["a", "x"]] == ["a"]
    assert [(finding.rule, finding.level, finding.message.en) for finding in schedule.findings] == [
        ("calendar.twice", "error", "“a” is on x on 2026-03-01 already: twice on one day would have one name")
    ]


def test_an_unknown_cadence_is_told_however_far_its_day(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path).calendar(entries=[{"slot": "rien/2036-02-10", "skipped": True}]).site()

    assert [finding.rule for finding in lay_out(site, UNTIL).findings] == ["calendar.slot"]
