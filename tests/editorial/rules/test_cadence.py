from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from editorial.desk import decide
from editorial.finding import Level
from tests.builder import AT, CALENDAR, CHARTER, SiteBuilder

# AT is a Tuesday: its week begins on 9 March.
WEEK = {"min": 1, "per": "week"}


def said(root, frequency: dict[str, Any], days: list[str], *, channel: str = "blog", **calendar: Any) -> list[str]:
    """Give what is said of a channel's frequency when pieces are out, or planned, on some days."""
    builder = SiteBuilder(root).charter({**CHARTER, "channels": {"blog": {}, channel: {"frequency": frequency}}})
    builder.calendar({**CALENDAR, **calendar})
    for number, day in enumerate(days):
        builder.piece(f"p{number}", date=f"{day}T09:00+01:00")
    return [finding.message.en for finding in builder.decide().findings if finding.rule.startswith("cadence.")]


CASES = {
    "every week": (WEEK, ["2026-02-17", "2026-02-24", "2026-03-03", "2026-03-10", "2026-03-17"], []),
    "a week is missing": (
        WEEK,
        ["2026-02-10", "2026-02-17", "2026-03-03", "2026-03-10", "2026-03-17"],
        ["blog: too few publications in the week of 2026-02-23 (0); the charter wants at least 1 a week"],
    ),
    "nothing is planned": (
        WEEK,
        ["2026-03-03", "2026-03-10"],
        ["blog: too few publications in the week of 2026-03-16 (0); the charter wants at least 1 a week"],
    ),
    "the week that runs": (WEEK, ["2026-02-24", "2026-03-03", "2026-03-17"], []),
    "the week in which a channel begins": (WEEK | {"min": 2}, ["2026-03-10", "2026-03-16", "2026-03-18"], []),
    "an old archive is not blamed": (WEEK, ["2020-01-01", *[f"2026-03-{d:02}" for d in (3, 10, 17)]], None),
    "too many": (
        {"max": 1},
        ["2026-03-09", "2026-03-10", "2026-03-17"],
        ["blog: too many publications in the week of 2026-03-09 (2); the charter wants at most 1 a week"],
    ),
    "too many are planned": (
        {"max": 1, "per": "month"},
        ["2026-03-09", "2026-05-10", "2026-05-12"],
        ["blog: too many publications in 2026-05 (2); the charter wants at most 1 a month"],
    ),
    "too many long ago": ({"max": 1}, ["2025-03-09", "2025-03-09"], []),
    "nothing is asked": ({}, ["2020-01-01"], []),
    "nothing was ever published": (WEEK, [], []),
    "silent": (
        {"max_silence_days": 7},
        ["2026-03-01"],
        ["blog: nothing since 2026-03-01, 9 days; the charter admits 7"],
    ),
    "not silent yet": ({"max_silence_days": 9}, ["2026-03-01"], []),
    "silent between what is planned": (
        {"max_silence_days": 7},
        ["2026-03-09", "2026-03-12", "2026-03-30"],
        ["blog: nothing from 2026-03-12 to 2026-03-30, 18 days; the charter admits 7"],
    ),
}


@pytest.mark.parametrize(("frequency", "days", "expected"), CASES.values(), ids=CASES.keys())
def test_a_channel_speaks_as_often_as_the_charter_says(tmp_path, frequency, days, expected) -> None:
    found = said(tmp_path, frequency, days)

    if expected is None:
        assert [message.count("2020") for message in found] == [0]
    else:
        assert found == expected


def test_a_skipped_slot_excuses_its_week(tmp_path) -> None:
    entries = [{"slot": "articles/2026-03-17", "skipped": True, "why": "fermé"}]

    assert said(tmp_path, WEEK, ["2026-03-03", "2026-03-10"], entries=entries) == []


def test_a_channel_that_never_spoke_is_told_from_the_sites_beginning(tmp_path) -> None:
    (message,) = said(tmp_path, WEEK, ["2026-03-03"], channel="x", offsets={})

    assert message == ("x: too few publications in the week of 2026-03-16 (0); the charter wants at least 1 a week")


def test_several_periods_are_named_the_nearest_ones(tmp_path) -> None:
    (message,) = said(tmp_path, WEEK, ["2026-01-01"])

    assert message.startswith("blog: too few publications in the week of 2026-02-23 (0), in the week of 2026-03-02 (0)")
    assert "and 2 more times" in message


def test_the_finding_stands_at_the_charters_number(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).charter({**CHARTER, "channels": {"blog": {"frequency": WEEK}}})
    findings = builder.piece("a").decide(datetime(2026, 6, 1, tzinfo=UTC) + timedelta(hours=1)).findings
    (finding,) = [finding for finding in findings if finding.rule == "cadence.few"]

    assert (finding.path, finding.clause) == ("editorial/charter.yaml", "channels.blog.frequency.min")
    line = (tmp_path / "editorial/charter.yaml").read_text().splitlines()[finding.span.line - 1]
    assert line.strip() == "min: 1"
    assert AT.weekday() == 1


def test_against_another_charter_what_is_out_was_out(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).charter({**CHARTER, "channels": {"blog": {"frequency": WEEK}}})
    for number, day in enumerate(("2026-02-24", "2026-03-03", "2026-03-17")):
        builder.piece(f"p{number}", date=f"{day}T09:00+01:00")
    site = builder.site()
    banned = {"banned": [{"term": "simple", "why": "x", "instead": "y"}]}
    strict = SiteBuilder(tmp_path / "autre").charter(
        {**CHARTER, "channels": {"blog": {"frequency": WEEK}}, "vocabulary": banned}
    )

    found = decide(site, AT, against=strict.site().charter).findings

    assert {f.rule for f in found if f.level is Level.ERROR} == {"words.banned"}
    assert [f.rule for f in found if f.rule.startswith("cadence.")] == []


def test_letters_of_one_piece_count_for_nothing(tmp_path) -> None:
    each = {**CALENDAR["cadences"][1], "rrule": "FREQ=DAILY", "collects": "each"}
    days = ["2026-03-09", "2026-03-10", "2026-03-11"]

    assert said(tmp_path, {"max": 1}, days, channel="newsletter", cadences=[each]) == []
