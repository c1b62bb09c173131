from __future__ import annotations

import pytest

from tests.builder import CALENDAR, SiteBuilder
from tests.editorial.rules.plans import calendar_file, said

MONTH = "editorial/calendar/2026-03.yaml"


def test_two_pieces_at_one_instant_of_one_channel_are_told_at_the_second(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None).piece("b", date=None)
    entries = ["{slot: articles/2026-03-17, piece: a}", "{at: 2026-03-17T09:00, channel: blog, piece: b}"]

    assert said(calendar_file(builder, *entries), "clash") == [
        f"warning clash.instant {MONTH} “{entries[0]}”: "
        "“Le titre de b” and “Le titre de a” appear together on the channel blog, on 2026-03-17 09:00"
    ]


def test_two_pieces_on_two_days_or_in_two_languages_do_not_clash(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None).piece("b", date=None)
    builder.piece("c", date="2026-03-17T09:00+01:00", lang="en", translation_of="a")
    calendar_file(builder, "{slot: articles/2026-03-17, piece: a}", "{slot: articles/2026-03-24, piece: b}")

    assert said(builder, "clash") == []


def test_posts_that_follow_the_blog_are_not_told_again(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-17T09:00+01:00").piece("b", date="2026-03-17T09:00+01:00")

    (one,) = said(builder, "clash")

    assert one.startswith("warning clash.instant content/ecouter/b.md “2026-03-17T09:00+01:00”")


def test_a_post_on_top_of_another_is_told(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a").piece("b", date="2026-03-17T09:00+01:00")

    (one,) = said(calendar_file(builder, "{at: 2026-03-17T09:30, channel: mastodon, piece: a}"), "clash")

    assert "appear together on the channel mastodon, on 2026-03-17 09:30" in one


LETTER = CALENDAR["cadences"][1]


@pytest.mark.parametrize(
    ("other", "clashes"),
    [
        pytest.param({}, 1, id="the-same-readers"),
        pytest.param({"segment": {"lang": "en"}}, 0, id="another-segment"),
        pytest.param({"list": "autre.banc.example"}, 0, id="another-list"),
        pytest.param({"collects": "each", "segment": {"frequency": "every"}}, 0, id="each-piece"),
    ],
)
def test_letters_clash_where_they_have_the_same_readers(tmp_path, other, clashes) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-12T09:00+01:00").piece("b", date="2026-03-12T10:00+01:00")
    for name in ("c", "d"):
        builder.piece(name, date="2026-03-12T09:00+01:00", lang="en", title=f"The title of {name}")
    builder.calendar(cadences=[LETTER, {**LETTER, "id": "suite", **other}], offsets={})

    assert len([one for one in said(builder, "clash") if "newsletter" in one]) == clashes


def test_an_entry_with_a_reason_knows_what_it_does(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a").piece("b", date="2026-03-17T09:00+01:00")
    calendar_file(builder, '{at: 2026-03-17T09:30, channel: mastodon, piece: a, why: "Ensemble."}')

    assert said(builder, "clash") == []


def test_a_second_place_on_the_blog_counts_for_nothing_and_is_told(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None)
    calendar_file(builder, "{slot: articles/2026-03-17, piece: a}", "{slot: articles/2026-03-24, piece: a}")

    assert said(builder, "clash") == [
        f"warning clash.twice {MONTH} “a”: "
        "“a” has its place on the blog already, on 2026-03-17 09:00: this one does not count"
    ]


def test_two_letters_at_once_clash(tmp_path) -> None:
    twin = {**CALENDAR["cadences"][1], "id": "bis"}
    builder = SiteBuilder(tmp_path).calendar(cadences=[*CALENDAR["cadences"], twin])
    builder.piece("a", date="2026-03-12T09:00+01:00")

    (one,) = said(builder, "clash")

    assert "“bis/2026-03-13” and “lettre/2026-03-13” appear together on the channel newsletter" in one
