"""Makes docs/one-piece-*.jpg: one piece on the seven networks, from the real output, and docs/one-piece.json beside.

Run it after a build, with the venv's Python: `.venv/bin/python scripts/one_piece.py`. Frames are plain on purpose: they
show what leaves, not what a network looks like.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape, unescape
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from picture import CHROMIUM
from screenshots import FLAGS, served

ROOT = Path(__file__).resolve().parents[1]
PIECE = "cadrer-sans-couper-les-tetes"
LIST = "docs/one-piece.json"
SHEETS = {
    "docs/one-piece-1.jpg": ("mastodon", "bluesky", "x"),
    "docs/one-piece-2.jpg": ("threads", "instagram", "story"),
    "docs/one-piece-3.jpg": ("linkedin", "facebook", "open-graph"),
}
"""Each picture, and the frames in it."""
WIDTH_PX = 1280
SCALE = 1.25
_QUALITY = 82
_SAID = ("alt", "file", "focus", "height", "width")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

PAGE = """<!doctype html><meta charset="utf-8"><style>
@font-face{font-family:Sans;src:url(/theme/fonts/PublicSans-Regular.ttf)}
@font-face{font-family:Sans;font-weight:600;src:url(/theme/fonts/PublicSans-SemiBold.ttf)}
*{box-sizing:border-box} body{margin:0;padding:28px;background:#e9edf0;color:#1b2430;font:16px/1.45 Sans,sans-serif;
display:grid;grid-template-columns:repeat(3,1fr);gap:24px;align-items:start}
article{background:#fff;border:1px solid #d6dde2;border-radius:8px;padding:18px 20px 16px}
header{display:flex;justify-content:space-between;align-items:baseline;margin-bottom:12px}
h2{margin:0;font-size:19px;font-weight:600} time,.by,.count,.alt{color:#566472;font-size:13.5px;line-height:1.4}
.by{margin:0 0 10px} .by b{color:#1b2430;font-size:15px}
.part+.part{border-top:1px solid #d6dde2;margin-top:14px;padding-top:14px}
p.text{white-space:pre-line;overflow-wrap:anywhere;margin:0 0 12px} .live{color:#2a3fd0}
img{display:block;width:100%;height:auto;border-radius:4px}
.card{border:1px solid #d6dde2;border-radius:6px;overflow:hidden} .card img{border-radius:0}
.card div{padding:10px 12px 12px;font-size:14px} .card b,.card small{display:block} .card small{color:#566472}
.alt{margin:8px 0 0} .alt b{font-weight:600} .count{text-align:right;margin:8px 0 0;font-variant-numeric:tabular-nums}
</style>"""


def main() -> None:
    """Take every picture, then write the list of what is in them."""
    folder = ROOT / "output/outbox/social" / PIECE
    posts = {path.parent.name: json.loads(path.read_bytes()) for path in sorted(folder.glob("*/post.json"))}
    name, frames = _name(), {channel: frame(post) for channel, post in posts.items()}
    frames |= {"story": story(posts["instagram"]), "open-graph": open_graph()}
    pictures = {}
    with sync_playwright() as playwright, served(ROOT) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for path, asked in SHEETS.items():
            html = PAGE + "".join(frames[one] for one in asked).replace("{name}", escape(name))
            (ROOT / path).write_bytes(shot(browser, address, html))
            pictures[path] = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
            print(f"{path}: {(ROOT / path).stat().st_size // 1000} kB")
        browser.close()
    at = json.loads((ROOT / "output/build.json").read_bytes())["at"]
    listed = {"piece": PIECE, "at": at, "posts": as_listed(posts.values()), "pictures": pictures}
    (ROOT / LIST).write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def as_listed(posts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Give by channel what a picture shows of posts: who, when, the parts with their counts, and the images."""
    return {
        post["channel"]: {
            "account": post["account"],
            "instant": post["instant"],
            "parts": [{key: part[key] for key in ("text", "count", "limit")} for part in post["parts"]],
            "link": post["link"],
            "images": [{key: image[key] for key in _SAID} for image in (*post["images"], post["card"])],
        }
        for post in sorted(posts, key=lambda post: str(post["channel"]))
    }


def frame(post: Mapping[str, Any]) -> str:
    """Give the frame of one post: each part with its live places coloured, its images, and what it counts."""
    folder = f"/output/outbox/social/{PIECE}/{post['channel']}"
    parts = post["parts"]
    in_text = any(one["type"] == "link" for part in parts for one in part["facets"])
    # As Bluesky is posted to: where the link stands outside of the text, its card takes the place of pictures.
    has_card = post["channel"] == "bluesky" and not in_text
    images = "".join(pictured(f"{folder}/{one['file']}", one["alt"]) for one in post["images"])
    shown = _card(f"{folder}/{post['card']['file']}", post) if has_card else images
    said = "".join(_part(part, shown if not number else "") for number, part in enumerate(parts))
    return _framed(str(post["network"]["name"]), _day(post["instant"]), str(post["account"]), said)


def story(post: Mapping[str, Any]) -> str:
    """Give the frame of what leaves as a story."""
    image = post["story"]
    made = pictured(f"/output/outbox/social/{PIECE}/{post['channel']}/{image['file']}", image["alt"])
    size = f"{image['width']} × {image['height']}"
    return _framed("Story", f"Instagram, Facebook: {size}", str(post["account"]), made)


def open_graph() -> str:
    """Give the frame of the card that a link shared anywhere shows, by the tags of the page itself."""
    text = (ROOT / f"output/site/{PIECE}/index.html").read_text(encoding="utf-8")
    tags = {key: unescape(value) for key, value in re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)"', text)}
    image = tags["image"].partition("/cards/")[2]
    told = {"title": tags["title"], "description": tags["description"], "link": tags["url"]}
    size = f"Open Graph: {tags['image:width']} × {tags['image:height']}"
    card = _card(f"/output/site/cards/{image}", told)
    return _framed("Any link to it", size, "", card + _alt(tags["image:alt"]))


def pictured(src: str, alt: str) -> str:
    """Give an image with its words beneath."""
    return f'<img src="{src}" alt="">{_alt(alt)}'


def coloured(part: Mapping[str, Any]) -> str:
    """Give the text of a part as HTML, its links, hashtags and mentions marked where its facets say, in bytes."""
    raw, at, made = part["text"].encode(), 0, ""
    for one in part["facets"]:
        before, live = raw[at : one["start"]].decode(), raw[one["start"] : one["end"]].decode()
        made += f'{escape(before)}<span class="live">{escape(live)}</span>'
        at = one["end"]
    return made + escape(raw[at:].decode())


def shot(browser: Browser, address: str, html: str) -> bytes:
    """Give a picture of a page, whole, as JPEG."""
    page = browser.new_page(viewport={"width": WIDTH_PX, "height": 100}, device_scale_factor=SCALE)
    page.goto(f"{address}/output/build.json")
    page.set_content(html, wait_until="networkidle")
    taken = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    made = io.BytesIO()
    taken.save(made, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return made.getvalue()


def _alt(words: str) -> str:
    return f'<p class="alt"><b>alt</b> {escape(words)}</p>'


def _part(part: Mapping[str, Any], shown: str) -> str:
    count = f"{part['count']} / {part['limit']}"
    return f'<div class="part"><p class="text">{coloured(part)}</p>{shown}<p class="count">{count}</p></div>'


def _card(src: str, told: Mapping[str, Any]) -> str:
    host = re.sub(r"^https://([^/]+).*", r"\1", told["link"])
    words = f"<b>{escape(told['title'])}</b>{escape(told['description'])}<small>{escape(host)}</small>"
    return f'<div class="card"><img src="{src}" alt=""><div>{words}</div></div>'


def _framed(title: str, beside: str, account: str, said: str) -> str:
    head = f"<header><h2>{escape(title)}</h2><time>{escape(beside)}</time></header>"
    return f'<article>{head}<p class="by"><b>{{name}}</b> {escape(account)}</p>{said}</article>'


def _day(instant: str) -> str:
    at = datetime.fromisoformat(instant)
    return f"{at.day} {_MONTHS[at.month - 1]}, {at:%H:%M} UTC"


def _name() -> str:
    found = re.search(r'og:site_name" content="([^"]*)"', (ROOT / "output/site/index.html").read_text(encoding="utf-8"))
    return unescape(found[1]) if found else ""


if __name__ == "__main__":
    main()
