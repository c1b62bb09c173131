"""The social networks as a family of channels: what makes their posts is loaded where there are posts to make."""

from __future__ import annotations

from collections.abc import Iterable

from channels.channel import Artifact, Brief
from editorial.channel_ids import is_social
from editorial.edition import Edition
from editorial.finding import Finding


def check(brief: Brief) -> Iterable[Finding]:
    """Give the findings of the posts in the outbox, of those that authors prepare, and of the networks' profiles."""
    from channels.social.render import check as review

    return review(brief)


def render(brief: Brief) -> Iterable[Artifact]:
    """Give the files of every edition without an error, and the team's contact sheet."""
    from channels.social.render import render as files

    return files(brief)


def ready(brief: Brief) -> Iterable[Edition]:
    """Give the editions that have files in the outbox; none of these is made."""
    if not any(is_social(edition.channel) for edition in brief.plan.editions):
        return ()
    from channels.social.render import ready as posts

    return posts(brief)
