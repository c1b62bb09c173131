"""Takes pictures of a built site and its letters, at several widths, light and dark, to be looked at.

Usage: python scripts/screenshots.py output/site /tmp/shots [--only article]
"""

from __future__ import annotations

import argparse
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Route, sync_playwright

PAGE_WIDTHS_PX = (360, 768, 1280)
LETTER_WIDTHS_PX = (360, 600, 800)
SCHEMES = ("light", "dark")
MAX_HEIGHT_PX = 6000
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What pictures are taken of, and where they go."""

    site: Path
    folder: Path
    address: str
    has_pictures: bool = True
    """Whether what a letter calls from the site is answered: many mailboxes ask first."""


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, and the site's own page for what is missing, without a line for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name the base class gives it)
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """Says nothing of a browser that leaves before it has everything."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; gives its URL."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def pages_of(site: Path) -> dict[str, str]:
    """Give one page of each kind by name: its path, relative to the site."""
    kinds = {
        "front": "index.html", "archives": "archives/index.html", "pillar": "pilier/*/index.html",
        "tag": "tag/*/index.html", "charter": "charte/index.html", "letters": "lettre/index.html",
        "edition": "lettre/*/index.html", "404": "404.html", "english": "en/index.html",
    }  # fmt: skip
    found = {name: max(site.glob(pattern), default=None) for name, pattern in kinds.items()}
    texts = {page: page.read_text("utf-8") for page in sorted(site.glob("*/index.html"))}
    articles = [page for page, text in texts.items() if 'og:type" content="article' in text]
    # What shows the most: the longest article, the longest with code, one with notes and a picture.
    for name, marks in (("article", ()), ("code", ("<pre",)), ("noted", ("footnote-definition", "<figure>"))):
        able = [page for page in articles if all(mark in texts[page] for mark in marks)]
        found[name] = max(able, key=lambda page: (len(texts[page]), page), default=None)
    return {name: page.relative_to(site).as_posix() for name, page in found.items() if page is not None}


def address_of(site: Path) -> str:
    """Give the address the site will have, by which letters call their pictures."""
    found = re.search(r'rel="canonical" href="([^"]+?)/?"', (site / "index.html").read_text("utf-8"))
    return found[1] if found else "https://site.example"


def shoot(browser: Browser, url: str, name: str, widths: tuple[int, ...], asked: Asked) -> None:
    """Take one page at every width, light and dark; what the site's own address is asked for comes from its folder."""

    def answer(route: Route) -> None:
        path = asked.site / route.request.url.removeprefix(asked.address).lstrip("/")
        route.fulfill(path=path) if path.is_file() and asked.has_pictures else route.abort()

    for scheme in SCHEMES:
        for width in widths:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            context.route(f"{asked.address}/**", answer)
            page = context.new_page()
            page.goto(url, wait_until="load")
            # Pictures below the fold are loaded when scrolled to.
            height = int(page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": width, "height": min(height, MAX_HEIGHT_PX)})
            page.wait_for_load_state("networkidle")
            page.screenshot(path=asked.folder / f"{name}-{width}-{scheme}.png")
            context.close()


def main() -> int:
    """Take every picture; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("site", type=Path, help="the built site, output/site")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", default="", help="names that begin so")
    options = parser.parse_args()
    asked = Asked(options.site, options.folder, address_of(options.site))
    asked.folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
    with sync_playwright() as play, served(asked.site) as site_url:
        browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name, path in pages_of(asked.site).items():
            if name.startswith(options.only):
                shoot(browser, f"{site_url}/{path.removesuffix('index.html')}", name, PAGE_WIDTHS_PX, asked)
        for letter in sorted(asked.site.parent.glob("outbox/newsletter/*/index.html")):
            name = f"letter-{letter.parent.name}"
            if name.startswith(options.only):
                shoot(browser, letter.resolve().as_uri(), name, LETTER_WIDTHS_PX, asked)
                shoot(
                    browser,
                    letter.resolve().as_uri(),
                    f"{name}-no-pictures",
                    (600,),
                    replace(asked, has_pictures=False),
                )
        browser.close()
    print(f"{len(list(asked.folder.glob('*.png')))} pictures in {asked.folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
