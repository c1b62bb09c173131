"""A composed text that is too long, cut where a reader would stop: at a sentence, else at a word and an ellipsis."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate

from channels.excerpt import sentence_ends

LEAST_CHARS = 60
"""An opening shorter than that says too little to stand alone."""
_FULL = 0.6
"""A text that ends on a whole sentence may be this much shorter than one cut at a word."""
_WORTH = 1 / 3
"""A bracket longer than all of the room but this is left open: what stands before it says too little."""


def cut(text: str, fits: Callable[[str], bool]) -> str:
    """Give a text that fits: whole, or up to a sentence's end, or to a word's and an ellipsis; "" where no word does.

    Nothing is cut inside a word, a link, a hashtag or an emoji, nor between what a no-break space, or a plain one
    before : ; ! ? », keeps together; after a word that calls for the next (`de la`), or inside brackets or quotes,
    only where there is no better place.
    """
    if fits(text):
        return text
    ends = [match.start() for match in _BREAK.finditer(text)]
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if fits(ended(text[: ends[middle]])) else (low, middle)
    return _best_cut(text, ends[:low], fits) if low else ""


def _best_cut(text: str, ends: list[int], fits: Callable[[str], bool]) -> str:
    """Give the text up to the best of the ends, of which the last leaves no room."""
    full, worth = _FULL * ends[-1], _WORTH * ends[-1]
    sentences = {end for end in sentence_ends(text) if worth <= end <= ends[-1] and fits(text[:end])}
    depths = _depths(text)

    def rank(end: int) -> tuple[bool, bool, bool, int]:
        is_whole = end >= worth and not depths[end]
        can_stop = not _CALLS.search(ended(text[max(0, end - LEAST_CHARS) : end]))
        return is_whole and end >= full and end in sentences, is_whole and can_stop, can_stop, end

    best = max(ends, key=rank)
    return text[:best] if best in sentences else ended(text[:best])


def _depths(text: str) -> list[int]:
    """Give how many brackets and quotes are open before each sign; one that is never closed, as a smiley, is none."""
    opened: dict[str, list[int]] = {}
    steps = [0] * (len(text) + 1)
    for match in _ASIDE.finditer(text):
        closing = _CLOSED_BY.get(match["opening"] or "")
        if closing:
            opened.setdefault(closing, []).append(match.start())
        elif opened.get(match[0]):
            steps[opened[match[0]].pop() + 1] += 1
            steps[match.end()] -= 1
    return list(accumulate(steps))


def ended(text: str) -> str:
    """Give a text that goes on elsewhere: an ellipsis in place of what would end it."""
    return text.rstrip(" \u00a0\u202f,;:.!?…–—-(«“") + "…"


_BREAK = re.compile(r"(?<![«“])[ \n]+(?![:;!?»”%€])(?!(?<=\d )\d{3}\b)")
_ASIDE = re.compile(r'(?P<opening>[(\[«“]|(?<![^\s(«])"(?=\S))|[)\]»”"]')
_CLOSED_BY = {"(": ")", "[": "]", "«": "»", "“": "”", '"': '"'}
_CALLS = re.compile(
    r"(?<![^\s'’(\[«“\"])(?:"
    r"le|la|les|un|une|des?|du|à|aux?|en|dans|par|pour|sur|sous|sans|avec|vers|chez|entre|dès|depuis|pendant|contre|selon|"
    r"et|ou|où|mais|donc|ni|car|que?|qui|dont|si|comme|ce|cet|cette|ces|mon|ma|mes|ton|ta|tes|son|sa|ses|"
    r"notre|nos|votre|vos|leurs?|ne|je|tu|ils?|elles?|on|très|plus|moins|"
    r"the|an?|of|to|in|on|at|by|for|from|with|without|into|about|as|and|or|but|nor|than|that|which|who|if|"
    r"this|these|those|my|your|his|her|its|our|their|is|are|was|were|be"
    r")…$",
    re.IGNORECASE,
)
"""A French or English word that nobody stops on, before the ellipsis."""
