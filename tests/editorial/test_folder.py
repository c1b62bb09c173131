"""A site is found from any folder of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.errors import EditorialError
from editorial.folder import find_site
from tests.builder import SiteBuilder


@pytest.mark.parametrize("start", [".", "content", "content/ecouter", "editorial", "channels/../content"])
def test_a_site_is_found_from_any_folder_of_it(tmp_path: Path, start: str) -> None:
    SiteBuilder(tmp_path).piece("a")

    assert find_site(tmp_path / start) == tmp_path.resolve()


def test_the_nearest_site_is_the_one(tmp_path: Path) -> None:
    inner = tmp_path / "content/site"
    SiteBuilder(tmp_path)
    inner.mkdir()
    SiteBuilder(inner)

    assert find_site(inner / "content") == inner.resolve()


def test_a_folder_outside_of_any_site_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "editorial").mkdir()

    with pytest.raises(EditorialError, match=f"no site here: {tmp_path} holds no editorial/charter.yaml"):
        find_site(tmp_path)


def test_what_stands_in_place_of_a_charter_makes_a_site_whose_charter_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "editorial/charter.yaml").mkdir(parents=True)

    assert find_site(tmp_path / "editorial") == tmp_path.resolve()
