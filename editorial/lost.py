"""What a change takes away from the calendar: pieces that were there before it, and that entries still name."""

from __future__ import annotations

from editorial.finding import Span
from editorial.git import blobs
from editorial.history import altered
from editorial.index import piece_of
from editorial.site import Site
from editorial.source import Unreadable
from editorial.staged import is_text


def entries_left(site: Site, before: str, *compared: str) -> frozenset[tuple[str, Span]]:
    """Give the places of the entries that name a piece which was there at the commit `before`, and is no more.

    `compared` is what git's `diff` is to compare: `--cached`, or the commit.
    """
    named = [entry for entry in site.calendar.entries if entry.piece and site.piece(entry.piece) is None]
    if not named:
        return frozenset()
    texts = [path for path in altered(site.root, *compared) if is_text(path)]
    ids = set()
    for path, raw in zip(texts, blobs(site.root, [f"{before}:./{path}" for path in texts]), strict=True):
        try:
            piece, _ = piece_of(path, raw or b"", site.charter, site.calendar)
        except Unreadable:
            continue
        ids.add(piece.id)
    return frozenset((e.place.path, site.calendar.span(e.place, "piece")) for e in named if e.piece in ids)
