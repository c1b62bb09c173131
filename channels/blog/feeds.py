"""Atom and RSS, by Pelican's feed writer, with the whole text of each piece."""

from __future__ import annotations

import io
from typing import Any

from channels.blog.pages import PageLoop

MAX_ITEMS = 30


def feed(loop: PageLoop, kind: str, lang: str) -> bytes:
    """Give the `atom` or `rss` feed of a language."""
    from pelican.writers import Writer

    contents, addresses = loop.contents[lang], loop.view.addresses
    settings = {**contents.settings, "RELATIVE_URLS": False, "FEED_MAX_ITEMS": MAX_ITEMS}
    base = addresses.base_url
    context = {
        **settings,
        "SITEURL": base,
        "FEED_DOMAIN": base,
        "SITENAME": addresses.name,
        "SITESUBTITLE": addresses.tagline(lang) or addresses.description(lang),
    }
    contents.context["localsiteurl"] = base
    made: Any = Writer("", settings).write_feed(
        contents.names["articles"], context, url=addresses.feed(kind, lang).removeprefix("/"), feed_type=kind
    )
    made.feed.update(language=lang, title=addresses.name)
    if lang != addresses.lang:
        made.feed["link"] = made.feed["id"] = addresses.absolute(addresses.index(lang))
    for item, piece in zip(made.items, loop.view.live[lang], strict=False):
        # Pelican takes what stands between < and > in a title for a tag, and drops it.
        item.update(title=piece.title, unique_id_is_permalink=False)
        if item["updateddate"] is None:
            item["updateddate"] = item["pubdate"]
    if not made.items:
        # feedgenerator dates an empty feed by the clock.
        made.latest_post_date = lambda: loop.view.plan.at
    out = io.BytesIO()
    made.write(out, "utf-8")
    return out.getvalue()
