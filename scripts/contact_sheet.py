"""Takes pictures of the whole contact sheet of a built site, to be looked at, and lists every crop that they show.

Run it after a build: `.venv/bin/python scripts/contact_sheet.py /tmp/sheet`. With `--list` the table in docs/photos.md is
written too, once all of it was looked at.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import sync_playwright

from picture import CHROMIUM
from screenshots import FLAGS, served

ROOT = Path(__file__).resolve().parents[1]
WIDTH_PX = 1240
ROWS = 4
"""How many pieces are on one picture: few enough for each crop to be seen."""


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
            clip = {"x": 0.0, "y": first["y"], "width": float(WIDTH_PX), "height": last["y"] + last["height"] - first["y"]}
            page.screenshot(path=folder / f"sheet-{number // ROWS + 1:02}.png", clip=clip, full_page=True)  # type: ignore[arg-type]
        browser.close()
    return -(-len(boxes) // ROWS)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    options = parser.parse_args()
    print(f"{shoot(options.folder)} pictures in {options.folder}")


if __name__ == "__main__":
    main()
