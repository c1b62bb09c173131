"""Says things: findings, problems, the plan and what was made, as text or JSON; nothing else prints."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from channels.formats.brief import as_json, coloured, first_line, in_brief, plain, printable
from editorial.errors import EditorialError, Problem
from editorial.finding import Finding, Level, Phrase

if TYPE_CHECKING:
    from channels.formats.setting import Setting


@dataclass(frozen=True)
class Reporter:
    """Where and in which language things are said; `quiet` leaves only findings and problems."""

    lang: str
    format: str = "text"
    quiet: bool = False
    setting: Setting | None = None
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

    def page(self, made: str) -> None:
        """Say a page as it is made."""
        self.out.write(made)

    def findings(self, findings: Iterable[Finding]) -> None:
        """Say findings in the chosen format; as text each in full where there is a setting, in brief elsewhere."""
        listed = list(findings)
        if self.format == "text":
            for finding in listed:
                print("\n".join(self._said(finding)), file=self.out)
        elif self.format == "json":
            self.dump({"findings": [as_json(finding, self.lang) for finding in listed]})
        elif self.format == "github":
            from channels.formats.github import commands_of, left_out

            for line in commands_of(listed, self.lang):
                print(line, file=self.out)
            left = left_out(listed)
            if left is not None:
                self.aside(left)
        elif self.format == "sarif":
            from channels.formats.sarif import sarif_log

            self.dump(sarif_log(listed, self._setting()))
        elif self.format == "gitlab":
            from channels.formats.gitlab import report

            self.dump(report(listed, self._setting()))
        else:
            from channels.formats.rdjson import diagnostics

            self.dump(diagnostics(listed, self._setting()))

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
        elif self.format == "github":
            from channels.formats.github import commands_of_problems

            for line in commands_of_problems(error.problems, self.lang):
                print(line, file=self.out)
        elif self.format == "sarif":
            from channels.formats import sarif

            self.dump(sarif.unread(error.problems, self._setting()))
        elif self.format == "gitlab":
            from channels.formats import gitlab

            self.dump(gitlab.unread(error.problems, self._setting()))
        elif self.format == "rdjson":
            from channels.formats import rdjson

            self.dump(rdjson.unread(error.problems, self._setting()))
        self.refusals(error.problems)

    def refusals(self, problems: Iterable[Problem]) -> None:
        """Say what could not be read or written, one line a problem, on standard error."""
        for problem in problems:
            place = f"{problem.path}:" if problem.path else ""
            if problem.path and problem.span:
                place += f"{problem.span.line}:{problem.span.column}:"
            print(printable(f"{place or 'ligne:'} {problem.message.read(self.lang)}"), file=self.err)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        head: Sequence[str] = (),
        above: Mapping[int, str] | None = None,
        colours: Mapping[tuple[int, int], str] | None = None,
    ) -> None:
        """Say rows in aligned columns.

        `above` gives by row a line that stands before it, `colours` by row and column the SGR code of a cell, which a
        terminal alone shows.
        """
        if self.format != "text":
            return
        every = [[printable(cell) for cell in row] for row in ([head] if head else []) + list(rows)]
        widths = [max(len(row[i]) for row in every) for i in range(len(every[0]))] if every else []
        paints = (colours or {}) if self._is_colourful() else {}
        for number, row in enumerate(every, start=-1 if head else 0):
            if above and number in above:
                print(("\n" if number else "") + printable(above[number]), file=self.out)
            cells = [
                _painted(cell, paints.get((number, i), "")) + " " * (widths[i] - len(cell))
                for i, cell in enumerate(row)
            ]
            print("  ".join(cells).rstrip(), file=self.out)

    def progress(self, label: Phrase) -> Progress:
        """Give a progress bar."""
        return Progress(label.read(self.lang), self.err if self._is_lively() else None)

    def _is_colourful(self) -> bool:
        return self.out.isatty() and "NO_COLOR" not in os.environ

    def _is_lively(self) -> bool:
        return not self.quiet and self.format == "text" and self.err.isatty()

    def _setting(self) -> Setting:
        from channels.formats.setting import Setting

        return self.setting or Setting(self.lang)

    def _said(self, finding: Finding) -> Iterator[str]:
        paint = coloured if self._is_colourful() else plain
        if self.quiet:
            return iter([first_line(finding, self.lang, paint)])
        if self.setting is None:
            return in_brief(finding, self.lang, paint)
        from channels.formats.text import in_full

        return in_full(finding, self.setting, paint)


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


def _painted(text: str, colour: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if colour and text else text


_SHOWN_AFTER_S = 1.0


_TALLY = Phrase(
    "{errors} erreur{errors:|s}, {warnings} avertissement{warnings:|s}, {suggestions} suggestion{suggestions:|s}",
    "{errors} error{errors:|s}, {warnings} warning{warnings:|s}, {suggestions} suggestion{suggestions:|s}",
)
_CLEAN = Phrase("Rien à redire.", "Nothing to report.")
