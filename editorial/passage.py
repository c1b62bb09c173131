"""A stretch of running text that remembers where in its source each character stands."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

HIDDEN = "\ufffc"
"""Stands, in a passage, for each character of code or of an address written out: no word is looked for there."""


Run: TypeAlias = tuple[str, int, int, bool]
"""A few characters on end, the bytes they come from, first and past, and whether they are hidden from a passage's text.

A plain tuple: a body has hundreds.
"""


class Passage(NamedTuple):
    """One block's running text (a paragraph, a heading, a table row, an alt text), with code hidden."""

    text: str
    runs: tuple[Run, ...]

    def bytes_of(self, index: int, raw: bytes) -> tuple[int, int]:
        """Give the bytes of `raw` from which one character of the text comes; an entity is one whole."""
        for text, start, end, _ in self.runs:
            if index >= len(text):
                index -= len(text)
                continue
            if text.encode() != raw[start:end]:
                return start, end
            first = start + len(text[:index].encode())
            return first, first + len(text[index].encode())
        raise IndexError(index)


def passage_of(runs: list[Run]) -> Passage:
    """Give the passage that some runs make."""
    if len(runs) == 1 and not runs[0][3]:
        return Passage(runs[0][0], tuple(runs))
    return Passage("".join([HIDDEN * len(text) if is_hidden else text for text, _, _, is_hidden in runs]), tuple(runs))


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
