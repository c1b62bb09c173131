"""People join by confirming, choose, leave and are erased; of two acts at once the later one holds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from channels.database import engine_of, url_from
from channels.subscribers.mask import Masks
from channels.subscribers.membership import PENDING_FOR, Choices, Membership, Standing
from channels.subscribers.record import Reader
from channels.subscribers.subscriber import Subscriber
from channels.subscribers.tables import SUBSCRIBERS, SUPPRESSIONS
from editorial.segment import Frequency

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LIST = "lettre.la-toile.example"
MASKS = Masks(b"m" * 32)
LEA = "Lea@example.org"
MASK = MASKS.mask(LEA)
CHOICES = Choices(Frequency.WEEKLY, ("metier",), "en")


@pytest.fixture
def membership(database: str) -> Membership:
    return opened(database)


def opened(database: str, list_id: str = LIST) -> Membership:
    url = url_from(database, Path("/"))
    assert url is not None
    found = Membership(url, list_id, MASKS, Reader())
    found.make_ready()
    return found


def joined(membership: Membership) -> Membership:
    membership.ask(LEA, "fr", NOW)
    assert membership.confirm(MASK, "fr-1", NOW)
    return membership


def addresses(membership: Membership) -> list[str]:
    return [member.address for _, member in membership.mailable() if isinstance(member, Subscriber)]


def execute(database: str, *statements: object) -> None:
    url = url_from(database, Path("/"))
    assert url is not None
    with engine_of(url).begin() as connection:
        for statement in statements:
            connection.execute(statement)


def test_who_asked_is_no_member_before_confirming(membership: Membership) -> None:
    assert membership.ask(LEA, "fr", NOW) == Standing.ASKS
    assert (addresses(membership), membership.known(MASK)) == ([], None)


def test_who_confirms_is_a_member_with_the_consent_they_gave(membership: Membership) -> None:
    assert joined(membership).known(MASK) == {
        "address": LEA,
        "lang": "fr",
        "frequency": "",
        "pillars": [],
        "status": "active",
        "fields": {},
        "consent_at": "2026-11-24T09:00:00+00:00",
        "consent_how": "form",
        "consent_text": "fr-1",
        "changed_at": "2026-11-24T09:00:00+00:00",
    }


def test_confirming_twice_changes_nothing(membership: Membership) -> None:
    joined(membership)
    before = membership.known(MASK)
    assert membership.confirm(MASK, "fr-2", NOW + timedelta(hours=1))
    assert membership.known(MASK) == before


def test_nobody_confirms_who_did_not_ask(membership: Membership) -> None:
    assert not membership.confirm(MASK, "fr-1", NOW)
    assert addresses(membership) == []


def test_a_member_who_asks_again_stays_as_they_are(membership: Membership) -> None:
    joined(membership).choose(MASK, CHOICES, NOW)
    before = membership.known(MASK)
    assert membership.ask("LEA@EXAMPLE.ORG", "fr", NOW) == Standing.MEMBER
    assert membership.known(MASK) == before


def test_a_member_chooses(membership: Membership) -> None:
    assert joined(membership).choose(MASK, CHOICES, NOW)
    known = membership.known(MASK) or {}
    assert (known["frequency"], known["pillars"], known["lang"]) == ("weekly", ["metier"], "en")


def test_who_is_no_member_chooses_nothing(membership: Membership) -> None:
    membership.ask(LEA, "fr", NOW)
    assert not membership.choose(MASK, CHOICES, NOW)


def test_who_left_is_not_written_to_and_their_address_is_forgotten(membership: Membership, database: str) -> None:
    joined(membership).leave(MASK, NOW)
    assert addresses(membership) == []
    assert LEA.lower() not in everything_in(database).lower()


def test_leaving_twice_succeeds(membership: Membership) -> None:
    joined(membership).leave(MASK, NOW)
    membership.leave(MASK, NOW)
    assert addresses(membership) == []


def test_who_is_not_known_may_leave_and_is_known_to_have_left(membership: Membership, database: str) -> None:
    membership.leave(MASK, NOW)
    assert MASK in everything_in(database)


def test_a_request_from_before_they_left_does_not_bring_them_back(membership: Membership) -> None:
    membership.ask(LEA, "fr", NOW)
    membership.leave(MASK, NOW)
    assert not membership.confirm(MASK, "fr-1", NOW)
    assert addresses(membership) == []


def test_who_left_comes_back_by_asking_and_confirming(membership: Membership) -> None:
    joined(membership).leave(MASK, NOW)
    assert membership.ask(LEA, "fr", NOW) == Standing.ASKS
    assert addresses(membership) == []
    assert membership.confirm(MASK, "fr-1", NOW)
    assert addresses(membership) == [LEA]


@pytest.mark.parametrize("why", ["bounced", "complained"])
def test_who_bounced_or_complained_is_written_nothing(membership: Membership, database: str, why: str) -> None:
    joined(membership)
    execute(database, insert(SUPPRESSIONS).values(list=LIST, mask=MASK, why=why, at=""))
    assert (membership.ask(LEA, "fr", NOW), addresses(membership)) == (Standing.CLOSED, [])
    assert membership.known(MASK) is None


def test_a_graver_reason_than_leaving_stays(membership: Membership, database: str) -> None:
    execute(database, insert(SUPPRESSIONS).values(list=LIST, mask=MASK, why="complained", at=""))
    membership.leave(MASK, NOW)
    assert membership.ask(LEA, "fr", NOW) == Standing.CLOSED


def test_who_left_by_another_way_asks_and_confirms_again(membership: Membership, database: str) -> None:
    joined(membership)
    execute(database, insert(SUPPRESSIONS).values(list=LIST, mask=MASK, why="unsubscribed", at=""))
    assert not membership.confirm(MASK, "fr-1", NOW)
    assert membership.ask(LEA, "fr", NOW) == Standing.ASKS
    assert membership.confirm(MASK, "fr-1", NOW)


def test_of_who_is_erased_the_mask_alone_stays(membership: Membership, database: str) -> None:
    joined(membership).choose(MASK, CHOICES, NOW)
    membership.erase(MASK, NOW)
    found = everything_in(database)
    assert MASK in found
    assert not any(word in found for word in (LEA, "weekly", "metier", "fr-1"))


def test_addresses_that_nobody_confirmed_are_forgotten_in_time(membership: Membership) -> None:
    joined(membership)
    membership.ask("max@example.org", "fr", NOW)
    assert membership.forget_unconfirmed(NOW + PENDING_FOR) == 0
    assert membership.forget_unconfirmed(NOW + PENDING_FOR + timedelta(seconds=1)) == 1
    assert addresses(membership) == [LEA]


def test_lists_of_one_database_know_nothing_of_each_other(membership: Membership, database: str) -> None:
    joined(membership)
    other = opened(database, "autre.la-toile.example")
    other.leave(MASK, NOW)
    assert (addresses(membership), addresses(other)) == ([LEA], [])


def test_all_members_come_in_the_order_they_asked(membership: Membership) -> None:
    wanted = [f"reader{number}@example.org" for number in range(12)]
    for address in wanted:
        membership.ask(address, "fr", NOW)
        membership.confirm(MASKS.mask(address), "fr-1", NOW)
    assert addresses(membership) == wanted


def test_two_who_confirm_at_once_are_one_member(membership: Membership) -> None:
    membership.ask(LEA, "fr", NOW)
    confirmed = at_once([lambda: membership.confirm(MASK, "fr-1", NOW)] * 4)
    assert (confirmed, addresses(membership)) == ([True] * 4, [LEA])


def test_two_who_ask_at_once_are_one_row(membership: Membership) -> None:
    assert at_once([lambda: membership.ask(LEA, "fr", NOW)] * 4) == [Standing.ASKS] * 4
    membership.confirm(MASK, "fr-1", NOW)
    assert addresses(membership) == [LEA]


@pytest.mark.parametrize("round_", range(5))
def test_who_leaves_while_confirming_has_left(membership: Membership, round_: int) -> None:
    membership.ask(LEA, "fr", NOW)
    acts = [lambda: membership.confirm(MASK, "fr-1", NOW), lambda: membership.leave(MASK, NOW)]
    at_once(acts if round_ % 2 else acts[::-1])
    assert addresses(membership) == []


def at_once(acts: Iterable[Callable[[], object]]) -> list[object]:
    """Run every act in a thread of its own, all let go together, and give what each gave."""
    acts = list(acts)
    gate, given = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        gate.wait(10)
        given[number] = act()

    threads = [threading.Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return given


def everything_in(database: str) -> str:
    url = url_from(database, Path("/"))
    assert url is not None
    with engine_of(url).connect() as connection:
        return repr([connection.execute(table.select()).all() for table in (SUBSCRIBERS, SUPPRESSIONS)])
