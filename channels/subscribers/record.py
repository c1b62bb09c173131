"""One record of a list, whatever it came from: the subscriber it makes, or what is wrong with it; never its address."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from channels.subscribers.address import Unfit, judged
from channels.subscribers.subscriber import LEFT, Consent, Status, Subscriber
from editorial.segment import Frequency

MAX_FIELD_CHARS = 200


class Wrong(StrEnum):
    """What is wrong with a record, which nobody is written to for."""

    EMPTY = Unfit.EMPTY.value
    SYNTAX = Unfit.SYNTAX.value
    LOCAL = Unfit.LOCAL.value
    DOMAIN = Unfit.DOMAIN.value
    LENGTH = Unfit.LENGTH.value
    CELLS = "cells"
    """More cells than the head of the file has columns: they may stand one column aside."""
    ENCODING = "encoding"
    QUOTES = "quotes"
    JSON = "json"
    STATUS = "status"
    FREQUENCY = "frequency"
    LANG = "lang"


Record = tuple[int, Subscriber | Wrong]
"""A row's number, from 1 (a head is row 1), and what it says."""

KEYS = ("address", "lang", "frequency", "pillars", "status", "consent_at", "consent_how", "consent_text")
"""What a record says, beside the fields of letters."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads records; `fields` are those that letters declare, and all that is kept beside what every list has."""

    fields: Collection[str] = field(default=())

    def key_of(self, heading: str) -> str | None:
        """Give the key that a heading of a column means, in French or English; None where it is of no use here."""
        plain = _plain(heading)
        return _HEADINGS.get(plain) or next((name for name in self.fields if _plain(name) == plain), None)

    def read(self, cells: Mapping[str, object]) -> Subscriber | Wrong:
        """Give the subscriber that a record's cells by key make; fields stand in `fields` or beside the rest."""
        address = judged(_text(cells, "address"))
        if isinstance(address, Unfit):
            return Wrong(address.value)
        status = _status(_text(cells, "status"))
        if status is None:
            return Wrong.STATUS
        frequency = _frequency(_text(cells, "frequency"))
        if isinstance(frequency, Wrong):
            return frequency
        lang = _text(cells, "lang").replace("_", "-")
        if lang and not _LANG.fullmatch(lang):
            return Wrong.LANG
        pillars = cells.get("pillars")
        return Subscriber(
            address=address,
            lang=lang,
            frequency=frequency,
            pillars=_named(*pillars)
            if isinstance(pillars, list)
            else _pillars(pillars if isinstance(pillars, str) else ""),
            status=status,
            consent=_consent(cells),
            fields=dict(self._fields(cells)) if self.fields else {},
        )

    def _fields(self, cells: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        inner = cells.get("fields")
        around = {**cells, **inner} if isinstance(inner, Mapping) else cells
        for name in self.fields:
            value = _CONTROLS.sub(" ", _text(around, name)).strip()
            if value and len(value) <= MAX_FIELD_CHARS:
                yield name, value


def has_left(cells: Mapping[str, object]) -> bool:
    """Say whether a record's cells by key say that somebody left."""
    return _status(_text(cells, "status")) in LEFT


def read_line(line: bytes | str, reader: Reader) -> Subscriber | Wrong:
    """Give what one line of JSON makes: an object with the keys of a record."""
    try:
        found = json.loads(line)
    except UnicodeDecodeError:
        return Wrong.ENCODING
    except (ValueError, RecursionError):
        return Wrong.JSON
    if not isinstance(found, dict):
        return Wrong.JSON
    keyed: dict[str, object] = {}
    for heading, value in found.items():
        key = "fields" if heading == "fields" else reader.key_of(heading)
        if key in keyed:
            return Wrong.CELLS
        if key is not None:
            keyed[key] = value
    return reader.read(keyed)


def as_cells(subscriber: Subscriber) -> dict[str, object]:
    """Give what a record says of a subscriber, as `Reader.read` takes it back: the line of an export."""
    consent = subscriber.consent
    return {
        "address": subscriber.address,
        "lang": subscriber.lang,
        "frequency": str(subscriber.frequency or ""),
        "pillars": list(subscriber.pillars),
        "status": str(subscriber.status),
        "consent_at": instant_said(consent.at),
        "consent_how": consent.how,
        "consent_text": consent.text,
        "fields": dict(subscriber.fields),
    }


def instant_said(at: datetime | None) -> str:
    """Give an instant as lists keep it: ISO 8601 in UTC to the second, empty for none."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else ""


def _text(cells: Mapping[str, object], key: str) -> str:
    value = cells.get(key)
    if not value:
        return ""
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _short(text: str) -> str:
    return _CONTROLS.sub(" ", text)[:MAX_FIELD_CHARS]


def _consent(cells: Mapping[str, object]) -> Consent:
    at, how, text = (_text(cells, key) for key in ("consent_at", "consent_how", "consent_text"))
    return Consent(_instant(at), _short(how), _short(text)) if at or how or text else _NONE


# What follows is asked of every row, mostly with the few answers that a list has.
@lru_cache(maxsize=1024)
def _status(text: str) -> Status | None:
    return _STATUSES.get(_plain(text))


@lru_cache(maxsize=1024)
def _frequency(text: str) -> Frequency | Wrong | None:
    return _FREQUENCIES.get(_plain(text), Wrong.FREQUENCY)


@lru_cache(maxsize=1024)
def _pillars(text: str) -> tuple[str, ...]:
    return _named(*re.split(r"[\s,;|]+", text)) if text else ()


def _named(*pillars: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in pillars if isinstance(name, str) and _PILLAR.fullmatch(name)))


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and not found.tzinfo else found


def _plain(heading: str) -> str:
    """Give a heading in small letters, without accents, its words joined by `_`."""
    if heading.isascii():
        return _GAPS.sub("_", heading.strip().lower())
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", heading) if not unicodedata.combining(sign))
    return _GAPS.sub("_", bare.strip().lower())


_GAPS = re.compile(r"[\s_’'-]+")
_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PILLAR = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_NONE = Consent()


def _by_word(said: Mapping[str, str]) -> Callable[[], Iterator[tuple[str, str]]]:
    return lambda: ((word, meaning) for meaning, words in said.items() for word in words.split())


_HEADINGS = dict(
    _by_word(
        {
            "address": "address email e_mail mail adresse courriel adresse_e_mail adresse_email adresse_mail "
            "adresse_courriel adresse_electronique adresse_de_courriel email_address mail_address e_mail_address",
            "lang": "lang language langue",
            "frequency": "frequency frequence rythme",
            "pillars": "pillars pillar piliers pilier rubriques rubrique topics sujets",
            "status": "status statut etat state",
            "consent_at": "consent_at consent_date date_de_consentement date_consentement consenti_le inscrit_le "
            "subscribed_at optin_time opt_in_time confirm_time",
            "consent_how": "consent_how mode_de_consentement consentement consent origine source",
            "consent_text": "consent_text texte_de_consentement version_du_texte consent_version",
        }
    )()
)
_STATUSES = {
    word: Status(meaning)
    for word, meaning in _by_word(
        {
            "active": "active actif abonne abonnee inscrit inscrite confirme confirmee confirmed subscribed enabled "
            "regular",
            "pending": "pending en_attente attente unconfirmed non_confirme unactivated",
            "unsubscribed": "unsubscribed desabonne desabonnee desinscrit desinscrite blocklisted blacklisted disabled",
            "bounced": "bounced cleaned rejete rejetee invalide undeliverable",
            "complained": "complained complaint plainte spam",
        }
    )()
}
_STATUSES[""] = Status.ACTIVE
_FREQUENCIES: dict[str, Frequency | None] = {
    word: Frequency(meaning)
    for word, meaning in _by_word(
        {
            "every": "every chaque tous toutes chaque_article every_piece",
            "weekly": "weekly hebdomadaire hebdo chaque_semaine",
            "monthly": "monthly mensuel mensuelle chaque_mois",
        }
    )()
}
_FREQUENCIES[""] = None
