"""What is made when a page asks for it: a list, the items of one, and all that Pelican knows of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar, overload

from editorial.piece import Piece

Item = TypeVar("Item")


class _List(Sequence[Item]):
    """What themes do with a list besides looking at it: they put others before or behind it."""

    def __add__(self, others: Sequence[Item]) -> list[Item]:
        return [*self, *others]

    def __radd__(self, others: Sequence[Item]) -> list[Item]:
        return [*others, *self]


class OnDemand(_List[Item]):
    """A list whose items are made when looked at, and kept: a page of ten makes ten."""

    def __init__(self, make: Callable[[Piece], Item], pieces: Sequence[Piece]):
        self._make, self._pieces = make, pieces

    def __len__(self) -> int:
        return len(self._pieces)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        """Give one item, or those of a slice, made when looked at: Pelican asks for the pages around a page too."""
        if isinstance(index, slice):
            return OnDemand(self._make, self._pieces[index])
        return self._make(self._pieces[index])

    def __iter__(self) -> Iterator[Item]:
        return map(self._make, self._pieces)


class Late(_List[Item]):
    """A list that is put together when it is first looked at: few of our pages look at the lists of a whole site."""

    def __init__(self, make: Callable[[], Sequence[Item]]):
        self._make = make

    @cached_property
    def _items(self) -> Sequence[Item]:
        return self._make()

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        """Give one item, or those of a slice."""
        return self._items[index]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)


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
