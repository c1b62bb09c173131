"""The exceptions of a rule: words and phrases it says nothing of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editorial.house.dialect import said
from editorial.house.keys import RuleKeys
from editorial.house.search import every, holds


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What is excepted: `words` anywhere in a match, `phrases` around it; both are patterns, or empty."""

    words: str = ""
    phrases: str = ""

    def excuse(self, matched: str) -> bool:
        """Say whether a match holds an excepted word."""
        return bool(self.words) and holds(self.words, matched)

    def cover(self, text: str, start: int, end: int) -> bool:
        """Say whether a match stands within an excepted phrase."""
        if not self.phrases:
            return False
        return any(
            match.start() <= start and end <= match.end() for match in every(self.phrases, text, ignore_case=True)
        )


def read_exceptions(keys: RuleKeys, *, is_prose: bool) -> Exceptions:
    """Give the exceptions of a rule file."""
    written = keys.texts("exceptions")
    taken = []
    for number, word in enumerate(written):
        pieces = keys.pattern(("exceptions", number), word, is_prose=is_prose)
        if pieces:
            taken.append((word, said(pieces)))
    return exceptions_of(taken)


def exceptions_of(taken: Sequence[tuple[str, str]]) -> Exceptions:
    """Give the exceptions that some words make, each as written and as it is searched for."""
    longest = sorted(taken, key=lambda pair: len(pair[0].encode()), reverse=True)
    if not longest:
        return Exceptions()
    words = "|".join(pattern if word.startswith("(?i)") else f"(?-i){pattern}" for word, pattern in longest)
    phrases = [pattern for word, pattern in taken if " " in word or "\t" in word or "\\s" in word]
    around = rf"\b(?:{'|'.join(phrases)})\b" if phrases else ""
    return Exceptions(rf"\b(?:{words})\b", around)
