"""The board is one valid page: without scripts, its cards lead to pieces, what lacks is red, a sheet a month."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest

from channels.colour import contrast
from channels.templates import read_look
from tests.builder import AT, CHARTER, SiteBuilder
from tests.command import ligne

BOARD = "output/team/plan/index.html"
NS = "{http://www.w3.org/1999/xhtml}"


def a_site(root: Path, **charter: object) -> SiteBuilder:
    builder = SiteBuilder(root).charter(CHARTER, **charter)
    builder.piece("un").piece("deux", date="2026-03-20T09:00+01:00", pillar="publier")
    return builder.piece("trois", date="2026-03-26T09:00+01:00", status="draft")


def board(builder: SiteBuilder) -> str:
    ligne("build", "--at", AT.isoformat(), site=builder.root)
    return (builder.root / BOARD).read_text("utf-8")


def cards(page: str) -> dict[str, str]:
    """Give the class of each card by its words."""
    found = re.findall(r'<li class="card (\w+)"[^>]*>(.*?)</li>', page, re.DOTALL)
    return {" ".join(re.sub(r"<[^>]+>", " ", body).split()): kind for kind, body in found}


def test_the_page_is_valid_html_that_needs_no_script_and_no_other_file(tmp_path: Path) -> None:
    page = board(a_site(tmp_path))

    html5lib.HTMLParser(strict=True).parse(page)
    assert re.findall(r"<script|<link|<img|url\(|@import", page) == []
    assert '<meta name="robots" content="noindex, nofollow">' in page


def test_each_card_leads_to_the_live_piece_or_to_its_file(tmp_path: Path) -> None:
    page = board(a_site(tmp_path))

    links = set(re.findall(r'<li class="card \w+".*?href="([^"]+)"', page))
    links |= set(re.findall(r'href="([^"]+)"', page))
    files = {link for link in links if not link.startswith("https:")}
    assert "https://banc.example/un/" in links
    assert "../../../content/ecouter/deux.md" in files
    assert {(tmp_path / "output/team/plan" / link).resolve().is_file() for link in files} == {True}


def test_gaps_and_what_waits_are_told_apart_from_what_is_settled(tmp_path: Path) -> None:
    kinds = cards(board(a_site(tmp_path)))

    assert kinds["dim. 1 09:00 Écouter Le titre de un paru"] == "out"
    assert kinds["ven. 20 09:00 Publier Le titre de deux prévu"] == "ahead"
    assert kinds["jeu. 26 09:00 Écouter Le titre de trois à approuver"] == "waiting"
    assert kinds["mar. 17 09:00 articles/2026-03-17 libre articles/2026-03-17"] == "gap"


def test_what_is_to_decide_comes_first_once(tmp_path: Path) -> None:
    page = board(a_site(tmp_path))

    decide = page[page.index('<section class="decide">') : page.index("</section>")]
    assert "articles/2026-03-17" in decide
    assert decide.count("trois.md") == 1
    assert "deux.md" not in decide


def test_a_gap_that_is_meant_is_not_to_decide(tmp_path: Path) -> None:
    builder = a_site(tmp_path).calendar(entries=[{"slot": "articles/2026-03-17", "why": "Au cas où"}])

    page = board(builder)

    assert "articles/2026-03-17" not in page[: page.index('<section class="month"')]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", ("Chemin de fer", "mars", "Semaine 11", "visé 50 %")),
        ("en", ("Plan board", "March", "Week 11", "target 50%")),
    ],
)
def test_it_speaks_the_charter_s_language(tmp_path: Path, lang: str, words: tuple[str, ...]) -> None:
    page = board(a_site(tmp_path, languages=[lang])).replace("\u00a0", " ")

    assert f'<html lang="{lang}">' in page
    assert [word for word in words if word not in page] == []


def test_a_hostile_title_stays_text(tmp_path: Path) -> None:
    page = board(a_site(tmp_path).piece("quatre", title='<script>alert(1)</script> & "co"'))

    assert "<script" not in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_it_is_a_table_of_headings_even_where_it_is_shown_as_a_list(tmp_path: Path) -> None:
    tree = html5lib.parse(board(a_site(tmp_path)))

    assert [found.get("role") for found in tree.iter(f"{NS}table")] == ["table"] * len(list(tree.iter(f"{NS}table")))
    scopes = {found.get("scope") for found in tree.iter(f"{NS}th")}
    assert scopes == {"col", "row"}
    levels = [int(found.tag[-1]) for found in tree.iter() if re.fullmatch(rf"{NS}h\d", str(found.tag))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_colour_of_the_text_can_be_read(tmp_path: Path, mode: str) -> None:
    brand = read_look(tmp_path, ["ecouter", "publier"]).brand

    tokens = {name: brand.colour(name, mode) for name in ("ink", "muted", "alert", "accent")}
    tokens.update({name: modes[mode] for name, modes in brand.pillars.items()})
    paper = brand.colour("paper", mode)
    assert {
        name: round(contrast(colour, paper), 1) for name, colour in tokens.items() if contrast(colour, paper) < 4.5
    } == {}


def test_it_is_the_same_all_day_and_another_the_next(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    first = board(builder)
    ligne("build", "--at", "2026-03-10T18:00+01:00", site=tmp_path)
    evening = (tmp_path / BOARD).read_text("utf-8")
    ligne("build", "--at", "2026-03-11T00:00+01:00", site=tmp_path)

    assert evening == first
    assert (tmp_path / BOARD).read_text("utf-8") != first


def test_a_body_that_is_rewritten_leaves_it_as_it_is(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    board(builder)
    before = (tmp_path / BOARD).stat().st_mtime_ns
    builder.piece("un", "Un autre texte, tout à fait. " * 20)
    board(builder)

    assert (tmp_path / BOARD).stat().st_mtime_ns == before
