"""Where the sentences of a text begin and end, in French and in English."""

from __future__ import annotations

import re
from typing import Final

_END = re.compile(r"[.!?…]+(?:\s?[»”\"’)\]]+)?(?=\s|$)")
_SPACES = re.compile(r"\s*")
_OPENS = re.compile(r"[«“\"(\[—–-]*\s*(?![a-zà-öø-ÿœ])\w")
_SHORT: Final = frozenset(
    "m mm mme mmes mlle mlles me dr pr st ste cf p pp n art chap vol éd ex fig tél av boul env "
    "mr mrs ms prof jr sr vs no inc ltd co dept est e.g i.e".split()
)
"""Words whose full stop ends an abbreviation."""


def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    """Give the first and the past character of each sentence of a text, spaces around it left out.

    A sentence ends at `.`, `!`, `?` or `…`, with what closes a quotation after it, where a space and what can begin a
    sentence follow (anything but a small letter). The full stop of an abbreviation or an initial ends none.
    """
    found: list[tuple[int, int]] = []
    start, last = _past_spaces(text, 0), len(text.rstrip())
    for match in _END.finditer(text):
        after = _past_spaces(text, match.end())
        if after < last and (not _OPENS.match(text, after) or _is_short(text[start : match.start()], match[0])):
            continue
        if match.end() > start:
            found.append((start, match.end()))
        start = after
    if start < last:
        found.append((start, last))
    return tuple(found)


def _past_spaces(text: str, start: int) -> int:
    found = _SPACES.match(text, start)
    return found.end() if found else start


def _is_short(said: str, mark: str) -> bool:
    """Say whether a full stop belongs to an abbreviation or an initial."""
    words = said.split()
    if mark != "." or not words:
        return False
    word = words[-1].lstrip("«“\"(['’").rpartition("’")[2]
    return word.lower() in _SHORT or (len(word) == 1 and word.isupper())
