"""Takes typed values out of a rule file, as weakly as Vale does, and collects all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from editorial.errors import Problem
from editorial.finding import Phrase, Span
from editorial.house.dialect import BadPattern, Piece, compiled, pieces_of, said, uncaptured
from editorial.house.search import ready
from editorial.house.sound import is_sound
from editorial.source import Document, Keys

_TRUE, _FALSE = ("true", "yes", "on", "1", "y", "t"), ("false", "no", "off", "0", "n", "f")


@dataclass(frozen=True, slots=True)
class Within:
    """What a pattern is part of: the rest of it around `%s`, whether capitals count, and whether its groups do."""

    template: str
    ignore_case: bool
    is_bare: bool = False


@dataclass(slots=True)
class RuleKeys:
    """One rule file being read: each method takes one key, and notes in `problems` what is wrong with it."""

    path: str
    values: Mapping[str, object]
    source: Document
    problems: list[Problem] = field(default_factory=list)
    spelled: dict[str, str] = field(default_factory=dict)
    """How the file itself writes each key: capitals do not count."""
    _known: set[str] = field(default_factory=set)

    def complain(self, keys: Keys, message: Phrase, *, on_key: bool = False) -> None:
        """Note what is wrong at some keys, with the line it stands on."""
        written = (self.spelled.get(str(keys[0]), str(keys[0])), *keys[1:]) if keys else ()
        span = self.source.span(written, on_key=on_key) if written else Span(1, 1, 2)
        lines = self.source.text.split("\n")
        line = lines[span.line - 1].strip() if span.line <= len(lines) else ""
        shown = _short(line)
        quoted = Phrase(f"{message.fr} (ligne : « {shown} »)", f"{message.en} (line: “{shown}”)")
        problem = Problem(quoted, self.path, span)
        if problem not in self.problems:
            self.problems.append(problem)

    def has(self, key: str) -> bool:
        """Say whether a key is there with a value."""
        self._known.add(key)
        return self.values.get(key) is not None

    def require(self, key: str) -> None:
        """Complain where a key is missing or empty."""
        if self.values.get(key) in (None, "", [], {}):
            self.complain((key,) if key in self.values else (), _MISSING.fill(key=key))

    def text(self, key: str, default: str = "") -> str:
        """Give a text."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, (list, dict)):
            self._wrong((key,), value, _A_TEXT)
            return default
        return _plain(value)

    def flag(self, key: str, default: bool = False) -> bool:
        """Give true or false."""
        value = self._take(key)
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        written = str(value).strip().lower()
        if isinstance(value, (list, dict)) or written not in (*_TRUE, *_FALSE):
            self._wrong((key,), value, _A_FLAG)
            return default
        return written in _TRUE

    def whole(self, key: str, default: int = 0) -> int:
        """Give a whole number, not below 0."""
        number = self.number(key, default)
        if number != int(number) or number < 0:
            self._wrong((key,), self.values.get(key), _A_WHOLE)
            return default
        return int(number)

    def number(self, key: str, default: float = 0.0) -> float:
        """Give a number."""
        value = self._take(key)
        if value is None:
            return default
        try:
            if isinstance(value, (bool, list, dict)):
                raise ValueError
            return float(str(value))
        except ValueError:
            self._wrong((key,), value, _A_NUMBER)
            return default

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; a text alone is a list of one."""
        value = self._take(key)
        if value is None:
            return ()
        if isinstance(value, dict):
            self._wrong((key,), value, _A_LIST)
            return ()
        found = []
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(item, (list, dict)):
                self._wrong((key, number), item, _A_TEXT)
            elif item is not None:
                found.append(_plain(item))
        return tuple(found)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Give a mapping of texts to texts, in the order of the file."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, dict):
            self._wrong((key,), value, _A_GROUP)
            return ()
        found = []
        for name, item in value.items():
            if isinstance(item, (list, dict)):
                self._wrong((key, name), item, _A_TEXT)
            else:
                found.append((_plain(name), "" if item is None else _plain(item)))
        return tuple(found)

    def groups(self, key: str) -> tuple[Mapping[str, object], ...]:
        """Give a list of groups of keys."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong((key,), value, _GROUPS)
            return ()
        return tuple(value)

    def group(self, key: str) -> Mapping[str, object]:
        """Give a group of keys, empty where it is missing."""
        value = self._take(key)
        if value is not None and not isinstance(value, dict):
            self._wrong((key,), value, _A_GROUP)
        return value if isinstance(value, dict) else {}

    def choice(self, key: str, options: Iterable[str], default: str) -> str:
        """Give one of some texts."""
        value, known = self.text(key, default), list(options)
        if value in known or value == default:
            return value
        self.complain((key,), _CHOICE.fill(key=key, found=value, advice=nearest(value, known)))
        return default

    def pattern(self, keys: Keys, written: str, *, is_prose: bool = True, within: Within | None = None) -> list[Piece]:
        """Give a pattern taken apart; complains where it is not one.

        `within` says what it is searched for as: what is compiled to see whether it can be is then what will be used.
        """
        try:
            pieces = pieces_of(written, is_prose=is_prose)
            if not is_sound(pieces):
                if within is None:
                    compiled(said(pieces))
                else:
                    ready(
                        within.template.replace("%s", said(uncaptured(pieces) if within.is_bare else pieces)),
                        within.ignore_case,
                    )
            return pieces
        except BadPattern as problem:
            self.complain(keys, _BAD_PATTERN.fill(found=_short(written), why=problem.why))
            return []

    def finish(self, common: Iterable[str]) -> None:
        """Complain of every key that nothing asked for."""
        known = sorted(self._known | set(common))
        for key in self.values:
            if key not in known:
                self.complain((key,), _UNKNOWN.fill(key=key, advice=nearest(key, known)), on_key=True)

    def _take(self, key: str) -> object:
        self._known.add(key)
        return self.values.get(key)

    def _wrong(self, keys: Keys, value: object, expected: Phrase) -> None:
        name = ".".join(str(key + 1) if isinstance(key, int) else key for key in keys)
        self.complain(keys, _WRONG.fill(key=name, found=_kind(value), expected=expected))


def nearest(found: str, known: Iterable[str]) -> Phrase:
    """Give the advice to write the known word that comes nearest, else the list of them."""
    names = list(known)
    near = get_close_matches(found, names, 1)
    return _NEAREST.fill(near=near[0]) if near else _KNOWN.fill(known=", ".join(names))


def _short(written: str) -> str:
    return written if len(written) <= 90 else f"{written[:89]}…"


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _kind(value: object) -> Phrase:
    if isinstance(value, dict):
        return _A_GROUP
    if isinstance(value, list):
        return _A_LIST
    return Phrase(f"« {value} »", f"“{value}”")


_A_TEXT = Phrase("un texte", "a text")
_A_FLAG = Phrase("true ou false", "true or false")
_A_WHOLE = Phrase("un nombre entier", "a whole number")
_A_NUMBER = Phrase("un nombre", "a number")
_A_LIST = Phrase("une liste", "a list")
_A_GROUP = Phrase("un groupe de clés", "a group of keys")
_GROUPS = Phrase("une liste de groupes de clés", "a list of groups of keys")
_MISSING = Phrase("la clé « {key} » manque", "the key “{key}” is missing")
_WRONG = Phrase("« {key} » doit être {expected}, et c’est {found}", "“{key}”: found {found}, expected {expected}")
_CHOICE = Phrase(
    "« {key} » : « {found} » n’est pas un choix ; {advice}", "“{key}”: “{found}” is not a choice; {advice}"
)
_UNKNOWN = Phrase("clé inconnue « {key} » ; {advice}", "unknown key “{key}”; {advice}")
_NEAREST = Phrase("vouliez-vous écrire « {near} » ?", "did you mean “{near}”?")
_KNOWN = Phrase("choisissez parmi : {known}", "choose among: {known}")
_BAD_PATTERN = Phrase(
    "« {found} » n’est pas une expression rationnelle : {why}", "“{found}” is not a regular expression: {why}"
)
