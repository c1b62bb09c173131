"""Networks on loopback: one whose answers a test chooses, Bluesky's own server, and a mock of Mastodon's."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket

import pytest

from channels.exchange import door
from scripts.components import COMPONENTS, Module
from tests.channels.answering import Answering, answering

HANDLE, PASSWORD = "latoile.test", "un mot de passe"


@pytest.fixture
def network() -> Iterator[Answering]:
    with answering() as found:
        yield found


class Pds:
    """A server of Bluesky's with one account."""

    def __init__(self, url: str):
        self.url, self.at = url, door(url, {})
        account = {"handle": HANDLE, "email": "latoile@example.org", "password": PASSWORD}
        made = self.at.ask("POST", "/xrpc/com.atproto.server.createAccount", account)
        assert made.is_done, made
        self.did = str(made.find("did"))

    def records(self) -> dict[str, dict[str, object]]:
        """Give every post of the account, by its key."""
        asked = f"/xrpc/com.atproto.repo.listRecords?repo={self.did}&collection=app.bsky.feed.post&limit=100"
        found = self.at.ask("GET", asked).find("records") or []
        return {one["uri"].rpartition("/")[2]: one["value"] for one in found}

    def commit(self) -> str:
        """Give the last commit of the account: another wherever anything was written."""
        return str(self.at.ask("GET", f"/xrpc/com.atproto.sync.getLatestCommit?did={self.did}").find("cid"))


@pytest.fixture(scope="session")
def pds(needs: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pds]:
    """Give a real server of Bluesky's, which stops by its process id."""
    node, _ = needs("node"), needs("pds")
    component = COMPONENTS["pds"]
    assert isinstance(component, Module)
    folder, port = tmp_path_factory.mktemp("pds"), free_port()
    script = Path(__file__).with_name("pds.cjs")
    words = [str(node), str(script), str(folder), str(component.folder / "node_modules"), str(port)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            assert running.stdout is not None
            said = next((line for line in running.stdout if line.startswith("ready")), "")
            assert said, "the server did not start"
            yield Pds(f"http://localhost:{port}")
        finally:
            running.terminate()
            running.wait(20)


def free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
