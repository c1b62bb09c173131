"""Which letters may leave: those that have a sender, and that say nothing of a reader which nobody declared."""

from __future__ import annotations

from collections.abc import Iterator

from channels.channel import Brief
from channels.newsletter.review_mentions import review_mentions, review_sentences
from channels.newsletter.settings import Settings
from channels.newsletter.words import read_words
from editorial.edition import Edition

CHANNEL = "newsletter"


def ready(brief: Brief, settings: Settings | None) -> Iterator[Edition]:
    """Give the editions of a plan that may leave; raises EditorialError where the newsletter's sentences are wrong."""
    editions = [edition for edition in brief.plan.editions if edition.channel == CHANNEL]
    if settings is None or settings.sender is None or not editions:
        return
    read_words(brief.look)
    if not any(review_sentences(brief.look, settings)):
        yield from (one for one in editions if not (one.frame and any(review_mentions(one.frame, settings))))
