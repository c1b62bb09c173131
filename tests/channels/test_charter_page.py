"""The charter is shown to whoever asks, in full, and as a page on which every clause can be pointed at."""

from __future__ import annotations

import json
import re
from pathlib import Path

import html5lib
import pytest

from editorial.clause import clauses
from editorial.site import read_site
from tests.builder import SiteBuilder
from tests.command import ligne

ROOT = Path(__file__).parent.parent.parent


def anchors(html: str) -> set[str]:
    return set(re.findall(r'id="(clause-[^"]+)"', html))


@pytest.fixture
def page(tmp_path: Path) -> str:
    target = tmp_path / "charte.html"
    assert ligne("charter", "show", "--html", str(target), site=ROOT).code == 0
    return target.read_text("utf-8")


def test_the_page_stands_by_itself_and_is_valid(page: str) -> None:
    html5lib.HTMLParser(strict=True).parse(page)
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"|url\(|@import', page) == []
    assert "Notre ligne éditoriale" in page


def test_every_clause_has_its_anchor_on_the_page(page: str) -> None:
    charter = read_site(ROOT).charter
    assert anchors(page) == {clause.anchor for clause in clauses(charter.source.values)}
    assert len(re.findall(r' id="', page)) == len(set(re.findall(r' id="([^"]+)"', page)))


def test_what_is_private_has_an_anchor_and_says_nothing(page: str) -> None:
    charter = read_site(ROOT).charter
    kept = [term.term for term in charter.banned] + [one.text for one in charter.mission.objectives]
    assert [text for text in [*kept, charter.mission.client] if text in page] == []
    assert {"clause-vocabulary-banned", "clause-mission-client"} <= anchors(page)


def test_every_finding_about_the_demo_leads_to_a_clause_of_the_page(page: str) -> None:
    log = json.loads(ligne("check", "--format", "rdjson", site=ROOT).out)
    urls = {one["code"]["url"] for one in log["diagnostics"] if "url" in one["code"]}
    assert urls
    assert {url.partition("#")[2] for url in urls} <= anchors(page)


def test_the_charter_is_shown_as_text_with_what_each_clause_means(tmp_path: Path) -> None:
    said = ligne("charter", "show", site=SiteBuilder(tmp_path).root).out.splitlines()
    assert "version (la version de la charte) : 1.0.0" in said
    assert "  images.alt (le texte de remplacement) : required" in said


def test_the_charter_is_shown_as_json_with_the_line_and_anchor_of_each_clause(tmp_path: Path) -> None:
    shown = json.loads(ligne("charter", "show", "--format", "json", site=SiteBuilder(tmp_path).root).out)
    assert (shown["version"], shown["effective"], shown["languages"]) == ("1.0.0", "2026-01-01", ["fr", "en"])
    (found,) = [row for row in shown["clauses"] if row["clause"] == "images.alt"]
    lines = (tmp_path / "editorial/charter.yaml").read_text("utf-8").splitlines()
    assert lines[found["line"] - 1].strip() == "alt: required"
    assert found["url"] == "https://banc.example/charte/#clause-images-alt"


def test_a_charter_that_cannot_be_read_is_an_error_with_its_place(tmp_path: Path) -> None:
    ran = ligne("charter", "show", site=SiteBuilder(tmp_path).charter(voix="x").root)
    assert (ran.code, ran.out) == (2, "")
    assert re.match(r"editorial/charter.yaml:\d+:1: clé inconnue « voix »", ran.err)


def test_a_page_that_cannot_be_written_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("x")
    ran = ligne("charter", "show", "--html", str(tmp_path / "fichier/charte.html"), site=ROOT)
    assert ran.code == 2
    assert "ne peut pas être écrit" in ran.err
