from __future__ import annotations

import pytest

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said
from tests.newsroom import Newsroom


def test_a_draft_due_soon_is_told_once_at_its_status(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date="2026-03-17T09:00+01:00", status="draft")

    assert said(builder, "due") == [
        "warning due.unapproved content/ecouter/a.md “draft”: "
        "planned for 2026-03-17 09:00 on blog: not approved yet (status: draft)"
    ]


def test_a_piece_that_missed_its_day_is_told_for_a_while(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).piece("a", date=None, status="review")
    calendar_file(builder, "{slot: articles/2026-03-03, piece: a}")

    assert said(builder, "due") == [
        "warning due.late content/ecouter/a.md “review”: "
        "was to appear on 2026-03-03 09:00 on blog: not approved yet (status: review)"
    ]


@pytest.mark.parametrize(
    "front",
    [
        pytest.param({"date": "2026-03-17T09:00+01:00"}, id="approved"),
        pytest.param({"date": "2026-03-18T09:00+01:00", "status": "draft"}, id="later"),
        pytest.param({"date": "2026-03-02T09:00+01:00", "status": "draft"}, id="long-ago"),
        pytest.param({"date": None, "status": "draft"}, id="not-planned"),
    ],
)
def test_what_is_not_due_is_not_told(tmp_path, front) -> None:
    assert said(SiteBuilder(tmp_path).piece("a", **front), "due") == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Approuvé", [], id="given"),
        pytest.param("Modifié", ["approved by “camille” on 2026-03-10, changed since: "], id="void"),
    ],
)
def test_a_record_of_approval_counts_and_not_the_status(tmp_path, tmp_path_factory, title, expected) -> None:
    room = Newsroom(tmp_path, tmp_path_factory.getbasetemp() / "keys")
    room.piece("a", title="Approuvé", date="2026-03-17T09:00+01:00")
    room.approve("a", "camille")
    room.piece("a", title=title, date="2026-03-17T09:00+01:00")

    assert said(room, "due") == [
        "warning due.unapproved content/ecouter/a.md “approved”: "
        f"planned for 2026-03-17 09:00 on blog: {void}an approval is missing: Chef"
        for void in expected
    ]


def test_a_piece_that_nobody_approved_in_time_is_told(tmp_path, tmp_path_factory) -> None:
    room = Newsroom(tmp_path, tmp_path_factory.getbasetemp() / "keys")
    room.piece("a", date="2026-03-09T09:00+01:00")

    assert said(room, "due") == [
        "warning due.late content/ecouter/a.md “approved”: "
        "was to appear on 2026-03-09 09:00 on blog: an approval is missing: Chef"
    ]


def test_the_calendar_says_how_long_before(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(notice={"approval": "8d"})

    assert len(said(builder.piece("a", date="2026-03-18T09:00+01:00", status="draft"), "due")) == 1
