"""What the proofs share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import ligne
from tests.proofs.newsroom import Newsroom


@pytest.fixture(scope="session", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Build once in this process, so that what is forked from it has imported what a build needs."""
    site: Path = tmp_path_factory.mktemp("warm") / "site"
    ligne("build", site=Newsroom(site).root)
