"""What the subscription service says of the letter and of the site, read from the site's own files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from channels.addresses import Addresses, read_addresses
from channels.newsletter.settings import PATH, Sender, read_settings
from editorial.calendar import Calendar
from editorial.charter import Pillar
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.line import read_line
from editorial.segment import Frequency


@dataclass(frozen=True)
class Settings:
    """What the pages and the mails of the service show; `url` is its own address, without a `/` at the end."""

    url: str
    list_id: str
    name: str
    """The letter's."""
    sender: Sender
    reply_to: str
    postal: str
    site: Addresses
    languages: tuple[str, ...]
    """The site's own first."""
    pillars: tuple[Pillar, ...]
    fields: tuple[str, ...]
    """What letters may say of a reader."""
    frequencies: tuple[Frequency, ...] = tuple(Frequency)
    """Those that the calendar has editions for; all, where it tells none apart."""

    @property
    def prefix(self) -> str:
        """The path that the service stands under, which a proxy takes away before it passes a request on."""
        return urlsplit(self.url).path

    def interface(self, lang: str) -> str:
        """Give the language of the site by which a page can be said to somebody who reads `lang`; "" for none."""
        base = lang.lower().partition("-")[0]
        exact = (known for known in self.languages if known.lower() == lang.lower())
        near = (known for known in self.languages if known.lower().partition("-")[0] == base)
        return next(exact, "") or next(near, "")


def read_service(root: Path, url: str = "") -> Settings:
    """Give the settings of a site's service; raises EditorialError with what is missing.

    `url` stands in for the address in channels/newsletter.yaml; it is https, or http on this machine alone.
    """
    line = read_line(root)
    charter = line.charter
    letter = read_settings(root, charter.lang)
    if letter is None or letter.sender is None or not letter.list_id:
        raise EditorialError(_NO_LETTER, PATH)
    address = (url or letter.service).rstrip("/")
    if not address:
        raise EditorialError(_NO_ADDRESS, PATH)
    if not _ADDRESS.fullmatch(address):
        raise EditorialError(_BAD_ADDRESS.fill(found=address))
    return Settings(
        url=address,
        list_id=letter.list_id,
        name=letter.name,
        sender=letter.sender,
        reply_to=letter.reply_to,
        postal=letter.postal,
        site=read_addresses(root, charter),
        languages=charter.languages,
        pillars=charter.pillars,
        fields=tuple(letter.fields),
        frequencies=_frequencies(line.calendar, letter.list_id),
    )


def _frequencies(calendar: Calendar, list_id: str) -> tuple[Frequency, ...]:
    letters = [one for one in calendar.cadences if one.channel == "newsletter" and one.list_id in ("", list_id)]
    kept = {cadence.segment.frequency for cadence in letters}
    return tuple(frequency for frequency in Frequency if frequency in kept) or tuple(Frequency)


def named(settings: Settings, lang: str) -> Mapping[str, str]:
    """Give the pillars by id, as they are called in a language."""
    return {pillar.id: pillar.name(lang) for pillar in settings.pillars}


_ADDRESS = re.compile(
    r"(?:https://[A-Za-z0-9.-]+|http://(?:127\.0\.0\.1|localhost|\[::1\]))(?::\d{1,5})?(?:/[\w./~-]*)?"
)
_NO_LETTER = Phrase(
    "la lettre n’a pas d’expéditeur (from) ou d’identifiant de liste (list_id) : le service d’abonnement en a besoin",
    "the newsletter has no sender (from) or no list id (list_id): the subscription service needs them",
)
_NO_ADDRESS = Phrase(
    "le service d’abonnement ne connaît pas son adresse : écrivez service: https://abonnement.exemple.org, ou donnez "
    "--url http://127.0.0.1:8080 pour l’essayer sur cette machine",
    "the subscription service does not know its address: write service: https://subscribe.example.org, or give "
    "--url http://127.0.0.1:8080 to try it on this machine",
)
_BAD_ADDRESS = Phrase(
    "« {found} » ne peut pas être l’adresse du service : elle commence par https:// (http:// sur 127.0.0.1 seulement), "
    "sans paramètres",
    "“{found}” cannot be the address of the service: it begins with https:// (http:// on 127.0.0.1 alone), "
    "without parameters",
)
