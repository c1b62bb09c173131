"""Public and school holidays, as the package `holidays` knows them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from editorial.calendar import DaysOff
from editorial.finding import Phrase

SCHOOL = "school"
_ZONE = "Zone "
"""What comes before the letter of a school zone of France."""


@dataclass(frozen=True, slots=True)
class Off:
    """A holiday: its name, and whether it is one of the schools alone."""

    name: Phrase
    is_school: bool


class Unknown(Exception):
    """A country, a region or a school zone (`key`) that nobody knows, and those that are known."""

    def __init__(self, key: str, found: str, known: Sequence[str]):
        self.key, self.found, self.known = key, found, known
        super().__init__(f"{key}: {found}")


def days_off(whose: DaysOff, years: Iterable[int]) -> Mapping[date, Off]:
    """Give the holidays of some years by day, a public one before a school's; raises Unknown."""
    # Loaded where a calendar asks for it: most commands need none.
    import holidays

    country = whose.country.upper()
    kind = getattr(holidays, country, None) if re.fullmatch("[A-Z]{2}", country) else None
    if kind is None:
        raise Unknown("country", whose.country, sorted(holidays.list_supported_countries(include_aliases=False)))
    zones = [*kind.subdivisions] if SCHOOL in kind.supported_categories else []
    zones = [name for name in zones if name.startswith(_ZONE)] or zones
    wanted, found = sorted(set(years)), dict[date, Off]()
    if whose.school:
        zone = next((name for name in (whose.school, _ZONE + whose.school) if name in zones), None)
        if zone is None:
            raise Unknown("school", whose.school, [name.removeprefix(_ZONE) for name in zones])
        found.update(_named(country, zone, SCHOOL, wanted))
    try:
        found.update(_named(country, whose.region or None, "public", wanted))
    except NotImplementedError:
        regions = [name for name in kind.subdivisions if name not in zones or not name.startswith(_ZONE)]
        raise Unknown("region", whose.region, [*regions, *kind.subdivisions_aliases]) from None
    return found


def _named(country: str, part: str | None, category: str, years: Sequence[int]) -> Mapping[date, Off]:
    import holidays

    def in_tongue(language: str) -> Mapping[date, str]:
        with warnings.catch_warnings():
            # A code that a country gave up is still a code that a team wrote.
            warnings.simplefilter("ignore")
            return holidays.country_holidays(
                country, subdiv=part, years=years, categories=(category,), language=language, expand=False
            )

    french, english = in_tongue("fr"), in_tongue("en_US")
    return {day: Off(Phrase(name, english.get(day, name)), category == SCHOOL) for day, name in french.items()}
