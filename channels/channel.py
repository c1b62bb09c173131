"""What a channel is: it checks and renders what the plan gives it, and gives back artifacts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from channels.addresses import Addresses
    from channels.templates import Look
    from editorial.charter import Charter
    from editorial.edition import Edition
    from editorial.finding import Finding
    from editorial.piece import Piece
    from editorial.plan import Plan
    from editorial.site import Site

Kept = TypeVar("Kept")
ENGINE = "5"
"""Part of every artifact's key: raised when the same inputs make other bytes."""


class Audience(StrEnum):
    """Who may see an artifact: `team` ones stand in output/team/ and are never deployed."""

    PUBLIC = "public"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the output, made only when its key says that the one on disk is another.

    `path` is relative to the output folder, with `/`; `inputs` is the digest of exactly what the bytes depend on.
    """

    path: str
    media_type: str
    channel: str
    inputs: str
    make: Callable[[], bytes] = field(repr=False, compare=False)
    edition: str | None = None
    pieces: tuple[str, ...] = ()
    audience: Audience = Audience.PUBLIC


@dataclass(frozen=True)
class Brief:
    """All that a channel is given to work on."""

    site: Site
    plan: Plan
    look: Look
    addresses: Addresses
    is_preview: bool = False
    """A preview is marked `noindex`, watermarked, and refused by `deliver`."""
    alone: frozenset[str] = frozenset()
    """The paths of pages that nothing can have changed since the last build: they are not laid out."""
    doubts: tuple[Finding, ...] = ()
    """What the calendar and the plan get wrong; the team's board says it."""
    charters: Mapping[str, Charter] = field(default_factory=dict)
    """By path, the version of the charter that judges a piece, where it is not the site's of today."""
    _kept: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def site_for(self, piece: Piece) -> Site:
        """Give the site under the version of the charter that judges a piece, so that what it posts does not change."""
        charter = self.charters.get(piece.path)
        if charter is None:
            return self.site
        return self.once(f"site {id(charter)}", lambda: replace(self.site, charter=charter))

    def once(self, name: str, make: Callable[[], Kept]) -> Kept:
        """Give what `make` gives, made once under a name that one channel alone uses."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]  # type: ignore[return-value]  # a name is only ever used with one `make`


class Channel(Protocol):
    """The shape of a module that is a channel (or, for `social`, a family of them)."""

    def check(self, brief: Brief) -> Iterable[Finding]:
        """Give the findings that need pixels, templates or a network's counting."""
        ...

    def render(self, brief: Brief) -> Iterable[Artifact]:
        """Give every artifact the channel has at the plan's instant."""
        ...

    def ready(self, brief: Brief) -> Iterable[Edition]:
        """Give the editions of which `render` gives files in the outbox: those that may leave."""
        ...
