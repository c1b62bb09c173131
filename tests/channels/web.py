"""A small web server on loopback, whose paths answer as servers do: well, badly, elsewhere, late or in circles."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MOVES = {
    "/moved": (301, "/there"),
    "/moved-on": (308, "/moved"),
    "/away": (302, "/there"),
    "/moved-then-away": (301, "/away"),
    "/moved-to-nothing": (301, "/gone"),
    "/loop": (302, "/pool"),
    "/pool": (302, "/loop"),
    "/to-a-file": (301, "file:///etc/passwd"),
}
STATUSES = {"/gone": 404, "/gone-for-good": 410, "/private": 403, "/broken": 502}
LATE_S = 1.0
_HELD_S = 0.01
"""Long enough for two that are asked at once to be seen at once."""


class Web:
    """What was asked of the server: method, path and user agent, and how many requests it had at once at most."""

    def __init__(self, address: str):
        self.address = address
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def url(self, path: str) -> str:
        return f"http://{self.address}{path}"


@contextmanager
def web() -> Iterator[Web]:
    """Serve on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            with told.lock:
                told.asked.append((self.command, self.path))
                told.agents.add(self.headers["User-Agent"])
                told.at_once += 1
                told.most_at_once = max(told.most_at_once, told.at_once)
            time.sleep(LATE_S if self.path == "/late" else _HELD_S)
            # Before the answer leaves: whoever has it may ask for the next thing at once.
            with told.lock:
                told.at_once -= 1
            self.answer()

        do_GET = do_HEAD

        def answer(self) -> None:
            status, target = MOVES.get(self.path, (STATUSES.get(self.path, 200), ""))
            if self.path == "/get-only" and self.command == "HEAD":
                status = 405
            if self.path == "/nonsense":
                self.wfile.write(b"nonsense\r\n\r\n")
                return
            self.send_response(status)
            if target:
                self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told = Web(f"127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of loopback, as a host of static pages does, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
