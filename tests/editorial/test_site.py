"""A picture is found beside its piece, else under content/, and never outside of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.crew import Crew
from editorial.site import Site, locate_image, read_site
from tests.builder import SiteBuilder


@pytest.fixture(params=["directly", "through-the-index"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    """A site of one piece with pictures around it, read either way."""
    builder = SiteBuilder(tmp_path).piece("a").file("secret.jpg", "x")
    for path in ("ecouter/vue.jpg", "vue.jpg", "images/été.jpg", ".caches/vue.jpg", "x.md/vue.jpg"):
        builder.file(f"content/{path}", "x")
    content = tmp_path / "content"
    (content / "ecouter/lien.jpg").symlink_to("vue.jpg")
    (content / "photos").symlink_to("images")
    (content / "dehors.jpg").symlink_to("../secret.jpg")
    (content / "soi.jpg").symlink_to("soi.jpg")
    return read_site(tmp_path.resolve(), Crew() if request.param == "through-the-index" else None)


FOUND = {
    "beside": ("vue.jpg", "ecouter/vue.jpg"),
    "beside-in-steps": ("./../ecouter/vue.jpg", "ecouter/vue.jpg"),
    "above": ("../vue.jpg", "vue.jpg"),
    "from-the-root": ("/vue.jpg", "vue.jpg"),
    "under-content": ("images/été.jpg", "images/été.jpg"),
    "as-an-address": ("images/%C3%A9t%C3%A9.jpg", "images/été.jpg"),
    "outside-as-an-address": ("..%2F..%2Fsecret.jpg", None),
    "a-nul-as-an-address": ("vue%00.jpg", None),
    "through-a-link": ("lien.jpg", "ecouter/vue.jpg"),
    "through-a-folders-link": ("photos/été.jpg", "images/été.jpg"),
    "in-a-hidden-folder": (".caches/vue.jpg", ".caches/vue.jpg"),
    "in-a-folder-named-as-a-text": ("x.md/vue.jpg", "x.md/vue.jpg"),
    "nowhere": ("nulle-part.jpg", None),
    "nothing": ("", None),
    "a-folder": ("images", None),
    "outside": ("../../secret.jpg", None),
    "outside-through-a-link": ("/dehors.jpg", None),
    "a-link-to-itself": ("/soi.jpg", None),
    "on-the-web": ("https://example.org/vue.jpg", None),
    "a-nul": ("vue\0.jpg", None),
    "too-long": ("x" * 5000, None),
}


@pytest.mark.parametrize(("src", "path"), FOUND.values(), ids=FOUND)
def test_a_picture_is_found_where_its_piece_says(site: Site, src: str, path: str | None) -> None:
    (piece,) = site.pieces
    expected = site.root / "content" / path if path else None

    assert (site.locate_image(piece, src), locate_image(site.root, piece, src)) == (expected, expected)
