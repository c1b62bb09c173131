"""What tests of the subscription service work with: the service on loopback, its postbox, and a browser of forms."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from channels.database import engine_of, url_from
from channels.mailing.transport import Fate, Reply
from channels.service.app import Service, create_app
from channels.service.serve import listening, server_of
from channels.service.settings import read_service
from channels.subscribers.mask import Masks
from channels.subscribers.membership import Membership
from channels.subscribers.record import Reader
from channels.subscribers.subscriber import Subscriber
from channels.subscribers.tables import SCHEMA, SUBSCRIBERS, SUPPRESSIONS
from channels.subscribers.token import Keys, Purpose
from channels.templates import read_look
from tests.builder import CHARTER, NEWSLETTER, SiteBuilder

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
LIST = "lettre.banc.example"
MASKS = Masks(b"m" * 32)
OLD = Keys("k1", {"k1": b"1" * 32})
KEYS = Keys("k2", {"k2": b"2" * 32, "k1": b"1" * 32})
TOKEN = "un-jeton-de-trente-deux-caracteres"
LEA = "lea@example.org"
MASK = MASKS.mask(LEA)
FORM = "application/x-www-form-urlencoded"


@dataclass
class Postbox:
    """The mail server that the service hands its messages to: takes them, or answers what it was told to."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    answers: list[Fate] = field(default_factory=list)

    def send(self, address: str, message: bytes) -> Reply:
        self.taken.append((address, message_from_bytes(message, policy=SMTP)))
        return Reply(self.answers.pop(0) if self.answers else Fate.DELIVERED, 250)

    def wait_for(self, count: int) -> list[tuple[str, EmailMessage]]:
        """Give the messages, once there are so many."""
        for _ in range(1_000):
            if len(self.taken) >= count:
                break
            time.sleep(0.01)
        assert len(self.taken) == count, self.taken
        return self.taken


@dataclass
class Clock:
    """The instant it is, moved by hand."""

    now: datetime = AT
    ticks: float = 0.0

    def pass_(self, time_: timedelta) -> None:
        self.now += time_
        self.ticks += time_.total_seconds()


@dataclass(frozen=True)
class Answer:
    """What the service answered."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def heading(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.body, re.DOTALL)
        return unescape(found[1]).replace("\u00a0", " ").replace("\u202f", " ") if found else ""

    @property
    def seal(self) -> str:
        return re.findall(r'name="seal" value="([^"]+)"', self.body)[0]


@dataclass
class House:
    """The service as it runs, and what stands around it."""

    address: str
    database: str
    membership: Membership
    postbox: Postbox
    clock: Clock

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        return self.ask(method, path, None, headers)

    def post(self, path: str, fields: Mapping[str, Any] | None = None, **headers: str) -> Answer:
        return self.ask("POST", path, urlencode(fields or {}, doseq=True).encode(), {"content-type": FORM, **headers})

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        connection = http.client.HTTPConnection(self.address, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read().decode())
        finally:
            connection.close()

    def subscribe(self, address: str, lang: str = "fr", **fields: str) -> Answer:
        seal = self.get(f"/?lang={lang}").seal
        return self.post(f"/subscribe?lang={lang}", {"address": address, "seal": seal, **fields})

    def link(self, address: str) -> Answer:
        return self.post("/link?lang=fr", {"address": address, "seal": self.get("/u/web?lang=fr").seal})

    def joined(self, address: str = LEA) -> House:
        """Have somebody subscribed, by hand."""
        self.membership.ask(address, "fr", self.clock.now)
        assert self.membership.confirm(MASKS.mask(address), "fr-1", self.clock.now)
        return self

    def members(self) -> list[str]:
        return [member.address for _, member in self.membership.mailable() if isinstance(member, Subscriber)]

    def digest(self) -> str:
        """Give the digest of every table."""
        with engine_of(_url(self.database)).connect() as connection:
            rows = [sorted(map(repr, connection.execute(table.select()))) for table in _TABLES]
        return sha256(repr(rows).encode()).hexdigest()


_TABLES = (SCHEMA, SUBSCRIBERS, SUPPRESSIONS)


def token(purpose: Purpose, keys: Keys = KEYS, address: str = LEA, until: datetime | None = None) -> str:
    """Give a token as mails have it."""
    return keys.seal(purpose, MASKS.mask(address), until or (None if purpose is Purpose.LEAVE else AT + timedelta(2)))


def path_to(purpose: Purpose) -> str:
    """Give the path that a token of a purpose is brought to."""
    return f"/{'u' if purpose is Purpose.LEAVE else purpose}/{token(purpose)}"


def links_in(message: EmailMessage) -> list[str]:
    """Give the paths of the links in the text of a mail."""
    text = message.get_body(("plain",))
    assert text is not None
    found = [urlsplit(url) for url in re.findall(r"https://\S+", text.get_content())]
    return [f"{url.path}?{url.query}" for url in found]


def site(root: Path) -> Path:
    """Lay out a small site with a letter and a service."""
    made = SiteBuilder(root)
    made.charter(CHARTER, languages=["fr", "en"])
    letter = {**NEWSLETTER, "list_id": LIST, "service": "https://abonnement.banc.example"}
    made.data("channels/newsletter.yaml", letter)
    return root


@contextmanager
def opened(root: Path, database: str, *, proxies: str = "", export: str = TOKEN) -> Iterator[House]:
    """Run the service on a free port of loopback."""
    settings = read_service(site(root))
    membership = Membership(_url(database), settings.list_id, MASKS, Reader(settings.fields))
    membership.make_ready()
    postbox, clock = Postbox(), Clock()
    service = Service(
        settings,
        read_look(root),
        membership,
        MASKS,
        KEYS,
        postbox.send,
        lambda: clock.now,
        export,
        lambda: clock.ticks,
    )
    listener = listening("127.0.0.1", 0)
    server = server_of(create_app(service), proxies)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        host, port = listener.getsockname()
        yield House(f"{host}:{port}", database, membership, postbox, clock)
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


def _url(database: str) -> Any:
    return url_from(database, Path("/"))
