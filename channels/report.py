"""Says things: findings, problems, the plan and what was made, as text or JSON; nothing else prints."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import TextIO

from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COLOURS = {Level.ERROR: "31", Level.WARNING: "33", Level.SUGGESTION: "36"}


@dataclass(frozen=True)
class Reporter:
    """Where and in which language things are said; `quiet` leaves only findings and problems."""

    lang: str
    format: str = "text"
    quiet: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)

    def say(self, phrase: Phrase | str) -> None:
        """Say one line to the reader, unless asked to be quiet or to speak JSON."""
        if not self.quiet and self.format == "text":
            text = phrase.read(self.lang) if isinstance(phrase, Phrase) else phrase
            print("\n".join(printable(line) for line in text.splitlines()), file=self.out)

    def aside(self, phrase: Phrase) -> None:
        """Say one line beside the answer, whatever its form, unless asked to be quiet."""
        if not self.quiet:
            print(printable(phrase.read(self.lang)), file=self.err)

    def dump(self, value: object) -> None:
        """Say a value as JSON."""
        print(json.dumps(value, ensure_ascii=False, indent=1), file=self.out)

    def findings(self, findings: Iterable[Finding]) -> None:
        """Say findings in the chosen format: one a line, JSON, or GitHub's annotations (errors first)."""
        listed = list(findings)
        if self.format == "json":
            self.dump({"findings": [as_json(finding, self.lang) for finding in listed]})
        elif self.format == "github":
            for finding in sorted(listed, key=lambda f: list(Level).index(f.level)):
                print(_annotation(finding, self.lang), file=self.out)
        else:
            for finding in listed:
                print(self._line(finding), file=self.out)
                if finding.fix is not None:
                    print(f"    → {printable(finding.fix.read(self.lang))}", file=self.out)

    def tally(self, findings: Sequence[Finding]) -> None:
        """Say how many findings of each level there are."""
        counts = [sum(finding.level is level for finding in findings) for level in Level]
        self.say(_TALLY.fill(errors=counts[0], warnings=counts[1], suggestions=counts[2]) if findings else _CLEAN)

    def problems(self, error: EditorialError) -> None:
        """Say what could not be read or written, one line a problem, on standard error (as JSON on standard output)."""
        if self.format == "json":
            rows = [
                {
                    "path": p.path,
                    "line": p.span.line if p.span else None,
                    "column": p.span.column if p.span else None,
                    "message": printable(p.message.read(self.lang)),
                }
                for p in error.problems
            ]
            self.dump({"findings": [], "errors": rows})
        for problem in error.problems:
            place = f"{problem.path}:" if problem.path else ""
            if problem.path and problem.span:
                place += f"{problem.span.line}:{problem.span.column}:"
            print(printable(f"{place or 'ligne:'} {problem.message.read(self.lang)}"), file=self.err)

    def table(self, rows: Sequence[Sequence[str]], *, head: Sequence[str] = ()) -> None:
        """Say rows in aligned columns."""
        if self.format != "text":
            return
        every = [[printable(cell) for cell in row] for row in ([head] if head else []) + list(rows)]
        widths = [max(len(row[i]) for row in every) for i in range(len(every[0]))] if every else []
        for row in every:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), file=self.out)

    def progress(self, label: Phrase) -> Progress:
        """Give a progress bar."""
        return Progress(label.read(self.lang), self.err if self._is_lively() else None)

    def _is_lively(self) -> bool:
        return not self.quiet and self.format == "text" and self.err.isatty()

    def _line(self, finding: Finding) -> str:
        clause = f" [{finding.clause}]" if finding.clause else ""
        level = finding.level.value
        if self.out.isatty() and "NO_COLOR" not in os.environ:
            level = f"\x1b[{_COLOURS[finding.level]}m{level}\x1b[0m"
        said = printable(f"{finding.rule}: {finding.message.read(self.lang)}{clause}")
        return f"{printable(finding.path)}:{finding.span.line}:{finding.span.column}: {level} {said}"


class Progress:
    """A one-line bar on standard error, for work of over a second, on a terminal."""

    def __init__(self, label: str, stream: TextIO | None):
        self.label, self.stream, self.shown, self.begun = label, stream, -1, monotonic()

    def step(self, done: int, total: int) -> None:
        """Show how far the work is, and take the bar away when it is done."""
        percent = done * 100 // total if total else 100
        if self.stream is None or percent == self.shown or monotonic() - self.begun < _SHOWN_AFTER_S:
            return
        self.shown = percent
        end = "\r\x1b[K" if done == total else ""
        print(f"\r{self.label} {'█' * (percent // 4):<25} {percent:3d} %{end}", end="", file=self.stream, flush=True)


_SHOWN_AFTER_S = 1.0


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
        "fix": printable(finding.fix.read(lang)) if finding.fix else None,
    }


def _annotation(finding: Finding, lang: str) -> str:
    """Give GitHub's workflow command for a finding; suggestions are notices."""
    command = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "notice"}[finding.level]
    span = finding.span
    place = f"file={_property(finding.path)},line={span.line},col={span.column},endColumn={span.end_column}"
    said = finding.message.read(lang) + (f" → {finding.fix.read(lang)}" if finding.fix else "")
    return f"::{command} {place},title={_property(finding.rule)}::{_escaped(printable(said))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(printable(text)).replace(":", "%3A").replace(",", "%2C")


_TALLY = Phrase(
    "{errors} erreur(s), {warnings} avertissement(s), {suggestions} suggestion(s)",
    "{errors} error(s), {warnings} warning(s), {suggestions} suggestion(s)",
)
_CLEAN = Phrase("Rien à redire.", "Nothing to report.")
