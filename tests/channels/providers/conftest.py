"""The providers' own specifications, answered for by Prism; and one whose answers a test chooses."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import Any

import pytest

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


class Provider:
    """What it was asked, and what it answers next: (status, JSON, headers), or None to hang up without a word."""

    def __init__(self, url: str):
        self.url = url
        self.asked: list[tuple[str, str, dict[str, str], Any]] = []
        self.answers: list[tuple[int, Any, dict[str, str]] | None] = []


@pytest.fixture
def provider() -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            found.asked.append((self.command, self.path, dict(self.headers), body))
            answer = found.answers.pop(0)
            if answer is None:
                self.connection.close()
                return
            status, said, headers = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        do_GET = do_PUT = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Provider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()
