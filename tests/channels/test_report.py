"""What is said is one line a finding, safe for terminals, annotations and machines."""

from __future__ import annotations

import io
import json

import pytest

from channels.report import Progress, Reporter
from editorial.errors import EditorialError, Problem
from editorial.finding import Finding, Level, Phrase, Span


def finding(message: str = "une phrase", level: Level = Level.ERROR, path: str = "content/a.md") -> Finding:
    return Finding(
        "words.banned", level, path, Span(3, 5, 9), Phrase(message, "a sentence"), clause="vocabulary.banned",
        fix=Phrase("écrivez autre chose", "write something else"),
    )  # fmt: skip


def said(format_: str, *findings: Finding, lang: str = "fr") -> str:
    out = io.StringIO()
    Reporter(lang, format_, out=out).findings(findings)
    return out.getvalue()


@pytest.mark.parametrize(("lang", "message"), [("fr", "une phrase"), ("en", "a sentence"), ("en-GB", "a sentence")])
def test_a_finding_is_one_line_with_its_place_in_the_readers_language(lang: str, message: str) -> None:
    first = said("text", finding(), lang=lang).splitlines()[0]

    assert first == f"content/a.md:3:5: error words.banned: {message} [vocabulary.banned]"


def test_a_finding_as_json_has_every_key_of_the_contract() -> None:
    (row,) = json.loads(said("json", finding()))["findings"]

    assert list(row) == ["path", "line", "column", "end_column", "level", "rule", "message", "why", "clause", "fix"]
    assert (row["line"], row["column"], row["end_column"], row["why"]) == (3, 5, 9, None)


def test_annotations_put_errors_first_and_escape_what_would_end_them() -> None:
    warning = finding("cent % :: deux\nlignes", Level.WARNING, "content/a,b:c.md")

    first, second = said("github", warning, finding()).splitlines()

    assert first.startswith("::error file=content/a.md,line=3,col=5,endColumn=9,title=words.banned::une phrase")
    assert second.startswith("::warning file=content/a%2Cb%3Ac.md,line=3")
    assert "::cent %25 :: deux lignes →" in second


@pytest.mark.parametrize("nasty", ["\x1b[31mrouge", "a\rb", "\x9b31m", "abc\u202edef", "a\nb: error"])
def test_control_characters_never_reach_the_terminal(nasty: str) -> None:
    text = said("text", finding(nasty, path=f"content/{nasty}.md"))

    assert not set(text) & set("\x1b\r\x9b\u202e")
    assert text.count("\n") == 2


def test_problems_are_one_line_each_on_standard_error() -> None:
    err = io.StringIO()
    problems = [Problem(Phrase("un", "one"), "a.yaml", Span(2, 3, 4)), Problem(Phrase("deux", "two"))]

    Reporter("fr", err=err).problems(EditorialError(problems))

    assert err.getvalue() == "a.yaml:2:3: un\nligne: deux\n"


def test_problems_are_json_where_json_is_asked_for() -> None:
    out = io.StringIO()

    Reporter("en", "json", out=out, err=io.StringIO()).problems(
        EditorialError(Phrase("un", "one"), "a.yaml", Span(2, 3, 4))
    )

    row = {"path": "a.yaml", "line": 2, "column": 3, "message": "one"}
    assert json.loads(out.getvalue()) == {"findings": [], "errors": [row]}


def test_a_bar_shows_only_after_a_second_of_work_and_leaves_no_trace() -> None:
    stream = io.StringIO()
    progress = Progress("Fabrication", stream)
    progress.step(1, 2)
    quick = stream.getvalue()
    progress.begun -= 2

    progress.step(1, 2)
    progress.step(2, 2)

    assert quick == ""
    assert "50 %" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[K")
