"""A token says what it was sealed to say, to its own purpose, and a forged or outlived one says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from channels.subscribers.token import Keys, Purpose

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MASK = "0123456789abcdef" * 2
OLD = Keys("k1", {"k1": b"1" * 32})
NEW = Keys("k2", {"k2": b"2" * 32, "k1": b"1" * 32})


def test_a_token_gives_its_mask_back() -> None:
    assert NEW.open(NEW.seal(Purpose.LEAVE, MASK), Purpose.LEAVE, NOW) == MASK


def test_a_token_of_an_older_key_still_opens() -> None:
    assert NEW.open(OLD.seal(Purpose.LEAVE, MASK), Purpose.LEAVE, NOW) == MASK


def test_a_token_of_a_key_that_is_gone_does_not_open() -> None:
    assert OLD.open(NEW.seal(Purpose.LEAVE, MASK), Purpose.LEAVE, NOW) is None


def test_a_token_to_leave_is_no_token_to_confirm() -> None:
    assert NEW.open(NEW.seal(Purpose.LEAVE, MASK), Purpose.CONFIRM, NOW) is None


def test_a_token_opens_until_its_last_second_and_not_after() -> None:
    token = NEW.seal(Purpose.CONFIRM, MASK, NOW)
    before = NOW - timedelta(seconds=1)
    assert (NEW.open(token, Purpose.CONFIRM, before), NEW.open(token, Purpose.CONFIRM, NOW)) == (MASK, None)


def test_only_a_token_to_leave_is_good_for_ever() -> None:
    opened = [purpose for purpose in Purpose if NEW.open(NEW.seal(purpose, MASK), purpose, NOW)]
    assert opened == [Purpose.LEAVE]


@given(data=st.data())
def test_a_token_changed_in_one_sign_does_not_open(data: st.DataObject) -> None:
    token = NEW.seal(Purpose.CONFIRM, MASK, NOW + timedelta(days=1))
    place = data.draw(st.integers(0, len(token) - 1))
    sign = data.draw(st.characters(codec="ascii").filter(lambda sign: sign != token[place]))
    assert NEW.open(token[:place] + sign + token[place + 1 :], Purpose.CONFIRM, NOW) is None
