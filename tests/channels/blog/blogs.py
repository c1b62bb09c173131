"""What the blog's tests share: what a channel is given, everything made of it, and its pages as a tree."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from PIL import Image

from channels.addresses import read_addresses
from channels.blog.declared import Declared
from channels.blog.pages import PageLoop
from channels.blog.pictures import Pictures
from channels.blog.render import render
from channels.blog.view import View
from channels.channel import Artifact, Brief
from channels.templates import read_look
from editorial.plan import HORIZON, make_plan
from editorial.schedule import lay_out
from tests.builder import SiteBuilder

AT = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def brief(builder: SiteBuilder, at: datetime = AT, *, is_preview: bool = False) -> Brief:
    """All that the channel is given, whatever the rules would have held back."""
    site = builder.site()
    plan = make_plan(site, lay_out(site, at + HORIZON), at, held={}, versions={})
    look = read_look(site.root, [pillar.id for pillar in site.charter.pillars])
    return Brief(site, plan, look, read_addresses(site.root, site.charter), is_preview)


def view(builder: SiteBuilder, at: datetime = AT) -> View:
    """The blog as its pages see it."""
    given = brief(builder, at)
    return View(given.site, given.plan, given.addresses, Pictures(given.site))


def declared(builder: SiteBuilder, *, is_preview: bool = False) -> Declared:
    """The site as a pelicanconf.py sees it."""
    given = brief(builder)
    return Declared(View(given.site, given.plan, given.addresses, Pictures(given.site)), given.look, is_preview)


def loop(builder: SiteBuilder) -> PageLoop:
    """The page loop of a site."""
    return PageLoop(declared(builder))


def artifacts(builder: SiteBuilder, at: datetime = AT, *, is_preview: bool = False) -> dict[str, Artifact]:
    """Every artifact of the blog, by path."""
    return {artifact.path: artifact for artifact in render(brief(builder, at, is_preview=is_preview))}


def page(builder: SiteBuilder, path: str, at: datetime = AT, *, is_preview: bool = False) -> str:
    """One file of the site, as text."""
    return artifacts(builder, at, is_preview=is_preview)[f"site/{path}"].make().decode()


def tree(html: str) -> Element:
    """The tree of a page; html5lib raises where the HTML is not valid."""
    found: Any = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    return found  # type: ignore[no-any-return]


def text(element: Element | None) -> str:
    """All the text of an element, its spaces made one."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def photo(size: tuple[int, int] = (1600, 900), colour: str = "teal", form: str = "JPEG") -> bytes:
    """The bytes of a photo."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()
