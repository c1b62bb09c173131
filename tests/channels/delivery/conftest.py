"""Gives the tests of delivery a site that is built, each a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.channels.delivery.outgoing import AT, Outgoing, lay_out
from tests.channels.web import serving
from tests.command import ligne


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a site that is committed and built."""
    root = tmp_path_factory.mktemp("outgoing") / "site"
    lay_out(root)
    assert ligne("build", "--at", AT.isoformat(), site=root).code == 0
    return root


@pytest.fixture
def outgoing(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outgoing:
    """Give a copy of the site, with an empty ledger and an empty folder."""
    monkeypatch.delenv("LIGNE_LEDGER", raising=False)
    shutil.copytree(model, tmp_path / "site", symlinks=True)
    (tmp_path / "to").mkdir()
    return Outgoing(tmp_path / "site", tmp_path / "to")


@pytest.fixture
def served(outgoing: Outgoing) -> Iterator[str]:
    """Give the address at which the folder's site is served."""
    with serving(outgoing.to / "blog") as address:
        yield address
