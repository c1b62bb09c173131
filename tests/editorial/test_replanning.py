"""What changes from one agenda to another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from editorial.edition import Item, State
from editorial.replanning import lines, replanned

DAY = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


def item(day: int, edition: str = "", slot: str = "", state: State = State.SCHEDULED, channel: str = "blog") -> Item:
    return Item(DAY + timedelta(days=day), channel, state, slot, edition, (edition,) if edition else ())


def told(before: list[Item], after: list[Item]) -> list[tuple[str, str]]:
    return [(one.what.value, one.item.edition or one.item.slot) for one in replanned(before, after)]


OPEN = State.OPEN
CASES = {
    "nothing changed": ([item(0, "a")], [item(0, "a")], []),
    "a piece came": ([], [item(0, "a")], [("added", "a")]),
    "a piece went": ([item(0, "a")], [], [("removed", "a")]),
    "a piece moved": ([item(0, "a")], [item(2, "a")], [("moved", "a")]),
    "a piece is held now": ([item(0, "a")], [item(0, "a", state=State.HELD)], [("changed", "a")]),
    "a piece fills an open slot": ([item(0, slot="s", state=OPEN)], [item(0, "a", "s")], [("changed", "a")]),
    "a piece leaves its slot open": ([item(0, "a", "s")], [item(0, slot="s", state=OPEN)], [("changed", "s")]),
    "a piece takes the place of another": ([item(0, "a", "s")], [item(0, "b", "s")], [("changed", "b")]),
    "a piece moved to another slot": (
        [item(0, "a", "s"), item(2, slot="t", state=OPEN)],
        [item(0, slot="s", state=OPEN), item(2, "a", "t")],
        [("added", "s"), ("moved", "a")],
    ),
    "two pieces changed places": (
        [item(0, "a", "s"), item(2, "b", "t")],
        [item(0, "b", "s"), item(2, "a", "t")],
        [("moved", "b"), ("moved", "a")],
    ),
    "a slot was skipped": (
        [item(0, slot="s", state=OPEN)], [item(0, slot="s", state=State.SKIPPED)], [("changed", "s")],
    ),
    "the same edition on two channels": (
        [item(0, "a"), item(0, "a", channel="x")],
        [item(0, "a"), item(1, "a", channel="x")],
        [("moved", "a")],
    ),
    "two lines of one name": ([item(0, "a"), item(5, "a")], [item(0, "a"), item(6, "a")], [("moved", "a")]),
    "a cadence came": ([], [item(0, slot="s", state=OPEN)], [("added", "s")]),
    "a cadence went": ([item(0, slot="s", state=OPEN)], [], [("removed", "s")]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_change_is_told_once(case: str) -> None:
    before, after, expected = CASES[case]
    assert told(before, after) == expected


@pytest.mark.parametrize("case", [case for case in CASES if not CASES[case][2]])
def test_the_way_back_of_no_change_is_none(case: str) -> None:
    before, after, _ = CASES[case]
    assert told(after, before) == []


def test_a_letter_that_gains_a_piece_is_changed() -> None:
    before = Item(DAY, "newsletter", State.SCHEDULED, "l/1", "l/1", ("a",))
    after = Item(DAY, "newsletter", State.SCHEDULED, "l/1", "l/1", ("a", "b"))
    (one,) = replanned([before], [after])
    assert (one.what, one.before, one.after) == ("changed", before, after)


def test_what_moved_out_of_the_window_still_counts() -> None:
    (one,) = replanned([item(0, "a")], [item(90, "a")])
    assert (
        one.is_between(DAY, DAY + timedelta(days=1)),
        one.is_between(DAY + timedelta(days=1), item(90).instant),
    ) == (
        True,
        False,
    )


def test_one_channel_alone() -> None:
    found = replanned([], [item(0, "a"), item(0, "a", channel="x")])
    assert [one.item.channel for one in lines(found, "x", "")] == ["x"]
    assert [one.item.channel for one in lines(found, "", "foire")] == []
