"""reviewdog's format counts UTF-8 bytes, and takes each edit as a suggestion."""

from __future__ import annotations

from pathlib import Path

from channels.formats.rdjson import diagnostics, unread
from channels.formats.setting import Setting
from editorial.errors import Problem
from editorial.finding import Level, Phrase, Span
from tests.channels.formats.samples import LINES, PATH, finding, offered, setting


def test_a_finding_is_a_diagnostic_with_its_clause_and_its_suggestion(tmp_path: Path) -> None:
    before = len("Un 👩‍👩‍👧 ".encode())
    place = {"start": {"line": 4, "column": before + 1}, "end": {"line": 4, "column": before + 5}}
    assert diagnostics([offered()], setting(tmp_path)) == {
        "source": {"name": "ligne"},
        "diagnostics": [
            {
                "message": "« mail » : la charte dit « courriel » — un mot pour une chose — écrivez plutôt : courriel",
                "location": {"path": PATH, "range": place},
                "severity": "WARNING",
                "code": {"value": "words.preferred", "url": "https://site.example/charte/#clause-vocabulary-preferred"},
                "suggestions": [{"range": place, "text": "courriel"}],
            }
        ],
    }


def test_a_range_cuts_the_bytes_of_the_line_where_the_span_cuts_its_characters(tmp_path: Path) -> None:
    (found,) = diagnostics([finding(3, 16)], setting(tmp_path))["diagnostics"]  # type: ignore[misc]
    place = found["location"]["range"]
    raw = LINES[3].encode()[place["start"]["column"] - 1 : place["end"]["column"] - 1]
    assert raw.decode() == LINES[3][2:15]


def test_severities_are_those_of_the_proto() -> None:
    said = diagnostics([finding(level=level) for level in Level], Setting("fr"))["diagnostics"]
    assert [one["severity"] for one in said] == ["ERROR", "WARNING", "INFO"]  # type: ignore[attr-defined]
    assert {"url"}.isdisjoint(said[0]["code"])  # type: ignore[index]


def test_what_could_not_be_read_is_an_error() -> None:
    said = unread([Problem(Phrase("x", "y"), "a.yaml", Span(2, 3, 4)), Problem(Phrase("x", "z"))], Setting("en"))
    place = {"start": {"line": 2, "column": 3}, "end": {"line": 2, "column": 4}}
    assert said["diagnostics"] == [
        {"message": "y", "severity": "ERROR", "location": {"path": "a.yaml", "range": place}},
        {"message": "z", "severity": "ERROR"},
    ]
