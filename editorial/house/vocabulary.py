"""The vocabularies of a site: words that it accepts as they are written, and words that it does not want."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import regex

from editorial.errors import Problem
from editorial.finding import Phrase, Span
from editorial.house.dialect import BadPattern, compiled, pieces_of, said
from editorial.house.search import TIME_LIMIT_S, spans_of

FOLDERS: Final = ("config/vocabularies", "Vocab")
"""Where Vale keeps vocabularies under the styles folder, and where it kept them before version 3."""


@dataclass(frozen=True)
class Vocabulary:
    """Words and patterns; an accepted one is spelled right, and no substitution touches it."""

    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()

    def accepts(self, word: str) -> bool:
        """Say whether a word is accepted just as it is written."""
        return _is_one(self._pattern, word)

    def knows(self, word: str) -> bool:
        """Say whether a word is accepted, whatever its capitals: its spelling is right."""
        return _is_one(self._loose, word)

    def phrases_in(self, text: str) -> list[tuple[int, int]]:
        """Give where each accepted phrase of several words stands in a text, whatever its capitals; raises Slow."""
        return spans_of(self._phrases, text, ignore_case=True) if self._phrases else []

    @cached_property
    def _phrases(self) -> str:
        phrases = [said(pieces_of(word)) for word in self.accepted if " " in word or "\\s" in word]
        return rf"\b(?:{'|'.join(phrases)})\b" if phrases else ""

    @cached_property
    def _pattern(self) -> regex.Pattern[str] | None:
        return compiled(self._joined) if self.accepted else None

    @cached_property
    def _loose(self) -> regex.Pattern[str] | None:
        return compiled(self._joined, ignore_case=True) if self.accepted else None

    @property
    def _joined(self) -> str:
        return "|".join(f"(?:{said(pieces_of(word))})" for word in sorted(self.accepted, key=len, reverse=True))


def _is_one(pattern: regex.Pattern[str] | None, word: str) -> bool:
    """Say whether a word is one of a pattern; one that takes too long to tell is not."""
    try:
        return pattern is not None and pattern.fullmatch(word, timeout=TIME_LIMIT_S) is not None
    except TimeoutError:
        return False


NO_WORDS: Final = Vocabulary()


def read_vocabulary(files: Mapping[str, str], root: str) -> tuple[Vocabulary, list[Problem]]:
    """Give the vocabulary that all the word lists of a styles folder make, and what is wrong with them."""
    words: dict[str, list[str]] = {"accept.txt": [], "reject.txt": []}
    problems: list[Problem] = []
    for path, text in sorted(files.items()):
        folder, _, name = path.rpartition("/")
        if name in words and any(folder.startswith(f"{base}/") for base in FOLDERS):
            words[name] += _words(text, f"{root}/{path}", problems)
    accepted, rejected = (tuple(dict.fromkeys(found)) for found in words.values())
    return Vocabulary(accepted, rejected), problems


def _words(text: str, path: str, problems: list[Problem]) -> Iterable[str]:
    for number, line in enumerate(text.split("\n"), 1):
        word = line.strip()
        if not word or word.startswith("# "):
            continue
        if _POSSESSIVE.search(word):
            # .NET knows no possessive repetition: `C++` is a word.
            word = regex.escape(word, special_only=True)
        try:
            compiled(said(pieces_of(word)))
            yield word
        except BadPattern as problem:
            problems.append(Problem(_BAD.fill(found=word, why=problem.why), path, Span(number, 1, len(line) + 1)))


_POSSESSIVE: Final = regex.compile(r"(?<!\\)[*+?}]\+")
_BAD = Phrase("« {found} » n’est pas un mot ni une expression : {why}", "“{found}” is no word and no pattern: {why}")
