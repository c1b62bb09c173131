"""The desk holds what is wrong and keeps what was right."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from editorial.desk import decide
from editorial.edition import Edition, State
from editorial.errors import EditorialError
from editorial.inquiry import found_piece, to_preview, whereabouts_of
from tests.builder import AT, CHARTER, WORDS, SiteBuilder

BANNED = {"vocabulary": {"banned": [{"term": "disruptif", "why": "usé", "instead": "nouveau"}]}}


def shown(decision: Any) -> dict[str, str]:
    return {a.piece.id: a.piece.title for a in decision.plan.live}


def rules(decision: Any) -> list[tuple[str, str]]:
    return [(f.rule, f.level.value) for f in decision.findings]


def test_a_new_piece_with_an_error_appears_nowhere(tmp_path: Path) -> None:
    decision = SiteBuilder(tmp_path).piece("bon").piece("faux", pillar="inconnu").commit().decide()

    assert shown(decision) == {"bon": "Le titre de bon"}
    assert list(decision.held) == ["content/ecouter/faux.md"]


@pytest.mark.parametrize("is_committed", [False, True], ids=["in-the-work-tree", "committed"])
@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"title": "Nouveau titre", "pillar": "inconnu"}, id="error"),
        pytest.param({"title": "Nouveau titre", "status": "review"}, id="approval-withdrawn"),
    ],
)
def test_a_live_piece_is_shown_as_it_last_was_right(tmp_path: Path, broken: dict[str, Any], is_committed: bool) -> None:
    builder = SiteBuilder(tmp_path).piece("a", title="Titre juste").commit().piece("a", **broken)
    if is_committed:
        builder.commit(at="2026-03-05T09:00:00+01:00")

    decision = builder.decide()

    assert shown(decision) == {"a": "Titre juste"}
    assert ("live.kept", "warning") in rules(decision)


def test_a_live_piece_that_no_longer_reads_is_shown_as_it_last_was_right(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", title="Titre juste").commit()
    builder.file("content/ecouter/a.md", b"---\ntitle: Un titre : deux points\n---\nx")

    decision = builder.decide()

    assert shown(decision) == {"a": "Titre juste"}


def test_a_piece_broken_before_its_slot_is_not_live(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-05T09:00+01:00").commit(at="2026-02-01T09:00:00+01:00")
    builder.piece("a", date="2026-03-05T09:00+01:00", pillar="inconnu").commit(at="2026-03-04T09:00:00+01:00")

    assert shown(builder.decide()) == {}


LEANING = {"link": f"{WORDS} Un [lien](cible.md).", "picture": f"{WORDS}\n\n![Une vue](vue.jpg)"}


@pytest.mark.parametrize("body", LEANING.values(), ids=LEANING)
def test_a_piece_that_leans_on_what_never_was_there_is_not_live(tmp_path: Path, body: str) -> None:
    builder = SiteBuilder(tmp_path).piece("a", body, date="2026-03-05T09:00+01:00").commit()
    builder.piece("bon").commit(at="2026-03-07T09:00:00+01:00")

    decision = builder.decide()

    assert (shown(decision), list(decision.held)) == ({"bon": "Le titre de bon"}, ["content/ecouter/a.md"])


@pytest.mark.parametrize("body", LEANING.values(), ids=LEANING)
def test_a_live_piece_stays_when_what_it_leans_on_goes(tmp_path: Path, body: str) -> None:
    builder = SiteBuilder(tmp_path).piece("a", body).piece("cible").file("content/ecouter/vue.jpg", b"x").commit()
    for name in ("cible.md", "vue.jpg"):
        (tmp_path / "content/ecouter" / name).unlink()
    builder.commit(at="2026-03-07T09:00:00+01:00")

    decision = builder.decide()

    assert "a" in shown(decision)
    assert not decision.held


@pytest.mark.parametrize("body", LEANING.values(), ids=LEANING)
def test_a_live_piece_edited_to_lean_on_nothing_is_shown_as_it_last_was_right(tmp_path: Path, body: str) -> None:
    builder = SiteBuilder(tmp_path).piece("a", title="Titre juste").commit()
    builder.piece("a", body, title="Nouveau titre").commit(at="2026-03-05T09:00:00+01:00")

    assert shown(builder.decide()) == {"a": "Titre juste"}


def test_without_git_a_live_piece_with_an_error_is_left_out(tmp_path: Path) -> None:
    decision = SiteBuilder(tmp_path).piece("a", pillar="inconnu").decide()

    assert shown(decision) == {}


@pytest.mark.parametrize("front", [{"status": "unpublished"}, {"expires": "2026-03-02", "pillar": "inconnu"}])
def test_unpublished_and_expired_pieces_do_come_down(tmp_path: Path, front: dict[str, Any]) -> None:
    builder = SiteBuilder(tmp_path).piece("a").commit().piece("a", **front)

    assert shown(builder.decide()) == {}


def test_a_new_charter_warns_about_a_live_piece_and_does_not_change_it(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", "Un texte disruptif. " * 20).commit()
    builder.charter(version="2.0.0", **BANNED).commit(at="2026-03-05T09:00:00+01:00")

    decision = builder.decide()

    assert shown(decision) == {"a": "Le titre de a"}
    assert {level for rule, level in rules(decision) if rule.startswith("words")} == {"warning"}


def test_a_new_piece_against_the_new_charter_is_held(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).commit().charter(version="2.0.0", **BANNED)
    builder.piece("a", "Un texte disruptif. " * 20).commit(at="2026-02-20T09:00:00+01:00")

    assert shown(builder.decide()) == {}


def test_a_shallow_clone_says_what_to_fetch(tmp_path: Path) -> None:
    (tmp_path / "origin").mkdir()
    builder = SiteBuilder(tmp_path / "origin").piece("a").commit().piece("a", pillar="inconnu")
    builder.commit(at="2026-03-05T09:00:00+01:00")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{tmp_path}/origin", str(clone)], check=True)
    from editorial.desk import decide
    from editorial.site import read_site

    with pytest.raises(EditorialError, match="unshallow"):
        decide(read_site(clone), datetime(2026, 3, 10, 12, tzinfo=UTC))


def test_of_two_pieces_with_one_slug_the_one_planned_first_stays(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a").piece("b", id="b", slug="a", date="2026-02-01T09:00+01:00")

    assert shown(builder.decide()) == {"b": "Le titre de b"}


def test_explain_says_where_and_when_on_every_channel(tmp_path: Path) -> None:
    decision = SiteBuilder(tmp_path).piece("a").decide()
    piece = found_piece(decision, "a")
    assert piece is not None

    rows = [(one.channel, one.edition, one.standing.state) for one in whereabouts_of(decision, piece)]

    assert rows[:4] == [
        ("blog", "a", State.LIVE),
        ("newsletter", "lettre/2026-03-06", State.LIVE),
        ("mastodon", "a", State.LIVE),
        ("bluesky", "", State.UNPLANNED),
    ]


def test_explain_says_to_which_campaign_each_of_a_pieces_slots_belongs(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None)
    builder.calendar(
        campaigns=[
            {"id": "foire", "from": "2026-03-10", "to": "2026-03-12", "channels": ["blog", "linkedin"]},
            {"id": "rappel", "from": "2026-03-20", "to": "2026-03-31"},
        ],
        offsets={"mastodon": 30, "linkedin": 60},
        entries=[
            {"slot": "articles/2026-03-10", "piece": "a", "campaign": "foire"},
            {"at": "2026-03-25T09:00", "channel": "linkedin", "piece": "a", "campaign": "rappel"},
        ],
    )
    builder.charter(channels={"blog": {}, "mastodon": {}, "linkedin": {}})
    decision = builder.decide()
    piece = found_piece(decision, "a")
    assert piece is not None

    found = [(one.channel, one.edition, one.campaign) for one in whereabouts_of(decision, piece) if one.edition]

    assert found == [
        ("blog", "a", "foire"),
        ("mastodon", "a", ""),
        ("linkedin", "a", "foire"),
        ("linkedin", "a--2026-03-25", "rappel"),
    ]


def test_a_preview_shows_a_draft_as_if_it_were_approved(tmp_path: Path) -> None:
    decision = SiteBuilder(tmp_path).piece("a", status="draft", embargo="2027-01-01").decide()

    target = to_preview(decision, "content/ecouter/a.md").target

    assert (target.status, target.embargo) == ("approved", None)  # type: ignore[union-attr]


def test_a_preview_of_an_edition_to_come_collects_what_will_be_live(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-12T09:00+01:00")
    builder.piece("cadre", kind="edition", date=None, pillar=None, folder="editions", status="draft")
    builder.calendar(entries=[{"slot": "lettre/2026-03-13", "piece": "cadre"}])

    target = to_preview(builder.decide(), "lettre/2026-03-13").target

    assert isinstance(target, Edition)
    assert ([p.id for p in target.pieces], target.frame and target.frame.id) == (["a"], "cadre")


@pytest.mark.parametrize("name", ["0-copie", "z-copie"])
@pytest.mark.parametrize("is_committed", [False, True], ids=["in-the-work-tree", "committed"])
def test_a_copy_of_a_live_piece_takes_nothing_from_it(tmp_path: Path, name: str, is_committed: bool) -> None:
    builder = SiteBuilder(tmp_path).piece("original", id="original").commit()
    builder.piece(name, id="original", slug="original", title="La copie")
    if is_committed:
        builder.commit(at="2026-03-05T09:00:00+01:00")

    decision = builder.decide()

    assert shown(decision) == {"original": "Le titre de original"}
    assert list(decision.held) == [f"content/ecouter/{name}.md"]


def test_a_copy_of_a_letters_frame_does_not_hold_the_letter(tmp_path: Path) -> None:
    frame: dict[str, Any] = {"kind": "edition", "id": "cadre", "date": None, "pillar": None}
    builder = SiteBuilder(tmp_path).piece("cadre", **frame)
    builder.calendar(entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}]).commit()
    builder.piece("0-copie", **frame)

    decision = builder.decide()

    assert [e.id for e in decision.plan.editions if e.channel == "newsletter"] == ["lettre/2026-03-06"]


def test_explain_does_not_give_a_copy_the_standing_of_the_original(tmp_path: Path) -> None:
    builder = (
        SiteBuilder(tmp_path).piece("original", id="original").commit().piece("copie", id="original", slug="copie")
    )
    decision = builder.decide()

    copy, original = (found_piece(decision, f"content/ecouter/{name}.md") for name in ("copie", "original"))

    assert copy is not None
    assert original is not None
    assert {one.standing.state for one in whereabouts_of(decision, copy)} == {State.HELD}
    assert whereabouts_of(decision, original)[0].standing.state is State.LIVE


def test_a_preview_of_a_one_off_letter_is_that_letter(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("annonce", kind="edition", date=None, pillar=None, status="draft")
    builder.calendar(entries=[{"at": "2026-04-05T12:00", "channel": "newsletter", "piece": "annonce"}])

    target = to_preview(builder.decide(), "annonce").target

    assert isinstance(target, Edition)
    assert (target.id, target.frame and target.frame.id) == ("annonce", "annonce")


def test_a_preview_of_an_edition_of_one_piece_is_found_by_its_name(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-04-05T12:00+02:00").piece("b", date="2026-04-05T12:00+02:00")
    each = {"id": "chaque", "channel": "newsletter", "rrule": "FREQ=DAILY", "from": "2026-03-01", "collects": "each"}
    builder.calendar(cadences=[each])

    target = to_preview(builder.decide(), "chaque/b").target

    assert isinstance(target, Edition)
    assert (target.id, [piece.id for piece in target.pieces]) == ("chaque/b", ["b"])


COUNTED: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "nothing": ({}, {}, False),
    "a-frequency-of-the-blog": ({"blog": {"frequency": {"max_silence_days": 3}}}, {}, False),
    "how-often-a-network-speaks": ({"linkedin": {"frequency": {"per": "week", "min": 2}}}, {}, True),
    "how-long-a-network-is-silent": ({"mastodon": {"frequency": {"max_silence_days": 3}}}, {}, True),
    "what-comes-again": ({}, {"evergreen": {"rerun_distance": "200d"}}, True),
}


@pytest.mark.parametrize(("channels", "calendar", "is_whole"), COUNTED.values(), ids=COUNTED)
def test_what_is_found_in_a_plan_is_the_same_however_far_back_it_is_looked_at(
    tmp_path: Path, channels: dict[str, Any], calendar: dict[str, Any], is_whole: bool
) -> None:
    builder = SiteBuilder(tmp_path).charter(channels={**CHARTER["channels"], "linkedin": {}, **channels})
    again = {"at": "2026-03-20T12:00", "channel": "mastodon", "piece": "ancien"}
    offsets = {"mastodon": 30, "linkedin": 0}
    builder.calendar(entries=[again], offsets=offsets, notice={"approval": "90d", "gap": "20d"}, **calendar)
    builder.piece("ancien", date="2025-11-20T09:00+01:00").piece("neuf", date="2026-03-09T09:00+01:00")
    builder.piece("brouillon", date="2025-12-20T09:00+01:00", status="draft")
    builder.piece("fini", date="2025-12-21T09:00+01:00", expires="2026-01-20")
    site, back = builder.site(), timedelta(days=30)

    whole, part = decide(site, AT), decide(site, AT, back=back)

    assert part.findings == whole.findings
    assert any(finding.rule == "due.late" for finding in part.findings)
    seen = [item for item in part.plan.agenda if item.instant >= AT - back]
    assert seen == [item for item in whole.plan.agenda if item.instant >= AT - back]
    assert (part.plan.agenda == whole.plan.agenda) is is_whole
