"""What pages show comes from the plan: what is not live cannot be linked to, listed or named."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.piece import Piece
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import view

LINKS = {
    "a piece beside it": ("deux.md", "/deux/"),
    "a place in it": ("deux.md#la", "/deux/#la"),
    "a piece of another folder": ("../publier/trois.md", "/trois/"),
    "a page": ("../pages/a-propos.md", "/a-propos/"),
    "a piece in English": ("one.md", "/en/one/"),
    "a piece under embargo": ("secret.md", None),
    "a draft": ("brouillon.md", None),
    "nothing": ("rien.md", None),
    "something outside": ("../../../etc/passwd", None),
    "a path of the site": ("/charte/", "/charte/"),
    "a place in the same text": ("#ici", "#ici"),
}


def site(folder: Path) -> SiteBuilder:
    builder = SiteBuilder(folder).piece("un").piece("deux").piece("trois", folder="publier", pillar="publier")
    builder.piece("one", lang="en").piece("secret", embargo="2026-04-01T06:00+02:00").piece("brouillon", status="draft")
    return builder.piece("a-propos", folder="pages", kind="page", pillar=None, author=None, date=None)


def piece(builder: SiteBuilder, name: str) -> Piece:
    found = builder.site().piece(name)
    assert found is not None
    return found


@pytest.mark.parametrize(("url", "target"), LINKS.values(), ids=LINKS)
def test_a_link_leads_only_to_what_is_live(tmp_path: Path, url: str, target: str | None) -> None:
    builder = site(tmp_path)
    assert view(builder).target(piece(builder, "un"), url) == target


def test_lists_hold_only_what_is_live_in_their_language(tmp_path: Path) -> None:
    found = view(site(tmp_path))
    assert {lang: sorted(p.id for p in pieces) for lang, pieces in found.live.items()} == {
        "fr": ["deux", "trois", "un"], "en": ["one"],
    }  # fmt: skip
    assert {name: [p.id for p in pieces] for name, pieces in found.lists("category", "en").items()} == {
        "ecouter": ["one"]
    }


def test_two_spellings_of_one_tag_are_one_list(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", tags=["Été", "mot"]).piece("deux", tags=["ete"])
    assert {tag: len(pieces) for tag, pieces in view(builder).lists("tag", "fr").items()} == {"ete": 2, "mot": 1}


def test_a_piece_knows_its_translations(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("brief").piece("the-brief", lang="en", translation_of="brief").piece("seul")
    found = view(builder)
    both = [("fr", "/brief/"), ("en", "/en/the-brief/")]
    assert [(v.lang, v.url) for v in found.versions(piece(builder, "brief"))] == both
    assert [(v.lang, v.url) for v in found.versions(piece(builder, "the-brief"))] == both
    assert found.versions(piece(builder, "seul")) == ()


def test_a_translation_that_is_not_live_is_not_named(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("brief").piece("the-brief", lang="en", translation_of="brief", status="draft")
    assert view(builder).versions(piece(builder, "brief")) == ()


def test_a_change_is_said_only_after_the_piece_went_live(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("avant", updated="2026-02-01").piece("apres", updated="2026-03-05")
    builder.piece("corrige", updated="2026-03-02", corrections=[{"date": "2026-03-04", "text": "Un chiffre."}])
    found = view(builder)
    days = {name: str(found.updated(piece(builder, name))) for name in ("avant", "apres", "corrige")}
    assert days == {"avant": "None", "apres": "2026-03-05", "corrige": "2026-03-04"}


def test_a_piece_without_standfirst_shows_the_beginning_of_its_text(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("un", "## Titre\n\nLe **début** du texte.", standfirst=None)
    assert view(builder).standfirst(piece(builder, "un")) == "Le début du texte."


def test_reading_takes_at_least_a_minute(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("court", "Oui.").piece("long", "mot " * 2200)
    assert [view(builder).minutes(piece(builder, name)) for name in ("court", "long")] == [1, 10]
