"""A calendar is read from its files; what cannot be followed, or contradicts itself, is one sentence at its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from editorial.calendar import Campaign, DaysOff, Lasting, Notice, Period, Place
from editorial.calendar_file import read_calendar
from editorial.errors import EditorialError

PATH, MONTH = "editorial/calendar.yaml", "editorial/calendar/2026-03.yaml"
WEEKLY = '  - {id: articles, channel: blog, rrule: "FREQ=WEEKLY", from: 2026-02-03}'


def refused(text: str, month: str = "") -> list[str]:
    """Give what is refused in a calendar, as lines `path:line “underlined”: message`."""
    files = {PATH: f"cadences:\n{WEEKLY}\n{text}\n", **({MONTH: month} if month else {})}
    with pytest.raises(EditorialError) as caught:
        read_calendar(files)
    said = []
    for problem in caught.value.problems:
        line = files[problem.path].splitlines()[problem.span.line - 1]
        words = line[problem.span.column - 1 : problem.span.end_column - 1]
        said.append(f"{problem.path.rpartition('/')[2]}:{problem.span.line} “{words}”: {problem.message.en}")
    return said


def entries(*lines: str) -> str:
    return "entries:\n" + "\n".join(f"  - {{{line}}}" for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "timezone: Europe/Atlantis",
            "calendar.yaml:3 “Europe/Atlantis”: the time zone “Europe/Atlantis” does not exist: "
            "write for instance Europe/Paris",
            id="zone",
        ),
        pytest.param(
            '  - {id: b, rrule: "FREQ=DAILY", from: 2026-01-01}',
            'calendar.yaml:3 “{id: b, rrule: "FREQ=DAILY", from: 2026-01-01}”: the key “cadences.2.channel” is missing',
            id="cadence-without-channel",
        ),
        pytest.param(
            '  - {id: b, channel: blog, rrule: "FREQ=DAILY;INTERVAL=0", from: 2026-01-01}',
            'calendar.yaml:3 “"FREQ=DAILY;INTERVAL=0"”: “INTERVAL=0”: write numbers from 1 to 1000',
            id="infinite",
        ),
        pytest.param(
            '  - {id: b, channel: blog, rrule: "FREQ=DAILY", from: 2026-01-01, until: 2025-12-31}',
            "calendar.yaml:3 “2025-12-31”: this cadence ends before it begins",
            id="ends-first",
        ),
        pytest.param(
            '  - {id: b, channel: blog, rrule: "FREQ=DAILY", from: 0001-01-01}',
            "calendar.yaml:3 “0001-01-01”: “0001-01-01” is out of the calendar",
            id="year-1",
        ),
        pytest.param(
            '  - {id: a/b, channel: blog, rrule: "FREQ=DAILY", from: 2026-01-01}',
            "calendar.yaml:3 “a/b”: the id “a/b” cannot hold a /",
            id="slash",
        ),
        pytest.param(
            WEEKLY,
            "calendar.yaml:3 “" + WEEKLY[4:] + "”: “articles” is already written at editorial/calendar.yaml:2",
            id="two-cadences",
        ),
        pytest.param(
            entries("slot: articles/2026-03-10, at: 2026-03-10T09:00"),
            "calendar.yaml:4 “2026-03-10T09:00”: slot and at together: to move a slot, write moved_to",
            id="slot-and-at",
        ),
        pytest.param(
            entries("slot: articles/2026-03-10, piece: a, skipped: true"),
            "calendar.yaml:4 “piece”: skipped and piece together: a skipped slot takes nothing, remove one of them",
            id="skipped-and-given",
        ),
        pytest.param(
            entries("slot: articles/2026-03-10, moved_to: 2026-03-11T09:00, skipped: true"),
            "calendar.yaml:4 “moved_to”: "
            "skipped and moved_to together: a skipped slot takes nothing, remove one of them",
            id="skipped-and-moved",
        ),
        pytest.param(
            entries("slot: articles/2026-03-10, channel: x, piece: a"),
            "calendar.yaml:4 “x”: “x” is not the channel of the slot articles/2026-03-10 (blog): remove channel",
            id="another-channel",
        ),
        pytest.param(
            entries(*["at: 2026-03-10T09:00, channel: x, piece: a", "at: 2026-03-10T18:00, channel: x, piece: a"]),
            "calendar.yaml:5 “{at: 2026-03-10T18:00, channel: x, piece: a}”: "
            "“a, x, 2026-03-10” is already written at editorial/calendar.yaml:4",
            id="twice-a-day",
        ),
        pytest.param(
            entries("at: 0001-01-01T09:00, channel: x, piece: a"),
            "calendar.yaml:4 “0001-01-01T09:00”: “0001-01-01T09:00” is out of the calendar",
            id="entry-of-year-1",
        ),
        pytest.param(
            entries("slot: articles/2026-03-10, piece: a, campaign: fair"),
            "calendar.yaml:4 “fair”: “fair” names no campaign of the calendar (—): describe it under “campaigns”",
            id="unknown-campaign",
        ),
        pytest.param(
            "quiet:\n  - {from: 2026-03-10, to: 2026-03-01}",
            "calendar.yaml:4 “2026-03-01”: this period ends before it begins",
            id="quiet-ends-first",
        ),
        pytest.param(
            "blackouts:\n  - {from: 2026-03-10, to: 2026-03-11, channels: [blog, bloog]}",
            "calendar.yaml:4 “bloog”: “bloog” is not a channel; channels: "
            "blog, newsletter, mastodon, bluesky, x, threads, linkedin, facebook, instagram",
            id="unknown-channel",
        ),
        pytest.param(
            entries("slot: articles/2026-03-10, pinned: [a]"),
            "calendar.yaml:4 “[a]”: articles/2026-03-10 is no slot of the newsletter that holds several pieces: "
            "nothing is pinned there, remove pinned",
            id="pinned-on-the-blog",
        ),
        pytest.param(
            entries("slot: articles/2026-03-10, skipped: true, pinned: [a]"),
            "calendar.yaml:4 “pinned”: "
            "pinned pins pieces in the edition of a newsletter’s slot (slot), which is not skipped",
            id="pinned-and-skipped",
        ),
        pytest.param(
            WEEKLY.replace("articles", "autres").replace("}", ", segment: {frequency: weekly}}"),
            "calendar.yaml:3 “segment”: segment is for a cadence of the newsletter alone (channel: newsletter), "
            "not of blog: remove it",
            id="segment-on-the-blog",
        ),
        pytest.param(
            WEEKLY.replace("articles", "lettre").replace("blog", "newsletter").replace("}", ", list: abonnés}"),
            "calendar.yaml:3 “abonnés”: “abonnés” is not a list id: write for instance letter.example.org",
            id="list",
        ),
        pytest.param(
            WEEKLY.replace("articles", "lettre").replace("blog", "newsletter").replace("}", ", segment: {lang: FR}}"),
            "calendar.yaml:3 “FR”: “FR” is not a language: write fr or en",
            id="segment-lang",
        ),
        pytest.param(
            "offsets: {mastodon: -5}",
            "calendar.yaml:3 “-5”: “mastodon”: -5 is not between 0 and 525600",
            id="offset",
        ),
        pytest.param(
            "notice: {gap: soon}",
            "calendar.yaml:3 “soon”: “soon” is not a duration: write 30m, 12h or 2d",
            id="duration",
        ),
    ],
)
def test_what_cannot_be_followed_is_said_in_one_sentence_at_its_place(text: str, expected: str) -> None:
    assert refused(text) == [expected]


def test_two_entries_for_one_slot_are_refused_across_files() -> None:
    month = "entries:\n  - {slot: articles/2026-03-10, piece: b}\n"

    assert refused(entries("slot: articles/2026-03-10, piece: a"), month) == [
        "2026-03.yaml:2 “{slot: articles/2026-03-10, piece: b}”: "
        "“articles/2026-03-10” is already written at editorial/calendar.yaml:4"
    ]


def test_all_that_the_calendar_says_of_days_is_read() -> None:
    text = """
holidays: {country: FR, region: "57", school: B}
notice: {gap: 3d, edition: 0d}
evergreen: {review_after: 365d, rerun_distance: 90d}
quiet:
  - {from: 2026-03-10, to: 2026-03-12, why: "Deuil.", channels: [x]}
campaigns:
  - {id: fair, from: 2026-03-01, to: 2026-03-31}
"""
    calendar = read_calendar({PATH: text})

    assert (calendar.holidays, calendar.notice, calendar.lasting, calendar.quiet, calendar.campaigns) == (
        DaysOff("FR", "57", "B"),
        Notice(gap=timedelta(days=3), edition=timedelta()),
        Lasting(timedelta(days=365), timedelta(days=90)),
        (Period(date(2026, 3, 10), date(2026, 3, 12), "Deuil.", ("x",), Place(PATH, ("quiet", 0))),),
        (Campaign("fair", "fair", Period(date(2026, 3, 1), date(2026, 3, 31), "", (), Place(PATH, ("campaigns", 0)))),),
    )
