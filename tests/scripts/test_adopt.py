"""The hundred findings read on ../shared/corpora/fr-blog are what the command says today, and what the page lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adopt import CORPUS, MOST_OF_A_RULE, PAGE, Found, Verdict, draw, found_in, lay_out, read_verdicts, tables


def finding(rule: str, line: int, level: str = "warning", message: str = "") -> Found:
    return Found(rule, level, "articles/un.md", line, 1, 2, message or f"n° {line}")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpora/fr-blog is not beside the checkout")
def test_what_was_read_is_still_said_and_what_was_mended_is_not(tmp_path: Path) -> None:
    said = {one.place for one in found_in(tmp_path, lay_out(tmp_path))}
    verdicts = read_verdicts()

    assert [row for row in verdicts if row.said != "mended" and (row.rule, row.at) not in said] == []
    assert [row for row in verdicts if row.said == "mended" and (row.rule, row.at) in said] == []


def test_a_hundred_were_read_and_the_page_lists_them_all() -> None:
    verdicts = read_verdicts()
    rows = re.findall(r"^\| \d+ \| `([\w.-]+)` \| (\S+) \| (\w+) \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)

    assert sorted(rows) == sorted((row.rule, row.at, row.said, row.word) for row in verdicts)
    assert {row.said for row in verdicts} == {"true", "false", "mended"}
    assert sum(row.said != "mended" for row in verdicts) == 100
    assert [row for row in verdicts if not re.fullmatch(r"\S+", row.word)] == []


def test_errors_are_drawn_first_and_every_rule_has_one() -> None:
    found = [finding("b", line) for line in range(30)] + [finding("a", 40), finding("z", 41, "error")]

    assert [one.rule for one in draw(found, 6, seed=1)] == ["z", "a", "b", "b", "b", "b"]


def test_no_rule_has_more_than_its_most_and_none_says_the_same_twice() -> None:
    found = [finding("a", line) for line in range(30)] + [finding("b", line, message="la même") for line in range(9)]

    assert [one.rule for one in draw(found, 100, seed=1)] == ["a"] * MOST_OF_A_RULE + ["b"]


def test_a_finding_that_is_gone_moves_no_other() -> None:
    found = [finding("a", line) for line in range(30)]
    drawn = draw(found, 5, seed=1)
    left = draw([one for one in found if one != drawn[0]], 5, seed=1)

    assert set(drawn) - set(left) == {drawn[0]}
    assert drawn != draw(found, 5, seed=2)


def test_the_precision_of_a_rule_leaves_out_what_was_mended() -> None:
    verdicts = [
        Verdict("a", "articles/un.md:1:1", "true", "seen"),
        Verdict("a", "articles/un.md:2:1", "false", "joke"),
        Verdict("a", "articles/un.md:9:1", "mended", "code"),
    ]
    made = tables([finding("a", line) for line in range(1, 7)], verdicts)

    assert "| `a` | warning | 6 | 2 | 1 | 50% |" in made
    assert "| 3 | `a` | articles/un.md:9:1 | mended | code |" in made
