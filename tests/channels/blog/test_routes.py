"""Every page has one address, lists go on over pages, and old addresses never hide a page of today."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.blog.routes import Layout, own_layout, redirections, routes
from tests.builder import BLOG, SiteBuilder
from tests.channels.blog.blogs import view


def test_a_small_site_has_these_pages(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", tags=["Veille"]).piece("one", lang="en", author="redaction")
    builder.piece("a-propos", folder="pages", kind="page", pillar=None, author=None, date=None)
    found = view(builder)
    assert [(route.path, route.template, route.pieces) for route in routes(found, own_layout(found))] == [
        ("/", "index", ("un",)),
        ("/archives/", "archives", ("un",)),
        ("/pilier/ecouter/", "category", ("un",)),
        ("/tag/veille/", "tag", ("un",)),
        ("/auteur/redaction/", "author", ("un",)),
        ("/en/", "index", ("one",)),
        ("/en/archives/", "archives", ("one",)),
        ("/en/pilier/ecouter/", "category", ("one",)),
        ("/en/auteur/redaction/", "author", ("one",)),
        ("/en/one/", "article", ("one",)),
        ("/un/", "article", ("un",)),
        ("/a-propos/", "page", ("a-propos",)),
        ("/charte/", "charter", ()),
        ("/lettre/", "letters", ()),
        ("/404.html", "404", ()),
    ]


def test_a_list_goes_on_over_as_many_pages_as_it_needs(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).data("channels/blog.yaml", {**BLOG, "per_page": 2})
    for name in ("a", "b", "c", "d", "e"):
        builder.piece(name)
    found = view(builder)
    assert [(r.path, r.number, r.pieces) for r in routes(found, own_layout(found)) if r.template == "archives"] == [
        ("/archives/", 1, ("a", "b")),
        ("/archives/page/2/", 2, ("c", "d")),
        ("/archives/page/3/", 3, ("e",)),
    ]


def test_an_empty_site_still_has_its_lists(tmp_path: Path) -> None:
    found = view(SiteBuilder(tmp_path))
    paths = [route.path for route in routes(found, own_layout(found))]
    assert paths == ["/", "/archives/", "/charte/", "/lettre/", "/404.html"]


def test_a_theme_can_ask_for_other_lists(tmp_path: Path) -> None:
    found = view(SiteBuilder(tmp_path).piece("un").piece("deux"))
    layout = Layout({"index": "/", "tags": "/tags.html"}, {"index": 1})
    lists = [(r.path, r.template) for r in routes(found, layout) if r.template in ("index", "tags")]
    assert lists == [("/", "index"), ("/page/2/", "index"), ("/tags.html", "tags")]


def test_a_list_in_a_file_of_its_own_goes_on_in_a_folder_of_its_name(tmp_path: Path) -> None:
    found = view(SiteBuilder(tmp_path).piece("un").piece("deux"))
    layout = Layout({"tags": "/plus/mots.html"}, {"tags": 1})
    assert [route.path for route in routes(found, layout)][:2] == ["/plus/mots.html", "/plus/mots/page/2/"]


@pytest.mark.parametrize(("orphans", "expected"), [(0, [2, 2, 1]), (1, [2, 3]), (3, [5]), (9, [5])])
def test_so_few_pieces_as_a_theme_calls_orphans_have_no_last_page(
    tmp_path: Path, orphans: int, expected: list[int]
) -> None:
    builder = SiteBuilder(tmp_path)
    for name in ("a", "b", "c", "d", "e"):
        builder.piece(name)
    layout = Layout({"index": "/"}, {"index": 2}, orphans)
    assert [len(r.pieces) for r in routes(view(builder), layout) if r.template == "index"] == expected


def test_an_old_address_leads_to_its_piece_unless_a_page_stands_there(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", aliases=["/vieux/", "/deux/", "/vieux.html"])
    builder.piece("deux", aliases=["/vieux/"]).piece("trois", aliases=["/secret/"], status="draft")
    found = view(builder)
    taken = frozenset(route.path for route in routes(found, own_layout(found)))
    assert sorted((alias, piece.id) for alias, piece in redirections(found, taken)) == [
        ("/vieux.html", "un"), ("/vieux/", "deux"),
    ]  # fmt: skip
