"""The index of a site: every text read once, and not again until its bytes change.

What stands under content/ is looked over by stamp; only what is new or changed is read, in as many processes as there
is work for. A text whose stamp changed and whose bytes did not (a fresh checkout) is known by its digest.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from editorial.calendar import Calendar
from editorial.charter import Charter
from editorial.crew import Crew
from editorial.fields import Complaint
from editorial.finding import Phrase
from editorial.front_matter import read_piece
from editorial.gist import KeptText, gist_in, told_in
from editorial.line import Line, open_line
from editorial.memory import Memory
from editorial.piece import Piece, digest_of
from editorial.prose import read_prose
from editorial.rules.kind import Judged
from editorial.scan import UNREADABLE, Scan, Stamp
from editorial.source import MAX_PIECE_BYTES, Markdown, Unreadable, decode, split_markdown
from editorial.system_words import said_by
from editorial.verdict import Judge

NAME = "index"
_BATCH, _ENOUGH = 40, 160
"""How many texts a process reads at a time, and from how many on more than one process is worth starting."""


class Known(NamedTuple):
    """What is known of one Markdown file; without a stamp, it must be looked at again before it is believed."""

    stamp: Stamp | None
    digest: str
    piece: Piece | None
    problem: Unreadable | None = None
    complaints: tuple[Complaint, ...] = ()
    verdict: tuple[Judged, ...] = ()


class _Wanted(NamedTuple):
    """A file to be read, and the digest of what was read the last time."""

    path: str
    digest: str


@dataclass(frozen=True)
class Index:
    """Every Markdown file of a site, by path in order; `is_rebuilt` where the memory of it had to be thrown away."""

    known: Mapping[str, Known]
    is_rebuilt: bool = False


def read_index(root: Path, line: Line, scan: Scan, crew: Crew) -> Index:
    """Give the index of a site, reading what its memory does not know, and remember it; raises EditorialError.

    The house rules are read only where they may be new.
    """
    memory = Memory(root, NAME, line.digest)
    before = memory.entries
    if not before:
        line.house.open()  # What was remembered under this digest was judged by rules that could be read.
    wanted = [
        _Wanted(path, known.digest if known else "")
        for path, stamp in scan.texts.items()
        if (known := before.get(path)) is None or known.stamp != stamp
    ]
    changes: dict[str, Known | None] = dict.fromkeys(before.keys() - scan.texts.keys())
    work = partial(_read_batch, root)
    for (path, _), known in zip(wanted, crew.map(work, wanted, batch=_BATCH, least=_ENOUGH), strict=True):
        stamp = scan.texts[path] if scan.is_settled(scan.texts[path]) else None
        now = known._replace(stamp=stamp) if known else before[path]._replace(stamp=stamp)
        # A file too young to be believed is looked at at every run; what is known of it has not changed for that.
        if known is not None or before[path].stamp != stamp:
            changes[path] = now
    is_rebuilt = memory.is_broken
    memory.keep(changes)
    found = {path: memory.entries[path] for path in scan.texts}
    for known in found.values():
        if known.piece is not None and isinstance(known.piece.source, KeptText):
            known.piece.source.root = root
    return Index(found, is_rebuilt)


def known_now(root: Path, path: str, line: Line, judge: Judge) -> Known:
    """Give what a file says now, its text kept at hand, with nothing remembered."""
    try:
        raw = piece_bytes(root, path)
        piece, complaints = piece_of(path, raw, line.charter, line.calendar)
    except Unreadable as problem:
        return Known(None, "", None, problem)
    return Known(None, piece.digest, piece, None, complaints, judge.verdict(piece, complaints))


def known_text(path: str, raw: bytes, digest: str, line: Line, judge: Judge) -> Known:
    """Give all that some bytes say, read as the Markdown file `path`; of its text the gist is kept."""
    try:
        source = split_markdown(decode(raw))
    except Unreadable as problem:
        return Known(None, digest, None, problem)
    piece, complaints = _read(path, source, digest, line.charter, line.calendar)
    verdict = judge.verdict(piece, complaints)
    start = len(source.text) - len(source.body)
    gist = gist_in(read_prose(source.body))
    told = told_in(piece, source.text[:start], source.body, gist, repr(verdict))
    kept = KeptText(path, digest, start, source.body_line, gist, told, source.body)
    return Known(None, digest, piece.with_source(kept), None, complaints, verdict)


def piece_of(path: str, raw: bytes, charter: Charter, calendar: Calendar) -> tuple[Piece, tuple[Complaint, ...]]:
    """Give the piece some bytes hold, and what is wrong with it; raises Unreadable."""
    return _read(path, split_markdown(decode(raw)), digest_of(raw), charter, calendar)


def _read(
    path: str, source: Markdown, digest: str, charter: Charter, calendar: Calendar
) -> tuple[Piece, tuple[Complaint, ...]]:
    return read_piece(
        path, source, lang=charter.lang, zone=calendar.zone, raw_digest=digest, channels=calendar.channels
    )


def piece_bytes(root: Path, path: str) -> bytes:
    """Give the bytes of a Markdown file; raises Unreadable where it is too big or cannot be read."""
    try:
        # A Path would cost more than the reading.
        with open(f"{root}/{path}", "rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_PIECE_BYTES:
                raise Unreadable("source.too-big", _TOO_BIG.fill(size=f"{size / 1e6:.1f}"), fix=_TOO_BIG_FIX)
            return file.read()
    except OSError as error:
        raise Unreadable("source.unreadable", UNREADABLE.fill(why=said_by(error))) from None


def _read_batch(root: Path, wanted: Sequence[_Wanted]) -> list[Known | None]:
    """Give what is known of some files now, None for one whose bytes are as they were; runs in any process."""
    line = open_line(root)
    judge = Judge(line.charter, line.calendar.zone, line.lexicon, line.house)
    found: list[Known | None] = []
    for path, before in wanted:
        try:
            raw = piece_bytes(root, path)
        except Unreadable as problem:
            found.append(Known(None, "", None, problem))
            continue
        now = digest_of(raw)
        found.append(None if now == before else known_text(path, raw, now, line, judge))
    return found


_TOO_BIG = Phrase(
    "ce fichier pèse {size} Mo, le plus lourd admis est 1 Mo", "this file is {size} MB, at most 1 MB is read"
)
_TOO_BIG_FIX = Phrase("découpez-le en plusieurs textes", "split it into several pieces")
