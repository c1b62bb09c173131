"""The dictionaries: which words a language has, and which of them come nearest to one it has not.

Hunspell does the work. English ships with chunspell, French with Ligne (`dictionaries/fr`, MPL 2.0); a site may carry
more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final
from unicodedata import combining, normalize

from editorial.errors import EditorialError
from editorial.finding import Phrase

FOLDER: Final = "editorial/dictionaries"
"""Where a site keeps dictionaries of its own."""
MAX_SUGGESTIONS: Final = 5
_MAX_CHARS = 60
"""What is longer is no word: Hunspell reads 100 characters at most, and its suggestions take seconds from 40 on."""
_SHIPPED: Final = Path(__file__).parent / "dictionaries"
_APOSTROPHES: Final = str.maketrans("’ʼ‘", "'''")
_HYPHENS: Final = str.maketrans("‐‑", "--")


class NoDictionary(EditorialError):
    """No dictionary for a language: what is expected, and where."""


class Speller:
    """The dictionary of one language, `name` as its file is called; what it was asked once it remembers."""

    def __init__(self, name: str, folder: Path):
        from hunspell import Hunspell

        self.name = name
        self._hunspell = Hunspell(name, hunspell_data_dir=str(folder), system_encoding=sys.getfilesystemencoding())
        self._is_english = name.startswith("en")
        self._known: dict[str, bool] = {}
        self._near: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        """Say whether the language has a word, as written: capitals count as in a text (`Paris`, `PARIS`, not `paris`).

        Apostrophes and hyphens may be of any kind. What has over 60 characters is taken for no word, and passes.
        """
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = len(word) > _MAX_CHARS or self._has(_plain(word))
        return known

    def suggest(self, word: str) -> tuple[str, ...]:
        """Give the words that come nearest, the likeliest first, 5 at most; takes 0.02 to 0.4 s a word."""
        near = self._near.get(word)
        if near is None:
            near = self._near[word] = tuple(self._nearest(_plain(word)))[:MAX_SUGGESTIONS]
        return near

    def _has(self, word: str) -> bool:
        try:
            if self._hunspell.spell(word):
                return True
        except UnicodeEncodeError:  # a letter that no word of this dictionary has
            return self._is_english and (bare := _bare(word)) != word and self._has(bare)
        # English borrows words with their accents (naïve, résumé), and its dictionary has them without.
        return self._is_english and not word.isascii() and self._hunspell.spell(_bare(word))

    def _nearest(self, word: str) -> Iterator[str]:
        if len(word) > _MAX_CHARS:
            return
        try:
            yield from dict.fromkeys(self._hunspell.suggest(word))
        except UnicodeEncodeError:
            return


@lru_cache(maxsize=64)
def speller(lang: str, site: Path | None = None) -> Speller:
    """Give the dictionary of a language (`fr`, `fr-CA`, `en-GB`…), read once a process.

    A region without one has that of its language: `fr-CA` reads `fr`, `en-GB` reads `en_US`; `Speller.name` says which.
    Those of the folder `site` come before those of Ligne. Raises NoDictionary, which names the files expected, and
    EditorialError where a dictionary lacks its other half.
    """
    for name, folder in _places(lang, site):
        halves = [folder / f"{name}.aff", folder / f"{name}.dic"]
        missing = [half for half in halves if not half.is_file()]
        if len(missing) == 1:
            raise EditorialError(_HALF.fill(name=name), f"{FOLDER}/{missing[0].name}")
        if not missing:
            return _read(name, folder)
    raise NoDictionary(_MISSING.fill(lang=lang, folder=FOLDER))


_read = lru_cache(maxsize=8)(Speller)


def _places(lang: str, site: Path | None) -> Iterator[tuple[str, Path]]:
    """Give where the dictionary of a language may stand, the nearest first."""
    base = lang.replace("_", "-").split("-")[0]
    names = dict.fromkeys((lang, lang.replace("-", "_"), base))
    if site is not None:
        yield from ((name, site / FOLDER) for name in names)
    yield from ((name, _SHIPPED / name) for name in names)
    if base == "en":
        import hunspell

        yield "en_US", Path(hunspell.__file__).parent / "dictionaries"


def _plain(word: str) -> str:
    return normalize("NFC", word).translate(_APOSTROPHES).translate(_HYPHENS)


def _bare(word: str) -> str:
    """Give a word without its accents."""
    return "".join(char for char in normalize("NFD", word) if not combining(char))


_MISSING = Phrase(
    "aucun dictionnaire pour « {lang} » : posez {folder}/{lang}.aff et {folder}/{lang}.dic (format Hunspell), "
    "par exemple ceux du paquet npm dictionary-{lang}",
    "no dictionary for “{lang}”: put {folder}/{lang}.aff and {folder}/{lang}.dic there (Hunspell’s format), "
    "those of the npm package dictionary-{lang} for instance",
)
_HALF = Phrase(
    "ce fichier manque : le dictionnaire « {name} » est fait d’un .aff et d’un .dic",
    "this file is missing: the dictionary “{name}” is made of a .aff and a .dic",
)
