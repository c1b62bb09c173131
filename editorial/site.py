"""A site is a folder: finds it, reads its charter, calendar and pieces once, and refuses what points outside it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from editorial import calendar as calendar_file
from editorial import charter as charter_file
from editorial.calendar import Calendar
from editorial.calendar_file import read_calendar
from editorial.charter import Charter
from editorial.charter_file import read_charter
from editorial.errors import EditorialError
from editorial.fields import Complaint
from editorial.finding import Phrase
from editorial.front_matter import read_piece
from editorial.piece import Piece, digest_of
from editorial.source import MAX_PIECE_BYTES, Unreadable, decode, split_markdown

CONTENT = "content"


@dataclass(frozen=True)
class Site:
    """Everything the team wrote, read once.

    `unreadable` and `complaints` hold, by path, what is wrong with a file as a whole or with its front matter.
    """

    root: Path
    charter: Charter
    calendar: Calendar
    pieces: tuple[Piece, ...]
    unreadable: Mapping[str, Unreadable] = field(default_factory=dict)
    complaints: Mapping[str, tuple[Complaint, ...]] = field(default_factory=dict)

    @cached_property
    def _by_id(self) -> dict[str, Piece]:
        return {piece.id: piece for piece in reversed(self.pieces)}

    @cached_property
    def _by_path(self) -> dict[str, Piece]:
        return {piece.path: piece for piece in self.pieces}

    def piece(self, piece_id: str) -> Piece | None:
        """Give the piece of that id, or None."""
        return self._by_id.get(piece_id)

    def by_path(self, path: str) -> Piece | None:
        """Give the piece of that file, or None."""
        return self._by_path.get(path)


def find_site(start: Path) -> Path:
    """Give the nearest folder from `start` upwards that holds a charter; raises EditorialError."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / charter_file.PATH).is_file():
            return folder
    raise EditorialError(_NO_SITE.fill(folder=start))


def read_site(root: Path) -> Site:
    """Give the site of a folder; raises EditorialError when its charter or calendar cannot be read."""
    charter = read_charter(read_text(root, charter_file.PATH))
    calendar = read_calendar({path: read_text(root, path) for path in calendar_paths(root)})
    pieces: list[Piece] = []
    unreadable: dict[str, Unreadable] = {}
    complaints: dict[str, tuple[Complaint, ...]] = {}
    for path in _markdown_paths(root, CONTENT, unreadable):
        try:
            raw = _piece_bytes(root, path)
            piece, wrong = piece_of(path, raw, charter, calendar)
        except Unreadable as problem:
            unreadable[path] = problem
            continue
        pieces.append(piece)
        if wrong:
            complaints[path] = wrong
    return Site(root, charter, calendar, tuple(pieces), unreadable, complaints)


def piece_of(path: str, raw: bytes, charter: Charter, calendar: Calendar) -> tuple[Piece, tuple[Complaint, ...]]:
    """Give the piece some bytes hold, and what is wrong with it; raises Unreadable."""
    source = split_markdown(decode(raw))
    return read_piece(path, source, lang=charter.lang, zone=calendar.zone, raw_digest=digest_of(raw))


def calendar_paths(root: Path) -> list[str]:
    """Give the paths of the calendar's files, the main one first."""
    folder = root / calendar_file.FOLDER
    more = sorted(f"{calendar_file.FOLDER}/{entry.name}" for entry in folder.glob("*.yaml")) if folder.is_dir() else []
    return [calendar_file.PATH, *more]


def read_text(root: Path, relative: str) -> str:
    """Give the text of one of the site's data files; raises EditorialError naming it."""
    try:
        return decode((root / relative).read_bytes())
    except FileNotFoundError:
        raise EditorialError(_MISSING, relative) from None
    except OSError as error:
        raise EditorialError(_UNREADABLE.fill(why=error.strerror), relative) from None
    except Unreadable as problem:
        raise EditorialError(problem.message, relative, problem.span) from None


def locate_image(root: Path, piece: Piece, src: str) -> Path | None:
    """Give the file of an image, beside the piece or else under content/; None if it is missing or outside."""
    if not src or "\0" in src or "://" in src:
        return None
    content = (root / CONTENT).resolve()
    beside = root / PurePosixPath(piece.path).parent / src
    for candidate in (beside, content / src.lstrip("/")):
        try:
            found = candidate.resolve()
            if found.is_relative_to(content) and found.is_file():
                return found
        except (OSError, RuntimeError, ValueError):
            continue
    return None


def _markdown_paths(root: Path, folder: str, unreadable: dict[str, Unreadable]) -> Iterator[str]:
    if not (root / folder).is_dir():
        return
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError as error:
        raise EditorialError(_UNREADABLE.fill(why=error.strerror), folder) from None
    for entry in entries:
        path = f"{folder}/{entry.name}"
        is_markdown = entry.name.endswith(".md")
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to((root / CONTENT).resolve()):
            if is_markdown or entry.is_dir():
                unreadable[path] = Unreadable("source.outside", _OUTSIDE, fix=_OUTSIDE_FIX)
            continue
        if entry.is_dir(follow_symlinks=False):
            if is_markdown:
                unreadable[path] = Unreadable("source.folder", _FOLDER, fix=_FOLDER_FIX)
            else:
                yield from _markdown_paths(root, path, unreadable)
        elif is_markdown:
            yield path


def _piece_bytes(root: Path, path: str) -> bytes:
    file = root / path
    try:
        found = file.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable("source.not-a-file", _NOT_A_FILE)
        if found.st_size > MAX_PIECE_BYTES:
            raise Unreadable("source.too-big", _TOO_BIG.fill(size=f"{found.st_size / 1e6:.1f}"), fix=_TOO_BIG_FIX)
        return file.read_bytes()
    except OSError as error:
        raise Unreadable("source.unreadable", _UNREADABLE.fill(why=error.strerror)) from None


_NO_SITE = Phrase(
    "aucun site ici : {folder} ne contient pas editorial/charter.yaml (créez-en un avec « ligne init DOSSIER »)",
    "no site here: {folder} holds no editorial/charter.yaml (make one with “ligne init FOLDER”)",
)
_MISSING = Phrase("ce fichier manque", "this file is missing")
_UNREADABLE = Phrase("ce fichier ne se lit pas ({why})", "this file cannot be read ({why})")
_OUTSIDE = Phrase("ce lien symbolique sort du site", "this symbolic link leaves the site")
_OUTSIDE_FIX = Phrase("copiez le fichier dans content/", "copy the file into content/")
_FOLDER = Phrase("c’est un dossier, pas un texte", "this is a folder, not a text")
_FOLDER_FIX = Phrase("renommez-le sans .md", "rename it without .md")
_NOT_A_FILE = Phrase("ce n’est pas un fichier ordinaire", "this is not an ordinary file")
_TOO_BIG = Phrase(
    "ce fichier pèse {size} Mo, le plus lourd admis est 1 Mo", "this file is {size} MB, at most 1 MB is read"
)
_TOO_BIG_FIX = Phrase("découpez-le en plusieurs textes", "split it into several pieces")
