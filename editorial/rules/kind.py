"""What a kind of rule is, and what it is given to judge by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from editorial.approvals import Approvals
from editorial.calendar import NO_CALENDAR, Calendar
from editorial.charter import Charter
from editorial.dictionary import NO_LEXICON, Lexicon
from editorial.edition import Item
from editorial.fields import Complaint
from editorial.finding import Finding
from editorial.gist import Gist, gist_of
from editorial.house.styles import EMPTY, House
from editorial.piece import Piece
from editorial.prose import Prose, read_prose
from editorial.slot import NO_SCHEDULE, Schedule
from editorial.source import Unreadable

T = TypeVar("T")


class Scope(StrEnum):
    """What a kind needs in order to judge a piece: its own text and the charter, also the day, or the whole site."""

    OWN = "own"
    DAY = "day"
    SITE = "site"


class Judged(NamedTuple):
    """A finding, before a draft's excuse or an exemption is heard; neither counts for one that is binding."""

    finding: Finding
    is_binding: bool


@dataclass(frozen=True)
class Context:
    """What a piece is judged by: the charter, its neighbours, and the instant; kinds read nothing else."""

    charter: Charter
    at: datetime
    zone: tzinfo
    """The calendar's: in it a date without a time begins."""
    locate_image: Callable[[Piece, str], Path | None]
    """Gives the file of an image as a piece names it, or None."""
    lexicon: Lexicon = NO_LEXICON
    """The words and the dictionaries the site adds to those of Ligne."""
    pieces: tuple[Piece, ...] = ()
    complaints: Mapping[str, tuple[Complaint, ...]] = field(default_factory=dict)
    """What is wrong with front matters, by path."""
    verdicts: Mapping[str, tuple[Judged, ...]] = field(default_factory=dict)
    """By path, what was found in a text by itself when it was read."""
    unreadable: Mapping[str, Unreadable] = field(default_factory=dict)
    """The files that could not be read, by path."""
    order: Mapping[str, float] = field(default_factory=dict)
    """By path, what puts a piece before another (the first keeps an id that both claim); those not named come last."""
    address: Callable[[Piece], str] | None = None
    """Gives the path of a piece's page on the site; by default `/slug/`, or `/lang/slug/`."""
    taken: frozenset[str] = frozenset()
    """The paths of the site's own pages (`/charte/`), which no piece may have."""
    house: House = EMPTY
    """The house rules of the site."""
    house_of: Callable[[Charter], House] | None = None
    """Gives the house rules that another charter stands with; by default the same."""
    agenda: tuple[Item, ...] = ()
    """What appeared and what is planned, on every channel, once it is planned."""
    approvals: Approvals | None = None
    """The records of approvals; None where nobody asks for them."""
    charters: Mapping[str, Charter] = field(default_factory=dict)
    """By path, the version of the charter that judges a piece, where it is not `charter`."""
    calendar: Calendar = NO_CALENDAR
    schedule: Schedule = NO_SCHEDULE
    """The calendar that says so, and the same laid out in time."""
    _kept: dict[object, object] = field(default_factory=dict, repr=False, compare=False)

    def under(self, charter: Charter) -> Context:
        """Give the same context under another charter, for all pieces, with nothing kept that was made for this one."""
        house = self.house_of(charter) if self.house_of else self.house
        return replace(self, charter=charter, house=house, charters={}, _kept={})

    def over(self, piece: Piece) -> Context:
        """Give the context in which a piece is judged: this one, or the same under the version that judges it."""
        charter = self.charters.get(piece.path)
        return self if charter is None else self.once(("under", id(charter)), lambda: self.under(charter))

    def prose(self, piece: Piece) -> Prose:
        """Give all that a piece's body says, which is read for it."""
        return read_prose(piece.body)

    def gist(self, piece: Piece) -> Gist:
        """Give what a piece's body says to others, which an index knows without the text."""
        return gist_of(piece)

    def once(self, key: object, make: Callable[[], T]) -> T:
        """Give what `make` gives, made once for a key: a text, or a name that one kind alone uses."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]  # a key is only ever used with one `make`

    def address_of(self, piece: Piece) -> str:
        """Give the path of a piece's page on the site."""
        if self.address is not None:
            return self.address(piece)
        return f"/{piece.slug}/" if piece.lang == self.charter.lang else f"/{piece.lang}/{piece.slug}/"

    def rank(self, piece: Piece) -> tuple[float, str]:
        """Give what sorts pieces from the first to the last to claim something."""
        return self.order.get(piece.path, float("inf")), piece.path

    @cached_property
    def by_path(self) -> Mapping[str, Piece]:
        """The pieces by the path of their file."""
        return {piece.path: piece for piece in self.pieces}

    @cached_property
    def by_id(self) -> Mapping[str, Piece]:
        """The pieces by id; of two with one id, the first."""
        return {piece.id: piece for piece in sorted(self.pieces, key=self.rank, reverse=True)}

    @cached_property
    def by_address(self) -> Mapping[str, Piece]:
        """The pieces by the path of their page and by their old addresses."""
        found: dict[str, Piece] = {}
        for piece in self.pieces:
            found.update(dict.fromkeys(filter(None, piece.aliases), piece))
        found.update({self.address_of(piece): piece for piece in self.pieces})
        return found


class Kind(Protocol):
    """The shape of a module that is a kind of rule: it judges one piece."""

    @property
    def SCOPE(self) -> Scope:
        """What the kind needs."""
        ...

    @property
    def IS_BINDING(self) -> bool:
        """Whether its errors stand in a draft too and no exemption lifts them: what cannot be read, or would clash."""
        ...

    def check(self, piece: Piece, context: Context) -> Iterable[Finding]:
        """Give the findings about one piece."""
        ...


class PlanKind(Protocol):
    """The shape of a module that is a kind of rule about what is planned: its context has the agenda."""

    def check_plan(self, context: Context) -> Iterable[Finding]:
        """Give the findings about what appeared and what is planned."""
        ...


class SiteKind(Protocol):
    """The shape of a module that is a kind of rule about all pieces together."""

    def check_site(self, context: Context) -> Iterable[Finding]:
        """Give the findings about the pieces as a whole."""
        ...
