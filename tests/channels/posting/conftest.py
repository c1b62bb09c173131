"""A network whose answers a test chooses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.answering import Answering, answering


@pytest.fixture
def network() -> Iterator[Answering]:
    with answering() as found:
        yield found
