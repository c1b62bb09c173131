"""Makes docs/three-channels.jpg: one piece as an article, in the newsletter and as posts, from the real output.

Run it after a build, with the venv's Python: `.venv/bin/python scripts/picture.py`.
"""

from __future__ import annotations

import io
import json
import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from screenshots import FLAGS, served

ROOT = Path(__file__).resolve().parents[1]
PIECE = "repondre-a-la-colere"
EDITION = "lettre_2026-11-20"
NETWORKS = ("linkedin", "mastodon")
HEIGHT_PX = 1500
GAP_PX = 48
BEHIND = "#e9edf0"
CHROMIUM = "/usr/bin/chromium"

POSTS = """<!doctype html><meta charset="utf-8"><style>
body{{margin:0;padding:28px;background:#fff;font:17px/1.45 sans-serif;color:#1b2430}}
article{{border:1px solid #d6dde2;border-radius:6px;margin:0 0 28px;overflow:hidden}}
p{{white-space:pre-line;overflow-wrap:anywhere;margin:18px 20px}}
img{{display:block;width:100%}} b{{margin:16px 20px 0;display:block}}
</style>{posts}"""


def main() -> None:
    """Take the three pictures and set them side by side."""
    output = ROOT / "output"
    with sync_playwright() as playwright, served(output) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        shots = [
            shot(browser, f"{address}/site/{PIECE}/", 1180),
            shot(browser, f"{address}/outbox/newsletter/{EDITION}/index.html", 640),
            shot(browser, f"{address}/site/", 560, posts(output, address)),
        ]
        browser.close()
    heights = [HEIGHT_PX] * len(shots)
    scaled = [image.resize((round(image.width * h / image.height), h)) for image, h in zip(shots, heights, strict=True)]
    width = sum(image.width for image in scaled) + GAP_PX * (len(scaled) + 1)
    sheet = Image.new("RGB", (width, HEIGHT_PX + 2 * GAP_PX), BEHIND)
    left = GAP_PX
    for image in scaled:
        sheet.paste(image, (left, GAP_PX))
        left += image.width + GAP_PX
    sheet.thumbnail((1600, 1600))
    made = ROOT / "docs" / "three-channels.jpg"
    sheet.save(made, quality=86, optimize=True, progressive=True)
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size // 1000} kB")


def shot(browser: Browser, url: str, width_px: int, html: str = "") -> Image.Image:
    """Give a picture of the top of a page, as tall as the others once they are side by side."""
    page = browser.new_page(viewport={"width": width_px, "height": HEIGHT_PX})
    page.route(
        re.compile("^https://"),
        lambda route: route.fulfill(path=ROOT / "output/site" / urlsplit(route.request.url).path[1:]),
    )
    page.goto(url)
    if html:
        page.set_content(html, wait_until="load")
    page.wait_for_timeout(300)
    taken = page.screenshot(clip={"x": 0, "y": 0, "width": width_px, "height": HEIGHT_PX})
    page.close()
    return Image.open(io.BytesIO(taken)).convert("RGB")


def posts(output: Path, address: str) -> str:
    """Give a page that shows posts as they leave: the text and the card."""
    shown = []
    for network in NETWORKS:
        folder = f"outbox/social/{PIECE}/{network}"
        post = json.loads((output / folder / "post.json").read_text(encoding="utf-8"))
        text = escape("\n".join(part["text"] for part in post["parts"]))
        card = f'<img src="{address}/{folder}/card.jpg" alt="">'
        shown.append(f"<article><b>{escape(post['network']['name'])}</b><p>{text}</p>{card}</article>")
    return POSTS.format(posts="".join(shown))


if __name__ == "__main__":
    main()
