"""An open slot is offered the approved piece whose pillar lacks most."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from editorial.proposal import proposals
from tests.builder import AT, CALENDAR, SiteBuilder

LAST = datetime(2026, 3, 25, tzinfo=UTC)
"""Two Tuesdays are to come before it: 17 and 24 March."""


def proposed(builder: SiteBuilder, until: datetime = LAST) -> list[tuple[str, str]]:
    found = proposals(builder.decide(), AT, until)
    return [(one.slot.id, one.piece.id if one.piece else "") for one in found]


def test_the_pillar_farthest_below_its_target_comes_first(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("deux")  # both live, both of « ecouter »
    builder.piece("a", date=None).piece("b", date=None, pillar="publier")

    assert proposed(builder) == [("articles/2026-03-17", "b"), ("articles/2026-03-24", "a")]


def test_it_says_what_becomes_of_the_share_and_where_the_entry_goes(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("b", date=None, pillar="publier")

    (first, *_) = proposals(builder.decide(), AT, LAST)

    assert (first.before, first.after, first.target) == (0.0, 50.0, 50)
    assert first.path == "editorial/calendar/2026-03.yaml"


def test_a_piece_is_proposed_once_and_a_slot_without_one_is_named(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None)

    assert proposed(builder) == [("articles/2026-03-17", "a"), ("articles/2026-03-24", "")]


@pytest.mark.parametrize(
    "front",
    [
        pytest.param({"status": "draft"}, id="not-approved"),
        pytest.param({"author": "personne"}, id="with-an-error"),
        pytest.param({"lang": "en", "translation_of": "un"}, id="a-translation"),
        pytest.param({"lang": "en"}, id="another-language"),
        pytest.param({"kind": "page", "pillar": None}, id="a-page"),
        pytest.param({"expires": "2026-03-16"}, id="expired-by-then"),
        pytest.param({"date": "2026-03-12T09:00+01:00"}, id="planned-already"),
        pytest.param({"status": "unpublished"}, id="taken-down"),
    ],
)
def test_what_may_not_appear_there_is_not_proposed(tmp_path: Path, front: dict[str, Any]) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("a", **{"date": None, **front})

    assert proposed(builder) == [("articles/2026-03-17", ""), ("articles/2026-03-24", "")]


def test_a_slot_of_some_pillars_is_offered_no_other(tmp_path: Path) -> None:
    cadences = [{**CALENDAR["cadences"][0], "pillar": ["publier"]}]
    builder = SiteBuilder(tmp_path).calendar(cadences=cadences).piece("a", date=None)

    assert {piece for _, piece in proposed(builder)} == {""}


def test_slots_that_are_past_filled_or_skipped_are_left_alone(tmp_path: Path) -> None:
    entries = [{"slot": "articles/2026-03-17", "piece": "a"}, {"slot": "articles/2026-03-24", "skipped": True}]
    builder = SiteBuilder(tmp_path).calendar(entries=entries).piece("a", date=None).piece("b", date=None)

    assert proposed(builder) == []
    assert proposed(builder, LAST + timedelta(days=7)) == [("articles/2026-03-31", "b")]
