"""A rule is read part by part: what it means is kept, and what nobody could follow is refused in a sentence."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.recurrence import MAX_OCCURRENCES, NoRule, occurrences, read_rule

START = datetime(2026, 1, 1, 9)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        pytest.param("FREQ=WEEKLY;BYDAY=TU", ["2026-01-06", "2026-01-13", "2026-01-20"], id="weekly"),
        pytest.param("rrule:freq=weekly;byday=tu", ["2026-01-06", "2026-01-13", "2026-01-20"], id="small-letters"),
        pytest.param("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", ["2026-01-02", "2026-01-16", "2026-01-30"], id="every-other"),
        pytest.param("FREQ=MONTHLY;BYDAY=2TH", ["2026-01-08", "2026-02-12", "2026-03-12"], id="second-thursday"),
        pytest.param("FREQ=MONTHLY;BYDAY=-1FR", ["2026-01-30", "2026-02-27", "2026-03-27"], id="last-friday"),
        pytest.param("FREQ=DAILY;COUNT=2", ["2026-01-01", "2026-01-02"], id="count"),
        pytest.param("FREQ=DAILY;UNTIL=20260102", ["2026-01-01", "2026-01-02"], id="until-counts"),
        pytest.param("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29", "2036-02-29"], id="leap"),
        pytest.param("FREQ=YEARLY;BYEASTER=1", ["2026-04-06", "2027-03-29", "2028-04-17"], id="easter"),
    ],
)
def test_a_rule_comes_when_it_says(written: str, days: list[str]) -> None:
    assert [str(local.date()) for local in islice(read_rule(written, START, None), 3)] == days


@pytest.mark.parametrize(
    ("written", "why"),
    [
        pytest.param("every Tuesday", "“every Tuesday” cannot be read in a recurrence rule", id="prose"),
        pytest.param(
            "FREQ=DAILY;FOO=1", "“FOO” belongs to no recurrence rule (RFC 5545), which may hold: F", id="part"
        ),
        pytest.param("FREQ=DAILY;BYDAYS=TU", "(RFC 5545): did you mean BYDAY?", id="near"),
        pytest.param("FREQ=DAILY;FREQ=WEEKLY", "“FREQ” is written twice", id="twice"),
        pytest.param("FREQ=FORTNIGHTLY", "“FREQ=FORTNIGHTLY” is not a recurrence rule", id="frequency"),
        pytest.param("BYDAY=TU", "“BYDAY=TU” is not a recurrence rule", id="no-frequency"),
        pytest.param("FREQ=HOURLY", "a cadence comes at most once a day", id="hourly"),
        pytest.param("FREQ=DAILY;BYHOUR=9", "a cadence comes at most once a day", id="byhour"),
        pytest.param("FREQ=DAILY;INTERVAL=0", "“INTERVAL=0”: write numbers from 1 to 1000", id="interval-0"),
        pytest.param("FREQ=DAILY;INTERVAL=-1", "“INTERVAL=-1”: write numbers from 1 to 1000", id="interval-below"),
        pytest.param("FREQ=DAILY;COUNT=0", "“COUNT=0”: write numbers", id="count-0"),
        pytest.param("FREQ=DAILY;COUNT=99999", f"write numbers from 1 to {MAX_OCCURRENCES}", id="count-many"),
        pytest.param("FREQ=MONTHLY;BYMONTHDAY=32", "“BYMONTHDAY=32”: write numbers from -31 to 31", id="day-32"),
        pytest.param("FREQ=MONTHLY;BYMONTHDAY=0", "“BYMONTHDAY=0” cannot be read", id="day-0"),
        pytest.param("FREQ=WEEKLY;BYMONTHDAY=3", "“BYMONTHDAY” means nothing with FREQ=WEEKLY", id="beside"),
        pytest.param("FREQ=WEEKLY;BYDAY=2TU", "for every other week, write INTERVAL=2", id="numbered-week"),
        pytest.param("FREQ=MONTHLY;BYDAY=9TU", "goes from 1 to 5", id="ninth-tuesday"),
        pytest.param("FREQ=WEEKLY;BYDAY=XX", "“BYDAY=XX” cannot be read", id="no-day"),
        pytest.param("FREQ=WEEKLY;BYDAY=", "“BYDAY=” cannot be read", id="empty"),
        pytest.param("FREQ=WEEKLY;WKST=9", "“WKST=9” cannot be read", id="week-start"),
        pytest.param("FREQ=DAILY;COUNT=2;UNTIL=20270101", "COUNT and UNTIL together", id="two-ends"),
        pytest.param("FREQ=DAILY;UNTIL=tomorrow", "“UNTIL=TOMORROW”: write the last day", id="until"),
        pytest.param("FREQ=DAILY;UNTIL=20260230", "“UNTIL=20260230”: write the last day", id="until-no-day"),
        pytest.param("FREQ=DAILY;UNTIL=20250101", "gives no day at all", id="ends-before"),
        pytest.param("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "gives no day at all", id="30-february"),
        pytest.param("FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=30", "gives no day at all", id="30-february-counted"),
        pytest.param("FREQ=DAILY\nEXRULE:FREQ=DAILY", "EXRULE:FREQ=DAILY” is not a recurrence rule", id="two-rules"),
        pytest.param("FREQ=DAILY;INTERVAL=99999999999999999999", "write numbers from 1 to 1000", id="huge"),
    ],
)
def test_what_nobody_could_follow_is_refused(written: str, why: str) -> None:
    with pytest.raises(NoRule) as caught:
        read_rule(written, START, None)
    assert why in caught.value.message.en


def test_a_cadence_has_one_end() -> None:
    for end in ("COUNT=2", "UNTIL=20270101"):
        with pytest.raises(NoRule, match="a cadence has one end"):
            read_rule(f"FREQ=DAILY;{end}", START, date(2026, 3, 1))


PARTS = st.sampled_from([
    "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "INTERVAL=3", "COUNT=4", "UNTIL=20270305", "WKST=SU",
    "BYDAY=1MO", "BYDAY=-5SU", "BYDAY=MO,FR", "BYMONTH=2,11", "BYMONTHDAY=-1", "BYMONTHDAY=29,30,31", "BYSETPOS=-1",
    "BYSETPOS=200", "BYWEEKNO=53", "BYYEARDAY=-366", "BYEASTER=-47",
])  # fmt: skip


def days_of(written: str) -> list[date] | None:
    """Give the first days of a rule; None where it is refused."""
    try:
        rule = read_rule(written, START, None)
    except NoRule:
        return None
    return [local.date() for local in islice(occurrences(rule, datetime(2076, 1, 1)), 3)]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), st.lists(PARTS, max_size=4))
def test_any_rule_is_refused_or_comes_on_days_that_follow_and_never_hangs(frequency: str, parts: list[str]) -> None:
    days = days_of(";".join([f"FREQ={frequency}", *parts]))

    assert days is None or days == sorted(set(days))
