"""What there is to say of a piece's approvals: what they rest on, who must look again, what changed since."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from editorial.signature import PIN
from editorial.vouching import Proof, Vouching, proof_on, vouching_for
from tests.newsroom import Newsroom


@pytest.fixture
def room(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    (tmp_path / "site").mkdir()
    room = Newsroom(tmp_path / "site", tmp_path_factory.getbasetemp() / "keys")
    room.piece("a")
    return room


def vouching(room: Newsroom) -> Vouching:
    decision = room.decide()
    piece = decision.site.piece("a")
    assert piece
    found = vouching_for(decision, piece)
    assert found
    return found


def test_proof_says_what_an_approval_rests_on(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.approval["records"] = "none"
    room.write_charter()
    proofs = [(vouching(room).proof, proof_on(room.site()))]
    room.approval["records"] = "required"
    room.write_charter(keyed=["camille"])
    room.approve("a", "camille")
    proofs.append((vouching(room).proof, proof_on(room.site())))
    shutil.rmtree(room.root / "editorial/approvals")
    room.approval["signed"] = True
    room.write_charter()
    room.approve("a", "camille", is_signed=True)
    proofs.append((vouching(room).proof, proof_on(room.site())))
    room.seal("camille")
    monkeypatch.setenv(PIN, room.fingerprint("camille"))
    proofs.append((vouching(room).proof, proof_on(room.site())))
    assert proofs == [(proof, proof) for proof in (Proof.STATUS, Proof.UNSIGNED, Proof.SIGNED, Proof.VERIFIED)]


def test_nothing_is_said_where_nobody_is_asked(room: Newsroom) -> None:
    room.approval = {}
    room.write_charter()
    decision = room.decide()
    piece = decision.site.piece("a")
    assert piece
    assert (vouching_for(decision, piece), proof_on(decision.site)) == (None, None)


def test_author_is_not_asked_to_read_again(room: Newsroom) -> None:
    room.people["eve"] = ["chef"]
    room.write_charter()
    room.piece("a", author="camille")
    assert vouching(room).readers == ("eve",)


def test_difference_since_the_approval_is_shown_a_sentence_a_line(room: Newsroom) -> None:
    room.piece("a", "Un. Deux mots. Trois.\n")
    room.approve("a", "camille")
    room.commit().piece("a", "Un. Quatre mots. Trois.\n", title="Le titre de b").commit("modifié")
    found = vouching(room)
    assert (found.since and found.since.by, found.readers) == ("camille", ("camille",))
    assert found.changes == (
        "- title: Le titre de a",
        "+ title: Le titre de b",
        "- body: Deux mots.",
        "+ body: Quatre mots.",
    )


def test_picture_replaced_since_the_approval_is_shown(room: Newsroom) -> None:
    room.file("content/ecouter/p.jpg", b"un").piece("a", image={"src": "p.jpg", "alt": "Une image"})
    room.approve("a", "camille")
    room.commit().file("content/ecouter/p.jpg", b"deux")
    changes = vouching(room).changes
    assert changes
    assert [line[:9] for line in changes] == ["- image: ", "+ image: "]


def test_without_what_was_approved_in_history_nothing_is_invented(room: Newsroom) -> None:
    room.approve("a", "camille")
    room.piece("a", title="Autre").commit()
    found = vouching(room)
    assert (found.since and found.since.by, found.changes) == ("camille", None)
