"""The blog channel: what it has to say of a site's pictures, and every file under site/ that is not an edition's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from posixpath import splitext

from channels import card
from channels.blog.declared import Declared
from channels.blog.feeds import MAX_ITEMS, feed
from channels.blog.maps import entries, favicon, moved, robots, sitemaps
from channels.blog.pages import PageLoop
from channels.blog.pictures import Pictures, images_of
from channels.blog.routes import Route, file_of, own_layout, redirections, routes
from channels.blog.settings import settings_file, shipped_settings_file
from channels.blog.view import View
from channels.channel import ENGINE, Artifact, Brief
from channels.picture import PictureProblem, probe, problems
from channels.templates import Look
from editorial.finding import Finding, Level, Phrase, Span
from editorial.piece import Piece, digest_of
from editorial.site import Site, locate_image
from editorial.source import place_at

SITE_CARD = "/cards/_site.jpg"
"""The card of pages that are of no piece; an id cannot begin with `_`."""
_TYPES = {
    ".css": "text/css", ".svg": "image/svg+xml", ".xml": "application/xml", ".txt": "text/plain", ".html": "text/html",
    ".js": "text/javascript", ".woff2": "font/woff2", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp",
}  # fmt: skip


def check(brief: Brief) -> Iterator[Finding]:
    """Give what is wrong with the picture files that pieces name; one that is missing is the review's to find."""
    for piece in brief.site.pieces:
        if piece.image:
            span = piece.source.front.span(("image", "src"))
            yield from _judged(brief.site, piece, piece.image.src, span)
        for image in images_of(piece):
            place = place_at(piece.body, image.url_start, image.url_end - image.url_start)
            line = place.line + piece.source.body_line - 1
            yield from _judged(brief.site, piece, image.url, replace(place, line=line))


def render(brief: Brief) -> Iterator[Artifact]:
    """Give every file of the site but the newsletter's own pages; bytes are made when the press asks for them."""
    site = Declared(View(brief.site, brief.plan, brief.addresses, Pictures(brief.site)), brief.look, brief.is_preview)
    loop = cache(partial(PageLoop, site))
    theme = {} if _is_shipped(brief.site) else loop().theme_files
    layout = own_layout(site.view) if _is_shipped(brief.site) else loop().layout
    pages = list(routes(site.view, layout))
    images = _images(site.view)
    page = partial(_page, _state(brief, images, "" if _is_shipped(brief.site) else loop().theme_digest))
    for route in pages:
        yield page(route.path, partial(_html, loop, route), route.pieces)
    for alias, piece in redirections(site.view, frozenset(route.path for route in pages)):
        yield page(alias, partial(moved, site, piece), (piece.id,))
    for lang in site.view.languages:
        newest = tuple(piece.id for piece in site.view.live[lang][:MAX_ITEMS])
        for kind in ("atom", "rss"):
            yield page(brief.addresses.feed(kind, lang), partial(_feed, loop, kind, lang), newest)
    for path, make in sitemaps(site, entries(site, pages)).items():
        yield page(path, make)
    yield page("/robots.txt", partial(robots, site))
    yield page("/favicon.svg", partial(favicon, site))
    yield page("/theme/brand.css", brief.look.brand.css)
    # A piece's card comes right after its pictures: its photo is still in the darkroom.
    rank = {appearance.piece.id: number for number, appearance in enumerate(brief.plan.live)}
    yield from sorted((*images, *_cards(site)), key=lambda made: rank.get(made.pieces[0], -1) if made.pieces else -1)
    for name, file in (theme or brief.look.files("static")).items():
        yield Artifact(f"site/theme/{name}", _type(name), "blog", digest_of(ENGINE, file.read_bytes()), file.read_bytes)


def _judged(site: Site, piece: Piece, src: str, span: Span) -> Iterator[Finding]:
    path = locate_image(site.root, piece, src)
    if path is None:
        return
    try:
        probe(path)
    except PictureProblem as problem:
        message = _UNUSABLE.fill(src=src, why=problem.message)
        yield Finding("image.unusable", Level.ERROR, piece.path, span, message)
        return
    for said in problems(path):
        yield Finding("image.doubtful", Level.WARNING, piece.path, span, _DOUBTFUL.fill(src=src, why=said))


def _html(loop: Callable[[], PageLoop], route: Route) -> str:
    return loop().html(route)


def _feed(loop: Callable[[], PageLoop], kind: str, lang: str) -> bytes:
    return feed(loop(), kind, lang)


def _page(state: str, path: str, make: Callable[[], str | bytes], pieces: tuple[str, ...] = ()) -> Artifact:
    def as_bytes() -> bytes:
        made = make()
        return made if isinstance(made, bytes) else made.encode()

    return Artifact(f"site/{file_of(path)}", _type(path), "blog", digest_of(state, path), as_bytes, pieces=pieces)


def _is_shipped(site: Site) -> bool:
    """Say whether a site goes by the shipped pelicanconf.py: then Pelican need not be asked what there is."""
    own, shipped = settings_file(site.root), shipped_settings_file()
    return own == shipped or own.read_bytes() == shipped.read_bytes()


def _state(brief: Brief, images: Iterable[Artifact], theme: str) -> str:
    """Give the digest of all that any page can show."""
    plan = brief.plan
    return digest_of(
        ENGINE,
        version("pelican"),
        settings_file(brief.site.root).read_bytes(),
        brief.look.digest("templates"),
        repr(brief.addresses),
        brief.site.charter.source.text,
        str(brief.site.calendar.zone),
        str(brief.is_preview),
        *(f"{a.piece.path} {a.piece.digest} {a.instant.isoformat()}" for a in plan.live),
        *(f"{page.path} {page.digest}" for page in plan.pages),
        *(
            f"{e.id} {e.instant.isoformat()} {e.number} {e.frame and e.frame.digest} {[p.id for p in e.pieces]}"
            for e in plan.editions
            if e.channel == "newsletter"
        ),
        *(f"{image.path} {image.inputs}" for image in images),
        theme,
        "" if plan.live else plan.at.isoformat(),
    )


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
    view, look = site.view, site.look
    name, lang = view.addresses.name, view.addresses.lang
    stamp = look.say("stamp", lang) if site.is_preview else ""
    title = view.addresses.tagline(lang) or name
    yield _card(look, SITE_CARD, (), card.Card(title, name, "", name, stamp=stamp))
    for appearance in view.plan.live:
        piece = appearance.piece
        pillar = view.pillar(piece.pillar, piece.lang)
        kicker, focus = pillar.name if pillar else "", piece.image.focus if piece.image else None
        shown = card.Card(piece.title, kicker, piece.pillar, name, view.pictures.photo(piece), focus, stamp=stamp)
        yield _card(look, view.addresses.card(piece), (piece.id,), shown)


def _card(look: Look, path: str, pieces: tuple[str, ...], shown: card.Card) -> Artifact:
    make = partial(card.title_card, look, shown)
    return Artifact(f"site{path}", "image/jpeg", "blog", card.key(look, shown), make, pieces=pieces)


def _type(path: str) -> str:
    return _TYPES.get(splitext(path)[1], "text/html" if path.endswith("/") else "application/octet-stream")


_UNUSABLE = Phrase("l’image « {src} » ne peut pas servir : {why}", "the picture “{src}” cannot be used: {why}")
_DOUBTFUL = Phrase("l’image « {src} » : {why}", "the picture “{src}”: {why}")
