"""Writes sources: the only module that changes what the team wrote."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from editorial.calendar import Calendar, Entry
from editorial.calendar_file import read_calendar
from editorial.calendar_order import sorted_entries
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.line import calendar_paths, read_text
from editorial.piece import slugified
from editorial.scan import CONTENT
from editorial.site import Site
from editorial.source import BOM


@dataclass(frozen=True, slots=True)
class Started:
    """A piece just begun: its path in the site and its id."""

    path: str
    id: str


def start_piece(site: Site, title: str, pillar: str, *, author: str = "", lang: str = "") -> Started:
    """Write a new draft with valid front matter; raises EditorialError when the pillar or the author is unknown."""
    known = [p.id for p in site.charter.pillars]
    if pillar not in known:
        raise EditorialError(_NO_PILLAR.fill(found=pillar, known=", ".join(known)))
    people = [person.id for person in site.charter.people]
    author = author or (people[0] if people else "")
    if author not in people:
        raise EditorialError(_NO_AUTHOR.fill(found=author, known=", ".join(people)))
    if not title.strip():
        raise EditorialError(_NO_TITLE)
    lang = lang or site.charter.lang
    slug = _free_slug(site, slugified(title) or "piece")
    path = f"{CONTENT}/{pillar}/{slug}.md"
    lines = [
        "---",
        f"id: {slug}",
        f"title: {json.dumps(title.strip(), ensure_ascii=False)}",
        f"slug: {slug}",
        f"lang: {lang}",
        f"pillar: {pillar}",
        f"author: {author}",
        "status: draft",
        'standfirst: ""',
        "tags: []",
        "---",
        "",
        "",
    ]
    _write_new(site.root, path, "\n".join(lines))
    return Started(path, slug)


@dataclass(frozen=True, slots=True)
class Tidied:
    """The files of a calendar whose entries were put in order, and those whose layout was left alone."""

    sorted: tuple[str, ...]
    left: tuple[str, ...]


def tidy_calendar(root: Path) -> Tidied:
    """Sort the entries of each file of the calendar by their day, writing only what changes; raises EditorialError."""
    files = {path: read_text(root, path) for path in calendar_paths(root)}
    calendar = read_calendar(files)
    clocks = {cadence.id: cadence.clock for cadence in calendar.cadences}
    done, left = [], []
    for path, text in files.items():
        order = [_place_in_time(calendar, e, clocks) for e in calendar.entries if e.place.path == path]
        made = sorted_entries(text, order)
        if made is None and order != sorted(order):
            left.append(path)
        elif made is not None and made != text:
            _replace(root / path, path, made)
            done.append(path)
    return Tidied(tuple(done), tuple(left))


def _place_in_time(calendar: Calendar, entry: Entry, clocks: Mapping[str, time]) -> tuple[str, ...]:
    """Give what an entry is sorted by: the local time of its slot, which a move does not change, then its name."""
    if entry.at is not None:
        return calendar.local(entry.at).strftime("%Y-%m-%dT%H:%M"), entry.channel, entry.piece
    cadence, _, day = entry.slot.rpartition("/")
    return f"{day}T{clocks.get(cadence, time()):%H:%M}", entry.slot, ""


def _replace(target: Path, path: str, text: str) -> None:
    """Write a text in place of a file's, whole or not at all, with the line ends and the mark it began with."""
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        raw = target.read_bytes()
        if b"\r\n" in raw:
            text = text.replace("\n", "\r\n")
        part.write_bytes((BOM if raw.startswith(BOM) else b"") + text.encode())
        shutil.copymode(target, part)
        os.replace(part, target.resolve())
    except OSError as error:
        part.unlink(missing_ok=True)
        raise EditorialError(_NOT_WRITTEN.fill(why=error.strerror), path) from None


def _free_slug(site: Site, wanted: str) -> str:
    taken = {piece.slug for piece in site.pieces} | {piece.id for piece in site.pieces}
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _write_new(root: Path, path: str, text: str) -> None:
    """Write a file that must not be there yet."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        raise EditorialError(_EXISTS, path) from None
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(why=error.strerror), path) from None
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as opened:
        opened.write(text)


_NO_PILLAR = Phrase(
    "la charte n’a pas de pilier « {found} » ; elle a : {known}", "the charter has no pillar “{found}”; it has: {known}"
)
_NO_AUTHOR = Phrase(
    "l’ours n’a pas de signature « {found} » ; il a : {known}", "the masthead has no “{found}”; it has: {known}"
)
_NO_TITLE = Phrase(
    'donnez un titre : ligne new "Mon titre" --pillar PILIER', 'give a title: ligne new "My title" --pillar PILLAR'
)
_EXISTS = Phrase("ce fichier existe déjà", "this file is already there")
_NOT_WRITTEN = Phrase("ce fichier ne peut pas être écrit ({why})", "this file cannot be written ({why})")
