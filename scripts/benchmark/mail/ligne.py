"""Makes letters as Ligne does, and hands them over: run by Ligne's own interpreter.

`prepared` makes and signs so many, one after the other; `streamed` leaves the signatures out, which remember nothing;
`delivered` hands them over to a server on this machine, by some connections, and `ledgered` as `ligne deliver` does,
with each reader in a ledger in SQLite. What they are compared with hands over one that was made before, as often:
`made` as Ligne does, `smtplib` by the standard library.
"""

from __future__ import annotations

import importlib
import re
import smtplib
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.header import Header
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmark.mail.content import (
    DATE,
    DOMAIN,
    HTML,
    LIST_ID,
    ONE_CLICK,
    SELECTOR,
    SENDER,
    SERVICE,
    SUBJECT,
    TEXT,
    readers,
)
from benchmark.mail.gauge import gauged
from channels.ledger.entry import Key
from channels.ledger.setting import open_ledger
from channels.mailing.keys import read_signers
from channels.mailing.opening import open_mailing, roll_of
from channels.mailing.prepare import Preparation, prepare
from channels.mailing.roll import Reader
from channels.mailing.run import End, Run, go
from channels.mailing.server import MailServer, Tls
from channels.mailing.smtp import open_transport
from channels.mailing.transport import Fate, Reply
from channels.newsletter import runs
from channels.newsletter.pace import Pace
from channels.newsletter.runs import Opening, laid_out, quoted
from channels.newsletter.substitution import Part
from channels.subscribers.mask import Masks
from channels.subscribers.subscriber import Subscriber

CONNECTIONS = 4
_DEFAULTS = {"first_name": "cher lecteur", "leave": "web", "preferences": "web"}
_KINDS = {"plain": Part.TEXT, "html": Part.HTML}


def main(act: str, key: str, count: int, port: int) -> None:
    """Do one act for so many readers, and print what it took."""
    letter = _letter("" if act == "streamed" else key)
    if act == "ledgered":
        # As everything else that is imported, before the clock runs.
        importlib.import_module("channels.ledger.sql")
        importlib.import_module("channels.mailing.rows")
    with gauged():
        _ACTS[act](letter, count, port)


def _letter(key: str) -> Preparation:
    # As channels/newsletter/message.py lays a letter out.
    head = f"From: {SENDER}\r\nTo: |Subject: {_encoded(SUBJECT)}\r\nDate: {DATE}\r\nMessage-ID: <banc@{LIST_ID}>\r\n"
    head += f"List-Id: <{LIST_ID}>\r\nList-Unsubscribe: <{SERVICE}/u/|>\r\nList-Unsubscribe-Post: {ONE_CLICK}\r\n"
    head += 'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="=_b"\r\n\r\n'
    first, second, third = head.split("|")
    found: list[runs.Run] = [first, Opening("address", Part.RECIPIENT, "undisclosed-recipients:;"), f"\r\n{second}"]
    found += [Opening("leave", Part.HEADER, "web"), third]
    for kind, text in (("plain", TEXT), ("html", HTML)):
        found.append(f'--=_b\r\nContent-Type: text/{kind}; charset="utf-8"\r\n')
        found.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n")
        found += [*quoted(_parted(text, _KINDS[kind])), "\r\n"]
    message, places = laid_out([*found, "--=_b--\r\n"])
    signers = read_signers({"LIGNE_DKIM": f"{SELECTOR}._domainkey.{DOMAIN}={key}" if key else ""})
    fields = {"first_name": _DEFAULTS["first_name"]}
    return prepare(message, places, Masks(b"the key of the bench"), edition="banc", fields=fields, signers=signers)


def _encoded(text: str) -> str:
    return Header(text, "utf-8", 76, "Subject").encode(linesep="\r\n")


def _parted(text: str, part: Part) -> Iterator[runs.Run]:
    for at, run in enumerate(re.split(r"\{(\w+)\}", text)):
        yield Opening(run, part, _DEFAULTS[run]) if at % 2 else run


def _messages(letter: Preparation, count: int) -> Iterator[tuple[str, bytes]]:
    for address, name, leave, preferences in readers(count):
        yield address, letter.message_for(Subscriber(address, fields={"first_name": name}), leave, preferences)


def _prepared(letter: Preparation, count: int, port: int) -> None:
    for _ in _messages(letter, count):
        pass


def _delivered(letter: Preparation, count: int, port: int) -> None:
    """Each thread makes its letters, and has a connection of its own."""
    make = open_transport(MailServer("127.0.0.1", port, Tls.NEVER))

    def send(turn: Iterator[tuple[str, str, str, str]]) -> None:
        transport = make()
        for address, name, leave, preferences in turn:
            reader = Subscriber(address, fields={"first_name": name})
            _expect(transport.send(SENDER, address, letter.message_for(reader, leave, preferences)))
        transport.close()

    _in_threads(send, count)


def _ledgered(letter: Preparation, count: int, port: int) -> None:
    """Each reader has an intent before and an outcome after, on the disk."""
    make, local, masks = open_transport(MailServer("127.0.0.1", port, Tls.NEVER)), threading.local(), letter.masks
    at = datetime(2026, 11, 5, 6, tzinfo=UTC)
    pace = Pace(per_second=10_000)

    def send(reader: Reader) -> Reply:
        if not hasattr(local, "transport"):
            local.transport = make()
        _, _, leave, preferences = tokens[reader.mask]
        message = letter.message_for(reader.subscriber, leave, preferences)
        reply: Reply = local.transport.send(SENDER, reader.subscriber.address, message)
        return reply

    def listed() -> Iterator[Reader]:
        for one in readers(count):
            reader = Reader(Subscriber(one[0], fields={"first_name": one[1]}), masks.mask(one[0]))
            tokens[reader.mask] = one
            yield reader

    tokens: dict[str, tuple[str, str, str, str]] = {}
    with TemporaryDirectory(dir=".") as folder:
        store = open_ledger(Path(folder), "sqlite:ledger.db")
        opened = open_mailing(store, Key("newsletter", "banc"), LIST_ID, masks, count, pace, at)
        if opened is None:
            raise SystemExit("the mailing is not open")
        end = go(Run(roll_of(store, opened, pace, at), listed, send, pace, connections=CONNECTIONS))
        counts = roll_of(store, opened, pace, at).counts()
    if end is not End.DONE or counts.delivered != count:
        raise SystemExit(f"the run ended {end}, with {counts}")


def _made(letter: Preparation, count: int, port: int) -> None:
    make, message = open_transport(MailServer("127.0.0.1", port, Tls.NEVER)), next(_messages(letter, 1))[1]

    def send(turn: Iterator[tuple[str, str, str, str]]) -> None:
        transport = make()
        for address, *_ in turn:
            _expect(transport.send(SENDER, address, message))
        transport.close()

    _in_threads(send, count)


def _smtplib(letter: Preparation, count: int, port: int) -> None:
    message = next(_messages(letter, 1))[1]

    def send(turn: Iterator[tuple[str, str, str, str]]) -> None:
        with smtplib.SMTP("127.0.0.1", port, "banc.exemple.org") as server:
            server.ehlo_or_helo_if_needed()
            for address, *_ in turn:
                server.mail(SENDER)
                server.rcpt(address)
                server.data(message)

    _in_threads(send, count)


def _expect(reply: Reply) -> None:
    if reply.fate is not Fate.DELIVERED:
        raise SystemExit(f"the server said {reply}")


def _in_threads(send: Callable[[Iterator[tuple[str, str, str, str]]], None], count: int) -> None:
    every, lock = readers(count), threading.Lock()

    def turn() -> Iterator[tuple[str, str, str, str]]:
        while True:
            with lock:
                reader = next(every, None)
            if reader is None:
                return
            yield reader

    threads = [threading.Thread(target=send, args=(turn(),)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if next(every, None) is not None:
        raise SystemExit("a connection ended before all letters had left")


_ACTS: Mapping[str, Callable[[Preparation, int, int], None]] = {
    "prepared": _prepared,
    "streamed": _prepared,
    "delivered": _delivered,
    "ledgered": _ledgered,
    "made": _made,
    "smtplib": _smtplib,
}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
