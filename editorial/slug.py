"""The URL form of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_BETWEEN = re.compile(r"[^0-9a-z]+")


def slugified(text: str) -> str:
    """Give the URL form of a text: no accents, lower case, words joined by `-` ("Écrire l’été" → "ecrire-l-ete")."""
    text = text.lower()
    if not text.isascii():
        text = "".join([c for c in normalize("NFKD", text.translate(_LETTERS)) if not combining(c)]).lower()
    return _BETWEEN.sub("-", text).strip("-")


def is_within(words: str, text: str) -> bool:
    """Say whether whole words stand in a text, whatever their capitals, accents and punctuation."""
    wanted = slugified(words)
    return f"-{wanted}-" in f"-{slugified(text)}-" if wanted else words.casefold().strip() in text.casefold()


def is_among(name: str, names: Iterable[str]) -> bool:
    """Say whether a name is one of several, whatever their capitals and accents."""
    wanted = slugified(name) or name.casefold()
    return any(wanted == (slugified(other) or other.casefold()) for other in names)
