"""The editorial line of a site, read: its charter, its calendar, its house rules and the words it adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from os.path import lexists
from pathlib import Path
from typing import TypeVar

from editorial import calendar as calendar_file
from editorial import charter as charter_file
from editorial.calendar import Calendar
from editorial.calendar_file import read_calendar
from editorial.channel_ids import channel_ids
from editorial.charter import Charter
from editorial.charter_file import read_charter
from editorial.dictionary import FOLDER, NO_LEXICON, WORDS, Lexicon, lexicon_of
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.house.styles import EMPTY, House, read_house
from editorial.piece import digest_of
from editorial.plain_file import bytes_of, text_of
from editorial.scan import UNREADABLE
from editorial.source import Unreadable
from editorial.system_words import said_by

_Read = TypeVar("_Read", str, bytes)


@dataclass(frozen=True)
class Line:
    """The charter, the calendar, the house rules, and the words and dictionaries the site adds."""

    charter: Charter
    calendar: Calendar
    lexicon: Lexicon = NO_LEXICON
    house: House = EMPTY

    @property
    def digest(self) -> str:
        """The digest of all that a text alone is read and judged by."""
        return digest_of(self.charter.source.text, str(self.calendar.zone), self.lexicon.digest, self.house.digest,
                         *self.calendar.channels)  # fmt: skip


def read_line(root: Path) -> Line:
    """Give a site's charter, calendar and house rules; raises EditorialError."""
    line = open_line(root)
    line.house.open()
    return line


def open_line(root: Path) -> Line:
    """Give a site's line, whose house rules are read when they are asked for: who knows its digest has no need of them.

    Raises EditorialError for all but those rules.
    """
    calendars = tuple((path, read_text(root, path)) for path in calendar_paths(root))
    line = _parsed(read_text(root, charter_file.PATH), calendars, channel_ids(root))
    return replace(line, lexicon=read_lexicon(root), house=read_house(root, line.charter))


@lru_cache(maxsize=1)
def _parsed(charter: str, calendars: tuple[tuple[str, str], ...], channels: tuple[str, ...]) -> Line:
    """Give what the texts say; kept, so that a process that is forked has what its parent read."""
    return Line(read_charter(charter, channels=channels), read_calendar(dict(calendars), channels))


def read_lexicon(root: Path, words: str | None = None) -> Lexicon:
    """Give the words and dictionaries a site adds to those of Ligne; raises EditorialError.

    `words` stands in for its own list.
    """
    if words is None:
        words = read_text(root, WORDS) if lexists(root / WORDS) else ""
    folder = root / FOLDER
    own = sorted(path for path in folder.glob("*.*") if path.suffix in (".aff", ".dic")) if folder.is_dir() else []
    parts = [part for path in own for part in (path.name.encode(), _read(bytes_of, root, f"{FOLDER}/{path.name}"))]
    return lexicon_of(root, words, parts)


def calendar_paths(root: Path) -> list[str]:
    """Give the paths of the calendar's files, the main one first."""
    folder = root / calendar_file.FOLDER
    more = sorted(f"{calendar_file.FOLDER}/{entry.name}" for entry in folder.glob("*.yaml")) if folder.is_dir() else []
    return [calendar_file.PATH, *more]


def read_text(root: Path, relative: str) -> str:
    """Give the text of one of the site's data files; raises EditorialError naming it."""
    return _read(text_of, root, relative)


def _read(read: Callable[[Path], _Read], root: Path, relative: str) -> _Read:
    try:
        return read(root / relative)
    except FileNotFoundError:
        raise EditorialError(_MISSING, relative) from None
    except OSError as error:
        raise EditorialError(UNREADABLE.fill(why=said_by(error)), relative) from None
    except Unreadable as problem:
        raise EditorialError(problem.message, relative, problem.span) from None


_MISSING = Phrase("ce fichier manque", "this file is missing")
