"""Gives tests of what is kept in databases a real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.channels.postgresql import postgresql


@pytest.fixture(scope="session")
def empty_database(needs: Callable[[str], Path]) -> Iterator[Callable[[], str]]:
    """Give what makes the URL of an empty database in a real PostgreSQL."""
    with postgresql(needs("postgresql").resolve().parent) as empty:
        yield empty
