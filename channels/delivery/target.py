"""What takes deliveries: where editions go, where the site goes, and who looks whether a page of it is online."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from channels.delivery.due import Delivery
from channels.delivery.marker import Marker
from channels.delivery.sealed import Sealed
from channels.ledger.entry import Key
from channels.ledger.store import Outcome


class Target(Protocol):
    """Where the editions of a channel go."""

    def deliver(self, edition: Delivery, files: Mapping[str, bytes]) -> Outcome:
        """Hand over the files of an edition, by their names in its folder, once, and give what became of them.

        `failed` and `refused` mean that nothing left, for certain; whatever cannot be told is `doubt`, and so is any
        exception.
        """
        ...


class SiteTarget(Protocol):
    """Where the site goes: whole, as often as it takes."""

    @property
    def name(self) -> str:
        """The place as it may be shown."""
        ...

    def marker(self) -> Marker | None:
        """Give the marker of the site that is online, None where there is none; raises EditorialError."""
        ...

    def deploy(self, site: Sealed, marker: Marker, keys: Iterable[Key]) -> Outcome:
        """Put a whole site online, its marker last; `keys` are the pieces that appear with it, held by this run."""
        ...

    def mark(self, marker: Marker) -> None:
        """Put the marker of the site that is online in the place of one with an older tip."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """What is online at an address: the HTTP status (200 where it is there, 0 where nobody answered) and the bytes."""

    status: int
    body: bytes = b""


class Witness(Protocol):
    """Who looks at the site that is online."""

    def look(self, path: str) -> Page:
        """Give the page that stands at a path of the output (`site/x/index.html`)."""
        ...
