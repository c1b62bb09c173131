"""The feed of editions: valid Atom, one a language, each letter whole."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from tests.builder import CALENDAR
from tests.channels.newsletter.letters import a_site, made

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_holds_the_letters_whole_the_newest_first(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("avant", date="2026-02-26T09:00+01:00", title="Avant & après <b>")
    builder.calendar(
        cadences=[CALENDAR["cadences"][1]],
        entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}],
    )

    root = ET.fromstring(made(builder)["site/feeds/letters.xml"])

    entries = root.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Deux lectures", "Avant & après <b>"]
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        "https://banc.example/lettre/2026-03-06/",
        "https://banc.example/lettre/2026-02-27/",
    ]
    assert entries[0].findtext(f"{ATOM}updated") == root.findtext(f"{ATOM}updated") == "2026-03-06T08:00:00+01:00"
    assert root.findtext(f"{ATOM}title") == "La lettre du banc"
    content = entries[0].findtext(f"{ATOM}content") or ""
    assert '<p>Un <em>édito</em> avec un <a href="https://banc.example/un/#la">lien</a>' in content
    assert '<h3><a href="https://banc.example/deux/">Le titre de deux</a></h3>' in content
    assert '<a href="https://ailleurs.example/?a=1&amp;b=2">Ailleurs</a><br>À voir.' in content


def test_each_language_has_a_feed_of_its_own(tmp_path: Path) -> None:
    builder = a_site(tmp_path).piece("three", lang="en", date="2026-03-03T09:00+01:00")
    letter = {**CALENDAR["cadences"][1], "from": "2026-03-06"}
    builder.calendar(cadences=[letter, {**letter, "id": "letter", "segment": {"lang": "en"}}])
    files = made(builder)

    feeds = {path: ET.fromstring(files[path]) for path in files if path.endswith(".xml")}
    assert {
        path: [e.findtext(f"{ATOM}title") for e in feed.findall(f"{ATOM}entry")] for path, feed in feeds.items()
    } == {
        "site/feeds/letters.xml": ["Le titre de un"],
        "site/en/feeds/letters.xml": ["Le titre de three"],
    }
    assert "site/en/lettre/letter-2026-03-06/index.html" in files
