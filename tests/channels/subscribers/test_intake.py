from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from channels.subscribers.intake import take_in
from channels.subscribers.mailbox import MAX_MESSAGE_BYTES, messages_from, messages_in
from channels.subscribers.mask import Masks
from channels.subscribers.record import Reader
from channels.subscribers.setting import Opening
from channels.subscribers.subscriber import Subscriber
from editorial.errors import EditorialError
from tests.channels.subscribers.reports import MASK, arf, dsn

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = "ab" * 16
MASKS = Masks(bytes.fromhex(KEY))


@pytest.fixture
def kept(database):
    """Give a list in a database with five readers."""
    found = Opening("lettre", {"LIGNE_MASK_KEY": KEY}, Path(), Reader()).database(database)
    people = [Subscriber(f"{name}@x.example") for name in ("ada", "bob", "eve", "dan", "zoe")]
    found.enter([(MASKS.mask(person.address), person) for person in people], AT)
    return found


def maildir(tmp_path, *messages):
    for name in ("new", "cur", "tmp"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    for number, message in enumerate(messages):
        (tmp_path / "Maildir" / ("new", "cur")[number % 2] / f"16000000{number}.M1P1.host").write_bytes(message)
    return tmp_path / "Maildir"


def test_bounces_and_complaints_are_never_written_to_again(tmp_path, kept):
    mask = MASKS.mask("eve@x.example")
    box = maildir(
        tmp_path,
        dsn("ada@x.example"),
        arf(named="Bob@x.example"),
        dsn("hidden@y.example", came_to=f"retours+{mask}@b.example"),
        dsn("dan@x.example", status="4.2.2"),
        dsn("zoe@x.example", status="5.7.1"),
        b"Subject: Merci\n\nBravo !\n",
        dsn("?"),
    )
    taken = take_in(messages_in(box), MASKS, kept, AT)
    assert (taken.messages, dict(taken.said)) == (7, {"bounced": 3, "complained": 1, "passing": 1, "innocent": 1})
    assert (taken.suppressed, taken.unknown, taken.left) == (3, 1, 1)
    assert taken.first_left == ["cur/160000005.M1P1.host"]
    assert kept.counts() == {"bounced": 2, "complained": 1, "active": 2, "suppressed": 3}
    again = take_in(messages_in(box), MASKS, kept, AT)
    assert (again.suppressed, again.said, kept.counts()["suppressed"]) == (0, taken.said, 3)


def test_messages_stay_where_they_are(tmp_path, kept):
    box = maildir(tmp_path, dsn(), b"nonsense")
    before = {path: path.read_bytes() for path in box.rglob("*") if path.is_file()}
    take_in(messages_in(box), MASKS, kept, AT)
    assert {path: path.read_bytes() for path in box.rglob("*") if path.is_file()} == before


def test_one_message_of_a_pipe_is_read():
    assert list(messages_from(io.BytesIO(dsn()))) == [("1", dsn())]


def test_messages_of_an_mbox_are_read_one_by_one(tmp_path):
    said = b"Subject: a\n\nFrom here on\n\n>From the start\n"
    path = tmp_path / "mbox"
    path.write_bytes(b"".join(b"From x@y Mon Nov 23 09:00:00 2026\n" + one + b"\n" for one in (dsn(), said, arf())))
    found = dict(messages_in(path))
    assert list(found) == ["1", "2", "3"]
    assert found["2"] == b"Subject: a\n\nFrom here on\n\nFrom the start\n\n"


def test_message_that_is_too_big_is_left(tmp_path, kept):
    box = maildir(tmp_path, dsn(letter="x" * MAX_MESSAGE_BYTES), dsn(came_to=f"r+{MASK}@b.example"))
    taken = take_in(messages_in(box), MASKS, kept, AT)
    assert (taken.left, taken.suppressed) == (1, 1)
    ((number, raw),) = messages_from(io.BytesIO(dsn(letter="x" * MAX_MESSAGE_BYTES)))
    assert (number, raw) == ("1", None)


BAD = {"nothing there": ("gone", "does not exist"), "a folder": (".", "is no Maildir")}


@pytest.mark.parametrize(("name", "said"), BAD.values(), ids=BAD)
def test_mailbox_that_is_none_is_said(tmp_path, name, said):
    with pytest.raises(EditorialError, match=said):
        list(messages_in(tmp_path / name))
