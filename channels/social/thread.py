"""A text too long for one post, split into a thread: at sentences, else between words, and each part within the limit.

Only white space is left out between two parts; put back, it gives the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import regex

from channels.social.facets import find_facets
from editorial.sentences import sentences_of

_FULL = 0.4
"""A part that ends on a whole sentence may be this much of one that ends on a word."""

Fits = Callable[[str], bool]


class Part(NamedTuple):
    """One post of a thread, and which of the texts it comes from."""

    text: str
    origin: int


def split(
    texts: Sequence[str], fits: Fits, *, numbered: bool = False, ends: Fits = lambda part: True
) -> tuple[Part, ...]:
    """Give the parts of some texts, each of which `fits`; numbered, each ends on its own number and how many there are.

    Where the last has no room for what a thread `ends` on, a part of its own is added for that: empty, or its number.
    One part alone has no number. Nothing is cut inside a word, a link, a hashtag, a mention or what a no-break space
    keeps together, unless that alone is longer than a post; an emoji or another grapheme never is.
    """
    if len(texts) == 1 and fits(texts[0]) and ends(texts[0]):
        return (Part(texts[0], 0),)
    breaks = [_breaks_of(text) for text in texts]
    if not numbered:
        return _parts(breaks, fits, ends, "")
    parts: tuple[Part, ...] = ()
    for digits in (1, 2, 3, 4):
        parts = _parts(breaks, fits, ends, f" {'9' * digits}/{'9' * digits}")
        if len(parts) < 10**digits:
            break
    return tuple(Part(f"{text} {rank}/{len(parts)}".lstrip(), of) for rank, (text, of) in enumerate(parts, 1))


def _parts(texts: Sequence[_Breaks], fits: Fits, ends: Fits, number: str) -> tuple[Part, ...]:
    """Give the parts of some texts, each with room for a number."""

    def has_room(part: str) -> bool:
        return fits(part + number)

    found: list[Part] = []
    for origin, breaks in enumerate(texts):
        text = breaks.text
        places = [(0, len(text))] if has_room(text) else _spans(breaks, has_room)
        found += [Part(text[start:end], origin) for start, end in places]
    return tuple(found) if ends(found[-1].text + number) else (*found, Part("", len(texts) - 1))


def spans(text: str, fits: Fits) -> list[tuple[int, int]]:
    """Give where each part begins and ends in a text; between two of them stands nothing but white space."""
    return _spans(_breaks_of(text), fits)


def _spans(breaks: _Breaks, fits: Fits) -> list[tuple[int, int]]:
    text = breaks.text
    found: list[tuple[int, int]] = []
    start = _past_space(text, 0)
    while start < len(text):
        end = breaks.best(start, fits)
        found.append((start, len(text[:end].rstrip()) if text[:end].rstrip() else end))
        start = _past_space(text, end)
    return found


class _Breaks:
    """Where a text may be broken: after sentences, between words, and between graphemes where nothing else serves."""

    def __init__(self, text: str):
        self.text = text
        self._whole = [(one.start, one.end) for one in find_facets(text, bare=True)]
        self._sentences = _outside([end for _, end in sentences_of(text)] + _ends(_FULL_STOP, text), self._whole)
        self._words = _outside(_ends(_GAP, text), self._whole)

    @cached_property
    def _graphemes(self) -> list[int]:
        return _ends(_GRAPHEME, self.text)

    @cached_property
    def _loose(self) -> list[int]:
        return [at for at in _outside(self._graphemes, self._whole) if not _holds(self.text, at)]

    def best(self, start: int, fits: Fits) -> int:
        """Give where the part that begins at `start` ends."""
        text = self.text
        if fits(text[start:].rstrip()):
            return len(text)
        word = self._last(self._words, start, fits)
        sentence = self._last(self._sentences, start, fits)
        if sentence is not None and (word is None or sentence - start >= _FULL * (word - start)):
            return sentence
        if word is not None:
            return word
        for places in (self._loose, self._graphemes):
            end = self._last(places, start, fits)
            if end is not None:
                return end
        # Not one grapheme fits: the limit is none.
        return self._graphemes[bisect_right(self._graphemes, start)]

    def _last(self, places: Sequence[int], start: int, fits: Fits) -> int | None:
        """Give the last place up to which what begins at `start` fits, or None."""
        low = first = bisect_right(places, start)
        high = len(places)
        while low < high:
            middle = (low + high) // 2
            if fits(self.text[start : places[middle]].rstrip()):
                low = middle + 1
            else:
                high = middle
        return places[low - 1] if low > first else None


_breaks_of = lru_cache(maxsize=16)(_Breaks)
"""The networks that a text is split for ask one after the other."""


def _ends(pattern: regex.Pattern[str], text: str) -> list[int]:
    return [found.end() for found in pattern.finditer(text)]


def _outside(places: Sequence[int], whole: Sequence[tuple[int, int]]) -> list[int]:
    """Give the places, in order, that break nothing that is to stay whole."""
    if not whole:
        return sorted(set(places))
    starts = [start for start, _ in whole]

    def is_free(at: int) -> bool:
        number = bisect_right(starts, at - 1) - 1
        return number < 0 or at >= whole[number][1]

    return [at for at in sorted(set(places)) if is_free(at)]


def _holds(text: str, at: int) -> bool:
    """Say whether the signs around a place belong together: a no-break space, a mark that ends or opens something."""
    before, after = text[at - 1 : at], text[at : at + 1]
    return bool(
        _KEEPS.fullmatch(before) or _KEEPS.fullmatch(after) or _CLOSES.fullmatch(after) or _OPENS.fullmatch(before)
    )


def _past_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


_GRAPHEME = regex.compile(r"\X")
_GAP = regex.compile(r"[^\S\u00a0\u202f\u2007]+(?![:;!?»”%€])|\u200b")
"""White space at which a line may end; not that which a French sign expects before it."""
_FULL_STOP = regex.compile(r"[。！？｡]+[」』）〉》】]*|[।॥؟۔።]+(?=\s|$)")
"""What ends a sentence in scripts whose sentences `sentences_of` does not know."""
_KEEPS = regex.compile(r"[\u00a0\u202f\u2007\u2060\ufeff]")
_CLOSES = regex.compile(r"[\p{Pe}\p{Pf}.,;:!?…%€、。，．：；！？ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]")
_OPENS = regex.compile(r"[\p{Ps}\p{Pi}#@＃＠]")
