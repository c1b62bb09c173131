"""The channels of a site are those its charter opens, the blog always and first."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.registry import channels_of
from tests.builder import SiteBuilder


@pytest.mark.parametrize(
    ("opened", "channels"),
    [
        pytest.param(["blog"], ["blog"], id="blog"),
        pytest.param(["newsletter", "blog"], ["blog", "newsletter"], id="newsletter"),
        pytest.param(["x", "mastodon", "blog"], ["blog", "social", "exports"], id="two-networks"),
        pytest.param(["instagram", "newsletter", "blog"], ["blog", "newsletter", "social", "exports"], id="all"),
    ],
)
def test_a_charter_opens_channels_and_the_team_has_its_own(
    tmp_path: Path, opened: list[str], channels: list[str]
) -> None:
    charter = SiteBuilder(tmp_path).charter(channels={name: {} for name in opened}).site().charter

    assert list(channels_of(charter)) == [*channels, "team"]
