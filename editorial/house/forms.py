"""The forms that an accepted pattern stands for (`Docker(file|ize)`), where they can be counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from editorial.house.dialect import BadPattern, Piece, pieces_of

MOST: Final = 64
"""How many forms are counted at most."""
_GROUPS: Final = ("(", "(?:")


class _Countless(Exception):
    """A pattern of which nobody can say every form."""


def form_of(written: str, found: str) -> str:
    """Give the form of a pattern that has the letters of a word, whatever its capitals; else the pattern itself."""
    small = found.lower()
    return next((form for form in forms_of(written) if form.lower() == small), written)


@lru_cache(maxsize=1_000)
def forms_of(written: str) -> tuple[str, ...]:
    """Give every form that a pattern stands for; nothing where there are too many, or where they have no end."""
    try:
        reader = _Reader(pieces_of(written, is_prose=False))
        forms = reader.branches()
        return tuple(dict.fromkeys(forms)) if reader.at == len(reader.pieces) else ()
    except (BadPattern, _Countless):
        return ()


class _Reader:
    """Reads the branches of a pattern."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces, self.at = pieces, 0

    def branches(self) -> list[str]:
        """Give the forms of all branches up to the end of the group."""
        forms = self.branch()
        while self.kind() == "bar":
            self.at += 1
            forms += self.branch()
        return forms

    def branch(self) -> list[str]:
        """Give the forms of one branch."""
        forms = [""]
        while self.kind() not in ("bar", "close", ""):
            parts = self.part()
            if self.kind() == "quantifier":
                if self.pieces[self.at].written != "?":
                    raise _Countless
                self.at += 1
                parts = [*parts, ""]
            forms = [form + part for form in forms for part in parts]
            if len(forms) > MOST:
                raise _Countless
        return forms

    def part(self) -> list[str]:
        """Give the forms of one sign, or of a group."""
        piece = self.pieces[self.at]
        self.at += 1
        if piece.kind == "literal":
            return [piece.written[-1]]
        if piece.kind != "open" or piece.said not in _GROUPS:
            raise _Countless
        forms = self.branches()
        if self.kind() != "close":
            raise _Countless
        self.at += 1
        return forms

    def kind(self) -> str:
        """Give the kind of the sign that comes next; nothing at the end."""
        return self.pieces[self.at].kind if self.at < len(self.pieces) else ""
