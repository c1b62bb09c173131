"""Gives tests of the subscription service a running one, with a database of every kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.service.house import House, opened

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.system))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Give a running service, its list in SQLite."""
    with opened(tmp_path / "site", f"sqlite:{tmp_path}/list.db") as running:
        yield running


@pytest.fixture(params=KINDS)
def house_of_each(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """Give a running service, its list in a database of each kind."""
    is_file = request.param == "sqlite"
    database = f"sqlite:{tmp_path}/list.db" if is_file else request.getfixturevalue("empty_database")()
    with opened(tmp_path / "site", database) as running:
        yield running
