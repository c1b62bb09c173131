"""A piece is begun with valid front matter; a source is rewritten whole, never over what somebody else has written."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.amend import Started, read_again, rewrite, start_piece
from editorial.errors import EditorialError
from editorial.finding import Level
from editorial.piece import digest_of
from tests.builder import SiteBuilder


@pytest.mark.parametrize("mode", [0o644, 0o600, 0o755], ids=oct)
def test_a_source_is_rewritten_with_its_mode_and_nothing_beside_it(tmp_path: Path, mode: int) -> None:
    source = tmp_path / "a.md"
    source.write_bytes(b"avant")
    source.chmod(mode)
    rewrite(tmp_path, "a.md", b"avant", b"apr\xc3\xa8s")
    assert (source.read_bytes(), source.stat().st_mode & 0o777) == (b"apr\xc3\xa8s", mode)
    assert list(tmp_path.iterdir()) == [source]


def test_what_somebody_else_has_just_written_is_never_lost(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"autre")
    with pytest.raises(EditorialError, match="has changed since it was reviewed"):
        rewrite(tmp_path, "a.md", b"avant", b"apres")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.md", b"autre")]


def test_a_source_that_changed_since_its_review_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"autre")
    assert read_again(tmp_path, "a.md", digest_of(b"autre")) == b"autre"
    with pytest.raises(EditorialError, match="has changed since it was reviewed"):
        read_again(tmp_path, "a.md", digest_of(b"avant"))


def test_a_source_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(EditorialError, match="cannot be written"):
        read_again(tmp_path, "a.md", digest_of(b""))


def test_a_read_only_source_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"avant")
    (tmp_path / "a.md").chmod(0o444)
    with pytest.raises(EditorialError, match="read-only"):
        rewrite(tmp_path, "a.md", b"avant", b"apres")
    assert (tmp_path / "a.md").read_bytes() == b"avant"


def test_a_link_inside_the_site_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "vrai.md").write_bytes(b"avant")
    (tmp_path / "a.md").symlink_to("vrai.md")
    rewrite(tmp_path, "a.md", b"avant", b"apres")
    assert ((tmp_path / "a.md").is_symlink(), (tmp_path / "vrai.md").read_bytes()) == (True, b"apres")


def test_a_link_out_of_the_site_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "dehors.md").write_bytes(b"avant")
    (tmp_path / "site/a.md").symlink_to("../dehors.md")
    with pytest.raises(EditorialError, match="out of the site"):
        rewrite(tmp_path / "site", "a.md", b"avant", b"apres")
    assert (tmp_path / "dehors.md").read_bytes() == b"avant"


TITLES = {
    "plain": ("Écrire le brief", "ecrire-le-brief"),
    "of no letters": ("???", "piece"),
    "what YAML reads as no text": ("True", "true"),
    "with an escape code and a line end": ("Un \x1b[31mtitre\nrouge", "un-31mtitre-rouge"),
    "in bytes that are no UTF-8": ("Un \udce9t\udce9", "un-t"),
    "longer than a file name": ("mot " * 200, "mot-" * 24 + "mot"),
    "a page of the site": ("Archives", "archives-2"),
    "the old address of another": ("Vieux", "vieux-2"),
}


@pytest.mark.parametrize(("title", "slug"), TITLES.values(), ids=TITLES)
def test_a_piece_begun_with_any_title_is_one_that_reads_well(tmp_path: Path, title: str, slug: str) -> None:
    builder = SiteBuilder(tmp_path).piece("a", aliases=["/vieux/"])

    started = start_piece(builder.site(), title, "ecouter")

    assert started == Started(f"content/ecouter/{slug}.md", slug)
    about = [f for f in builder.decide().findings if f.path == started.path]
    assert [(f.level, f.rule) for f in about] == [(Level.WARNING, "length.empty")]


UNKNOWN = {
    "pillar": ({"pillar": "rien"}, "the charter has no pillar “rien”; it has: ecouter, publier"),
    "author": ({"author": "zoe"}, "the masthead has no “zoe”; it has: redaction"),
    "language": ({"lang": "xx"}, "the charter has no language “xx”; it has: fr, en"),
    "title": ({"title": " \n"}, 'give a title: ligne new "My title" --pillar PILLAR'),
}


@pytest.mark.parametrize(("given", "message"), UNKNOWN.values(), ids=UNKNOWN)
def test_no_piece_is_begun_with_what_the_charter_does_not_know(
    tmp_path: Path, given: dict[str, str], message: str
) -> None:
    site = SiteBuilder(tmp_path).site()

    with pytest.raises(EditorialError) as caught:
        start_piece(site, **{"title": "Un titre", "pillar": "ecouter", **given})

    assert str(caught.value) == message
    assert not (tmp_path / "content").exists() or not list((tmp_path / "content").rglob("un-titre.md"))
