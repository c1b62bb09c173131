"""How often an entry of the calendar was changed is what git says, whatever else was typed in its files."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from editorial.memory import Memory
from editorial.revisions import NAME, Revised, calendar_commit, read_revisions, revised
from tests.builder import CALENDAR, SiteBuilder

SLOT = {"slot": "articles/2026-03-17", "piece": "a"}
MOVED = {**SLOT, "moved_to": "2026-03-18T10:00"}
MONTH = "editorial/calendar/2026-03.yaml"


def month(builder: SiteBuilder, *entries: Mapping[str, Any]) -> SiteBuilder:
    return builder.data(MONTH, {"format": 1, "entries": list(entries)})


def on(day: int) -> str:
    return f"2026-01-{day:02}T09:00:00+00:00"


def instant(day: int) -> datetime:
    return datetime(2026, 1, day, 9, tzinfo=UTC)


def test_an_entry_that_moved_twice_was_changed_twice(tmp_path: Path) -> None:
    builder = month(SiteBuilder(tmp_path), SLOT).commit(at=on(5))
    month(builder, MOVED).commit(at=on(6))
    month(builder, {**MOVED, "moved_to": "2026-03-19T10:00"}).commit(at=on(7))

    found = read_revisions(tmp_path)

    assert found["slot articles/2026-03-17"] == found["piece a"] == Revised(2, instant(7))
    assert found["cadence articles"] == Revised(0, instant(5))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# Mars.\nformat: 1\nentries:\n  - {piece: a, slot: articles/2026-03-17}\n", id="order-and-comment"
        ),
        pytest.param('format: 1\nentries:\n  - slot: "articles/2026-03-17"\n    piece: a\n    why: "oui"\n', id="why"),
        pytest.param("format: 1\nentries:\n  - {slot: articles/2026-03-17, piece: a}\n  - {slot: x/1}\n", id="another"),
    ],
)
def test_what_says_nothing_of_when_changes_nothing(tmp_path: Path, text: str) -> None:
    builder = month(SiteBuilder(tmp_path), SLOT).commit(at=on(5))
    builder.file(MONTH, text).commit(at=on(6))

    assert read_revisions(tmp_path)["piece a"] == Revised(0, instant(5))


def test_an_entry_that_goes_to_another_file_is_the_same(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).calendar(entries=[SLOT]).commit(at=on(5))
    month(builder.calendar(), SLOT).commit(at=on(6))

    assert read_revisions(tmp_path)["piece a"] == Revised(0, instant(5))


def test_an_entry_taken_away_and_given_back_never_counts_backwards(tmp_path: Path) -> None:
    builder = month(SiteBuilder(tmp_path), SLOT).commit(at=on(5))
    month(builder).commit(at=on(6))
    assert read_revisions(tmp_path)["piece a"] == Revised(1, instant(6))

    month(builder, SLOT).commit(at=on(7))
    assert read_revisions(tmp_path)["piece a"] == Revised(2, instant(7))


def test_a_file_of_the_past_that_does_not_read_says_nothing(tmp_path: Path) -> None:
    builder = month(SiteBuilder(tmp_path), SLOT).commit(at=on(5))
    builder.file(MONTH, b"entries: [\xff").commit(at=on(6))
    month(builder, SLOT).commit(at=on(7))

    assert read_revisions(tmp_path)["piece a"].last == instant(7)


def test_a_branch_that_was_merged_is_one_change(tmp_path: Path) -> None:
    builder = month(SiteBuilder(tmp_path), SLOT).commit(at=on(5))
    git(tmp_path, "checkout", "-q", "-b", "mars")
    for day in (6, 7, 8):
        month(builder, {**SLOT, "moved_to": f"2026-03-{day}T10:00"}).commit(at=on(day))
    git(tmp_path, "checkout", "-q", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "mars", "mars")

    assert read_revisions(tmp_path)["piece a"].changes == 1


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Banc", "-c", "user.email=banc@banc.example")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def test_what_is_remembered_says_the_same(tmp_path: Path) -> None:
    builder = month(SiteBuilder(tmp_path), SLOT).commit(at=on(5))
    read_revisions(tmp_path, Memory(tmp_path, NAME))
    month(builder, MOVED).commit(at=on(6))

    assert read_revisions(tmp_path, Memory(tmp_path, NAME)) == read_revisions(tmp_path)
    assert Memory(tmp_path, NAME).entries


def test_a_site_in_a_folder_of_its_repository_has_its_own_calendar(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)  # another site, at the top
    (tmp_path / "site").mkdir()
    inner = month(SiteBuilder(tmp_path / "site"), SLOT)
    builder.commit(at=on(5))
    inner.calendar(CALENDAR, entries=[MOVED])
    builder.commit(at=on(6))

    assert read_revisions(tmp_path / "site")["piece a"] == Revised(1, instant(6))
    assert "piece a" not in read_revisions(tmp_path)
    assert calendar_commit(tmp_path / "site") != calendar_commit(tmp_path)


@pytest.mark.parametrize("is_begun", [False, True], ids=["no-git", "no-commit"])
def test_without_a_commit_nothing_is_known(tmp_path: Path, is_begun: bool) -> None:
    month(SiteBuilder(tmp_path), SLOT)
    if is_begun:
        git(tmp_path, "init", "-q")

    assert (read_revisions(tmp_path), calendar_commit(tmp_path)) == ({}, "")


def test_what_depends_on_two_things_changes_with_either() -> None:
    known = {"slot x/1": Revised(2, instant(5)), "cadence x": Revised(1, instant(7))}

    assert revised(known, ["slot x/1", "cadence x", "piece a"]) == Revised(3, instant(7))
    assert revised(known, ["piece a"]) is None
