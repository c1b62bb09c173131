"""How a text addresses its reader and who speaks in it: tu or vous, I or we, told with care."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

Place = tuple[int, int]
_NEAR: Final = 40
"""How many characters before a word are looked at: a text may be a line of a megabyte."""

_QUOTED = re.compile(r"«[^»]*(?:»|$)|“[^”]*(?:”|$)|\"[^\"\n]*\"|„[^“”]*[“”]")
# Each begins with its letter, by which `re` leaps over the rest, and looks behind from there: five times as fast.
_TU = re.compile(
    r"[tT](?:(?<![\w’'-].)(?:(?i:u|oi|e)(?![\w’'])|[’'](?=[aeiouyhéèêà])|(?i:a|es)\s(?=\w))|(?<=\w-.)(?i:u|oi)(?![\w-]))"
)
_IDIOM: Final = re.compile(r"\b(?:en\s+veux|m[’']as)-$", re.IGNORECASE)
"""Before `tu`, these make it part of a set phrase, which speaks to nobody: « en veux-tu en voilà », « m’as-tu-vu »."""
_SILENT: Final = frozenset(
    "est suis es sommes êtes sont était étais étaient fut furent être été a ai as ont avait avaient ayant soit".split()
)
"""Before `tu`, these make it the past participle of *taire*: « il s’est tu »."""
_VOUS = re.compile(r"[vV](?:(?<![\w’'-].)(?i:ous|otre|os|ôtres?)(?![\w’'])|(?<=\w-.)(?i:ous)(?![\w-]))")
_MEETING = re.compile(r"rendez-$|garde-à-$|sauve-qui-$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\bvous\s+(?:tous|toutes|deux|trois|quatre|êtes\s+(?:plus\s+de\s+)?(?:nombreu\w+|plusieurs|\d+|des\s+\w+))|"
    r"\b(?:chacune?|certaine?s|plusieurs|beaucoup|combien|tous|toutes|deux|la\s+plupart|nombre)\s+(?:d[’']entre|de|parmi)\s+vous\b|"
    r"\bà\s+(?:vous\s+)?(?:tous|toutes)\b",
    re.IGNORECASE,
)
_JE = re.compile(r"[jJ](?:(?<![\w’'-].)(?:[eE](?![\w’'-])|[’'](?=[aeiouyhéèê]))|(?<=\w-.)[eE](?![\w-]))")
_NOUS = re.compile(r"(?<![\w’'-])(?:nous|notre|nos)(?![\w’'])", re.IGNORECASE)
_I = re.compile(r"(?<![\w’'.])I(?=\s+[a-z]|[’'](?:m|ve|d|ll)\b)")
_NUMBERED = re.compile(r"\b(?:part|chapter|war|phase|type|volume|act|title|book)\s+$", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?…:])(?<=\w|,)\s+[A-Z]\w*\s+$")
_WE = re.compile(r"(?<![\w’'])(?:we(?![\w-])|our(?![\w-])|ours)(?![\w])", re.IGNORECASE)
_FIRST_PLURAL: Final = ("nous", "we", "première personne du pluriel", "first person plural", "pluriel", "plural")
_FIRST_SINGULAR: Final = ("je", "i", "première personne du singulier", "first person singular", "singulier", "singular")


_AGAINST: Final = {
    ("fr", "vous"): _TU,
    ("fr", "tu"): _VOUS,
    ("fr", "plural"): _JE,
    ("fr", "singular"): _NOUS,
    ("en", "plural"): _I,
    ("en", "singular"): _WE,
}
"""What is looked for, by language and by the register or the person that is asked for."""


def suspects(texts: Sequence[str], asked: str, lang: str) -> list[int]:
    """Give the numbers of those texts that may be against a register or a person: mostly none."""
    pattern = _AGAINST.get((lang.split("-")[0], asked))
    # No pattern is at home across a line end, nor kept from a word by one: what is found in a text is found here.
    found = [match.start() for match in pattern.finditer("\n".join(texts))] if pattern else []
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0)) if found else []
    return sorted({bisect_right(starts, place) - 1 for place in found})


def person_of(said: str) -> str:
    """Give `plural` or `singular` for the person a charter names (nous, we, je, I…), else nothing."""
    plain = said.strip().casefold()
    return "plural" if plain in _FIRST_PLURAL else "singular" if plain in _FIRST_SINGULAR else ""


def against_register(text: str, register: str, lang: str) -> list[Place]:
    """Give where a French text says tu where `register` is `vous`, or vous where it is `tu`; quotations left out.

    A vous that speaks to several people is no fault where the register is tu, and « il s’est tu » is none ever.
    """
    if lang.split("-")[0] != "fr" or register not in ("tu", "vous"):
        return []
    return list(_said_tu(text) if register == "vous" else _said_vous(text))


def against_person(text: str, person: str, lang: str) -> list[Place]:
    """Give where a text says I where `person` is `plural`, or we where it is `singular`; quotations left out."""
    pattern = _AGAINST.get((lang.split("-")[0], person))
    if pattern is None or person not in ("plural", "singular"):
        return []
    found = _outside(pattern, text)
    return [place for place in found if pattern is not _I or not _is_numbered(text, place[0])]


def _said_tu(text: str) -> Iterator[Place]:
    for start, end in _outside(_TU, text):
        if _IDIOM.search(text[max(0, start - _NEAR) : start]):
            continue
        before = text[max(0, start - _NEAR) : start].split()
        if (
            text[start:end].lower() == "tu"
            and before
            and before[-1].lower().rpartition("’")[2].rpartition("'")[2] in _SILENT
        ):
            continue
        yield start, start + len(text[start:end].rstrip())


def _said_vous(text: str) -> Iterator[Place]:
    found = [place for place in _outside(_VOUS, text) if not _MEETING.search(text[max(0, place[0] - _NEAR) : place[0]])]
    if found and not _SEVERAL.search(text):
        yield from found


def _is_numbered(text: str, start: int) -> bool:
    """Say whether an I counts something (« World War I was »)."""
    before = text[max(0, start - _NEAR) : start]
    return bool(_NUMBERED.search(before) or _NAME.search(before))


def _outside(pattern: re.Pattern[str], text: str) -> Iterator[Place]:
    """Give where a pattern stands in a text, but for what stands between quotation marks."""
    found = [match.span() for match in pattern.finditer(text)]
    return outside_quotations(found, text) if found else iter(())


def outside_quotations(found: list[Place], text: str) -> Iterator[Place]:
    """Give those of some places of a text, in order, that do not begin between quotation marks."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    number = 0
    for place in found:
        while number < len(quoted) and quoted[number][1] <= place[0]:
            number += 1
        if number == len(quoted) or place[0] < quoted[number][0]:
            yield place
