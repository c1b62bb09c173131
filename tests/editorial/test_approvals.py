"""An approval counts for the words it was given for, from somebody who may give it, and for nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from editorial.record import Record, read_record
from editorial.site import read_site
from tests.newsroom import REPOSITORY, Newsroom, verdict_of


@pytest.fixture
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp() / "keys"


@pytest.fixture
def room(tmp_path: Path, keys: Path) -> Newsroom:
    room = Newsroom(tmp_path, keys, signed=True)
    room.write_charter(keyed=["camille", "dana"])
    room.piece("a").piece("b", title="Un autre")
    return room


def record_of(room: Newsroom, path: str) -> Record:
    return read_record((room.root / path).read_text("utf-8"), path)


def refusals(room: Newsroom, piece: str = "a") -> list[str]:
    return [refused.rule for refused in verdict_of(room.site(), piece).refused]


def is_approved(room: Newsroom, piece: str = "a") -> bool:
    return bool(verdict_of(room.site(), piece).is_approved)


def test_text_is_approved_by_who_may(room: Newsroom) -> None:
    assert not is_approved(room)
    path = room.approve("a", "camille", is_signed=True)
    assert (is_approved(room), is_approved(room, "b")) == (True, False)
    record = record_of(room, path)
    assert path == f"editorial/approvals/a/{record.hash.partition(':')[2]}.yaml"
    assert (record.id, record.role, record.by, record.charter) == ("a", "chef", "camille", "1.0.0")
    assert (record.at, record.repository) == ("2026-03-10T12:00:00Z", REPOSITORY)


def test_saving_without_a_change_keeps_the_approval(room: Newsroom) -> None:
    room.approve("a", "camille", is_signed=True)
    file = room.root / "content/ecouter/a.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n").replace(b" phrase ", b" phrase\r\n") + b"\r\n\r\n")
    assert is_approved(room)


def test_record_replayed_after_an_edit_counts_no_more(room: Newsroom) -> None:
    room.approve("a", "camille", is_signed=True)
    room.piece("a", title="Un titre de plus")
    verdict = verdict_of(room.site(), "a")
    assert (verdict.is_approved, [record.by for record in verdict.before]) == (False, ["camille"])


def test_forged_record_of_other_words_does_not_pass_for_the_last_approval(room: Newsroom) -> None:
    room.approve("a", "camille", is_signed=True)
    forged = Record("a", "say1:00", "chef", "camille", "1.0.0", "2026-03-12T12:00:00Z", REPOSITORY)
    room.forge(forged, "etranger")
    room.piece("a", title="Un titre de plus")
    assert [record.at for record in verdict_of(room.site(), "a").before] == ["2026-03-10T12:00:00Z"]


def test_record_copied_from_another_piece_does_not_count(room: Newsroom) -> None:
    path = room.approve("b", "camille", is_signed=True)
    shutil.copytree((room.root / path).parent, room.root / "editorial/approvals/a")
    assert (is_approved(room), refusals(room)) == (False, [])
    room.forge(record_of(room, path), id="a", hash=verdict_of(room.site(), "a").hash)
    assert (is_approved(room), refusals(room)) == (False, ["approval.edited"])


def test_record_in_the_folder_of_another_piece_does_not_count(room: Newsroom) -> None:
    path = room.approve("a", "camille", is_signed=True)
    (room.root / "editorial/approvals/a").rename(room.root / "editorial/approvals/b")
    assert path.startswith("editorial/approvals/a/")
    assert (is_approved(room), refusals(room)) == (False, ["approval.copied"])


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "direction", "by": "dana"},
        {"charter": "2.0.0"},
        {"at": "2026-03-11T00:00:00Z"},
        {"by": "dana"},
        {"repository": "autre.example"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_record_that_was_edited_does_not_count(room: Newsroom, changes: dict[str, str]) -> None:
    path = room.approve("a", "camille", is_signed=True)
    record = record_of(room, path)
    (room.root / path).unlink()
    room.forge(record, **changes)
    assert (is_approved(room), refusals(room)) == (False, ["approval.edited"])


FORGED = [
    pytest.param({"by": "camille"}, "etranger", "approval.stranger", id="a stranger in somebody's name"),
    pytest.param({"by": "etranger"}, "etranger", "approval.stranger", id="a stranger"),
    pytest.param({"by": "camille"}, "", "approval.unverified", id="nobody"),
    pytest.param({"by": "dana"}, "dana", "approval.role", id="somebody without the role"),
    pytest.param({"by": "camille", "repository": "x"}, "camille", "approval.repository", id="another repository"),
]


@pytest.mark.parametrize(("changes", "signer", "rule"), FORGED)
def test_record_of_who_may_not_does_not_count(room: Newsroom, changes: dict[str, str], signer: str, rule: str) -> None:
    hash_ = verdict_of(room.site(), "a").hash
    plain = Record("a", hash_, "chef", "camille", "1.0.0", "2026-03-10T12:00:00Z", REPOSITORY)
    room.forge(plain, signer, **changes)
    assert (is_approved(room), refusals(room)) == (False, [rule])


def test_author_never_counts(room: Newsroom) -> None:
    room.piece("a", author=["camille", "redaction"])
    hash_ = verdict_of(room.site(), "a").hash
    room.forge(Record("a", hash_, "chef", "camille", "1.0.0", "2026-03-10T12:00:00Z", REPOSITORY), "camille")
    assert (is_approved(room), refusals(room)) == (False, ["approval.author"])


def test_revoked_key_counts_no_more(room: Newsroom) -> None:
    room.approve("a", "camille", is_signed=True)
    room.approval["revoked"] = [room.fingerprint("camille")]
    room.write_charter()
    assert (is_approved(room), refusals(room)) == (False, ["approval.stranger"])
    (refused,) = verdict_of(room.site(), "a").refused
    assert refused.why.en == f"the key {room.fingerprint('camille')} of “camille” is revoked"


def test_pillar_tag_and_one_of_ask_for_more(room: Newsroom) -> None:
    room.approval |= {"tags": {"sponsored": [["direction", "gerance"]]}, "pillars": {"publier": ["direction"]}}
    room.people["gil"] = ["gerance"]
    room.write_charter(keyed=["gil"])
    room.piece("a", tags=["sponsored"]).piece("b", pillar="publier")
    first = room.approve("a", "camille", is_signed=True)
    assert verdict_of(room.site(), "a").missing == (("direction", "gerance"),)
    second = room.approve("a", "gil", is_signed=True)
    assert is_approved(room)
    room.approve("b", "dana", is_signed=True)
    assert verdict_of(room.site(), "b").missing == (("chef",),)
    digest = verdict_of(room.site(), "a").hash.partition(":")[2]
    assert [Path(path).name for path in (first, second)] == [f"{digest}.yaml", f"{digest}.gerance.yaml"]


def test_two_approvers_in_one_role_have_a_file_each(room: Newsroom) -> None:
    room.people["eve"] = ["chef"]
    room.write_charter(keyed=["eve"])
    paths = [room.approve("a", name, is_signed=True) for name in ("camille", "eve")]
    assert len(set(paths)) == 2
    assert {record.by for record in verdict_of(room.site(), "a").counted} == {"camille", "eve"}


def test_approvals_given_on_two_branches_merge(room: Newsroom) -> None:
    room.approval["tags"] = {"sponsored": ["direction"]}
    room.write_charter()
    room.piece("a", tags=["sponsored"]).commit()
    room._git("checkout", "-q", "-b", "dana")
    room.approve("a", "dana", is_signed=True)
    room.commit("direction")
    room._git("checkout", "-q", "main")
    room.approve("a", "camille", is_signed=True)
    room.commit("chef")
    room._git("merge", "-q", "dana", "-m", "réunis")
    assert is_approved(room)


def test_unsigned_site_takes_a_name_for_it(tmp_path: Path, keys: Path) -> None:
    room = Newsroom(tmp_path, keys)
    room.piece("a").approve("a", "camille")
    assert is_approved(room)
    assert not room.site().approvals.is_verified


def test_valid_approval_names_the_charter_it_was_given_under(room: Newsroom) -> None:
    room.approve("a", "camille", is_signed=True)
    room.approve("b", "camille", is_signed=True)
    room.write_charter(version="2.0.0")
    room.piece("b", title="Modifié").piece("c")
    site = room.site()
    assert site.approvals
    assert site.approvals.charters_of(site.pieces, site.locate_todays) == {"a": "1.0.0"}


def test_history_is_not_needed(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> None:
    room.approve("a", "camille", is_signed=True)
    room.commit("un").piece("b", title="Encore").commit("deux")
    clone = tmp_path_factory.mktemp("clone") / "site"
    room._git("clone", "-q", "--depth=1", room.root.as_uri(), str(clone))
    plain = tmp_path_factory.mktemp("plain") / "site"
    shutil.copytree(clone, plain, ignore=shutil.ignore_patterns(".git"))
    room._git("checkout", "-q", "--orphan", "rewritten")
    room.commit("tout en un")
    for root in (clone, plain, room.root):
        assert verdict_of(read_site(root.resolve()), "a").is_approved
