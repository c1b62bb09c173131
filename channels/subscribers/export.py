"""The list as the subscription service exports it: JSON lines over HTTPS, for who has the token."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from typing import IO
from urllib.parse import quote, urlsplit

from channels.subscribers.jsonl_file import MAX_LINE_BYTES, records_in
from channels.subscribers.record import Reader, Record
from editorial.errors import EditorialError
from editorial.finding import Phrase

TIMEOUT_S = 60.0
MEDIA_TYPE = "application/x-ndjson"
_BLOCK_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Export:
    """A list that a subscription service keeps; its address is the service's own."""

    service: str
    list_id: str
    token: str = field(repr=False)
    reader: Reader

    @property
    def name(self) -> str:
        """The server's name, without user, path or query."""
        return name_of(self.service)

    def records(self) -> Iterator[Record]:
        """Give what each line says; raises EditorialError where the service refuses, does not answer or stops short."""
        request = urllib.request.Request(  # noqa: S310 (`checked` lets https alone through, and http on loopback)
            f"{self.service.rstrip('/')}/export?list={quote(self.list_id, safe='')}",
            headers={"Authorization": f"Bearer {self.token}", "Accept": MEDIA_TYPE, "User-Agent": "ligne"},
        )
        try:
            with urllib.request.build_opener(_StayingHere).open(request, timeout=TIMEOUT_S) as answer:
                yield from records_in(_lines(answer, self.name), self.reader)
        except urllib.error.HTTPError as error:
            error.close()
            phrase = _REFUSED if error.code in (401, 403) else _ANSWERED
            raise EditorialError(phrase.fill(name=self.name, status=error.code)) from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise EditorialError(_SILENT.fill(name=self.name, said=type(reason).__name__)) from None

    def leavers(self) -> Iterator[Record]:
        """Give nobody: who left is in no export."""
        return iter(())


def checked(service: str) -> str:
    """Give the address of a service; raises EditorialError unless it is https, or http on this machine."""
    parts = urlsplit(service)
    is_ours = parts.scheme == "http" and _is_loopback(parts.hostname or "")
    if not (parts.scheme == "https" or is_ours) or not parts.hostname or parts.username is not None:
        raise EditorialError(_INSECURE.fill(name=name_of(service)))
    return service


def name_of(service: str) -> str:
    """Give the scheme and server of an address, which may hold secrets elsewhere."""
    parts = urlsplit(service)
    return f"service:{parts.scheme}://{(parts.netloc.rpartition('@')[2])}"


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class _StayingHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: it would hand the token to somebody else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Give nothing to ask instead."""


def _lines(answer: HTTPResponse, name: str) -> Iterator[bytes]:
    """Give the lines of an answer, long ones in parts; raises EditorialError unless the answer is known to be whole."""
    announced = answer.headers.get("Content-Length", "")
    if not (answer.chunked or announced.isdecimal()):
        raise EditorialError(_ENDLESS.fill(name=name))
    rest, count = b"", 0
    while block := answer.read(_BLOCK_BYTES):
        count += len(block)
        *lines, rest = (rest + block).split(b"\n")
        yield from (line + b"\n" for line in lines)
        if len(rest) >= MAX_LINE_BYTES:
            yield rest[:MAX_LINE_BYTES]
            rest = rest[MAX_LINE_BYTES:]
    if not answer.chunked and count != int(announced):
        raise EditorialError(_SILENT.fill(name=name, said="Content-Length"))
    if rest:
        yield rest


_INSECURE = Phrase(
    "{name} n’est pas une adresse sûre : le service d’abonnement se lit en https://, sans mot de passe dans l’adresse "
    "(le jeton est dans LIGNE_SERVICE_TOKEN)",
    "{name} is not a safe address: the subscription service is read over https://, with no password in the address "
    "(the token is in LIGNE_SERVICE_TOKEN)",
)
_REFUSED = Phrase(
    "{name} refuse d’exporter la liste (réponse {status}) : vérifiez LIGNE_SERVICE_TOKEN",
    "{name} refuses to export the list (answer {status}): look at LIGNE_SERVICE_TOKEN",
)
_ANSWERED = Phrase(
    "{name} n’exporte pas la liste (réponse {status}) : vérifiez l’adresse dans LIGNE_SUBSCRIBERS",
    "{name} does not export the list (answer {status}): look at the address in LIGNE_SUBSCRIBERS",
)
_SILENT = Phrase(
    "{name} n’a pas répondu jusqu’au bout ({said}) : réessayez plus tard",
    "{name} did not answer to the end ({said}): try again later",
)
_ENDLESS = Phrase(
    "{name} ne dit pas où finit la liste (ni Content-Length, ni Transfer-Encoding) : elle pourrait être coupée ; "
    "corrigez le serveur mandataire",
    "{name} does not say where the list ends (neither Content-Length nor Transfer-Encoding): it might be cut short; "
    "mend the proxy",
)
