"""Which reader gets which edition: those of the segment, and never one piece twice in one local day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from editorial.calendar import Calendar
from editorial.edition import Earlier, Edition
from editorial.finding import Phrase
from editorial.segment import Frequency, Segment

CHANNEL = "newsletter"


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader of a list chose; None and empty where nothing was chosen."""

    frequency: Frequency | None = None
    pillars: tuple[str, ...] = ()
    lang: str = ""


class Reason(StrEnum):
    """Why a reader of the list does not get an edition."""

    FREQUENCY = "frequency"
    PILLARS = "pillars"
    LANG = "lang"
    SAME_DAY = "same-day"


@dataclass(frozen=True, slots=True)
class Missed:
    """Why a reader does not get an edition; `edition` is the one of that day that brings a piece of it."""

    reason: Reason
    edition: str = ""

    @property
    def said(self) -> Phrase:
        """The reason in words."""
        return _SAID[self.reason].fill(edition=self.edition)


def missed(reader: Reader, segment: Segment, pieces: Iterable[str], before: Sequence[Earlier]) -> Missed | None:
    """Give why a reader does not get an edition, None where it gets it.

    `pieces` are the ids of the edition's, `before` the editions of its list that leave earlier on that local day, in
    their order (`Edition.before`). A reader who got a piece that day gets no other edition with it, even where that
    edition holds more: all readers of an edition read the same bytes.
    """
    got: dict[str, str] = {}
    for earlier in before:
        if _unfit(reader, earlier.segment) is None and got.keys().isdisjoint(earlier.pieces):
            got.update(dict.fromkeys(earlier.pieces, earlier.id))
    unfit = _unfit(reader, segment)
    if unfit is not None:
        return Missed(unfit)
    return next((Missed(Reason.SAME_DAY, got[piece]) for piece in pieces if piece in got), None)


def with_earlier(editions: Iterable[Edition], calendar: Calendar) -> tuple[Edition, ...]:
    """Give editions, in the order of their instants, with what each list was sent earlier on the same local day."""
    made: list[Edition] = []
    days: dict[tuple[str, object], list[Earlier]] = {}
    for edition in editions:
        if edition.channel != CHANNEL:
            made.append(edition)
            continue
        earlier = days.setdefault((edition.list_id, calendar.local(edition.instant).date()), [])
        made.append(replace(edition, before=tuple(earlier)) if earlier else edition)
        earlier.append(Earlier(edition.id, edition.segment, tuple(piece.id for piece in edition.pieces)))
    return tuple(made)


def _unfit(reader: Reader, segment: Segment) -> Reason | None:
    """Give the first choice of a reader that a segment does not fit."""
    alone = {
        Reason.FREQUENCY: Segment(frequency=segment.frequency),
        Reason.PILLARS: Segment(pillars=segment.pillars),
        Reason.LANG: Segment(lang=segment.lang),
    }
    choices = (reader.frequency, reader.pillars, reader.lang)
    return next((reason for reason, part in alone.items() if not part.takes_in(*choices)), None)


_SAID = {
    Reason.FREQUENCY: Phrase("cette édition est d’une autre fréquence", "this edition is of another frequency"),
    Reason.PILLARS: Phrase("cette édition est d’autres piliers", "this edition is of other pillars"),
    Reason.LANG: Phrase("cette édition est d’une autre langue", "this edition is in another language"),
    Reason.SAME_DAY: Phrase(
        "l’édition {edition} du même jour apporte déjà un de ces textes",
        "the edition {edition} of the same day already brings one of these pieces",
    ),
}
"""What each reason says."""
