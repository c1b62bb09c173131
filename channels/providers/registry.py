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
    return open_carrier(setting, token) if provider_in(setting) in TRANSPORTS else open_campaigns(setting, token)


def open_carrier(setting: str, token: str) -> Transport:
    """Give the provider a setting names, which takes a message at a time; raises EditorialError."""
    name, _, url = setting.partition(":")
    return TRANSPORTS[name](url, _needed(name, token))


def open_campaigns(setting: str, token: str) -> Campaigns:
    """Give the provider a setting names, which keeps the list; raises EditorialError."""
    name, _, url = setting.partition(":")
    return CAMPAIGNS[name](url, _needed(name, token))


def _needed(name: str, token: str) -> str:
    if not token:
        raise EditorialError(_NO_TOKEN.fill(name=name))
    return token


_NO_TOKEN = Phrase(
    "{name} demande un jeton : donnez-le par LIGNE_MAIL_TOKEN, dans les secrets du travail qui envoie",
    "{name} asks for a token: give it as LIGNE_MAIL_TOKEN, among the secrets of the job that sends",
)
