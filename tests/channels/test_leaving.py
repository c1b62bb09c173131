"""An edition leaves with the bytes that were approved, or not at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from channels.build import LookedOver, look_over, look_over_the_plan
from editorial.edition import State
from editorial.finding import Level, is_error
from tests.builder import BLOG
from tests.command import ligne
from tests.newsroom import Newsroom

EDITION = "lettre/2026-03-06"
SLOT = datetime(2026, 3, 6, 7, tzinfo=UTC)
AT = SLOT + timedelta(hours=1)


@pytest.fixture
def room(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A site whose letters the chef approves, and nothing else."""
    keys = tmp_path_factory.getbasetemp() / "keys"
    room = Newsroom(tmp_path, keys, required=[], channels={"newsletter": ["chef"]})
    room.data("channels/blog.yaml", {**BLOG, "cards": False})
    room.piece("a")
    return room


def letters(seen: LookedOver) -> list[str]:
    return [edition.id for edition in seen.brief.plan.editions if edition.channel == "newsletter"]


def errors(seen: LookedOver) -> list[str]:
    return [finding.rule for finding in seen.findings if is_error(finding)]


def approve(room: Newsroom, at: datetime = AT, *more: str) -> Any:
    ran = ligne(
        "approve", EDITION, "--as", "camille", "--at", at.isoformat(), "--format", "json", *more, site=room.root
    )
    assert ran.code == 0, ran.said
    return json.loads(ran.out)["approvals"][0]


def test_letter_that_nobody_approved_does_not_leave(room: Newsroom) -> None:
    seen = look_over(room.site(), AT)
    item = next(item for item in seen.decision.plan.agenda if item.edition == EDITION)
    assert (letters(seen), errors(seen), item.state) == ([], ["approval.missing"], State.UNAPPROVED)
    (missing,) = [finding for finding in seen.findings if is_error(finding)]
    assert "ligne approve lettre/2026-03-06 --role chef" in missing.fix.en


def test_the_plan_decided_without_the_letters_own_checks_withholds_them_too(room: Newsroom) -> None:
    whole, quick = look_over(room.site(), AT), look_over_the_plan(room.site(), AT)
    assert (letters(quick), errors(quick), quick.is_whole) == ([], ["approval.missing"], False)
    assert quick.decision.plan == whole.decision.plan


def test_explain_says_before_the_slot_that_an_approved_letter_has_changed_since(room: Newsroom) -> None:
    before = (SLOT - timedelta(days=2)).isoformat()
    approve(room, SLOT - timedelta(days=3))
    assert "scheduled" in ligne("explain", EDITION, "--at", before, "--format", "json", site=room.root).out
    room.piece("a", title="Un tout autre titre")

    ran = ligne("explain", EDITION, "--at", before, site=room.root)

    assert "ce que « camille » a approuvé a changé, il manque : Chef" in ran.out
    as_json = json.loads(ligne("explain", EDITION, "--at", before, "--format", "json", site=room.root).out)
    assert [item["state"] for item in as_json["items"]] == ["unapproved"]


def test_approved_letter_leaves(room: Newsroom) -> None:
    given = approve(room)
    seen = look_over(room.site(), AT)
    assert (letters(seen), errors(seen)) == ([EDITION], [])
    assert given["path"].startswith("editorial/approvals/lettre_2026-03-06/")
    assert (given["channel"], given["hash"][:5]) == ("newsletter", "out1:")


def test_letter_approved_before_its_slot_leaves_at_its_slot(room: Newsroom) -> None:
    approve(room, SLOT - timedelta(hours=2))
    assert errors(look_over(room.site(), SLOT)) == []


@pytest.mark.parametrize("what", ["a piece", "the templates", "the sender"])
def test_letter_of_other_bytes_stays(room: Newsroom, what: str) -> None:
    approve(room)
    if what == "a piece":
        room.piece("a", title="Un autre titre")
    elif what == "the templates":
        shipped = Path(__file__).parents[2] / "theme/newsletter/strings.yaml"
        room.file("theme/newsletter/strings.yaml", shipped.read_text("utf-8").replace("é", "e"))
    else:
        newsletter = (room.root / "channels/newsletter.yaml").read_text("utf-8")
        room.file("channels/newsletter.yaml", newsletter.replace("name: Le Banc", "name: Un autre"))
    seen = look_over(room.site(), AT)
    assert (letters(seen), errors(seen)) == ([], ["approval.void"])


def test_same_letter_has_the_same_bytes_elsewhere(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Newsroom(tmp_path_factory.mktemp("autre"), room.keys, required=[], channels={"newsletter": ["chef"]})
    other.data("channels/blog.yaml", {**BLOG, "cards": False}).piece("a")
    assert approve(room)["hash"] == approve(other)["hash"]


def test_author_of_the_frame_does_not_approve_the_letter(room: Newsroom) -> None:
    room.piece("cadre", kind="edition", author="camille", date=None, pillar=None, folder="editions")
    room.calendar(entries=[{"slot": EDITION, "piece": "cadre"}])
    ran = ligne("approve", EDITION, "--as", "camille", "--at", AT.isoformat(), site=room.root)
    assert (ran.code, "l’approbation de l’auteur ne compte pas" in ran.said) == (2, True)


def test_letter_that_left_stays_whatever_changes_later(room: Newsroom) -> None:
    approve(room)
    room.piece("a", title="Un autre titre")
    seen = look_over(room.site(), AT + timedelta(days=100))
    assert EDITION in letters(seen)


def test_letter_that_nobody_ever_approved_does_not_appear_later(room: Newsroom) -> None:
    seen = look_over(room.site(), AT + timedelta(days=100))
    (finding,) = (finding for finding in seen.findings if finding.rule == "approval.missing")
    assert (EDITION in letters(seen), finding.level) == (False, Level.WARNING)


def test_letters_from_before_the_first_approval_stay(room: Newsroom) -> None:
    room.piece("b", date="2026-03-11T09:00+01:00")
    ran = ligne("approve", "lettre/2026-03-13", "--as", "camille", "--at", "2026-03-12T09:00+01:00", site=room.root)
    assert ran.code == 0, ran.said
    assert letters(look_over(room.site(), AT + timedelta(days=100))) == [EDITION, "lettre/2026-03-13"]


def test_letters_from_before_the_charter_stay(room: Newsroom) -> None:
    room.write_charter(effective="2026-03-08")
    assert letters(look_over(room.site(), AT + timedelta(days=100))) == [EDITION]


def test_letter_to_come_waits_for_approval_in_the_plan(room: Newsroom) -> None:
    room.piece("b", date="2026-03-11T09:00+01:00")
    ran = ligne("plan", "--at", AT.isoformat(), "--channel", "newsletter", "--format", "json", site=room.root)
    items = {item["edition"]: item for item in json.loads(ran.out)["items"]}
    assert (items["lettre/2026-03-13"]["state"], items["lettre/2026-03-13"]["note"]) == (
        "unapproved",
        "en attente d’approbation",
    )


def test_post_is_approved_on_its_own_channel(room: Newsroom) -> None:
    at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    room.approval = {"channels": {"mastodon": ["chef"]}, "repository": "banc.example"}
    room.people["redaction"].append("chef")
    room.write_charter()
    assert errors(look_over(room.site(), at)) == ["approval.missing"]
    words = ["approve", "a", "--channel", "mastodon", "--at", at.isoformat()]
    assert ligne(*words, "--as", "redaction", site=room.root).code == 2
    assert ligne(*words, "--as", "camille", site=room.root).code == 0
    assert errors(look_over(room.site(), at)) == []
