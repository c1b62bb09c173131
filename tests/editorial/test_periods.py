from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.periods import named, next_period, period_of, periods_between

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("per", "first", "following"),
    [
        ("day", DAY, date(2026, 11, 26)),
        ("week", date(2026, 11, 23), date(2026, 11, 30)),
        ("month", date(2026, 11, 1), date(2026, 12, 1)),
    ],
)
def test_a_day_is_in_one_period_and_another_follows(per: str, first: date, following: date) -> None:
    assert (period_of(DAY, per), next_period(first, per)) == (first, following)


def test_periods_are_listed_from_the_first_to_the_last() -> None:
    months = list(periods_between(date(2026, 11, 30), date(2027, 1, 1), "month"))

    assert months == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert list(periods_between(DAY, DAY - timedelta(days=9), "week")) == []


def test_a_period_is_named() -> None:
    assert named(date(2026, 11, 1), "month").fr == "en 2026-11"
    assert named(DAY, "week").en == "in the week of 2026-11-25"


@given(day=st.dates(date(1990, 1, 1), date(2100, 1, 1)), per=st.sampled_from(["day", "week", "month"]))
def test_every_day_is_in_the_period_that_begins_before_the_next(day: date, per: str) -> None:
    first = period_of(day, per)

    assert first <= day < next_period(day, per)
    assert next_period(first, per) == next_period(day, per)
