from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from editorial.rules import exemption
from tests.builder import AT, SiteBuilder

PATH = "content/metier/piece.md"
BANNED = {"vocabulary": {"banned": [{"term": "simple", "why": "usé", "instead": "net"}]}}
LIVE, TO_COME = {PATH: datetime(2026, 10, 1).timestamp()}, {PATH: datetime(2026, 12, 1).timestamp()}


def one(**keys: str) -> str:
    said = {"rule": "words", "why": "cité", "owner": "chef", **keys}
    return "exemptions:\n  - {" + ", ".join(f"{key}: {value}" for key, value in said.items() if value) + "}\n"


CASES = {
    "none": ("", {}, []),
    "without an end": (one(), {}, []),
    "to come": (one(until="2026-11-24"), {}, []),
    "on its last day": (one(until="2026-11-23"), {}, []),
    "ended, of a piece to come": (
        one(until="2026-11-22"),
        TO_COME,
        ["error exemption.expired at 7:50 “2026-11-22”"],
    ),
    "ended, without a slot": (one(until="2026-11-22"), {}, ["error exemption.expired at 7:50 “2026-11-22”"]),
    "ended, of a live piece": (one(until="2026-11-22"), LIVE, ["warning exemption.expired at 7:50 “2026-11-22”"]),
    "ended, of a draft": (
        "status: draft\n" + one(until="2026-11-22"),
        {},
        ["warning exemption.expired at 7:50 “2026-11-22”"],
    ),
    "of a stranger": (one(owner="personne"), {}, ["error exemption.owner at 7:37 “personne”"]),
    "of nobody, which is a missing key": (one(owner=""), {}, []),
}


@pytest.mark.parametrize(("front", "order", "expected"), CASES.values(), ids=CASES.keys())
def test_an_exemption_has_an_owner_and_an_end(desk, front, order, expected) -> None:
    assert desk.judge(exemption, front=front, order=order) == expected


@pytest.mark.parametrize("key", ["rule", "why", "owner"])
def test_what_an_exemption_lacks_is_a_missing_key(tmp_path: Path, key: str) -> None:
    front = {"exemptions": [{k: v for k, v in {"rule": "words", "why": "x", "owner": "redaction"}.items() if k != key}]}

    found = SiteBuilder(tmp_path).piece("a", **front).decide().findings

    assert [(f.rule, f.message.en) for f in found if f.level == "error"] == [
        ("key.missing", f"the key “exemptions.1.{key}” is missing")
    ]


@pytest.mark.parametrize(
    ("body", "front", "expected"),
    [
        pytest.param("Un mot simple.", {}, [], id="of-use"),
        pytest.param("Un mot simple.", {"status": "draft"}, [], id="of-use-in-a-draft"),
        pytest.param("Un mot juste.", {}, [("exemption.unused", "warning")], id="of-none"),
        pytest.param(
            "Un mot simple.",
            {"rule": "word"},
            [("exemption.unused", "warning"), ("words.banned", "error")],
            id="a-rule-that-does-not-exist",
        ),
        pytest.param(
            "Un mot juste.",
            {"rule": "known", "pillar": "inconnu"},
            [("exemption.unused", "warning"), ("known.pillar", "error")],
            id="a-rule-that-nothing-lifts",
        ),
        pytest.param("Un mot juste.", {"until": "2026-03-09"}, [("exemption.expired", "warning")], id="of-none-ended"),
    ],
)
def test_an_exemption_that_lifts_nothing_is_a_finding(
    tmp_path: Path, body: str, front: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    ours = {key: front.pop(key) for key in ("rule", "until") if key in front}
    exempt = {"rule": "words.banned", "why": "cité", "owner": "redaction", **ours}
    builder = (
        SiteBuilder(tmp_path).calendar(cadences=[]).charter(**BANNED).piece("a", body, exemptions=[exempt], **front)
    )

    assert sorted((f.rule, f.level.value) for f in builder.decide().findings) == expected


def test_an_exemption_from_a_mistyped_rule_names_the_one_that_was_found(tmp_path: Path) -> None:
    exempt = {"rule": "words.baned", "why": "cité", "owner": "redaction"}
    builder = SiteBuilder(tmp_path).charter(**BANNED).piece("a", "Un mot simple.", exemptions=[exempt])

    (unused,) = [finding for finding in builder.decide().findings if finding.rule == "exemption.unused"]

    assert unused.fix is not None
    assert unused.fix.en == "remove it, or write “words.banned” if that is the rule"


def test_an_exemption_that_ends_takes_no_live_piece_down(tmp_path: Path) -> None:
    exempt = {"rule": "words", "why": "cité", "owner": "redaction", "until": "2026-03-05"}
    builder = (
        SiteBuilder(tmp_path)
        .calendar(cadences=[])
        .charter(**BANNED)
        .piece("a", "Un mot simple.", exemptions=[exempt])
        .commit()
    )

    decision = builder.decide(AT)

    assert sorted((f.rule, f.level.value) for f in decision.findings) == [
        ("exemption.expired", "warning"),
        ("words.banned", "warning"),
    ]
    assert [appearance.piece.id for appearance in decision.plan.live] == ["a"]


def test_a_piece_to_come_whose_exemption_has_ended_is_held(tmp_path: Path) -> None:
    exempt = {"rule": "words", "why": "cité", "owner": "redaction", "until": "2026-03-05"}
    builder = SiteBuilder(tmp_path).calendar(cadences=[]).charter(**BANNED)
    builder.piece("a", "Un mot simple.", exemptions=[exempt], date="2026-03-20T09:00+01:00").commit()

    decision = builder.decide(AT)

    assert {(f.rule, f.level.value) for f in decision.findings} == {
        ("exemption.expired", "error"),
        ("words.banned", "error"),
    }
    assert list(decision.held) == ["content/ecouter/a.md"]
