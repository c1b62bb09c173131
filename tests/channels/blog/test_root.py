"""Files that a site wants at its root as they are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from channels.blog.root import root_files
from editorial.errors import EditorialError
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import artifacts


def test_a_file_of_the_root_is_laid_as_it_is(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("theme/site-root/.well-known/security.txt", "Contact: mailto:a@example.org\n")
    builder.file("theme/site-root/CNAME", "example.org\n").file("theme/site-root/.nojekyll", "")
    found = artifacts(builder.piece("un"))
    assert [found[f"site/{name}"].make() for name in (".well-known/security.txt", "CNAME", ".nojekyll")] == [
        b"Contact: mailto:a@example.org\n", b"example.org\n", b"",
    ]  # fmt: skip


def test_it_takes_the_place_of_one_that_would_be_made(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("theme/site-root/robots.txt", "User-agent: *\n").piece("un")
    assert artifacts(builder)["site/robots.txt"].make() == b"User-agent: *\n"


@pytest.mark.parametrize("name", [".DS_Store", ".gitkeep", "CNAME~", ".CNAME.swp"])
def test_what_systems_leave_behind_stays_behind(tmp_path: Path, name: str) -> None:
    SiteBuilder(tmp_path).file(f"theme/site-root/{name}", "x")
    assert root_files(tmp_path) == {}


@pytest.mark.parametrize("name", ["static/secret.txt", "templates/secret.html", "newsletter/digest.mjml.j2"])
def test_a_link_of_the_theme_that_leaves_the_site_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("x")
    site = tmp_path / "site"
    builder = SiteBuilder(site).piece("un").file("theme/static/own.css", "x")
    (site / "theme" / name).parent.mkdir(exist_ok=True)
    os.symlink(tmp_path / "secret", site / "theme" / name)
    os.symlink(site / "theme/static/own.css", site / "theme/static/same.css")
    with pytest.raises(EditorialError) as refused:
        artifacts(builder)
    assert [problem.path for problem in refused.value.problems] == [f"theme/{name}"]

    os.unlink(site / "theme" / name)
    assert artifacts(builder)["site/theme/same.css"].make() == b"x"


def test_a_link_that_leaves_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    site = tmp_path / "site"
    SiteBuilder(site).file("theme/site-root/CNAME", "x")
    os.symlink(tmp_path / "secret", site / "theme/site-root/secret")
    with pytest.raises(EditorialError) as refused:
        root_files(site)
    assert [problem.path for problem in refused.value.problems] == ["theme/site-root/secret"]
