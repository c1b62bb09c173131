"""What a word that no dictionary has seems to be: built of known ones, taken from English, or a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final
from unicodedata import combining, normalize

from editorial.dictionary import Speller

SHORT_PART, LONG_PART = 3, 4
"""How few letters a part of a word may have: at all, and where it tells more than a neighbour would."""
_LEAST_STEM = 4
_LEAST_SLIP = 6
"""A shorter word has a neighbour whatever it is."""
_LONGEST_ACRONYM = 5
_LONGEST = 30
_FRENCH_PREFIXES: Final = tuple(
    "anti auto co dé extra hyper inter micro mini multi méta pré pseudo re ré semi sous super sur télé ultra".split()
)
_ENGLISH_PREFIXES: Final = ("in", "multi", "on", "pre", "re", "un")
_NO_SECOND_PART: Final = frozenset(("able", "age", "ant", "ants", "ion", "ions", "tes"))
"""English words that end French ones."""
_FRENCH_ENDING: Final = re.compile(
    r"(?:is)?(?:er|ez|é|ée|és|ées|ait|aient)$|(?:is)?ables?$|ages?$|(?<=at)eurs?$|(?<=at)rices?$"
)
_ING: Final = re.compile("ings?$")
_TAKEN_FOR: Final = {"a": "eàâ", "e": "aéèê", "i": "yî", "o": "ô", "u": "ùû", "y": "i"}
"""What a letter is written for, its accents among it."""
_VOWEL: Final = re.compile("[aeiouyœæ]", re.IGNORECASE)
_DOUBLE: Final = re.compile(r"(\w)\1")
_DOUBLED: Final = "cflmnprst"
_COMMON: Final = frozenset(
    "que qui quoi chose fait tout tous toute bien plus moins pas les des une pour dans avec sans mais très".split()
)
_LETTERS: Final = {"fr": "esaitnrulodcpmév'qfbghjàxèêçyzôûîïkw", "en": "etaoinsrhldcumfpgwyb'-vkxjqz"}
"""The letters of a language, the most frequent first."""


def is_built(word: str, speller: Speller, english: Speller, *, least: int) -> bool:
    """Say whether a word is made of a prefix and a word, or of two words of English (`réexécuter`, `webview`).

    No part of it has fewer than `least` letters: a slip may be made of short ones by chance.
    """
    small = word.lower()
    return len(word) <= _LONGEST and (_is_prefixed(small, speller, least + 2) or _is_joined(small, english, least))


def borrowed(word: str, speller: Speller, english: Speller) -> str:
    """Give the English word to which a French ending was put (`bind` of « bindée »), or nothing."""
    small = word.lower()
    if len(small) > _LONGEST or any(speller.knows(one) for one in _undoubled(small)):
        return ""
    for ending in _FRENCH_ENDING.finditer(small):
        stem = small[: ending.start()]
        undoubled = stem[:-1] if stem[-1:] == stem[-2:-1] else ""
        for made in (stem, f"{stem}e", undoubled):
            if (
                len(made) >= _LEAST_STEM
                and made.isascii()
                and (english.knows(made) or _is_joined(made, english, LONG_PART))
            ):
                return made
    return ""


def with_capitals(word: str, speller: Speller, english: Speller) -> str:
    """Give a small word as it is written with its capitals, where dictionaries have it so only (`JSON`, `Unix`)."""
    if not (word.isascii() and word.isalpha() and word.islower() and SHORT_PART <= len(word) <= _LONGEST):
        return ""
    plural = word[:-1].upper()
    is_plural = word.endswith("s") and not speller.knows(word[:-1])
    if is_plural and SHORT_PART <= len(plural) <= _LONGEST_ACRONYM and speller.knows(plural):
        return plural
    for one in (speller, english):
        for made in (word.capitalize(), word.upper()):
            if one.knows(made):
                is_exact = len(made) <= _LONGEST_ACRONYM or not made.isupper()
                return made if is_exact else next((near for near in one.suggest(word) if near.lower() == word), "")
    return ""


def may_be_name(word: str) -> bool:
    """Say whether a word that is near no other is perhaps a name or an acronym: a capital, or no vowel at all."""
    return word[0].isupper() or _VOWEL.search(_bare(word)) is None


def is_slip(word: str, speller: Speller) -> bool:
    """Say whether a word differs from one of its language by accents, by a letter doubled or not, or by one letter.

    Takes up to 0.01 s; true in a language whose letters are not known here.
    """
    small, letters = word.lower(), _LETTERS.get(speller.name[:2], "")
    if not letters or len(small) > _LONGEST:
        return True
    plain = _bare(small)
    if plain != small and speller.accented(plain):
        return True
    if len(small) < _LEAST_SLIP:
        return any(speller.spells(one) for one in (plain, *_undoubled(plain), *_doubled(plain), *_turned(small)))
    single = _DOUBLE.sub(r"\1", plain)
    doublings = {*_undoubled(small), *_undoubled(plain), *_doubled(plain), single, *_doubled(single)}
    made = chain(_one_letter_off(small, letters), *map(_accented, sorted(doublings)))
    return speller.spells(plain) or any(speller.spells(one) for one in made) or _is_glued(small, speller)


def _is_prefixed(word: str, speller: Speller, least: int) -> bool:
    prefixes = _FRENCH_PREFIXES if speller.name.startswith("fr") else ()
    rests = (word[len(prefix) :] for prefix in prefixes if word.startswith(prefix))
    return any(len(rest) >= least and speller.knows(rest) for rest in rests)


def _is_joined(word: str, english: Speller, least: int) -> bool:
    if not word.isascii():
        return False
    ends = [word[len(prefix) :] for prefix in _ENGLISH_PREFIXES if word.startswith(prefix)]
    stem = _ING.sub("", word)
    ends += [stem, f"{stem}e"] if stem != word else []
    if any(len(end) >= _LEAST_STEM and english.knows(end) for end in ends):
        return True
    halves = ((word[:at], word[at:]) for at in range(least, len(word) - least + 1))
    return any(last not in _NO_SECOND_PART and english.knows(first) and english.knows(last) for first, last in halves)


def _is_glued(word: str, speller: Speller) -> bool:
    """Say whether two words, one of them very common, were written without the space between them."""
    halves = ((word[:at], word[at:]) for at in range(SHORT_PART, len(word) - SHORT_PART + 1))
    return any(
        (first in _COMMON or last in _COMMON) and speller.spells(first) and speller.spells(last)
        for first, last in halves
    )


def _undoubled(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word) - 1) if word[at] == word[at + 1])


def _doubled(word: str) -> Iterator[str]:
    return (word[:at] + word[at - 1 :] for at in range(1, len(word) + 1) if word[at - 1] in _DOUBLED)


def _bare(word: str) -> str:
    """Give a word without its accents."""
    return "".join(char for char in normalize("NFD", word) if not combining(char))


def _turned(word: str) -> Iterator[str]:
    """Give what a word becomes when two letters change places."""
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _accented(word: str) -> Iterator[str]:
    """Give a word, then what it becomes with one accent or another vowel."""
    yield word
    for at, letter in enumerate(word):
        yield from (word[:at] + other + word[at + 1 :] for other in _TAKEN_FOR.get(letter, ""))


def _one_letter_off(word: str, letters: str) -> Iterator[str]:
    """Give what a word becomes when a letter is left out, two change places, one is put in or another written."""
    yield from _turned(word)
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
    for at in range(len(word) + 1):
        for letter in letters:
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]
