"""The networks' profiles are whole, dated and sourced, say what their pages say, and a site may add its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from channels.social.network import read_network, refuse_wrong_profiles
from editorial.channel_ids import FOLDER, SHIPPED, SHIPPED_FOLDER, is_social
from editorial.errors import EditorialError

NETWORKS = tuple(filter(is_social, SHIPPED))
FORUM = """\
format: 1
name: Le forum
checked: 2026-11-23
expires: 2027-11-23
sources: [https://forum.example/aide]
text: {count: characters, max: 900}
images: {max: 1, width: 800, height: 450, max_bytes: 500000}
"""


def own(root: Path, name: str, text: str) -> Path:
    path = root / FOLDER / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return root


def test_every_network_has_one_profile() -> None:
    assert sorted(path.stem for path in SHIPPED_FOLDER.glob("*.yaml")) == sorted(NETWORKS)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_profile_is_dated_and_sourced(name: str) -> None:
    profile = read_network(name)
    assert profile.checked >= date(2026, 1, 1)
    assert profile.sources
    assert all(source.startswith("https://") for source in profile.sources)


LIMITS = {
    "mastodon": (500, None, None, 1500),
    "bluesky": (300, 3000, None, 2000),
    "x": (280, None, None, 1000),
    "threads": (500, None, 1, 1000),
    "linkedin": (3000, None, None, 4086),
    "facebook": (63206, None, None, 1000),
    "instagram": (2200, None, 5, 1000),
}


@pytest.mark.parametrize(("name", "limits"), LIMITS.items(), ids=LIMITS)
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


def test_a_sites_own_network_is_read_from_its_folder(tmp_path: Path) -> None:
    forum = read_network("forum", own(tmp_path, "forum", FORUM))
    assert (forum.name, forum.max_length, forum.size, forum.max_parts) == ("Le forum", 900, (800, 450), 1)


def test_what_a_sites_own_file_does_not_say_of_a_shipped_network_the_shipped_one_does(tmp_path: Path) -> None:
    own(tmp_path, "mastodon", "format: 1\nchecked: 2027-12-01\nexpires: 2028-12-01\ntext: {max: 1000}\n")
    mastodon, shipped = read_network("mastodon", tmp_path), read_network("mastodon")
    assert (mastodon.max_length, mastodon.expires) == (1000, date(2028, 12, 1))
    assert (mastodon.rule, mastodon.url_weight, mastodon.size) == (shipped.rule, shipped.url_weight, shipped.size)
    assert shipped.max_length == 500


def test_a_wrong_profile_is_an_error_in_words_at_its_place(tmp_path: Path) -> None:
    own(tmp_path, "wrong", "format: 1\nname: Wrong\ntext: {count: words, max: 0}\nimages: {widht: 3}\n")
    with pytest.raises(EditorialError) as caught:
        refuse_wrong_profiles(tmp_path)
    found = {
        (problem.span.line, problem.message.en.partition(":")[0]) for problem in caught.value.problems if problem.span
    }
    assert {problem.path for problem in caught.value.problems} == {"channels/social/networks/wrong.yaml"}
    assert found >= {
        (3, "“text.count”"),
        (3, "“max”"),
        (4, "unknown key “images.widht”"),
        (4, "the key “images.width” is missing"),
        (1, "the key “sources” is missing"),
    }
