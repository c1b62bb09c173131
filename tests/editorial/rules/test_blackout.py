from __future__ import annotations

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said

SPRING = {"from": "2026-03-01", "to": "2026-05-01", "why": "Un.", "channels": ["newsletter"]}
SUMMER = {"from": "2026-04-20", "to": "2026-09-01", "why": "Deux."}


def test_blackouts_that_overlap_and_leave_nothing_are_told(tmp_path) -> None:
    (one,) = said(SiteBuilder(tmp_path).calendar(blackouts=[SPRING, SUMMER]), "blackout")

    assert one == (
        "warning blackout.all editorial/calendar.yaml “'2026-03-01'”: "
        "lettre: no slot until 2026-07-03, all of them fall into a blackout"
    )


def test_an_entry_that_insists_leaves_something(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(blackouts=[SPRING, SUMMER]).piece("a", kind="edition", pillar=None)

    assert said(calendar_file(builder, "{slot: lettre/2026-03-13, piece: a}"), "blackout") == []


def test_one_blackout_leaves_the_rest(tmp_path) -> None:
    assert said(SiteBuilder(tmp_path).calendar(blackouts=[SUMMER]), "blackout") == []
