"""The plan says what appears at an instant, and why not the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.channel_ids import is_social
from editorial.edition import State
from editorial.plan import Plan, agenda_between, horizon, make_plan, next_open_slot, next_turn
from editorial.schedule import lay_out
from editorial.site import Site
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


def test_a_piece_joins_a_letter_once_it_has_been_live_for_the_letters_offset(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).calendar(offsets={"newsletter": 120})
    for name, instant in {
        "tot": "2026-02-27T06:00+01:00",
        "juste": "2026-02-27T06:00:01+01:00",
        "de-nuit": "2026-02-27T07:59+01:00",
        "apres": "2026-02-27T08:01+01:00",
    }.items():
        builder.piece(name, date=instant)

    letters = {e.id: [p.id for p in e.pieces] for e in planned(builder).editions if e.channel == "newsletter"}

    assert letters == {"lettre/2026-02-27": ["tot"], "lettre/2026-03-06": ["juste", "de-nuit", "apres"]}


def test_a_one_off_letter_keeps_its_name_whatever_the_offset(tmp_path: Path) -> None:
    builder = (
        SiteBuilder(tmp_path)
        .piece("a")
        .calendar(
            cadences=[],
            offsets={"newsletter": 120},
            entries=[{"at": "2026-03-06T12:00", "channel": "newsletter", "piece": "a"}],
        )
    )

    assert [edition.id for edition in planned(builder).editions] == ["a"]


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


LATE = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)
"""Half an hour before midnight in Paris, an hour and a half before that of UTC."""
LIVE_SINCE = datetime(2026, 3, 1, 8, tzinfo=UTC)
TICK = timedelta.resolution


def busy(builder: SiteBuilder) -> SiteBuilder:
    """A site with something to come of every kind."""
    builder.piece("passe", date="2025-12-09T23:10+01:00").piece("vieux", date="2026-03-05T22:15+01:00")
    builder.piece("prevu", date="2026-03-10T23:45+01:00").piece("demain", date="2026-03-11")
    builder.piece("embargo", embargo="2026-03-10T23:50+01:00").piece("expire", expires="2026-03-11T00:20+01:00")
    builder.piece("creneau", date=None).piece("brouillon", status="draft", date="2026-03-10T23:40+01:00")
    builder.piece("page", kind="page", pillar=None, date=None, expires="2026-03-12T10:00+01:00")
    builder.piece("cadre", kind="edition", pillar=None, date=None, expires="2026-03-14")
    builder.charter(channels={"blog": {}, "newsletter": {}, "mastodon": {}, "linkedin": {}})
    entries = [
        {"slot": "articles/2026-03-10", "moved_to": "2026-03-10T23:55", "piece": "creneau"},
        {"slot": "lettre/2026-03-13", "moved_to": "2026-03-11T00:10", "piece": "cadre"},
        {"slot": "lettre/2026-03-20", "skipped": True, "why": "Pont."},
        {"at": "2026-03-10T23:35", "channel": "linkedin", "piece": "vieux"},
        {"at": "2026-03-11T00:30", "channel": "mastodon", "piece": "vieux"},
    ]
    return builder.calendar(entries=entries, outbox_days=5)


def planned_within(site: Site, at: datetime) -> Plan:
    """The plan of an instant, as the desk has it made."""
    return make_plan(site, lay_out(site, horizon(at)), at, held={}, versions={})


def turn_after(site: Site, at: datetime) -> datetime:
    """The first instant from which the plan of another may be another."""
    return next_turn(planned_within(site, at), lay_out(site, horizon(at)), site)


def told(plan: Plan) -> tuple[object, ...]:
    """All that a plan says, but of when."""
    live = [(appearance.piece.id, appearance.instant) for appearance in plan.live]
    return live, plan.pages, plan.editions, plan.standings, plan.agenda, plan.findings


@pytest.fixture(scope="module")
def busy_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return busy(SiteBuilder(tmp_path_factory.mktemp("site"))).site()


@given(st.integers(0, 8 * 24 * 3600), st.floats(0, 1, exclude_max=True))
def test_a_plan_stays_what_it_is_until_its_next_turn(busy_site: Site, seconds: int, part: float) -> None:
    at = datetime(2026, 3, 7, tzinfo=UTC) + timedelta(seconds=seconds)
    plan = planned_within(busy_site, at)
    turn = turn_after(busy_site, at)

    inside = [at + (turn - at) * part, turn - TICK]

    assert [told(planned_within(busy_site, instant)) for instant in inside] == [told(plan)] * 2


@pytest.mark.parametrize("days", [0, 30, 200])
def test_what_leaves_is_out_by_the_whole_plan_too(busy_site: Site, days: int) -> None:
    at = LATE + timedelta(days=days)
    schedule = lay_out(busy_site, horizon(at))

    whole = make_plan(busy_site, schedule, at, held={}, versions={})
    part = make_plan(busy_site, schedule, at, held={}, versions={}, since=at)

    kept = set(part.agenda)
    assert replace(part, agenda=()) == replace(whole, agenda=())
    assert [item for item in whole.agenda if item in kept] == list(part.agenda)
    left_out = [item for item in whole.agenda if item not in kept]
    assert all(is_social(item.channel) for item in left_out)
    assert all(item.instant < at - busy_site.calendar.outbox for item in left_out)
    assert left_out


TURNS: dict[str, tuple[dict[str, Any], datetime]] = {
    "nothing-but-midnight-in-the-teams-zone": ({}, datetime(2026, 3, 10, 23, tzinfo=UTC)),
    "a-scheduled-piece": ({"date": "2026-03-10T23:31+01:00"}, datetime(2026, 3, 10, 22, 31, tzinfo=UTC)),
    "an-embargo": ({"embargo": "2026-03-10T23:32+01:00"}, datetime(2026, 3, 10, 22, 32, tzinfo=UTC)),
    "an-expiry": ({"expires": "2026-03-10T23:33+01:00"}, datetime(2026, 3, 10, 22, 33, tzinfo=UTC)),
    "a-post-of-half-an-hour-later": ({"date": "2026-03-10T23:04+01:00"}, datetime(2026, 3, 10, 22, 34, tzinfo=UTC)),
    "what-comes-tomorrow": ({"date": "2026-03-12T09:00+01:00"}, datetime(2026, 3, 10, 23, tzinfo=UTC)),
    "what-was": ({"date": "2026-03-10T23:30+01:00"}, datetime(2026, 3, 10, 23, tzinfo=UTC)),
}


@pytest.mark.parametrize(("front", "turn"), TURNS.values(), ids=TURNS)
def test_the_next_turn_is_the_first_thing_to_come(tmp_path: Path, front: dict[str, Any], turn: datetime) -> None:
    site = SiteBuilder(tmp_path).piece("a", **front).site()

    assert turn_after(site, LATE) == turn


def test_a_letters_slot_is_a_turn_to_its_second(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path).piece("a").site()
    friday = datetime(2026, 3, 13, 7, tzinfo=UTC)

    turns = [turn_after(site, friday + timedelta(seconds=late)) for late in (-1, 0)]

    assert turns == [friday, datetime(2026, 3, 13, 23, tzinfo=UTC)]


def test_after_midnight_in_the_teams_zone_that_of_the_horizon_is_next(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path).piece("a").site()

    turn = turn_after(site, datetime(2026, 3, 10, 23, tzinfo=UTC))

    assert turn == datetime(2026, 3, 11, tzinfo=UTC)


@pytest.mark.parametrize("late", [-1, 0], ids=["a-second-before", "at-the-very-instant"])
def test_a_post_that_is_about_to_leave_the_outbox_is_a_turn(tmp_path: Path, late: int) -> None:
    site = SiteBuilder(tmp_path).piece("a").calendar(cadences=[]).site()
    last = LIVE_SINCE + timedelta(minutes=30, days=90)
    plan = planned_within(site, last + timedelta(seconds=late))

    turn = turn_after(site, plan.at)

    after = planned_within(site, last + timedelta(seconds=1))
    assert (plan.editions == (), after.editions, turn <= after.at) == (False, (), True)


@pytest.mark.parametrize("date", ["9999-12-31T23:30+00:00", "9999-12-31", "0001-01-01T01:00+00:00"])
def test_the_ends_of_time_do_not_hide_the_next_turn(tmp_path: Path, date: str) -> None:
    site = SiteBuilder(tmp_path).piece("a", date=date).piece("b", expires=date).piece("c", embargo=date).site()

    assert turn_after(site, LATE) == datetime(2026, 3, 10, 23, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Sao_Paulo", "Africa/Cairo", "UTC"])
@pytest.mark.parametrize("day", ["2026-03-10", "2026-03-29", "2026-10-25", "2026-04-23"])
def test_the_next_turn_is_never_later_than_midnight_in_any_zone(tmp_path: Path, zone: str, day: str) -> None:
    site = SiteBuilder(tmp_path).calendar(timezone=zone, cadences=[]).site()
    at = datetime.fromisoformat(f"{day}T23:30:00+00:00")

    turn = turn_after(site, at)

    days = [instant.astimezone(site.calendar.zone).date() for instant in (at, turn - TICK)]
    assert (days[0] == days[1], at < turn <= at + timedelta(days=1)) == (True, True)


@pytest.mark.parametrize(
    ("at", "updated", "corrected"),
    [
        pytest.param("2026-03-07T22:59:59+00:00", None, ["2026-03-02"], id="the-last-second-before-its-day"),
        pytest.param("2026-03-07T23:00:00+00:00", None, ["2026-03-02", "2026-03-08"], id="its-day-begins-here"),
        pytest.param("2026-03-09T12:00:00+00:00", "2026-03-09", ["2026-03-02", "2026-03-08"], id="all-done"),
    ],
)
def test_what_was_done_to_a_text_is_told_from_its_day_on(
    tmp_path: Path, at: str, updated: str | None, corrected: list[str]
) -> None:
    corrections = [{"date": day, "text": "Une coquille."} for day in ("2026-03-02", "2026-03-08")]
    builder = SiteBuilder(tmp_path).piece("a", updated="2026-03-09", corrections=corrections)

    (appearance,) = planned(builder, datetime.fromisoformat(at)).live

    assert appearance.piece.updated == (date.fromisoformat(updated) if updated else None)
    assert [correction.day.isoformat() for correction in appearance.piece.corrections] == corrected
