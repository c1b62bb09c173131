from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial.rules import dates

CASES = {
    "nothing": ("", []),
    "in order": (
        "date: 2026-10-06T09:00+02:00\nupdated: 2026-10-06\nexpires: 2027-01-01\nembargo: 2026-10-06T09:00+02:00\n"
        "corrections: [{date: 2026-11-23, text: x}]\n",
        [],
    ),
    "a correction without updated": ("date: 2026-10-06\ncorrections: [{date: 2026-10-07, text: x}]\n", []),
    "expires before it appears": (
        "date: 2026-10-06T09:00+02:00\nexpires: 2026-10-01\n",
        ["error dates.expires at 7:10 “2026-10-01”"],
    ),
    "expires as it appears": ("date: 2026-10-06\nexpires: 2026-10-06\n", ["error dates.expires at 7:10 “2026-10-06”"]),
    "embargo after it expires": (
        "embargo: 2026-12-15T06:00+01:00\nexpires: 2026-10-01\n",
        ["error dates.expires at 7:10 “2026-10-01”"],
    ),
    "embargo after its date": (
        "date: 2026-12-01\nembargo: 2026-12-15T06:00+01:00\n",
        ["warning dates.embargo at 7:10 “2026-12-15T06:00+01:00”"],
    ),
    "updated before it appears": (
        "date: 2026-10-06T00:30+02:00\nupdated: 2026-10-05\n",
        ["warning dates.updated at 7:10 “2026-10-05”"],
    ),
    "updated the same local day, the day before in UTC": ("date: 2026-10-06T00:30+02:00\nupdated: 2026-10-06\n", []),
    "updated in the future": ("updated: 2026-11-24\n", ["warning dates.updated at 6:10 “2026-11-24”"]),
    "corrected in the future": (
        "corrections:\n  - {date: 2026-11-01, text: x}\n  - {text: y, date: 2026-11-24}\n",
        ["warning dates.corrections at 8:21 “2026-11-24”"],
    ),
    "corrected before it appears": (
        "date: 2026-11-20\ncorrections: [{date: 2026-11-02, text: x}]\n",
        ["warning dates.corrections at 7:22 “2026-11-02”"],
    ),
    "evergreen that expires": (
        "evergreen: true\nexpires: 2027-01-01\n",
        ["warning dates.evergreen at 6:12 “true”"],
    ),
}


@pytest.mark.parametrize(("front", "expected"), CASES.values(), ids=CASES.keys())
def test_days_that_contradict_each_other_are_found(desk, front, expected) -> None:
    assert desk.judge(dates, front=front) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.datetimes(),
    st.datetimes(),
    st.datetimes(),
    st.dates(),
    st.sampled_from(["Europe/Paris", "Asia/Tokyo", "America/Lima"]),
)
def test_any_days_are_compared_in_any_zone(desk, date, embargo, expires, updated, zone) -> None:
    front = (
        f"date: {date.isoformat()}+00:00\nembargo: {embargo.isoformat()}-11:00\nexpires: {expires.isoformat()}+14:00\n"
        f"updated: {updated.isoformat()}\n"
    )

    desk.findings(dates, front=front, zone=ZoneInfo(zone))
