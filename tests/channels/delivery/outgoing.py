"""A small site that is built and committed, with things due, and the runs that deliver it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from channels.build import look_over
from channels.delivery.deliver import Load, Round, Row, deliver
from channels.delivery.due import Due, find_due
from channels.delivery.folder import ARRIVALS, Folder
from channels.delivery.sealed import read_sealed
from channels.ledger.ledger import Ledger
from channels.ledger.setting import open_ledger
from channels.registry import channels_of
from editorial.site import read_site
from tests.builder import SiteBuilder
from tests.command import Ran, ligne

AT = datetime(2026, 3, 13, 9, 0, tzinfo=UTC)
DUE = ["blog:vieux", "blog:neuf", "mastodon:neuf", "newsletter:lettre/2026-03-13"]
LATE = ["mastodon:vieux", "newsletter:lettre/2026-03-06"]


def lay_out(root: Path) -> SiteBuilder:
    """Write the site: `vieux` is two weeks old, `neuf` of the evening before, a letter is two hours old."""
    root.mkdir(parents=True, exist_ok=True)
    site = SiteBuilder(root).piece("vieux").piece("neuf", date="2026-03-12T20:00+01:00")
    site.data("channels/blog.yaml", {"format": 1, "name": "Le Banc", "url": "https://banc.example", "cards": False})
    return site.commit()


@dataclass(frozen=True)
class Outgoing:
    """The site, the ledger beside it, and the folder that takes what leaves."""

    root: Path
    to: Path
    at: datetime = AT

    @property
    def setting(self) -> str:
        """The ledger."""
        return f"sqlite:{self.root.parent}/ledger.db"

    def ligne(self, *words: str) -> Ran:
        """Run a verb at the instant."""
        return ligne(*words, "--at", self.at.isoformat(), site=self.root)

    def live(self, *words: str) -> Ran:
        """Deliver for real."""
        return self.ligne("deliver", "--live", "--ledger", self.setting, "--to", f"folder:{self.to}", *words)

    def load(self, at: datetime | None = None, channel: str = "") -> Load:
        """Give what a run has to deliver."""
        seen = look_over(read_site(self.root), at or self.at)
        families = channels_of(seen.decision.site.charter)
        return Load(
            read_sealed(self.root / "output"), partial(find_due, seen.brief, families), (channel,) if channel else ()
        )

    def due(self, ledger: Ledger | None = None, at: datetime | None = None) -> Due:
        """Give what is due."""
        return self.load(at).due(ledger or Ledger())

    def due_now(self) -> Due:
        """Give what is due, whether or not it was built."""
        seen = look_over(read_site(self.root), self.at)
        return find_due(seen.brief, channels_of(seen.decision.site.charter), Ledger())

    def round(self, rows: list[Row], load: Load | None = None, **other: Any) -> Round:
        """Give a run over everything, ready to begin."""
        folder = Folder(self.to)
        run = Round(load or self.load(), open_ledger(self.root, self.setting), folder, folder, folder, self.at,
                    rows.append)  # fmt: skip
        return replace(run, **other)

    def deliver(self, **other: Any) -> list[str]:
        """Deliver everything in this process, and give what became of each, in order."""
        rows: list[Row] = []
        deliver(self.round(rows, **other))
        return [f"{row.delivery.key} {row.result}" for row in rows]

    def states(self) -> dict[str, str]:
        """Give where each delivery stands in the ledger."""
        ledger = open_ledger(self.root, self.setting).read()
        return {str(entry.key): str(ledger.state(entry.key)) for entry in ledger.entries()}

    def arrivals(self) -> Counter[str]:
        """Give how often each delivery has come into the folder."""
        return arrivals(self.to)


def arrivals(folder: Path) -> Counter[str]:
    """Give how often each delivery has come into a folder."""
    try:
        lines = (folder / ARRIVALS).read_text().splitlines()
    except FileNotFoundError:
        return Counter()
    return Counter(json.loads(line)["key"] for line in lines)


def keys(deliveries: Any) -> list[str]:
    """Give the keys of deliveries, as text."""
    return [str(one.key) for one in deliveries]
