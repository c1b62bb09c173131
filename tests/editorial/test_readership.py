"""Each reader gets exactly the editions that match, never one piece twice in one local day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.edition import Earlier
from editorial.readership import Missed, Reader, Reason, missed
from editorial.segment import Frequency, Segment
from tests.builder import SiteBuilder
from tests.editorial.test_plan import planned

EVERY, WEEKLY, MONTHLY = Frequency.EVERY, Frequency.WEEKLY, Frequency.MONTHLY
PILLARS = ("ecouter", "publier")


@pytest.mark.parametrize(
    ("reader", "segment", "expected"),
    [
        pytest.param(Reader(), Segment(WEEKLY, ("ecouter",), "fr"), None, id="chose-nothing"),
        pytest.param(Reader(MONTHLY), Segment(WEEKLY), Missed(Reason.FREQUENCY), id="frequency"),
        pytest.param(Reader(pillars=("publier",)), Segment(None, ("ecouter",)), Missed(Reason.PILLARS), id="pillars"),
        pytest.param(Reader(lang="en"), Segment(lang="fr"), Missed(Reason.LANG), id="lang"),
    ],
)
def test_a_reader_is_told_which_choice_an_edition_does_not_fit(
    reader: Reader, segment: Segment, expected: Missed | None
) -> None:
    assert missed(reader, segment, ["a"], ()) == expected


def test_what_a_reader_got_that_day_keeps_out_what_holds_it_again() -> None:
    before = (Earlier("chaque/a", Segment(EVERY), ("a",)),)

    assert missed(Reader(EVERY), Segment(), ["a", "b"], before) == Missed(Reason.SAME_DAY, "chaque/a")
    assert missed(Reader(WEEKLY), Segment(), ["a", "b"], before) is None
    assert missed(Reader(EVERY), Segment(), ["b"], before) is None


def test_an_edition_that_a_reader_missed_that_day_keeps_nothing_out() -> None:
    before = (Earlier("un", Segment(), ("a",)), Earlier("deux", Segment(), ("a", "b")))

    assert missed(Reader(), Segment(), ["b"], before) is None


def test_every_reason_is_said_in_both_languages() -> None:
    said = {reason: Missed(reason, "lettre/2026-03-06").said for reason in Reason}

    assert "lettre/2026-03-06" in said[Reason.SAME_DAY].fr
    assert len({phrase.en for phrase in said.values()}) == len(Reason)


CADENCES = st.lists(
    st.fixed_dictionaries(
        {
            "rrule": st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU,FR", "FREQ=MONTHLY;BYMONTHDAY=6"]),
            "time": st.sampled_from(["00:30", "08:00", "23:45"]),
            "collects": st.sampled_from(["blog", "each"]),
            "segment": st.fixed_dictionaries(
                {},
                optional={
                    "frequency": st.sampled_from(["every", "weekly", "monthly"]),
                    "pillars": st.lists(st.sampled_from(PILLARS), unique=True),
                    "lang": st.sampled_from(["fr", "en"]),
                },
            ),
        },
        optional={"max_pieces": st.integers(1, 2), "list": st.just("autre.banc.example"), "order": st.just("pillar")},
    ),
    min_size=1,
    max_size=4,
)
PIECES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 23), st.sampled_from(PILLARS), st.sampled_from(["fr", "fr", "en"])),
    min_size=1,
    max_size=5,
)
READERS = st.builds(
    Reader,
    st.sampled_from([None, *Frequency]),
    st.lists(st.sampled_from(PILLARS), unique=True).map(tuple),
    st.sampled_from(["", "fr", "en", "fr-CA"]),
)


@given(CADENCES, PIECES, st.lists(READERS, min_size=1, max_size=4), st.booleans())
@settings(max_examples=40, deadline=None)
def test_no_reader_gets_a_piece_twice_in_a_day_or_misses_one_untold(
    cadences: list[dict[str, object]],
    pieces: list[tuple[int, int, str, str]],
    readers: list[Reader],
    is_pinned: bool,
) -> None:
    with TemporaryDirectory() as folder:
        builder = SiteBuilder(Path(folder))
        for number, (day, hour, pillar, lang) in enumerate(pieces):
            builder.piece(f"p{number}", date=f"2026-03-0{day}T{hour:02}:05+01:00", pillar=pillar, lang=lang)
        named = [
            {"id": f"c{number}", "channel": "newsletter", "from": "2026-03-01", **cadence}
            for number, cadence in enumerate(cadences)
        ]
        pins = [{"slot": "c0/2026-03-06", "pinned": ["p0"]}] if is_pinned and cadences[0]["collects"] == "blog" else []
        site = builder.calendar(cadences=named, entries=pins).site()
        editions = [e for e in planned(builder).editions if e.channel == "newsletter"]

    for list_id in {edition.list_id for edition in editions}:
        for reader in readers:
            got: dict[tuple[date, str], list[str]] = defaultdict(list)
            for edition in (e for e in editions if e.list_id == list_id):
                ids, day = [piece.id for piece in edition.pieces], site.calendar.local(edition.instant).date()
                why = missed(reader, edition.segment, ids, edition.before)
                fits = edition.segment.takes_in(reader.frequency, reader.pillars, reader.lang)
                if why is None:
                    assert fits
                    for piece in ids:
                        got[day, piece].append(edition.id)
                elif why.reason is Reason.SAME_DAY:
                    assert fits
                    assert any(got.get((day, piece)) == [why.edition] for piece in ids)
                else:
                    assert not fits
            assert all(len(twice) == 1 for twice in got.values()), got
