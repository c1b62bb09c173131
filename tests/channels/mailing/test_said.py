"""What a server says is kept without any address, and the id it gave a message is found in how servers say it."""

from __future__ import annotations

import pytest

from channels.mailing.said import enhanced_status, queue_id, without_addresses

QUEUED = {
    "Postfix": ("2.0.0 Ok: queued as 4XyZ12abc", "4XyZ12abc"),
    "Exim": ("OK id=1rXyZa-0001Ab-2C", "1rXyZa-0001Ab-2C"),
    "Sendmail": ("2.0.0 4A5BcdEf012345 Message accepted for delivery", "4A5BcdEf012345"),
    "Gmail": ("2.0.0 OK  1762322400 a640c23a62f3a-b7.42 - gsmtp", "a640c23a62f3a-b7.42"),
    "Amazon SES": ("Ok 0102018f2b3c4d5e-1a2b3c4d-0000", "0102018f2b3c4d5e-1a2b3c4d-0000"),
    "Brevo": ("2.0.0 OK: queued as <202611050600.1234567@smtp-relay.exemple.net>", "202611050600.1234567"),
    "Mailjet": ("OK queued as 5c9a1c2e-8f0b-4d0e-9d8b-3f1e0c7b2a11", "5c9a1c2e-8f0b-4d0e-9d8b-3f1e0c7b2a11"),
    "Exchange": ("2.6.0 <ab12@x.exemple.org> [InternalId=123456, Hostname=H] Queued mail for delivery", "123456"),
    "smtp-sink": ("2.0.0 Ok", ""),
    "says whom": ("2.0.0 Ok: queued as ada@exemple.org", ""),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("said", "found"), QUEUED.values(), ids=QUEUED)
def test_the_id_is_found_where_a_server_says_one(said: str, found: str) -> None:
    assert queue_id(said, "ada@exemple.org") == found


HIDDEN = {
    "in brackets": ("5.1.1 <Ada@Exemple.org>: no such user", "5.1.1 <…>: no such user"),
    "local part alone": ("no mailbox here by the name of ada", "no mailbox here by the name of …"),
    "within a word": ("Canada does not", "Canada does not"),
    "another's": ("try bob.x+y@exemple.net instead", "try … instead"),
    "in a link": ("see https://x.test/?e=ada%40exemple.org&b", "see https:…"),
    "in another's return path": ("<retours+ada=40exemple.org@x.test>", "<…>"),
    "several lines, controls": ("a\x1b[31m b\r\nc", "a [31m b c"),
    "long": ("x " * 200, ("x " * 100)),
}


@pytest.mark.parametrize(("said", "kept"), HIDDEN.values(), ids=HIDDEN)
def test_no_address_is_kept(said: str, kept: str) -> None:
    assert without_addresses(said, "ada@exemple.org") == kept


@pytest.mark.parametrize(
    ("said", "status"), [("4.7.1 later", "4.7.1"), ("2.0.0", "2.0.0"), ("Ok 4.7.1", ""), ("9.1.1 x", "")]
)
def test_the_status_is_what_an_answer_begins_with(said: str, status: str) -> None:
    assert enhanced_status(said) == status
