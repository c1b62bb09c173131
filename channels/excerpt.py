"""The beginning of a piece's text, for where the editor wrote none: it ends where a reader would stop."""

from __future__ import annotations

import re

from editorial.gist import gist_of
from editorial.piece import Piece
from editorial.prose import read_prose

_LEAST = 0.5
"""A text that ends on a whole sentence may be this much shorter than one cut at a word."""
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?…]+[)\"”]?(?:[ \u00a0\u202f]?»)?(?=\s+[«“\"(]?\s?[A-ZÀ-ÖØ-Þ0-9])")
_ENOUGH_CHARS = 60
"""An opening shorter than that says too little to stand alone."""
_ANNOUNCES = re.compile(r"[ \u00a0\u202f]*:$")
_AT_ITS_SIDE = re.compile(r"\s*\(https?://[^\s()]+\)|(?:^|\s*[,:]\s+)https?://\S+$")
"""An address in brackets, or at the end of a list's item, of which a reader of an excerpt can make nothing."""
_WEAK_END = " \u00a0\u202f,;:.!?…–—-(«“\"'"
_PAIRS = (("(", ")"), ("«", "»"), ("“", "”"))


def excerpt(piece: Piece, max_chars: int) -> str:
    """Give the beginning of the piece's text on one line, without its headings."""
    return shortened(beginning(piece), max_chars)


def beginning(piece: Piece) -> str:
    """Give the paragraphs a piece begins with, on one line, up to its first list, quote, code or second heading.

    A last sentence that only announces what is left out (`Voici comment :`) is left out too. A piece whose opening
    says next to nothing gives all its blocks, with commas between a list's.
    """
    opening = " ".join(_one_line(paragraph) for paragraph in gist_of(piece).opening)
    if _ANNOUNCES.search(opening):
        opening = opening[: max(sentence_ends(opening), default=0)]
    if len(opening) >= _ENOUGH_CHARS:
        return opening
    prose = read_prose(piece.body)
    headings = {heading.text for heading in prose.headings}
    text = ""
    for block in (_one_line(block) for block in prose.text.split("\n\n") if block not in headings):
        joint = " " if not text or text[-1] in ".,;:!?…)»”" else ", "
        text += joint + block if block else ""
    return text.strip()


def shortened(text: str, max_chars: int) -> str:
    """Give a text of at most so many characters and an ellipsis: whole, or up to a sentence's end, or to a word's."""
    if len(text) <= max_chars:
        return text
    least = int(max_chars * _LEAST)
    ends = [end for end in sentence_ends(text[: max_chars + 3]) if least <= end <= max_chars]
    if ends:
        return text[: ends[-1]]
    kept = text[:max_chars]
    cut = max(kept.rfind(" "), 0) or max_chars - 1
    opened = [
        kept.rfind(first, 0, cut) for first, last in _PAIRS if kept.count(first, 0, cut) > kept.count(last, 0, cut)
    ]
    return kept[: max((at for at in opened if at >= least), default=cut)].rstrip(_WEAK_END) + "…"


def sentence_ends(text: str) -> list[int]:
    """Give where each sentence of a text ends, but for the last."""
    return [end.end() for end in _SENTENCE_END.finditer(text)]


def _one_line(text: str) -> str:
    return _AT_ITS_SIDE.sub("", re.sub(r"[ \t\n]+", " ", text)).strip()
