"""One exchange with a server over HTTPS: what it answered, or whether it may have acted without an answer."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from channels.foreign import json_of
from editorial.errors import EditorialError
from editorial.finding import Phrase

TIMEOUT_S = 30.0
MAX_ANSWER_BYTES = 1_000_000
_MAX_SAID_CHARS = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the HTTP status, 0 where none came, what the body says as JSON, and a header it named.

    `may_have_acted` says that the whole request had left and no answer that can be read came: nobody knows.
    """

    code: int
    data: Any = None
    may_have_acted: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        """Whether the provider said yes."""
        return 200 <= self.code < 300

    def find(self, *path: str) -> Any:  # noqa: ANN401 (JSON)
        """Give a value of the body by its keys, or None."""
        value = self.data
        for name in path:
            value = value.get(name) if isinstance(value, dict) else None
        return value

    @property
    def said(self) -> str:
        """The reason it gave, on one line, with nothing that looks like an address."""
        reasons = [self.find(key) for key in ("message", "detail", "error", "title", "name")]
        reason = next((one for one in reasons if isinstance(one, str)), "")
        words = " ".join(reason.split())
        return " ".join("…" if "@" in word else word for word in words.split(" "))[:_MAX_SAID_CHARS]


@dataclass(frozen=True, slots=True)
class Door:
    """Where a server answers, and what opens it: the headers carry the token, and are never shown."""

    url: str
    headers: Mapping[str, str] = field(repr=False)

    @property
    def host(self) -> str:
        """The server, as it may be shown."""
        return urlsplit(self.url).netloc

    def ask(self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Give what a server answers to one request; nothing it or the network does raises.

        `body` is sent as JSON, bytes as they are, with a `Content-Type` among the headers.
        """
        parts = urlsplit(self.url)
        sent = {"Accept": "application/json", "User-Agent": "ligne", **self.headers, **(headers or {})}
        data = body if isinstance(body, bytes) else None
        if body is not None and data is None:
            data = json.dumps(body, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        line: http.client.HTTPConnection
        if parts.scheme == "https":
            context = ssl.create_default_context()
            line = http.client.HTTPSConnection(parts.netloc, timeout=TIMEOUT_S, context=context)
        else:
            line = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT_S)
        try:
            line.connect()
            # What is not whole when the line breaks cannot be acted on: it says how long it is.
            line.request(method, parts.path.rstrip("/") + path, data, sent)
        except (OSError, http.client.HTTPException):
            line.close()
            return Answer(0)
        try:
            found = line.getresponse()
            raw = found.read(MAX_ANSWER_BYTES)
            return Answer(found.status, _json(raw), headers={k.lower(): v for k, v in found.getheaders()})
        except (OSError, http.client.HTTPException):
            return Answer(0, may_have_acted=method != "GET")
        finally:
            line.close()


def door(url: str, headers: Mapping[str, str]) -> Door:
    """Give the door at an address; raises EditorialError where what is said would be read on the way."""
    parts = urlsplit(url)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
    if not is_safe or not parts.hostname or parts.username or parts.query:
        raise EditorialError(_NOT_SAFE.fill(host=parts.hostname or ""))
    for value in headers.values():
        if not value.isascii() or not value.isprintable():
            raise EditorialError(_BAD_TOKEN)
    return Door(url, headers)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _json(raw: bytes) -> Any:  # noqa: ANN401
    try:
        return json_of(raw)
    except ValueError:
        return None


_NOT_SAFE = Phrase(
    "« {host} » n’est pas une adresse à qui confier un envoi : il faut https://…, sans mot de passe dedans "
    "(le jeton a sa propre variable)",
    "“{host}” is no address to trust a delivery to: https://… is needed, without a password in it "
    "(the token has a variable of its own)",
)
_BAD_TOKEN = Phrase(
    "le jeton contient des signes qu’un jeton n’a pas : recopiez-le tel qu’il vous a été donné",
    "the token has characters that no token has: copy it as it was given to you",
)
