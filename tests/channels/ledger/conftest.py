"""Gives the tests of the ledger their stores."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from tests.channels.ledger.workshop import Workshop, bare_remote, clone_of

KINDS = ("git", "sqlite", pytest.param("postgresql", marks=pytest.mark.system))


@pytest.fixture
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Workshop]:
    """Give what opens an empty ledger of a kind."""
    numbers = count()
    folder = tmp_path_factory.mktemp("ledger")

    def make(kind: str) -> Workshop:
        database = request.getfixturevalue("empty_database")() if kind == "postgresql" else ""
        return Workshop(kind, folder / str(next(numbers)), database)

    return make


@pytest.fixture(params=KINDS)
def workshop(request: pytest.FixtureRequest, opened: Callable[[str], Workshop]) -> Workshop:
    """Give an empty ledger of every kind."""
    return opened(request.param)


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """Give a bare repository without a commit."""
    return bare_remote(tmp_path)


@pytest.fixture
def clone(remote: Path, tmp_path: Path) -> Path:
    """Give a repository without a commit whose `origin` is the remote."""
    return clone_of(remote, tmp_path / "clone")
