"""A cadence's rule (RFC 5545, RRULE): read part by part, so that one nobody could follow is refused in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from difflib import get_close_matches
from itertools import takewhile
from typing import Final

from dateutil.rrule import rrule, rrulestr

from editorial.finding import Phrase

MAX_OCCURRENCES: Final = 50_000
_CYCLE, _END = 400, 9_899
"""Days of the week and leap years come back every 400 years; a search begun in the last ones Python has ends soon."""
_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_RANGES: Final = {
    "INTERVAL": (1, 1_000),
    "COUNT": (1, MAX_OCCURRENCES),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
    "BYEASTER": (-366, 366),
}
_ONE: Final = ("INTERVAL", "COUNT", "BYEASTER")
_KNOWN: Final = ("FREQ", "UNTIL", "BYDAY", "WKST", *_RANGES)
_DAY: Final = re.compile(r"(?:[+-]?(\d{1,2}))?(?:MO|TU|WE|TH|FR|SA|SU)")
_PREFIX: Final = re.compile(r"^\s*rrule:", re.IGNORECASE)
_UNTIL: Final = re.compile(r"\d{8}(?:T\d{6})?")
# RFC 5545, 3.3.10: what a part means nothing beside, and `dateutil` passes over or expands in its own way.
_NOT_BESIDE: Final = {
    "BYMONTHDAY": ("WEEKLY",),
    "BYYEARDAY": ("DAILY", "WEEKLY", "MONTHLY"),
    "BYWEEKNO": ("DAILY", "WEEKLY", "MONTHLY"),
}


class NoRule(Exception):
    """A rule that cannot be followed, and why."""

    def __init__(self, message: Phrase):
        self.message = message
        super().__init__(message.en)


def read_rule(written: str, start: datetime, until: date | None) -> rrule:
    """Give the rule a cadence is written in, from a local time on up to a last day; raises NoRule.

    It comes at most once a day, at the time of `start`, and at least once.
    """
    parts = _parts(written)
    _refuse_strange(written, parts)
    if until and "COUNT" in parts:
        raise NoRule(_TWO_ENDS.fill(found="COUNT"))
    if until and "UNTIL" in parts:
        raise NoRule(_TWO_ENDS.fill(found="UNTIL"))
    last = until or _last_day(written, parts)
    kept = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    try:
        rule = rrulestr(kept, dtstart=start)
        if not isinstance(rule, rrule):
            raise NoRule(_BAD_RULE.fill(found=written))
        if last:
            rule = rule.replace(until=datetime.combine(last, time.max))
        first = _first(rule, start)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        raise NoRule(_BAD_RULE.fill(found=written)) from None
    if first is None or (last and first.date() > last):
        raise NoRule(_NEVER.fill(found=written))
    return rule


def occurrences(rule: rrule, last: datetime) -> Iterator[datetime]:
    """Give the local times at which a rule comes, up to `last`."""
    return takewhile(lambda local: local <= last, rule)


def _first(rule: rrule, start: datetime) -> datetime | None:
    """Give a rule's first local time, whatever its end; None where none comes within a century.

    `dateutil` looks for it up to the year 9999, `until` or not (measured: 3 s for a daily 30 February): so it is asked
    where that is near. The rarest day, a 29 February on one day of the week, is 40 years away at most.
    """
    later = (_END - start.year) // _CYCLE * _CYCLE
    far = next(iter(rule.replace(dtstart=start.replace(year=start.year + later), until=None, count=None)), None)
    return far and far.replace(year=far.year - later)


def _parts(written: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in _PREFIX.sub("", written).split(";"):
        name, is_set, value = (word.strip().upper() for word in part.partition("="))
        if not is_set or not value:
            raise NoRule(_BAD_PART.fill(found=part.strip() or written))
        if name not in _KNOWN and name not in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            near = get_close_matches(name, _KNOWN, 1, 0.6)
            known = ", ".join(_KNOWN)
            raise NoRule(_NEAR.fill(found=name, near=near[0]) if near else _UNKNOWN.fill(found=name, known=known))
        if name in parts:
            raise NoRule(_TWICE.fill(found=name))
        parts[name] = value
    return parts


def _refuse_strange(written: str, parts: dict[str, str]) -> None:
    """Refuse what a part may not hold, or may not hold beside the others."""
    frequency = parts.get("FREQ", "")
    if frequency in ("SECONDLY", "MINUTELY", "HOURLY") or {"BYHOUR", "BYMINUTE", "BYSECOND"} & set(parts):
        raise NoRule(_TOO_OFTEN.fill(found=written))
    if frequency not in _FREQUENCIES:
        raise NoRule(_BAD_RULE.fill(found=written))
    for name, (least, most) in _RANGES.items():
        values = parts.get(name, str(most)).split(",")
        if not all(re.fullmatch(r"[+-]?\d{1,5}", value) and least <= int(value) <= most for value in values):
            raise NoRule(_RANGE.fill(name=name, found=parts[name], least=least, most=most))
        if (least < 0 and name != "BYEASTER" and "0" in values) or (name in _ONE and len(values) > 1):
            raise NoRule(_BAD_PART.fill(found=f"{name}={parts[name]}"))
    for name, frequencies in _NOT_BESIDE.items():
        if name in parts and frequency in frequencies:
            raise NoRule(_BESIDE.fill(found=name, frequency=frequency))
    days = [_DAY.fullmatch(day) for day in parts.get("BYDAY", "MO").split(",")]
    if not all(days) or parts.get("WKST", "MO") not in ("MO", "TU", "WE", "TH", "FR", "SA", "SU"):
        raise NoRule(_BAD_PART.fill(found=f"BYDAY={parts['BYDAY']}" if not all(days) else f"WKST={parts['WKST']}"))
    numbers = [int(day[1]) for day in days if day and day[1]]
    most = {"MONTHLY": 5, "YEARLY": 5 if "BYMONTH" in parts else 53}.get(frequency, 0)
    if any(not 1 <= number <= most for number in numbers):
        raise NoRule((_NUMBERED if not most else _TOO_FAR).fill(found=parts["BYDAY"], frequency=frequency, most=most))
    if "COUNT" in parts and "UNTIL" in parts:
        raise NoRule(_BOTH_ENDS)


def _last_day(written: str, parts: dict[str, str]) -> date | None:
    """Give the last day a rule's UNTIL allows, which counts, as every last day of the calendar does."""
    until = parts.get("UNTIL", "")
    if not until:
        return None
    try:
        if not _UNTIL.fullmatch(until):
            raise ValueError(until)
        return date.fromisoformat(until[:8])
    except ValueError:
        raise NoRule(_BAD_UNTIL.fill(found=until)) from None


_EXAMPLE = "FREQ=WEEKLY;BYDAY=TU"
_BAD_RULE = Phrase(
    f"« {{found}} » n’est pas une règle de répétition : écrivez par exemple {_EXAMPLE}",
    f"“{{found}}” is not a recurrence rule: write for instance {_EXAMPLE}",
)
_BAD_PART = Phrase(
    f"« {{found}} » ne se lit pas dans une règle de répétition : écrivez par exemple {_EXAMPLE}",
    f"“{{found}}” cannot be read in a recurrence rule: write for instance {_EXAMPLE}",
)
_UNKNOWN = Phrase(
    "« {found} » n’est d’aucune règle de répétition (RFC 5545) ; on y écrit : {known}",
    "“{found}” belongs to no recurrence rule (RFC 5545), which may hold: {known}",
)
_NEAR = Phrase(
    "« {found} » n’est d’aucune règle de répétition (RFC 5545) : vouliez-vous écrire {near} ?",
    "“{found}” belongs to no recurrence rule (RFC 5545): did you mean {near}?",
)
_TWICE = Phrase("« {found} » est écrit deux fois dans cette règle", "“{found}” is written twice in this rule")
_TOO_OFTEN = Phrase(
    "« {found} » : une cadence revient au plus une fois par jour ; l’heure va dans « time »",
    "“{found}”: a cadence comes at most once a day; the hour goes into “time”",
)
_RANGE = Phrase(
    "« {name}={found} » : écrivez des nombres de {least} à {most}",
    "“{name}={found}”: write numbers from {least} to {most}",
)
_BESIDE = Phrase(
    "« {found} » ne veut rien dire avec FREQ={frequency} (RFC 5545) : changez l’un ou l’autre",
    "“{found}” means nothing with FREQ={frequency} (RFC 5545): change one of them",
)
_NUMBERED = Phrase(
    "« BYDAY={found} » : un jour ne porte un numéro qu’avec FREQ=MONTHLY ou YEARLY ; pour une semaine sur deux, "
    "écrivez INTERVAL=2",
    "“BYDAY={found}”: a day has a number with FREQ=MONTHLY or YEARLY only; for every other week, write INTERVAL=2",
)
_TOO_FAR = Phrase(
    "« BYDAY={found} » : le numéro d’un jour va de 1 à {most}, ou de -1 à -{most} depuis la fin",
    "“BYDAY={found}”: the number of a day goes from 1 to {most}, or from -1 to -{most} counted from the end",
)
_BOTH_ENDS = Phrase(
    "COUNT et UNTIL ensemble : une règle n’a qu’une fin, retirez l’un des deux",
    "COUNT and UNTIL together: a rule has one end, remove one of them",
)
_TWO_ENDS = Phrase(
    "{found} dans la règle et « until » à côté : une cadence n’a qu’une fin, retirez l’un des deux",
    "{found} in the rule and “until” beside it: a cadence has one end, remove one of them",
)
_BAD_UNTIL = Phrase(
    "« UNTIL={found} » : écrivez le dernier jour, par exemple UNTIL=20271231",
    "“UNTIL={found}”: write the last day, for instance UNTIL=20271231",
)
_NEVER = Phrase(
    "« {found} » ne donne aucun jour : changez la règle, « from » ou « until »",
    "“{found}” gives no day at all: change the rule, “from” or “until”",
)
