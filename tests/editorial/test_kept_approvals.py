"""A live piece goes on showing its last approved version, words and pictures."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from editorial.desk import Decision
from editorial.edition import State
from editorial.errors import EditorialError
from editorial.finding import Level, is_error
from editorial.signature import PIN
from tests.builder import AT, WORDS, SiteBuilder
from tests.newsroom import Newsroom

LATER = "2026-03-05T09:00:00+01:00"


@pytest.fixture
def room(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    (tmp_path / "site").mkdir()
    room = Newsroom(tmp_path / "site", tmp_path_factory.getbasetemp() / "keys")
    room.piece("a", title="Approuvé")
    return room


def shown(decision: Decision) -> dict[str, str]:
    return {appearance.piece.id: appearance.piece.title for appearance in decision.plan.live}


def errors(decision: Decision) -> list[str]:
    return [finding.rule for finding in decision.findings if is_error(finding)]


def test_new_piece_waits_for_its_approval(room: Newsroom) -> None:
    decision = room.commit().decide()
    standing = decision.plan.standings["a"]
    assert (shown(decision), errors(decision)) == ({}, ["approval.missing"])
    assert (standing.state, standing.reason.en) == (State.UNAPPROVED, "an approval is missing: Chef")


def test_piece_with_another_error_is_held_for_it(room: Newsroom) -> None:
    room.piece("a", pillar="inconnu")
    assert room.decide().plan.standings["a"].state is State.HELD


@pytest.mark.parametrize("is_committed", [False, True], ids=["in the work tree", "committed"])
def test_edited_piece_is_shown_as_it_was_approved(room: Newsroom, is_committed: bool) -> None:
    room.approve("a", "camille")
    room.commit().piece("a", title="Modifié")
    if is_committed:
        room.commit(at=LATER)
    decision = room.decide()
    assert (shown(decision), errors(decision)) == ({"a": "Approuvé"}, ["approval.void"])
    assert "live.kept" in [finding.rule for finding in decision.findings]


def test_edit_that_is_approved_is_shown(room: Newsroom) -> None:
    room.approve("a", "camille")
    room.commit().piece("a", title="Modifié")
    room.approve("a", "camille")
    decision = room.decide()
    assert (shown(decision), errors(decision)) == ({"a": "Modifié"}, [])


def test_an_approval_counts_at_a_past_instant_whenever_it_was_given(room: Newsroom) -> None:
    room.approve("a", "camille", at=AT)
    room.commit()
    before = AT - timedelta(days=2)

    decision = room.decide(before)

    assert (shown(decision), errors(decision)) == ({"a": "Approuvé"}, [])
    room.piece("a", title="Modifié")
    room.approve("a", "camille", at=AT + timedelta(days=1))
    assert shown(room.decide(before)) == {"a": "Modifié"}


def test_replaced_picture_is_shown_as_it_was_approved(room: Newsroom) -> None:
    room.file("content/ecouter/p.jpg", b"un").piece("a", f"{WORDS}\n\n![Une image](p.jpg)\n")
    room.approve("a", "camille")
    room.commit().file("content/ecouter/p.jpg", b"deux").commit(at=LATER)
    decision = room.decide()
    piece = decision.plan.live[0].piece
    file = decision.site.locate_image(piece, "p.jpg")
    assert file
    assert (file.read_bytes(), file.name, errors(decision)) == (b"un", "p.jpg", ["approval.void"])
    assert room.site().locate_image(piece, "p.jpg") == room.root.resolve() / "content/ecouter/p.jpg"


def test_what_went_live_by_its_status_stays_when_records_are_asked_for(room: Newsroom) -> None:
    room.approval["records"] = "none"
    room.write_charter().commit()
    room.approval["records"] = "required"
    room.write_charter(version="2.0.0")
    room.piece("b").commit(at=LATER)
    decision = room.decide()
    assert (shown(decision), errors(decision)) == ({"a": "Approuvé"}, ["approval.missing"])


def test_without_git_a_voided_piece_is_left_out(room: Newsroom) -> None:
    room.approve("a", "camille")
    room.piece("a", title="Modifié")
    assert shown(room.decide()) == {}


def test_shallow_clone_shows_what_is_approved(room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room.write_charter(keyed=["camille"])
    room.seal("camille")
    monkeypatch.setenv(PIN, room.fingerprint("camille"))
    room.approve("a", "camille", is_signed=True)
    room.commit().piece("b").commit(at=LATER)
    assert shown(clone_of(room, tmp_path).decide()) == {"a": "Approuvé"}


def test_shallow_clone_says_what_to_fetch_for_the_rest(room: Newsroom, tmp_path: Path) -> None:
    room.approve("a", "camille")
    room.commit().piece("a", title="Modifié").commit(at=LATER)
    clone = clone_of(room, tmp_path)
    with pytest.raises(EditorialError, match="unshallow"):
        clone.decide()


def test_shallow_clone_that_lacks_the_charter_of_an_approval_says_what_to_fetch(room: Newsroom, tmp_path: Path) -> None:
    room.approve("a", "camille")
    room.commit().write_charter(version="2.0.0", effective="2026-03-05").commit(at=LATER)
    with pytest.raises(EditorialError, match=r"charter 1\.0\.0 is needed to judge content/ecouter/a\.md.*unshallow"):
        clone_of(room, tmp_path).decide()


def test_charter_of_an_approval_that_git_does_not_have_is_said_to_be_lost(room: Newsroom) -> None:
    room.approve("a", "camille")
    room.write_charter(version="2.0.0")
    found = [f for f in room.decide().findings if f.rule == "version.unknown"]
    assert [(f.path, f.level, "1.0.0" in f.message.en) for f in found] == [
        ("content/ecouter/a.md", Level.WARNING, True)
    ]


def clone_of(room: Newsroom, folder: Path) -> SiteBuilder:
    """Give a clone of the last commit alone."""
    clone = SiteBuilder.__new__(SiteBuilder)
    clone.root = folder / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", room.root.as_uri(), str(clone.root)], check=True)
    return clone


def test_squashed_merge_keeps_the_approval(room: Newsroom) -> None:
    room.piece("autre")
    room.approve("autre", "camille")
    room.commit()
    room._git("checkout", "-q", "-b", "texte")
    room.piece("b").commit("écrit")
    room.approve("b", "camille")
    room.commit("approuvé")
    room._git("checkout", "-q", "main")
    room._git("merge", "-q", "--squash", "texte")
    room.commit("tout en un", at=LATER)
    assert "b" in shown(room.decide())


def test_history_of_the_charter_says_nothing_under_a_root(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.approval["records"] = "none"
    room.write_charter(keyed=["camille"]).commit()
    room.approval["records"] = "required"
    room.write_charter()
    room.seal("camille")
    room.commit(at=LATER)
    monkeypatch.setenv(PIN, room.fingerprint("camille"))
    assert shown(room.decide()) == {}


def test_piece_is_judged_by_the_charter_that_its_approval_names(room: Newsroom) -> None:
    room.approve("a", "camille")
    room.piece("b").commit()
    room.write_charter(version="2.0.0", effective="2026-02-01", changes=[{"version": "2.0.0"}, {"version": "1.0.0"}])
    room.commit(at="2026-02-01T09:00:00+01:00")
    judging = room.decide().judging
    found = {name: judging.version(f"content/ecouter/{name}.md") for name in "ab"}
    assert found == {"a": "1.0.0", "b": "2.0.0"}


def test_no_baseline_stands_in_for_an_approval(room: Newsroom) -> None:
    counts = {"content/ecouter/a.md": {"approval.missing": 5}}
    room.file("editorial/baseline.json", json.dumps({"format": 1, "counts": counts}))
    assert "approval.missing" in errors(room.decide())
