"""A text judged by itself is judged alike wherever and whenever; drafts are eased and exemptions end on their day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from editorial.finding import Level
from editorial.review import OWN, context_of, review
from editorial.rules.kind import Scope
from editorial.verdict import Judge, judged
from tests.builder import AT, SiteBuilder

BANNED = {"vocabulary": {"banned": [{"term": "simple", "why": "usé", "instead": "net"}]}}
EXEMPT = {"rule": "words", "why": "cité", "owner": "redaction"}


def test_a_verdict_is_what_the_kinds_find_in_a_text_alone(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).charter(**BANNED).piece("a", "Un mot simple.", pillar="inconnu", date="demain")
    site = builder.site()
    (piece,) = site.pieces

    verdict = Judge(site.charter, site.calendar.zone).verdict(piece, site.complaints[piece.path])

    assert verdict == tuple(judged(piece, context_of(site, AT), OWN - {Scope.DAY})) == site.verdicts[piece.path]


@pytest.mark.parametrize(
    ("front", "at", "levels"),
    [
        pytest.param({}, AT, [Level.ERROR], id="approved"),
        pytest.param({"status": "draft"}, AT, [Level.WARNING], id="draft"),
        pytest.param({"status": "pitch"}, AT, [Level.WARNING], id="pitch"),
        pytest.param({"status": "review"}, AT, [Level.ERROR], id="review"),
        pytest.param({"exemptions": [EXEMPT]}, AT, [], id="exempt"),
        pytest.param({"exemptions": [{**EXEMPT, "rule": "length"}]}, AT, [Level.ERROR], id="exempt-from-another"),
        pytest.param({"exemptions": [{**EXEMPT, "until": "2026-03-10"}]}, AT, [], id="exempt-today"),
        pytest.param(
            {"exemptions": [{**EXEMPT, "until": "2026-03-10"}]},
            datetime(2026, 3, 10, 23, tzinfo=UTC),
            [Level.ERROR],
            id="exempt-until-midnight-in-the-teams-zone",
        ),
    ],
)
def test_a_finding_weighs_what_the_piece_and_the_day_say(
    tmp_path: Path, front: dict[str, Any], at: datetime, levels: list[Level]
) -> None:
    site = SiteBuilder(tmp_path).charter(**BANNED).piece("a", "Un mot simple.", **front).site()

    assert [f.level for f in review(context_of(site, at)) if f.rule.startswith("words")] == levels
