"""The deploy marker: what stands in the site that is online, of the build it was made from and of the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from channels.delivery.sealed import MARKER, SITE, Sealed
from channels.foreign import json_of
from channels.manifest import is_inside
from editorial.errors import EditorialError
from editorial.finding import Phrase

NAME = MARKER
"""Where it stands in the site that is online."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Marker:
    """Which build is online: its commit, its instant, the digest of its files and their paths; and the ledger's tip."""

    commit: str | None
    at: datetime
    ledger: str
    digest: str
    files: tuple[str, ...]

    def as_values(self) -> dict[str, object]:
        """Give the marker as the values of its file; nothing secret is in it."""
        return {
            "format": FORMAT,
            "commit": self.commit,
            "at": self.at.isoformat(),
            "ledger": self.ledger,
            "digest": self.digest,
            "files": list(self.files),
        }

    def as_json(self) -> bytes:
        """Give the marker as the bytes of its file: always the same for the same marker."""
        return (json.dumps(self.as_values(), ensure_ascii=False, indent=1) + "\n").encode()


def marker_of(site: Sealed, tip: str) -> Marker:
    """Give the marker of a build that goes online now."""
    files = tuple(path.removeprefix(f"{SITE}/") for path in site.under(SITE))
    return Marker(site.commit, site.at, tip, site.site_digest, tuple(path for path in files if path != NAME))


def read_marker(raw: bytes, where: str) -> Marker:
    """Give the marker that a file holds; raises EditorialError where it cannot be read: then nothing may leave."""
    try:
        said = json_of(raw)
        if said["format"] != FORMAT:
            raise ValueError(said["format"])
        files = tuple(path for path in said["files"] if is_inside(path) and path != NAME)
        at = datetime.fromisoformat(said["at"]).astimezone(UTC)
        if not (isinstance(said["ledger"], str) and isinstance(said["digest"], str)):
            raise TypeError(NAME)
        return Marker(said["commit"], at, said["ledger"], said["digest"], files)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EditorialError(_UNREADABLE, where) from None


_UNREADABLE = Phrase(
    "cette marque de déploiement ne peut pas être lue, et avec elle on ne sait plus ce qui est parti : remettez celle "
    "d’avant, ou supprimez-la si le registre est bien le bon (ligne ledger show)",
    "this deploy marker cannot be read, and without it nobody knows what has left: put the one before back, or delete "
    "it if the ledger is the right one (ligne ledger show)",
)
