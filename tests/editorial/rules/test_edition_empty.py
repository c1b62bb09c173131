from __future__ import annotations

import pytest

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said


def test_the_next_letter_with_nothing_in_it_is_told_at_its_cadence(tmp_path) -> None:
    (one,) = said(SiteBuilder(tmp_path).calendar(notice={}), "edition.empty")

    assert one.startswith("suggestion edition.empty editorial/calendar.yaml")
    assert "the edition lettre/2026-03-13 has nothing to say: no piece appears until then, and it has no frame" in one


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param("{slot: lettre/2026-03-13, piece: cadre}", id="frame"),
        pytest.param('{slot: lettre/2026-03-13, why: "Sans doute rien."}', id="reason"),
        pytest.param("{at: 2026-03-12T09:00, channel: blog, piece: a}", id="piece"),
    ],
)
def test_a_letter_with_a_piece_a_frame_or_a_reason_is_not_told(tmp_path, entry) -> None:
    builder = (
        SiteBuilder(tmp_path)
        .calendar(notice={})
        .piece("a", date=None)
        .piece("cadre", kind="edition", date=None, pillar=None)
    )

    assert said(calendar_file(builder, entry), "edition.empty") == []


def test_a_skipped_letter_leaves_its_turn_to_the_next(tmp_path) -> None:
    builder = calendar_file(SiteBuilder(tmp_path).calendar(notice={}), "{slot: lettre/2026-03-13, skipped: true}")

    (one,) = said(builder, "edition.empty")

    assert "the edition lettre/2026-03-20 has nothing to say" in one


def test_the_calendar_says_how_long_before(tmp_path) -> None:
    builder = calendar_file(SiteBuilder(tmp_path).calendar(notice={}), "{slot: lettre/2026-03-13, skipped: true}")

    assert said(builder.calendar(notice={"edition": "9d"}), "edition.empty") == []
