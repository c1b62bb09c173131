"""A site with posts to come on every network, and what the tests of the exports ask of it."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from channels.channel import Artifact
from channels.exports.render import check, render
from editorial.finding import Finding
from tests.builder import AT, CALENDAR, SiteBuilder
from tests.channels.social.posts import NETWORKS, PHOTO, a_site, brief, with_photo

LATER = "2026-04-07T09:00+02:00"
"""When the piece to come is live; its posts leave half an hour later."""
CAMPAIGN = {"id": "book/fair", "name": "La foire du livre", "from": "2026-04-01", "to": "2026-04-30"}
FAIR = {"at": "2026-04-07T09:00", "channel": "blog", "piece": "deux", "campaign": "book/fair"}


def a_site_to_come(root: Path, *networks: str, **calendar: Any) -> SiteBuilder:
    """Give a site with a piece that is live, `un`, and one that is to come with a photo, `deux`."""
    opened = networks or NETWORKS
    builder = a_site(root, **{network: {} for network in opened})
    builder.calendar({**CALENDAR, "cadences": [], "offsets": dict.fromkeys(opened, 30)}, **calendar)
    with_photo(builder).piece("un", image=PHOTO)
    return builder.piece("deux", date=None if calendar.get("entries") else LATER, image=PHOTO)


def with_campaign(root: Path, *networks: str) -> SiteBuilder:
    """Give the same with a campaign that holds the piece to come."""
    return a_site_to_come(root, *networks, entries=[FAIR], campaigns=[CAMPAIGN])


def exports(builder: SiteBuilder, at: datetime = AT) -> dict[str, Artifact]:
    """Give the files of the exports by their path in their folder."""
    return {made.path.removeprefix("team/exports/"): made for made in render(brief(builder, at))}


def findings(builder: SiteBuilder, at: datetime = AT) -> list[Finding]:
    """Give what the exports' check finds."""
    return list(check(brief(builder, at)))


def rows(data: bytes, *, encoding: str = "utf-8") -> list[list[str]]:
    """Give the rows of a table as Python's own reader has them."""
    return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=True))


def generic(builder: SiteBuilder, at: datetime = AT) -> list[dict[str, str]]:
    """Give the rows of the generic table by the names of their columns."""
    head, *others = rows(exports(builder, at)["generic.csv"].make(), encoding="utf-8-sig")
    return [dict(zip(head, row, strict=True)) for row in others]


def unzipped(data: bytes) -> dict[str, bytes]:
    """Give the files of an archive, which must be sound, by their name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}
