"""A list that is cut by masks: who is in which part never changes, and where a run ended names nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.ledger.entry import Key, What
from channels.ledger.ledger import State
from channels.ledger.store import claim, resolve
from channels.mailing.parts import Division, Parts, between, divide, division_in
from channels.mailing.roll import Counts
from channels.mailing.run import End
from channels.mailing.terms import terms_in, written
from channels.newsletter.pace import Pace
from tests.channels.ledger.workshop import Workshop
from tests.channels.mailing.office import AT, KEY, MASKS, Office, ends_after, readers_of

MASK = st.integers(0, 16**32 - 1).map(lambda number: f"{number:032x}")
DIVISIONS = st.builds(
    Division, st.integers(1, 40), st.one_of(st.just(""), st.integers(0, 16**4 - 1).map(lambda cut: f"{cut:04x}"))
)


@given(division=DIVISIONS, mask=MASK)
def test_every_mask_is_in_a_part_that_is_there(division, mask):
    assert division.part_of(mask) in division.numbers
    assert division_in(terms_in(written(division.as_terms()))) == division


@given(division=DIVISIONS, masks=st.lists(MASK, min_size=2))
def test_parts_are_in_the_order_of_the_masks(division, masks):
    numbers = [division.part_of(mask) for mask in sorted(masks)]
    assert numbers == sorted(numbers)


@given(masks=st.lists(MASK, min_size=2, max_size=2, unique=True))
def test_cut_stands_between_two_masks_in_as_few_digits_as_can_be(masks):
    last, first = sorted(masks)
    cut = between(last, first)
    assert last < cut <= first
    assert not any(last < first[:count] <= first for count in range(1, len(cut)))


@pytest.mark.parametrize(
    ("readers", "pace", "parts", "canary"),
    [
        (1_500, Pace(), 3, 50),
        (1_050, Pace(), 2, 50),
        (30, Pace(), 1, 0),
        (0, Pace(), 1, 0),
        (1_500, Pace(canary=0), 3, 0),
    ],
)
def test_list_is_cut_into_parts_of_a_batch_behind_the_canary(readers, pace, parts, canary):
    division = divide(readers, pace)
    found = [division.part_of(reader.mask) for reader in readers_of(readers)]
    assert (division.parts, bool(division.canary)) == (parts, canary > 0)
    assert abs(found.count(0) - canary) <= 3 * canary**0.5
    if readers:
        assert max(found.count(number) for number in division.numbers) < pace.batch * 1.2


@pytest.fixture
def office(opened) -> Office:
    workshop: Workshop = opened("git")
    return Office(workshop.runner(), readers_of(30))


def test_nothing_of_any_reader_stands_in_the_ledger(office):
    office.run(must_end=ends_after(4))
    office.run(must_end=ends_after(4))
    said = str(office.store.read().rows)
    masks = [reader.mask for reader in office.readers]
    assert [mask for mask in masks if mask[:12] in said] == []
    assert [address for address in office.addresses if address in said] == []


def test_run_that_goes_on_in_a_part_keeps_its_counts(office):
    ends = [office.run(must_end=ends_after(5)) for _ in range(3)]
    assert ends == [End.INTERRUPTED] * 3
    assert office.run() is End.DONE
    sent = [entry for entry in office.store.read().entries() if ".part-" in entry.key.id]
    assert {entry.what for entry in sent} == {What.SENT}
    assert sum(int(terms_in(entry.ref)["delivered"]) for entry in sent) == 30


@pytest.mark.parametrize(
    ("verdict", "counts", "end"),
    [
        (What.RESOLVED_SENT, Counts(delivered=30), End.DONE),
        (What.RESOLVED_NOT_SENT, Counts(delivered=30), End.DONE),
        (None, None, End.UNDER_WAY),
    ],
    ids=["it was sent", "it was not", "nobody has looked"],
)
def test_part_of_a_dead_run_waits_for_a_person(office, verdict, counts, end):
    office.pace = replace(office.pace, canary=0)
    opened = office.opened()
    parts = office.roll(opened)
    assert isinstance(parts, Parts)
    # A run that claims its part, and dies.
    lots = parts.lots(lambda: iter(office.readers))
    dead = next(lots)
    key = Key(KEY.channel, f"{KEY.id}.part-1of2")
    assert office.store.read().state(key) is State.IN_DOUBT
    if verdict:
        resolve(office.store, key, verdict, "regardé", AT)
    assert office.run() is end
    went = {reader.subscriber.address for reader in dead.readers} & {*office.server.came}
    assert bool(went) == (verdict is What.RESOLVED_NOT_SENT)
    if counts:
        assert parts.counts() == counts


def test_canary_of_a_dead_run_holds_everybody_else_back(office):
    opened = office.opened()
    parts = office.roll(opened)
    next(parts.lots(lambda: iter(office.readers)))
    assert office.run() is End.UNDER_WAY
    assert office.server.came == {}


def test_place_is_not_lost_when_another_run_comes_between(office):
    """A run that read the ledger before another one paused a part claims it after, and goes on where that one ended."""
    office.pace = replace(office.pace, canary=0, batch=100)
    office.run(must_end=ends_after(3))
    had = {*office.server.came}
    key = Key(KEY.channel, f"{KEY.id}.part-1of1")
    claims = claim(office.store, [key], AT, ref="")
    assert terms_in(office.store.read().last(key).ref)["upto"]
    assert claims.held == (key,)
    assert 0 < len(had) < 30
    assert MASKS.mask(next(iter(had))) not in str(office.store.read().rows)
