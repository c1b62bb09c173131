"""GitLab's Code Quality report: an issue for each finding, known again when lines move."""

from __future__ import annotations

from pathlib import Path

from channels.formats.gitlab import report, unread
from channels.formats.setting import Setting
from editorial.errors import Problem
from editorial.finding import Level, Phrase, Span
from tests.channels.formats.samples import LINES, PATH, finding, setting


def test_a_finding_is_an_issue(tmp_path: Path) -> None:
    (issue,) = report([finding()], setting(tmp_path))
    known_by = issue.pop("fingerprint")
    assert issue == {
        "check_name": "words.preferred",
        "description": "« mail » : la charte dit « courriel » → écrivez plutôt : courriel",
        "severity": "minor",
        "location": {"path": PATH, "lines": {"begin": 4}},
    }
    assert isinstance(known_by, str)


def test_a_finding_is_known_again_when_lines_above_it_move(tmp_path: Path) -> None:
    around = setting(tmp_path)
    before = report([finding(10, 14), finding(20, 24)], around)
    (tmp_path / PATH).write_text("\n".join(("---", "title: Un", "tags: [a]", *LINES[2:])), "utf-8")
    down = [finding(10, 14), finding(20, 24)]
    moved = [type(one)(one.rule, one.level, one.path, Span(5, *(one.span.column, one.span.end_column)), one.message)
             for one in down]  # fmt: skip
    after = report(moved, setting_as_it_is(tmp_path))

    known = [issue["fingerprint"] for issue in before]
    assert len(set(known)) == 2
    assert [issue["fingerprint"] for issue in after] == known


def setting_as_it_is(root: Path) -> Setting:
    return Setting("fr", root)


def test_errors_come_first_and_each_level_has_its_severity() -> None:
    said = report([finding(level=level) for level in reversed(Level)], Setting("fr"))
    assert [issue["severity"] for issue in said] == ["critical", "minor", "info"]


def test_what_could_not_be_read_is_an_issue_where_it_has_a_place() -> None:
    problems = [Problem(Phrase("x", "y"), "a.yaml", Span(2, 3, 4)), Problem(Phrase("x", "z"))]
    (issue,) = unread(problems, Setting("en"))
    assert (issue["description"], issue["severity"], issue["location"]) == (
        "y",
        "blocker",
        {"path": "a.yaml", "lines": {"begin": 2}},
    )
