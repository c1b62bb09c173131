"""What the newsletter's tests share: a site with one edition that has left, and everything made of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from channels.addresses import read_addresses
from channels.channel import Brief
from channels.newsletter.letter import Letter, compose, shown_pieces
from channels.newsletter.render import render
from channels.newsletter.settings import read_settings
from channels.newsletter.words import Words, read_words, words_in
from channels.templates import read_look
from editorial.edition import Edition
from editorial.plan import HORIZON, make_plan
from editorial.schedule import lay_out
from tests.builder import CALENDAR, SiteBuilder

AT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
FRAME: dict[str, Any] = {
    "kind": "edition",
    "pillar": None,
    "date": None,
    "title": "Deux lectures",
    "standfirst": "Une pour lundi, une pour mardi.",
    "newsletter": {"links": [{"title": "Ailleurs", "url": "https://ailleurs.example/?a=1&b=2", "note": "À voir."}]},
}
FOREWORD = "Un *édito* avec un [lien](../ecouter/un.md#la) et [un autre](https://x.example/y)."
OUTBOX = "outbox/newsletter/lettre_2026-03-06"
PAGE = "site/lettre/2026-03-06/index.html"


def a_site(root: Path, foreword: str = FOREWORD, **frame: Any) -> SiteBuilder:
    """A site whose letter of 6 March collects two pieces, under a frame."""
    builder = SiteBuilder(root).calendar(
        cadences=[{**CALENDAR["cadences"][1], "from": "2026-03-06"}],
        entries=[{"slot": "lettre/2026-03-06", "piece": "cadre"}],
    )
    builder.piece("cadre", foreword, folder="editions", **{**FRAME, **frame})
    builder.piece("un", "## Là\n\nTexte.", newsletter={"weight": 2})
    return builder.piece("deux", pillar="publier", date="2026-03-03T09:00+01:00")


def without_frame(builder: SiteBuilder) -> SiteBuilder:
    """The same site, its letter without a frame."""
    (builder.root / "content/editions/cadre.md").unlink()
    return builder.calendar(cadences=[{**CALENDAR["cadences"][1], "from": "2026-03-06"}])


def brief(builder: SiteBuilder, at: datetime = AT, *, is_preview: bool = False) -> Brief:
    """All that the channel is given, whatever the rules would have held back."""
    site = builder.site()
    plan = make_plan(site, lay_out(site, at + HORIZON), at, held={}, versions={})
    look = read_look(site.root, [pillar.id for pillar in site.charter.pillars])
    return Brief(site, plan, look, read_addresses(builder.root, site.charter), is_preview)


def made(builder: SiteBuilder, at: datetime = AT, *, is_preview: bool = False) -> dict[str, bytes]:
    """Every file the newsletter makes, by path."""
    return {artifact.path: artifact.make() for artifact in render(brief(builder, at, is_preview=is_preview))}


def edition(given: Brief) -> Edition:
    """The one edition that is out."""
    (found,) = [e for e in given.plan.editions if e.channel == "newsletter"]
    return found


def letter(builder: SiteBuilder) -> Letter:
    """The letter of the one edition."""
    given = brief(builder)
    settings = read_settings(builder.root, "fr")
    assert settings is not None
    return compose(given, edition(given), settings, shown_pieces(given.plan))


def words(builder: SiteBuilder, lang: str = "fr") -> Words:
    """The newsletter's sentences."""
    return words_in(read_words(brief(builder).look), lang)
