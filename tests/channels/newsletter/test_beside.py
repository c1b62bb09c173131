"""What stands beside the pieces of a letter: its advertisement, labelled wherever it is read, and its errata."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from channels.newsletter.links import Stub
from channels.newsletter.render import render
from tests.builder import CALENDAR, SiteBuilder
from tests.channels.newsletter.letters import OUTBOX, PAGE, a_site, brief, made

AD = {"name": "La librairie Rivet", "text": "Des livres d'atelier.", "url": "https://rivet.example/?x=1&y=2"}
READ = (f"{OUTBOX}/index.html", f"{OUTBOX}/text.txt", PAGE, "site/feeds/letters.xml")


def sponsored(root: Path, charter: str = "Publicité", **ad: Any) -> SiteBuilder:
    builder = a_site(root, newsletter={"sponsor": {**AD, **ad}})
    return builder.charter(legal={"sponsored": {"label": charter}} if charter else {})


def plain(raw: bytes) -> str:
    """The words alone, on one line; a feed's content is HTML in HTML."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", unescape(raw.decode()))).split())


@pytest.mark.parametrize(
    ("label", "ad", "shown"),
    [
        pytest.param("Contenu sponsorisé", {}, "Contenu sponsorisé", id="as-the-charter-says"),
        pytest.param("", {"label": "Annonce"}, "Annonce", id="as-it-says"),
        pytest.param("", {}, "Publicité", id="never-without"),
    ],
)
def test_an_advertisement_is_labelled_wherever_it_is_read(
    tmp_path: Path, label: str, ad: dict[str, str], shown: str
) -> None:
    files = made(sponsored(tmp_path, label, **ad))

    for path in READ:
        said = plain(files[path])
        assert re.search(f"{shown} La librairie Rivet Des livres d.atelier", said, re.IGNORECASE), path


def test_the_link_of_an_advertisement_says_to_searchers_that_it_is_paid(tmp_path: Path) -> None:
    page = made(sponsored(tmp_path))[PAGE].decode()

    (tag,) = re.findall(r'<a [^>]*href="https://rivet.example[^>]*>', page)
    assert 'rel="sponsored noopener"' in tag


def test_a_label_of_the_charter_s_language_says_nothing_in_another(tmp_path: Path) -> None:
    builder = sponsored(tmp_path)
    builder.piece("cadre", "Hello.", folder="editions", kind="edition", pillar=None, date=None, lang="en",
                  newsletter={"sponsor": AD})  # fmt: skip
    builder.calendar(
        cadences=[{**CALENDAR["cadences"][1], "from": "2026-03-06", "segment": {"lang": "en"}}],
        entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}],
    )

    assert "ADVERTISEMENT\nLa librairie Rivet" in made(builder)[f"{OUTBOX}/text.txt"].decode()


def corrected(root: Path) -> SiteBuilder:
    """The site a week later, where the letter of 6 March sent a piece that was corrected since."""
    builder = a_site(root).piece("trois", date="2026-03-10T09:00+01:00")
    correction = {"date": "2026-03-09", "text": "La réunion dure une heure, et non deux."}
    return builder.piece("deux", pillar="publier", date="2026-03-03T09:00+01:00", corrections=[correction])


LATER = datetime(2026, 3, 14, 12, tzinfo=UTC)
NEXT = "outbox/newsletter/lettre_2026-03-13"


def test_an_erratum_is_said_in_the_next_letter_wherever_it_is_read(tmp_path: Path) -> None:
    files = made(corrected(tmp_path), LATER)

    for path in (f"{NEXT}/index.html", f"{NEXT}/text.txt", "site/lettre/2026-03-13/index.html", READ[-1]):
        said = re.sub(r" ,", ",", plain(files[path]))
        assert re.search(
            "erratum (\\* )?Le titre de deux, corrigé le 9\u00a0mars\u00a02026 La réunion dure une heure, et non deux",
            said.replace("9 mars 2026", "9\u00a0mars\u00a02026"),
            re.IGNORECASE,
        ), path
    assert "ERRATUM" not in files[f"{OUTBOX}/text.txt"].decode()


def test_the_letter_of_one_piece_leads_searchers_to_the_piece_and_stands_in_no_list(tmp_path: Path) -> None:
    builder = a_site(tmp_path).calendar(
        cadences=[{**CALENDAR["cadences"][1], "id": "chaque", "rrule": "FREQ=DAILY", "collects": "each"}]
    )
    files = made(builder)

    page = files["site/lettre/chaque-deux/index.html"].decode()
    assert '<link rel="canonical" href="https://banc.example/deux/"' in page
    assert "site/feeds/letters.xml" not in files
    assert json.loads(files["outbox/newsletter/chaque_deux/edition.json"])["segment"] == {
        "frequency": "every",
        "pillars": ["publier"],
        "lang": "fr",
    }


def test_the_data_name_what_left_earlier_that_day_for_the_same_list(tmp_path: Path) -> None:
    weekly = {**CALENDAR["cadences"][1], "from": "2026-03-06"}
    builder = a_site(tmp_path).calendar(
        cadences=[
            {**weekly, "segment": {"frequency": "weekly"}},
            {**weekly, "id": "suite", "time": "18:00", "segment": {"frequency": "monthly", "pillars": ["ecouter"]}},
            {**weekly, "id": "ailleurs", "time": "19:00", "list": "autre.banc.example"},
        ]
    )
    files = made(builder)
    before = {
        name: json.loads(files[f"outbox/newsletter/{name}_2026-03-06/edition.json"])
        for name in ("lettre", "suite", "ailleurs")
    }

    weekly_segment = {"frequency": "weekly", "pillars": [], "lang": "fr"}
    assert {name: data["before"] for name, data in before.items()} == {
        "lettre": [],
        "suite": [{"id": "lettre/2026-03-06", "segment": weekly_segment, "pieces": ["un", "deux"]}],
        "ailleurs": [],
    }
    assert [data["list"] for data in before.values()] == [
        "lettre.banc.example",
        "lettre.banc.example",
        "autre.banc.example",
    ]


def test_each_short_page_is_a_file_of_its_edition(tmp_path: Path) -> None:
    artifacts = [a for a in render(brief(sponsored(tmp_path))) if a.path.startswith("site/l/")]

    assert {(a.edition, a.channel) for a in artifacts} == {("lettre/2026-03-06", "newsletter")}
    assert len({a.path for a in artifacts}) == len(artifacts) == 5
    assert Stub("/l/0/", "https://banc.example/l/0/", "https://x.example", "X").is_gone is False
