"""Where a site stands in git is said in one go, whatever git there is."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from editorial.history import Head, head
from tests.builder import SiteBuilder


def commit_of(root: Path) -> str:
    return (
        subprocess.run(["git", "-C", root, "rev-parse", "HEAD"], check=True, capture_output=True)
        .stdout.decode()
        .strip()
    )


@pytest.mark.parametrize(
    ("act", "is_dirty"),
    [
        pytest.param(lambda b: b, False, id="clean"),
        pytest.param(lambda b: b.piece("a", "Autre."), True, id="changed"),
        pytest.param(lambda b: b.piece("b"), True, id="added"),
        pytest.param(lambda b: (b.root / "content/ecouter/a.md").unlink(), True, id="deleted"),
        pytest.param(lambda b: b.file("output/x", "x").file(".ligne/x", "x"), False, id="ignored"),
        pytest.param(lambda b: b.piece("a", "Autre.").commit(), False, id="committed"),
    ],
)
def test_the_head_is_the_commit_and_whether_the_work_tree_is_another(
    tmp_path: Path, act: Callable[[SiteBuilder], object], is_dirty: bool
) -> None:
    act(SiteBuilder(tmp_path).piece("a").commit())

    assert head(tmp_path) == Head(commit_of(tmp_path), is_dirty)


def test_a_site_in_a_folder_of_a_repository_is_dirty_by_its_own_files_only(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    builder = SiteBuilder(tmp_path / "site").piece("a")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "-A"], check=True)
    builder._git("commit", "-q", "-m", "état")
    (tmp_path / "other").write_text("x")
    clean = head(builder.root)

    builder.piece("b")

    assert (clean, head(builder.root)) == (Head(commit_of(tmp_path), False), Head(commit_of(tmp_path), True))


def test_without_a_commit_there_is_none(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path)
    builder._git("init", "-q")

    assert head(tmp_path) == Head(None, True)


def test_without_a_repository_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert head(tmp_path) == Head(None, False)


def test_without_git_there_is_nothing_to_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SiteBuilder(tmp_path).commit()
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))

    assert head(tmp_path) == Head(None, False)
