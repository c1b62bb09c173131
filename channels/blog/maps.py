"""What the blog says to machines about itself: sitemap, robots.txt, icon, and pages that send old addresses on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from channels.blog.declared import Declared
from channels.blog.routes import Route
from editorial.piece import Piece

MAX_URLS = 50_000
"""A sitemap holds no more (sitemaps.org, "Sitemap file"); a larger site has an index of several."""
SITEMAP = "/sitemap.xml"
_UNLISTED = frozenset({"404"})

Entry = tuple[str, date | None]


def entries(site: Declared, routes: Iterable[Route]) -> list[Entry]:
    """Give the URL and the day of the last change of every page that searchers should know."""
    view, address = site.view, site.view.addresses
    changed = {a.piece.id: view.changed(a.piece) for a in view.plan.live}
    changed.update({page.id: page.updated for page in view.plan.pages if page.updated})
    found: list[Entry] = []
    for route in routes:
        if route.number == 1 and route.template not in _UNLISTED:
            days = [changed[piece] for piece in route.pieces if piece in changed]
            found.append((address.absolute(route.path), max(days, default=None)))
    found += [(address.absolute(letter.url), letter.day) for letter in view.letters]
    return found


def sitemaps(site: Declared, listed: Sequence[Entry]) -> dict[str, Callable[[], str]]:
    """Give what makes the sitemap, by its path; where there is too much for one, an index and its parts."""
    if len(listed) <= MAX_URLS:
        return {SITEMAP: partial(_render, site, "sitemap.xml", entries=listed)}
    parts: dict[str, Callable[[], str]] = {
        f"/sitemap-{number + 1}.xml": partial(_render, site, "sitemap.xml", entries=listed[start : start + MAX_URLS])
        for number, start in enumerate(range(0, len(listed), MAX_URLS))
    }
    maps = [site.view.addresses.absolute(path) for path in parts]
    return {SITEMAP: partial(_render, site, "sitemaps.xml", maps=maps), **parts}


def robots(site: Declared) -> str:
    """Give robots.txt; that of a preview keeps everyone out."""
    sitemap = site.view.addresses.absolute(SITEMAP)
    return _render(site, "robots.txt", is_preview=site.is_preview, sitemap=sitemap) + "\n"


def favicon(site: Declared) -> str:
    """Give the icon: the initial of the site's name in the brand's accent."""
    letters = [word for word in site.view.addresses.name.split() if word.lower() not in ("le", "la", "les", "the")]
    return _render(site, "favicon.svg", letter=(letters or ["·"])[-1][0].upper())


def moved(site: Declared, piece: Piece) -> str:
    """Give the page that stands at an old address of a piece."""
    url = site.view.addresses.absolute(site.view.addresses.piece(piece))
    return _render(site, "moved.html", lang=piece.lang, title=piece.title, url=url, is_preview=site.is_preview)


def _render(site: Declared, template: str, **values: object) -> str:
    return site.look.render("templates", template, **values)
