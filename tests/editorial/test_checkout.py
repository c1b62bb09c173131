"""A site as it was at a commit, laid out for as long as somebody looks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from editorial.checkout import checked_out
from editorial.errors import EditorialError
from editorial.history import commit_named, head
from tests.builder import SiteBuilder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    SiteBuilder(tmp_path).piece("a").commit().piece("b").commit()
    return tmp_path


def worktrees(root: Path) -> int:
    said = subprocess.run(["git", "worktree", "list"], cwd=root, check=True, capture_output=True, encoding="utf-8")
    return len(said.stdout.splitlines())


def test_the_site_stands_as_it_was_with_its_history_and_goes_away(site: Path) -> None:
    commit = commit_named(site, "HEAD~1") or ""
    before = head(site)
    with checked_out(site, commit) as place:
        assert sorted(path.name for path in (place / "content/ecouter").iterdir()) == ["a.md"]
        assert head(place).commit == commit
    assert (place.exists(), worktrees(site), head(site)) == (False, 1, before)


def test_it_goes_away_after_an_error_too(site: Path) -> None:
    commit = commit_named(site, "HEAD") or ""
    looked = []

    def look() -> None:
        with checked_out(site, commit) as place:
            (place / "content/autre.md").write_text("x")
            looked.append(place)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        look()
    assert (looked[0].exists(), worktrees(site)) == (False, 1)


def test_a_site_in_a_folder_of_its_repository_is_found_there(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "site").mkdir()
    SiteBuilder(tmp_path / "site").piece("a")
    words = ["-c", "user.name=a", "-c", "user.email=a@a.example", "commit", "-q", "-m", "x"]
    for command in (["add", "-A"], words):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    with checked_out(tmp_path / "site", commit_named(tmp_path, "HEAD") or "") as place:
        assert (place / "editorial/charter.yaml").is_file()


@pytest.mark.skipif(os.name != "posix", reason="hooks are programs")
def test_no_hook_runs(site: Path, tmp_path: Path) -> None:
    hook = site / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    with checked_out(site, commit_named(site, "HEAD") or ""):
        pass
    assert not (tmp_path / "ran").exists()


def test_what_git_cannot_lay_out_is_one_sentence(site: Path) -> None:
    with pytest.raises(EditorialError) as refusal, checked_out(site, "f" * 40):
        pass
    assert refusal.value.problems[0].message.en.startswith("git could not lay out the site as it was: ")
