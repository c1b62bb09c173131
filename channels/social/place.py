"""Where a finding on a post stands, and how grave it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from editorial.finding import Finding, Level, Span
from editorial.piece import Piece, Status
from editorial.rules.place import body_start

_UNFINISHED = (Status.PITCH, Status.DRAFT)


def eased(piece: Piece, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Give the findings; the errors of a pitch or a draft, which nothing sends, only warn."""
    for finding in findings:
        iseased = finding.level is Level.ERROR and piece.status in _UNFINISHED
        yield replace(finding, level=Level.WARNING) if iseased else finding


def place_of(piece: Piece, channel: str, number: int = 0) -> Span:
    """Give where the words of a post's part were written: for the network, in the standfirst or in the body."""
    note = piece.social.get(channel)
    if note is None or not note.texts:
        return piece.source.front.span(("standfirst",)) if piece.standfirst else body_start(piece)
    is_thread = len(note.texts) > 1
    keys = ("social", channel, "thread", min(number, len(note.texts) - 1)) if is_thread else ("social", channel, "text")
    return piece.source.front.span(keys)
