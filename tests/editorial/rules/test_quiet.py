from __future__ import annotations

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said

ELECTION = {"from": "2026-03-16", "to": "2026-03-22", "why": "Élections."}


def test_what_leaves_in_a_quiet_period_is_told_once_a_piece_and_still_leaves(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(quiet=[ELECTION]).piece("a", date="2026-03-17T09:00+01:00")

    assert said(builder, "quiet") == [
        "warning quiet.planned content/ecouter/a.md “2026-03-17T09:00+01:00”: "
        "“Le titre de a” appears in a quiet period (Élections): blog, mastodon",
        "warning quiet.planned editorial/calendar.yaml “lettre”: "
        "“lettre/2026-03-20” appears in a quiet period (Élections): newsletter",
    ]
    assert builder.decide().plan.standings["a"].state == "scheduled"


def test_a_quiet_period_is_over_after_its_days_and_beside_its_channels(tmp_path) -> None:
    quiet = [{**ELECTION, "to": "2026-03-16"}, {**ELECTION, "channels": ["linkedin"]}]
    builder = SiteBuilder(tmp_path).calendar(quiet=quiet).piece("a", date="2026-03-17T09:00+01:00")

    assert said(builder, "quiet") == []


def test_an_entry_with_a_reason_knows(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(quiet=[{**ELECTION, "channels": ["blog"]}]).piece("a", date=None)
    calendar_file(builder, '{slot: articles/2026-03-17, piece: a, why: "Un mode d’emploi du vote."}')

    assert said(builder, "quiet") == []
