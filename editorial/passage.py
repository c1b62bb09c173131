"""A stretch of running text that remembers where in its source each character stands."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

HIDDEN = "\ufffc"
"""Stands, in a passage, for each character of code or of an address written out: no word is looked for there."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block's running text (a paragraph, a heading, a table row, an alt text), with code hidden.

    `starts[i]` is where in `text` the i-th run begins, `sources[i]` the bytes of the source it comes from.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[tuple[int, int], ...]

    def bytes_of(self, index: int, raw: bytes) -> tuple[int, int]:
        """Give the bytes of `raw` from which one character of the text comes; an entity is one whole."""
        run = bisect_right(self.starts, index) - 1
        start, end = self.sources[run]
        stop = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        if self.text[self.starts[run] : stop].encode() != raw[start:end]:
            return start, end
        offset = start + len(self.text[self.starts[run] : index].encode())
        return offset, offset + len(self.text[index].encode())


class PassageBuilder:
    """The runs of the passage being read; `plain` is the same text with nothing hidden."""

    def __init__(self) -> None:
        self.plain: list[str] = []
        self._judged: list[str] = []
        self._starts: list[int] = []
        self._sources: list[tuple[int, int]] = []
        self._length = 0

    def add(self, text: str, start: int, end: int, *, is_hidden: bool = False) -> None:
        """Add a run that comes from the bytes `start` to `end`."""
        if not text:
            return
        self.plain.append(text)
        self._judged.append(HIDDEN * len(text) if is_hidden else text)
        self._starts.append(self._length)
        self._sources.append((start, end))
        self._length += len(text)

    def passage(self) -> Passage:
        """Give the passage as read so far."""
        return Passage("".join(self._judged), tuple(self._starts), tuple(self._sources))


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
