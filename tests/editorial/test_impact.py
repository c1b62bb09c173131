"""Going from one charter to another changes something for live and planned pieces only, counted by rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from editorial.baseline import PATH, Baseline
from editorial.charter import Charter
from editorial.charter_file import read_past_charter
from editorial.crew import Crew
from editorial.desk import decide
from editorial.finding import Finding, Level, Phrase, Span
from editorial.impact import Impact, OfRule, impact, pieces_in
from editorial.site import read_site
from tests.builder import AT, CHARTER, SiteBuilder

TO_COME = "2026-04-01T09:00+02:00"


def charter(**changes: Any) -> Charter:
    return read_past_charter(json.dumps({**CHARTER, **changes}))


def banning(*terms: str) -> dict[str, Any]:
    return {"vocabulary": {"banned": [{"term": term} for term in terms]}}


def changed(builder: SiteBuilder, after: Charter, before: Charter | None = None) -> Impact:
    return impact(builder.decide(), before or charter(), after, lambda _: ())


def shown(rows: tuple[OfRule, ...]) -> list[tuple[str, str, list[tuple[str, bool, int]]]]:
    return [(row.level, row.rule, [(one.piece.id, one.is_live, one.count) for one in row.pieces]) for row in rows]


def test_live_and_planned_pieces_that_break_a_new_rule_are_told_apart(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", "Un mot usé, usé.").piece("b", "Un mot usé.", date=TO_COME)
    builder.piece("c", "Un mot neuf.")

    found = changed(builder, charter(**banning("usé")))

    assert (found.live, found.planned) == (2, 1)
    assert shown(found.failing) == [("error", "words.banned", [("a", True, 2), ("b", False, 1)])]
    assert found.freed == ()
    assert pieces_in(found.failing) == {"content/ecouter/a.md": True, "content/ecouter/b.md": False}


def test_the_other_way_the_same_pieces_are_freed(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", "Un mot usé.")

    found = changed(builder, charter(), before=charter(**banning("usé")))

    assert (found.failing, shown(found.freed)) == ((), [("error", "words.banned", [("a", True, 1)])])


@pytest.mark.parametrize(
    "front",
    [
        pytest.param({"status": "draft", "date": None}, id="without-a-slot"),
        pytest.param({"status": "unpublished"}, id="taken-down"),
        pytest.param({"expires": "2026-03-05"}, id="expired"),
    ],
)
def test_a_piece_that_is_neither_live_nor_planned_does_not_count(tmp_path: Path, front: dict[str, Any]) -> None:
    found = changed(SiteBuilder(tmp_path).piece("a", "Un mot usé.", **front), charter(**banning("usé")))

    assert (found.live, found.planned, found.failing) == (0, 0, ())


def test_a_planned_draft_counts_as_if_it_were_approved(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", "Un mot usé.", date=TO_COME, status="draft")

    assert shown(changed(builder, charter(**banning("usé"))).failing) == [("error", "words.banned", [("a", False, 1)])]


def test_what_both_charters_find_is_no_change(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", "Un mot usé, un mot las.", pillar="inconnu")

    found = changed(builder, charter(**banning("usé", "las")), before=charter(**banning("usé")))

    assert (found.failing, found.freed) == ((), ())


def test_a_level_that_changes_is_a_change(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("content/p.png", b"").piece("a", "![](p.png) Un mot.")

    found = changed(builder, charter(images={"alt": "required"}), before=charter(images={"alt": "advised"}))

    assert [row[:2] for row in shown(found.failing)] == [("error", "image.alt")]
    assert [row[:2] for row in shown(found.freed)] == [("warning", "image.alt")]


def test_an_exemption_and_the_baseline_are_heard(tmp_path: Path) -> None:
    exempt = [{"rule": "words", "why": "cité", "owner": "redaction"}]
    builder = SiteBuilder(tmp_path).piece("a", "Un mot usé.", exemptions=exempt).piece("b", "Un mot usé.")
    builder.file(PATH, Baseline({("content/ecouter/b.md", "words.banned"): 1}).written)

    assert changed(builder, charter(**banning("usé"))).failing == ()


def test_what_a_channel_counts_is_part_of_it(tmp_path: Path) -> None:
    builder, strict = SiteBuilder(tmp_path).piece("a"), charter(version="2.0.0")
    finding = Finding("social.too-long", Level.ERROR, "content/ecouter/a.md", Span(), Phrase("x", "x"))

    found = impact(builder.decide(), charter(), strict, lambda one: [finding] if one is strict else [])

    assert shown(found.failing) == [("error", "social.too-long", [("a", True, 1)])]


def test_what_is_remembered_gives_the_same(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", "Un mot usé.")
    plain = changed(builder, charter(**banning("usé")))

    for _ in range(2):
        decision = decide(read_site(tmp_path.resolve(), Crew()), AT, crew=Crew())
        found = impact(decision, charter(), charter(**banning("usé")), lambda _: (), Crew())
        assert shown(found.failing) == shown(plain.failing)
