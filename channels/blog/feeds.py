"""Atom and RSS, by Pelican's feed writer, with the whole text of each piece."""

from __future__ import annotations

import io
from typing import Any

from channels.blog.pages import PageLoop
from channels.blog.view import View
from editorial.typography import set_text

MAX_ITEMS = 30
KINDS = ("atom", "rss")


def feed(loop: PageLoop, kind: str, lang: str) -> bytes:
    """Give the `atom` or `rss` feed of a language."""
    from pelican.writers import Writer

    contents, addresses = loop.contents[lang], loop.view.addresses
    settings = {**contents.settings, "RELATIVE_URLS": False, "FEED_MAX_ITEMS": MAX_ITEMS}
    base = addresses.base_url
    context = {**settings, "SITEURL": base, "FEED_DOMAIN": base}
    contents.context["localsiteurl"] = base
    made: Any = Writer("", settings).write_feed(
        contents.names["articles"], context, url=addresses.feed(kind, lang).removeprefix("/"), feed_type=kind
    )
    finish(made, loop.view, lang)
    out = io.BytesIO()
    made.write(out, "utf-8")
    return out.getvalue()


def finish(made: Any, view: View, lang: str) -> None:  # noqa: ANN401
    """Say in one of Pelican's feeds what its writer leaves out: the language, its front page, titles whole and set."""
    addresses = view.addresses
    typography = view.charter.typography("blog")
    said = addresses.tagline(lang) or addresses.description(lang)
    made.feed.update(language=lang, title=addresses.name, description=said, subtitle=said)
    if lang != addresses.lang:
        made.feed["link"] = made.feed["id"] = addresses.absolute(addresses.index(lang))
    for item, piece in zip(made.items, view.live[lang], strict=False):
        # Pelican takes what stands between < and > in a title for a tag, and drops it.
        item.update(title=set_text(piece.title, piece.lang, typography), unique_id_is_permalink=False)
        if item["updateddate"] is None:
            item["updateddate"] = item["pubdate"]
    if not made.items:
        # feedgenerator dates an empty feed by the clock.
        made.latest_post_date = view.beginning
