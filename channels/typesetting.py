"""Titles set in lines: as large as a box lets them stand, balanced, with what belongs together kept together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from channels.typeface import Typeface

LEADING = 1.06
MAX_LINES = 4
_SHORT = 0.5
"""A line this short beside the widest is a widow."""
_WEAK = 0.4
"""What a small word at the end of a line costs beside lines of uneven width."""
_POOR, _ONE_MORE = 1.45, 1.04
"""By how much lines with a widow or a small word at the end must stand larger than others, and one line more."""


def fitted(
    face: Typeface,
    text: str,
    width_px: float,
    height_px: float,
    largest_px: float,
    smallest_px: float,
    most_lines: int = MAX_LINES,
    leading: float = LEADING,
) -> tuple[tuple[str, ...], int]:
    """Give the lines, balanced, two where it can, and the size at which a text stands largest in a box.

    A text that would stand smaller than `smallest_px` loses its last words to an ellipsis.
    """
    words = _possible(face, joined(text), most_lines * width_px / smallest_px) or [""]
    while True:
        is_last = len(words) == 1 and len(words[0]) <= 8
        least_px = 0.0 if is_last else smallest_px
        lines, size = _largest(face, words, (width_px, height_px), (least_px, largest_px), most_lines, leading)
        if size >= least_px:
            return lines, max(1, int(size))
        words = words[:-1] if len(words) > 1 else [words[0].rstrip("…")[: len(words[0]) * 9 // 10]]
        words[-1] = words[-1].rstrip("…,;:\u00a0") + "…"


def _possible(face: Typeface, text: str, most_ems: float) -> list[str]:
    """Give the words that could stand in so many ems, the last with an ellipsis where some are left out."""
    # The fewest ems a sign takes is about a fifth: what is longer than that is not even measured.
    words = [word for word in text[: int(most_ems * 5) + 20].split(" ") if word]
    widths = accumulate(_width(face, word) for word in words)
    kept = [word for word, width in zip(words, widths, strict=True) if width <= most_ems]
    if len(kept) < len(words):
        kept = kept or [words[0][: max(1, int(most_ems))]]
        kept[-1] += "…"
    return kept


def joined(text: str) -> str:
    """Give the text with the spaces that French keeps together made no-break: after «, before » : ; ! ? % and €."""
    return re.sub(r"(?<=«) | (?=[:;!?»%€])", "\u00a0", text)


def _largest(
    face: Typeface,
    words: Sequence[str],
    room: tuple[float, float],
    sizes_px: tuple[float, float],
    most_lines: int,
    leading: float,
) -> tuple[tuple[str, ...], float]:
    """Give the lines that stand largest, and 0 where none stands at the least size.

    A line more must be worth it, and so must a widow.
    """
    ems = sum(_width(face, word) for word in words)
    fewest = 2 if len(words) > 2 and sum(map(len, words)) > 12 else 1
    best: tuple[tuple[str, ...], float, float] = ((), 0.0, 0.0)
    for count in range(min(fewest, len(words)), min(most_lines, len(words)) + 1):
        height_px = min(sizes_px[1], room[1] / (count * leading))
        # Setting lines takes a hundred times longer than knowing that no such lines are large enough.
        if min(height_px, room[0] * count / ems if ems else height_px) < max(sizes_px[0], best[2] * _ONE_MORE):
            continue
        lines = balanced(face, words, count)
        widths = [face.width(line) for line in lines]
        widest = max(widths) or 1.0
        size = min(height_px, room[0] / widest)
        is_hanging = any(_is_weak(line.split(" ")[-1]) for line in lines[:-1])
        is_poor = is_hanging or min(widths) < _SHORT * widest or _is_weak(lines[-1])
        worth = size / _POOR if is_poor else size
        if worth > best[2] * _ONE_MORE:
            best = lines, size, worth
    return best[:2]


def balanced(face: Typeface, words: Sequence[str], count: int) -> tuple[str, ...]:
    """Give the words in `count` lines of even width, none ending on a small word that belongs to the next."""
    before = [0.0, *accumulate(_width(face, word) for word in words)]
    space = _width(face, " ")
    mean = (before[-1] + space * (len(words) - count)) / count
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, count + 1):
        for end in range(line, len(words) - (count - line) + 1):
            weak = _WEAK * mean * mean if end < len(words) and _is_weak(words[end - 1]) else 0.0
            starts = [start for start in range(line - 1, end) if (line - 1, start) in best]
            off = {start: before[end] - before[start] + space * (end - start - 1) - mean for start in starts}
            best[line, end] = min((best[line - 1, start][0] + off[start] ** 2 + weak, start) for start in starts)
    ends = [len(words)]
    for line in range(count, 0, -1):
        ends.append(best[line, ends[-1]][1])
    return tuple(" ".join(words[start:end]) for start, end in pairwise(reversed(ends)))


@lru_cache(maxsize=4096)
def _width(face: Typeface, word: str) -> float:
    return face.width(word)


def _is_weak(word: str) -> bool:
    return len(word) <= 3 and word.isalpha()
