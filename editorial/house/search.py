"""Searching a text for the first of several patterns, as one alternation of them would, within a time limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, cast

import regex

from editorial.house.dialect import compiled

TIME_LIMIT_S: Final = 2.0
"""What one pattern may take on one text; the slowest of the two packages in the tests takes 0.02 s on 1 MB."""


class Slow(Exception):
    """A pattern that takes more than the time limit on a text."""


@cache
def ready(said: str, ignore_case: bool) -> regex.Pattern[str]:
    """Give a pattern compiled, once in a process; raises BadPattern."""
    if _PLAIN.fullmatch(said):
        # Most tokens are plain words, which `re` compiles four times faster (0.03 ms) and finds as `regex` does.
        return cast("regex.Pattern[str]", _Plain(said, ignore_case))
    return compiled(said, ignore_case=ignore_case)


class _Plain:
    """A plain word or phrase, which no text is slow for."""

    def __init__(self, said: str, ignore_case: bool) -> None:
        self._pattern = re.compile(said, re.IGNORECASE | re.MULTILINE if ignore_case else re.MULTILINE)

    def finditer(self, text: str, timeout: float = 0) -> Iterator[re.Match[str]]:
        """Give each match in a text."""
        return self._pattern.finditer(text)

    def search(self, text: str, pos: int = 0, timeout: float = 0) -> re.Match[str] | None:
        """Give the first match in a text from a place on."""
        return self._pattern.search(text, pos)


def every(said: str, text: str, *, ignore_case: bool = False) -> Iterator[regex.Match[str]]:
    """Give each match of a pattern in a text; raises Slow."""
    try:
        yield from ready(said, ignore_case).finditer(text, timeout=TIME_LIMIT_S)
    except TimeoutError:
        raise Slow(said) from None


def spans_of(said: str, text: str, *, ignore_case: bool = False) -> list[tuple[int, int]]:
    """Give where each match of a pattern in a text begins and ends; raises Slow."""
    try:
        return [match.span() for match in ready(said, ignore_case).finditer(text, timeout=TIME_LIMIT_S)]
    except TimeoutError:
        raise Slow(said) from None


def holds(said: str, text: str, *, ignore_case: bool = False) -> bool:
    """Say whether a pattern matches somewhere in a text; raises Slow."""
    try:
        return ready(said, ignore_case).search(text, timeout=TIME_LIMIT_S) is not None
    except TimeoutError:
        raise Slow(said) from None


def first_of(
    patterns: Sequence[str], picks: Sequence[int], text: str, *, ignore_case: bool
) -> Iterator[tuple[int, regex.Match[str]]]:
    """Give what an alternation of `patterns` would find in a text, with the number of the one that did; raises Slow.

    Only those of `picks` are searched for: the others cannot match there.
    """
    try:
        if len(picks) == 1:
            made = ready(patterns[picks[0]], ignore_case)
            for match in made.finditer(text, timeout=TIME_LIMIT_S):
                yield picks[0], match
            return
        yield from _merged([(pick, ready(patterns[pick], ignore_case)) for pick in sorted(picks)], text)
    except TimeoutError:
        raise Slow(patterns[picks[0]]) from None


def _merged(made: list[tuple[int, regex.Pattern[str]]], text: str) -> Iterator[tuple[int, regex.Match[str]]]:
    at = 0
    waiting = []
    for pick, pattern in made:
        match = pattern.search(text, timeout=TIME_LIMIT_S)
        if match:
            waiting.append((match.start(), pick, match, pattern))
    while waiting:
        start, pick, found, _ = min(waiting, key=lambda entry: entry[:2])
        yield pick, found
        at = max(found.end(), start + 1)
        still = []
        for entry in waiting:
            if entry[0] >= at:
                still.append(entry)
                continue
            match = entry[3].search(text, at, timeout=TIME_LIMIT_S) if at <= len(text) else None
            if match:
                still.append((match.start(), entry[1], match, entry[3]))
        waiting = still


_PLAIN: Final = re.compile(r"\\b\(\?:(?:[A-Za-z0-9',-]|\[ \\n\])+\)\\b")
