"""Only a masthead that follows from the pinned root counts; one more role in the tree changes nothing by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from editorial.errors import EditorialError
from editorial.record import Record
from editorial.signature import PIN
from editorial.trust import Link, read_links, read_trust
from tests.builder import AT
from tests.newsroom import REPOSITORY, Newsroom, verdict_of

LATER = datetime(2026, 3, 11, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A site whose masthead camille signed, and whose root is her key."""
    room = Newsroom(tmp_path, tmp_path_factory.getbasetemp() / "keys", signed=True)
    room.write_charter(keyed=["camille", "dana"])
    room.piece("a")
    room.seal("camille")
    monkeypatch.setenv(PIN, room.fingerprint("camille"))
    return room


def trust_findings(room: Newsroom) -> list[str]:
    approvals = room.site().approvals
    assert approvals
    return [finding.rule for finding in approvals.findings]


def judged(room: Newsroom) -> tuple[bool, list[str]]:
    verdict = verdict_of(room.site(), "a")
    return verdict.is_approved, [refused.rule for refused in verdict.refused]


def test_signed_masthead_counts_and_approvals_are_verified(room: Newsroom) -> None:
    room.approve("a", "camille", is_signed=True)
    site = room.site()
    assert site.approvals
    assert (site.approvals.is_verified, trust_findings(room), judged(room)) == (True, [], (True, []))


PINS = {
    "the key": lambda room: room.public("camille"),
    "its file": lambda room: str(room.key("camille").with_suffix(".pub")),
    "the masthead": lambda room: read_links(room.root)[0][0].hash,
}


@pytest.mark.parametrize("pin", PINS.values(), ids=PINS.keys())
def test_root_is_named_in_several_ways(room: Newsroom, monkeypatch: pytest.MonkeyPatch, pin) -> None:
    monkeypatch.setenv(PIN, pin(room))
    room.approve("a", "camille", is_signed=True)
    assert judged(room) == (True, [])


def test_root_that_is_none_is_an_error(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PIN, "camille")
    with pytest.raises(EditorialError, match="neither a fingerprint"):
        room.site()


@pytest.mark.parametrize("change", ["another root", "no masthead", "masthead edited"])
def test_nothing_is_judged_where_nothing_follows_from_the_root(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    (link,) = read_links(room.root)[0]
    if change == "another root":
        monkeypatch.setenv(PIN, room.fingerprint("dana"))
    elif change == "no masthead":
        (room.root / link.path).unlink()
    else:
        text = (room.root / link.path).read_text("utf-8")
        room.file(link.path, text.replace('["direction"]', '["chef"]'))
    with pytest.raises(EditorialError, match="no signed masthead descends from it"):
        room.site()


def test_role_granted_without_a_signature_does_not_count(room: Newsroom) -> None:
    room.people["dana"] = ["direction", "chef"]
    room.write_charter()
    hash_ = verdict_of(room.site(), "a").hash
    room.forge(Record("a", hash_, "chef", "dana", "1.0.0", "2026-03-12T00:00:00Z", REPOSITORY), "dana")
    assert (trust_findings(room), judged(room)) == (["trust.masthead"], (False, ["approval.role"]))


def test_somebody_whom_no_signed_masthead_has_is_said_to_be_missing_from_that_one(room: Newsroom) -> None:
    room.people["eve"] = ["chef"]
    room.write_charter(keyed=["eve"])
    hash_ = verdict_of(room.site(), "a").hash
    room.forge(Record("a", hash_, "chef", "eve", "1.0.0", "2026-03-12T00:00:00Z", REPOSITORY), "eve")
    (refused,) = verdict_of(room.site(), "a").refused
    assert (refused.rule, refused.why.en) == ("approval.stranger", "the signed masthead of that day has no “eve”")


def test_role_granted_by_oneself_does_not_count(room: Newsroom) -> None:
    room.people["dana"] = ["direction", "chef"]
    room.write_charter()
    with pytest.raises(EditorialError, match="may not change the masthead"):
        room.seal("dana", LATER)
    first = read_links(room.root)[0][0]
    _sign_anyway(room, first, "dana")
    hash_ = verdict_of(room.site(), "a").hash
    room.forge(Record("a", hash_, "chef", "dana", "1.0.0", "2026-03-12T00:00:00Z", REPOSITORY), "dana")
    assert (trust_findings(room), judged(room)) == (["trust.masthead"], (False, ["approval.role"]))


def test_role_granted_by_a_holder_counts_from_then_on(room: Newsroom) -> None:
    room.people["dana"] = ["direction", "chef"]
    room.write_charter()
    room.seal("camille", LATER)
    hash_ = verdict_of(room.site(), "a").hash
    room.forge(Record("a", hash_, "chef", "dana", "1.0.0", "2026-03-10T12:00:00Z", REPOSITORY), "dana")
    assert (trust_findings(room), judged(room)) == ([], (False, ["approval.role"]))
    (room.root / "editorial/approvals/a/forged-dana.yaml").unlink()
    room.forge(Record("a", hash_, "chef", "dana", "1.0.0", "2026-03-12T12:00:00Z", REPOSITORY), "dana")
    assert judged(room) == (True, [])


def test_approval_stands_after_its_giver_has_left(room: Newsroom) -> None:
    room.approve("a", "camille", is_signed=True)
    room.people["dana"] = ["direction", "chef"]
    room.people["camille"] = ["auteur"]
    room.write_charter()
    room.seal("camille", LATER)
    assert (trust_findings(room), judged(room)) == ([], (True, []))


def test_weaker_rules_without_a_signature_do_not_count(room: Newsroom) -> None:
    room.approval |= {"records": "none", "required": [], "signed": False}
    room.write_charter()
    assert (trust_findings(room), judged(room)) == (["trust.masthead"], (False, []))


def test_unsigned_approval_does_not_count_under_a_root(room: Newsroom) -> None:
    hash_ = verdict_of(room.site(), "a").hash
    room.forge(Record("a", hash_, "chef", "camille", "1.0.0", "2026-03-12T00:00:00Z", REPOSITORY))
    assert judged(room) == (False, ["approval.unverified"])


def test_a_change_without_a_signature_names_who_changed_and_nobody_else(room: Newsroom) -> None:
    room.people["camille"] = ["direction", "chef"]
    room.write_charter()
    room.seal("camille", LATER)
    room.people["camille"] = ["chef", "direction"]
    assert trust_findings(room) == []
    room.people["dana"] = ["chef"]
    room.write_charter()
    assert room.site().approvals.findings[0].message.en == (
        "the masthead changed without a signature (dana): the last signed one counts, this one does not"
    )


def test_masthead_put_back_as_it_was_does_not_count(room: Newsroom) -> None:
    room.people["eve"] = ["chef"]
    room.write_charter(keyed=["eve"])
    room.seal("camille", LATER)
    del room.people["eve"]
    room.write_charter()
    assert trust_findings(room) == ["trust.masthead"]


def test_of_two_mastheads_that_follow_one_neither_counts(room: Newsroom) -> None:
    first = read_links(room.root)[0][0]
    room.people["eve"] = ["chef"]
    room.write_charter(keyed=["eve"])
    room.seal("camille", LATER)
    room.people["eve"] = ["direction"]
    room.write_charter()
    _sign_anyway(room, first, "camille")
    charter = room.site().charter
    assert len(read_trust(room.root, charter).line) == 1
    assert sorted(trust_findings(room)) == ["trust.fork", "trust.fork", "trust.masthead"]
    with pytest.raises(EditorialError, match="keep the one the team meant, delete the others") as caught:
        room.seal("camille", LATER)
    assert all(link.path in str(caught.value) for link in read_links(room.root)[0] if link != first)


def test_of_two_mastheads_that_both_begin_neither_is_the_first(room: Newsroom) -> None:
    (first,) = read_links(room.root)[0]
    (room.root / first.path).unlink()
    room.people["eve"] = ["chef"]
    room.write_charter(keyed=["eve"])
    room.seal("camille", LATER)
    room.file(first.path, first.text())
    with pytest.raises(EditorialError, match="several signed mastheads claim the same place"):
        room.site()
    with pytest.raises(EditorialError, match="several signed mastheads claim the same place"):
        room.seal("camille", LATER)


def test_pinned_masthead_vouches_for_those_before_it(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.approve("a", "camille", is_signed=True)
    room.people["eve"] = ["chef"]
    room.write_charter(keyed=["eve"])
    room.seal("camille", LATER)
    first, last = sorted(read_links(room.root)[0], key=lambda link: link.number)
    monkeypatch.setenv(PIN, last.hash)
    assert (trust_findings(room), judged(room)) == ([], (True, []))
    (room.root / last.path).unlink()
    with pytest.raises(EditorialError, match="no signed masthead"):
        room.site()
    assert first.previous == ""


def test_signing_twice_changes_nothing(room: Newsroom) -> None:
    from editorial.endorsement import next_link
    from editorial.line import read_line

    link = next_link(room.root, read_line(room.root).charter, "", room.key("camille"), AT)
    assert (link.number, bool(link.path)) == (1, True)


def _sign_anyway(room: Newsroom, last: Link, name: str) -> None:
    """Sign the masthead of the charter as it stands to follow another, whoever asks."""
    from editorial.line import read_line
    from editorial.masthead import masthead_of
    from editorial.signature import signed

    link = Link(masthead_of(read_line(room.root).charter), last.number + 1, last.hash, name, "2026-03-11T00:00:00Z")
    signature = signed(link.statement(), room.key(name))
    text = Link(link.masthead, link.number, link.previous, link.by, link.at, signature).text()
    room.file(f"editorial/approvals/_masthead/{link.hash[-8:]}.yaml", text)
