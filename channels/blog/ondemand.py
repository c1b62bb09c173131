"""What is made when a page asks for it: the items of a list, and all that Pelican knows of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

from editorial.piece import Piece

Item = TypeVar("Item")


class OnDemand(Sequence[Item]):
    """A list whose items are made when looked at, and kept: a page of ten makes ten."""

    def __init__(self, make: Callable[[Piece], Item], pieces: Sequence[Piece]):
        self._make, self._pieces = make, pieces

    def __len__(self) -> int:
        return len(self._pieces)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        """Give one item, or the list of those of a slice."""
        if isinstance(index, slice):
            return [self._make(piece) for piece in self._pieces[index]]
        return self._make(self._pieces[index])

    def __iter__(self) -> Iterator[Item]:
        return map(self._make, self._pieces)


class Light:
    """An article as our own templates know it: its piece, its language and its text.

    Whatever else is asked of it, Pelican's content object answers, which `full` makes: a tenth of a page's time, and
    more for a list of ten.
    """

    def __init__(self, piece: Piece, content: Callable[[], str], full: Callable[[], object]):
        self.piece, self.lang = piece, piece.lang
        self._content, self._full = content, full

    @property
    def content(self) -> str:
        """The HTML of its text; not kept, since a page asks once."""
        return self._content()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (whatever Pelican or a plugin of its puts there)
        return getattr(self._full(), name)
