"""Says what the next edition of each letter would hold, and what it would correct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from channels.report import Reporter
from editorial.desk import Decision
from editorial.edition import Item, State
from editorial.finding import Phrase
from editorial.piece import Kind

_COMING = (State.SCHEDULED, State.UNAPPROVED)


def next_editions(decision: Decision, items: Sequence[Item]) -> Iterator[Item]:
    """Give the first edition to come of each cadence of the newsletter, and each one-off letter, in order."""
    seen = set()
    for item in items:
        cadence = item.slot.partition("/")[0] or item.edition
        if item.channel == "newsletter" and item.state in _COMING and item.instant > decision.plan.at:
            if item.pieces and cadence not in seen:
                yield item
            seen.add(cadence)


def say_next_editions(reporter: Reporter, decision: Decision, items: Sequence[Item]) -> None:
    """Say what the next edition of each letter would hold as things stand, piece by piece, with its errata."""
    for item in next_editions(decision, items):
        reporter.say(_HOLDS.fill(edition=item.edition))
        for piece in filter(None, map(decision.site.piece, item.pieces)):
            mark = _FRAME.read(reporter.lang) if piece.kind is Kind.EDITION else ""
            reporter.say(f"  {piece.title}{mark}")
        say_errata(reporter, decision, item)


def say_errata(reporter: Reporter, decision: Decision, item: Item) -> None:
    """Say what an edition corrects, one erratum a line."""
    for erratum in item.errata:
        piece = decision.site.piece(erratum.piece)
        said = {"title": piece.title if piece else erratum.piece, "day": erratum.day, "text": erratum.text}
        reporter.say(f"  {_ERRATUM.fill(**said).read(reporter.lang)}")


_HOLDS = Phrase("L’édition {edition} tiendrait :", "The edition {edition} would hold:")
_FRAME = Phrase(" (cadre)", " (frame)")
_ERRATUM = Phrase("erratum du {day}, « {title} » : {text}", "erratum of {day}, “{title}”: {text}")
