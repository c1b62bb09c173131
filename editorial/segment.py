"""For whom an edition is: how often its readers asked to hear, which pillars they chose, which language they read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Frequency(StrEnum):
    """How often a reader wants to hear from a list."""

    EVERY = "every"
    """Every piece, as it appears."""
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Segment:
    """The readers of a list that an edition is for; what it leaves open (None, empty) lets everybody in."""

    frequency: Frequency | None = None
    pillars: tuple[str, ...] = ()
    lang: str = ""

    def takes_in(self, frequency: Frequency | None, pillars: Iterable[str], lang: str) -> bool:
        """Say whether a reader with these choices gets the edition.

        A reader who chose no frequency gets every one, one who chose no pillar every pillar, one of no known language
        every language; `fr-CA` reads `fr`.
        """
        chosen = frozenset(pillars)
        fits_frequency = None in (self.frequency, frequency) or self.frequency == frequency
        fits_pillars = not (self.pillars and chosen) or not chosen.isdisjoint(self.pillars)
        fits_lang = not (self.lang and lang) or self.lang.partition("-")[0] == lang.partition("-")[0]
        return fits_frequency and fits_pillars and fits_lang


EVERYBODY = Segment()
"""Whoever is on the list."""
