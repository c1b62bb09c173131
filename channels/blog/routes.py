"""Every page the blog has at the plan's instant: its path, its template, and the pieces it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple
from urllib.parse import unquote

from channels.blog.view import View
from editorial.piece import Kind, Piece

PAGE_FOLDER = "page"
"""The second page of a list at /x/ or /x.html stands at /x/page/2/."""
LISTS = ("index.html", "archives.html", "category.html", "tag.html", "author.html")
TEMPLATES = (*LISTS, "article.html", "page.html", "moved.html", "sitemap.xml", "robots.txt", "favicon.svg")
"""What the files of a site of shipped settings are made from, but for the pages of the house."""


class Route(NamedTuple):
    """One HTML page: `subject` is the id or name of what it is about.

    Of a list in pages, `number` is the page's rank, `first` the path of the first, `total` how many pieces it holds
    and `pages` in how many pages.
    """

    path: str
    template: str
    lang: str
    subject: str = ""
    pieces: tuple[str, ...] = ()
    number: int = 1
    first: str = ""
    total: int = 0
    pages: int = 1

    @property
    def file(self) -> str:
        """The page's file, relative to the site's folder."""
        return file_of(self.path)


@dataclass(frozen=True, slots=True)
class Layout:
    """Which lists a theme has (Pelican's DIRECT_TEMPLATES) with their paths, and how many pieces a page of each holds.

    None in `per_page` is a list on one page. So few pieces as `orphans` or fewer have no last page of their own.
    """

    direct: Mapping[str, str]
    per_page: Mapping[str, int | None]
    orphans: int = 0


def own_layout(view: View) -> Layout:
    """Give the layout of the shipped theme: a front page, and every list in pages."""
    size = view.addresses.per_page
    direct = {"index": view.addresses.index(), "archives": view.addresses.archive()}
    return Layout(direct, {"index": None, "archives": size, "category": size, "tag": size, "author": size})


def routes(view: View, layout: Layout) -> Iterator[Route]:
    """Give every page but the redirections, each path once, what is nearest to the reader first."""
    for lang in view.languages:
        for template, path in layout.direct.items():
            yield from _pages(view.live[lang], in_language(view, path, lang), template, lang, layout)
        find = {"category": view.addresses.pillar, "tag": view.addresses.tag, "author": view.addresses.author}
        for kind, path_of in find.items():
            for subject, pieces in view.lists(kind, lang).items():
                yield from _pages(pieces, path_of(subject, lang), kind, lang, layout, subject)
    for appearance in view.plan.live:
        yield own_page(view, appearance.piece)
    for page in view.plan.pages:
        yield own_page(view, page)
    yield from house_pages(view)


def house_pages(view: View) -> Iterator[Route]:
    """Give the pages that are of no piece; the list of letters in each language that has some."""
    lang = view.addresses.lang
    yield Route(view.addresses.charter(), "charter", lang)
    for own in dict.fromkeys((lang, *view.letter_languages)):
        yield Route(view.addresses.letters(own), "letters", own)
    yield Route("/404.html", "404", lang)


def file_of(path: str) -> str:
    """Give the file of a path, relative to the site's folder: servers look for names without their %-escapes."""
    return unquote(path).removeprefix("/") + ("index.html" if path.endswith("/") else "")


def in_language(view: View, path: str, lang: str) -> str:
    """Give the path of a list in a language: other languages than the site's stand in a folder of their own."""
    return path if lang == view.addresses.lang else f"/{lang}{path}"


def redirections(view: View, taken: frozenset[str]) -> Iterator[tuple[str, Piece]]:
    """Give the old addresses that lead to a live piece; one that is a page today stays that page."""
    seen = set(taken)
    for piece in (*(appearance.piece for appearance in view.plan.live), *view.plan.pages):
        for alias in piece.aliases:
            if alias and alias not in seen:
                seen.add(alias)
                yield alias, piece


def own_page(view: View, piece: Piece) -> Route:
    """Give the page of a piece, or of a static page."""
    template = "page" if piece.kind is Kind.PAGE else "article"
    return Route(view.urls[piece.path], template, piece.lang, piece.id, (piece.id,))


def _pages(
    pieces: Sequence[Piece], path: str, template: str, lang: str, layout: Layout, subject: str = ""
) -> Iterator[Route]:
    size = layout.per_page.get(template) or max(1, len(pieces))
    pages = max(1, ceil((len(pieces) - layout.orphans) / size))
    ids = tuple([piece.id for piece in pieces])
    folder = path if path.endswith("/") else path.removesuffix(".html") + "/"
    for number in range(1, pages + 1):
        shown = ids[(number - 1) * size : number * size if number < pages else None]
        here = path if number == 1 else f"{folder}{PAGE_FOLDER}/{number}/"
        yield Route(here, template, lang, subject, shown, number, path, len(pieces), pages)
