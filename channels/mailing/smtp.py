"""SMTP (RFC 5321): hands over one message at a time on a connection it keeps, and tells a no from a doubt.

A command group leaves in one write where the server takes that (PIPELINING, RFC 2920). The final dot is sent by itself,
after a look at whether the server is still there: before it nothing has left, after it only an answer counts.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from typing import cast

from channels.mailing.dial import Context, dialled
from channels.mailing.said import MAX_CHARS, enhanced_status, queue_id, without_addresses
from channels.mailing.server import MailServer
from channels.mailing.stretch import is_address
from channels.mailing.transport import Fate, Reply, Transport
from channels.mailing.wire import FOREIGN, Answer, Wire, WireLost
from editorial.errors import EditorialError

_GOING = 421
"""The server ends the connection (RFC 5321, 3.8)."""
_GO_AHEAD = 354


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server, in seconds; below what RFC 5321 (4.5.3.2) suggests but for the final dot.

    Giving up after the final dot leaves a doubt, so that wait is the RFC's whole ten minutes.
    """

    connect_s: float = 30
    answer_s: float = 120
    data_s: float = 180
    final_s: float = 600


def open_transport(
    server: MailServer, *, name: str = "", patience: Patience = Patience(), tls: ssl.SSLContext | None = None
) -> Callable[[], Transport]:
    """Give what makes a transport to a server, one for each thread.

    `name` is what we call ourselves (EHLO), for instance the domain the letter is from; without it, our IP address.
    """
    # Reading the authorities of the system takes longer than a letter.
    context = cache(lambda: tls or ssl.create_default_context())
    return lambda: SmtpTransport(server, name, patience, context)


class SmtpTransport:
    """A way to a server by SMTP: connects when it must, keeps the connection, and begins anew where it was lost."""

    def __init__(self, server: MailServer, name: str, patience: Patience, context: Context):
        self._server, self._name, self._patience, self._context = server, name, patience, context
        self._wire: Wire | None = None
        self._offers: Mapping[str, str] = {}
        self._is_open = False
        """Whether a transaction was begun and not ended: the next one begins with RSET."""

    def connect(self) -> None:
        """Connect now, unless that is done; raises EditorialError with what stands in the way, in one sentence."""
        if self._wire is None:
            self._wire, self._offers = dialled(self._server, self._name, self._context, self._patience.connect_s)
            self._is_open = False

    def send(self, sender: str, recipient: str, message: bytes) -> Reply:
        """Hand over one message to one recipient; nothing a server does raises.

        Each line of the message ends with CRLF, the last one too, as `prepare` makes sure: a bare CR or LF before a dot
        could end the message for a server that reads it so.
        """
        if not (is_address(sender) and is_address(recipient)):
            return Reply(Fate.REFUSED, said="not an address that a mail server takes")
        try:
            answer = self._begun(sender, recipient, message)
            if answer is None:
                return Reply(Fate.REFUSED, said="the server takes no address beyond ASCII (SMTPUTF8)")
            if answer.code == _GO_AHEAD:
                return self._handed_over(sender, recipient, message)
        except (WireLost, EditorialError) as lost:
            self._hang_up()
            return Reply(Fate.DEFERRED, said=str(lost)[:MAX_CHARS])
        return self._told(answer, sender, recipient)

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._wire:
            with suppress(WireLost):
                self._wire.say(b"QUIT\r\n", _LAST_WORD_S)
        self._hang_up()

    def _begun(self, sender: str, recipient: str, message: bytes) -> Answer | None:
        """Give the answer to DATA, or the first no before it; None where the server cannot take the address.

        A server may end a connection between two messages; that says nothing of the next one, which has a new one.
        """
        if self._wire and not self._wire.is_quiet():
            self._hang_up()
        if self._wire is not None:
            with suppress(WireLost):
                answer = self._asked(sender, recipient, message)
                if answer is None or answer.code != _GOING:
                    return answer
            self._hang_up()
        return self._asked(sender, recipient, message)

    def _asked(self, sender: str, recipient: str, message: bytes) -> Answer | None:
        self.connect()
        wire, wait_s = cast(Wire, self._wire), self._patience.answer_s
        lines = self._commands(sender, recipient, message)
        if not lines:
            return None
        self._is_open = True
        answers = []
        for group in [lines] if "PIPELINING" in self._offers else [[line] for line in lines]:
            wire.say(b"".join(group), wait_s)
            for line in group:
                answers.append(answer := wire.hear(wait_s))
                if answer.code == _GOING:
                    return answer
                is_right = answer.code == _GO_AHEAD if line is lines[-1] else answer.is_yes
                if not (is_right or answer.is_no):
                    # It answers something else: what it says next would be taken for what it is not.
                    raise WireLost(FOREIGN)
            refused = next((answer for answer in answers if answer.is_no), None)
            if refused and answers[-1].code == _GO_AHEAD:
                # The server waits for data although it takes it for nobody (RFC 2920, 3.1).
                wire.say(b".\r\n", wait_s)
                wire.hear(self._patience.final_s)
            if refused:
                return refused
        return answers[-1]

    def _commands(self, sender: str, recipient: str, message: bytes) -> list[bytes]:
        """Give what is said up to the message, DATA last; nothing where the server cannot take the address."""
        extras = f" SIZE={len(message)}" if "SIZE" in self._offers else ""
        if not (sender.isascii() and recipient.isascii() and message.isascii()):
            if "SMTPUTF8" not in self._offers:
                return []
            extras += " BODY=8BITMIME SMTPUTF8"
        commands = [f"MAIL FROM:<{sender}>{extras}", f"RCPT TO:<{recipient}>", "DATA"]
        return [f"{command}\r\n".encode() for command in (["RSET", *commands] if self._is_open else commands)]

    def _handed_over(self, sender: str, recipient: str, message: bytes) -> Reply:
        """Send the data and tell what became of it; raises WireLost where that ended before the final dot."""
        wire = cast(Wire, self._wire)
        body = _DOT.sub(b"\n..", message)
        try:
            wire.say(b"." + body if body.startswith(b".") else body, self._patience.data_s)
        except WireLost:
            # It may have said why before it went: the message is too big, or it wants none of this.
            return self._cut_short(wire.hear(_LAST_WORD_S), sender, recipient)
        if not wire.is_quiet():
            return self._cut_short(wire.hear(_LAST_WORD_S), sender, recipient)
        try:
            wire.say(b".\r\n", self._patience.data_s)
            answer = wire.hear(self._patience.final_s)
        except WireLost as lost:
            self._hang_up()
            return Reply(Fate.DOUBT, said=str(lost)[:MAX_CHARS])
        self._is_open = not answer.is_yes
        return self._told(answer, sender, recipient)

    def _cut_short(self, answer: Answer, sender: str, recipient: str) -> Reply:
        """Tell of an answer that came before the final dot, which is then never sent."""
        self._hang_up()
        told = self._told(answer, sender, recipient)
        return told if told.fate is Fate.REFUSED else replace(told, fate=Fate.DEFERRED, queue_id="")

    def _told(self, answer: Answer, sender: str, recipient: str) -> Reply:
        if answer.code == _GOING:
            self._hang_up()
        fate = {2: Fate.DELIVERED, 4: Fate.DEFERRED, 5: Fate.REFUSED}.get(answer.code // 100, Fate.DOUBT)
        return Reply(
            fate,
            answer.code,
            enhanced_status(answer.text),
            queue_id(answer.text, recipient, sender) if fate is Fate.DELIVERED else "",
            without_addresses(answer.text, recipient, sender),
        )

    def _hang_up(self) -> None:
        if self._wire:
            self._wire.close()
        self._wire = None


_LAST_WORD_S = 2
_DOT = re.compile(rb"\n\.")
"""A dot that begins a line. Where there is none, which is most often, `bytes.replace` takes three times as long."""
