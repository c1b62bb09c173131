"""What the columns of a list are called, and what the words in their cells mean, whoever wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from channels.subscribers.subscriber import Status
from editorial.segment import Frequency


@lru_cache(maxsize=64)
def keys_of(headings: tuple[str, ...], fields: tuple[str, ...]) -> tuple[str | None, ...]:
    """Give the key that each heading means, a field's name for its own; None where it means nothing here."""
    plain = [_plain(heading) for heading in headings]
    own = {_plain(name): name for name in fields}
    keys = [_HEADINGS.get(name) or own.get(name) for name in plain]
    if keys.count("address") > 1:
        # Beside a column of mail addresses, one called « adresse » is where people live.
        keys = [None if name in _ALSO_PLACES else key for name, key in zip(plain, keys, strict=True)]
    return tuple(keys)


# What follows is asked of every row, mostly with the few answers that a list has.
@lru_cache(maxsize=1024)
def status_of(text: str) -> Status | None:
    """Give the status a word means, nothing meaning active; None where it is not known."""
    found = _STATUSES.get(_plain(text)) if text else Status.ACTIVE.value
    return Status(found) if found else None


@lru_cache(maxsize=1024)
def frequency_of(text: str) -> Frequency | Literal[""] | None:
    """Give the frequency a word means, empty where none is chosen; None where it is not known."""
    found = _FREQUENCIES.get(_plain(text)) if text else ""
    return Frequency(found) if found else "" if found == "" else None


@lru_cache(maxsize=1024)
def language_of(text: str) -> str:
    """Give the code of a language that is named; else what was given."""
    return _LANGUAGES.get(_plain(text), text.replace("_", "-"))


def _plain(heading: str) -> str:
    """Give a heading in small letters, without accents, its words joined by `_`."""
    if heading.isascii():
        return _GAPS.sub("_", heading.strip().lower())
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(sign))
    return _GAPS.sub("_", bare.strip().lower())


def _by_word(said: Mapping[str, str]) -> dict[str, str]:
    """Give what each word means."""
    return {word: meaning for meaning, words in said.items() for word in words.split()}


_GAPS = re.compile(r"[\s_’'-]+")
_HEADINGS = _by_word(
    {
        "address": "address email e_mail mail adresse courriel adresse_e_mail adresse_email adresse_mail "
        "adresse_courriel adresse_electronique adresse_de_courriel email_address mail_address e_mail_address",
        "lang": "lang language langue",
        "frequency": "frequency frequence rythme",
        "pillars": "pillars pillar piliers pilier rubriques rubrique topics sujets",
        "status": "status statut etat",
        "consent_at": "consent_at consent_date date_de_consentement date_consentement consenti_le inscrit_le "
        "subscribed_at confirm_time",
        "consent_how": "consent_how mode_de_consentement consentement consent origine source",
        "consent_text": "consent_text texte_de_consentement version_du_texte consent_version",
    }
)
_ALSO_PLACES = {"address", "adresse"}
_STATUSES = _by_word(
    {
        "active": "active actif abonne abonnee inscrit inscrite confirme confirmee confirmed subscribed enabled "
        "regular",
        "pending": "pending en_attente attente unconfirmed non_confirme unactivated",
        "unsubscribed": "unsubscribed desabonne desabonnee desinscrit desinscrite blocklisted blacklisted disabled",
        "bounced": "bounced cleaned rejete rejetee invalide undeliverable",
        "complained": "complained complaint plainte spam",
    }
)
_FREQUENCIES = _by_word(
    {
        "every": "every chaque tous toutes chaque_article every_piece",
        "weekly": "weekly hebdomadaire hebdo chaque_semaine",
        "monthly": "monthly mensuel mensuelle chaque_mois",
    }
)
_LANGUAGES = _by_word(
    {
        "fr": "francais francaise french",
        "en": "anglais anglaise english",
        "de": "allemand allemande german deutsch",
        "es": "espagnol espagnole spanish espanol",
        "it": "italien italienne italian italiano",
        "nl": "neerlandais neerlandaise dutch nederlands",
        "pt": "portugais portugaise portuguese portugues",
    }
)
