"""Searchers find every public page and its last change, and nothing else."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from channels.blog import maps
from channels.blog.routes import own_layout, routes
from tests.builder import BLOG, SiteBuilder
from tests.channels.blog.blogs import declared, page, text, tree

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def listed(xml: str) -> dict[str, str | None]:
    root = ElementTree.fromstring(xml)
    return {url.findtext("s:loc", "", NAMES): url.findtext("s:lastmod", None, NAMES) for url in root}


def test_the_sitemap_lists_every_page_with_its_last_change(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", tags=["a&b"], updated="2026-03-05", aliases=["/vieux/"])
    builder.piece("secret", embargo="2026-04-01T06:00+02:00").piece("deux", date="2026-02-10T09:00+01:00")
    builder.piece("a-propos", folder="pages", kind="page", pillar=None, author=None, date=None)
    assert listed(page(builder, "sitemap.xml")) == {
        "https://banc.example/": "2026-03-05",
        "https://banc.example/archives/": "2026-03-05",
        "https://banc.example/pilier/ecouter/": "2026-03-05",
        "https://banc.example/tag/a-b/": "2026-03-05",
        "https://banc.example/auteur/redaction/": "2026-03-05",
        "https://banc.example/un/": "2026-03-05",
        "https://banc.example/deux/": "2026-02-10",
        "https://banc.example/a-propos/": None,
        "https://banc.example/charte/": None,
        "https://banc.example/lettre/": None,
        "https://banc.example/lettre/2026-02-13/": "2026-02-13",
        "https://banc.example/lettre/2026-03-06/": "2026-03-06",
    }


def test_a_large_site_has_an_index_of_sitemaps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "MAX_URLS", 4)
    site = declared(SiteBuilder(tmp_path).piece("un").piece("deux"))
    entries = maps.entries(site, routes(site.view, own_layout(site.view)))
    made = {path: make() for path, make in maps.sitemaps(site, entries).items()}
    parts = [path for path in made if path != "/sitemap.xml"]
    assert list(listed(made["/sitemap.xml"])) == [f"https://banc.example{path}" for path in parts]
    assert sum(len(listed(made[path])) for path in parts) == len(entries)


def test_robots_are_let_in_but_to_a_preview(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un")
    assert page(builder, "robots.txt") == "User-agent: *\nAllow: /\nSitemap: https://banc.example/sitemap.xml\n"
    assert "Disallow: /\n" in page(builder, "robots.txt", is_preview=True)


def test_an_old_address_sends_on_to_the_piece(tmp_path: Path) -> None:
    root = tree(page(SiteBuilder(tmp_path).piece("un", aliases=["/vieux/"], title="A & B"), "vieux/index.html"))
    assert [m.attrib["content"] for m in root.iter("meta") if "http-equiv" in m.attrib] == [
        "0; url=https://banc.example/un/"
    ]
    assert [link.attrib["href"] for link in root.iter("link")] == ["https://banc.example/un/"]
    assert text(root.find(".//a")) == "A & B"


@pytest.mark.parametrize(
    ("name", "letter"), [("Le Banc", "B"), ("Gazette", "G"), ("La Toile", "T"), ("la", "·"), ("<x>", "&lt;")]
)
def test_the_icon_shows_the_initial(tmp_path: Path, name: str, letter: str) -> None:
    icon = page(SiteBuilder(tmp_path).data("channels/blog.yaml", {**BLOG, "name": name}), "favicon.svg")
    assert f">{letter}</text>" in icon
    ElementTree.fromstring(icon)
