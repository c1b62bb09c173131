"""Writes sources: the only module that changes what the team wrote."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from editorial.baseline import PATH as BASELINE_PATH
from editorial.baseline import Baseline
from editorial.beside import beside
from editorial.calendar import Calendar, Entry
from editorial.calendar_file import read_calendar
from editorial.calendar_order import sorted_entries
from editorial.channel_ids import channel_ids
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.line import calendar_paths, read_text
from editorial.piece import digest_of, slugified
from editorial.record import Record
from editorial.review import SITE_PAGES
from editorial.scan import CONTENT
from editorial.source import BOM, decode
from editorial.system_words import said_by
from editorial.trust import CHAIN, Link

if TYPE_CHECKING:
    from editorial.site import Site


@dataclass(frozen=True, slots=True)
class Started:
    """A piece just begun: its path in the site and its id."""

    path: str
    id: str


def start_piece(site: Site, title: str, pillar: str, *, author: str = "", lang: str = "") -> Started:
    """Write a new draft with valid front matter; raises EditorialError for a pillar, author or language not known."""
    known = [p.id for p in site.charter.pillars]
    if pillar not in known:
        raise EditorialError(_NO_PILLAR.fill(found=pillar, known=", ".join(known)))
    people = [person.id for person in site.charter.people]
    author = author or (people[0] if people else "")
    if author not in people:
        raise EditorialError(_NO_AUTHOR.fill(found=author, known=", ".join(people)))
    lang = lang or site.charter.lang
    if lang not in site.charter.languages:
        raise EditorialError(_NO_LANG.fill(found=lang, known=", ".join(site.charter.languages)))
    # A shell gives bytes that are no UTF-8 as lone surrogates, and pastes line ends and escapes.
    title = _CONTROL.sub(" ", title.encode(errors="surrogateescape").decode(errors="replace")).strip()
    if not title:
        raise EditorialError(_NO_TITLE)
    slug = _free_slug(site, slugified(title)[:_MAX_SLUG].rstrip("-") or "piece")
    named = f'"{slug}"' if slug in _NOT_WORDS else slug
    path = f"{CONTENT}/{pillar}/{slug}.md"
    lines = [
        "---",
        f"id: {named}",
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"slug: {named}",
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


def write_approval(root: Path, record: Record, paths: Sequence[str]) -> str:
    """Write a record at the first of some paths that is free, and give that; raises EditorialError where none is."""
    return _write_at_one(root, paths, record.text())


def write_masthead(root: Path, link: Link) -> str:
    """Write a signed masthead, and give its path."""
    return _write_at_one(root, [f"{CHAIN}/{link.hash.partition(':')[2]}.yaml"], link.text())


def _write_at_one(root: Path, paths: Sequence[str], text: str) -> str:
    for path in paths:
        if not (root / path).parent.resolve().is_relative_to(root.resolve()):
            raise EditorialError(_LINKED, path)
        if not os.path.lexists(root / path):
            _write_new(root, path, text)
            return path
    raise EditorialError(_EXISTS, paths[-1])


def write_baseline(root: Path, baseline: Baseline) -> None:
    """Write a site's baseline, whole; without a count, the file goes."""
    if baseline.counts:
        write_made(root, BASELINE_PATH, baseline.written)
        return
    try:
        (root / BASELINE_PATH).unlink(missing_ok=True)
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(why=said_by(error)), BASELINE_PATH) from None


@dataclass(frozen=True, slots=True)
class Tidied:
    """The files of a calendar whose entries were put in order, and those whose layout was left alone."""

    sorted: tuple[str, ...]
    left: tuple[str, ...]


def tidy_calendar(root: Path) -> Tidied:
    """Sort the entries of each file of the calendar by their day, writing only what changes; raises EditorialError."""
    files = {path: read_text(root, path) for path in calendar_paths(root)}
    calendar = read_calendar(files, channel_ids(root))
    clocks = {cadence.id: cadence.clock for cadence in calendar.cadences}
    done, left = [], []
    for path, text in files.items():
        order = [_place_in_time(calendar, e, clocks) for e in calendar.entries if e.place.path == path]
        made = sorted_entries(text, order)
        if made is None and order != sorted(order):
            left.append(path)
        elif made is not None and made != text:
            _rewrite_text(root, path, text, made)
            done.append(path)
    return Tidied(tuple(done), tuple(left))


def _place_in_time(calendar: Calendar, entry: Entry, clocks: Mapping[str, time]) -> tuple[str, ...]:
    """Give what an entry is sorted by: the local time of its slot, which a move does not change, then its name."""
    if entry.at is not None:
        return calendar.local(entry.at).strftime("%Y-%m-%dT%H:%M"), entry.channel, entry.piece
    cadence, _, day = entry.slot.rpartition("/")
    return f"{day}T{clocks.get(cadence, time()):%H:%M}", entry.slot, ""


def _free_slug(site: Site, wanted: str) -> str:
    taken = {name.casefold() for piece in site.pieces for name in (piece.slug, piece.id)}
    taken |= {
        path.strip("/").casefold() for path in (*SITE_PAGES, *(a for piece in site.pieces for a in piece.aliases))
    }
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def read_again(root: Path, path: str, digest: str) -> bytes:
    """Give the bytes of a source that is about to be written; raises EditorialError unless they are those reviewed."""
    try:
        raw = _inside(root, path).read_bytes()
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(why=said_by(error)), path) from None
    if digest_of(raw) != digest:
        raise EditorialError(_CHANGED, path)
    return raw


def rewrite(root: Path, path: str, before: bytes, after: bytes) -> None:
    """Put new bytes in place of those of a source, whole and at once, its mode and owner kept.

    Raises EditorialError, with the file as it was, where it is read-only, outside the site, or no longer holds
    `before`: what somebody else has just written is never lost.
    """
    target = _inside(root, path)
    try:
        known = target.stat()
        if not known.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(target, os.W_OK):
            raise EditorialError(_READ_ONLY, path)
        with beside(target, after) as part:
            os.chmod(part, stat.S_IMODE(known.st_mode))
            if hasattr(os, "chown"):
                with suppress(OSError):
                    os.chown(part, known.st_uid, known.st_gid)
            if target.read_bytes() != before:
                raise EditorialError(_CHANGED, path)
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(why=said_by(error)), path) from None


def _rewrite_text(root: Path, path: str, before: str, after: str) -> None:
    """Put a new text in place of a source's, with the line ends and the mark it began with; raises EditorialError."""
    raw = (root / path).read_bytes()
    if decode(raw) != before:
        raise EditorialError(_CHANGED, path)
    made = after.replace("\n", "\r\n") if b"\r\n" in raw else after
    rewrite(root, path, raw, (BOM if raw.startswith(BOM) else b"") + made.encode())


def write_made(root: Path, path: str, text: str) -> Path:
    """Write a file that is made from the charter, over an older one of its kind, and give it; raises EditorialError."""
    target = _inside(root, path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside(target, text.encode()) as part:
            os.chmod(part, 0o644)
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(why=said_by(error)), path) from None
    return target


def _inside(root: Path, path: str) -> Path:
    """Give the file that a path of the site really names; raises EditorialError where a link leads out of the site."""
    target = (root / path).resolve()
    if not target.is_relative_to(root.resolve()):
        raise EditorialError(_ELSEWHERE.fill(target=target), path)
    return target


def _write_new(root: Path, path: str, text: str) -> None:
    """Write a file that must not be there yet."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        raise EditorialError(_EXISTS, path) from None
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(why=said_by(error)), path) from None
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as opened:
        opened.write(text)


_NO_PILLAR = Phrase(
    "la charte n’a pas de pilier « {found} » ; elle a : {known}", "the charter has no pillar “{found}”; it has: {known}"
)
_NO_AUTHOR = Phrase(
    "l’ours n’a pas de signature « {found} » ; il a : {known}", "the masthead has no “{found}”; it has: {known}"
)
_NO_LANG = Phrase(
    "la charte ne prévoit pas la langue « {found} » ; elle a : {known}",
    "the charter has no language “{found}”; it has: {known}",
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_MAX_SLUG = 100
_NOT_WORDS = ("true", "false", "null")
"""What YAML reads as no text."""
_NO_TITLE = Phrase(
    'donnez un titre : ligne new "Mon titre" --pillar PILIER', 'give a title: ligne new "My title" --pillar PILLAR'
)
_LINKED = Phrase(
    "ce dossier mène hors du site par un lien symbolique", "this folder leads out of the site by a symbolic link"
)
_EXISTS = Phrase("ce fichier existe déjà", "this file is already there")
_NOT_WRITTEN = Phrase("ce fichier ne peut pas être écrit ({why})", "this file cannot be written ({why})")
_CHANGED = Phrase(
    "ce fichier a changé depuis sa relecture, rien n’y a été écrit : relancez la commande",
    "this file has changed since it was reviewed, nothing was written to it: run the command again",
)
_READ_ONLY = Phrase(
    "ce fichier est en lecture seule, rien n’y a été écrit : rendez-le modifiable, puis relancez la commande",
    "this file is read-only, nothing was written to it: make it writable, then run the command again",
)
_ELSEWHERE = Phrase(
    "ce lien mène hors du site ({target}), où rien n’est écrit : corrigez ce fichier-là à la main",
    "this link leads out of the site ({target}), where nothing is written: mend that file by hand",
)
