"""Gives tests of lists an empty database of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.system))


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the setting that names an empty database."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path}/list.db"
    return request.getfixturevalue("empty_database")()
