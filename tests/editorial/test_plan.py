"""The plan says what appears at an instant, and why not the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from editorial.edition import State
from editorial.plan import Plan, agenda_between, make_plan, next_open_slot
from editorial.schedule import lay_out
from tests.builder import AT, CALENDAR, SiteBuilder


def planned(builder: SiteBuilder, at: datetime = AT) -> Plan:
    site = builder.site()
    return make_plan(site, lay_out(site, at + timedelta(days=120)), at, held={}, versions={})


@pytest.mark.parametrize(
    ("front", "state"),
    [
        pytest.param({}, State.LIVE, id="live"),
        pytest.param({"status": "draft"}, State.UNAPPROVED, id="draft"),
        pytest.param({"status": "pitch"}, State.UNAPPROVED, id="pitch"),
        pytest.param({"status": "review"}, State.UNAPPROVED, id="review"),
        pytest.param({"status": "unpublished"}, State.UNPUBLISHED, id="unpublished"),
        pytest.param({"date": "2026-03-10T13:00:01+01:00"}, State.SCHEDULED, id="a-second-too-early"),
        pytest.param({"date": "2026-03-10T13:00:00+01:00"}, State.LIVE, id="at-the-very-instant"),
        pytest.param({"embargo": "2026-03-11"}, State.EMBARGOED, id="embargo"),
        pytest.param({"embargo": "2026-03-10T13:00+01:00"}, State.LIVE, id="embargo-ends-now"),
        pytest.param({"expires": "2026-03-10T13:00+01:00"}, State.EXPIRED, id="expires-now"),
        pytest.param({"expires": "2026-03-11"}, State.LIVE, id="expires-tomorrow"),
        pytest.param({"date": None}, State.UNPLANNED, id="no-slot"),
    ],
)
def test_a_piece_stands_where_its_status_and_instants_say(tmp_path: Path, front: dict[str, Any], state: State) -> None:
    plan = planned(SiteBuilder(tmp_path).piece("a", **front))

    assert plan.standings["a"].state is state
    assert [appearance.piece.id for appearance in plan.live] == (["a"] if state is State.LIVE else [])


def test_a_slot_is_where_a_piece_without_date_goes_live(tmp_path: Path) -> None:
    builder = (
        SiteBuilder(tmp_path).piece("a", date=None).calendar(entries=[{"slot": "articles/2026-03-10", "piece": "a"}])
    )

    (appearance,) = planned(builder).live

    assert appearance.instant == datetime(2026, 3, 10, 8, tzinfo=UTC)


def test_an_edition_collects_what_went_live_since_the_previous_one(tmp_path: Path) -> None:
    builder = (
        SiteBuilder(tmp_path)
        .piece("avant", date="2026-02-20T07:59+01:00")
        .piece("pile", date="2026-02-20T08:00+01:00")
        .piece("pendant", date="2026-02-24T09:00+01:00")
        .piece("lourd", date="2026-02-25T09:00+01:00", newsletter={"weight": 5})
        .piece("sans-moi", date="2026-02-25T09:00+01:00", newsletter={"skip": True})
        .piece("english", date="2026-02-25T09:00+01:00", lang="en")
        .piece("apres", date="2026-02-27T08:01+01:00")
    )

    editions = {e.id: [p.id for p in e.pieces] for e in planned(builder).editions if e.channel == "newsletter"}

    assert editions == {
        "lettre/2026-02-20": ["avant", "pile"],
        "lettre/2026-02-27": ["lourd", "pendant"],
        "lettre/2026-03-06": ["apres"],
    }


def test_what_a_skipped_edition_held_joins_the_next(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-02-18T09:00+01:00").piece("b", date="2026-02-25T09:00+01:00")
    builder.calendar(entries=[{"slot": "lettre/2026-02-20", "skipped": True, "why": "congés"}])

    (edition,) = (e for e in planned(builder).editions if e.channel == "newsletter")

    assert (edition.id, [p.id for p in edition.pieces]) == ("lettre/2026-02-27", ["a", "b"])


def test_an_expired_piece_leaves_the_editions_that_showed_it(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-02-25T09:00+01:00", expires="2026-03-02").piece("b")

    shown = {p.id for edition in planned(builder).editions for p in edition.pieces}

    assert shown == {"b"}


@pytest.mark.parametrize("front", [{"status": "review"}, {"expires": "2026-03-01"}, {"status": "unpublished"}])
def test_an_edition_whose_frame_is_not_ready_is_held(tmp_path: Path, front: dict[str, Any]) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-02-25T09:00+01:00")
    builder.piece("cadre", kind="edition", date=None, pillar=None, folder="editions", **front)
    builder.calendar(entries=[{"slot": "lettre/2026-02-27", "piece": "cadre"}])

    plan = planned(builder)

    assert [e.id for e in plan.editions if e.channel == "newsletter"] == []
    assert [(f.rule, f.level) for f in plan.findings] == [("edition.frame", "error")]


def test_a_post_follows_the_blog_by_its_offset_and_only_then(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-10T13:00+01:00")

    before, after = (
        [e.id for e in planned(builder, AT + timedelta(minutes=minutes)).editions if e.channel == "mastodon"]
        for minutes in (29, 30)
    )

    assert (before, after) == ([], ["a"])


def test_a_post_planned_before_its_piece_is_live_does_not_appear(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-09T09:00+01:00")
    builder.charter(channels={"blog": {}, "linkedin": {}})
    builder.calendar(entries=[{"at": "2026-03-08T09:00", "channel": "linkedin", "piece": "a"}])

    plan = planned(builder)

    assert plan.editions == ()
    assert [finding.rule for finding in plan.findings] == ["calendar.before-blog"]


def test_a_channel_the_charter_does_not_name_is_silent(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a").charter(channels={"blog": {}})

    assert planned(builder).editions == ()


def test_social_editions_leave_the_outbox_after_ninety_days(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a")
    live = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)

    kept = [
        any(e.channel == "mastodon" for e in planned(builder, live + timedelta(days=90, seconds=late)).editions)
        for late in (0, 1)
    ]

    assert kept == [True, False]


def test_the_calendar_may_keep_posts_in_the_outbox_for_longer_or_less(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a").calendar(outbox_days=5)

    assert [e.id for e in planned(builder).editions if e.channel == "mastodon"] == []


def test_the_next_open_slot_is_the_first_one_ahead_that_nothing_fills(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None)
    site = builder.calendar(entries=[{"slot": "articles/2026-03-17", "piece": "a"}]).site()
    schedule = lay_out(site, AT + timedelta(days=60))
    plan = make_plan(site, schedule, AT, held={}, versions={})

    slot = next_open_slot(plan, schedule, "ecouter")

    assert slot is not None
    assert slot.id == "articles/2026-03-24"


def test_the_agenda_shows_open_and_filled_slots(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None)
    builder.calendar(entries=[{"slot": "articles/2026-03-17", "piece": "a"}])

    items = agenda_between(planned(builder), AT, AT + timedelta(days=15), "blog")

    assert [(item.slot, item.state, item.pieces) for item in items] == [
        ("articles/2026-03-17", State.SCHEDULED, ("a",)),
        ("articles/2026-03-24", State.OPEN, ()),
    ]


def test_what_an_edition_has_no_room_for_joins_the_next(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)
    for number in range(3):
        builder.piece(f"p{number}", date=f"2026-02-2{number + 1}T09:00+01:00")
    cadence = {**CALENDAR["cadences"][1], "max_pieces": 2}

    editions = planned(builder.calendar(cadences=[cadence])).editions

    found = {e.id: [p.id for p in e.pieces] for e in editions if e.channel == "newsletter"}
    assert found == {"lettre/2026-02-27": ["p0", "p1"], "lettre/2026-03-06": ["p2"]}


def test_a_one_off_letter_is_an_edition_named_by_its_piece(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("annonce", kind="edition", date=None, pillar=None).piece("a")
    builder.calendar(
        cadences=[],
        entries=[
            {"at": "2026-03-05T12:00", "channel": "newsletter", "piece": "annonce"},
            {"at": "2026-03-06T12:00", "channel": "newsletter", "piece": "a"},
            {"at": "2026-02-06T12:00", "channel": "newsletter", "piece": "a"},
        ],
    )

    plan = planned(builder)

    letters = [
        (e.id, e.frame and e.frame.id, [p.id for p in e.pieces]) for e in plan.editions if e.channel == "newsletter"
    ]
    assert letters == [("annonce", "annonce", []), ("a--2026-03-06", None, ["a"])]
    assert [finding.rule for finding in plan.findings] == ["calendar.before-blog"]
