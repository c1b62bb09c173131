"""The newsletter as a channel: what sets its letters is loaded where there are letters to set or to check."""

from __future__ import annotations

from collections.abc import Iterable

from channels.channel import Artifact, Brief
from editorial.edition import Edition
from editorial.finding import Finding


def check(brief: Brief) -> Iterable[Finding]:
    """Give what is missing to send a letter, and what is wrong with those to come and those that have just left."""
    from channels.newsletter.render import check as review

    return review(brief)


def render(brief: Brief) -> Iterable[Artifact]:
    """Give every file of every edition, and the feeds of editions; nothing without a sender."""
    from channels.newsletter.render import render as files

    return files(brief)


def ready(brief: Brief) -> Iterable[Edition]:
    """Give the editions that have files in the outbox; none of these is made, and no letter is set."""
    from channels.newsletter.ready import ready as letters
    from channels.newsletter.settings import read_settings

    return letters(brief, read_settings(brief.site.root, brief.site.charter.lang))
