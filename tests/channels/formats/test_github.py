"""Annotations: those that GitHub would leave out are counted, what could not be read is annotated too."""

from __future__ import annotations

import pytest

from channels.formats.github import commands_of, commands_of_problems, left_out
from editorial.errors import Problem
from editorial.finding import Level, Phrase, Span
from tests.channels.formats.samples import finding


def test_errors_come_first_then_warnings_then_notices() -> None:
    findings = [finding(level=level) for level in (Level.SUGGESTION, Level.WARNING, Level.ERROR)]
    assert [line.partition(" ")[0] for line in commands_of(findings, "fr")] == ["::error", "::warning", "::notice"]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((10, 10, 10), None),
        ((12, 3, 0), "2 more errors, 0 warnings, 0 suggestions"),
        ((0, 11, 30), "0 more errors, 1 warning, 20 suggestions"),
    ],
    ids=["all shown", "errors", "others"],
)
def test_how_many_are_left_out_is_said(counts: tuple[int, int, int], said: str | None) -> None:
    findings = [finding(level=level) for level, count in zip(Level, counts, strict=True) for _ in range(count)]
    found = left_out(findings)
    assert found is None if said is None else found is not None and found.en.endswith(f"in the log alone: {said}.")


def test_what_could_not_be_read_is_annotated_where_it_stands() -> None:
    problems = [Problem(Phrase("x", "a % b"), "editorial/a,b.yaml", Span(2, 3, 4)), Problem(Phrase("x", "y"))]
    assert list(commands_of_problems(problems, "en")) == [
        "::error file=editorial/a%2Cb.yaml,line=2,col=3,title=ligne::a %25 b",
        "::error title=ligne::y",
    ]
