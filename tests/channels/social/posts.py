"""A small site with posts on the networks, and what the tests of the social channels ask of it."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from channels.addresses import read_addresses
from channels.channel import Artifact, Brief
from channels.social.render import check, render
from channels.templates import read_look
from editorial.finding import Finding
from editorial.plan import HORIZON, make_plan
from editorial.schedule import lay_out
from tests.builder import AT, CALENDAR, CHARTER, SiteBuilder

NETWORKS = ("mastodon", "bluesky", "x", "threads", "linkedin", "facebook", "instagram")
PHOTO = {"src": "images/photo.jpg", "alt": "Un banc vert.", "focus": "62% 31%"}


def a_site(root: Path, **channels: dict[str, Any]) -> SiteBuilder:
    """Give a site that speaks on the networks named, each with its part of the charter, and on no other."""
    charter = {**CHARTER, "channels": {"blog": {}, **(channels or {"mastodon": {}})}}
    calendar = {**CALENDAR, "cadences": [], "offsets": dict.fromkeys(channels or ("mastodon",), 30)}
    return SiteBuilder(root).charter(charter).calendar(calendar)


def with_photo(builder: SiteBuilder, name: str = "photo.jpg", size: tuple[int, int] = (1600, 1500)) -> SiteBuilder:
    """Put a photo into the site's images."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, "JPEG")
    return builder.file(f"content/images/{name}", out.getvalue())


def brief(builder: SiteBuilder, at: datetime = AT, *, is_preview: bool = False) -> Brief:
    """Give the brief of a site at an instant, whatever the rules would have held back."""
    site = builder.site()
    plan = make_plan(site, lay_out(site, at + HORIZON), at, held={}, versions={})
    look = read_look(site.root, [pillar.id for pillar in site.charter.pillars])
    return Brief(site, plan, look, read_addresses(builder.root, site.charter), is_preview)


def artifacts(builder: SiteBuilder, at: datetime = AT) -> dict[str, Artifact]:
    """Give the artifacts of the networks by path."""
    return {artifact.path: artifact for artifact in render(brief(builder, at))}


def findings(builder: SiteBuilder, at: datetime = AT) -> list[Finding]:
    """Give what the networks' check finds."""
    return list(check(brief(builder, at)))


def rules(builder: SiteBuilder, at: datetime = AT) -> list[str]:
    """Give the rules of what the networks' check finds."""
    return [finding.rule for finding in findings(builder, at)]


def texts(builder: SiteBuilder) -> dict[str, str]:
    """Give the text of each post, by network."""
    made = artifacts(builder)
    return {path.split("/")[3]: made[path].make().decode() for path in made if path.endswith("post.txt")}


def post(builder: SiteBuilder, piece: str, network: str) -> dict[str, Any]:
    """Give the data of one post."""
    data = artifacts(builder)[f"outbox/social/{piece}/{network}/post.json"].make()
    values: dict[str, Any] = json.loads(data)
    return values
