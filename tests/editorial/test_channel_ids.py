"""The channels there are: those of the engine's folder of profiles, and those that a site adds in its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial import channel_ids as module
from editorial.channel_ids import FOLDER, SHIPPED, channel_ids
from editorial.errors import EditorialError


def add(root: Path, name: str) -> Path:
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    (root / FOLDER / name).write_text("format: 1\n", "utf-8")
    return root


def test_the_channels_of_every_site_are_told_in_one_order_and_more_after_them() -> None:
    assert list(SHIPPED[:9]) == [
        *("blog", "newsletter"),
        *("mastodon", "bluesky", "x", "threads", "linkedin", "facebook", "instagram"),
    ]


def test_a_file_in_a_sites_folder_adds_a_channel_after_the_others(tmp_path: Path) -> None:
    found = channel_ids(add(add(tmp_path, "intranet.yaml"), "forum.yaml"))
    assert [one for one in found[9:] if one not in SHIPPED] == ["forum", "intranet"]


def test_a_file_in_the_engines_folder_adds_a_channel_to_every_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(tmp_path / "engine", "forum.yaml")
    monkeypatch.setattr(module, "SHIPPED_FOLDER", tmp_path / "engine" / FOLDER)
    assert channel_ids(tmp_path / "site") == ("blog", "newsletter", "forum")


@pytest.mark.parametrize("name", ["mastodon.yaml", "README.md", "forum.yaml~"], ids=["shipped", "another", "backup"])
def test_no_other_file_adds_a_channel(name: str, tmp_path: Path) -> None:
    assert channel_ids(add(tmp_path, name)) == SHIPPED


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("blog.yaml", "“blog” cannot be a network"),
        ("social.yaml", "“social” cannot be a network"),
        ("Forum.yaml", "“Forum” cannot name a channel"),
        ("été.yaml", "“été” cannot name a channel"),
        ("a--b.yaml", "“a--b” cannot name a channel"),
        (".yaml", "“” cannot name a channel"),
    ],
)
def test_a_name_that_no_channel_may_have_is_an_error_in_words(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(EditorialError) as caught:
        channel_ids(add(tmp_path, name))
    (problem,) = caught.value.problems
    assert (problem.path, problem.message.en.startswith(said)) == (f"{FOLDER}/{name}", True)
