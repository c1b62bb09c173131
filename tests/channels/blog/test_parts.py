"""A part that many pages show alike is rendered once, and never mistaken for another."""

from __future__ import annotations

from pathlib import Path

from tests.builder import SiteBuilder
from tests.channels.blog.blogs import declared


def test_a_part_is_made_once_for_all_that_show_it_alike(tmp_path: Path) -> None:
    site = declared(SiteBuilder(tmp_path).piece("un"))
    site.look.environment("templates").globals.update(site.names)
    masthead = site.names["part"]
    assert masthead("masthead", "fr", "..", "index") == masthead("masthead", "fr", "..", "index")
    assert 'aria-current="page"' in masthead("masthead", "fr", "..", "index")
    assert 'aria-current="page"' not in masthead("masthead", "fr", "..", "tag")
    assert 'href="../../pilier/ecouter/"' in masthead("masthead", "fr", "../..", "tag")


def test_a_row_tells_pieces_and_depths_apart(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un").piece("deux")
    site = declared(builder)
    site.look.environment("templates").globals.update(site.names)
    un, deux = (site.view.teaser(piece) for piece in sorted(builder.site().pieces, key=lambda p: p.id == "deux"))
    row = site.names["row"]
    assert 'href="../un/"' in row(un, "..", 2)
    assert 'href="../deux/"' in row(deux, "..", 2)
    assert 'href="../../un/"' in row(un, "../..", 2)
    assert "kicker" in row(un, "..", 2)
    assert "kicker" not in row(un, "..", 2, has_kicker=False)
