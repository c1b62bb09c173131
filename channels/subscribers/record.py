"""One record of a list, whatever it came from: the subscriber it makes, or what is wrong with it; never its address."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from channels.subscribers.address import Unfit, judged
from channels.subscribers.headings import frequency_of, keys_of, language_of, status_of
from channels.subscribers.subscriber import LEFT, Consent, Subscriber

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
    TWICE = "twice"
    """Two keys that mean the same: nobody says which of the values is meant."""
    ENCODING = "encoding"
    QUOTES = "quotes"
    JSON = "json"
    LONG = "long"
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

    def keys_of(self, headings: Iterable[str]) -> tuple[str | None, ...]:
        """Give the key that each heading of a column means, in French or English; None where it is of no use here."""
        return keys_of(tuple(headings), tuple(self.fields))

    def read(self, cells: Mapping[str, object]) -> Subscriber | Wrong:
        """Give the subscriber that a record's cells by key make; fields stand in `fields` or beside the rest."""
        address = judged(_text(cells, "address"))
        if isinstance(address, Unfit):
            return Wrong(address.value)
        status = status_of(_text(cells, "status"))
        if status is None:
            return Wrong.STATUS
        often = frequency_of(_text(cells, "frequency"))
        if often is None:
            return Wrong.FREQUENCY
        lang = language_of(_text(cells, "lang"))
        if lang and not _LANG.fullmatch(lang):
            return Wrong.LANG
        pillars = cells.get("pillars")
        return Subscriber(
            address=address,
            lang=lang,
            frequency=often or None,
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
    return status_of(_text(cells, "status")) in LEFT


def read_line(line: bytes | str, reader: Reader) -> Subscriber | Wrong:
    """Give what one line of JSON makes: an object with the keys of a record."""
    try:
        found = json.loads(line, object_pairs_hook=_once)
    except UnicodeDecodeError:
        return Wrong.ENCODING
    except _Twice:
        return Wrong.TWICE
    except (ValueError, RecursionError):
        return Wrong.JSON
    if not isinstance(found, dict):
        return Wrong.JSON
    keys = reader.keys_of(found)
    keyed = {key: value for key, value in zip(keys, found.values(), strict=True) if key is not None}
    if len(keyed) < sum(key is not None for key in keys):
        return Wrong.TWICE
    return reader.read(keyed | {"fields": found["fields"]} if "fields" in found else keyed)


class _Twice(ValueError):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _Twice
    return made


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
    if not (at or how or text):
        return _NONE
    instant = _instant(at)
    return Consent(instant, _short(how), _short(text), is_misdated=bool(at and not instant))


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


_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PILLAR = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_NONE = Consent()
