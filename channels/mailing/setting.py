"""Where letters go, and by which keys: as the environment says, never a file of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from channels.mailing.keys import doubts, read_signers
from channels.mailing.letter import Letter
from channels.mailing.mailing import Mailing
from channels.mailing.prepare import prepare
from channels.mailing.server import MailServer, read_server
from channels.mailing.smtp import SmtpTransport, open_transport
from channels.mailing.transport import Transport
from channels.newsletter.settings import Settings
from channels.subscribers.keyring import read_keys, read_masks
from channels.subscribers.setting import open_source
from editorial.errors import EditorialError
from editorial.finding import Phrase


def mailing_from(
    environ: Mapping[str, str], root: Path, settings: Settings, transports: Callable[[], Transport]
) -> Callable[[Letter, datetime], Mailing]:
    """Give what makes a letter ready for its list; raises EditorialError where the environment cannot be read."""
    signers, masks, keys = read_signers(environ), read_masks(environ), read_keys(environ)

    def ready(letter: Letter, at: datetime) -> Mailing:
        if not letter.list_id:
            raise EditorialError(_NO_LIST.fill(edition=letter.id))
        if letter.needs_tokens and keys is None:
            raise EditorialError(_NO_KEYS)
        source = open_source(letter.list_id, environ, root, settings.fields)
        preparation = prepare(
            letter.message, letter.places, masks,
            edition=letter.id, fields=letter.fields, signers=signers, bounce=settings.bounce,
        )  # fmt: skip
        return Mailing(letter, source, masks, preparation, keys, transports, at)

    return ready


def transports_from(environ: Mapping[str, str], settings: Settings) -> Callable[[], Transport]:
    """Give what makes a way to the server that LIGNE_MAIL names; raises EditorialError."""
    return open_transport(read_server(environ), name=_own_name(settings))


def try_server(environ: Mapping[str, str], settings: Settings) -> None:
    """Connect to the server once; raises EditorialError, in a sentence, where it does not take us."""
    transport = transports_from(environ, settings)()
    with closing(transport):
        if isinstance(transport, SmtpTransport):
            transport.connect()


def signing_doubts(environ: Mapping[str, str], settings: Settings) -> list[Phrase]:
    """Say what mailboxes may hold against the signatures of our letters; raises EditorialError."""
    return doubts(read_signers(environ), settings.sender.address) if settings.sender else []


def server_name(environ: Mapping[str, str]) -> str:
    """Give the server as it may be shown; raises EditorialError."""
    server: MailServer = read_server(environ)
    return server.name


def _own_name(settings: Settings) -> str:
    return settings.sender.address.rpartition("@")[2] if settings.sender else ""


_NO_LIST = Phrase(
    "l’édition {edition} ne nomme aucune liste : écrivez list_id dans channels/newsletter.yaml, puis ligne build",
    "the edition {edition} names no list: write list_id in channels/newsletter.yaml, then ligne build",
)
_NO_KEYS = Phrase(
    "les liens de désabonnement de la lettre demandent une clé : LIGNE_TOKEN_KEYS='nom:…' (openssl rand -hex 32), la "
    "même que celle du service d’abonnement",
    "the letter’s links to leave need a key: LIGNE_TOKEN_KEYS='name:…' (openssl rand -hex 32), the same as the "
    "subscription service’s",
)
