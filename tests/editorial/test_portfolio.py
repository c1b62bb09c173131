from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from editorial.inquiry import move_of_piece
from editorial.portfolio import Move, counted, outings, share
from tests.builder import AT, CHARTER, SiteBuilder


@pytest.fixture
def site(tmp_path: Path) -> SiteBuilder:
    """Three pieces of one pillar and one of the other in the window, one before it, one to come."""
    builder = SiteBuilder(tmp_path).charter({**CHARTER, "portfolio": {"window_days": 30}})
    for name in ("a", "b", "c"):
        builder.piece(name)
    builder.piece("d", pillar="publier").piece("old", pillar="publier", date="2026-01-06T09:00+01:00")
    builder.piece("coming", pillar="publier", date="2026-03-17T09:00+01:00")
    return builder.piece("draft", date=None, status="draft")


def test_what_went_out_and_what_is_planned_is_counted_in_a_window(site: SiteBuilder) -> None:
    decision = site.decide()
    out = outings(decision.plan.agenda, {piece.id: piece for piece in decision.site.pieces}, AT)

    assert [outing.piece.id for outing in out] == ["old", "a", "b", "c", "d", "coming"]
    assert counted(out, AT, timedelta(days=30)) == {"ecouter": 3, "publier": 1}
    assert (share({"ecouter": 3, "publier": 1}, "publier"), share({}, "publier")) == (25, 0)


def test_a_planned_piece_moves_its_pillar_at_its_instant(site: SiteBuilder) -> None:
    decision = site.decide()

    assert move_of_piece(decision, decision.site.piece("coming")) == Move("publier", 25, 40, 50)
    assert not Move("publier", 25, 40, 50).is_away
    assert Move("publier", 60, 70, 50).is_away


def test_a_draft_moves_its_pillar_as_if_it_were_published_now(site: SiteBuilder) -> None:
    decision = site.decide()

    assert move_of_piece(decision, decision.site.piece("draft")) == Move("ecouter", 75, 80, 50)


def test_what_is_out_or_a_translation_moves_nothing(site: SiteBuilder) -> None:
    site.piece("en", lang="en", translation_of="a", date=None, status="draft")
    site.piece("gone", status="unpublished", date=None)
    decision = site.decide()

    assert [move_of_piece(decision, decision.site.piece(name)) for name in ("a", "en", "gone")] == [None] * 3


def test_nothing_is_said_where_the_charter_does_not_ask(tmp_path: Path) -> None:
    decision = SiteBuilder(tmp_path).piece("draft", date=None, status="draft").decide()

    assert move_of_piece(decision, decision.site.piece("draft")) is None
