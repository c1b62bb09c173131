"""How a connection to a mail server begins: greeting, encryption, who we are; what fails, in one sentence."""

from __future__ import annotations

import re
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping

from channels.mailing.said import without_addresses
from channels.mailing.server import MailServer, Tls
from channels.mailing.wire import Answer, Wire, WireLost
from editorial.errors import EditorialError
from editorial.finding import Phrase

Context = Callable[[], ssl.SSLContext]
"""Gives what encryption goes by: whom to trust, above all."""


def dialled(server: MailServer, name: str, context: Context, wait_s: float) -> tuple[Wire, Mapping[str, str]]:
    """Give a connection that takes mail, and what the server offers (RFC 5321, 4.1.1.1): keyword to parameters.

    Raises EditorialError: nobody there, no encryption, a certificate that is not the server's, a password it refuses.
    """
    try:
        wire = Wire(server.host, server.port, wait_s)
    except WireLost as lost:
        raise EditorialError(_UNREACHED.fill(server=server.name, said=lost.said)) from None
    try:
        return wire, _introduced(wire, server, name, context, wait_s)
    except ssl.SSLError as error:
        wire.close()
        said = getattr(error, "verify_message", "") or error.reason or str(error)
        is_false = isinstance(error, ssl.SSLCertVerificationError)
        raise EditorialError((_FALSE if is_false else _NO_TLS).fill(server=server.name, said=said)) from None
    except WireLost as lost:
        wire.close()
        raise EditorialError(_UNREACHED.fill(server=server.name, said=lost.said)) from None
    except EditorialError:
        wire.close()
        raise


def _introduced(wire: Wire, server: MailServer, name: str, context: Context, wait_s: float) -> Mapping[str, str]:
    if server.tls is Tls.AT_ONCE:
        wire.encrypt(context(), server.host, wait_s)
    _agreed(wire.hear(wait_s), server, _REFUSED)
    hello = name if _DOMAIN.fullmatch(name) else wire.own_address
    offers = _offers(wire, server, hello, wait_s)
    if server.tls is Tls.STARTTLS:
        if "STARTTLS" not in offers:
            raise EditorialError(_NO_STARTTLS.fill(server=server.name))
        _agreed(_asked(wire, "STARTTLS", wait_s), server, _REFUSED)
        wire.encrypt(context(), server.host, wait_s)
        offers = _offers(wire, server, hello, wait_s)
    if server.user:
        _log_in(wire, server, offers.get("AUTH", "").upper().split(), wait_s)
    return offers


def _offers(wire: Wire, server: MailServer, hello: str, wait_s: float) -> dict[str, str]:
    answer = _asked(wire, f"EHLO {hello}", wait_s)
    _agreed(answer, server, _REFUSED)
    words = [line.split(None, 1) for line in answer.lines[1:] if line.strip()]
    return {first.upper(): " ".join(rest) for first, *rest in words}


def _log_in(wire: Wire, server: MailServer, ways: list[str], wait_s: float) -> None:
    """Log in by AUTH PLAIN (RFC 4616), else LOGIN; the connection is encrypted, or to this machine."""
    user, password = server.user.encode(), server.password.encode()
    if "PLAIN" in ways:
        answer = _asked(wire, "AUTH PLAIN " + b64encode(b"\0%b\0%b" % (user, password)).decode(), wait_s)
    elif "LOGIN" in ways:
        answer = _asked(wire, "AUTH LOGIN", wait_s)
        for secret in (user, password):
            answer = _asked(wire, b64encode(secret).decode(), wait_s) if answer.code == _MORE else answer
    else:
        raise EditorialError(_NO_AUTH.fill(server=server.name, found=" ".join(ways) or "–"))
    _agreed(answer, server, _DENIED)


def _asked(wire: Wire, command: str, wait_s: float) -> Answer:
    wire.say(f"{command}\r\n".encode(), wait_s)
    return wire.hear(wait_s)


def _agreed(answer: Answer, server: MailServer, no: Phrase) -> None:
    if not answer.is_yes:
        said = without_addresses(f"{answer.code} {answer.text}", server.user)
        raise EditorialError(no.fill(server=server.name, said=said))


_MORE = 334
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+")
_UNREACHED = Phrase(
    "le serveur {server} ne répond pas ({said}) : vérifiez LIGNE_MAIL, et que cette machine a le droit de le joindre",
    "the server {server} does not answer ({said}): check LIGNE_MAIL, and that this machine may reach it",
)
_REFUSED = Phrase(
    "le serveur {server} ne veut pas de nous : « {said} »",
    "the server {server} will not have us: “{said}”",
)
_FALSE = Phrase(
    "le certificat du serveur {server} ne prouve pas que c’est lui ({said}) : rien n’est envoyé ; vérifiez le nom dans "
    "LIGNE_MAIL, ou donnez l’autorité qui l’a signé par SSL_CERT_FILE",
    "the certificate of the server {server} does not prove that it is the one ({said}): nothing is sent; check the "
    "name in LIGNE_MAIL, or give the authority that signed it by SSL_CERT_FILE",
)
_NO_TLS = Phrase(
    "le chiffrement avec le serveur {server} échoue ({said}) : smtp:// commence en clair puis chiffre (587), smtps:// "
    "chiffre dès le début (465)",
    "encryption with the server {server} fails ({said}): smtp:// begins in clear, then encrypts (587), smtps:// "
    "encrypts from the start (465)",
)
_NO_STARTTLS = Phrase(
    "le serveur {server} n’offre pas le chiffrement (STARTTLS) et rien ne part sans : prenez son port 587, ou "
    "smtps:// et son port 465",
    "the server {server} offers no encryption (STARTTLS) and nothing leaves without: take its port 587, or smtps:// "
    "and its port 465",
)
_NO_AUTH = Phrase(
    "le serveur {server} n’offre ni AUTH PLAIN ni AUTH LOGIN (mais : {found}) : prenez son port de soumission, 587 ou "
    "465, ou ôtez l’utilisateur de LIGNE_MAIL",
    "the server {server} offers neither AUTH PLAIN nor AUTH LOGIN (but: {found}): take its submission port, 587 or "
    "465, or leave the user out of LIGNE_MAIL",
)
_DENIED = Phrase(
    "le serveur {server} refuse l’utilisateur ou le mot de passe (« {said} ») : vérifiez LIGNE_MAIL et "
    "LIGNE_MAIL_PASSWORD",
    "the server {server} refuses the user or the password (“{said}”): check LIGNE_MAIL and LIGNE_MAIL_PASSWORD",
)
