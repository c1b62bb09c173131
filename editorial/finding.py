"""What a review says of a text: a finding, its level, and its words in French and English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages of the house; the charter's language chooses which is read."""

    fr: str
    en: str

    def fill(self, **parameters: object) -> Phrase:
        """Give the phrase with its `{parameters}` filled in; a parameter that is a phrase is said in each language.

        `{count:|s}` is what stands before or behind the bar, as the language wants it of one or of several:
        `{count} erreur{count:|s}`, `{count} {count:delivery|deliveries}`.
        """
        return Phrase(
            self.fr.format(**{name: _said(value, "fr") for name, value in parameters.items()}),
            self.en.format(**{name: _said(value, "en") for name, value in parameters.items()}),
        )

    def read(self, lang: str) -> str:
        """Give the text in `lang`; anything that is not English reads French."""
        return self.en if lang.split("-")[0] == "en" else self.fr


@dataclass(frozen=True, slots=True)
class _Counted:
    number: int
    is_several: bool

    def __format__(self, forms: str) -> str:
        one, bar, several = forms.partition("|")
        return format(self.number, forms) if not bar else several if self.is_several else one


def _said(value: object, lang: str) -> object:
    """Give what a parameter says in a language; French says several from two on, English of all but one."""
    if isinstance(value, Phrase):
        return value.read(lang)
    if isinstance(value, int):
        return _Counted(value, abs(value) >= 2 if lang == "fr" else value != 1)
    return str(value)


class Level(StrEnum):
    """How much a finding weighs: an error stops a piece, a warning asks, a suggestion offers."""

    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line of a source: line and columns count from 1, in characters; the end column is excluded."""

    line: int = 1
    column: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands in place of a span, once a fix is applied; a safe one never changes what is said."""

    span: Span
    text: str
    is_safe: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark about one place: which rule, how grave, where, what, why, and what to do next."""

    rule: str
    level: Level
    path: str
    span: Span
    message: Phrase
    why: Phrase | None = None
    clause: str | None = None
    """The key of the charter that asks for it, as `channels.blog.length`."""
    fix: Phrase | None = None
    edits: tuple[Edit, ...] = ()
    """What could be written in the source as it stands; none where only a writer can decide."""
    is_binding: bool = False
    """Whether nothing lifts it: no exemption, no baseline."""


def is_error(finding: Finding) -> bool:
    """Say whether the finding stops a piece that is not live yet."""
    return finding.level is Level.ERROR


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings sorted by place, then rule, each once."""
    found: list[Finding] = []
    last, first = None, 0
    for place, finding in sorted(((_place(finding), finding) for finding in findings), key=itemgetter(0)):
        if place != last:
            last, first = place, len(found)
        if finding not in found[first:]:
            found.append(finding)
    return found


def _place(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.path, finding.span.line, finding.span.column, finding.rule, finding.message.en
