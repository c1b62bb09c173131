"""Programs by which sites show the cards of others read ours right, and a broken tag is seen."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.builder import BLOG, SiteBuilder
from tests.channels.web import serving
from tests.command import ligne

AT = "2026-03-10T12:00+00:00"
HERE = Path(__file__).parent
READERS = ("open-graph-scraper", "unfurl.js", "metascraper")
SIZED = READERS[:2]
PIECES: dict[str, dict[str, Any]] = {
    "plain": {"title": "Répondre à la colère", "standfirst": "Quoi faire dans la première heure."},
    "marks": {
        "title": "«\u00a0L’art\u00a0» de dire\u00a0: oui & non <b>",
        "standfirst": "L’un dit “oui”, l’autre <i>.",
    },
    "english": {"title": "How we answer", "standfirst": "Four habits — and “one” rule.", "lang": "en"},
    "signs": {"title": "Bravo 🎉 à 漢", "standfirst": "É" * 300},
    "template": {"title": "{{ 7 * 7 }} & \\n", "standfirst": "Une phrase."},
}
BROKEN = {
    "title": ('property="og:title" content="', 'property="og:title" content="Autre '),
    "description": ('property="og:description"', 'property="og:descripton"'),
    "image": ("/cards/", "/card/"),
    "width": ('og:image:width" content="1200"', 'og:image:width" content="120"'),
    "height": ('<meta property="og:image:height" content="630">', ""),
    "alt": ('property="og:image:alt"', 'property="og:alt"'),
    "locale": ('content="fr_FR"', 'content="en_US"'),
    "address": ('property="og:url" content="https:', 'property="og:url" content="http:'),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, needs: Callable[[str], Path]) -> Path:
    """A site of pieces whose words are hard to carry, and beside one of them its twins with one tag broken each."""
    needs("card-readers")
    root = tmp_path_factory.mktemp("site")
    builder = SiteBuilder(root)
    for name, front in PIECES.items():
        builder.piece(name, **front)
    assert ligne("build", "--at", AT, site=root).code == 0
    made = root / "output/site"
    page = (made / "plain/index.html").read_text("utf-8")
    for name, (right, wrong) in BROKEN.items():
        assert right in page, name
        twin = made / f"twin-{name}/index.html"
        twin.parent.mkdir()
        twin.write_text(page.replace(right, wrong), "utf-8")
    return made


@pytest.fixture(scope="module")
def read(site: Path, needs: Callable[[str], Path]) -> dict[str, dict[str, Any]]:
    """What each program reads, by the folder of the page."""
    paths = [page.parent.relative_to(site).as_posix() for page in sorted(site.rglob("index.html"))]
    paths = [path for path in paths if path.rpartition("/")[2] in PIECES or path.startswith("twin-")]
    with serving(site) as address:
        command = ["node", str(HERE / "card_readers.cjs"), str(needs("card-readers"))]
        urls = {f"{address}/{path}/": path.rpartition("/")[2] for path in paths}
        done = subprocess.run([*command, *urls], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return {urls[url]: found for url, found in json.loads(done.stdout).items()}


def expected(name: str, reader: str) -> dict[str, Any]:
    """What a program should read of the card of a piece; metascraper knows neither size nor words of an image."""
    piece = PIECES[name]
    lang = piece.get("lang", "fr")
    path = f"{name}/" if lang == "fr" else f"{lang}/{name}/"
    url = BLOG["url"]
    is_sized = reader in SIZED
    return {
        "title": piece["title"],
        "description": piece["standfirst"],
        "image": f"{url}/cards/{name}.jpg",
        "size": [1200, 630] if is_sized else None,
        "alt": piece["title"] if is_sized else None,
        "locale": {"fr": "fr_FR", "en": "en_US"}[lang] if is_sized else lang,
        "url": f"{url}/{path}",
    }


@pytest.mark.parametrize("name", PIECES)
def test_three_programs_read_the_card_of_a_page_right(site: Path, read: dict[str, dict[str, Any]], name: str) -> None:
    assert read[name] == {reader: expected(name, reader) for reader in READERS}
    file = site / read[name]["unfurl.js"]["image"].removeprefix(f"{BLOG['url']}/")
    with Image.open(file) as image:
        assert [*image.size] == read[name]["unfurl.js"]["size"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_tag_is_seen(read: dict[str, dict[str, Any]], name: str) -> None:
    assert read[f"twin-{name}"] != read["plain"]
