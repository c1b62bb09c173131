"""The networks' profiles are whole, dated and sourced, and say what their pages say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from channels.social import network
from channels.social.network import FOLDER, read_network
from editorial.errors import EditorialError
from editorial.piece import SOCIAL


def test_every_network_has_one_profile() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(SOCIAL)


@pytest.mark.parametrize("name", SOCIAL)
def test_a_profile_is_dated_and_sourced(name: str) -> None:
    profile = read_network(name)
    assert profile.checked >= date(2026, 1, 1)
    assert profile.sources
    assert all(source.startswith("https://") for source in profile.sources)


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        ("mastodon", (500, None, None, 1500)),
        ("bluesky", (300, 3000, None, 2000)),
        ("x", (280, None, None, 1000)),
        ("threads", (500, None, 1, 1000)),
        ("linkedin", (3000, None, None, 4086)),
        ("facebook", (63206, None, None, 1000)),
        ("instagram", (2200, None, 5, 1000)),
    ],
    ids=SOCIAL,
)
def test_the_limits(name: str, limits: tuple[int | None, ...]) -> None:
    profile = read_network(name)
    assert (profile.max_length, profile.max_bytes, profile.max_hashtags, profile.max_alt_chars) == limits


def test_bluesky_counts_bytes_too() -> None:
    bluesky = read_network("bluesky")
    families = "👨\u200d👩\u200d👧\u200d👦" * 150
    assert bluesky.length(families) == 150
    assert bluesky.excess(families, 300) == 150 * 25 - 3000
    assert bluesky.excess("a" * 301, 300) == 1
    assert bluesky.excess("a" * 300, 300) == 0


def test_a_wrong_profile_is_an_error_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wrong.yaml").write_text("format: 1\nname: Wrong\ntext: {count: words}\n", encoding="utf-8")
    monkeypatch.setattr(network, "FOLDER", tmp_path)
    with pytest.raises(EditorialError) as caught:
        read_network("wrong")
    assert len(caught.value.problems) > 2
    assert {problem.path for problem in caught.value.problems} == {"channels/social/networks/wrong.yaml"}
