"""The providers by the name that LIGNE_MAIL begins with: those that carry messages, and those that keep a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from channels.mailing.transport import Transport
from channels.providers.buttondown import buttondown
from channels.providers.campaign import Campaigns
from channels.providers.listmonk import listmonk
from channels.providers.resend import resend
from channels.providers.sendgrid import sendgrid
from editorial.errors import EditorialError
from editorial.finding import Phrase

TRANSPORTS: Mapping[str, Callable[[str, str], Transport]] = {"resend": resend, "sendgrid": sendgrid}
"""These take a message at a time, to a list of ours."""
CAMPAIGNS: Mapping[str, Callable[[str, str], Campaigns]] = {"listmonk": listmonk, "buttondown": buttondown}
"""These take an edition for a list of theirs."""


def provider_in(setting: str) -> str:
    """Give which provider `NAME:…` names, or "" for none of them."""
    name = setting.partition(":")[0]
    return name if name in TRANSPORTS or name in CAMPAIGNS else ""


def open_provider(setting: str, token: str) -> Transport | Campaigns:
    """Give the provider a setting names; raises EditorialError."""
    name, _, url = setting.partition(":")
    if not token:
        raise EditorialError(_NO_TOKEN.fill(name=name))
    return TRANSPORTS[name](url, token) if name in TRANSPORTS else CAMPAIGNS[name](url, token)


_NO_TOKEN = Phrase(
    "{name} demande un jeton : donnez-le par LIGNE_MAIL_TOKEN, dans les secrets du travail qui envoie",
    "{name} asks for a token: give it as LIGNE_MAIL_TOKEN, among the secrets of the job that sends",
)
