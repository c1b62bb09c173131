from __future__ import annotations

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said


def test_a_slot_before_the_end_of_the_embargo_is_told_at_the_entry(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None, embargo="2026-03-19")
    calendar_file(builder, "{slot: articles/2026-03-17, piece: a}")

    assert said(builder, "embargo") == [
        "warning embargo.slot editorial/calendar/2026-03.yaml “a”: "
        "“a” is under embargo until 2026-03-19 00:00, after this slot (2026-03-17 09:00): it will only appear then"
    ]


def test_a_slot_after_the_embargo_or_with_a_reason_is_right(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None, embargo="2026-03-17T06:00+01:00")
    builder.piece("b", date=None, embargo="2026-03-25")
    entries = ["{slot: articles/2026-03-17, piece: a}", '{slot: articles/2026-03-24, piece: b, why: "Entendu."}']

    assert said(calendar_file(builder, *entries), "embargo") == []
