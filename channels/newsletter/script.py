"""Which way a language is written, and what of a letter turns with it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he iw khw ks nqo ps sd syr ug ur yi".split())
"""Languages whose usual script is written from right to left (IANA, Language Subtag Registry)."""
_SCRIPTS = frozenset("adlm arab hebr nkoo rohg syrc thaa".split())
_MARK = "\u200f"


def is_right_to_left(lang: str) -> bool:
    """Say whether a language, as `ar`, `he-IL` or `az-Arab`, is written from right to left."""
    base, *subtags = lang.lower().split("-")
    scripts = [subtag for subtag in subtags if len(subtag) == 4 and subtag.isalpha()]
    return scripts[0] in _SCRIPTS if scripts else base in _RIGHT_TO_LEFT


def sides_of(lang: str) -> Mapping[str, str]:
    """Give what templates turn by: `direction`, the sides where a line starts and ends, an arrow onwards, and `slant`.

    Scripts written from right to left have no italics: browsers would tilt their letters the wrong way.
    """
    if is_right_to_left(lang):
        return {"direction": "rtl", "start": "right", "end": "left", "arrow": "←", "slant": "normal"}
    return {"direction": "ltr", "start": "left", "end": "right", "arrow": "→", "slant": "italic"}


def turned(line: str) -> str:
    """Give a line of plain text that a reader from right to left sees from the right, whatever it begins with."""
    if "://" in line:  # an address is read from the left, and must be copied whole
        return line
    first = next((unicodedata.bidirectional(sign) for sign in line if sign.isalpha()), "")
    return f"{_MARK}{line}" if first == "L" else line
