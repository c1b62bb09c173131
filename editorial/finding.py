"""What a review says of a text: a finding, its level, and its words in French and English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in both languages of the house; the charter's language chooses which is read."""

    fr: str
    en: str

    def fill(self, **parameters: object) -> Phrase:
        """Give the phrase with its `{parameters}` filled in; a parameter that is a phrase is said in each language."""
        said = {
            name: value if isinstance(value, Phrase) else Phrase(str(value), str(value))
            for name, value in parameters.items()
        }
        return Phrase(
            self.fr.format(**{name: value.fr for name, value in said.items()}),
            self.en.format(**{name: value.en for name, value in said.items()}),
        )

    def read(self, lang: str) -> str:
        """Give the text in `lang`; anything that is not English reads French."""
        return self.en if lang.split("-")[0] == "en" else self.fr


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
    unique = dict.fromkeys(findings)
    return sorted(unique, key=lambda f: (f.path, f.span.line, f.span.column, f.rule, f.message.en))
