"""What pages say to machines: JSON-LD by schema.org for a piece, its breadcrumb, and the publisher."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

from channels.blog.values import Detail, Named
from channels.blog.view import View
from editorial.piece import Piece

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DESK = re.compile(r"(?:la|le|les|l’|l'|the|our|notre)\b", re.IGNORECASE)
"""A byline that begins so is a desk's, not a person's."""


def piece_data(view: View, piece: Piece, detail: Detail) -> Markup:
    """Give the JSON-LD of an article's page."""
    teaser, address = detail.teaser, view.addresses
    article: dict[str, object] = {
        "@type": "Article",
        "headline": teaser.title,
        "description": teaser.standfirst,
        "inLanguage": teaser.lang,
        "datePublished": teaser.instant.isoformat(),
        "dateModified": (detail.updated or teaser.instant).isoformat(),
        "mainEntityOfPage": address.absolute(teaser.url),
        "image": [address.absolute(address.card(piece))],
        "author": [_signature(view, author) for author in detail.authors],
        "publisher": _publisher(view),
    }
    if teaser.pillar:
        article["articleSection"] = teaser.pillar.name
    if detail.tags:
        article["keywords"] = [tag.name for tag in detail.tags]
    return _script(article, _breadcrumb(view, teaser.lang, teaser.pillar, Named(teaser.title, teaser.url)))


def site_data(view: View, lang: str) -> Markup:
    """Give the JSON-LD of a front page."""
    address = view.addresses
    site: dict[str, object] = {
        "@type": "WebSite",
        "name": address.name,
        "url": address.absolute(address.index(lang)),
        "inLanguage": lang,
        "description": address.description(lang),
        "publisher": _publisher(view),
    }
    return _script(site, {**_publisher(view), "description": address.description(lang)})


def list_data(view: View, lang: str, subject: Named) -> Markup:
    """Give the JSON-LD of the page of a pillar, a tag or an author."""
    return _script(_breadcrumb(view, lang, None, subject))


def _publisher(view: View) -> dict[str, object]:
    address = view.addresses
    return {
        "@type": "Organization",
        "name": address.name,
        "url": address.absolute("/"),
        "logo": {"@type": "ImageObject", "url": address.absolute("/favicon.svg")},
    }


def _signature(view: View, author: Named) -> dict[str, object]:
    kind = "Organization" if _DESK.match(author.name) else "Person"
    return {"@type": kind, "name": author.name, "url": view.addresses.absolute(author.url)}


def _breadcrumb(view: View, lang: str, above: Named | None, subject: Named) -> dict[str, object]:
    steps = [Named(view.addresses.name, view.addresses.index(lang)), *([above] if above else []), subject]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": i, "name": step.name, "item": view.addresses.absolute(step.url)}
            for i, step in enumerate(steps, 1)
        ],
    }


def _script(*things: dict[str, object]) -> Markup:
    """Give a script element; `<` is escaped, so that no title can close it."""
    said = _JSON.encode({"@context": "https://schema.org", "@graph": things})
    said = said.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(f'<script type="application/ld+json">{said}</script>')  # noqa: S704 (escaped above)
