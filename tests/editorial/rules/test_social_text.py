from __future__ import annotations

import pytest

from tests.builder import CHARTER, SiteBuilder
from tests.editorial.rules.plans import said


def site(root, asked, **front) -> SiteBuilder:
    channels = {"blog": {}, "newsletter": {}, "mastodon": {"text": asked} if asked else {}}
    return SiteBuilder(root).charter({**CHARTER, "channels": channels}).piece("a", **front)


def test_a_post_to_come_without_its_own_text_is_told_where_the_charter_wants_one(tmp_path) -> None:
    assert said(site(tmp_path, "required", date="2026-03-17T09:00+01:00", social={"x": {"text": "Un."}}), "social") == [
        "warning social.no-text content/ecouter/a.md “social”: "
        "nothing is written for mastodon, where this piece goes on 2026-03-17 09:30"
    ]


def test_an_advised_text_is_only_suggested(tmp_path) -> None:
    (one,) = said(site(tmp_path, "advised", date="2026-03-17T09:00+01:00"), "social.no-text")

    assert one.startswith("suggestion social.no-text")


@pytest.mark.parametrize(
    ("asked", "front"),
    [
        pytest.param("", {"date": "2026-03-17T09:00+01:00"}, id="not-asked"),
        pytest.param("required", {"date": "2026-03-09T09:00+01:00"}, id="posted"),
        pytest.param(
            "required", {"date": "2026-03-17T09:00+01:00", "social": {"mastodon": {"text": "Un."}}}, id="written"
        ),
        pytest.param(
            "required",
            {"date": "2026-03-17T09:00+01:00", "social": {"mastodon": {"thread": ["Un.", "Deux."]}}},
            id="thread",
        ),
        pytest.param(
            "required", {"date": "2026-03-17T09:00+01:00", "social": {"mastodon": {"skip": True}}}, id="skipped"
        ),
    ],
)
def test_nothing_is_told_where_nothing_lacks(tmp_path, asked, front) -> None:
    assert said(site(tmp_path, asked, **front), "social.no-text") == []
