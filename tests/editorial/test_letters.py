"""An edition holds what its slot collects, in the order asked, with what was corrected since the one before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from editorial.edition import Edition, Erratum, State
from editorial.plan import Plan
from editorial.segment import Frequency, Segment
from tests.builder import AT, CALENDAR, SiteBuilder
from tests.editorial.test_plan import planned

LETTER = CALENDAR["cadences"][1]
EACH = {"id": "chaque", "channel": "newsletter", "rrule": "FREQ=DAILY", "from": "2026-02-01", "time": "10:00"}


def editions(builder: SiteBuilder, at: datetime = AT) -> list[Edition]:
    return [edition for edition in planned(builder, at).editions if edition.channel == "newsletter"]


def held(builder: SiteBuilder, at: datetime = AT) -> dict[str, list[str]]:
    return {edition.id: [piece.id for piece in edition.pieces] for edition in editions(builder, at)}


def letter(builder: SiteBuilder, *more: dict[str, Any], **entry: Any) -> SiteBuilder:
    """The weekly letter with some keys changed, and other cadences beside it."""
    return builder.calendar(cadences=[{**LETTER, **entry}, *more])


def of_february(builder: SiteBuilder) -> SiteBuilder:
    builder.piece("publie", pillar="publier", date="2026-02-23T09:00+01:00", newsletter={"weight": 9})
    builder.piece("ecoute", date="2026-02-24T09:00+01:00")
    return builder.piece("lourde", date="2026-02-25T09:00+01:00", newsletter={"weight": 1})


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        pytest.param({}, ["publie", "lourde", "ecoute"], id="by-weight-unless-told"),
        pytest.param({"order": "weight"}, ["publie", "lourde", "ecoute"], id="by-weight"),
        pytest.param({"order": "pillar"}, ["lourde", "ecoute", "publie"], id="by-pillar-then-weight"),
    ],
)
def test_a_cadence_says_what_comes_first(tmp_path: Path, order: dict[str, str], expected: list[str]) -> None:
    assert held(letter(of_february(SiteBuilder(tmp_path)), **order)) == {"lettre/2026-02-27": expected}


def test_pinned_pieces_come_first_even_older_ones_and_take_their_room(tmp_path: Path) -> None:
    builder = of_february(SiteBuilder(tmp_path).piece("vieux", date="2026-01-05T09:00+01:00"))
    builder.calendar(
        cadences=[{**LETTER, "max_pieces": 3}],
        entries=[{"slot": "lettre/2026-02-27", "pinned": ["vieux", "ecoute"]}],
    )

    assert held(builder) == {
        "lettre/2026-02-27": ["vieux", "ecoute", "publie"],
        "lettre/2026-03-06": ["lourde"],
    }


@pytest.mark.parametrize(
    ("front", "said"),
    [
        pytest.param({"date": "2026-03-29T09:00+02:00"}, "n’est pas en ligne", id="later"),
        pytest.param({"status": "draft"}, "n’est pas en ligne", id="draft"),
        pytest.param({"lang": "en"}, "n’est pas écrit en « fr »", id="another-language"),
    ],
)
def test_a_pinned_piece_that_cannot_be_shown_is_told(tmp_path: Path, front: dict[str, str], said: str) -> None:
    builder = SiteBuilder(tmp_path).piece("epingle", **front)
    builder.calendar(entries=[{"slot": "lettre/2026-03-13", "pinned": ["epingle"]}])

    (finding,) = [f for f in planned(builder).findings if f.rule == "calendar.pinned"]

    assert (finding.path, finding.level) == ("editorial/calendar.yaml", "warning")
    assert said in finding.message.fr


def test_each_piece_makes_an_edition_for_those_who_want_every_piece(tmp_path: Path) -> None:
    builder = of_february(SiteBuilder(tmp_path)).calendar(cadences=[{**EACH, "collects": "each"}])

    found = editions(builder)

    assert [(e.id, [p.id for p in e.pieces], e.instant.day, e.number, e.is_alone) for e in found] == [
        ("chaque/publie", ["publie"], 23, None, True),
        ("chaque/ecoute", ["ecoute"], 24, None, True),
        ("chaque/lourde", ["lourde"], 25, None, True),
    ]
    assert [edition.segment for edition in found] == [
        Segment(Frequency.EVERY, (pillar,), "fr") for pillar in ("publier", "ecouter", "ecouter")
    ]


def test_each_piece_goes_to_whom_the_cadence_names_where_it_does(tmp_path: Path) -> None:
    chosen = {"segment": {"pillars": ["ecouter", "publier"]}}
    builder = of_february(SiteBuilder(tmp_path)).calendar(cadences=[{**EACH, "collects": "each", **chosen}])

    assert {edition.segment.pillars for edition in editions(builder)} == {("ecouter", "publier")}


def test_a_day_without_a_piece_is_no_empty_edition_of_each(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-02-24T09:00+01:00")
    builder.calendar(
        cadences=[{**EACH, "collects": "each"}],
        blackouts=[{"from": "2026-02-24", "to": "2026-02-25", "why": "Pont."}],
    )

    items = [item for item in planned(builder).agenda if item.channel == "newsletter"]

    assert [(item.slot, item.edition) for item in items] == [("chaque/2026-02-26", "chaque/a")]


def test_a_cadence_of_another_language_collects_its_pieces(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-02-24T09:00+01:00")
    builder.piece("b", date="2026-02-24T09:00+01:00", lang="en")
    english = {**LETTER, "id": "letter", "segment": {"lang": "en", "frequency": "weekly"}, "list": "en.banc.example"}

    found = editions(letter(builder, english))

    assert [(e.id, [p.id for p in e.pieces], e.lang, e.segment, e.list_id) for e in found] == [
        ("letter/2026-02-27", ["b"], "en", Segment(Frequency.WEEKLY, (), "en"), "en.banc.example"),
        ("lettre/2026-02-27", ["a"], "fr", Segment(None, (), "fr"), ""),
    ]


def test_the_pillars_of_a_cadence_are_those_of_its_readers_unless_it_says(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-02-24T09:00+01:00")
    all_ = {**LETTER, "id": "toutes", "pillar": "ecouter", "segment": {"pillars": []}}

    found = editions(letter(builder, all_, pillar="ecouter"))

    assert {e.id: e.segment.pillars for e in found} == {"lettre/2026-02-27": ("ecouter",), "toutes/2026-02-27": ()}


def a_corrected_piece(builder: SiteBuilder, day: str = "2026-03-03", **front: Any) -> SiteBuilder:
    builder.piece("a", date="2026-02-24T09:00+01:00", corrections=[{"date": day, "text": "Huit, et non sept."}])
    builder.piece("b", date="2026-03-04T09:00+01:00", **front)
    return builder.piece("c", date="2026-03-10T09:00+01:00")


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        pytest.param("2026-02-26", "", id="before-it-left"),
        pytest.param("2026-02-27", "lettre/2026-03-06", id="the-day-it-left"),
        pytest.param("2026-03-05", "lettre/2026-03-06", id="the-day-before-the-next"),
        pytest.param("2026-03-06", "lettre/2026-03-13", id="the-day-of-the-next"),
    ],
)
def test_a_correction_is_an_erratum_of_the_next_edition_and_of_no_other(tmp_path: Path, day: str, edition: str) -> None:
    later = AT + timedelta(days=7)

    found = {e.id: e.errata for e in editions(a_corrected_piece(SiteBuilder(tmp_path), day), later) if e.errata}

    assert found == ({edition: (Erratum("a", date.fromisoformat(day), "Huit, et non sept."),)} if edition else {})


def test_an_empty_edition_leaves_its_errata_to_the_next(tmp_path: Path) -> None:
    builder = a_corrected_piece(SiteBuilder(tmp_path), status="draft")

    assert [(e.id, len(e.errata)) for e in editions(builder, AT + timedelta(days=7))] == [
        ("lettre/2026-02-27", 0),
        ("lettre/2026-03-13", 1),
    ]


def test_a_frame_that_tells_the_correction_itself_shows_no_erratum(tmp_path: Path) -> None:
    builder = a_corrected_piece(SiteBuilder(tmp_path))
    builder.piece("cadre", kind="edition", date=None, pillar=None, newsletter={"errata": False})
    builder.calendar(entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}])

    assert [(e.id, e.errata) for e in editions(builder, AT + timedelta(days=7))] == [
        ("lettre/2026-02-27", ()),
        ("lettre/2026-03-06", ()),
        ("lettre/2026-03-13", ()),
    ]


def proposals(plan: Plan) -> list[tuple[str, str, str]]:
    return [(f.path, f.level, f.message.fr) for f in plan.findings if f.rule == "newsletter.erratum"]


def test_the_erratum_to_come_is_proposed_at_the_piece_until_it_has_left(tmp_path: Path) -> None:
    builder = a_corrected_piece(SiteBuilder(tmp_path))
    thursday, friday = datetime(2026, 3, 5, 12, tzinfo=UTC), datetime(2026, 3, 6, 12, tzinfo=UTC)

    before, after = planned(builder, thursday), planned(builder, friday)

    assert proposals(before) == [
        (
            "content/ecouter/a.md",
            "suggestion",
            "la correction du 2026-03-03 sera un erratum de l’édition lettre/2026-03-06",
        )
    ]
    assert proposals(after) == []


def test_a_frame_of_another_language_is_told(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-02-24T09:00+01:00")
    builder.piece("frame", kind="edition", date=None, pillar=None, lang="en")
    builder.calendar(entries=[{"slot": "lettre/2026-02-27", "piece": "frame"}])

    assert [(f.rule, f.level, f.path) for f in planned(builder).findings] == [
        ("edition.lang", "warning", "content/ecouter/frame.md")
    ]


def test_an_edition_without_pieces_nor_frame_is_empty_whatever_it_corrects(tmp_path: Path) -> None:
    items = planned(a_corrected_piece(SiteBuilder(tmp_path), status="draft")).agenda

    assert [i.state for i in items if i.slot == "lettre/2026-03-06"] == [State.EMPTY]
