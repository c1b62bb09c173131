"""Which mail server takes the letters: named by the environment alone, never by a file of the site."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from editorial.errors import EditorialError
from editorial.finding import Phrase

VARIABLE = "LIGNE_MAIL"
PASSWORD_VARIABLE = "LIGNE_MAIL_PASSWORD"  # noqa: S105 - the name of the variable, no password


class Tls(StrEnum):
    """When the connection is encrypted."""

    STARTTLS = "smtp"
    """After the greeting, and never without (RFC 3207)."""
    AT_ONCE = "smtps"
    """From the first byte (RFC 8314)."""
    NEVER = "smtp+plain"
    """To this very machine only."""


_PORTS = {Tls.STARTTLS: 587, Tls.AT_ONCE: 465, Tls.NEVER: 25}


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server, and who we are to it; without a user nobody logs in."""

    host: str
    port: int
    tls: Tls = Tls.STARTTLS
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The server as messages may name it: never a user, never a password."""
        return f"{self.tls}://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def read_server(environ: Mapping[str, str]) -> MailServer:
    """Give the server that LIGNE_MAIL names; raises EditorialError, in a sentence that holds no secret.

    `smtp://user@host:587` (STARTTLS), `smtps://user@host:465`, `smtp+plain://127.0.0.1:2525`; the password in the URL,
    percent-encoded, or in LIGNE_MAIL_PASSWORD.
    """
    written = environ.get(VARIABLE, "").strip()
    if not written:
        raise EditorialError(_NO_SERVER)
    try:
        url = urlsplit(written)
        scheme, port = Tls(url.scheme), url.port
    except ValueError:
        raise EditorialError(_BAD_URL) from None
    if not _HOST.fullmatch(url.hostname or "") or url.path.strip("/") or url.query or url.fragment or port == 0:
        raise EditorialError(_BAD_URL)
    host = url.hostname or ""
    if scheme is Tls.NEVER and not _is_here(host):
        raise EditorialError(_NOT_HERE.fill(host=host))
    user, password = unquote(url.username or ""), unquote(url.password or "") or environ.get(PASSWORD_VARIABLE, "")
    if _CONTROL.search(user + password):
        raise EditorialError(_BAD_URL)
    if user and not password:
        raise EditorialError(_NO_PASSWORD)
    return MailServer(host, port or _PORTS[scheme], scheme, user, password if user else "")


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_HOST = re.compile(r"[A-Za-z0-9_.-]{1,253}|[0-9A-Fa-f:.]{2,45}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NO_SERVER = Phrase(
    "LIGNE_MAIL ne nomme aucun serveur de courrier : smtp://utilisateur@hôte:587 (STARTTLS), "
    "smtps://utilisateur@hôte:465, ou smtp+plain://127.0.0.1:2525 sur cette machine",
    "LIGNE_MAIL names no mail server: smtp://user@host:587 (STARTTLS), smtps://user@host:465, or "
    "smtp+plain://127.0.0.1:2525 on this machine",
)
_BAD_URL = Phrase(
    "LIGNE_MAIL n’est pas une adresse de serveur lisible : smtp://utilisateur@hôte:587 ou "
    "smtps://utilisateur@hôte:465 (les signes particuliers s’écrivent %40, %2F…)",
    "LIGNE_MAIL is no readable server address: smtp://user@host:587 or smtps://user@host:465 (special characters are "
    "written %40, %2F…)",
)
_NOT_HERE = Phrase(
    "smtp+plain:// n’envoie sans chiffrement qu’à cette machine (127.0.0.1, [::1], localhost), et « {host} » n’est "
    "pas elle : écrivez smtp://{host}:587",
    "smtp+plain:// sends unencrypted to this machine only (127.0.0.1, [::1], localhost), and “{host}” is another: "
    "write smtp://{host}:587",
)
_NO_PASSWORD = Phrase(
    "LIGNE_MAIL nomme un utilisateur sans mot de passe : donnez-le dans LIGNE_MAIL_PASSWORD",
    "LIGNE_MAIL names a user without a password: give it in LIGNE_MAIL_PASSWORD",
)
