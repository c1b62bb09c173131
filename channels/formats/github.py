"""Findings as GitHub's workflow commands: annotations on the lines of a pull request, errors first.

GitHub keeps ten annotations of each level a step (docs.github.com, "Workflow commands", limits); the others stand in
the step's log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from channels.formats.brief import errors_first, next_step, printable
from editorial.errors import Problem
from editorial.finding import Finding, Level, Phrase

KEPT = 10
_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "notice"}


def commands_of(findings: Sequence[Finding], lang: str) -> Iterator[str]:
    """Give a workflow command for each finding, errors first; suggestions are notices."""
    for finding in errors_first(findings):
        yield _annotation(finding, lang)


def commands_of_problems(problems: Sequence[Problem], lang: str) -> Iterator[str]:
    """Give a workflow command for each thing that could not be read."""
    for problem in problems:
        place = f"file={_property(problem.path)}," if problem.path else ""
        if problem.path and problem.span:
            place += f"line={problem.span.line},col={problem.span.column},"
        yield f"::error {place}title=ligne::{_escaped(printable(problem.message.read(lang)))}"


def left_out(findings: Sequence[Finding]) -> Phrase | None:
    """Give how many annotations GitHub will not show, or None where it shows all."""
    counts = Counter(finding.level for finding in findings)
    over = [max(0, counts[level] - KEPT) for level in Level]
    if not any(over):
        return None
    return _LEFT_OUT.fill(kept=KEPT, errors=over[0], warnings=over[1], suggestions=over[2])


def _annotation(finding: Finding, lang: str) -> str:
    span = finding.span
    place = f"file={_property(finding.path)},line={span.line},col={span.column},endColumn={span.end_column}"
    said = " → ".join(filter(None, (finding.message.read(lang), next_step(finding, lang))))
    return f"::{_COMMANDS[finding.level]} {place},title={_property(finding.rule)}::{_escaped(printable(said))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(printable(text)).replace(":", "%3A").replace(",", "%2C")


_LEFT_OUT = Phrase(
    "GitHub n’affiche que {kept} annotations par niveau ; dans le journal seulement : {errors} erreur{errors:|s}, "
    "{warnings} avertissement{warnings:|s}, {suggestions} suggestion{suggestions:|s} de plus.",
    "GitHub shows {kept} annotations a level only; in the log alone: {errors} more error{errors:|s}, "
    "{warnings} warning{warnings:|s}, {suggestions} suggestion{suggestions:|s}.",
)
