"""The key sentences of a piece: those after which its writer put `<!-- key -->`, which no reader of Markdown sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from editorial.finding import Finding, Level, Phrase
from editorial.gist import gist_of
from editorial.passage import Passage
from editorial.piece import Piece
from editorial.prose import Prose, read_prose
from editorial.rules.place import in_body
from editorial.sentences import sentences_of


class KeySentence(NamedTuple):
    """A sentence without its markup, and where it stands in the body, in characters."""

    text: str
    start: int
    end: int


def key_sentences(piece: Piece) -> tuple[KeySentence, ...]:
    """Give the key sentences of a piece in the order of the text, each once; a body without comments is not read."""
    found = {one.start: one for mark, _ in _marks(piece) if (one := _before(read_prose(piece.body), mark)) is not None}
    return tuple(found[start] for start in sorted(found))


def review_marks(piece: Piece) -> Iterator[Finding]:
    """Give the marks that no sentence stands before, or that take the rest of their line out of the text."""
    for mark, is_first in _marks(piece):
        if is_first or _before(read_prose(piece.body), mark) is None:
            span = in_body(piece, mark, mark + len(_MARK))
            yield Finding("social.key-sentence", Level.WARNING, piece.path, span, _MISPLACED, fix=_MISPLACED_FIX)


def _marks(piece: Piece) -> Iterator[tuple[int, bool]]:
    """Give where each mark begins in the body, and whether it begins a line that goes on after it."""
    for start, end in gist_of(piece).html:
        written = piece.body[start:end]
        for found in _KEY.finditer(written):
            rest = written[found.end() :].partition("\n")[0]
            yield start + found.start(), bool(rest.strip()) and not written[: found.start()].rpartition("\n")[2].strip()


def _before(prose: Prose, mark: int) -> KeySentence | None:
    """Give the sentence that ends last before a mark, of the text it stands in or below."""
    at = len(prose.raw.decode()[:mark].encode())
    passage = next((one for one in reversed(prose.passages) if one.runs and one.runs[0][1] < at), None)
    if passage is None:
        return None
    read = sum(len(text) for text, start, _, _ in passage.runs if start < at)
    places = [place for place in sentences_of(passage.text) if place[0] < read]
    if not places:
        return None
    start, end = places[-1]
    return KeySentence(_plain(passage, start, end), *prose.place(passage, start, end))


def _plain(passage: Passage, start: int, end: int) -> str:
    """Give the words of a passage as they are read, those of code included, on one line."""
    return " ".join(re.split(r"[ \t\n]+", "".join(text for text, _, _, _ in passage.runs)[start:end]))


_MARK = "<!-- key -->"
_KEY = re.compile(r"<!--\s*key\s*-->")
_MISPLACED = Phrase(
    "ce repère de phrase clé n’est après aucune phrase", "this mark of a key sentence stands after no sentence"
)
_MISPLACED_FIX = Phrase(
    "mettez <!-- key --> après la phrase, sur la même ligne", "put <!-- key --> after the sentence, on the same line"
)
