"""A stretch of running text that remembers where in its source each character stands."""

from __future__ import annotations

from typing import NamedTuple

HIDDEN = "\ufffc"
"""Stands, in a passage, for each character of code or of an address written out: no word is looked for there."""


class Run(NamedTuple):
    """A few characters on end and the bytes `start` to `end` they come from; hidden ones stand in no passage's text.

    A named tuple, made twice as fast as a frozen dataclass: a body has hundreds.
    """

    text: str
    start: int
    end: int
    is_hidden: bool = False


class Passage(NamedTuple):
    """One block's running text (a paragraph, a heading, a table row, an alt text), with code hidden."""

    text: str
    runs: tuple[Run, ...]

    def bytes_of(self, index: int, raw: bytes) -> tuple[int, int]:
        """Give the bytes of `raw` from which one character of the text comes; an entity is one whole."""
        for run in self.runs:
            if index >= len(run.text):
                index -= len(run.text)
                continue
            if run.text.encode() != raw[run.start : run.end]:
                return run.start, run.end
            start = run.start + len(run.text[:index].encode())
            return start, start + len(run.text[index].encode())
        raise IndexError(index)


def passage_of(runs: list[Run]) -> Passage:
    """Give the passage that some runs make."""
    return Passage("".join([HIDDEN * len(run.text) if run.is_hidden else run.text for run in runs]), tuple(runs))


class Places:
    """Turns byte offsets of a UTF-8 text into character offsets, walking from the last one asked for."""

    def __init__(self, raw: bytes) -> None:
        self._raw, self._byte, self._char = raw, 0, 0

    def char_at(self, byte: int) -> int:
        """Give the character offset of a byte offset."""
        if byte >= self._byte:
            self._char += len(self._raw[self._byte : byte].decode())
        else:
            self._char -= len(self._raw[byte : self._byte].decode())
        self._byte = byte
        return self._char
