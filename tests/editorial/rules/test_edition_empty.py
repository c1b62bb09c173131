from __future__ import annotations

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said


def test_the_next_letter_with_nothing_in_it_is_told_at_its_cadence(tmp_path) -> None:
    (one,) = said(SiteBuilder(tmp_path), "edition.empty")

    assert one.startswith("warning edition.empty editorial/calendar.yaml")
    assert "the edition lettre/2026-03-13 has nothing to say: no piece appears until then, and it has no frame" in one


def test_a_letter_with_a_piece_a_frame_or_a_reason_is_not_told(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(notice={"edition": "17d"}).piece("a", date="2026-03-12T09:00+01:00")
    builder.piece("cadre", kind="edition", date=None, pillar=None)
    calendar_file(
        builder, "{slot: lettre/2026-03-20, piece: cadre}", '{slot: lettre/2026-03-27, why: "Sans doute rien."}'
    )

    assert said(builder, "edition.empty") == []
