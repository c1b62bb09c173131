"""A text without what typography sets, so that setting it, as `ligne check --fix` does, says the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from editorial.capitals import accented, ordinals_in
from editorial.typography import changed


def plain(text: str) -> str:
    """Give a text as a keyboard types it: one kind of space, of quotes, of apostrophe and of dash around an aside.

    Setting a text (`signs.changes_in`, `capitals.letters_in`) never changes what this gives; its words do, their
    accents too, but for the capitals that a keyboard leaves bare (`Etat`), as do joined dashes (`--fix`).
    """
    text = unicodedata.normalize("NFC", text).translate(_TYPED).replace("...", "…")
    text = _ASIDE.sub("- ", _SPACES.sub(" ", text))
    text = _BEFORE_SIGN.sub("", _AFTER_QUOTE.sub("", text))
    text = _QUOTES.sub('"', text)
    text = _ACCENTED.sub(_bare, text)
    return changed(text, ordinals_in(text))


def _bare(match: re.Match[str]) -> str:
    """Give a word without the accent of its capital, where that is one we put there."""
    word = match[0]
    bare = _BARE[word[0]] + word[1:]
    return bare if word in ("À", "Ça") or accented(bare) == word else word


_TYPED: Final = str.maketrans({"’": "'", "‘": "'", "–": "-"})
_SPACES: Final = re.compile(r"\s+")
_BEFORE_SIGN: Final = re.compile(r" (?=[;:!?»%€])")
_AFTER_QUOTE: Final = re.compile(r"(?<=«) ")
_QUOTES: Final = re.compile("[«»“”]")
_ASIDE: Final = re.compile(r"(?<= )(?:-{1,3}|—) ")
_ACCENTED: Final = re.compile(r"(?<![\w-])[ÀÇÉ]\w*")
_BARE: Final = {"À": "A", "Ç": "C", "É": "E"}
