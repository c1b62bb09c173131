"""Days, weeks and months on a calendar: which one a day is in, and the one after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from editorial.finding import Phrase

_NAMES = {
    "day": Phrase("le {day}", "on {day}"),
    "week": Phrase("la semaine du {day}", "in the week of {day}"),
    "month": Phrase("en {month}", "in {month}"),
}


def period_of(day: date, per: str) -> date:
    """Give the first day of the day, week (from Monday) or month that a day is in."""
    if per == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if per == "month" else day


def next_period(day: date, per: str) -> date:
    """Give the first day of the period after the one that a day is in."""
    return period_of(period_of(day, per) + timedelta(days={"day": 1, "week": 7}.get(per, 31)), per)


def periods_between(first: date, last: date, per: str) -> Iterator[date]:
    """Give the first day of every period from the one `first` is in to the one `last` is in."""
    start = period_of(first, per)
    while start <= last:
        yield start
        start = next_period(start, per)


def named(first: date, per: str) -> Phrase:
    """Give a period in words."""
    return _NAMES[per].fill(day=first.isoformat(), month=first.strftime("%Y-%m"))
