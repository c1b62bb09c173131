"""A preview shows one piece or edition whole, and nothing of the others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.builder import WORDS, SiteBuilder
from tests.channels.blog.blogs import photo
from tests.command import ligne

AT = "2026-03-13T12:00+01:00"


def test_a_preview_has_the_pictures_that_other_pieces_show_too(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("content/images/vue.jpg", photo((800, 600)))
    text = f"{WORDS}\n\n![Un quai au petit matin](../images/vue.jpg)"
    builder.piece("un", text).piece("deux", text)
    ligne("preview", "content/ecouter/un.md", site=tmp_path)
    site = tmp_path / ".ligne/preview/site"
    asked = re.findall(r"images/[\w-]+\.(?:webp|jpg)", (site / "un/index.html").read_text("utf-8"))
    assert (bool(asked), [name for name in asked if not (site / name).is_file()]) == (True, [])
    assert not (site / "deux").exists()


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A site on whose branch two texts were written, one of them with a fault, and one was left alone."""
    builder = SiteBuilder(tmp_path).piece("ancien").commit()
    builder.piece("un", status="draft").piece("deux", date="2030-01-01T09:00+01:00")
    builder.file(
        "content/pages/aide.md", "---\ntitle: Aide\nkind: page\nauthor: redaction\nstatus: draft\n---\nTexte.\n"
    )
    return tmp_path


def previewed(root: Path) -> set[str]:
    return {path.parent.name for path in (root / ".ligne/preview/site").glob("*/index.html")}


def test_a_preview_of_a_branch_shows_every_text_that_changed_and_no_other(branch: Path) -> None:
    ran = ligne("preview", "--since", "HEAD", site=branch)

    contents = (branch / ".ligne/preview/index.html").read_text("utf-8")
    assert (ran.code, previewed(branch)) == (0, {"un", "deux", "aide"}), ran.said
    assert re.findall(r'<h2 class="target">(.*)</h2>', contents) == ["Le titre de deux", "Le titre de un", "Aide"]
    assert (branch / ".ligne/preview/outbox/social/un/mastodon/post.txt").is_file()
    assert json.loads((branch / ".ligne/preview/build.json").read_bytes())["preview"] is True
    assert [
        link for link in re.findall(r'href="([^"]+)"', contents) if not (branch / ".ligne/preview" / link).is_file()
    ] == []


def test_each_text_looks_as_it_does_alone(branch: Path) -> None:
    folder = branch / ".ligne/preview"
    ligne("preview", "--since", "HEAD", "--at", AT, site=branch)
    together = {path: path.read_bytes() for path in folder.glob("outbox/social/un/**/*") if path.is_file()}
    ligne("preview", "un", "--at", AT, site=branch)
    assert together
    assert {path: path.read_bytes() for path in together} == together


def test_a_preview_of_a_branch_shows_the_letter_whose_frame_changed(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).piece("a").commit()
    front = {"kind": "edition", "pillar": None, "standfirst": None, "date": None}
    builder.piece("cadre", "Bonjour à vous.", folder="lettre", **front)
    builder.calendar(entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}]).piece("b")
    ran = ligne("preview", "--since", "HEAD", "--at", AT, site=tmp_path)
    assert ran.code == 0, ran.said
    assert (tmp_path / ".ligne/preview/outbox/newsletter/lettre_2026-03-06/message.eml").is_file()
    assert previewed(tmp_path) == {"b"}


def test_a_text_that_cannot_be_read_hides_no_other(branch: Path) -> None:
    (branch / "content/ecouter/casse.md").write_text("---\ntitle: [\n---\n")
    ran = ligne("preview", "--since", "HEAD", site=branch)
    assert (ran.code, previewed(branch), "content/ecouter/casse.md:" in ran.err) == (1, {"un", "deux", "aide"}, True)


def test_a_branch_that_changed_no_text_has_an_empty_preview(tmp_path: Path) -> None:
    SiteBuilder(tmp_path).piece("ancien").commit()
    ran = ligne("preview", "--since", "HEAD", site=tmp_path)
    assert (ran.code, previewed(tmp_path)) == (0, set())
    assert "0 aperçu" in (tmp_path / ".ligne/preview/index.html").read_text("utf-8")


@pytest.mark.parametrize("words", [(), ("un", "--since", "HEAD")], ids=["nothing", "both"])
def test_a_preview_is_asked_for_one_thing(branch: Path, words: tuple[str, ...]) -> None:
    ran = ligne("preview", *words, site=branch)
    assert (ran.code, ran.err) == (2, "ligne: donnez un texte, une édition, ou --since BRANCHE : l’un des trois\n")


def test_a_preview_has_the_contact_sheet_of_what_it_shows_and_of_nothing_else(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("content/images/vue.jpg", photo((800, 600)))
    for name in ("un", "deux", "trois"):
        builder.piece(name, image={"src": "images/vue.jpg", "alt": "Un quai.", "focus": "50% 50%"})
    ligne("preview", "content/ecouter/un.md", site=tmp_path)
    sheet = tmp_path / ".ligne/preview/team/contact-sheet.html"
    shown = re.findall(r'<img src="([^"]+)"', sheet.read_text("utf-8"))
    assert (bool(shown), [src for src in shown if not (sheet.parent / src).is_file()]) == (True, [])
    assert {re.sub(r"-[^-]+$", "", src) for src in shown} == {"contact-sheet/un"}
    assert "team/contact-sheet.html" in (tmp_path / ".ligne/preview/index.html").read_text("utf-8")


def test_the_contact_sheet_of_a_branch_has_every_text_that_changed(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("content/images/vue.jpg", photo((800, 600)))
    image = {"src": "images/vue.jpg", "alt": "Un quai.", "focus": "50% 50%"}
    builder.piece("ancien", image=image).commit()
    builder.piece("un", image=image).piece("deux", image=image)
    ligne("preview", "--since", "HEAD", site=tmp_path)
    sheet = tmp_path / ".ligne/preview/team/contact-sheet.html"
    shown = re.findall(r'<img src="([^"]+)"', sheet.read_text("utf-8"))
    assert {re.sub(r"-[^-]+$", "", src) for src in shown} == {"contact-sheet/un", "contact-sheet/deux"}
    assert [src for src in shown if not (sheet.parent / src).is_file()] == []
