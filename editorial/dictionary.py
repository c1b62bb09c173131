"""The dictionaries: which words a language has, and which of them come nearest to one it has not.

Hunspell does the work. English ships with chunspell, French with Ligne (`dictionaries/fr`, MPL 2.0); a site may carry
more.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, product
from pathlib import Path
from typing import Final
from unicodedata import combining, normalize

from editorial.errors import EditorialError
from editorial.finding import Phrase

FOLDER: Final = "editorial/dictionaries"
"""Where a site keeps dictionaries of its own."""
WORDS: Final = "editorial/dictionary.txt"
"""Where a site keeps words of its own, one a line; a line that begins with # says why."""
MAX_SUGGESTIONS: Final = 5
_MAX_CHARS = 60
"""What is longer is no word: Hunspell reads 100 characters at most, and its suggestions take seconds from 40 on."""
_FUTURE: Final = re.compile(r"è(?=[^aeiouyéè]{1,2}er(?:ai|as?|ons|ont|ez|ais|ait|ions|iez|aient)$)")
_MOST_ACCENTS, _MOST_ENGLISH_ACCENTS = 3, 2
"""How many accents a word may lack; English has borrowed 127 words with one or two (`manqué`, `décolleté`)."""
_ACCENTS: Final = {"a": "àâ", "e": "éèêë", "i": "îï", "o": "ô", "u": "ùûü", "c": "ç"}
_LIGATURES: Final = (("oe", "œ"), ("Oe", "Œ"), ("OE", "Œ"), ("ae", "æ"))
_CIRCUMFLEX: Final = {"i": "î", "u": "û", "I": "Î", "U": "Û"}
_CIRCUMFLEXED: Final = re.compile("[iuIU]")
_BRITISH: Final = tuple(
    (re.compile(pattern), american)
    for pattern, american in (
        (r"our(?=(?:s|ed|ing|ful|fully|able|ably|ite|ites|er|ers|hood|hoods|less|ly|y)?$)", "or"),
        (r"is(?=(?:e|es|ed|er|ers|ing|ation|ations|able)$)", "iz"),
        (r"ys(?=(?:e|ed|er|ers|ing)$)", "yz"),
        (r"ll(?=(?:ed|ing|er|ers|or|ors|ery)$)", "l"),
        (r"(?<=[bt])re(?=s?$)", "er"),
        (r"gue(?=s?$)", "g"),
        (r"ence(?=s?$)", "ense"),
        (r"(?<=acti)s(?=(?:e|es|ed|ing)$)", "c"),
        (r"mme(?=s?$)", "m"),
        (r"^([Gg])re(?=y)", r"\1ra"),
        (r"(?<=nro|lfi)l(?=s?$|ment)|(?<=[in]sti)l(?=s?$)|(?<=ski)l(?=ful)|(?<=^wi)l(?=ful)", "ll"),
    )
)
"""What British spelling turns on: the ends of words."""
_SHIPPED: Final = Path(__file__).parent / "dictionaries"
_APOSTROPHES: Final = str.maketrans("’ʼ‘", "'''")
_HYPHENS: Final = str.maketrans("‐‑", "--")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a site adds to the dictionaries: words, and dictionaries of its own in the folder `site`."""

    site: Path | None = None
    words: frozenset[str] = frozenset()
    digest: str = ""
    """What tells it from another; a site that adds nothing has none."""


NO_LEXICON: Final = Lexicon()


class NoDictionary(EditorialError):
    """No dictionary for a language: what is expected, and where."""


class Speller:
    """The dictionary of one language, `name` as its file is called; what it was asked once it remembers."""

    def __init__(self, name: str, folder: Path):
        from hunspell import Hunspell

        self.name = name
        self._hunspell = Hunspell(name, hunspell_data_dir=str(folder), system_encoding=sys.getfilesystemencoding())
        self._is_english, self._is_french = name.startswith("en"), name.startswith("fr")
        self._known: dict[str, bool] = {}
        self._accented: dict[str, str] = {}
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

    def accented(self, word: str) -> str:
        """Give the word whose accents, cedilla or ligature were left out (`methode`, `Etat`, `oeil`), or nothing."""
        if word not in self._accented:
            self._accented[word] = self._with_accents(_plain(word))
        return self._accented[word]

    def _with_accents(self, plain: str) -> str:
        places = [at for at, letter in enumerate(plain) if letter.lower() in _ACCENTS]
        most = _MOST_ENGLISH_ACCENTS if self._is_english else _MOST_ACCENTS
        for count in range(1, min(len(places), most) + 1):
            for chosen in combinations(places, count):
                for accents in product(*(_ACCENTS[plain[at].lower()] for at in chosen)):
                    letters = list(plain)
                    for at, letter in zip(chosen, accents, strict=True):
                        letters[at] = letter.upper() if plain[at].isupper() else letter
                    if self.spells(made := "".join(letters)):
                        return made
        joined = (plain.replace(old, new) for old, new in _LIGATURES if old in plain)
        return next(filter(self.spells, joined), "")

    def _has(self, word: str) -> bool:
        if self.spells(word):
            return True
        if self._is_english:
            # English borrows words with their accents (naïve, résumé), and its dictionary has them without.
            return self.spells(_bare(word)) if not word.isascii() else self._is_british(word)
        return self._is_french and self._is_of_1990(word)

    def _is_british(self, word: str) -> bool:
        """Say whether a word is written as in Britain, its dictionary being of America: `colour`, `organise`."""
        written = (pattern.sub(american, word) for pattern, american in _BRITISH if pattern.search(word))
        return self.name == "en_US" and any(self.spells(made) for made in written)

    def _is_of_1990(self, word: str) -> bool:
        """Say whether a word is written as the reform of 1990 allows: `maitriser`, `cout`, `génèrera`."""
        if (future := _FUTURE.search(word)) and self.spells(f"{word[: future.start()]}é{word[future.end() :]}"):
            return True
        found = (match.start() for match in _CIRCUMFLEXED.finditer(word))
        return any(self.spells(f"{word[:at]}{_CIRCUMFLEX[word[at]]}{word[at + 1 :]}") for at in found)

    def spells(self, word: str) -> bool:
        """Say whether the dictionary itself has a word: nothing British, nothing of 1990, and nothing remembered."""
        try:
            return bool(self._hunspell.spell(word))
        except UnicodeEncodeError:  # a letter that no word of this dictionary has
            return False

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
    raise NoDictionary(_MISSING.fill(lang=lang, folder=FOLDER, package=_package(lang)))


_read = lru_cache(maxsize=8)(Speller)


def lexicon_of(site: Path, words: str, dictionaries: Iterable[bytes] = ()) -> Lexicon:
    """Give the lexicon of the folder `site`, with the words of a text and what tells its dictionaries from others."""
    lines = (line.strip() for line in words.splitlines())
    made = frozenset(normalize("NFC", line) for line in lines if line and not line.startswith("#"))
    parts = [*sorted(made), *(blake2b(raw, digest_size=16).hexdigest() for raw in dictionaries)]
    return Lexicon(site, made, blake2b("\n".join(parts).encode(), digest_size=16).hexdigest() if parts else "")


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


def _package(lang: str) -> str:
    """Give the npm package that has a language's dictionary: `dictionary-de` for `de_DE`, `dictionary-pt-br`."""
    base, _, region = lang.lower().replace("_", "-").partition("-")
    return f"dictionary-{base}" if region in ("", base) else f"dictionary-{base}-{region}"


def _bare(word: str) -> str:
    """Give a word without its accents."""
    return "".join(char for char in normalize("NFD", word) if not combining(char))


_MISSING = Phrase(
    "aucun dictionnaire pour « {lang} » : posez {folder}/{lang}.aff et {folder}/{lang}.dic (format Hunspell), "
    "par exemple ceux du paquet npm {package}",
    "no dictionary for “{lang}”: put {folder}/{lang}.aff and {folder}/{lang}.dic there (Hunspell’s format), "
    "those of the npm package {package} for instance",
)
_HALF = Phrase(
    "ce fichier manque : le dictionnaire « {name} » est fait d’un .aff et d’un .dic",
    "this file is missing: the dictionary “{name}” is made of a .aff and a .dic",
)
