"""Gives the tests of the workflows a new site, committed, pushed to a bare repository, with a host that serves it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.web import serving
from tests.command import ligne
from tests.workflows.runner import Host, git


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give what `ligne init` lays out."""
    root = tmp_path_factory.mktemp("planted") / "site"
    assert ligne("init", str(root), "--lang", "en").code == 0
    return root


@pytest.fixture
def site(planted: Path, tmp_path: Path) -> Path:
    """Give a copy of the new site, in a work tree of the team's."""
    return Path(shutil.copytree(planted, tmp_path / "team"))


@pytest.fixture
def host(site: Path, tmp_path: Path) -> Iterator[Host]:
    """Give the host: the site is pushed there, and says that it is served where it is."""
    served, origin = tmp_path / "served", tmp_path / "origin.git"
    served.mkdir()
    with serving(served) as address:
        blog = site / "channels/blog.yaml"
        lines = [
            f'url: "{address}"' if line.startswith("url:") else line for line in blog.read_text("utf-8").splitlines()
        ]
        blog.write_text("\n".join(lines) + "\n", "utf-8")
        git(tmp_path, "init", "-q", "--bare", "-b", "main", str(origin))
        git(site, "init", "-q", "-b", "main")
        git(site, "remote", "add", "origin", str(origin))
        push(site)
        yield Host(tmp_path, origin, served)


def push(site: Path) -> str:
    """Commit everything, push it, and give the commit."""
    git(site, "add", "-A")
    git(site, "commit", "-q", "--allow-empty", "-m", "state")
    git(site, "push", "-q", "origin", "main")
    return git(site, "rev-parse", "HEAD")
