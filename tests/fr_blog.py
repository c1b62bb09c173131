"""Lays out the 130 real French posts of ../shared/corpora/fr-blog as a site, with the few keys they lack.

The first picture of a post becomes its lead picture, so that crops, cards and letters have some.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.builder import CALENDAR, CHARTER, SiteBuilder

CORPUS = Path(__file__).resolve().parents[2] / "shared/corpora/fr-blog"
AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
PICTURE = re.compile(r"!\[([^\]]*)\]\((/public/[^)\s]+\.(?:png|jpe?g|gif))\)")
NETWORKS = ("mastodon", "bluesky", "x", "threads", "linkedin", "facebook", "instagram")


def lay_out(root: Path) -> list[str]:
    """Write the site and give its slugs; all posts are dated in the last weeks, so that every channel shows each."""
    builder = SiteBuilder(root)
    channels: dict[str, object] = {"blog": {}, "newsletter": {}, **{network: {} for network in NETWORKS}}
    builder.charter({**CHARTER, "channels": channels, "images": {"alt": "advised", "credit": "free"}})
    offsets = {network: 30 + number for number, network in enumerate(NETWORKS)}
    cadences = [{**cadence, "from": "2025-12-05"} for cadence in CALENDAR["cadences"]]
    builder.calendar({**CALENDAR, "cadences": cadences, "offsets": offsets})
    shutil.copytree(CORPUS / "statics/public", root / "content/public")
    slugs = []
    for number, source in enumerate(sorted(CORPUS.glob("contents/*/*.md"))):
        text = source.read_text(encoding="utf-8")
        date = AT - timedelta(hours=13 * number + 2)
        keys = f"date: {date.isoformat()}\npillar: ecouter\nstatus: approved\n"
        keys += "" if re.search(r"^author:", text, re.MULTILINE) else "author: redaction\n"
        text = re.sub(r"^date: .*\n", keys, text, count=1, flags=re.MULTILINE)
        text = re.sub(r"^author: .*\n", "author: redaction\n", text, count=1, flags=re.MULTILINE)
        if not re.search(r"^slug:", text, re.MULTILINE):
            text = text.replace("---\n", f"---\nslug: {source.stem.lower()}\n", 1)
        picture = PICTURE.search(text)
        if picture:
            image = json.dumps({"alt": picture[1], "src": picture[2]}, ensure_ascii=False)
            text = text.replace(picture[0], "", 1).replace("---\n", f"---\nimage: {image}\n", 1)
        found = re.search(r"^slug: *\"?([^\"\n]+)\"?", text, re.MULTILINE)
        slugs.append(found[1].strip() if found else source.stem)
        builder.file(f"content/ecouter/{source.name}", text)
    return slugs
