"""Errata: what was corrected in a piece after it left in an edition, said by the next one of its cadence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from editorial.edition import Erratum
from editorial.finding import Finding, Level, Phrase
from editorial.piece import Piece


class Errata:
    """What each cadence has sent so far, and up to which day its readers know of corrections."""

    def __init__(self) -> None:
        self._sent: dict[str, dict[str, Piece]] = {}
        self._told: dict[str, date] = {}

    def due(self, cadence: str, day: date) -> tuple[Erratum, ...]:
        """Give what an edition that leaves on a local day has to correct, oldest first.

        It is what was corrected from the day of the edition before it up to the day before its own: an edition that has
        left never changes, and what is corrected on its own day is the next one's.
        """
        since = self._told.get(cadence, date.max)
        found = (
            Erratum(piece.id, correction.day, correction.text)
            for piece in self._sent.get(cadence, {}).values()
            for correction in piece.corrections
            if since <= correction.day < day
        )
        return tuple(sorted(found, key=lambda erratum: (erratum.day, erratum.piece)))

    def sent(self, cadence: str, day: date, pieces: Iterable[Piece]) -> None:
        """Take note that an edition leaves on a local day with some pieces."""
        self._told[cadence] = day
        # What was never corrected has nothing to be said of it, and an archive is long.
        known = self._sent.setdefault(cadence, {})
        known.update((piece.id, piece) for piece in pieces if piece.corrections)


def proposed(edition: str, errata: Iterable[Erratum], sent: dict[str, Piece]) -> Iterator[Finding]:
    """Give, at each piece, the suggestion that its correction is an erratum of an edition to come."""
    for erratum in errata:
        piece = sent[erratum.piece]
        span = piece.source.front.span(("corrections",))
        message = _PROPOSED.fill(day=erratum.day, edition=edition)
        yield Finding("newsletter.erratum", Level.SUGGESTION, piece.path, span, message, _WHY, fix=_FIX)


_PROPOSED = Phrase(
    "la correction du {day} sera un erratum de l’édition {edition}",
    "the correction of {day} will be an erratum of the edition {edition}",
)
_WHY = Phrase(
    "ce texte est parti par la lettre avant d’être corrigé : qui l’a reçu ne relira pas la page",
    "this piece left in a letter before it was corrected: those who got it will not read the page again",
)
_FIX = Phrase(
    "relisez ce qu’en dit la correction ; pour le dire dans l’édito, écrivez newsletter: {errata: false} dans le cadre",
    "read what the correction says; to say it in the foreword, write newsletter: {errata: false} in the frame",
)
