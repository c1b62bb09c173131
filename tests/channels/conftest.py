"""What tests of one build after another share, and a real database for those of what is kept in one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import channels.build
from editorial import scan
from editorial.site import Site
from scripts.database import postgresql

HOUR_NS = 3_600_000_000_000


@pytest.fixture(scope="session")
def empty_database(needs: Callable[[str], Path]) -> Iterator[Callable[[], str]]:
    """Give what makes the URL of an empty database in a real PostgreSQL."""
    with postgresql(needs("postgresql").resolve().parent) as empty:
        yield empty


@pytest.fixture
def time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every look at the site be an hour after the last change to it, as a team's mostly is: no test waits."""
    monkeypatch.setattr(scan, "_FINE_NS", -HOUR_NS)
    monkeypatch.setattr(scan, "_COARSE_NS", -HOUR_NS)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Give the instants at which a site is looked over as a whole."""
    found: list[datetime] = []
    look_over = channels.build.look_over

    def looking(site: Site, at: datetime, **how: Any) -> channels.build.LookedOver:
        found.append(at)
        return look_over(site, at, **how)

    monkeypatch.setattr(channels.build, "look_over", looking)
    return found
