"""What the blog makes: every file under site/ that is not an edition's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from posixpath import splitext
from typing import TYPE_CHECKING

from channels.addresses import SITE_CARD
from channels.blog.declared import Declared
from channels.blog.feeds import MAX_ITEMS, feed
from channels.blog.keys import Keys
from channels.blog.maps import entries, favicon, moved, robots, sitemaps
from channels.blog.needs import Needs
from channels.blog.pages import PageLoop
from channels.blog.pictures import Pictures
from channels.blog.root import root_files
from channels.blog.routes import Route, file_of, house_pages, own_layout, own_page, redirections, routes
from channels.blog.settings import settings_file
from channels.blog.view import View
from channels.channel import ENGINE, Artifact, Brief
from channels.installed import version_of
from channels.ledger.snapshot import read_posted
from channels.shipped import shipped_settings_file, shipped_theme
from channels.templates import Look
from editorial.memory import Memory
from editorial.piece import Piece, digest_of
from editorial.site import Site

if TYPE_CHECKING:
    from channels import card

_TYPES = {
    ".css": "text/css", ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain", ".html": "text/html",
    ".js": "text/javascript", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp",
}  # fmt: skip


def render(brief: Brief) -> Iterator[Artifact]:
    """Give every file of the site but the newsletter's own pages; bytes are made when the press asks for them.

    A file of theme/site-root/ takes the place of one that would be made at its address.
    """
    laid = {f"site/{name}": file for name, file in root_files(brief.site.root).items()}
    yield from (_laid(path, file) for path, file in laid.items())
    yield from (artifact for artifact in _made(brief) if artifact.path not in laid)


def _made(brief: Brief) -> Iterator[Artifact]:
    """Give what is made from the pieces, the line and the look."""
    site, keys = site_of(brief), keys_of(brief)
    loop = cache(partial(PageLoop, site))
    is_shipped = has_shipped_settings(brief.site)
    theme = {} if is_shipped else loop().theme_files
    whole = "" if is_shipped else digest_of(keys.whole, loop().digest)
    pages = routes_of(brief) if is_shipped else list(routes(site.view, loop().layout))
    rank = {appearance.piece.id: number for number, appearance in enumerate(brief.plan.live)}
    # Pages that show the same pieces follow each other, so that what they share is still at hand.
    reached = [route for route in pages if route.path not in brief.alone]
    for route in sorted(reached, key=lambda route: rank.get(route.pieces[0], -1) if route.pieces else -1):
        yield _page(route.path, whole or keys.page(route), partial(_html, loop, route), route.pieces)
    for alias, piece in redirections(site.view, frozenset(route.path for route in pages)):
        key = keys.simple(
            "moved.html", piece.lang, brief.look.words_digest, alias, piece.title, site.view.addresses.piece(piece)
        )
        yield _page(alias, key, partial(moved, site, piece), (piece.id,))
    yield from _feeds(site.view, keys, loop, whole)
    listed, lang = entries(site, pages), brief.addresses.lang
    for path, make in sitemaps(site, listed).items():
        yield _page(path, keys.simple("sitemap.xml", lang, path, repr(listed)), make)
    yield _page("/robots.txt", keys.simple("robots.txt", lang), partial(robots, site))
    yield _page("/favicon.svg", keys.simple("favicon.svg", lang), partial(favicon, site))
    _needs(brief).keep()
    yield _page("/theme/brand.css", digest_of(ENGINE, brief.look.brand.css()), brief.look.brand.css)
    # A piece's card comes right after its pictures: its photo is still in the darkroom.
    images = _images(site.view)
    yield from sorted((*images, *_cards(site)), key=lambda made: rank.get(made.pieces[0], -1) if made.pieces else -1)
    looks = {f"theme/{name}": file for name, file in brief.look.files("static").items()}
    if theme:
        # What the shipped theme brings is of no use to another; what the site itself adds is.
        looks = {name: file for name, file in looks.items() if not file.is_relative_to(shipped_theme())}
        looks = {**theme, **looks}
    for name, file in looks.items():
        yield _laid(f"site/{name}", file)


def _laid(path: str, file: Path) -> Artifact:
    """Give a file that is laid out as it is."""
    return Artifact(path, _type(path), "blog", digest_of(ENGINE, file.read_bytes()), file.read_bytes)


def in_full(brief: Brief, pieces: Sequence[Piece]) -> list[Artifact] | None:
    """Give every file that may show the whole text of one of some pieces, on a site of shipped settings.

    Gives None where a template of the site's own may show it on many a page.
    """
    site, keys = site_of(brief), keys_of(brief)
    loop = cache(partial(PageLoop, site))
    live = [piece for piece in pieces if piece.path in site.view.urls]
    if any(keys.is_shown_elsewhere(piece) for piece in live):
        return None
    shown = {version.path: version for piece in live for version in site.view.translations(piece)}
    pages = [*(own_page(site.view, piece) for piece in shown.values()), *house_pages(site.view)]
    made = [_page(route.path, keys.page(route), partial(_html, loop, route), route.pieces) for route in pages]
    ids, laid = {piece.id for piece in live}, {f"site/{name}" for name in root_files(brief.site.root)}
    made += [feed for feed in _feeds(site.view, keys, loop) if not ids.isdisjoint(feed.pieces)]
    return [artifact for artifact in made if artifact.path not in laid]


def site_of(brief: Brief) -> Declared:
    """Give the blog that a brief tells of."""
    posted = partial(read_posted, brief.site.root)
    view = partial(View, brief.site, brief.plan, brief.addresses, Pictures(brief.site), posted)
    return brief.once("blog", lambda: Declared(view(), brief.look, brief.is_preview))


def routes_of(brief: Brief) -> Sequence[Route]:
    """Give every page of a site of shipped settings but the redirections."""
    view = site_of(brief).view
    return brief.once("blog routes", lambda: list(routes(view, own_layout(view))))


def keys_of(brief: Brief) -> Keys:
    """Give what makes the keys of a blog's pages."""
    return brief.once("blog keys", lambda: Keys(site_of(brief), _needs(brief), _settings(brief.site)))


def _needs(brief: Brief) -> Needs:
    memory = partial(Memory, brief.site.root, "templates", brief.look.digest("templates"))
    return brief.once("blog needs", lambda: Needs(brief.look, memory()))


def _feeds(view: View, keys: Keys, loop: Callable[[], PageLoop], whole: str = "") -> Iterator[Artifact]:
    """Give the feeds of every language."""
    for lang in view.languages:
        newest = view.live[lang][:MAX_ITEMS]
        for kind in ("atom", "rss"):
            key = digest_of(whole, keys.feed(kind, lang, newest), str(view.beginning()))
            shown = tuple(piece.id for piece in newest)
            yield _page(view.addresses.feed(kind, lang), key, partial(_feed, loop, kind, lang), shown)


def _html(loop: Callable[[], PageLoop], route: Route) -> str:
    return loop().html(route)


def _feed(loop: Callable[[], PageLoop], kind: str, lang: str) -> bytes:
    return feed(loop(), kind, lang)


def _page(path: str, key: str, make: Callable[[], str | bytes], pieces: tuple[str, ...] = ()) -> Artifact:
    return Artifact(f"site/{file_of(path)}", _type(path), "blog", key, partial(_as_bytes, make), pieces=pieces)


def _as_bytes(make: Callable[[], str | bytes]) -> bytes:
    made = make()
    return made if isinstance(made, bytes) else made.encode()


def has_shipped_settings(site: Site) -> bool:
    """Say whether a site goes by the shipped pelicanconf.py: then what a page shows can be known without Pelican."""
    own, shipped = settings_file(site.root), shipped_settings_file()
    return own == shipped or own.read_bytes() == shipped.read_bytes()


def _settings(site: Site) -> str:
    """Give the digest of what Pelican brings, and the settings the site has it run by."""
    return digest_of(version_of("pelican"), settings_file(site.root).read_bytes())


def _images(view: View) -> list[Artifact]:
    """Give the files of every picture shown, each once; one that several pieces show belongs to all of them."""
    found: dict[str, Artifact] = {}
    for piece in (*(appearance.piece for appearance in view.plan.live), *view.plan.pages):
        for artifact in view.pictures.artifacts(piece):
            first = found.get(artifact.path, artifact)
            found[artifact.path] = replace(first, pieces=tuple(dict.fromkeys((*first.pieces, piece.id))))
    return list(found.values())


def _cards(site: Declared) -> Iterator[Artifact]:
    """Give the card of every live piece, and one for the pages that are of no piece."""
    from channels import card

    view, look = site.view, site.look
    name, lang = view.addresses.name, view.addresses.lang
    stamp = look.say("stamp", lang) if site.is_preview else ""
    title = view.addresses.tagline(lang) or name
    yield _card(look, SITE_CARD, (), card.Card(title, name, "", name, stamp=stamp))
    for appearance in view.plan.live if view.addresses.has_cards else ():
        piece = appearance.piece
        pillar = view.pillar(piece.pillar, piece.lang)
        kicker, focus = pillar.name if pillar else "", piece.image.focus if piece.image else None
        shown = card.Card(piece.title, kicker, piece.pillar, name, view.pictures.photo(piece), focus, stamp=stamp)
        yield _card(look, view.addresses.card(piece), (piece.id,), shown)


def _card(look: Look, path: str, pieces: tuple[str, ...], shown: card.Card) -> Artifact:
    from channels import card

    make = partial(card.title_card, look, shown)
    return Artifact(f"site{path}", "image/jpeg", "blog", card.key(look, shown), make, pieces=pieces)


def _type(path: str) -> str:
    return _TYPES.get(splitext(path)[1], "text/html" if path.endswith("/") else "application/octet-stream")
