"""The contact sheet shows every live photo in every ratio, to the team only."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import html5lib
from PIL import Image

from channels.channel import Audience
from tests.channels.social.posts import NETWORKS, PHOTO, a_site, artifacts, with_photo

ALL: dict[str, dict[str, Any]] = {network: {} for network in NETWORKS}
SHEET = "team/contact-sheet.html"


def test_each_photo_stands_whole_and_in_each_ratio(tmp_path: Path) -> None:
    made = artifacts(with_photo(a_site(tmp_path, **ALL)).piece("un", image=PHOTO))
    html = made[SHEET].make().decode()
    shown = [f"team/{src}" for src in re.findall(r'<img src="([^"]+)"', html)]
    assert shown == [path for path in made if path.startswith("team/contact-sheet/")]
    assert [re.search(r"un-(.+)\.jpg", path)[1] for path in shown] == [  # type: ignore[index]
        "photo", "1200x675", "1200x800", "1080x1350", "1200x627", "story",
    ]  # fmt: skip
    for path in shown:
        assert Image.open(io.BytesIO(made[path].make())).height == 260


def test_the_sheet_is_the_team_s(tmp_path: Path) -> None:
    made = artifacts(with_photo(a_site(tmp_path)).piece("un", image=PHOTO))
    assert {one.audience for path, one in made.items() if path.startswith("team/")} == {Audience.TEAM}
    assert not any(path.startswith("site/") for path in made)


def test_the_focal_point_and_the_share_kept_are_shown(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path, instagram={}), size=(1600, 1000)).piece("un", image=PHOTO)
    html = artifacts(builder)[SHEET].make().decode()
    assert 'style="left: 62.0%; top: 31.0%"' in html
    assert 'style="left: 50.0%; top: 31.0%"' in html
    assert "<b>Instagram</b>50 %<br>800 × 1000 px" in html


def test_the_cards_stand_beside_with_what_a_story_is_covered_by(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path, instagram={}, linkedin={}))
    made = artifacts(builder.piece("un", "Un mot.", image=PHOTO, quote={"text": "Un mot."}))
    html = made[SHEET].make().decode()
    assert html.count('class="covered"') == 2
    assert 'style="top: 0; height: 14%"' in html
    assert "<b>Story Instagram</b>1080 × 1920 px" in html
    assert "<b>Citation</b>1080 × 1080 px" in html
    sizes = [
        Image.open(io.BytesIO(made[f"team/contact-sheet/un-{name}.jpg"].make())).size for name in ("story", "quote")
    ]
    assert sizes == [(146, 260), (260, 260)]


def test_a_photo_without_focal_point_asks_for_one(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path)).piece("un", image={"src": "images/photo.jpg", "alt": "Un banc."})
    assert "point focal à placer" in artifacts(builder)[SHEET].make().decode()


def test_a_hostile_title_stays_text_and_the_page_is_valid(tmp_path: Path) -> None:
    builder = with_photo(a_site(tmp_path)).piece("un", title='<script>alert(1)</script> & "co"', image=PHOTO)
    html = artifacts(builder)[SHEET].make().decode()
    assert "<script" not in html
    html5lib.HTMLParser(strict=True).parse(html)


def test_a_site_without_photos_says_so(tmp_path: Path) -> None:
    assert "Aucune photo" in artifacts(a_site(tmp_path).piece("un"))[SHEET].make().decode()
