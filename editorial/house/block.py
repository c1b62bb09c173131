"""A block: a stretch of text that rules are run over, with its scope and where in its file each sign of it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple

import regex

from editorial.house.need import Key, Need, words_of

CODE = "*"
"""Stands for each sign of code and of an address written out, as Vale has it."""

_ADDRESS: Final = regex.compile(r"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>]*[^\s<>.,:;!?()\[\]\"'’«»*_~]")


class Part(Enum):
    """Which part of its file a block comes from."""

    FRONT = "front"
    BODY = "body"


class Run(NamedTuple):
    """Some signs on end: how many, from which to which of the part's they come, and whether one by one."""

    length: int
    start: int
    end: int
    is_exact: bool


class Extent(NamedTuple):
    """Where something stands in a file: from which to which character of a part."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """One text that rules see: a paragraph, a heading, a link’s words, a field of the front matter, the whole file.

    `scope` holds its sections as Vale names them (`text`, `heading`, `h2`, `md`). `asked` is the section that a rule
    must name for this block to be its business (`link`, `code`, `raw`, `sentence`); empty where there is none.
    """

    text: str
    scope: frozenset[str]
    asked: str = ""
    part: Part = Part.BODY
    runs: Sequence[Run] = field(default=(), repr=False)
    pieces: Sequence[tuple[int, Block]] = field(default=(), repr=False)
    """For a text put together from blocks: where each begins in it."""

    @cached_property
    def small(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the text, in small letters."""
        return frozenset(words_of(self.small))

    def holds(self, keys: frozenset[Key]) -> bool:
        """Say whether the text holds one of some things."""
        return any(key.text in (self.words if key.is_word else self.small) for key in keys)

    def meets(self, need: Need) -> bool:
        """Say whether the text holds all that a pattern needs."""
        return self.holds(need.one_of) and all(map(self.holds, need.besides))

    def within(self, start: int, end: int, scope: frozenset[str], asked: str) -> Block:
        """Give a stretch of this block as a block of its own."""
        return Block(self.text[start:end], scope, asked, self.part, _cut(self.runs, start, end))

    def extent(self, start: int, end: int) -> Extent:
        """Give where in its file the characters `start` to `end` stand; an empty stretch stands before `start`."""
        if self.pieces:
            first, inner = max((piece for piece in self.pieces if piece[0] <= start), key=lambda piece: piece[0])
            length = len(inner.text)
            return inner.extent(min(start - first, length), min(end - first, length))
        begin = self._source(start)[0]
        return Extent(self.part, begin, max(self._source(end - 1)[1], begin) if end > start else begin)

    def is_verbatim(self, start: int, end: int) -> bool:
        """Say whether the characters `start` to `end` stand in the file side by side, as they are here."""
        at = 0
        spans = []
        for run in self.runs:
            if at < end and at + run.length > start:
                if not run.is_exact:
                    return False
                spans.append((run.start, run.end))
            at += run.length
        return bool(spans) and all(a[1] == b[0] for a, b in pairwise(spans))

    def _source(self, index: int) -> tuple[int, int]:
        """Give from which to which character of the part one character of the text comes."""
        at = 0
        for run in self.runs:
            if index < at + run.length:
                if not run.is_exact:
                    return run.start, run.end
                return run.start + index - at, run.start + index - at + 1
            at += run.length
        last = self.runs[-1].end if self.runs else 0
        return last, last


def without_addresses(text: str) -> str:
    """Give a text whose addresses (`https://…`, `www.…`) are asterisks, sign for sign."""
    if "://" not in text and "www." not in text:
        return text
    return _ADDRESS.sub(lambda match: CODE * len(match[0]), text)


def _cut(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    at, cut = 0, []
    for run in runs:
        first, last = max(start, at), min(end, at + run.length)
        if first < last:
            if run.is_exact:
                cut.append(Run(last - first, run.start + first - at, run.start + last - at, True))
            else:
                cut.append(Run(last - first, run.start, run.end, False))
        at += run.length
    return tuple(cut)


def joined(blocks: Sequence[Block], scope: frozenset[str], asked: str) -> Block:
    """Give one block of several, an empty line between them."""
    pieces, texts, at = [], [], 0
    for block in blocks:
        pieces.append((at, block))
        texts.append(block.text)
        at += len(block.text) + 2
    return Block("\n\n".join(texts), scope, asked, pieces=pieces)
