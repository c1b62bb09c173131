from __future__ import annotations

import pytest

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said

MONTH = "editorial/calendar/2026-04.yaml"
FRANCE = {"country": "FR"}


def easter(root, *entries: str, **whose: str) -> SiteBuilder:
    """Plan something on Easter Monday and on the Friday before, a holiday of Moselle and Alsace."""
    builder = SiteBuilder(root).calendar(cadences=[], holidays={**FRANCE, **whose} if whose else FRANCE)
    builder.piece("lundi", date="2026-04-06T09:00+02:00").piece("vendredi", date="2026-04-03T09:00+02:00")
    return calendar_file(builder.piece("a"), *entries, month="2026-04") if entries else builder


def test_a_piece_on_a_public_holiday_is_told_and_stays(tmp_path) -> None:
    builder = easter(tmp_path)

    assert said(builder, "holiday") == [
        "warning holiday.public content/ecouter/lundi.md “2026-04-06T09:00+02:00”: "
        "Le titre de lundi: 2026-04-06 is a public holiday (Easter Monday)"
    ]
    assert builder.decide().schedule.booking("lundi").instant.isoformat() == "2026-04-06T07:00:00+00:00"


@pytest.mark.parametrize("region", ["57", "6AE", "Moselle", "Alsace-Moselle"])
def test_a_region_has_holidays_of_its_own(tmp_path, region) -> None:
    found = said(easter(tmp_path, region=region), "holiday")

    assert [one.rpartition(": ")[2] for one in found] == [
        "2026-04-06 is a public holiday (Easter Monday)",
        "2026-04-03 is a public holiday (Good Friday)",
    ]


def test_school_holidays_are_those_of_the_zone(tmp_path) -> None:
    levels = {zone: [one.split()[0] for one in said(easter(tmp_path, school=zone), "holiday")] for zone in "AC"}

    # In spring 2026 zone A is off from 4 April, zone C from 18 April.
    assert levels == {"A": ["warning"], "C": ["warning"]}
    builder = easter(tmp_path, "{at: 2026-04-15T12:30, channel: mastodon, piece: a}", school="A")
    assert said(builder, "holiday.school") == [
        f"suggestion holiday.school {MONTH} “{{at: 2026-04-15T12:30, channel: mastodon, piece: a}}”: "
        "Le titre de a: 2026-04-15, in the school holidays (Spring Break)"
    ]


def test_a_slot_on_a_holiday_is_told_once_a_cadence_at_its_entry(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(holidays=FRANCE, cadences=[DAILY], notice=ALL).piece("a", date=None)
    calendar_file(builder, "{slot: jours/2026-05-01, piece: a}", month="2026-05")

    found = said(builder, "holiday")

    assert sorted(one.partition(" is ")[0].rpartition(": ")[2] for one in found) == DAYS
    assert [one.partition(":")[0] for one in found if "05-01" in one or "05-08" in one] == [
        "suggestion holiday.public editorial/calendar.yaml “jours”",
        "warning holiday.public editorial/calendar/2026-05.yaml “{slot",
    ]


ALL = {"gap": "90d"}
DAILY = {"id": "jours", "channel": "blog", "rrule": "FREQ=DAILY", "from": "2026-03-01"}
DAYS = ["2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25"]


def test_a_reason_or_a_skip_says_that_one_knows(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(holidays=FRANCE, notice=ALL, cadences=[{**DAILY, "until": "2026-05-08"}])
    entries = ['{slot: jours/2026-05-01, why: "Le 1er mai, on en parle."}', "{slot: jours/2026-05-08, skipped: true}"]
    calendar_file(builder, '{slot: jours/2026-04-06, why: "Exprès."}', *entries)

    assert said(builder, "holiday") == []


def test_without_a_country_nothing_is_known_of_holidays(tmp_path) -> None:
    assert said(SiteBuilder(tmp_path).piece("lundi", date="2026-04-06T09:00+02:00"), "holiday") == []


@pytest.mark.parametrize(
    ("whose", "words", "known"),
    [
        pytest.param({"country": "Freedonia"}, "Freedonia", "AD, AE", id="country"),
        pytest.param({"country": "FR", "region": "Bretagne"}, "Bretagne", "57, 6AE", id="region"),
        pytest.param({"country": "FR", "school": "D"}, "D", "A, B, C", id="school"),
        pytest.param({"country": "MC", "school": "A"}, "A", "", id="no-school-holidays"),
    ],
)
def test_a_place_nobody_knows_is_an_error_at_its_key(tmp_path, whose, words, known) -> None:
    (one,) = said(SiteBuilder(tmp_path).calendar(holidays=whose), "holiday")

    assert one.startswith(f"error holiday.unknown editorial/calendar.yaml “{words}”")
    assert f"known: {known}" in one


@pytest.mark.parametrize("whose", [{"region": "57"}, {"school": "A"}])
def test_a_region_or_a_zone_of_no_country_is_an_error(tmp_path, whose) -> None:
    (one,) = said(SiteBuilder(tmp_path).calendar(holidays=whose), "holiday")

    assert one.startswith("error holiday.unknown editorial/calendar.yaml “")
    assert one.endswith("a region and a school zone are those of a country: write country")
