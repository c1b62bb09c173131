"""Findings as reviewdog's diagnostics (rdjson, `DiagnosticResult` of its reviewdog.proto).

Its columns count UTF-8 bytes from 1, and the end of a range is excluded.
"""

from __future__ import annotations

from collections.abc import Sequence

from channels.formats.brief import errors_first, printable
from channels.formats.setting import Setting
from editorial.errors import Problem
from editorial.finding import Finding, Level, Span

_SEVERITIES = {Level.ERROR: "ERROR", Level.WARNING: "WARNING", Level.SUGGESTION: "INFO"}


def diagnostics(findings: Sequence[Finding], setting: Setting) -> dict[str, object]:
    """Give the findings as one `DiagnosticResult`, in its JSON form."""
    return {
        "source": {"name": "ligne"},
        "diagnostics": [_diagnostic(finding, setting) for finding in errors_first(findings)],
    }


def unread(problems: Sequence[Problem], setting: Setting) -> dict[str, object]:
    """Give what could not be read as a `DiagnosticResult`."""
    return {"source": {"name": "ligne"}, "diagnostics": [_problem(problem, setting) for problem in problems]}


def _problem(problem: Problem, setting: Setting) -> dict[str, object]:
    said: dict[str, object] = {"message": printable(problem.message.read(setting.lang)), "severity": "ERROR"}
    if problem.path:
        place = {"range": _range(problem.path, problem.span, setting)} if problem.span else {}
        said["location"] = {"path": problem.path, **place}
    return said


def _diagnostic(finding: Finding, setting: Setting) -> dict[str, object]:
    clause = setting.clause(finding)
    code = {"value": finding.rule} | ({"url": clause.url} if clause and clause.url else {})
    said = [finding.message, finding.why, finding.fix]
    diagnostic: dict[str, object] = {
        "message": printable(" — ".join(phrase.read(setting.lang) for phrase in said if phrase is not None)),
        "location": {"path": finding.path, "range": _range(finding.path, finding.span, setting)},
        "severity": _SEVERITIES[finding.level],
        "code": code,
    }
    if finding.edits:
        diagnostic["suggestions"] = [
            {"range": _range(finding.path, edit.span, setting), "text": edit.text} for edit in finding.edits
        ]
    return diagnostic


def _range(path: str, span: Span, setting: Setting) -> dict[str, object]:
    line = setting.line(path, span.line) or ""
    return {
        "start": {"line": span.line, "column": _byte_column(line, span.column)},
        "end": {"line": span.line, "column": _byte_column(line, span.end_column)},
    }


def _byte_column(line: str, column: int) -> int:
    """Give the column of a character, in bytes from 1; beyond the line, a byte a character."""
    before = line[: column - 1]
    return len(before.encode()) + (column - len(before))
