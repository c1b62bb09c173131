"""Takes pictures of the whole contact sheet of a built site, to be looked at, and lists every crop that they show.

Run it after a build: `.venv/bin/python scripts/contact_sheet.py FOLDER`; once every picture in FOLDER was looked at,
again with `--looked-at`, which writes docs/contact-sheet.md.
"""

from __future__ import annotations

import argparse
import json
import re
from html import unescape
from pathlib import Path

from playwright.sync_api import sync_playwright

from picture import CHROMIUM
from screenshots import FLAGS, served

ROOT = Path(__file__).resolve().parents[1]
LIST = "docs/contact-sheet.md"
WIDTH_PX = 1340
ROWS = 4
"""How many pieces are on one picture: few enough for each crop to be seen."""

_ROW = re.compile(r"<section.*?</section>", re.DOTALL)
_FIGURE = re.compile(r"<figure.*?</figure>", re.DOTALL)
_TITLE = re.compile(r'<h2><a href="[^"]*/([^/"]+)\.md">')
_SHOWN = re.compile(r"<b>([^<]+)</b>(?:(\d+) %)?")
_SUBJECT = re.compile(r"<span(?: class=\"doubt\")?>[^<]*?(\d+) %</span>")
_HEAD = """# The contact sheet of « La Toile », looked at

Made by `scripts/contact_sheet.py --looked-at` from `output/team/contact-sheet.html` as it was at {at}. Every picture of
it was looked at: no head is cut, and nothing of a subject lies under what a network lays over a story. A test fails
when the sheet shows something else than this list; then look again.

| piece | crop | of the photo kept | of the subject kept |
|---|---|--:|--:|
"""


def shoot(folder: Path) -> int:
    """Take the sheet, some pieces at a time; gives how many pictures there are."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, served(ROOT / "output/team") as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        page = browser.new_page(viewport={"width": WIDTH_PX, "height": 800}, device_scale_factor=1.25)
        page.goto(f"{address}/contact-sheet.html")
        page.evaluate("document.querySelectorAll('img').forEach(one => one.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        rows = page.locator("section")
        boxes = [box for number in range(rows.count()) if (box := rows.nth(number).bounding_box())]
        for number in range(0, len(boxes), ROWS):
            first, last = boxes[number], boxes[min(number + ROWS, len(boxes)) - 1]
            height = last["y"] + last["height"] - first["y"]
            path = folder / f"sheet-{number // ROWS + 1:02}.png"
            page.screenshot(
                path=path, clip={"x": 0, "y": first["y"], "width": WIDTH_PX, "height": height}, full_page=True
            )
        browser.close()
    return -(-len(boxes) // ROWS)


def listed(html: str, at: str) -> str:
    """Give the page that lists every crop and card of a sheet: the piece, the networks, what is kept."""
    lines = []
    for row in _ROW.findall(html):
        named = _TITLE.search(row)
        for figure in _FIGURE.findall(row):
            shown, subject = _SHOWN.search(figure), _SUBJECT.search(figure)
            if shown:
                kept, left = (f"{found} %" if found else "" for found in (shown[2], subject[1] if subject else ""))
                lines.append(f"| `{named[1] if named else 'avatar'}` | {unescape(shown[1])} | {kept} | {left} |")
    return _HEAD.format(at=at) + "\n".join(lines) + "\n"


def main() -> None:
    """Take the pictures, or write the list of what was looked at."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--looked-at", action="store_true", help=f"write {LIST}: every picture was looked at")
    options = parser.parse_args()
    print(f"{shoot(options.folder)} pictures in {options.folder}")
    if options.looked_at:
        at = json.loads((ROOT / "output/build.json").read_bytes())["at"]
        html = (ROOT / "output/team/contact-sheet.html").read_text(encoding="utf-8")
        (ROOT / LIST).write_text(listed(html, at), encoding="utf-8")


if __name__ == "__main__":
    main()
