"""A mock of Mastodon's statuses, for storms: it keeps, edits and deletes, loses answers, and keeps keys or does not.

No real instance runs here. Unlike the mock from the registry it can be told to ignore an `Idempotency-Key`, as snac
does.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

FAULTS = ("", "", "hang up before", "hang up after", "500 after", "422")
"""What becomes of a status: taken and answered; lost on the way; taken, and no answer or a wrong one; not wanted."""


class Instance:
    """An instance on loopback: which statuses it has, and how often it was asked for each."""

    def __init__(self) -> None:
        self.url = ""
        self.statuses: list[str] = []
        self.keeps_keys = True
        self.faults: list[str] = []
        self._known: dict[str, int] = {}
        self._lock = threading.Lock()

    def reset(self, random: Random, *, keeps_keys: bool, faults: int) -> None:
        """Forget everything, and lay out what becomes of the next statuses."""
        with self._lock:
            self.statuses, self._known, self.keeps_keys = [], {}, keeps_keys
            self.faults = [random.choice(FAULTS) for _ in range(faults)]

    def take(self, text: str, key: str) -> tuple[int, str]:
        """Take a status, and give its number and what becomes of the answer."""
        with self._lock:
            fault = self.faults.pop() if self.faults else ""
            if fault in ("hang up before", "422"):
                return 0, fault
            if self.keeps_keys and key in self._known:
                return self._known[key], fault
            self.statuses.append(text)
            self._known[key] = len(self.statuses)
            return len(self.statuses), fault

    def change(self, number: int, text: str) -> tuple[int, str]:
        """Put a text in the place of a status, or take it away with ""; give its number, and what becomes of that."""
        with self._lock:
            fault = self.faults.pop() if self.faults else ""
            if fault in ("hang up before", "422"):
                return number, fault
            if not (0 < number <= len(self.statuses) and self.statuses[number - 1]):
                return 0, ""
            self.statuses[number - 1] = text
            return number, fault

    def came(self, links: dict[str, str]) -> Counter[str]:
        """Give how often each delivery is there, by the link that its text holds."""
        return Counter(key for text in self.statuses for link, key in links.items() if link in text)


@contextmanager
def instance() -> Iterator[Instance]:
    """Serve on a free port."""
    found = Instance()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(200, {"configuration": {}})

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path == "/api/v2/media":
                self._answer(200, {"id": "7"})
                return
            self._say(*found.take(json.loads(raw)["status"], self.headers.get("Idempotency-Key", "")))

        def do_PUT(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self._say(*found.change(self._number(), json.loads(raw)["status"]))

        def do_DELETE(self) -> None:
            self._say(*found.change(self._number(), ""))

        def _number(self) -> int:
            return int(self.path.rpartition("/")[2])

        def _say(self, number: int, fault: str) -> None:
            if not (number or fault):
                self._answer(404, {"error": "not found"})
            elif fault.startswith("hang up"):
                self.connection.close()
            elif fault:
                self._answer(int(fault.split()[0]), {"error": fault})
            else:
                self._answer(200, {"id": str(number), "url": f"https://social.example/@banc/{number}"})

        def _answer(self, code: int, said: object) -> None:
            body = json.dumps(said).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
