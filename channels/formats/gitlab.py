"""Findings as GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format"): what a merge request shows.

Paths are relative to the site's folder, which GitLab takes for the repository's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from channels.formats.brief import errors_first, next_step, printable
from channels.formats.fingerprint import fingerprint
from channels.formats.setting import Setting
from editorial.errors import Problem
from editorial.finding import Finding, Level

_SEVERITIES = {Level.ERROR: "critical", Level.WARNING: "minor", Level.SUGGESTION: "info"}


def report(findings: Sequence[Finding], setting: Setting) -> list[dict[str, object]]:
    """Give the findings as the issues of a report, errors first; a finding keeps its fingerprint while lines move."""
    seen: Counter[str] = Counter()
    return [_issue(finding, setting, fingerprint(finding, setting, seen)) for finding in errors_first(findings)]


def unread(problems: Sequence[Problem], setting: Setting) -> list[dict[str, object]]:
    """Give what could not be read as issues; a problem of no file has no place in such a report."""
    return [
        _at(problem.path, problem.span.line if problem.span else 1)
        | {
            "check_name": "ligne",
            "description": (said := printable(problem.message.read(setting.lang))),
            "severity": "blocker",
            "fingerprint": sha256(f"{problem.path}\0{said}".encode()).hexdigest()[:32],
        }
        for problem in problems
        if problem.path
    ]


def _issue(finding: Finding, setting: Setting, known_by: str) -> dict[str, object]:
    said = " → ".join(filter(None, (finding.message.read(setting.lang), next_step(finding, setting.lang))))
    return _at(finding.path, finding.span.line) | {
        "check_name": finding.rule,
        "description": printable(said),
        "severity": _SEVERITIES[finding.level],
        "fingerprint": known_by,
    }


def _at(path: str, line: int) -> dict[str, object]:
    return {"location": {"path": path, "lines": {"begin": line}}}
