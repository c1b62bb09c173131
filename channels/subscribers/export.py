"""The list as the subscription service exports it: JSON lines over HTTPS, for who has the token."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from ipaddress import ip_address
from typing import IO
from urllib.parse import urlsplit

from channels.subscribers.jsonl_file import MAX_LINE_BYTES, records_in
from channels.subscribers.record import Reader, Record
from editorial.errors import EditorialError
from editorial.finding import Phrase

TIMEOUT_S = 60.0
MEDIA_TYPE = "application/jsonl"
END = b'{"end":'
"""How the last line of an export begins, which says how many there are before it."""


def lines_of(cells: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    """Give an export, line by line: each record's cells (`as_cells`), then how many there were."""
    count = 0
    for record in cells:
        count += 1
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"
    yield END + b" %d}\n" % count


@dataclass(frozen=True, slots=True)
class Export:
    """A list that a subscription service keeps; its address is the service's own."""

    service: str
    token: str = field(repr=False)
    reader: Reader

    @property
    def name(self) -> str:
        """The server's name, without user, path or query."""
        return name_of(self.service)

    def records(self) -> Iterator[Record]:
        """Give what each line says; raises EditorialError where the service refuses, does not answer or stops short."""
        request = urllib.request.Request(  # noqa: S310 (`checked` lets https alone through, and http on loopback)
            f"{self.service.rstrip('/')}/export",
            headers={"Authorization": f"Bearer {self.token}", "Accept": MEDIA_TYPE, "User-Agent": "ligne"},
        )
        try:
            with urllib.request.build_opener(_StayingHere).open(request, timeout=TIMEOUT_S) as answer:
                lines = iter(lambda: answer.readline(MAX_LINE_BYTES), b"")
                yield from records_in(_to_the_end(lines, self.name), self.reader)
        except urllib.error.HTTPError as error:
            error.close()
            phrase = _REFUSED if error.code in (401, 403) else _ANSWERED
            raise EditorialError(phrase.fill(name=self.name, status=error.code)) from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            raise EditorialError(_SILENT.fill(name=self.name, said=type(reason).__name__)) from None


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


def _to_the_end(lines: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Give the lines before the last, which says how many there are; raises EditorialError for a list cut short."""
    count = 0
    for line in lines:
        if line.startswith(END):
            if line.strip() != END + b" %d}" % count:
                break
            return
        count += 1
        yield line
    raise EditorialError(_CUT.fill(name=name, count=count))


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
_CUT = Phrase(
    "la liste de {name} s’arrête après {count} ligne(s), sans dire que c’est tout : réessayez plus tard",
    "the list of {name} stops after {count} line(s) without saying that this is all: try again later",
)
