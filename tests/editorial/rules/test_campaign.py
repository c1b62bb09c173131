from __future__ import annotations

import pytest

from tests.builder import SiteBuilder
from tests.editorial.rules.plans import calendar_file, said

FAIR = {"id": "foire", "name": "La foire", "from": "2026-03-16", "to": "2026-03-20", "channels": ["blog", "mastodon"]}


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        pytest.param("{slot: articles/2026-03-24, piece: a, campaign: foire}", "blog, on 2026-03-24", id="day"),
        pytest.param(
            "{at: 2026-03-17T12:00, channel: linkedin, piece: a, campaign: foire}",
            "linkedin, on 2026-03-17",
            id="channel",
        ),
    ],
)
def test_an_entry_outside_its_campaign_is_told(tmp_path, entry, where) -> None:
    builder = SiteBuilder(tmp_path).calendar(campaigns=[FAIR]).piece("a", date=None)

    assert said(calendar_file(builder, entry), "campaign") == [
        "warning campaign.outside editorial/calendar/2026-03.yaml “foire”: "
        f"this ({where}) is outside the campaign “La foire” (2026-03-16 – 2026-03-20: blog, mastodon)"
    ]


def test_an_entry_within_its_campaign_is_right(tmp_path) -> None:
    builder = SiteBuilder(tmp_path).calendar(campaigns=[FAIR]).piece("a", date=None)

    assert said(calendar_file(builder, "{slot: articles/2026-03-17, piece: a, campaign: foire}"), "campaign") == []
