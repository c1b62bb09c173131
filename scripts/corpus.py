#!/usr/bin/env python3
"""Writes a whole site of N pieces, the same for the same seed, as one contender of the bench reads it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from random import Random

from benchmark.dialects import DIALECTS, in_json
from benchmark.drafts import AT, AUTHORS, PILLARS, Draft, magazine_drafts, outlines, random_for, technical_drafts
from benchmark.house import write_house
from benchmark.manual import manual_drafts
from benchmark.posts import FOLDER, real_drafts, terms
from benchmark.sentences import Writer

PER_PAGE = 10
PHOTOS = 8
PHOTO_EVERY = 5
PHOTO_SIZE_PX = (2400, 1600)
PAGES = {"a-propos": "À propos", "mentions": "Mentions légales"}
NETWORKS = {"mastodon": 30, "bluesky": 45, "x": 60, "threads": 75, "linkedin": 90, "facebook": 105, "instagram": 120}
"""Every social network, with the minutes that its post comes after the blog."""
TEXTS: dict[str, Callable[[int, int], Iterator[Draft]]] = {
    "magazine": magazine_drafts,
    "technical": technical_drafts,
    "real": real_drafts,
    "manual": manual_drafts,
}
LINES = ("plain", "house", "terms")
TERMS = 500
PLANNED_DAYS = 5 * 365


@dataclass(frozen=True)
class Corpus:
    """What is to be written: how many pieces of which texts, for the blog alone or everywhere, with what pictures."""

    pieces: int
    seed: int = 1
    texts: str = "magazine"
    is_everywhere: bool = False
    photos: int = 0
    has_cards: bool = False
    """One card a piece for sharing, which only Ligne makes."""
    line: str = "plain"
    """What the texts are judged by: `house` a hundred house rules and spelling; `terms` 500 terms, spelling, typography
    and readability. Then there are no static pages."""
    is_planned: bool = False
    """The calendar has five years of daily slots on the blog, which its newest pieces fill, and of daily letters."""

    @property
    def slots(self) -> int:
        """How many of its pieces a slot of the calendar puts out."""
        return min(PLANNED_DAYS, self.pieces) if self.is_planned else 0


def write_corpus(folder: Path, corpus: Corpus, contender: str) -> None:
    """Write a corpus as a contender reads it; what its site has besides texts is Ligne's only."""
    dialect = DIALECTS[contender]
    if contender == "ligne":
        _write_site(folder, corpus)
    for slug, title in PAGES.items() if corpus.line == "plain" else ():
        _write(folder / dialect.page_folder / f"{slug}.md", dialect.page_head(slug, title) + _page(corpus.seed, slug))
    for draft in TEXTS[corpus.texts](corpus.pieces, corpus.seed):
        number = draft.outline.number
        has_slot = number >= corpus.pieces - corpus.slots
        image = _image(number // PHOTO_EVERY % corpus.photos) if corpus.photos and number % PHOTO_EVERY == 0 else None
        _write(
            folder / dialect.piece_folder / draft.outline.path,
            dialect.piece(replace(draft, image=image, has_slot=has_slot)),
        )


def _write_site(folder: Path, corpus: Corpus) -> None:
    """Write what a site of Ligne has besides texts."""
    _write(folder / "editorial/charter.yaml", _charter(corpus))
    _write(folder / "editorial/calendar.yaml", _calendar(corpus))
    for month, entries in _entries(corpus).items():
        _write(folder / f"editorial/calendar/{month}.yaml", "format: 1\nentries:\n" + "".join(entries))
    _write(folder / "channels/blog.yaml", _BLOG + ("" if corpus.has_cards else "cards: false\n"))
    if corpus.line == "house":
        write_house(folder / "editorial/styles")
    if corpus.is_everywhere:
        _write(folder / "channels/newsletter.yaml", _NEWSLETTER)
        accounts = {network: f"@banc@{network}.example" for network in NETWORKS}
        _write(folder / "channels/social.yaml", f"format: 1\naccounts: {in_json(accounts)}\n")
    for number in range(corpus.photos):
        _write_photo(folder / f"content/images/photo-{number}.jpg", random_for(corpus.seed, "photo", number))


def _page(seed: int, slug: str) -> str:
    writer = Writer(random_for(seed, "page", slug))
    return "\n\n".join(writer.paragraph(5) for _ in range(3)) + "\n"


def _image(number: int) -> dict[str, str]:
    return {
        "src": f"/images/photo-{number}.jpg", "alt": f"Des taches de couleur, planche {number}",
        "credit": "Le Banc, CC0", "focus": f"{20 + number * 8}% {70 - number * 6}%",
    }  # fmt: skip


def _write_photo(path: Path, random: Random) -> None:
    """Write a JPEG of soft colours under a grain, about as hard to pack as a photograph."""
    from PIL import Image

    soft = Image.frombytes("RGB", (12, 8), random.randbytes(12 * 8 * 3))
    grain = Image.frombytes("L", (800, 533), random.randbytes(800 * 533)).convert("RGB")
    soft, grain = (picture.resize(PHOTO_SIZE_PX, Image.Resampling.BICUBIC) for picture in (soft, grain))
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.blend(soft, grain, 0.15).save(path, "JPEG", quality=88)


def _charter(corpus: Corpus) -> str:
    pillars = "\n".join(f"  - {{id: {key}, name: {name}, share: {share}}}" for key, (name, share) in PILLARS.items())
    people = "\n".join(f"    - {{id: {key}, name: {name}, roles: [auteur]}}" for key, name in AUTHORS.items())
    networks = "".join(f"  {name}: {{register: vous, hashtags: {{max: 2}}}}\n" for name in NETWORKS)
    others = "  newsletter: {register: vous}\n" + networks if corpus.is_everywhere else ""
    blog = "{register: vous, length: {min_words: 200, max_words: 1600}}" if corpus.texts in _OURS else "{}"
    if corpus.line == "terms":
        listed = [{"instead_of": term, "use": "un autre mot", "why": "Pour le banc."} for term in terms(TERMS)]
        return _CHARTER.format(
            lang="fr", pillars=pillars, people=people, blog=_DEMANDING, others=others, spelling="true",
            vocabulary=f"vocabulary: {in_json({'preferred': listed})}",
        )  # fmt: skip
    is_ours = corpus.line == "plain"
    return _CHARTER.format(
        lang="fr" if is_ours else "en", pillars=pillars, people=people, blog=blog, others=others,
        spelling="false" if is_ours else "true", vocabulary=_VOCABULARY if is_ours else "",
    )  # fmt: skip


def _calendar(corpus: Corpus) -> str:
    if not corpus.is_everywhere:
        return _CALENDAR
    first = _slot_days(corpus)[0] if corpus.is_planned else outlines(corpus.pieces, 0)[0].instant.date()
    letter = {"id": "lettre", "channel": "newsletter", "from": first.isoformat(), "time": "08:00", "collects": "blog"}
    if not corpus.is_planned:
        cadences = [{**letter, "rrule": "FREQ=WEEKLY;BYDAY=FR", "max_pieces": 7}]
    else:
        daily = {"rrule": "FREQ=DAILY", "from": first.isoformat(), "time": "07:00"}
        cadences = [{"id": "quotidien", "channel": "blog", **daily}, {**letter, "rrule": "FREQ=DAILY"}]
    return f"{_CALENDAR}cadences: {in_json(cadences)}\noffsets: {in_json(NETWORKS)}\n"


def _slot_days(corpus: Corpus) -> list[date]:
    """Give the days on which the calendar puts a piece out, up to that of the bench."""
    return [AT.date() - timedelta(days=before) for before in reversed(range(corpus.slots))]


def _entries(corpus: Corpus) -> dict[str, list[str]]:
    """Give the calendar's entries, a line each, by month: every slot has one of the newest pieces, in their order."""
    found: dict[str, list[str]] = {}
    days = _slot_days(corpus)
    for day, outline in zip(days, outlines(corpus.pieces, corpus.seed)[-len(days) :] if days else (), strict=True):
        line = f"  - {{slot: quotidien/{day}, piece: {outline.slug}}}\n"
        found.setdefault(f"{day:%Y-%m}", []).append(line)
    return found


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_CHARTER = """\
format: 1
version: 1.0.0
effective: "2016-01-01"
languages: [{lang}]
changes: [{{version: 1.0.0, date: "2016-01-01", summary: "Première charte du banc."}}]
mission: {{client: "Le Banc", purpose: "Mesurer ce que coûte une fabrication."}}
voice: {{person: nous, register: vous, tone: [précis]}}
pillars:
{pillars}
masthead:
  people:
{people}
  roles: [{{id: auteur, name: Auteur}}]
spelling: {spelling}
{vocabulary}
channels:
  blog: {blog}
{others}images: {{alt: required, credit: required, min_width_px: 1000}}
legal: {{publisher: "Le Banc", contact: "contact@banc.example"}}
"""
_VOCABULARY = """\
vocabulary:
  banned: [{term: "disruptif", why: "Il ne dit rien.", instead: "ce qui change"}]
  preferred: [{instead_of: "digital", use: "numérique", why: "C’est le mot."}]"""
_DEMANDING = (
    "{typography: fr, readability: {min: 40, max_sentence_words: 30, max_paragraph_words: 120, max_passive_share: 20}}"
)
_OURS = ("magazine", "technical")
_CALENDAR = """\
format: 1
timezone: Europe/Paris
"""
_BLOG = f"""\
format: 1
name: "Le Banc"
url: "https://banc.example"
tagline: "Mille textes pour une mesure"
description: "Un site engendré, pour mesurer."
per_page: {PER_PAGE}
"""
_NEWSLETTER = """\
format: 1
name: "La lettre du Banc"
from: {name: "Le Banc", address: "lettre@banc.example"}
list_id: "lettre.banc.example"
service: "https://lettre.banc.example"
why: "Vous recevez cette lettre parce que vous l’avez demandée."
unsubscribe: "mailto:lettre@banc.example?subject=desabonnement"
postal: "Le Banc, 1 rue de la Mesure, 75000 Paris"
"""


def main(arguments: list[str]) -> int:
    """Write one corpus."""
    parser = argparse.ArgumentParser(prog="scripts/corpus.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("folder", type=Path, help="where to write it: a new or an empty folder")
    parser.add_argument("--for", dest="contender", choices=DIALECTS, default="ligne", help="who reads it")
    parser.add_argument("--pieces", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--texts", choices=TEXTS, default="magazine", help="technical: code in every piece")
    parser.add_argument("--channels", choices=("blog", "all"), default="blog", help="the channels of its charter")
    parser.add_argument(
        "--images", action="store_true", help="every fifth piece has a photo (Ligne only; needs Pillow)"
    )
    parser.add_argument("--cards", action="store_true", help="one card a piece for sharing (Ligne only)")
    parser.add_argument(
        "--planned", action="store_true", help="the calendar puts its newest pieces out, a day (every channel)"
    )
    parser.add_argument("--line", choices=LINES, default="plain", help="what the texts are judged by")
    options = parser.parse_args(arguments)
    if options.pieces < 1 or (options.folder.exists() and any(options.folder.iterdir())):
        parser.error(f"{options.folder} is not empty, or there is no piece to write")
    if options.images and find_spec("PIL") is None:
        parser.error("--images needs Pillow: run this with the Python of .venv")
    if options.texts == "real" and not FOLDER.is_dir():
        parser.error(f"the real posts are not in {FOLDER}")
    corpus = Corpus(
        options.pieces, options.seed, options.texts, is_everywhere=options.channels == "all" or options.planned,
        photos=PHOTOS if options.images else 0, has_cards=options.cards,
        line=options.line, is_planned=options.planned,
    )  # fmt: skip
    write_corpus(options.folder, corpus, options.contender)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
