"""A baseline hides what was there when it was written, never what came on top, and says where it is wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from editorial.amend import write_baseline
from editorial.baseline import EMPTY, PATH, Baseline, read_baseline, set_apart, stale
from editorial.errors import EditorialError
from editorial.finding import Finding, Level, Phrase, Span
from tests.builder import SiteBuilder

BANNED = {"vocabulary": {"banned": [{"term": "usé", "why": "x", "instead": "neuf"}]}}
TEXT = "content/ecouter/a.md"


def finding(line: int, rule: str = "words.banned", level: Level = Level.ERROR, **about: Any) -> Finding:
    return Finding(rule, level, "a.md", Span(line, 1, 2), Phrase("x", "x"), **about)


def apart(findings: list[Finding], **counts: int) -> tuple[list[tuple[int, str]], int]:
    baseline = Baseline({("a.md", rule.replace("_", ".")): count for rule, count in counts.items()})
    done = set_apart(findings, baseline, lambda f: not f.is_binding)
    return [(f.span.line, f.level.value) for f in done.stand], done.hidden


def test_what_the_baseline_allows_is_hidden() -> None:
    assert apart([finding(1), finding(2)], words_banned=2) == ([], 2)


def test_what_comes_on_top_stands_and_the_others_are_shown_beside_it() -> None:
    assert apart([finding(1), finding(2), finding(3)], words_banned=2) == (
        [(1, "suggestion"), (2, "suggestion"), (3, "error")],
        0,
    )


def test_another_rule_or_a_binding_finding_is_never_hidden() -> None:
    findings = [finding(1, "length.blog"), finding(2, is_binding=True), finding(3)]

    assert apart(findings, words_banned=1) == ([(1, "error"), (2, "error")], 1)


def test_without_a_baseline_everything_stands_and_is_counted() -> None:
    done = set_apart([finding(1), finding(2), finding(3, is_binding=True)], EMPTY, lambda f: not f.is_binding)

    assert (len(done.stand), done.counts) == (3, {("a.md", "words.banned"): 2})


def test_a_baseline_is_written_sorted_with_a_line_for_each_file_and_rule_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "editorial").mkdir()
    counts = {("content/é.md", "words.banned"): 2, ("content/a.md", "z.z"): 1, ("content/a.md", "a.a"): 3}

    write_baseline(tmp_path, Baseline(counts))

    assert (tmp_path / PATH).read_text("utf-8").splitlines() == [
        "{",
        ' "format": 1,',
        ' "counts": {',
        '  "content/a.md": {',
        '   "a.a": 3,',
        '   "z.z": 1',
        "  },",
        '  "content/é.md": {',
        '   "words.banned": 2',
        "  }",
        " }",
        "}",
    ]
    assert read_baseline(tmp_path).counts == counts
    assert [path.name for path in (tmp_path / "editorial").iterdir()] == ["baseline.json"]


def test_a_baseline_without_a_count_is_no_file(tmp_path: Path) -> None:
    SiteBuilder(tmp_path).file(PATH, Baseline({("a.md", "a.a"): 1}).written)

    write_baseline(tmp_path, EMPTY)

    assert not (tmp_path / PATH).exists()
    assert read_baseline(tmp_path) == EMPTY


BROKEN = {
    "merge conflict": ('{\n<<<<<<< HEAD\n "format": 1\n}', 2, 1, "not JSON"),
    "cut off": ('{"format": 1, "counts": {', 1, 26, "not JSON"),
    "a list": ("[1]", 1, 1, "no baseline"),
    "no counts": ('{"format": 1}', 1, 1, "no baseline"),
    "newer": ('{\n "format": 2, "counts": {}}', 2, 2, "format “2”"),
    "no format": ('{"counts": {}}', 1, 1, "format “None”"),
    "a count for a file": ('{"format": 1, "counts": {\n"a.md": 3}}', 2, 1, "one count a rule"),
    "a text": ('{"format": 1, "counts": {"a.md": {\n "x.y": "3"}}}', 2, 2, 'found "3"'),
    "nought": ('{"format": 1, "counts": {"a.md": {"x.y": 0}}}', 1, 35, "found 0"),
    "true": ('{"format": 1, "counts": {"a.md": {"x.y": true}}}', 1, 35, "found true"),
    "twice": ('{"format": 1, "counts": {"a.md": {"x.y": 1,\n "x.y": 2}}}', 1, 35, "stands here twice"),
    "deep": ("[" * 100_000, 1, 1, "not JSON"),
}


@pytest.mark.parametrize(("text", "line", "column", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_baseline_that_cannot_be_read_is_said_at_its_place(
    tmp_path: Path, text: str, line: int, column: int, said: str
) -> None:
    SiteBuilder(tmp_path).file(PATH, text)

    with pytest.raises(EditorialError, match=said) as caught:
        read_baseline(tmp_path)

    (problem,) = caught.value.problems
    assert problem.path == PATH
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (line, column)


def test_bytes_that_are_no_text_are_said_too(tmp_path: Path) -> None:
    SiteBuilder(tmp_path).file(PATH, b"\xff\xfe\x00{")

    with pytest.raises(EditorialError) as caught:
        read_baseline(tmp_path)

    assert caught.value.problems[0].path == PATH


def test_a_stale_entry_is_an_error_at_its_line(tmp_path: Path) -> None:
    counts = {("a.md", "a.a"): 1, ("b.md", "a.a"): 3, ("c.md", "a.a"): 1}
    baseline = Baseline(counts, Baseline(counts).written)

    found = list(stale(baseline, {("a.md", "a.a"): 1, ("b.md", "a.a"): 2}, unread=["c.md"]))

    assert [(path, f.rule, f.level.value, f.path, f.span) for path, f in found] == [
        ("b.md", "baseline.stale", "error", PATH, Span(8, 4, 9))
    ]


def test_a_baseline_shrinks_to_what_is_found_and_never_grows() -> None:
    baseline = Baseline({("a.md", "a.a"): 3, ("a.md", "b.b"): 1})
    now = {("a.md", "a.a"): 2, ("a.md", "c.c"): 5}

    assert baseline.pruned(now).counts == {("a.md", "a.a"): 2}
    assert baseline.grown({**now, ("a.md", "a.a"): 4}) == {("a.md", "a.a"): 1, ("a.md", "c.c"): 5}


@pytest.fixture
def archive(tmp_path: Path) -> SiteBuilder:
    builder = SiteBuilder(tmp_path).calendar(cadences=[]).charter(**BANNED).piece("a", "Un mot usé.")
    return builder.file(PATH, Baseline({(TEXT, "words.banned"): 1}).written).commit()


def test_a_baselined_error_holds_no_piece(archive: SiteBuilder) -> None:
    decision = archive.decide()

    assert (decision.held, decision.findings, decision.hidden) == ({}, (), 1)
    assert [appearance.piece.id for appearance in decision.plan.live] == ["a"]


def test_a_new_error_shows_the_piece_as_it_was_under_the_baseline(archive: SiteBuilder) -> None:
    archive.piece("a", "Un mot usé, et un autre usé.", title="Nouveau")

    decision = archive.decide()

    assert [(f.rule, f.level.value) for f in decision.findings] == [
        ("live.kept", "warning"),
        ("words.banned", "suggestion"),
        ("words.banned", "error"),
    ]
    assert [appearance.piece.title for appearance in decision.plan.live] == ["Le titre de a"]


def test_a_draft_has_no_part_in_a_baseline(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).calendar(cadences=[]).charter(**BANNED).piece("a", "Un mot usé.", status="draft")
    assert builder.decide().counts == {}
    builder.file(PATH, Baseline({(TEXT, "words.banned"): 1}).written)

    assert [(f.rule, f.level.value) for f in builder.decide().findings] == [("words.banned", "warning")]


@pytest.mark.parametrize(
    "front",
    [
        pytest.param({"pillar": "inconnu"}, id="a-name-that-does-not-exist"),
        pytest.param({"id": "b"}, id="a-clash"),
        pytest.param({"author": None}, id="a-key-that-is-missing"),
    ],
)
def test_what_is_binding_is_not_counted(tmp_path: Path, front: dict[str, Any]) -> None:
    builder = SiteBuilder(tmp_path).piece("b").piece("a", **front).file("content/c.md", b"\xff")

    decision = builder.decide(datetime(2026, 3, 10, tzinfo=UTC))

    assert decision.counts == {}
    assert len({finding.path for finding in decision.findings if finding.level is Level.ERROR}) >= 2
