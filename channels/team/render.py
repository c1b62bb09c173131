"""The team as a channel: it finds nothing, and has the board, the team's calendars and that of the site made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from channels.channel import Artifact, Brief
from editorial.edition import Edition
from editorial.finding import Finding


def check(brief: Brief) -> Iterator[Finding]:
    """Give no finding: what the plan gets wrong is told by the plan."""
    yield from ()


def render(brief: Brief) -> Iterator[Artifact]:
    """Give the board and every calendar; a preview has none of them."""
    # A check renders nothing, and does not load what does.
    from channels.team import board, calendars

    if not brief.is_preview:
        yield board.artifact(brief)
        yield from calendars.artifacts(brief)


def ready(brief: Brief) -> Iterable[Edition]:
    """Give nothing: what the team sees never leaves."""
    return ()
