"""The exports as a channel: what makes them is loaded where they are made or checked."""

from __future__ import annotations

from collections.abc import Iterable

from channels.channel import Artifact, Brief
from editorial.edition import Edition
from editorial.finding import Finding


def check(brief: Brief) -> Iterable[Finding]:
    """Give what is wrong with what is exported."""
    from channels.exports.render import check as review

    return review(brief)


def render(brief: Brief) -> Iterable[Artifact]:
    """Give the tables, the pictures and the archives."""
    from channels.exports.render import render as files

    return files(brief)


def ready(brief: Brief) -> Iterable[Edition]:
    """Give nothing: nothing of it leaves from here."""
    return ()
