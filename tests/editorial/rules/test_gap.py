from __future__ import annotations

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said


def test_the_free_slots_of_the_coming_weeks_are_named_once_a_cadence(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(notice={}).piece("a", date=None)
    calendar_file(builder, "{slot: articles/2026-03-24, piece: a}")

    assert said(builder, "gap") == [
        "suggestion gap.slot editorial/calendar.yaml “articles”: "
        "articles: 7 free slots until 2026-05-09: 2026-03-17, 2026-03-31, 2026-04-07 and 4 more"
    ]


def test_a_slot_that_is_given_skipped_or_free_on_purpose_is_no_gap(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(notice={"gap": "21d"}).piece("a", date=None)
    calendar_file(
        builder,
        "{slot: articles/2026-03-17, piece: a}",
        "{slot: articles/2026-03-24, skipped: true}",
        '{slot: articles/2026-03-31, why: "Pour l’actualité."}',
    )

    assert said(builder, "gap") == []
