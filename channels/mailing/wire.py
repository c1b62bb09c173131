"""A connection to a mail server: what is said, and each answer within its time (RFC 5321, 4.2)."""

from __future__ import annotations

import re
import selectors
import socket
import ssl
import time
from dataclasses import dataclass

from editorial.finding import Phrase
from editorial.system_words import said_by

_MAX_ANSWER_BYTES = 65_536
_LINE = re.compile(rb"([2-5][0-9][0-9])(?:([ -])(.*))?")


class WireLost(Exception):
    """The connection ended, did not answer in time, or said what no mail server says: `said` tells which."""

    def __init__(self, said: Phrase | OSError):
        if isinstance(said, TimeoutError):
            said = _SILENT
        if isinstance(said, OSError):
            said = said_by(said)
        self.said = said
        super().__init__(said.en)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its code, and its lines without it."""

    code: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(self.lines)

    @property
    def is_yes(self) -> bool:
        """Whether the server does it (2xx)."""
        return 200 <= self.code < 300

    @property
    def is_no(self) -> bool:
        """Whether the server does not do it, for now (4xx) or ever (5xx)."""
        return self.code >= 400


class Wire:
    """One connection; every method raises WireLost where it is lost, and the connection is not used again."""

    def __init__(self, host: str, port: int, timeout_s: float):
        try:
            self._socket = socket.create_connection((host, port), timeout_s)
            # The final dot leaves by itself and must not wait for what was acknowledged.
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            raise WireLost(error) from error
        self._heard = bytearray()
        self._watch()

    @property
    def own_address(self) -> str:
        """Our end of the connection, as an address literal (RFC 5321, 4.1.3)."""
        address = str(self._socket.getsockname()[0]).partition("%")[0]
        return f"[IPv6:{address}]" if ":" in address else f"[{address}]"

    def encrypt(self, context: ssl.SSLContext, host: str, timeout_s: float) -> None:
        """Encrypt from here on; raises ssl.SSLError where the server is not who it says it is, else WireLost."""
        if self._heard:
            # What came before the encryption would be read as said under it.
            raise WireLost(_TOO_EARLY)
        self._socket.settimeout(timeout_s)
        self._arrivals.close()
        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=host)
            self._watch()
        except ssl.SSLError:
            raise
        except OSError as error:
            raise WireLost(error) from error

    def say(self, data: bytes, timeout_s: float) -> None:
        """Send bytes as they are, all within the time."""
        self._socket.settimeout(timeout_s)
        try:
            self._socket.sendall(data)
        except OSError as error:
            raise WireLost(error) from error

    def hear(self, timeout_s: float) -> Answer:
        """Give the next answer, whole within the time."""
        until, lines, size = time.monotonic() + timeout_s, list[str](), 0
        while True:
            line = self._line(until)
            found = _LINE.fullmatch(line)
            size += len(line)
            if not found or size > _MAX_ANSWER_BYTES:
                raise WireLost(FOREIGN)
            lines.append((found[3] or b"").decode("utf-8", "replace"))
            if found[2] != b"-":
                return Answer(int(found[1]), tuple(lines))

    def is_quiet(self) -> bool:
        """Say whether the server waits for us: it neither ended the connection nor said something unasked."""
        pending = self._socket.pending() if isinstance(self._socket, ssl.SSLSocket) else 0
        return not (self._heard or pending or self._arrivals.select(0))

    def close(self) -> None:
        """End the connection."""
        self._arrivals.close()
        self._socket.close()

    def _watch(self) -> None:
        self._arrivals = selectors.DefaultSelector()
        self._arrivals.register(self._socket, selectors.EVENT_READ)

    def _line(self, until: float) -> bytes:
        while (end := self._heard.find(b"\n")) < 0:
            left_s = until - time.monotonic()
            if left_s <= 0:
                raise WireLost(_SILENT)
            self._socket.settimeout(left_s)
            try:
                came = self._socket.recv(4096)
            except OSError as error:
                raise WireLost(error) from error
            if not came or len(self._heard) > _MAX_ANSWER_BYTES:
                raise WireLost(_CLOSED)
            self._heard += came
        line = bytes(self._heard[:end])
        del self._heard[: end + 1]
        return line.rstrip(b"\r")


_SILENT = Phrase("pas de réponse à temps", "no answer in time")
_CLOSED = Phrase("la connexion s’est fermée", "the connection was closed")
FOREIGN = Phrase("ce n’est pas la réponse d’un serveur de courrier", "that is no answer of a mail server")
_TOO_EARLY = Phrase("des données non chiffrées avant TLS", "unencrypted data before TLS")
