"""A letter is written to each reader with that reader's own values in its places, and every other byte as it was."""

from __future__ import annotations

import email
import email.policy
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from channels.mailing.prepare import prepare
from channels.newsletter.substitution import Part, Place
from channels.subscribers.subscriber import Subscriber
from editorial.errors import EditorialError
from tests.channels.mailing.letters import FIELDS, LEAVE, MASKS, PREFER, READER, built, prepared


def written(**fields: str) -> bytes:
    return prepared().message_for(replace(READER, fields=fields), LEAVE, PREFER)


def read(message: bytes) -> dict[str, str]:
    """Give the parts of a message by media type, as a mail program reads them."""
    parsed = email.message_from_bytes(message, policy=email.policy.default)
    return {part.get_content_type(): part.get_content() for part in parsed.iter_parts()}


def test_only_the_places_and_the_identity_differ_from_what_was_built() -> None:
    message, places = built()
    values = {"address": READER.address, "first_name": "Ada", "leave": LEAVE, "preferences": PREFER}
    found, expected, at = written(first_name="Ada"), b"", 0
    for place in places:
        expected += message[at : place.start] + values[place.name].encode()
        at = place.end
    expected += message[at:]
    identity = re.compile(rb"(?<=0123456789abcdef)\.[0-9a-f]{32}(?=@lettre\.exemple\.org>)")
    assert (len(identity.findall(found)), identity.sub(b"", found)) == (1, expected)


def test_a_reader_finds_its_name_and_its_ways_out() -> None:
    message = written(first_name="Zoé & <Max>")
    parts = read(message)
    header = email.message_from_bytes(message, policy=email.policy.default)
    assert "Bonjour Zoé & <Max>," in parts["text/plain"]
    assert "Bonjour Zoé &amp; &lt;Max&gt;," in parts["text/html"]
    assert f'"https://abo.exemple.org/p/{PREFER}"' in parts["text/html"]
    assert header["To"] == READER.address
    assert header["List-Unsubscribe"] == f"<https://abo.exemple.org/u/{LEAVE}>, <mailto:partir@exemple.org>"


@pytest.mark.parametrize("said", ["", "  ", "\r\n"], ids=["empty", "spaces", "line end"])
def test_a_field_that_says_nothing_has_its_default(said: str) -> None:
    assert "Bonjour chère lectrice, cher lecteur," in read(written(first_name=said))["text/plain"]


def test_a_reader_without_the_field_has_its_default() -> None:
    assert "Bonjour chère lectrice, cher lecteur," in read(written())["text/html"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Ada\r\nBcc: tous@exemple.org", "Ada Bcc: tous@exemple.org"),
        ("A\x00d\x1ba\u2028!", "A d a !"),
        ("\u202eadA", "adA"),
        ("é" * 200, "é" * 200),
        ("x" * 75, "x" * 75),
        ("x" * 76, "x" * 76),
        ("=?utf-8?q?x?=", "=?utf-8?q?x?="),
        ("\ud800", "?"),
    ],
    ids=["line end", "controls", "direction", "long", "75", "76", "encoded word", "half a pair"],
)
def test_any_value_reads_as_it_is_on_one_line_and_no_line_is_too_long(said: str, shown: str) -> None:
    message = written(first_name=said)
    lines = message.partition(b"\r\n\r\n")[2].split(b"\r\n")
    assert (f"Bonjour {shown},\r\n" in read(message)["text/plain"], max(map(len, lines)) <= 76) == (True, True)


def test_each_reader_has_an_identity_of_its_own_the_same_for_ever() -> None:
    def identity(address: str, edition: str = "lettre/2026-11-05") -> str:
        letter = prepare(*built(), MASKS, edition=edition, fields=FIELDS)
        message = letter.message_for(Subscriber(address), LEAVE, PREFER)
        return str(email.message_from_bytes(message)["Message-ID"])

    assert identity("ada@exemple.org") == identity("Ada@Exemple.org")
    assert len({identity("ada@exemple.org"), identity("bob@exemple.org"), identity("ada@exemple.org", "autre")}) == 3


@pytest.mark.parametrize(
    "address",
    [
        *("", "ada", "ada@", "@exemple.org", "a b@exemple.org", "ada@exemple.org\r\nBcc: x@exemple.org"),
        *("ada@exemple.org, x@exemple.org", "Ada <ada@exemple.org>", "ada@éxemple.org", "a..b@exemple.org"),
        *("a\u2028b@exemple.org", "a" * 65 + "@exemple.org", "a@" + "b.c" * 84 + ".org", "a\ud800@exemple.org"),
    ],
)
def test_what_is_no_address_is_refused_by_name_of_nobody(address: str) -> None:
    with pytest.raises(EditorialError) as raised:
        prepared().message_for(Subscriber(address), LEAVE, PREFER)
    assert not address or address not in str(raised.value)


@pytest.mark.parametrize("token", ["", "a b", "a>\r\nBcc: x", "é", "a" * 201])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(EditorialError, match="LIGNE_TOKEN_KEYS"):
        prepared().message_for(READER, token, PREFER)


def test_a_local_part_beyond_ascii_stands_as_it_is() -> None:
    message = prepared().message_for(Subscriber("zoé@exemple.org"), LEAVE, PREFER)
    assert "\r\nTo: zoé@exemple.org\r\n".encode() in message


def test_returns_come_to_an_address_of_the_readers_own() -> None:
    mask = MASKS.mask(READER.address)
    letters = prepared(bounce="retours@exemple.org"), prepared()
    assert [letter.sender_for(READER) for letter in letters] == [f"retours+{mask}@exemple.org", "lettre@exemple.org"]


def test_threads_write_what_one_alone_would() -> None:
    letter = prepared()
    readers = [Subscriber(f"r{number}@exemple.org", fields={"first_name": f"R{number}"}) for number in range(200)]
    alone = [letter.message_for(reader, f"l{at}", f"p{at}") for at, reader in enumerate(readers)]
    with ThreadPoolExecutor(4) as threads:
        tokens = [[f"{kind}{at}" for at in range(200)] for kind in "lp"]
        assert list(threads.map(letter.message_for, readers, *tokens)) == alone


MESSAGE, PLACES = built()
BAD_PLACES = {
    "none": [],
    "reversed": PLACES[::-1],
    "overlapping": [PLACES[0], PLACES[0], *PLACES[1:]],
    "beyond the end": [*PLACES, Place("leave", Part.HTML, len(MESSAGE), len(MESSAGE) + 1)],
    "an undeclared field": [replace(place, name="town") if place.name == "first_name" else place for place in PLACES],
    "a byte further": [replace(place, start=place.start + 1, end=place.end + 1) for place in PLACES],
    "a header's in the body": [*PLACES[:-1], replace(PLACES[-1], part=Part.HEADER)],
    "a text's in the head": [PLACES[0], replace(PLACES[1], part=Part.TEXT), *PLACES[2:]],
    "two recipients": [PLACES[0], replace(PLACES[1], part=Part.RECIPIENT), *PLACES[2:]],
}


@pytest.mark.parametrize("places", BAD_PLACES.values(), ids=BAD_PLACES)
def test_places_of_another_message_are_refused(places: list[Place]) -> None:
    with pytest.raises(EditorialError, match="ligne build"):
        prepare(MESSAGE, places, MASKS, edition="e", fields=FIELDS)


BAD_MESSAGES = {
    "nothing": b"",
    "no body": MESSAGE.partition(b"\r\n\r\n")[0] + b"\r\n\r\n",
    "a bare line end": MESSAGE.replace(b"Deux", b"De\nx"),
    "a bare return": MESSAGE.replace(b"Deux", b"De\rx"),
    "no end": MESSAGE[:-2],
    "two senders": b"From: x@exemple.org\r\n" + MESSAGE,
    "no identity": MESSAGE.replace(b"Message-ID: <", b"Message-ID: ("),
    "a line that is no header": MESSAGE.replace(b"Precedence: bulk", b"Precedence  bulk"),
}


@pytest.mark.parametrize("message", BAD_MESSAGES.values(), ids=BAD_MESSAGES)
def test_what_is_no_whole_message_is_refused(message: bytes) -> None:
    with pytest.raises(EditorialError, match="ligne build"):
        prepare(message, PLACES, MASKS, edition="e", fields=FIELDS)
