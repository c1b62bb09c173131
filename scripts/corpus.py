#!/usr/bin/env python3
"""Writes a whole site of N pieces, the same for the same seed, as Ligne reads it or as stock Pelican does."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from random import Random

from drafts import AUTHORS, PILLARS, TO_PIECE, drafts, outlines, random_for
from sentences import Writer

PER_PAGE = 10
PHOTOS = 8
PHOTO_EVERY = 5
PHOTO_SIZE_PX = (2400, 1600)
PAGES = {"a-propos": "À propos", "mentions": "Mentions légales"}
NETWORKS = {"mastodon": 30, "bluesky": 45, "x": 60, "threads": 75, "linkedin": 90, "facebook": 105, "instagram": 120}
"""Every social network, with the minutes that its post comes after the blog."""


def write_site(
    folder: Path, pieces: int, seed: int, *, channels: str = "blog", photos: int = 0, is_technical: bool = False
) -> None:
    """Write a site that Ligne reads: the blog alone, or with `channels` "all" a newsletter and the networks too."""
    everywhere = channels == "all"
    every = drafts(pieces, seed, is_technical=is_technical)
    _write(folder / "editorial/charter.yaml", _charter(everywhere))
    _write(folder / "editorial/calendar.yaml", _calendar(everywhere, pieces))
    _write(folder / "channels/blog.yaml", _BLOG)
    if everywhere:
        _write(folder / "channels/newsletter.yaml", _NEWSLETTER)
        accounts = {network: f"@banc@{network}.example" for network in NETWORKS}
        _write(folder / "channels/social.yaml", f"format: 1\naccounts: {_json(accounts)}\n")
    for number in range(photos):
        _write_photo(folder / f"content/images/photo-{number}.jpg", random_for(seed, "photo", number))
    for slug, title in PAGES.items():
        page = {"kind": "page", "title": title, "slug": slug, "status": "approved"}
        _write(folder / f"content/pages/{slug}.md", _yaml(page) + _page(seed, slug))
    for draft in every:
        o = draft.outline
        front: dict[str, object] = {
            "title": o.title, "slug": o.slug, "pillar": o.pillar, "author": draft.author, "status": "approved",
            "date": o.instant.isoformat(), "tags": draft.tags, "standfirst": draft.standfirst,
        }  # fmt: skip
        if photos and o.number % PHOTO_EVERY == 0:
            front["image"] = _image(o.number // PHOTO_EVERY % photos)
        _write(folder / "content" / o.path, _yaml(front) + draft.body.replace(TO_PIECE, "](../"))


def write_stock(folder: Path, pieces: int, seed: int, *, is_technical: bool = False) -> None:
    """Write the same pieces, without photos, as Pelican's own Markdown reader takes them."""
    for slug, title in PAGES.items():
        _write(folder / f"content/pages/{slug}.md", _meta({"title": title, "slug": slug}) + _page(seed, slug))
    for draft in drafts(pieces, seed, is_technical=is_technical):
        o = draft.outline
        front = {
            "title": o.title, "slug": o.slug, "category": PILLARS[o.pillar][0], "authors": AUTHORS[draft.author],
            "date": o.instant.isoformat(), "tags": ", ".join(draft.tags), "summary": draft.standfirst,
        }  # fmt: skip
        _write(folder / "content" / o.path, _meta(front) + draft.body.replace(TO_PIECE, "]({filename}/"))


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


def _charter(everywhere: bool) -> str:
    pillars = "\n".join(f"  - {{id: {key}, name: {name}, share: {share}}}" for key, (name, share) in PILLARS.items())
    people = "\n".join(f"    - {{id: {key}, name: {name}, roles: [auteur]}}" for key, name in AUTHORS.items())
    networks = "".join(f"  {name}: {{register: vous, hashtags: {{max: 2}}}}\n" for name in NETWORKS)
    others = "  newsletter: {register: vous}\n" + networks if everywhere else ""
    return _CHARTER.format(pillars=pillars, people=people, others=others)


def _calendar(everywhere: bool, pieces: int) -> str:
    if not everywhere:
        return _CALENDAR
    first = outlines(pieces, 0)[0].instant.date()
    cadence = {
        "id": "lettre", "channel": "newsletter", "rrule": "FREQ=WEEKLY;BYDAY=FR", "from": first.isoformat(),
        "time": "08:00", "collects": "blog", "max_pieces": 7,
    }  # fmt: skip
    return f"{_CALENDAR}cadences: [{_json(cadence)}]\noffsets: {_json(NETWORKS)}\n"


def _yaml(front: Mapping[str, object]) -> str:
    """Give a front matter; a JSON value is a YAML value."""
    return "".join(["---\n", *(f"{key}: {_json(value)}\n" for key, value in front.items()), "---\n"])


def _meta(front: Mapping[str, str]) -> str:
    return "".join(f"{key.capitalize()}: {value}\n" for key, value in front.items()) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_CHARTER = """\
format: 1
version: 1.0.0
effective: "2016-01-01"
languages: [fr]
changes: [{{version: 1.0.0, date: "2016-01-01", summary: "Première charte du banc."}}]
mission: {{client: "Le Banc", purpose: "Mesurer ce que coûte une fabrication."}}
voice: {{person: nous, register: vous, tone: [précis]}}
pillars:
{pillars}
masthead:
  people:
{people}
  roles: [{{id: auteur, name: Auteur}}]
vocabulary:
  banned: [{{term: "incontournable", why: "Il ordonne.", instead: "dire pourquoi"}}]
  preferred: [{{instead_of: "digital", use: "numérique", why: "C’est le mot."}}]
channels:
  blog: {{register: vous, length: {{min_words: 200, max_words: 1600}}}}
{others}images: {{alt: required, credit: required, min_width_px: 1000}}
legal: {{publisher: "Le Banc", contact: "contact@banc.example"}}
"""
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
why: "Vous recevez cette lettre parce que vous l’avez demandée."
unsubscribe: "mailto:lettre@banc.example?subject=desabonnement"
postal: "Le Banc, 1 rue de la Mesure, 75000 Paris"
"""


def main(arguments: list[str]) -> int:
    """Write one corpus."""
    parser = argparse.ArgumentParser(prog="scripts/corpus.py", description=__doc__, allow_abbrev=False)
    parser.add_argument("folder", type=Path, help="where to write it: a new or an empty folder")
    parser.add_argument("--pieces", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--channels", choices=("blog", "all"), default="blog", help="the channels of its charter")
    parser.add_argument("--images", action="store_true", help="every fifth piece has a photo (needs Pillow)")
    parser.add_argument("--stock", action="store_true", help="write what stock Pelican reads instead, without photos")
    parser.add_argument("--technical", action="store_true", help="as much code as the real posts of a technical blog")
    options = parser.parse_args(arguments)
    if options.pieces < 1 or (options.folder.exists() and any(options.folder.iterdir())):
        parser.error(f"{options.folder} is not empty, or there is no piece to write")
    if options.images and find_spec("PIL") is None:
        parser.error("--images needs Pillow: run this with the Python of .venv")
    if options.stock:
        write_stock(options.folder, options.pieces, options.seed, is_technical=options.technical)
    else:
        photos = PHOTOS if options.images else 0
        write_site(
            options.folder, options.pieces, options.seed,
            channels=options.channels, photos=photos, is_technical=options.technical,
        )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
