"""A server on loopback whose answers a test chooses, and which tells what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Answering:
    """What it was asked, and what it answers next: (status, JSON or bytes, headers), or None to hang up."""

    def __init__(self, url: str):
        self.url = url
        self.asked: list[tuple[str, str, dict[str, str], Any]] = []
        self.answers: list[tuple[int, Any, dict[str, str]] | None] = []

    def paths(self) -> list[str]:
        """Give the paths asked for, in order."""
        return [path for _, path, _, _ in self.asked]


@contextmanager
def answering() -> Iterator[Answering]:
    """Serve on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(size)
            body = json.loads(raw) if raw and "json" in self.headers.get("Content-Type", "") else raw
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
            self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

        do_GET = do_PUT = do_DELETE = do_POST

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Answering(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
