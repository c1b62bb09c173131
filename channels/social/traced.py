"""Where each sentence of a post was written: the key of the front matter or the body, and the line of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from channels.social.facets import find_facets
from channels.social.key_sentences import key_sentences
from editorial.piece import Piece
from editorial.rules.place import in_body, in_text
from editorial.sentences import sentences_of
from editorial.source import Keys

BODY = "body"
_ENOUGH_WORDS = 4
"""So many words in a row are found in one place of a text."""


class Origin(NamedTuple):
    """A text of a piece from which a post is made: the keys it stands at, none for the body."""

    keys: Keys
    text: str


class Traced(NamedTuple):
    """One sentence of a post, from `start` to `end`, and where it was written: lines and a column, from 1."""

    start: int
    end: int
    key: str
    line: int
    column: int
    end_line: int


def traced(piece: Piece, origin: Origin, parts: tuple[str, ...]) -> list[list[Traced]]:
    """Give for each part the sentences that come from the origin; the link and hashtags come from elsewhere.

    A sentence is found by its words, which no typography changes, after the sentence before it.
    """
    written = [(found[0].casefold(), found.start(), found.end()) for found in _WORD.finditer(origin.text)]
    found, at = [], 0
    for part in parts:
        mine = []
        for start, end in _sentences(part):
            words = [word.casefold() for word in _WORD.findall(part[start:end])]
            first = _first([word for word, _, _ in written], words, at)
            if first is None:
                continue
            at = min(first + len(words), len(written))
            mine.append(_placed(piece, origin, (start, end), written[first][1], written[max(first, at - 1)][2]))
        found.append(mine)
    return found


def _sentences(part: str) -> Iterator[tuple[int, int]]:
    """Give the sentences of a post, line by line; a line of nothing but links and hashtags has none."""
    facets = find_facets(part)
    for line in _LINE.finditer(part):
        live = sum(one.end - one.start for one in facets if line.start() <= one.start < line.end())
        if live < len(line[0].replace(" ", "")) and not _NUMBER.fullmatch(line[0]):
            yield from ((line.start() + start, line.start() + end) for start, end in sentences_of(line[0]))


def _first(written: list[str], words: list[str], at: int) -> int | None:
    """Give where the words begin in what was written, from `at` on; an ellipsis may have cut the last."""
    for count in range(min(_ENOUGH_WORDS, len(words)), 0, -1):
        for number in range(at, len(written) - count + 1):
            if written[number : number + count] == words[:count]:
                return number
    return None


def _placed(piece: Piece, origin: Origin, sentence: tuple[int, int], start: int, end: int) -> Traced:
    if origin.keys:
        first, last = (in_text(piece, origin.keys, origin.text, *span) for span in ((start, start + 1), (end - 1, end)))
        key = ".".join(map(str, origin.keys))
    else:
        first, last = in_body(piece, start, start + 1), in_body(piece, end - 1, end)
        key = BODY
    return Traced(*sentence, key, first.line, first.column, last.line)


def origins(piece: Piece, channel: str, *, is_own: bool) -> Iterator[Origin]:
    """Give the texts a post on a channel is made from: its own in order, else the standfirst, the body, or both."""
    note = piece.social.get(channel)
    if is_own and note is not None:
        is_thread = len(note.texts) > 1
        for number, text in enumerate(note.texts):
            keys: Keys = ("social", channel, "thread", number) if is_thread else ("social", channel, "text")
            yield Origin(keys, text)
    elif piece.standfirst:
        yield Origin(("standfirst",), piece.standfirst)
        if key_sentences(piece):
            yield Origin((), piece.body)
    else:
        yield Origin((), piece.body)


_WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"\d+/\d+")
