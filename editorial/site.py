"""A site, read: its charter, its calendar and its pieces, once, and where its pictures are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from editorial.approvals import Approvals, read_approvals
from editorial.calendar import Calendar
from editorial.charter import Charter
from editorial.crew import Crew
from editorial.dictionary import NO_LEXICON, Lexicon
from editorial.fields import Complaint
from editorial.house.styles import EMPTY, House
from editorial.house_then import house_then
from editorial.index import Index, known_now, read_index
from editorial.line import open_line
from editorial.notary import Notary
from editorial.piece import Piece
from editorial.rules.kind import Judged
from editorial.scan import CONTENT, Scan, scan
from editorial.source import Unreadable
from editorial.verdict import Judge


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
    verdicts: Mapping[str, tuple[Judged, ...]] = field(default_factory=dict)
    """By path, what is found in a text by itself."""
    files: frozenset[str] = frozenset()
    has_links: bool = True
    """Every plain file under content/ but the texts, and whether symbolic links may stand for others."""
    is_reindexed: bool = False
    """Whether the memory of the site was not ours to believe, so that everything was read again."""
    lexicon: Lexicon = NO_LEXICON
    house: House = EMPTY
    """The house rules its texts are judged by."""
    approvals: Approvals | None = None
    """What is approved, where anybody asks."""
    is_staged: bool = False
    """Whether its texts are those of git's index, whatever stands in the work tree."""
    past: Mapping[tuple[str, str], Path] = field(default_factory=dict)
    """The pictures of versions shown again, by piece and by what it calls them: not those of today."""

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel there is, whether the charter opens it or not."""
        return self.calendar.channels

    @cached_property
    def _by_id(self) -> dict[str, Piece]:
        return {piece.id: piece for piece in reversed(self.pieces)}

    @cached_property
    def _by_path(self) -> dict[str, Piece]:
        return {piece.path: piece for piece in self.pieces}

    def house_under(self, charter: Charter) -> House:
        """Give the house rules that a charter of any day stands with."""
        return self.house if charter is self.charter else house_then(self.root, charter)

    def piece(self, piece_id: str) -> Piece | None:
        """Give the piece of that id, or None."""
        return self._by_id.get(piece_id)

    def by_path(self, path: str) -> Piece | None:
        """Give the piece of that file, or None."""
        return self._by_path.get(path)

    def locate_image(self, piece: Piece, src: str) -> Path | None:
        """Give the file of an image in the version of a piece that is shown; None if it is missing or outside."""
        return self.past.get((piece.path, src)) or self.locate_todays(piece, src)

    def locate_todays(self, piece: Piece, src: str) -> Path | None:
        """Give the file of an image, beside the piece or else under content/; None if it is missing or outside."""
        if src and not src.startswith("/"):
            beside = normpath(f"{piece.path.rpartition('/')[0]}/{src}")
            if beside in self.files:
                return self._resolved / beside
        below = normpath(f"{CONTENT}/{src.lstrip('/')}")
        if src and not self.has_links and below in self.files:
            return self._resolved / below
        return locate_image(self.root, piece, src)

    @cached_property
    def _resolved(self) -> Path:
        return self.root.resolve()


def read_site(root: Path, crew: Crew | None = None, content: Scan | None = None) -> Site:
    """Give the site of a folder; raises EditorialError when its charter or calendar cannot be read.

    With a crew, the site is read through its index and remembered there; without, everything is read here and now.
    `content` is what was seen under content/, where somebody has just looked.
    """
    line, seen = open_line(root), content or scan(root)
    if crew is None:
        line.house.open()
        judge = Judge(line.charter, line.calendar.zone, line.lexicon, line.house)
        index = Index({path: known_now(root, path, line, judge) for path in seen.texts})
    else:
        index = read_index(root, line, seen, crew)
    known = index.known
    unreadable = {path: entry.problem for path, entry in known.items() if entry.problem is not None}
    return Site(
        root,
        line.charter,
        line.calendar,
        tuple([entry.piece for entry in known.values() if entry.piece is not None]),
        {**seen.unreadable, **unreadable},
        {path: entry.complaints for path, entry in known.items() if entry.complaints},
        {path: entry.verdict for path, entry in known.items() if entry.verdict},
        frozenset(seen.files),
        bool(seen.links),
        index.is_rebuilt,
        line.lexicon,
        line.house,
        read_approvals(root, line.charter, Notary(root if crew else None)),
    )


def locate_image(root: Path, piece: Piece, src: str) -> Path | None:
    """Give the file of an image, beside the piece or else under content/; None if it is missing or outside.

    A name with a space in it stands as `%20` in Markdown: where no file is called so, it is read as an address is.
    """
    if not src or "\0" in src or "://" in src:
        return None
    beside = root / PurePosixPath(piece.path).parent
    names = dict.fromkeys((src, unquote(src)))
    return _first_within(root, *(path for name in names for path in (beside / name, root / CONTENT / name.lstrip("/"))))


def locate_below(root: Path, src: str) -> Path | None:
    """Give the file of an image that no piece shows, under content/; None if it is missing or outside."""
    return _first_within(root, root / CONTENT / src.lstrip("/")) if src and "\0" not in src else None


def _first_within(root: Path, *candidates: Path) -> Path | None:
    content = (root / CONTENT).resolve()
    for candidate in candidates:
        try:
            found = candidate.resolve()
            if found.is_relative_to(content) and found.is_file():
                return found
        except (OSError, RuntimeError, ValueError):
            continue
    return None
