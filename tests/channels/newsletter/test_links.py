"""A link of a letter that has left is mended where it leads: the mail stays what it was, to the byte."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from channels.newsletter.render import render
from tests.builder import BLOG, SiteBuilder
from tests.channels.newsletter.letters import AT, FOREWORD, OUTBOX, PAGE, a_site, brief, made

LINKS = [
    {"title": "Ailleurs", "url": "https://ailleurs.example/?a=1&b=2", "note": "À voir."},
    {"title": "L’été", "url": "https://ete.example"},
]


def linked(builder: SiteBuilder, *links: dict[str, Any], foreword: str = FOREWORD, **note: Any) -> SiteBuilder:
    """The site again, its frame with other links."""
    return a_site(builder.root, foreword, newsletter={"links": list(links), **note})


def leads(builder: SiteBuilder) -> dict[str, str]:
    """Where each short page leads, by its path on the site."""
    files = {path: raw.decode() for path, raw in made(builder).items() if path.startswith("site/l/")}
    return {path[4:-10]: re.findall(r'<a href="([^"]*)"', html)[0] for path, html in files.items()}


def way_to(builder: SiteBuilder, target: str) -> str:
    """The path of the short page that leads to a target."""
    (path,) = [path for path, lead in leads(builder).items() if lead == target.replace("&", "&amp;")]
    return path


def test_every_link_of_the_mail_goes_through_the_site_and_the_page_links_directly(tmp_path: Path) -> None:
    files = made(a_site(tmp_path))
    mail, text, page = (files[path].decode() for path in (f"{OUTBOX}/index.html", f"{OUTBOX}/text.txt", PAGE))

    own = (
        "https://banc.example/l/",
        "https://banc.example/lettre/2026-03-06/",
        "https://lettre.banc.example/",
        "mailto:",
    )
    assert {url for url in re.findall(r'<a[^>]* href="([^"]*)"', mail) if not url.startswith(own)} == set()
    assert {url for url in re.findall(r"https?://\S+", text) if not url.startswith(own)} == set()
    assert {"https://x.example/y", "https://banc.example/deux/", "https://ailleurs.example/?a=1&amp;b=2"} <= set(
        re.findall(r'<a[^>]* href="([^"]*)"', page)
    )
    assert "/l/" not in page


def test_a_short_page_sends_on_shows_where_to_and_is_kept_from_searchers(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    page = made(builder)[f"site{way_to(builder, 'https://ailleurs.example/?a=1&b=2')}index.html"].decode()

    target = "https://ailleurs.example/?a=1&amp;b=2"
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
    assert f'<link rel="canonical" href="{target}">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert f'<a href="{target}">{target}</a>' in page
    assert re.findall("<script|<img|<form|<h1>(.*)</h1>", page) == ["Ailleurs"]


def mend_curated(builder: SiteBuilder) -> SiteBuilder:
    return linked(builder, {**LINKS[0], "url": "https://mieux.example"})


def mend_foreword(builder: SiteBuilder) -> SiteBuilder:
    return linked(builder, LINKS[0], foreword=FOREWORD.replace("https://x.example/y", "https://mieux.example"))


def mend_slug(builder: SiteBuilder) -> SiteBuilder:
    return a_site(builder.root).piece("un", "## Là\n\nTexte.", slug="mieux", id="un", newsletter={"weight": 2})


@pytest.mark.parametrize(
    ("mend", "wrong", "right"),
    [
        pytest.param(mend_curated, "https://ailleurs.example/?a=1&b=2", "https://mieux.example", id="recommended"),
        pytest.param(mend_foreword, "https://x.example/y", "https://mieux.example", id="foreword"),
        pytest.param(mend_slug, "https://banc.example/un/", "https://banc.example/mieux/", id="piece-renamed"),
    ],
)
def test_a_mended_link_leads_elsewhere_while_the_mail_and_its_key_stay(
    tmp_path: Path, mend: Any, wrong: str, right: str
) -> None:
    builder = a_site(tmp_path)
    way, before = way_to(builder, wrong), made(builder)
    keys = {artifact.path: artifact.inputs for artifact in render(brief(builder))}

    after = made(mend(builder))

    mail = [f"{OUTBOX}/{name}" for name in ("message.eml", "index.html", "text.txt")]
    assert {path: after[path] for path in mail} == {path: before[path] for path in mail}
    assert {a.path: a.inputs for a in render(brief(builder)) if a.path in mail} == {path: keys[path] for path in mail}
    assert leads(builder)[way] == right
    assert after[PAGE] != before[PAGE]


@pytest.mark.parametrize(
    "links",
    [
        pytest.param([{"title": "Avant", "url": "https://avant.example"}, *LINKS], id="one-before"),
        pytest.param([LINKS[0], {"title": "Entre", "url": "https://entre.example"}, LINKS[1]], id="one-between"),
        pytest.param(LINKS[::-1], id="in-another-order"),
        pytest.param([{**LINKS[0], "note": "Autre."}, {**LINKS[1], "title": "L'été"}], id="set-otherwise"),
        pytest.param([LINKS[0], {**LINKS[1], "title": "En été", "id": "L’été"}], id="renamed-with-its-id"),
    ],
)
def test_what_stands_around_a_link_does_not_move_it(tmp_path: Path, links: list[dict[str, Any]]) -> None:
    builder = linked(SiteBuilder(tmp_path), *LINKS)
    before = leads(builder)

    after = leads(linked(builder, *links))

    assert before.items() <= after.items()


def test_two_links_with_the_same_words_are_two(tmp_path: Path) -> None:
    builder = linked(SiteBuilder(tmp_path), LINKS[1], {**LINKS[1], "url": "https://autre.example"}, foreword="Rien.")

    assert {"https://ete.example", "https://autre.example"} <= set(leads(builder).values())


def test_a_link_that_is_withdrawn_leads_to_the_edition(tmp_path: Path) -> None:
    builder = linked(SiteBuilder(tmp_path), *LINKS)
    before = leads(builder)

    after = leads(linked(builder, LINKS[0], {**LINKS[1], "withdrawn": True}))

    (path,) = [path for path in before if before[path] != after.get(path)]
    page = made(builder)[f"site{path}index.html"].decode()
    assert before.keys() <= after.keys()
    assert after[path] == "https://banc.example/lettre/2026-03-06/"
    assert "n’est plus en ligne" in page
    assert "refresh" not in page
    assert "L’été" not in made(builder)[f"{OUTBOX}/text.txt"].decode()


REWORDED = FOREWORD.replace("[un autre]", "[mieux dit]")


@pytest.mark.parametrize(
    ("foreword", "links", "lead"),
    [
        pytest.param(REWORDED, [], None, id="nobody-says-so"),
        pytest.param(REWORDED, ["https://x.example/y"], "https://x.example/y", id="in-other-words"),
        pytest.param("Rien.", ["https://x.example/y"], "https://banc.example/lettre/2026-03-06/", id="taken-out"),
        pytest.param(
            FOREWORD.replace("https://x.example/y", "https://mieux.example"),
            ["https://x.example/y"],
            "https://mieux.example",
            id="still-there",
        ),
    ],
)
def test_a_link_of_the_foreword_keeps_its_page_where_its_words_are_withdrawn(
    tmp_path: Path, foreword: str, links: list[str], lead: str | None
) -> None:
    builder = a_site(tmp_path)
    way = way_to(builder, "https://x.example/y")

    linked(builder, *({"title": "Un autre", "url": url, "withdrawn": True} for url in links), foreword=foreword)

    assert leads(builder).get(way) == lead


def test_an_address_that_is_written_out_leads_where_it_says(tmp_path: Path) -> None:
    builder = a_site(tmp_path, "Voir <https://clair.example/a> et https://nu.example.")
    mail = made(builder)[f"{OUTBOX}/index.html"].decode()

    assert {"https://clair.example/a", "https://nu.example"} <= set(re.findall(r'<a[^>]* href="([^"]*)"', mail))
    assert [lead for lead in leads(builder).values() if "clair" in lead or "nu.example" in lead] == []


def test_a_preview_links_directly(tmp_path: Path) -> None:
    files = made(a_site(tmp_path), AT, is_preview=True)

    assert [path for path in files if path.startswith("site/l/")] == []
    assert "https://ailleurs.example/?a=1&amp;b=2" in files[f"{OUTBOX}/index.html"].decode()


def test_the_short_pages_stand_where_the_site_wants_them(tmp_path: Path) -> None:
    builder = a_site(tmp_path).data("channels/blog.yaml", {**BLOG, "urls": {"link": "vers/{slug}/"}})

    assert len([path for path in made(builder) if re.fullmatch(r"site/vers/[0-9a-f]{10}/index\.html", path)]) == 5
