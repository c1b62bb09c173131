"""Each layout shows all that its edition holds, in its own order, and turns with the language."""

from __future__ import annotations

import email
import email.policy
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from channels.newsletter.script import is_right_to_left, sides_of, turned
from tests.builder import CALENDAR, SiteBuilder
from tests.channels.newsletter.gallery import SPOKEN, letter_of
from tests.channels.newsletter.letters import OUTBOX, a_site, letter, made, without_frame

BUTTON = r'<td[^>]*class="button"[^>]*>.*?<td[^>]*bgcolor="#[0-9a-f]{6}"[^>]*>\s*<a href="([^"]*)"[^>]*>([^<]*)</a>'


def without_second(builder: SiteBuilder) -> SiteBuilder:
    (builder.root / "content/ecouter/deux.md").unlink()
    return builder


def test_what_an_edition_holds_decides_how_it_is_laid_out(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    found = [letter(builder).layout]
    found.append(letter(without_second(builder)).layout)
    (tmp_path / "content/ecouter/un.md").unlink()
    found.append(letter(builder).layout)

    assert found == ["digest", "digest", "announcement"]


def test_one_piece_without_a_foreword_is_alone(tmp_path: Path) -> None:
    assert letter(without_frame(without_second(a_site(tmp_path)))).layout == "single"


@pytest.mark.parametrize(
    ("of_frame", "of_cadence", "expected"),
    [
        pytest.param("", "single", "single", id="the-cadence"),
        pytest.param("announcement", "single", "announcement", id="the-frame-first"),
        pytest.param("", "", "digest", id="nobody"),
    ],
)
def test_a_frame_or_its_cadence_may_say_the_layout(
    tmp_path: Path, of_frame: str, of_cadence: str, expected: str
) -> None:
    builder = a_site(tmp_path, newsletter={"layout": of_frame})
    cadence = {**CALENDAR["cadences"][1], "from": "2026-03-06", "layout": of_cadence}
    builder.calendar(cadences=[cadence], entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}])

    assert letter(builder).layout == expected


@pytest.mark.parametrize("layout", ["digest", "single", "announcement"])
def test_a_layout_loses_nothing_that_the_edition_holds(tmp_path: Path, layout: str) -> None:
    links = [{"title": f"Lien {n}", "url": f"https://x.example/{n}", "note": f"Note {n}"} for n in range(3)]
    sponsor = {"name": "Banc & Fils", "text": "Une annonce.", "url": "https://y.example/", "label": "Publicité"}
    builder = a_site(tmp_path, newsletter={"layout": layout, "links": links, "sponsor": sponsor})
    builder.piece("trois", newsletter={"section": "Une rubrique"})

    html = unescape(made(builder)[f"{OUTBOX}/index.html"].decode())

    shown = ["Deux lectures", "édito", "La rédaction", "Banc & Fils", "Publicité", "Une rubrique"]
    for text in (*shown, *(f"Le titre de {name}" for name in ("un", "deux", "trois"))):
        assert html.count(text) >= 1, text
    for n in range(3):
        assert html.count(f">Lien {n}<") == 1
        assert html.count(f"Note {n}") == 1


def test_a_single_piece_says_how_it_begins_and_leads_on(tmp_path: Path) -> None:
    builder = without_frame(without_second(a_site(tmp_path)))
    builder.piece(
        "un", "Un premier paragraphe.\n\nUn deuxième.\n\n" + "Un troisième, long. " * 60, newsletter={"weight": 2}
    )

    files = made(builder)
    html, text = unescape(files[f"{OUTBOX}/index.html"].decode()), files[f"{OUTBOX}/text.txt"].decode()

    ((url, words),) = re.findall(BUTTON, html, re.DOTALL)
    assert words == "Lire la suite"
    assert url.startswith("https://banc.example/l/")
    assert re.search(r"<h1[^>]*><a[^>]*>Le titre de un</a></h1>", html)
    for said in (html, text):
        assert "Un premier paragraphe." in said
        assert "Un deuxième." in said
        assert "Un troisième" not in said


def test_an_announcement_leads_to_its_first_link_by_a_button(tmp_path: Path) -> None:
    html = unescape(letter_of(tmp_path, "announcement", "fr")["index.html"].decode())

    assert [words for _, words in re.findall(BUTTON, html, re.DOTALL)] == [SPOKEN["fr"]["link"]]
    assert html.count(f">{SPOKEN['fr']['link']}<") == 1


@pytest.mark.parametrize("layout", ["digest", "single", "announcement"])
def test_a_letter_from_right_to_left_is_so_throughout(tmp_path: Path, layout: str) -> None:
    files = letter_of(tmp_path, layout, "ar")
    html = files["index.html"].decode()

    assert html.startswith('<!doctype html><html lang="ar" dir="rtl"')
    assert 'role="article" lang="ar" dir="rtl"' in html
    assert "direction:ltr" not in html
    assert ' align="left"' not in html
    # Around a column mrml always says left; each text in it says its own side.
    assert all("mj-column" in tag for tag in re.findall(r"<[^>]*text-align:left[^>]*>", html))
    assert "font-style:italic" not in html
    text = files["text.txt"].decode()
    assert SPOKEN["ar"]["title"] in text
    for line in text.split("\n"):
        assert "://" in line or not line[:1].isascii() or not line[:1].isalpha(), line


def test_a_message_in_another_script_reads_back(tmp_path: Path) -> None:
    files = letter_of(tmp_path, "digest", "ar")
    parsed: Any = email.message_from_bytes(files["message.eml"], policy=email.policy.SMTP)
    plain, html = parsed.iter_parts()

    assert parsed["Subject"] == SPOKEN["ar"]["title"]
    assert parsed["Content-Language"] == "ar"
    assert plain.get_content().replace("\r\n", "\n") == files["text.txt"].decode()
    assert html.get_content().replace("\r\n", "\n") == files["index.html"].decode()


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("fr", False),
        ("en-GB", False),
        ("ar", True),
        ("he-IL", True),
        ("az-Arab", True),
        ("ar-Latn", False),
        ("FA", True),
    ],
)
def test_a_language_says_which_way_it_is_written(lang: str, expected: bool) -> None:
    assert is_right_to_left(lang) is expected
    assert sides_of(lang)["direction"] == ("rtl" if expected else "ltr")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Banc & Fils", "\u200fBanc & Fils", id="latin-first"),
        pytest.param("مرحبا Banc", "مرحبا Banc", id="arabic-first"),
        pytest.param("[1] https://banc.example/", "[1] https://banc.example/", id="address"),
        pytest.param("-----", "-----", id="rule"),
    ],
)
def test_a_line_of_text_is_read_from_the_right(line: str, expected: str) -> None:
    assert turned(line) == expected
