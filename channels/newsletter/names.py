"""What names a link of a letter for ever: its words, however they are set, and never where it leads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from editorial.piece import Piece


class Names:
    """Names the links of one letter as they are met; of two with the same words the second is told by its rank."""

    def __init__(self) -> None:
        self._met: Counter[str] = Counter()

    def of(self, words: str) -> str:
        """Give the name of a link by its words, whatever their signs, spaces and capitals."""
        name = "-".join(_WORDS.findall(words.casefold()))
        self._met[name] += 1
        return name if self._met[name] == 1 else f"{name} {self._met[name]}"


def named(frame: Piece) -> Piece:
    """Give an edition's piece whose recommended links have an `id`: the one written, else their title's name."""
    if not frame.newsletter.links:
        return frame
    names = Names()
    links = tuple(replace(link, id=names.of(link.id or link.title)) for link in frame.newsletter.links)
    return replace(frame, newsletter=replace(frame.newsletter, links=links))


_WORDS = re.compile(r"\w+")
