"""JSON-LD cannot be broken out of, and says who signs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from channels.blog.structured import list_data, piece_data, site_data
from channels.blog.values import Named
from tests.builder import CHARTER, SiteBuilder
from tests.channels.blog.blogs import view


def graph(script: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(script.partition(">")[2].removesuffix("</script>"))["@graph"]
    return found


def test_a_title_cannot_close_the_script(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", title="</script><script>alert(1)</script>")
    found, piece = view(builder), builder.site().pieces[0]
    script = piece_data(found, piece, found.detail(piece))
    assert script.count("</script>") == 1
    assert graph(script)[0]["headline"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "kind"), [("La rédaction", "Organization"), ("Ada Lovelace", "Person"), ("Lana Le", "Person")]
)
def test_a_desk_is_no_person(tmp_path: Path, name: str, kind: str) -> None:
    masthead = {**CHARTER["masthead"], "people": [{"id": "redaction", "name": name, "roles": ["auteur"]}]}
    builder = SiteBuilder(tmp_path).charter(masthead=masthead).piece("un")
    found, piece = view(builder), builder.site().pieces[0]
    author = graph(piece_data(found, piece, found.detail(piece)))[0]["author"]
    assert author == [{"@type": kind, "name": name, "url": "https://banc.example/auteur/redaction/"}]


def test_a_list_and_the_front_page_say_where_they_stand(tmp_path: Path) -> None:
    found = view(SiteBuilder(tmp_path).piece("un"))
    trail = graph(list_data(found, "fr", Named("Écouter", "/pilier/ecouter/")))[0]["itemListElement"]
    assert [step["item"] for step in trail] == ["https://banc.example/", "https://banc.example/pilier/ecouter/"]  # type: ignore[attr-defined]
    assert [thing["@type"] for thing in graph(site_data(found, "fr"))] == ["WebSite", "Organization"]
