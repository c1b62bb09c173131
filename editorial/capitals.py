"""The letters that keyboards make hard in French: capitals without their accents, and ordinals spelled out.

Source: *Lexique des règles typographiques en usage à l’Imprimerie nationale* (2002), “Accentuation” and “Abréviations”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from editorial.signs import Change


def letters_in(text: str, lang: str) -> list[Change]:
    """Give what to change in the letters of a French text, in order; other tongues have nothing to change."""
    if not lang.startswith("fr"):
        return []
    return sorted((*ordinals_in(text), *_capitals(text)))


def accented(word: str) -> str:
    """Give a word that begins with a capital, with its accent, where this module knows it; else nothing."""
    return f"{_WITH[word[0]]}{word[1:]}" if _WORD.fullmatch(word) else ""


def ordinals_in(text: str) -> list[Change]:
    """Give what to change in the ordinals of a text, in order."""
    return list(_ordinals(text))


def _ordinals(text: str) -> Iterator[Change]:
    for match in _ORDINAL.finditer(text):
        is_first = match["number"] in ("1", "I")
        end = ("re" if match["end"][0] in "eèé" else "er") if is_first and "m" not in match["end"] else "e"
        yield Change(match.start("end"), match.end(), end + ("s" if match["end"].endswith("s") else ""), "ordinal")


def _capitals(text: str) -> Iterator[Change]:
    if "A " in text:
        for match in _AT.finditer(text):
            yield Change(match.end() - 1, match.end(), "À", "capital")
    if "Ca" in text:
        for match in _THAT.finditer(text):
            yield Change(match.start(), match.start() + 1, "Ç", "capital")
    if "E" in text:
        for match in _WORD.finditer(text):
            yield Change(match.start(), match.start() + 1, _WITH[match[0][0]], "capital")


_WITH: Final = {"E": "É", "A": "À", "C": "Ç"}
_ORDINAL: Final = re.compile(
    r"(?<![\w.,-])(?P<number>\d{1,4}|[IVXLC]{1,7})(?P<end>[èe]res?|iers?|ières?|i?[èée]mes?)(?!\w)"
)
_AT: Final = re.compile(
    r"(?:^|[.!?…:]\s|[«“]\s?|\n)A(?= (?:la|l[’']\w+|partir|propos|travers|cause|c[ôo]t[ée]|condition|noter|suivre|"
    r"savoir|voir|ce|cette|cet|ces|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|chaque|quel|quelle|quels|"
    r"quelles|qui|quoi|d[ée]faut|force|droite|gauche|titre|terme|peine|pr[ée]sent|nouveau|moins|bient[ôo]t|demain|vrai|tous|tout|"
    r"toute|toutes|lire|venir|retenir|l[’'])\b)"
)
_THAT: Final = re.compile(r"(?<!\w)Ca(?= [a-zàâéêè’'])")
_WORD: Final = re.compile(
    r"(?<![\w-])E(?:tats?|coles?|glises?|tudes?|tudiant(?:e|s|es)?|tapes?|quipes?|videmment|galement|galit[ée]|cri(?:re|vez|vons|t|ts)|"
    r"cout(?:er|ez|ons|e)|conomies?|nergies?|vit(?:er|ez|ons|e)|tant|tai(?:t|ent)|diteurs?|ditrices?|crans?|poques?|"
    r"nonc[ée]s?|v[ée]nements?|vènements?|tranger(?:s|e|es)?|lections?|quilibre|puis[ée])(?!\w)"
)
