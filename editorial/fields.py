"""Takes typed values out of a YAML mapping and collects, in one pass, all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from difflib import get_close_matches
from typing import Protocol

from editorial.finding import Level, Phrase
from editorial.source import Keys


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong with one value: where it stands in the mapping, and what to say of it."""

    keys: Keys
    rule: str
    message: Phrase
    level: Level = Level.ERROR
    fix: Phrase | None = None
    on_key: bool = False
    instead: str = ""
    """What `--fix` writes in its place; none where only a writer can tell."""
    is_safe: bool = False
    """Whether that changes nothing that is said."""


_MISSING = Phrase("la clé « {key} » manque", "the key “{key}” is missing")
_WRONG = Phrase("« {key} » doit être {expected}, et c’est {found}", "“{key}”: found {found}, expected {expected}")
_UNKNOWN = Phrase("clé inconnue « {key} »", "unknown key “{key}”")
_NEAREST = Phrase("vouliez-vous écrire « {near} » ?", "did you mean “{near}”?")
_KNOWN_KEYS = Phrase("clés connues : {known}", "known keys: {known}")
_CHOICE = Phrase("« {key} » : « {found} » n’est pas un choix", "“{key}”: “{found}” is not a choice")
_CHOICES = Phrase("choix possibles : {known}", "possible choices: {known}")
_NO_ZONE = Phrase("« {key} » : « {found} » n’a pas de fuseau horaire", "“{key}”: “{found}” has no time zone")
_NO_ZONE_FIX = Phrase("ajoutez le décalage, par exemple {example}", "add the offset, for example {example}")
_NO_SUCH_DAY = Phrase(
    "« {key} » : « {found} » n’est pas un jour qui existe", "“{key}”: “{found}” is not a day that exists"
)
_NO_SUCH_DATE = Phrase(
    "« {key} » : « {found} » n’est pas une date qui existe", "“{key}”: “{found}” is not a date that exists"
)
_DAY_FIX = Phrase("écrivez 2026-11-23, sans heure", "write 2026-11-23, without a time")
_DATE_FIX = Phrase("écrivez 2026-11-23 ou 2026-11-23T09:00+01:00", "write 2026-11-23 or 2026-11-23T09:00+01:00")
_NO_SUCH_TIME = Phrase("« {key} » : « {found} » n’est pas une heure", "“{key}”: “{found}” is not a time of day")
_TIME_FIX = Phrase("écrivez 09:00", "write 09:00")
_QUOTE_NUMBER = Phrase("mettez la valeur entre guillemets", "put the value in quotes")
_CONTROL = Phrase("« {key} » contient un caractère de contrôle", "“{key}” holds a control character")

_TYPE_NAMES: tuple[tuple[type, Phrase], ...] = (
    (bool, Phrase("vrai ou faux (true/false)", "true/false")),
    (int, Phrase("un nombre", "a number")),
    (str, Phrase("un texte", "a text")),
    (list, Phrase("une liste", "a list")),
    (dict, Phrase("un groupe de clés", "a group of keys")),
    (type(None), Phrase("vide", "nothing")),
)
LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
NO_LANG = Phrase(
    "« {found} » n’est pas un code de langue (fr, en, pt-BR…)", "“{found}” is not a language code (fr, en, pt-BR…)"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def _named(kind: type) -> Phrase:
    return next(name for known, name in _TYPE_NAMES if issubclass(kind, known))


class Witness(Protocol):
    """Who is told, while a reader runs, of every key it asks for: the schema of a file is made of that."""

    def asked(self, fields: Fields, key: str, shape: str, options: tuple[str, ...] = ()) -> None:
        """Note that a key is asked for: as `text`, `whole`, `flag`, `choice`, `words`… , the method's name."""
        ...

    def required(self, fields: Fields, keys: tuple[str, ...]) -> None:
        """Note that keys must be there."""
        ...


WITNESS: ContextVar[Witness | None] = ContextVar("witness", default=None)


@dataclass(slots=True)
class Fields:
    """A mapping being read: each method takes one key, checks its type, and notes in `complaints` what is wrong."""

    values: Mapping[str, object]
    keys: Keys = ()
    complaints: list[Complaint] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    _witness: Witness | None = field(default_factory=WITNESS.get, repr=False)

    def complain(
        self,
        key: str,
        rule: str,
        message: Phrase,
        *,
        level: Level = Level.ERROR,
        fix: Phrase | None = None,
        on_key: bool = False,
        instead: str = "",
        is_safe: bool = False,
    ) -> None:
        """Note that the value at `key` is wrong."""
        self.complaints.append(Complaint((*self.keys, key), rule, message, level, fix, on_key, instead, is_safe))

    def has(self, key: str) -> bool:
        """Say whether the key is there with a value."""
        return self._take(key, "has") is not None

    def require(self, *keys: str) -> None:
        """Complain of each key that is missing or empty."""
        if self._witness is not None:
            self._witness.required(self, keys)
        for key in keys:
            value = self.values.get(key)
            if value is None or (isinstance(value, str) and not value.strip()):
                self.complain(key, "key.missing", _MISSING.fill(key=self._name(key)))

    def text(self, key: str, default: str = "") -> str:
        """Give a text; numbers are taken as they were typed, since `title: 1984` is a title."""
        value = self._take(key, "text")
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            self._wrong(key, value, str)
            return default
        if _CONTROLS.search(value):
            self.complain(key, "control-character", _CONTROL.fill(key=self._name(key)))
            value = _CONTROLS.sub("", value)
        return value.strip()

    def whole(self, key: str) -> int | None:
        """Give a whole number, or None."""
        value = self._take(key, "whole")
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self._wrong(key, value, int)
        return None

    def flag(self, key: str, default: bool = False) -> bool:
        """Give true or false."""
        value = self._take(key, "flag")
        if isinstance(value, bool):
            return value
        if value is not None:
            self._wrong(key, value, bool)
        return default

    def choice(self, key: str, options: Iterable[str], default: str) -> str:
        """Give one of `options`."""
        known = list(options)
        self._take(key, "choice", (str(default), *map(str, known)))
        value = self.text(key, default)
        if value in known:
            return value
        near = get_close_matches(value, known, 1)
        fix = _NEAREST.fill(near=near[0]) if near else _CHOICES.fill(known=", ".join(known))
        self.complain(key, "value.unknown", _CHOICE.fill(key=self._name(key), found=value), fix=fix)
        return default

    def words(self, key: str, *, one_is_a_list: bool = False) -> tuple[str, ...]:
        """Give a list of texts; a single text counts as a list of one where `one_is_a_list`."""
        value = self._take(key, "words_or_text" if one_is_a_list else "words")
        if value is None:
            return ()
        if one_is_a_list and isinstance(value, str):
            return (value,)
        if not isinstance(value, list):
            self._wrong(key, value, list)
            return ()
        if not all(isinstance(item, (str, int)) and not isinstance(item, bool) for item in value):
            wrong = next(item for item in value if not isinstance(item, (str, int)) or isinstance(item, bool))
            self._wrong(key, wrong, str)
            return ()
        return tuple(str(item).strip() for item in value)

    def day(self, key: str) -> date | None:
        """Give a calendar day written 2026-11-23."""
        self._take(key, "day")
        value = self.text(key)
        if not value:
            return None
        try:
            if not _DAY.fullmatch(value):
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            self.complain(key, "date", _NO_SUCH_DAY.fill(key=self._name(key), found=value), fix=_DAY_FIX)
            return None

    def instant(self, key: str, zone: tzinfo) -> datetime | None:
        """Give an instant in UTC; a day alone is that day's first moment in `zone`, a time needs its offset."""
        local = self.local(key)
        if local is None:
            return None
        if local.tzinfo is None and _DAY.fullmatch(self.text(key)):
            local = local.replace(tzinfo=zone)
        if local.tzinfo is None:
            example = local.replace(tzinfo=zone).isoformat(timespec="minutes")
            found = self.text(key)
            self.complain(
                key,
                "date.no-zone",
                _NO_ZONE.fill(key=self._name(key), found=found),
                fix=_NO_ZONE_FIX.fill(example=example),
                instead=example,
            )
            return None
        try:
            # Any zone may be asked for it later: an instant of the first or last year has none in some of them.
            if not 1 < local.year < 9999:
                raise OverflowError
            return local.astimezone(UTC)
        except OverflowError:
            self.complain(key, "date", _NO_SUCH_DATE.fill(key=self._name(key), found=self.text(key)), fix=_DATE_FIX)
            return None

    def local(self, key: str) -> datetime | None:
        """Give a date and time as written, with its offset where it has one."""
        self._take(key, "local")
        value = self.text(key)
        if not value:
            return None
        try:
            if not _DAY.match(value):
                raise ValueError(value)
            return datetime.fromisoformat(value)
        except ValueError:
            self.complain(key, "date", _NO_SUCH_DATE.fill(key=self._name(key), found=value), fix=_DATE_FIX)
            return None

    def clock(self, key: str, default: time) -> time:
        """Give a time of day written 09:00."""
        self._take(key, "clock")
        value = self.text(key)
        if not value:
            return default
        try:
            if not re.fullmatch(r"\d{1,2}:\d{2}", value):
                raise ValueError(value)
            return time.fromisoformat(value.zfill(5))
        except ValueError:
            self.complain(key, "time", _NO_SUCH_TIME.fill(key=self._name(key), found=value), fix=_TIME_FIX)
            return default

    def group(self, key: str) -> Fields:
        """Give the mapping at `key`, empty where it is missing."""
        value = self._take(key, "group")
        if value is not None and not isinstance(value, dict):
            self._wrong(key, value, dict)
        return Fields(value if isinstance(value, dict) else {}, (*self.keys, key), self.complaints)

    def each(self, key: str) -> list[Fields]:
        """Give the mappings of the list at `key`."""
        value = self._take(key, "each")
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(key, value, list)
            return []
        groups = []
        for number, item in enumerate(value):
            if isinstance(item, dict):
                groups.append(Fields(item, (*self.keys, key, number), self.complaints))
            else:
                name = f"{key}[{number + 1}]"
                message = _WRONG.fill(key=name, found=_named(type(item)), expected=_named(dict))
                self.complaints.append(Complaint((*self.keys, key, number), "type", message))
        return groups

    def words_or_groups(self, key: str) -> list[str | Fields]:
        """Give the items of the list at `key`, each a text or a mapping."""
        value = self._take(key, "words_or_groups")
        if value is not None and not isinstance(value, list):
            self._wrong(key, value, list)
        items: list[str | Fields] = []
        for number, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict):
                items.append(Fields(item, (*self.keys, key, number), self.complaints))
            else:
                items.extend(Fields({key: [item]}, self.keys, self.complaints).words(key))
        return items

    def by_lang(self, key: str, lang: str) -> Mapping[str, str]:
        """Give a text by language: `name: Publier` is said in `lang`, `name: {fr: …, en: …}` in each."""
        value = self._take(key, "by_lang")
        if isinstance(value, dict):
            group = self.group(key)
            return {code: group.text(code) for code in value if isinstance(code, str)}
        text = self.text(key)
        return {lang: text} if text else {}

    def finish(self, level: Level = Level.ERROR, extra: Iterable[str] = ()) -> None:
        """Complain of every key that nothing asked for, naming the nearest known one."""
        known = self._known | set(extra)
        for key in self.values:
            if key in known:
                continue
            near = get_close_matches(str(key), known, 1, 0.6)
            fix = _NEAREST.fill(near=near[0]) if near else _KNOWN_KEYS.fill(known=", ".join(sorted(known)))
            message = _UNKNOWN.fill(key=self._name(str(key)))
            # A key that is there already, rightly spelt, would then be written twice.
            instead = near[0] if near and near[0] not in self.values else ""
            self.complain(str(key), "key.unknown", message, level=level, fix=fix, on_key=True, instead=instead)

    def _take(self, key: str, shape: str, options: tuple[str, ...] = ()) -> object:
        self._known.add(key)
        if self._witness is not None:
            self._witness.asked(self, key, shape, options)
        return self.values.get(key)

    def _name(self, key: str) -> str:
        return ".".join(str(k + 1) if isinstance(k, int) else k for k in (*self.keys, key))

    def _wrong(self, key: str, value: object, expected: type) -> None:
        message = _WRONG.fill(key=self._name(key), found=_named(type(value)), expected=_named(expected))
        fix = _QUOTE_NUMBER if expected is str and not isinstance(value, (list, dict)) else None
        self.complain(key, "type", message, fix=fix)
