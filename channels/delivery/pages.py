"""A host that puts the site online itself, as GitHub Pages and GitLab Pages do: a build is marked, then looked for.

The marker goes into the build before the host takes it, so everything that forbids a delivery is asked then.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from channels.delivery.due import Delivery
from channels.delivery.live import Web, asked
from channels.delivery.marker import NAME, Marker, marker_of, read_marker
from channels.delivery.permit import refuse_future, refuse_going_back, refuse_other_ledger, refuse_other_work
from channels.delivery.sealed import SITE, Sealed
from channels.delivery.target import Page
from channels.ledger.entry import Key, What
from channels.ledger.store import Outcome, Store
from editorial.errors import EditorialError
from editorial.finding import Phrase
from editorial.system_words import said_by

PAUSES_S = (0.0, 2.0, 4.0, 8.0, 16.0, *(30.0,) * 9)
"""How long a host is waited for, between looks: five minutes in all."""
MAX_MARKER_BYTES = 200_000_000
"""A marker names every file of its site."""


class Pages:
    """The site as its host serves it at an address: read, and never written."""

    def __init__(self, base: str, *, pauses_s: tuple[float, ...] = PAUSES_S):
        self._web, self._base, self._pauses_s = Web(base), base.rstrip("/"), pauses_s

    @property
    def name(self) -> str:
        """The address."""
        return f"pages:{self._base}"

    def marker(self) -> Marker | None:
        """Give the marker online, None where the host has no such file; raises EditorialError where nobody can say."""
        # What stands between us and the host may keep an older one for minutes, under its plain address.
        page = asked(f"{self._base}/{NAME}?{secrets.token_hex(4)}", MAX_MARKER_BYTES)
        if page.status in (404, 410):
            return None
        if page.status != 200:
            raise EditorialError(_UNREACHABLE.fill(base=self._base, status=page.status or "—"))
        return read_marker(page.body, f"{self._base}/{NAME}")

    def wait(self, site: Sealed) -> None:
        """Return once a build is online; raises EditorialError where the host never shows it, or has a later one."""
        online = None
        for pause_s in self._pauses_s:
            time.sleep(pause_s)
            online = self.marker()
            refuse_going_back(online, site)
            if _is_of(online, site):
                return
        stands = f"{online.at:%Y-%m-%d %H:%M:%S}Z" if online else "—"
        raise EditorialError(_NOT_DEPLOYED.fill(base=self._base, built=f"{site.at:%Y-%m-%d %H:%M:%S}Z", online=stands))

    def deploy(self, site: Sealed, marker: Marker, keys: Iterable[Key]) -> Outcome:
        """Say whether the build is online, with the pieces that appear in it: the host put it there."""
        return Outcome(What.SENT if _is_of(self.marker(), site) else What.FAILED)

    def deliver(self, edition: Delivery, files: Mapping[str, bytes]) -> Outcome:
        """Fail: such a host takes the site, and nothing else."""
        return Outcome(What.FAILED)

    def mark(self, marker: Marker) -> None:
        """Leave the marker as it is: the next build brings the ledger's new tip."""

    def look(self, path: str) -> Page:
        """Give what the address of a page answers."""
        return self._web.look(path)


def mark_build(root: Path, site: Sealed, pages: Pages, store: Store, now: datetime) -> Marker:
    """Write the marker into a build, for its host to put online, and give it.

    Raises EditorialError, and writes nothing, where delivery would refuse the build or the ledger: once the build is
    online, the marker there no longer tells what the one before it knew.
    """
    refuse_future(site.at, now)
    refuse_other_work(root, site)
    online = pages.marker()
    refuse_other_ledger(store, online, site)
    refuse_going_back(online, site)
    marker = marker_of(site, store.read().tip)
    place = site.folder / SITE / NAME
    part = site.folder / f".{NAME}.{os.getpid()}"
    try:
        part.write_bytes(marker.as_json())
        os.replace(part, place)
    except OSError as error:
        raise EditorialError(_NOT_WRITTEN.fill(said=said_by(error)), f"{site.folder.name}/{SITE}/{NAME}") from None
    finally:
        part.unlink(missing_ok=True)
    return marker


def _is_of(online: Marker | None, site: Sealed) -> bool:
    return online is not None and (online.at, online.commit, online.digest) == (site.at, site.commit, site.site_digest)


_UNREACHABLE = Phrase(
    "{base} ne répond pas comme il faut (réponse {status}) : on ne sait pas quel site est en ligne, rien ne part ; le "
    "prochain passage recommence",
    "{base} does not answer as it should ({status}): nobody knows which site is online, nothing leaves; the next run "
    "tries again",
)
_NOT_DEPLOYED = Phrase(
    "{base} ne montre pas cette fabrication ({built}), mais celle de {online} : l’hébergeur ne l’a pas mise en ligne, "
    "ou elle n’avait pas sa marque (ligne deliver --mark) ; rien ne part",
    "{base} does not show this build ({built}) but that of {online}: the host has not put it online, or it was not "
    "marked (ligne deliver --mark); nothing leaves",
)
_NOT_WRITTEN = Phrase("la marque n’a pas pu être écrite ({said})", "the marker could not be written ({said})")
