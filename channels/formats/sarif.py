"""Findings as SARIF 2.1.0 (OASIS, errata 01), for code scanning: one run, each rule with its help, fixes that apply.

Columns count characters (`columnKind`), paths are relative to the site and percent-encoded, and a result's
fingerprint is of its rule, its file and the words of its line, so that it stays itself when lines above it move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from channels.formats.brief import errors_first, printable
from channels.formats.fingerprint import fingerprint
from channels.formats.setting import Clause, Setting
from editorial.charter import PATH as CHARTER
from editorial.errors import Problem
from editorial.finding import Edit, Finding, Level, Phrase, Span
from editorial.rules.registry import kind_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"
"""What paths are relative to: the site's folder; the name by which GitHub and others know a checkout."""
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "note"}


def sarif_log(findings: Sequence[Finding], setting: Setting) -> dict[str, object]:
    """Give the findings as a SARIF log."""
    listed = errors_first(findings)
    return _log(listed, setting)


def unread(problems: Sequence[Problem], setting: Setting) -> dict[str, object]:
    """Give what could not be read as the log of a run that did not succeed."""
    notices = [_notice(problem, setting) for problem in problems]
    return _log([], setting, {"executionSuccessful": False, "toolExecutionNotifications": notices})


def _notice(problem: Problem, setting: Setting) -> dict[str, object]:
    notice: dict[str, object] = {"level": "error", "message": {"text": printable(problem.message.read(setting.lang))}}
    if problem.path:
        place = _physical(problem.path, problem.span or Span(), setting)
        notice["locations"] = [{"physicalLocation": place}]
    return notice


def _log(
    listed: Sequence[Finding], setting: Setting, invocation: Mapping[str, object] | None = None
) -> dict[str, object]:
    firsts = {finding.rule: finding for finding in reversed(listed)}
    rules = sorted(firsts)
    seen: Counter[str] = Counter()
    driver: dict[str, object] = {
        "name": "Ligne",
        **({"version": setting.version} if setting.version else {}),
        "rules": [_rule(firsts[rule], setting) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "language": "en" if setting.lang.split("-")[0] == "en" else "fr",
        "originalUriBaseIds": {BASE: {"description": {"text": _SITE.read(setting.lang)}}},
        "invocations": [invocation or {"executionSuccessful": True}],
        "results": [_result(finding, rules.index(finding.rule), setting, seen) for finding in listed],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(finding: Finding, setting: Setting) -> dict[str, object]:
    """Give what there is to know of a rule: its kind's manual, else what one of its findings says."""
    kind, written = kind_of(finding.rule)
    said = finding.why or finding.message
    title = written.partition("\n")[0].partition(": ")[2] if written else printable(said.read(setting.lang))
    body = written.partition("\n\n")[2] if written else printable(said.read(setting.lang))
    clause = setting.clause(finding)
    rule: dict[str, object] = {
        "id": finding.rule,
        "name": "".join(part.capitalize() for part in finding.rule.replace(".", "-").split("-")),
        "shortDescription": {"text": title[:1].upper() + title[1:]},
        "help": {"text": body, "markdown": body},
        "defaultConfiguration": {"level": _LEVELS[finding.level]},
        "properties": {"tags": ["editorial", *([kind] if kind else [])]},
    }
    return rule | ({"helpUri": clause.url} if clause and clause.url else {})


def _result(finding: Finding, index: int, setting: Setting, seen: Counter[str]) -> dict[str, object]:
    lang, clause = setting.lang, setting.clause(finding)
    message = printable(finding.message.read(lang))
    said = [message, *(printable(phrase.read(lang)) for phrase in (finding.why, finding.fix) if phrase)]
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": "\n".join(said)},
        "locations": [{"physicalLocation": _physical(finding.path, finding.span, setting)}],
        "partialFingerprints": {"ligne/v1": fingerprint(finding, setting, seen)},
    }
    if clause is not None:
        result["relatedLocations"] = [_charter(clause, setting)]
    if finding.edits:
        result["fixes"] = [_fix(finding, finding.edits, lang)]
    kept = {"clause": finding.clause, "why": finding.why and printable(finding.why.read(lang))}
    properties = {key: value for key, value in kept.items() if value}
    return result | ({"properties": properties} if properties else {})


def _charter(clause: Clause, setting: Setting) -> dict[str, object]:
    text = _ASKS.fill(clause=clause.key).read(setting.lang)
    return {"physicalLocation": _physical(CHARTER, clause.span, setting), "message": {"text": text}}


def _physical(path: str, span: Span, setting: Setting) -> dict[str, object]:
    line = setting.line(path, span.line)
    region: dict[str, object] = dict(_region(span))
    if line is not None and line[span.column - 1 : span.end_column - 1]:
        region["snippet"] = {"text": line[span.column - 1 : span.end_column - 1]}
    return {"artifactLocation": _artifact(path), "region": region}


def _artifact(path: str) -> dict[str, str]:
    return {"uri": quote(path), "uriBaseId": BASE}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.line,
        "endColumn": max(span.end_column, span.column),
    }


def _fix(finding: Finding, edits: Iterable[Edit], lang: str) -> dict[str, object]:
    replacements = [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}} for edit in edits]
    said = (finding.fix or finding.message).read(lang)
    return {
        "description": {"text": printable(said)},
        "artifactChanges": [{"artifactLocation": _artifact(finding.path), "replacements": replacements}],
    }


_SITE = Phrase("le dossier du site", "the site’s folder")
_ASKS = Phrase("la charte le demande : {clause}", "the charter asks for it: {clause}")
