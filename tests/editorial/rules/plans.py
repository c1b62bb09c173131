"""What the kinds that judge a plan say of a whole site, each finding with the words it underlines."""

from __future__ import annotations

from datetime import datetime

from tests.builder import AT, SiteBuilder


def said(builder: SiteBuilder, rule: str, at: datetime = AT) -> list[str]:
    """Give the findings whose rule begins so, as lines `level rule path “underlined”: message`."""
    found = []
    for finding in builder.decide(at).findings:
        if finding.rule.startswith(rule):
            span, lines = finding.span, (builder.root / finding.path).read_text("utf-8").splitlines()
            words = lines[span.line - 1][span.column - 1 : span.end_column - 1] if lines else ""
            message = f"{finding.path} “{words}”: {finding.message.en}"
            found.append(f"{finding.level} {finding.rule} {message}")
    return found


def calendar_file(builder: SiteBuilder, *entries: str, month: str = "2026-03") -> SiteBuilder:
    """Write the entries of a month as a team would, one a line."""
    lines = "\n".join(f"  - {entry}" for entry in entries)
    return builder.file(f"editorial/calendar/{month}.yaml", f"format: 1\nentries:\n{lines}\n")
