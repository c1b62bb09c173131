"""What a text must hold for a pattern to match at all: most rules are ruled out of most texts by looking words up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import regex

from editorial.house.dialect import Piece


class Key(NamedTuple):
    """A whole word, or any stretch of signs, in small letters."""

    is_word: bool
    text: str


class Need(NamedTuple):
    """What a text must hold: one of `one_of`, and one of each of `besides`."""

    one_of: frozenset[Key]
    besides: tuple[frozenset[Key], ...] = ()


def need_of(pieces: list[Piece], *, is_word: bool) -> Need | None:
    """Give what a pattern needs, if anything can be said; `is_word` where a word's edge stands on either side of it."""
    if any(piece.written.startswith("(?") and _FREE.match(piece.written) for piece in pieces):
        return None
    reader = _Reader(pieces)
    need = reader.branches(is_word, is_word)
    return need if reader.at == len(pieces) else None


def either(needs: Iterable[Need | None]) -> Need | None:
    """Give what is needed where one of several patterns must match."""
    found: list[Need] = []
    for need in needs:
        if need is None:
            return None
        found.append(need)
    if len(found) == 1:
        return found[0]
    return Need(frozenset().union(*(need.one_of for need in found))) if found else None


def words_of(small: str) -> set[str]:
    """Give the words of a text in small letters, as a pattern's `\\b` sees them."""
    return set(_WORD.findall(small))


class _Run:
    """Signs that stand side by side in every match of a branch."""

    def __init__(self, is_bounded: bool) -> None:
        self.text, self.is_bounded = "", is_bounded

    def keys(self, is_bounded_after: bool) -> Iterable[Key]:
        """Give what a text must hold for this: its words, and itself where it is no more than part of one."""
        small = self.text.lower()
        for match in _WORD.finditer(small):
            starts = match.start() > 0 or self.is_bounded
            ends = match.end() < len(small) or is_bounded_after
            yield Key(starts and ends, match[0])
        if small.strip() and not _WORD.search(small):
            yield Key(False, small.strip())


class _Reader:
    """Reads the branches of a pattern, keeping of each what it needs, first the one thing that tells most."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces, self.at = pieces, 0

    def branches(self, is_bounded: bool, is_bounded_after: bool) -> Need | None:
        """Give what is needed up to the end of the group."""
        needs: list[Need | None] = []
        while True:
            needs.append(self.branch(is_bounded, is_bounded_after))
            if self.at >= len(self.pieces) or self.pieces[self.at].kind != "bar":
                return either(needs)
            self.at += 1

    def branch(self, is_bounded: bool, is_bounded_after: bool) -> Need | None:
        """Give what one branch needs, its end bounded only where nothing follows it."""
        found: list[frozenset[Key]] = []
        run = _Run(is_bounded)

        def end(is_edge: bool) -> None:
            nonlocal run
            found.extend(frozenset({key}) for key in run.keys(is_edge))
            run = _Run(is_edge)

        while self.at < len(self.pieces) and self.pieces[self.at].kind not in ("bar", "close"):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.kind == "open":
                last = run.text[-1:]
                end(False)
                inner = self.group(piece, last)
                is_optional = self.is_optional()
                if inner and not is_optional and not piece.said.startswith(("(?!", "(?<!", "(?=", "(?<=")):
                    found.extend((inner.one_of, *inner.besides))
            elif piece.kind == "literal":
                is_optional, is_repeated = self.repeats()
                if is_optional:
                    end(False)
                else:
                    run.text += piece.written[-1]
                    if is_repeated:
                        end(False)
            elif piece.kind == "edge":
                if piece.written.startswith("(?"):
                    continue
                end(piece.written == "\\b")
            else:
                self.repeats()
                end(False)
        is_last = self.at >= len(self.pieces) or self.pieces[self.at].kind == "bar" or is_bounded_after
        end(is_bounded_after and is_last)
        found.sort(key=_weight, reverse=True)
        return Need(found[0], tuple(keys for keys in found[1:] if _weight(keys) >= _TELLING)) if found else None

    def group(self, piece: Piece, before: str) -> Need | None:
        """Give what a group needs, and pass its end."""
        need = self.branches(bool(before) and not _WORD.match(before), False)
        if self.at < len(self.pieces):
            self.at += 1
        return need

    def repeats(self) -> tuple[bool, bool]:
        """Say whether what was read may be missing, and whether it may come again; passes the quantifier."""
        if self.at >= len(self.pieces) or self.pieces[self.at].kind != "quantifier":
            return False, False
        written = self.pieces[self.at].written
        self.at += 1
        return written[0] in "*?" or written.startswith(("{0", "{,")), True

    def is_optional(self) -> bool:
        """Say whether the group that was read may be missing; passes the quantifier."""
        return self.repeats()[0]


def _weight(keys: frozenset[Key]) -> int:
    """Give how much it tells that a text holds one of some things: a longer one more, a whole word more."""
    return min(len(key.text) + (3 if key.is_word else 0) for key in keys)


_TELLING: Final = 5
"""What weighs less is in nearly every text."""
_FREE: Final = regex.compile(r"\(\?[a-wyz]*x")
"""A flag by which spaces and comments of a pattern say nothing."""
_WORD: Final = regex.compile(r"\w+")
