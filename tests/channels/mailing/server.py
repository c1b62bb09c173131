"""A mail server on loopback that does as it is told: what it answers, at which step, and whom it got mail for."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

DROP = "drop"
"""End the connection instead of an answer; after the final dot, when the message has been taken."""
HANG = "hang"
"""Never answer."""
Fault = Callable[[str, int], str | None]
"""Gives, for a step and how many times it came, what to answer instead of what is right, or None."""

STEPS = ("greeting", "EHLO", "STARTTLS", "AUTH", "RSET", "MAIL", "RCPT", "DATA", "body", "dot", "QUIT")


@dataclass
class Server:
    """What a server offers, does wrong, and saw."""

    offers: Sequence[str] = ("PIPELINING", "SIZE 1000000")
    fault: Fault = lambda step, times: None
    tls: ssl.SSLContext | None = None
    is_tls_at_once: bool = False
    is_eager: bool = False
    """Whether it asks for data that it takes for nobody."""
    user: tuple[str, str] = ("", "")
    taken: Counter[str] = field(default_factory=Counter)
    """How many messages it answers for, by recipient."""
    messages: list[bytes] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    ahead: list[int] = field(default_factory=list)
    """For each command, how many had come behind it when it was answered."""
    connections: int = 0
    port: int = 0
    _times: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)

    def wrong(self, step: str) -> str | None:
        """Give what to answer instead at this step, this time."""
        with self._lock:
            self._times[step] += 1
            return self.fault(step, self._times[step])

    def keep(self, recipients: Sequence[str], message: bytes) -> None:
        """Take a message."""
        with self._lock:
            self.taken.update(recipients)
            self.messages.append(message)


def at(step: str, answer: str, times: Sequence[int] = (1,)) -> Fault:
    """Give the fault that answers so at a step, the first time or the times named; none named: each time."""
    return lambda found, count: answer if found == step and (not times or count in times) else None


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Run a server on a free port of loopback."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with server._lock:
                server.connections += 1
            with suppress(OSError, EOFError, _Dropped):
                _Talk(server, self.request).run()

        def finish(self) -> None:
            self.request.close()

    class Listener(socketserver.ThreadingTCPServer):
        allow_reuse_address, daemon_threads, request_queue_size = True, True, 64

        def shutdown_request(self, request: Any) -> None:
            self.close_request(request)

    with Listener(("127.0.0.1", 0), Handler) as listener:
        server.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server._closing.set()
            listener.shutdown()
            thread.join()


class _Dropped(Exception):
    pass


class _Talk:
    """One connection."""

    def __init__(self, server: Server, connection: Any):
        self.server, self.connection, self.buffer = server, connection, b""
        self.sender, self.recipients = "", list[str]()

    def run(self) -> None:
        if self.server.is_tls_at_once:
            self.encrypt()
        self.answer("greeting", "220 test ready")
        while True:
            line = self.line()
            self.server.commands.append(line)
            self.server.ahead.append(self.buffer.count(b"\r\n"))
            verb = line.split()[0].upper() if line.split() else ""
            getattr(self, f"on_{verb.lower()}", self.on_unknown)(line)
            if verb == "QUIT":
                return

    def encrypt(self) -> None:
        assert self.server.tls
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)

    def answer(self, step: str, right: str) -> bool:
        """Answer, and say whether it was right."""
        said = self.server.wrong(step)
        if said == DROP:
            raise _Dropped
        if said == HANG:
            self.server._closing.wait(30)
            raise _Dropped
        self.connection.sendall(f"{said or right}\r\n".encode())
        if said and said.startswith("421"):
            raise _Dropped
        return said is None

    def on_ehlo(self, line: str) -> None:
        offers = [offer for offer in self.server.offers if not (offer == "STARTTLS" and self.is_encrypted)]
        lines = ["test", *offers]
        self.answer(
            "EHLO", "\r\n".join(f"250{' ' if at == len(lines) - 1 else '-'}{one}" for at, one in enumerate(lines))
        )

    @property
    def is_encrypted(self) -> bool:
        return isinstance(self.connection, ssl.SSLSocket)

    def on_starttls(self, line: str) -> None:
        if self.answer("STARTTLS", "220 go on"):
            self.encrypt()

    def on_auth(self, line: str) -> None:
        words = line.split()
        if words[1] == "PLAIN":
            _, user, password = base64.b64decode(words[2]).decode().split("\0")
        else:
            secrets = []
            for prompt in ("VXNlcm5hbWU6", "UGFzc3dvcmQ6"):
                self.connection.sendall(f"334 {prompt}\r\n".encode())
                secrets.append(base64.b64decode(self.line()).decode())
            user, password = secrets
        is_known = (user, password) == self.server.user
        self.answer("AUTH", "235 2.7.0 welcome" if is_known else "535 5.7.8 bad user or password")

    def on_rset(self, line: str) -> None:
        self.sender, self.recipients = "", []
        self.answer("RSET", "250 2.0.0 Ok")

    def on_mail(self, line: str) -> None:
        if self.sender:
            self.connection.sendall(b"503 5.5.1 nested MAIL\r\n")
        elif self.answer("MAIL", "250 2.1.0 Ok"):
            self.sender = line

    def on_rcpt(self, line: str) -> None:
        if not self.sender:
            self.connection.sendall(b"503 5.5.1 no sender\r\n")
        elif self.answer("RCPT", "250 2.1.5 Ok"):
            self.recipients.append(line[len("RCPT TO:<") :].partition(">")[0])

    def on_data(self, line: str) -> None:
        if not (self.recipients or self.server.is_eager):
            self.connection.sendall(b"503 5.5.1 no recipients\r\n")
        elif self.answer("DATA", "354 go on"):
            self.body()

    def body(self) -> None:
        early = self.server.wrong("body")
        if early == DROP:
            raise _Dropped
        if early:
            self.connection.sendall(f"{early}\r\n".encode())
            raise _Dropped
        lines = []
        while (line := self.raw()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        recipients, self.sender, self.recipients = self.recipients, "", []
        if not recipients:
            self.connection.sendall(b"554 5.5.1 no valid recipients\r\n")
            return
        taken = b"".join(lines)
        wrong = self.server.wrong("dot")
        if wrong is None or wrong in (DROP, HANG):
            self.server.keep(recipients, taken)
        if wrong == HANG:
            self.server._closing.wait(30)
        if wrong in (DROP, HANG):
            raise _Dropped
        self.connection.sendall(f"{wrong or '250 2.0.0 Ok: queued as 4XyZ12abc'}\r\n".encode())
        if wrong and wrong.startswith("421"):
            raise _Dropped

    def on_quit(self, line: str) -> None:
        self.answer("QUIT", "221 2.0.0 Bye")

    def on_unknown(self, line: str) -> None:
        self.connection.sendall(b"500 5.5.2 what?\r\n")

    def line(self) -> str:
        return self.raw().decode().rstrip("\r\n")

    def raw(self) -> bytes:
        while b"\r\n" not in self.buffer:
            came = self.connection.recv(65536)
            if not came:
                raise EOFError
            self.buffer += came
        line, _, self.buffer = self.buffer.partition(b"\r\n")
        return line + b"\r\n"
