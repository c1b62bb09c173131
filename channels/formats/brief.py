"""Findings in brief: one line each, or the contract's JSON; nothing here needs more than the finding itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from editorial.finding import Finding, Level, Phrase

Paint = Callable[[str, Level], str]

_COLOURS = {Level.ERROR: "31", Level.WARNING: "33", Level.SUGGESTION: "36"}
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(text: str, level: Level) -> str:
    """Give a text without colours."""
    return text


def coloured(text: str, level: Level) -> str:
    """Give a text in the colour of a level."""
    return f"\x1b[{_COLOURS[level]}m{text}\x1b[0m"


def first_line(finding: Finding, lang: str, paint: Paint = plain) -> str:
    """Give a finding on one line: `path:line:col: level rule: message [clause]`."""
    clause = f" [{finding.clause}]" if finding.clause else ""
    level = paint(finding.level.value, finding.level)
    said = printable(f"{finding.rule}: {finding.message.read(lang)}{clause}")
    return f"{printable(finding.path)}:{finding.span.line}:{finding.span.column}: {level} {said}"


def in_brief(finding: Finding, lang: str, paint: Paint = plain) -> Iterator[str]:
    """Give a finding on one line, and the next step."""
    yield first_line(finding, lang, paint)
    said = next_step(finding, lang)
    if said:
        yield f"    → {said}"


def next_step(finding: Finding, lang: str) -> str:
    """Give what to do about a finding, and the command that does it where one can; empty where nothing is known."""
    said = printable(finding.fix.read(lang)) if finding.fix else ""
    if not finding.edits:
        return said
    mends = (_MENDS if all(edit.is_safe for edit in finding.edits) else _MENDS_UNSAFE).read(lang)
    return f"{said} ({mends})" if said else mends


def printable(text: str) -> str:
    """Give a text without control characters, so that a title cannot drive the reader's terminal."""
    return _CONTROLS.sub(" ", text)


def as_json(finding: Finding, lang: str) -> Mapping[str, object]:
    """Give a finding as the contract's JSON object."""
    return {
        "path": finding.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "end_column": finding.span.end_column,
        "level": finding.level.value,
        "rule": finding.rule,
        "message": printable(finding.message.read(lang)),
        "why": printable(finding.why.read(lang)) if finding.why else None,
        "clause": finding.clause,
        "fix": next_step(finding, lang) or None,
    }


def errors_first(findings: Sequence[Finding]) -> list[Finding]:
    """Give the findings by level, errors first, in their order otherwise."""
    return sorted(findings, key=lambda finding: list(Level).index(finding.level))


_MENDS = Phrase("ligne check --fix l’écrit", "ligne check --fix writes it")
_MENDS_UNSAFE = Phrase("ligne check --fix --unsafe l’écrit", "ligne check --fix --unsafe writes it")
