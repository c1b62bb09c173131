"""A pelicanconf.py finds the site it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.blog.declared import declared, declaring
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import declared as given


def test_the_site_being_built_comes_first(tmp_path: Path) -> None:
    site = given(SiteBuilder(tmp_path))
    with declaring(site):
        assert declared("/nulle/part/pelicanconf.py") is site


def test_outside_a_build_it_is_the_site_the_file_lies_in(tmp_path: Path) -> None:
    SiteBuilder(tmp_path)
    assert declared(str(tmp_path / "pelicanconf.py")).root == tmp_path.resolve()


def test_a_shipped_file_is_for_the_site_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site/content").mkdir(parents=True)
    (tmp_path / "paquet").mkdir()
    SiteBuilder(tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site/content")
    assert declared(str(tmp_path / "paquet/_pelicanconf.py")).root == (tmp_path / "site").resolve()


def test_addresses_are_said_in_pelicans_patterns(tmp_path: Path) -> None:
    site = given(SiteBuilder(tmp_path))
    assert site.address("pillar") == ("pilier/{slug}/", "pilier/{slug}/index.html")
    assert site.address("article", "{lang}") == ("{lang}/{slug}/", "{lang}/{slug}/index.html")
    assert site.address("index") == ("", "index.html")
