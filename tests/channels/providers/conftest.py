"""The providers' own specifications, answered for by Prism; and one whose answers a test chooses."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket

import pytest

from tests.channels.answering import Answering, answering

SPECS = Path(__file__).resolve().parents[4] / "shared/specs"


@pytest.fixture(scope="session")
def prism_mock(needs: Callable[[str], Path]) -> Iterator[Callable[[str], str]]:
    """Give the address of a mock made of a published specification, which refuses what that does not allow."""
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str) -> str:
        if not (SPECS / name).is_file():
            pytest.skip(f"{SPECS / name} is not here")
        node, prism = needs("node"), needs("prism")
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = [str(node), str(prism), "mock", "--host", "127.0.0.1", "--port", str(port), str(SPECS / name)]
        running.append(subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ))
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            except urllib.error.HTTPError:
                return f"http://127.0.0.1:{port}"
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"prism did not start on {name}")

    yield start
    for one in running:
        one.terminate()
    for one in running:
        one.wait(10)


@pytest.fixture
def provider() -> Iterator[Answering]:
    """Give a provider whose answers the test chooses."""
    with answering() as found:
        yield found
