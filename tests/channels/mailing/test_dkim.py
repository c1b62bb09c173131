"""Letters are signed so that two other programs verify them, and none of what says how to leave can be changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.channels.mailing.letters import LEAVE, PREFER, READER, prepared
from tests.channels.mailing.verifying import by_dkimpy, by_mailauth, signers

KINDS = {"rsa": ("rsa",), "ed25519": ("ed25519",), "both": ("rsa", "ed25519")}
NAMES = ("Ada", "", "Zoé  de   La Tour\t", "= é " * 40, "x" * 200, "a&b <c>", ".", "  deux")


def letters(folder: Path, kinds: tuple[str, ...]) -> list[bytes]:
    """Give the same letter to readers of many names."""
    letter = prepared(signers=signers(folder, *kinds))
    return [letter.message_for(replace(READER, fields={"first_name": name}), LEAVE, PREFER) for name in NAMES]


@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
def test_dkimpy_verifies_every_signature(tmp_path: Path, kinds: tuple[str, ...]) -> None:
    assert [by_dkimpy(message) for message in letters(tmp_path, kinds)] == [[True] * len(kinds)] * len(NAMES)


@pytest.mark.parametrize("kinds", KINDS.values(), ids=KINDS)
def test_mailauth_verifies_every_signature(
    tmp_path: Path, kinds: tuple[str, ...], needs: Callable[[str], Path]
) -> None:
    module = needs("mailauth")
    assert by_mailauth(letters(tmp_path, kinds), module) == [[True] * len(kinds)] * len(NAMES)


def _second(name: bytes) -> Callable[[bytes], bytes]:
    """Give what puts a second header of a name in front of a message."""
    return lambda message: name + b": <https://ailleurs.exemple.net/u/x>\r\n" + message


TAMPERING: dict[str, Callable[[bytes], bytes]] = {
    "another way out": lambda message: message.replace(
        b"List-Unsubscribe: <https://abo.", b"List-Unsubscribe: <https://obo."
    ),
    "another token": lambda message: message.replace(b"leave-ada>", b"leave-bob>"),
    "no way out": lambda message: re.sub(rb"List-Unsubscribe: [^\r]*\r\n", b"", message),
    "no one-click": lambda message: re.sub(rb"List-Unsubscribe-Post: [^\r]*\r\n", b"", message),
    "a second way out": _second(b"List-Unsubscribe"),
    "a second one-click": _second(b"List-Unsubscribe-Post"),
    "a second sender": _second(b"From"),
    "a second subject": _second(b"Subject"),
    "another reader": lambda message: message.replace(b"To: ada@", b"To: bob@"),
    "another sender": lambda message: message.replace(b"From: La Toile", b"From: La Trame"),
    "another identity": lambda message: message.replace(b"Message-ID: <lettre", b"Message-ID: <autre"),
    "another sign of the body": lambda message: message.replace(b"Deux", b"Dieux"),
    "another link of the body": lambda message: message.replace(b"prefer-ada", b"prefer-bob"),
    "a longer body": lambda message: message + b"encore\r\n",
}
HARMLESS: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda message: message,
    "a header that no one signs": lambda message: b"Received: by x\r\n" + message,
    "folding and spaces": lambda message: message.replace(b"Date: Thu,", b"Date:  Thu,\r\n "),
    "empty lines at the end": lambda message: message + b"\r\n\r\n",
    "spaces at a line's end": lambda message: message.replace(b"--=_b--\r\n", b"--=_b--  \r\n"),
}


def changed(folder: Path, how: Callable[[bytes], bytes]) -> tuple[bytes, bytes]:
    """Give a letter with both signatures, and the same after what was done to it."""
    letter = prepared(signers=signers(folder, "rsa", "ed25519")).message_for(READER, LEAVE, PREFER)
    return letter, how(letter)


@pytest.mark.parametrize("how", TAMPERING.values(), ids=TAMPERING)
def test_dkimpy_sees_what_was_changed(tmp_path: Path, how: Callable[[bytes], bytes]) -> None:
    letter, other = changed(tmp_path, how)
    assert (letter != other, by_dkimpy(other)) == (True, [False, False])


@pytest.mark.parametrize("how", HARMLESS.values(), ids=HARMLESS)
def test_dkimpy_bears_what_relays_do(tmp_path: Path, how: Callable[[bytes], bytes]) -> None:
    assert by_dkimpy(changed(tmp_path, how)[1]) == [True, True]


def test_mailauth_sees_what_was_changed_and_bears_what_relays_do(tmp_path: Path, needs: Callable[[str], Path]) -> None:
    module, ways = needs("mailauth"), {**TAMPERING, **HARMLESS}
    messages = [changed(tmp_path, how)[1] for how in ways.values()]
    found = dict(zip(ways, by_mailauth(messages, module), strict=True))
    assert found == {way: [way in HARMLESS] * 2 for way in ways}


def test_the_same_letter_to_the_same_reader_has_the_same_bytes(tmp_path: Path) -> None:
    assert letters(tmp_path, KINDS["both"]) == letters(tmp_path, KINDS["both"])


def test_no_line_of_a_signature_is_longer_than_mail_wants(tmp_path: Path) -> None:
    head = letters(tmp_path, KINDS["both"])[0].partition(b"\r\nFrom: ")[0]
    assert (head.count(b"DKIM-Signature: "), max(map(len, head.split(b"\r\n"))) <= 78) == (2, True)
