"""A preview shows one piece or edition whole, and nothing of the others."""

from __future__ import annotations

import re
from pathlib import Path

from tests.builder import WORDS, SiteBuilder
from tests.channels.blog.blogs import photo
from tests.command import ligne


def test_a_preview_has_the_pictures_that_other_pieces_show_too(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("content/images/vue.jpg", photo((800, 600)))
    text = f"{WORDS}\n\n![Un quai au petit matin](../images/vue.jpg)"
    builder.piece("un", text).piece("deux", text)
    ligne("preview", "content/ecouter/un.md", site=tmp_path)
    site = tmp_path / ".ligne/preview/site"
    asked = re.findall(r"images/[\w-]+\.(?:webp|jpg)", (site / "un/index.html").read_text("utf-8"))
    assert (bool(asked), [name for name in asked if not (site / name).is_file()]) == (True, [])
    assert not (site / "deux").exists()
