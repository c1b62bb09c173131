"""The words of posts: what composing them for every piece of a corpus costs, on every network, with no picture."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from benchmark.dialects import DIALECTS
from benchmark.drafts import magazine_drafts

if TYPE_CHECKING:
    from editorial.piece import Piece

PIECES, TARGET_S = 10_000, 5.0
SHARE = 10
"""One piece in so many has words of its author's for every network, long enough for a thread."""
_CHARTER = """\
version: 1.0.0
languages: [fr]
pillars: []
masthead: {}
channels:
  mastodon: {length: {max_chars: 480}, hashtags: {max: 3}, typography: {spaces: narrow}, thread: numbered}
  bluesky: {length: {max_chars: 300}, hashtags: {max: 2}, typography: {spaces: narrow}, thread: numbered}
  x: {hashtags: {max: 2}, typography: {spaces: no-break}, thread: split, links: {utm: true}}
  threads: {hashtags: {max: 1}, typography: {spaces: no-break}, thread: split}
  linkedin: {length: {max_chars: 1500}, hashtags: {max: 3}, typography: {spaces: narrow}}
  facebook: {length: {max_chars: 600}, typography: {spaces: narrow}, links: {utm: true}}
  instagram: {hashtags: {max: 5}, typography: {spaces: plain}, links: {in_text: false}}
"""


def table(pieces: int = PIECES, seed: int = 1) -> list[tuple[str, ...]]:
    """Give what was measured as rows, the first of which names the columns."""
    made, spent = measured(pieces, seed)
    head = ("posts", "seconds of one core", "µs a post", f"{PIECES} pieces would take", "target")
    share = spent * PIECES / pieces
    return [head, (str(made), f"{spent:.2f}", f"{spent / made * 1e6:.0f}", f"{share:.2f} s", f"< {TARGET_S:.0f} s")]


def measured(pieces: int = PIECES, seed: int = 1) -> tuple[int, float]:
    """Give how many posts were composed, one for each piece on each network, and the seconds of one core it took."""
    from channels.addresses import addresses_in
    from channels.social.compose import compose
    from channels.social.network import read_network
    from editorial.charter_file import read_charter
    from editorial.gist import gist_of

    charter = read_charter(_CHARTER)
    addresses = addresses_in("format: 1\nname: Le Banc\nurl: https://banc.example\n", "fr")
    networks = [(read_network(name), expression) for name, expression in charter.channels.items()]
    made, spent = 0, 0.0
    for piece in _pieces(pieces, seed):
        gist_of(piece)  # what the index knows of it
        begun = time.process_time()
        for network, expression in networks:
            made += bool(compose(piece, network, expression, addresses).parts)
        spent += time.process_time() - begun
    return made, spent


def _pieces(count: int, seed: int) -> Iterator[Piece]:
    from editorial.front_matter import read_piece
    from editorial.piece import SocialNote
    from editorial.source import split_markdown

    dialect = DIALECTS["ligne"]
    for draft in magazine_drafts(count, seed):
        piece, _ = read_piece("content/un.md", split_markdown(dialect.piece(draft)), lang="fr", zone=UTC)
        if draft.outline.number % SHARE == 0:
            note = SocialNote((f"{piece.standfirst} {piece.body[:700].rpartition('.')[0]}.",))
            piece = replace(piece, social=dict.fromkeys(("mastodon", "bluesky", "x", "threads", "linkedin"), note))
        yield piece
