"""The pictures of one piece on every network are those of what would leave today."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from channels.build import look_over_what_leaves
from channels.social.render import render
from editorial.channel_ids import SHIPPED, is_social
from editorial.site import read_site
from scripts.one_piece import LIST, PIECE, ROOT, SHEETS, as_listed, coloured

AGAIN = "build, look at the posts, then run scripts/one_piece.py again"
LISTED = json.loads((ROOT / LIST).read_text("utf-8"))


def test_the_piece_of_the_pictures_says_today_what_they_show() -> None:
    brief = look_over_what_leaves(read_site(ROOT), datetime.fromisoformat(LISTED["at"])).brief
    made = {one.path: one for one in render(brief) if PIECE in one.pieces}
    posts = [json.loads(one.make()) for path, one in made.items() if path.endswith("/post.json")]
    assert as_listed(posts) == LISTED["posts"], AGAIN
    assert LISTED["posts"].keys() == set(filter(is_social, SHIPPED))


def test_one_of_the_pictures_shows_a_thread() -> None:
    assert [channel for channel, post in LISTED["posts"].items() if len(post["parts"]) > 1]


def test_the_pictures_are_those_that_were_listed_and_light() -> None:
    made = {path: (ROOT / path).read_bytes() for path in SHEETS}
    assert {path: hashlib.sha256(raw).hexdigest() for path, raw in made.items()} == LISTED["pictures"], AGAIN
    assert max(map(len, made.values())) < 300_000
    shown = [frame for frames in SHEETS.values() for frame in frames]
    assert sorted(shown) == sorted((*filter(is_social, SHIPPED), "story", "open-graph"))


def test_what_is_live_is_coloured_where_its_bytes_stand() -> None:
    facets = [{"start": 6, "end": 12, "type": "tag", "value": "été"}]
    assert coloured({"text": "été & #été <b>", "facets": []}) == "été &amp; #été &lt;b&gt;"
    assert coloured({"text": "été #été", "facets": facets}) == 'été <span class="live">#été</span>'


def test_the_page_quotes_the_piece_as_it_is_written() -> None:
    (piece,) = (path for path in (ROOT / "content").rglob(f"{PIECE}.md"))
    page, written = (ROOT / "docs/social.md").read_text("utf-8"), set(_lines(piece.read_text("utf-8")))
    quoted = [line for block in page.split("```yaml\n")[1:] for line in _lines(block.partition("```")[0])]
    assert [line for line in quoted if line not in written] == []
    assert all(f"({path.removeprefix('docs/')})" in page for path in SHEETS)
    counted = LISTED["posts"]["mastodon"]["parts"][0]
    assert f"{counted['count']} signs of {counted['limit']}" in page


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]
