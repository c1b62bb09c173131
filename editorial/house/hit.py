"""What a check of any kind is: it finds hits in blocks, and says beforehand which texts cannot hold one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.house.block import Block
from editorial.house.need import Need
from editorial.house.vocabulary import NO_WORDS, Vocabulary

Memory = dict[object, object]
"""What a rule remembers from one block of a file to the next."""
LANG: Final = "lang"
"""Where it holds the language of the file."""


class Dictionary(Protocol):
    """What a dictionary is asked."""

    def knows(self, word: str) -> bool:
        """Say whether it has a word."""
        ...

    def suggest(self, word: str) -> tuple[str, ...]:
        """Give the words that come nearest."""
        ...


class Hit(NamedTuple):
    """One match: from which to which character of a block, what the message is filled with, what may stand instead.

    `candidates` is None where the rule's action is to be asked; a hit `at_top` is about the file as a whole.
    """

    start: int
    end: int
    subs: tuple[object, ...]
    candidates: tuple[str, ...] | None = None
    at_top: bool = False
    message: str | None = None
    """Where it differs from the rule's own."""


class Check(Protocol):
    """The shape of one rule's check."""

    @property
    def needs(self) -> Sequence[Need | None]:
        """For each pattern, what a text must hold for it to match."""
        ...

    def find(self, block: Block, picks: Sequence[int], memory: Memory) -> Iterable[Hit]:
        """Give the hits in a block; `picks` are the numbers of the patterns that may match there. Raises Slow."""
        ...


@dataclass(frozen=True)
class Shelf:
    """What lies around a rule file: the vocabulary, and other files of the styles folder, by path from it."""

    vocabulary: Vocabulary = NO_WORDS
    files: tuple[tuple[str, str], ...] = ()
    name: str = ""
    """The rule's own name."""
    is_prose: bool = True
    """Whether spaces of its patterns stand for soft line breaks: not in the raw file."""

    find_dictionary: Callable[[str], Dictionary] | None = None

    def dictionary(self, lang: str) -> Dictionary:
        """Give the dictionary of a language; raises EditorialError naming what is missing."""
        if self.find_dictionary is None:
            raise EditorialError(_NO_DICTIONARIES.fill(lang=lang))
        return self.find_dictionary(lang)

    def file(self, path: str) -> str | None:
        """Give the text of a file of the styles folder, or None."""
        return dict(self.files).get(path)


_NO_DICTIONARIES = Phrase(
    "aucun dictionnaire pour « {lang} » : les dictionnaires ne sont pas installés",
    "no dictionary for “{lang}”: dictionaries are not installed",
)
