"""Findings are told in the order of their places, each once."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from editorial.finding import Finding, Level, Phrase, Span, in_order

ONE = Finding("words.banned", Level.ERROR, "content/a.md", Span(2, 5, 9), Phrase("mot", "word"))
BEFORE = {
    "an earlier file": replace(ONE, path="content/_.md"),
    "an earlier line": replace(ONE, span=Span(1, 7, 9)),
    "an earlier column": replace(ONE, span=Span(2, 1, 9)),
    "an earlier rule": replace(ONE, rule="words"),
}


@pytest.mark.parametrize("earlier", BEFORE.values(), ids=BEFORE)
def test_what_stands_first_is_told_first(earlier: Finding) -> None:
    assert in_order([ONE, earlier]) == in_order([earlier, ONE]) == [earlier, ONE]


def test_the_same_is_told_once_and_what_differs_at_one_place_is_told() -> None:
    other = replace(ONE, level=Level.WARNING)
    told = [in_order(given) for given in permutations([ONE, other, replace(ONE)])]
    assert [sorted(found, key=repr) for found in told] == [sorted([ONE, other], key=repr)] * 6


@pytest.mark.parametrize(
    ("count", "fr", "en"),
    [
        (0, "0 envoi parti", "0 deliveries left"),
        (1, "1 envoi parti", "1 delivery left"),
        (2, "2 envois partis", "2 deliveries left"),
    ],
)
def test_a_phrase_agrees_with_its_number_in_each_language(count: int, fr: str, en: str) -> None:
    said = Phrase("{count} envoi{count:|s} parti{count:|s}", "{count} {count:delivery|deliveries} left")

    assert said.fill(count=count) == Phrase(fr, en)
