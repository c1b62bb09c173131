from __future__ import annotations

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said

MONTH = "editorial/calendar/2026-03.yaml"
SEASON = {"evergreen": {"rerun_distance": "30d"}}
ENTRY = "{at: 2026-03-20T12:30, channel: mastodon, piece: a}"


def test_a_piece_that_comes_back_too_soon_is_told_at_its_entry(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(**SEASON).piece("a", evergreen=True)

    assert said(calendar_file(builder, ENTRY), "rerun") == [
        f"warning rerun.near {MONTH} “{ENTRY}”: "
        "“Le titre de a” comes back on mastodon 19 days after the time before; the calendar wants 30"
    ]


def test_a_piece_that_does_not_last_does_not_come_back(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(**SEASON).piece("a", date="2026-02-01T09:00+01:00")

    assert said(calendar_file(builder, ENTRY), "rerun") == [
        f"suggestion rerun.news {MONTH} “{ENTRY}”: "
        "“Le titre de a” comes back on mastodon and is not marked as a lasting piece"
    ]


def test_a_lasting_piece_comes_back_after_the_distance(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(**SEASON).piece("a", date="2026-02-18T09:00+01:00", evergreen=True)

    assert said(calendar_file(builder, ENTRY), "rerun") == []


def test_an_entry_with_a_reason_or_a_calendar_without_distance_says_nothing(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a")

    assert said(calendar_file(builder, ENTRY), "rerun") == []
    calendar_file(builder.calendar(**SEASON), f'{ENTRY[:-1]}, why: "La foire commence."}}')
    assert said(builder, "rerun") == []
