"""What is staged and what a branch changed is told by git, and what it cannot tell is said."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from editorial.changed import paths_since, staged_paths
from editorial.errors import EditorialError
from tests.builder import SiteBuilder

A, B, C = (f"content/ecouter/{name}.md" for name in "abc")


@pytest.fixture
def branch(tmp_path: Path) -> SiteBuilder:
    """Give a site on a branch that changed B, while main went on and changed A."""
    builder = SiteBuilder(tmp_path).piece("a").piece("b").commit()
    builder._git("checkout", "-q", "-b", "retouche")
    builder.piece("b", "Autre.").commit()
    builder._git("checkout", "-q", "main")
    builder.piece("a", "Autre.").commit()
    builder._git("checkout", "-q", "retouche")
    return builder


def test_a_branch_changed_what_it_committed_since_it_parted(branch: SiteBuilder) -> None:
    assert paths_since(branch.root, "main") == {B}


@pytest.mark.parametrize(
    ("act", "changed"),
    [
        pytest.param(lambda b: b.piece("c"), {B, C}, id="not-tracked-yet"),
        pytest.param(lambda b: b.piece("c")._git("add", "-A"), {B, C}, id="staged"),
        pytest.param(lambda b: (b.root / A).unlink(), {B}, id="deleted"),
        pytest.param(lambda b: (b.root / A).rename(b.root / "content/a.md"), {B, "content/a.md"}, id="moved"),
        pytest.param(lambda b: b.piece("été «1»"), {B, "content/ecouter/été «1».md"}, id="accents-and-spaces"),
        pytest.param(lambda b: b.file("output/x.md", "x").file(".ligne/y", "y"), {B}, id="ignored"),
    ],
)
def test_what_is_not_committed_yet_counts_too(
    branch: SiteBuilder, act: Callable[[SiteBuilder], object], changed: set[str]
) -> None:
    act(branch)

    assert paths_since(branch.root, "main") == changed


def test_paths_are_those_of_a_site_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main", tmp_path], check=True)
    builder = SiteBuilder(tmp_path / "site").piece("a")
    (tmp_path / "other.md").write_text("x")
    subprocess.run(["git", "-C", tmp_path, "add", "-A"], check=True)
    builder._git("commit", "-q", "-m", "x")
    builder.piece("a", "Autre.").piece("b")
    (tmp_path / "other.md").write_text("y")

    assert paths_since(builder.root, "HEAD") == {A, B}
    subprocess.run(["git", "-C", tmp_path, "add", "-A"], check=True)
    assert staged_paths(builder.root) == {A, B}


def test_what_is_staged_is_told_before_the_first_commit(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a")
    builder._git("init", "-q")
    builder._git("add", A)

    assert staged_paths(tmp_path) == {A}


@pytest.mark.parametrize("revision", ["absent", "--output=x", "", "HEAD:content", "a\0b"])
def test_a_revision_that_does_not_exist_is_said(branch: SiteBuilder, revision: str) -> None:
    with pytest.raises(EditorialError, match="names no commit"):
        paths_since(branch.root, revision)
    assert not (branch.root / "x").exists()


def test_without_git_it_is_said(tmp_path: Path) -> None:
    for ask in (staged_paths, lambda root: paths_since(root, "main")):
        with pytest.raises(EditorialError, match="no git repository"):
            ask(SiteBuilder(tmp_path).root)


def test_without_a_common_commit_it_is_said(branch: SiteBuilder) -> None:
    branch._git("checkout", "-q", "--orphan", "autre")
    branch.commit()

    with pytest.raises(EditorialError, match="shares no commit"):
        paths_since(branch.root, "main")


def test_a_shallow_clone_says_what_to_fetch(branch: SiteBuilder) -> None:
    clone = branch.root / "clone"
    origin = f"file://{branch.root}"
    subprocess.run(["git", "clone", "-q", "--depth=1", "--no-single-branch", origin, clone], check=True)

    for revision in ("origin/main", "v1"):
        with pytest.raises(EditorialError, match="unshallow"):
            paths_since(clone, revision)
