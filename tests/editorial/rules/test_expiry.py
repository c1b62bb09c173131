from __future__ import annotations

from tests.builder import AT, SiteBuilder
from tests.editorial.rules.plans import calendar_file, said


def test_a_post_after_the_piece_expires_is_told_at_its_entry_and_not_planned(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", expires="2026-03-18")
    calendar_file(builder, "{at: 2026-03-20T12:30, channel: mastodon, piece: a}")

    assert said(builder, "expiry") == [
        "warning expiry.before editorial/calendar/2026-03.yaml “a”: "
        "“Le titre de a” expires on 2026-03-18 00:00, before it goes on the channel mastodon (2026-03-20 12:30)"
    ]
    assert [item.state for item in builder.decide().plan.agenda if item.instant > AT and item.pieces == ("a",)] == [
        "expired"
    ]


def test_a_piece_that_expires_before_the_post_that_follows_it_is_told_at_expires(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-17T09:00+01:00", expires="2026-03-17T09:15+01:00")

    (one,) = said(builder, "expiry")

    assert one.startswith("warning expiry.before content/ecouter/a.md “2026-03-17T09:15+01:00”")


def test_a_slot_after_the_piece_expires_is_told(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None, expires="2026-03-12")

    found = said(calendar_file(builder, "{slot: articles/2026-03-17, piece: a}"), "expiry")

    assert [one.partition(" “")[0] for one in found] == [
        "warning expiry.before content/ecouter/a.md",
        "warning expiry.before editorial/calendar/2026-03.yaml",
    ]


def test_what_leaves_before_the_piece_expires_is_right(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-17T09:00+01:00", expires="2026-03-30")

    assert said(calendar_file(builder, "{at: 2026-03-29T12:30, channel: mastodon, piece: a}"), "expiry") == []
