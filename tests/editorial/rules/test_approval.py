from __future__ import annotations

from pathlib import Path

import pytest

from editorial.finding import Finding, Level, is_error
from editorial.record import Record
from editorial.review import context_of
from editorial.rules import approval
from tests.builder import AT
from tests.newsroom import REPOSITORY, Newsroom, verdict_of


@pytest.fixture
def room(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    room = Newsroom(tmp_path, tmp_path_factory.getbasetemp() / "keys")
    room.piece("a")
    return room


def found(room: Newsroom) -> list[Finding]:
    site = room.site()
    context = context_of(site, AT)
    return [f for piece in site.pieces for f in approval.check(piece, context)]


def said(room: Newsroom) -> list[str]:
    return [f"{f.level} {f.rule} {f.path} {f.message.en}" for f in found(room)]


def test_missing_approval_is_an_error_with_the_command_to_run(room: Newsroom) -> None:
    (finding,) = found(room)
    assert (finding.rule, finding.level, finding.path, finding.clause) == (
        "approval.missing",
        Level.ERROR,
        "content/ecouter/a.md",
        "approval",
    )
    assert finding.message.fr == "il manque l’approbation : Chef"
    assert finding.fix is not None
    assert finding.fix.en == "read it again, then: ligne approve content/ecouter/a.md --role chef"


def test_approved_text_has_nothing_to_be_said_of(room: Newsroom) -> None:
    room.approve("a", "camille")
    assert found(room) == []


def test_edit_voids_an_approval_and_says_whose(room: Newsroom) -> None:
    room.approve("a", "camille")
    room.piece("a", title="Autre chose")
    assert said(room) == [
        "error approval.void content/ecouter/a.md approved by “camille” on 2026-03-10, changed since: "
        "an approval is missing: Chef"
    ]


@pytest.mark.parametrize("status", ["pitch", "draft", "review", "unpublished"])
def test_text_that_does_not_ask_to_appear_needs_none(room: Newsroom, status: str) -> None:
    room.piece("a", status=status)
    assert found(room) == []


def test_status_is_enough_where_the_charter_says_so(room: Newsroom) -> None:
    room.approval["records"] = "none"
    room.write_charter()
    assert found(room) == []


def test_pages_and_frames_are_asked_for_too(room: Newsroom) -> None:
    room.piece("a", kind="page").piece("b", kind="edition", folder="editions")
    assert [f.rule for f in found(room)] == ["approval.missing", "approval.missing"]


def test_no_exemption_lifts_it(room: Newsroom) -> None:
    room.piece("a", exemptions=[{"rule": "approval", "why": "pressé", "owner": "redaction"}])
    assert [f.rule for f in room.decide().findings if is_error(f)] == ["approval.missing"]


def test_record_that_does_not_count_is_said_at_its_file(room: Newsroom) -> None:
    hash_ = verdict_of(room.site(), "a").hash
    path = room.forge(Record("a", hash_, "chef", "inconnu", "1.0.0", "2026-03-10T12:00:00Z", REPOSITORY))
    assert said(room)[1:] == [
        f"warning approval.stranger {path} the approval of “inconnu” (chef) does not count: "
        "the masthead has no “inconnu”"
    ]


def test_signatures_that_nothing_vouches_for_are_said_once(room: Newsroom) -> None:
    assert list(approval.check_site(context_of(room.site(), AT))) == []
    room.approval["signed"] = True
    room.write_charter()
    (finding,) = approval.check_site(context_of(room.site(), AT))
    assert (finding.rule, finding.level, finding.path) == (
        "approval.unverified",
        Level.SUGGESTION,
        "editorial/charter.yaml",
    )
