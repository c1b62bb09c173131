"""What is due, but what has left under a former name: a piece without an `id` goes by its file's, which may be changed.

Git is asked only where the ledger knows of posts of pieces that are no more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import partial

from channels.channel import Brief, Channel
from channels.delivery.due import BLOG, NEWSLETTER, Delivery, Due, find_due
from channels.ledger.entry import Key
from channels.ledger.ledger import Ledger, State
from channels.ledger.posted import piece_of as piece_of_post
from editorial.finding import Phrase
from editorial.history import past_texts
from editorial.index import piece_bytes, piece_of
from editorial.piece import Piece
from editorial.source import Unreadable, decode, split_markdown


def find_due_once(
    brief: Brief, families: Mapping[str, Channel], ledger: Ledger, tell: Callable[[Phrase], None] = lambda said: None
) -> Due:
    """Give what is due; a post that left before its piece was renamed is told, and is not."""
    found = find_due(brief, families, ledger)
    left = dict(_left_before(brief, ledger, found))
    for one, (was, piece, former) in left.items():
        said = _RENAMED.fill(key=one.key, was=was, id=former, path=piece.path)
        brief.once(f"delivery renamed {one.key}", partial(tell, said))
    return replace(found, due=tuple(one for one in found.due if one not in left))


def _left_before(brief: Brief, ledger: Ledger, found: Due) -> Iterator[tuple[Delivery, tuple[Key, Piece, str]]]:
    """Give what has left already, each with its key then, its piece, and the id that this had."""
    fresh = [one for one in found.due if one.key.channel not in (BLOG, NEWSLETTER) and one.state is State.UNCLAIMED]
    channels = {one.key.channel for one in fresh}
    # Of a hundred thousand keys, most are those of pieces as they are called today.
    known = {f"{channel}:{piece.id}" for channel in channels for piece in brief.site.pieces}
    others = (set(ledger.rows) if channels else set()) - known
    orphaned = partial(_is_orphaned, brief, channels)
    for one in fresh if any(map(orphaned, others)) else ():
        piece = brief.site.piece(one.pieces[0])
        if piece is None:
            continue
        for former in _former_ids(brief, piece):
            was = Key(one.key.channel, one.key.id.replace(piece.id, former, 1))
            if str(was) in others and orphaned(str(was)) and not ledger.is_unfinished(was):
                yield one, (was, piece, former)
                break


def _is_orphaned(brief: Brief, channels: Collection[str], written: str) -> bool:
    """Say whether a key of one of some channels is that of a piece that is no more."""
    channel, _, id_ = written.partition(":")
    return channel in channels and brief.site.piece(id_) is None and brief.site.piece(piece_of_post(id_)) is None


def _former_ids(brief: Brief, piece: Piece) -> tuple[str, ...]:
    """Give the ids that a piece went by in its past; none where its own is written down."""
    return brief.once(f"delivery former ids {piece.path}", lambda: tuple(_ids(brief, piece)))


def _ids(brief: Brief, piece: Piece) -> Iterator[str]:
    site = brief.site
    try:
        written = split_markdown(decode(piece_bytes(site.root, piece.path))).front.values
    except Unreadable:
        return
    if isinstance(written, Mapping) and "id" in written:
        return
    for path, raw in past_texts(site.root, piece.path):
        try:
            former, _ = piece_of(path, raw, site.charter, site.calendar)
        except Unreadable:
            continue
        if former.id != piece.id:
            yield former.id


_RENAMED = Phrase(
    "{key} ne part pas : ce texte est déjà parti sous un autre nom ({was}) ; écrivez id: {id} dans {path}, et tout ce "
    "qui le suit le retrouve",
    "{key} does not leave: this text has left under another name ({was}); write id: {id} in {path}, and all that "
    "follows it finds it again",
)
