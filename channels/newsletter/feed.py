"""The feed of editions: each letter whole, as its page shows it, for those who would rather not give an address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from channels.addresses import Addresses
from channels.channel import ENGINE, Artifact
from channels.newsletter.kit import CHANNEL, Kit
from channels.newsletter.markup import FOLDER
from channels.newsletter.mentions import unmarked
from editorial.piece import digest_of

TEMPLATE = "feed.xml.j2"
MAX_LETTERS = 30


def feeds(kits: Sequence[Kit], addresses: Addresses) -> Iterator[Artifact]:
    """Give the Atom feed (RFC 4287) of each language that has letters, the newest first.

    What is one piece alone is in the feed of pieces.
    """
    for lang in dict.fromkeys(kit.letter.lang for kit in kits):
        own = [kit for kit in reversed(kits) if kit.letter.lang == lang and not kit.edition.is_alone][:MAX_LETTERS]
        if own:
            key = digest_of(ENGINE, own[0].look_digest, *(repr(kit.letter) for kit in own))
            path = f"site{addresses.feed('letters', lang)}"
            yield Artifact(path, "application/xml", CHANNEL, key, partial(_made, own))


def _made(kits: Sequence[Kit]) -> bytes:
    newest = kits[0]
    letters = [kit.letter for kit in kits]
    feed = newest.look.render(FOLDER, TEMPLATE, letters=letters, lang=newest.letter.lang, words=newest.words)
    return unmarked(feed).encode()
