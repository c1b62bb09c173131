"""The URL form of a text."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_BETWEEN = re.compile(r"[^0-9a-z]+")


def slugified(text: str) -> str:
    """Give the URL form of a text: no accents, lower case, words joined by `-` ("Écrire l’été" → "ecrire-l-ete")."""
    text = text.lower()
    if not text.isascii():
        text = "".join([c for c in normalize("NFKD", text.translate(_LETTERS)) if not combining(c)]).lower()
    return _BETWEEN.sub("-", text).strip("-")
