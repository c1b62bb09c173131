"""Draws some pages, letters and posts of a built site by lot and takes their pictures, for someone to read them all.

Usage, in the environment that scripts/build.py makes:
python scripts/reading.py SITE FOLDER [--seed 7] [--pages 14] [--letters 6] [--posts 10]

FOLDER gets drawn.txt (what was drawn, and the Markdown it comes from), one picture a thing and width, and under
sheets/ the same pictures cut into columns that a screen can show.
"""

from __future__ import annotations

import argparse
import html
import json
import mimetypes
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Route, sync_playwright

from channels.addresses import read_addresses
from editorial.site import Site, read_site
from screenshots import FLAGS, served

WIDTHS_PX = {"page": (1280, 375), "letter": (600, 360), "post": (600,)}
KINDS = {"page": "site/*/index.html", "letter": "outbox/newsletter/*/index.html", "post": "outbox/social/*/post.json"}
MAX_HEIGHT_PX = 16_000
COLUMN_PX = 1500
SHEET_PX = 1560
POST = "post.html"
"""Where a post is shown: it has no page of its own."""
_GAP_PX = 12
_CAPTION_PX = 24


@dataclass(frozen=True)
class Drawn:
    """One thing to read: its kind, its path in the output, and the Markdown files it is made from."""

    kind: str
    path: str
    sources: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The folder it stands in, relative to the output."""
        return self.path.rpartition("/")[0]


def draw(site: Site, random: Random, pages: int, letters: int, posts: int) -> list[Drawn]:
    """Give what is drawn: every other page and post among those that show a picture, the posts over all networks."""
    output, made = site.root / "output", list(_made(site))
    articles = [thing for thing in made if thing.kind == "page" and len(thing.sources) == 1]
    pictured = {page for page in articles if "<figure" in (output / page.path).read_text("utf-8")}
    drawn = [*_in_turn(random, articles, pictured, pages)]
    outbox = [thing for thing in made if thing.kind == "letter"]
    drawn += random.sample(outbox, min(letters, len(outbox)))
    by_network: dict[str, list[Drawn]] = {}
    for post in (thing for thing in made if thing.kind == "post"):
        by_network.setdefault(post.folder.rpartition("/")[2], []).append(post)
    networks = random.sample(sorted(by_network), len(by_network))
    for number in range(posts if networks else 0):
        able = by_network[networks[number % len(networks)]]
        cropped = [post for post in able if (output / post.folder / "photo.jpg").is_file()]
        drawn.append(random.choice(cropped if number % 2 and cropped else able))
    return drawn


def _made(site: Site) -> Iterator[Drawn]:
    """Give what a build made of pieces, by path."""
    files = {piece.id: piece.path for piece in site.pieces}
    manifests = [json.loads(path.read_text("utf-8")) for path in (site.root / "output/manifest").glob("*.json")]
    listed = [artifact for manifest in manifests for artifact in manifest["artifacts"]]
    for artifact in sorted(listed, key=lambda artifact: str(artifact["path"])):
        sources = tuple(files[piece] for piece in artifact["pieces"] if piece in files)
        kind = next((kind for kind, pattern in KINDS.items() if fnmatch(artifact["path"], pattern)), "")
        if sources and kind:
            yield Drawn(kind, artifact["path"], sources)


def _in_turn(random: Random, every: list[Drawn], favoured: set[Drawn], count: int) -> Iterator[Drawn]:
    """Give things drawn without putting any back, every other one among the favoured while there are some."""
    left = random.sample(every, len(every))
    for number in range(min(count, len(every))):
        able = [thing for thing in left if thing in favoured] if number % 2 else left
        chosen = (able or left)[0]
        left.remove(chosen)
        yield chosen


def post_page(output: Path, post: Drawn) -> str:
    """Give a small HTML page that shows a post as it leaves: its text as it is, its images under it."""
    said = json.loads((output / post.path).read_text("utf-8"))
    parts = "<hr>".join(f"<p>{html.escape(part['text'])}</p>" for part in said["parts"])
    files = dict.fromkeys([*(image["file"] for image in said["images"]), said["card"]["file"]])
    images = "".join(f'<img src="/{post.folder}/{file}">' for file in files)
    count = ", ".join(f"{part['count']} / {part['limit']}" for part in said["parts"])
    style = "body{font:17px/1.4 sans-serif;margin:16px;overflow-wrap:anywhere}p{white-space:pre-wrap}img{width:100%}"
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><b>{said['channel']}</b> ({count}){parts}{images}"


def shoot(context: BrowserContext, url: str, width_px: int, picture: Path) -> None:
    """Take a whole page at a width."""
    page = context.new_page()
    page.set_viewport_size({"width": width_px, "height": 900})
    page.goto(url, wait_until="load")
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    # Pictures below the fold are loaded when scrolled to; a page wider than its window shows what sticks out.
    page.set_viewport_size({"width": width_px, "height": min(height, MAX_HEIGHT_PX)})
    page.wait_for_load_state("networkidle")
    wide = int(page.evaluate("document.documentElement.scrollWidth"))
    if wide > width_px:
        print(f"{picture.stem}: {wide} px wide in a window of {width_px} px")
    page.screenshot(path=picture)
    page.close()


def sheets(picture: Path, folder: Path) -> None:
    """Cut a picture into columns, and set as many side by side as a screen shows."""
    with Image.open(picture) as taken:
        whole = taken.convert("RGB")
    if whole.width > SHEET_PX / 2:
        whole = whole.resize((SHEET_PX // 2, whole.height * (SHEET_PX // 2) // whole.width), Image.Resampling.LANCZOS)
    tops = range(0, whole.height, COLUMN_PX)
    in_a_row = max(1, SHEET_PX // (whole.width + _GAP_PX))
    for number, first in enumerate(range(0, len(tops), in_a_row), 1):
        shown = tops[first : first + in_a_row]
        height = min(COLUMN_PX, whole.height - shown[0])
        sheet = Image.new("RGB", (len(shown) * (whole.width + _GAP_PX), height + _CAPTION_PX), "silver")
        ImageDraw.Draw(sheet).text((4, 4), f"{picture.stem} ({number})", fill="black")
        for rank, top in enumerate(shown):
            column = whole.crop((0, top, whole.width, min(top + COLUMN_PX, whole.height)))
            sheet.paste(column, (rank * (whole.width + _GAP_PX), _CAPTION_PX))
        sheet.save(folder / f"{picture.stem}-{number}.png")


def answering(output: Path, server: str, base_url: str, post: str) -> Callable[[Route], None]:
    """Give what answers a browser: loopback for its own, the files for the site's address, nothing for the rest."""

    def answer(route: Route) -> None:
        url = route.request.url.partition("?")[0]
        file = output / "site" / url.removeprefix(base_url).lstrip("/")
        if url == f"{server}/{POST}":
            route.fulfill(body=post, content_type="text/html")
        elif url.startswith(server):
            route.continue_()
        elif url.startswith(base_url) and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
        else:
            route.abort()

    return answer


def take(site: Site, drawn: list[Drawn], folder: Path) -> None:
    """Take every picture of what was drawn, and lay them on sheets."""
    output, base_url = site.root / "output", read_addresses(site.root, site.charter).base_url
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROME_PATH", "/usr/bin/chromium")
    with sync_playwright() as play, served(output / "site") as pages, served(output) as outbox:
        browser = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for number, thing in enumerate(drawn, 1):
            server = pages if thing.kind == "page" else outbox
            post = post_page(output, thing) if thing.kind == "post" else ""
            context = browser.new_context()
            context.route("**/*", answering(output, server, base_url, post))
            url = f"{server}/{POST if post else thing.path.removeprefix('site/')}"
            for width_px in WIDTHS_PX[thing.kind]:
                picture = folder / f"{number:02}-{thing.kind}-{width_px}.png"
                shoot(context, url, width_px, picture)
                sheets(picture, folder / "sheets")
            context.close()
        browser.close()


def main() -> int:
    """Draw, write the list, take the pictures; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("site", type=Path, help="the root of a built site")
    parser.add_argument("folder", type=Path, help="where the list and the pictures go")
    parser.add_argument("--seed", type=int, default=7)
    for kind, count in (("pages", 14), ("letters", 6), ("posts", 10)):
        parser.add_argument(f"--{kind}", type=int, default=count)
    asked = parser.parse_args()
    site = read_site(asked.site.resolve())
    drawn = draw(site, Random(asked.seed), asked.pages, asked.letters, asked.posts)  # noqa: S311 (no secret)
    asked.folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{number:02}\t{thing.path}\t{' '.join(thing.sources)}" for number, thing in enumerate(drawn, 1)]
    (asked.folder / "drawn.txt").write_text("\n".join([f"seed {asked.seed}", *lines, ""]), encoding="utf-8")
    take(site, drawn, asked.folder)
    print(f"{len(drawn)} things to read: {asked.folder / 'drawn.txt'}, {asked.folder / 'sheets'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
