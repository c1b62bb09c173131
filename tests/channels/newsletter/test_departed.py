"""A link of a letter that left still leads somewhere once what it led to was taken down, and tells nothing of that."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.builder import CALENDAR, SiteBuilder
from tests.channels.newsletter.letters import OUTBOX, PAGE, a_site, brief, made
from tests.channels.newsletter.test_links import way_to

SECRET = "Ce que personne ne doit plus lire"
GONE = [
    pytest.param({"status": "unpublished"}, id="unpublished"),
    pytest.param({"expires": "2026-03-08T09:00+01:00"}, id="expired"),
]
LETTER = "https://banc.example/lettre/2026-03-06/"


def secret(builder: SiteBuilder, **front: Any) -> SiteBuilder:
    """The site, the second piece of its letter secret."""
    return builder.piece(
        "deux", f"{SECRET}.", pillar="publier", **{"date": "2026-03-03T09:00+01:00", "title": SECRET, **front}
    )


def short(files: dict[str, bytes], path: str) -> str:
    """The short page at a path of the site."""
    return files[f"site{path}index.html"].decode()


def assert_says_nothing(page: str) -> None:
    assert SECRET not in page
    assert "/deux" not in page
    assert "Ce texte n’est plus en ligne" in page
    assert '<meta name="robots" content="noindex">' in page
    assert "http-equiv" not in page
    assert "canonical" not in page


@pytest.mark.parametrize("front", GONE)
def test_a_link_to_a_piece_that_was_taken_down_says_so(tmp_path: Path, front: dict[str, Any]) -> None:
    builder = secret(a_site(tmp_path))
    way = way_to(builder, "https://banc.example/deux/")

    files = made(secret(builder, **front))

    assert_says_nothing(short(files, way))
    assert f'<a href="{LETTER}">' in short(files, way)
    assert SECRET not in files[PAGE].decode()


@pytest.mark.parametrize("front", GONE)
@pytest.mark.parametrize("foreword", ["[a](../ecouter/deux.md) et [a](https://x.example)."], ids=["same-words"])
def test_a_link_of_the_foreword_to_what_was_taken_down_says_so_and_moves_no_other(
    tmp_path: Path, foreword: str, front: dict[str, Any]
) -> None:
    builder = secret(a_site(tmp_path, foreword))
    pages = {path: raw for path, raw in made(builder).items() if path.startswith("site/l/")}
    kept = way_to(builder, "https://x.example")

    files = made(secret(builder, **front))

    assert pages.keys() <= files.keys()
    assert files[f"site{kept}index.html"] == pages[f"site{kept}index.html"]
    gone = [path for path, raw in pages.items() if files[path] != raw]
    assert len(gone) == 2, "the foreword's and the story's"
    for path in gone:
        assert_says_nothing(files[path].decode())
    for path in (PAGE, f"{OUTBOX}/index.html", f"{OUTBOX}/message.eml"):
        assert b"taken-down.invalid" not in files[path]


def test_a_letter_of_one_piece_goes_with_it_and_its_links_lead_to_the_site(tmp_path: Path) -> None:
    builder = secret(a_site(tmp_path))
    builder.calendar(cadences=[{**CALENDAR["cadences"][1], "from": "2026-03-06", "collects": "each"}], entries=[])
    before = {path for path in made(builder) if path.startswith(("site/l/", "site/lettre/"))}

    files = made(secret(builder, status="unpublished"))

    assert before <= files.keys()
    for path in ("site/lettre/deux/index.html", f"site{way_of_deux(builder)}index.html"):
        assert_says_nothing(files[path].decode())
        assert '<a href="https://banc.example/">' in files[path].decode()
    assert not [path for path in files if path.startswith("outbox/newsletter/lettre_deux")]


def way_of_deux(builder: SiteBuilder) -> str:
    return way_to(secret(builder), "https://banc.example/deux/")


def test_nothing_is_said_of_what_left_in_no_letter(tmp_path: Path) -> None:
    builder = a_site(tmp_path)
    before = made(builder).keys()
    builder.piece("jamais", "x", date="2026-03-09T09:00+01:00", status="unpublished")
    builder.piece("autrefois", "x", date="2025-03-03T09:00+01:00", status="unpublished")

    assert made(builder).keys() == before


def test_a_piece_that_comes_back_is_linked_again(tmp_path: Path) -> None:
    builder = secret(a_site(tmp_path))
    before = made(builder)
    secret(builder, status="unpublished")
    assert made(builder) != before

    assert made(secret(builder)) == before


def test_an_edition_that_is_to_come_has_no_such_page(tmp_path: Path) -> None:
    builder = secret(a_site(tmp_path), status="unpublished")
    early = brief(builder, datetime(2026, 3, 4, 12, 0, tzinfo=UTC))

    assert early.plan.taken_down == ()


def test_a_preview_makes_none(tmp_path: Path) -> None:
    files = made(secret(a_site(tmp_path), status="unpublished"), is_preview=True)

    assert not [path for path in files if path.startswith("site/l/")]
