"""What is said of a plan moves at its turns alone, so that a standstill until the next one repeats nothing stale."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editorial.desk import decide
from editorial.finding import Finding
from editorial.plan import next_turn
from editorial.rules.plan_kinds import PLAN_KINDS
from editorial.rules.registry import kind_of
from editorial.site import Site
from tests.builder import CALENDAR, CHARTER, SiteBuilder

TICK = timedelta(microseconds=1)
BEGIN, END = datetime(2026, 3, 7, 12, tzinfo=UTC), datetime(2026, 3, 19, 12, tzinfo=UTC)
QUICK = {"id": "echos", "channel": "mastodon", "rrule": "FREQ=DAILY", "from": "2026-03-01", "time": "20:30"}
EMPTY = {**CALENDAR["cadences"][1], "id": "billet", "pillar": "publier"}
ENTRIES = [
    {"slot": "articles/2026-03-10", "moved_to": "2026-03-10T23:55", "piece": "creneau", "campaign": "foire"},
    {"slot": "articles/2026-03-17", "piece": "sous-embargo"},
    {"at": "2026-03-18T21:00", "channel": "blog", "piece": "creneau"},
    {"at": "2026-03-12T18:00", "channel": "linkedin", "piece": "ancien"},
    {"at": "2026-03-16T18:00", "channel": "linkedin", "piece": "ancien"},
    {"at": "2026-03-15T18:00", "channel": "mastodon", "piece": "qui-expire"},
]
PIECES = {
    "ancien": {"date": "2026-02-01"},
    "durable": {"date": "2025-03-12", "evergreen": True},
    "creneau": {"date": None},
    "sous-embargo": {"date": None, "embargo": "2026-03-17T20:10-04:00"},
    "qui-expire": {"date": "2026-03-02", "expires": "2026-03-14T21:15-04:00"},
    "brouillon": {"date": "2026-03-12T21:45-04:00", "status": "draft"},
    "ensemble": {"date": "2026-03-12T21:50-04:00"},
    "aussi": {"date": "2026-03-12T21:50-04:00"},
    "original": {"date": "2026-03-16T22:05-04:00"},
    "traduction": {"date": "2026-03-14T22:05-04:00", "lang": "en", "translation_of": "original"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site where every kind has something to say, in a zone whose evenings are the next day in UTC."""
    builder = SiteBuilder(tmp_path_factory.mktemp("site"))
    networks = {"mastodon": {"text": "required"}, "linkedin": {"frequency": {"max_silence_days": 3}}}
    portfolio = {"window_days": 30, "tolerance": 5}
    builder.charter(channels={**CHARTER["channels"], **networks}, portfolio=portfolio)
    builder.calendar(
        timezone="America/Martinique",
        cadences=[*CALENDAR["cadences"], QUICK, EMPTY],
        entries=ENTRIES,
        campaigns=[{"id": "foire", "from": "2026-03-11", "to": "2026-03-15"}],
        quiet=[{"from": "2026-03-12", "to": "2026-03-16", "why": "Élections"}],
        blackouts=[{"from": "2026-03-08", "to": "2026-09-30", "channels": ["mastodon"], "why": "Été"}],
        holidays={"country": "US", "region": "TX"},
        notice={"gap": "20d", "approval": "3d", "edition": "9d"},
        evergreen={"review_after": "365d", "rerun_distance": "30d"},
    )
    for name, front in PIECES.items():
        builder.piece(name, **front)
    return builder.site()


def found(site: Site, at: datetime) -> frozenset[Finding]:
    return frozenset(f for f in decide(site, at).findings if kind_of(f.rule)[0] in PLAN_KINDS)


def turns(site: Site) -> Iterator[tuple[datetime, datetime]]:
    at = BEGIN
    while at < END:
        decision = decide(site, at)
        turn = next_turn(decision.plan, decision.schedule, site)
        yield at, turn
        at = turn


def test_what_is_said_of_a_plan_stands_until_its_next_turn(site: Site) -> None:
    told = {at: (found(site, at), found(site, turn - TICK)) for at, turn in turns(site)}

    assert [at for at, (first, last) in told.items() if first != last] == []
    every = frozenset[Finding]().union(*(first for first, _ in told.values()))
    always = every.intersection(*(first for first, _ in told.values()))
    assert set(PLAN_KINDS) - {kind_of(finding.rule)[0] for finding in every} == set()
    # What is outside its campaign is told whatever the day.
    assert set(PLAN_KINDS) - {kind_of(finding.rule)[0] for finding in every - always} == {"campaign"}


@pytest.mark.parametrize(
    ("number", "entries"),
    [
        pytest.param(1, [], id="a-letter-that-the-charter-does-not-know"),
        pytest.param(0, [{"slot": "articles/2026-03-10", "piece": "ancien"}], id="a-piece-with-a-date-of-its-own"),
    ],
)
def test_what_is_said_of_slots_that_the_agenda_does_not_show_stands_too(tmp_path: Path, number, entries) -> None:
    builder = SiteBuilder(tmp_path).charter(channels={"blog": {}}).piece("ancien", date="2026-01-02")
    summer = {"from": "2026-03-01", "to": "2026-09-30", "why": "Été"}
    cadence = {**CALENDAR["cadences"][number], "until": "2026-03-19"}
    site = builder.calendar(cadences=[cadence], entries=entries, blackouts=[summer]).site()

    told = [(found(site, at), found(site, turn - TICK)) for at, turn in turns(site)]

    assert [pair for pair in told if pair[0] != pair[1]] == []
    assert len(set(told)) > 1
