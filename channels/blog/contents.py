"""Pelican's content objects for what is live, made when a page asks for them.

This module imports Pelican: import it only where a page must be rendered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, cached_property, partial
from typing import Any, TypeVar
from urllib.parse import unquote

from pelican.contents import Article, Author, Category, Page
from pelican.contents import Content as PelicanContent
from pelican.contents import Tag as PelicanTag
from pelican.settings import DEFAULT_CONFIG

from channels.blog.declared import Declared
from channels.blog.notes import anchored
from channels.blog.ondemand import Late, Light, OnDemand
from channels.blog.routes import file_of
from channels.blog.settings import Settings, in_language
from channels.blog.view import View
from channels.html import to_html
from channels.templates import day
from editorial.piece import Kind, Piece, slugified
from editorial.prose import Link

Content = TypeVar("Content", bound="_Live")
Named = TypeVar("Named", bound=Any)
Body = Callable[[str], str]
_NAMES = re.compile(r"%[-_0^#]?[aAbBchprxX]")
"""What `strftime` says in the words of a locale."""


class _Live:
    """What our content objects have over Pelican's: a body rendered when asked for, and dates in words."""

    translations: list[Any]
    in_default_lang: bool

    def dress(self, body: Body, standfirst: str, lang: str, *, in_default_lang: bool = True) -> None:
        """Take what is said of the piece in its own language."""
        self._body, self._standfirst = body, standfirst
        self.in_default_lang = in_default_lang
        worded(self, lang)

    def get_content(self, siteurl: str) -> str:
        """Give the body with its links relative to `siteurl`; not kept, since a page asks once."""
        return self._body(siteurl)

    def get_summary(self, _siteurl: str) -> str:
        """Give the standfirst, else the beginning of the text."""
        return self._standfirst


class LiveArticle(_Live, Article):  # type: ignore[misc]
    """Pelican's article for a piece that is live."""


class LivePage(_Live, Page):  # type: ignore[misc]
    """Pelican's page for a static page that is live."""


class Tag(PelicanTag):  # type: ignore[misc]
    """Pelican's tag (which finds its settings by the name of its class), in a file whose name has no %-escapes."""

    @property
    def save_as(self) -> str:
        """The file of the tag's list."""
        return unquote(super().save_as)


class Contents:
    """Everything of one language that templates know by Pelican's names; pieces of another stand in another one."""

    def __init__(self, site: Declared, settings: Settings, lang: str, context: dict[str, Any] | None = None):
        self.view, self.lang = site.view, lang
        self._is_main, self._root = lang == self.view.addresses.lang, site.root
        self.settings: Settings = {**settings, **({} if self._is_main else in_language(site, settings, lang))}
        self.context: dict[str, Any] = {"localsiteurl": settings["SITEURL"]} if context is None else context
        self._beside = cache(lambda other: Contents(site, settings, other, self.context))
        self._kept: dict[str, Any] = {}

    def article(self, piece: Piece) -> Light:
        """Give the article of a piece."""
        key = f"article {piece.id}"
        if key not in self._kept:
            text, full = partial(self._text, piece), partial(self._kept_as, piece, LiveArticle)
            self._kept[key] = Light(piece, text, full)
        kept: Light = self._kept[key]
        return kept

    def page(self, piece: Piece) -> LivePage:
        """Give the static page of a piece."""
        return self._kept_as(piece, LivePage)

    def house_page(self, title: str, path: str, html: str) -> LivePage:
        """Give a page of ours as Pelican's page, for themes that have no template for it."""
        data = {"title": title, "slug": path.strip("/"), "url": path, "save_as": file_of(path), "lang": self.lang}
        data = {**self.settings["DEFAULT_METADATA"], **data}
        made = LivePage("", data, settings=self.settings, context=self.context)
        made.dress(lambda _: html, "", self.lang)
        return made

    def articles(self, pieces: Sequence[Piece]) -> OnDemand[Light]:
        """Give the articles of some pieces."""
        return OnDemand(self.article, pieces)

    def category(self, pillar_id: str) -> Category:
        """Give Pelican's category of a pillar."""
        pillar = self.view.pillar(pillar_id, self.lang)
        return self._wrapper(Category, pillar.name if pillar else pillar_id, slugified(pillar_id))

    def tag(self, tag: str) -> Tag:
        """Give Pelican's tag."""
        return self._wrapper(Tag, tag, self.view.tag(tag).url.rstrip("/").rpartition("/")[2])

    def author(self, person_id: str) -> Author:
        """Give Pelican's author of a signature of the masthead."""
        return self._wrapper(Author, self.view.author(person_id, self.lang).name, slugified(person_id))

    @cached_property
    def names(self) -> dict[str, Any]:
        """The names Pelican's generators give to every template."""
        view, lang = self.view, self.lang
        live, is_reversed = self.articles(view.live[lang]), self.settings["REVERSE_CATEGORY_ORDER"]
        return {
            "articles": live,
            "dates": live,
            "drafts": [],
            "hidden_articles": [],
            "related_posts": [],
            "pages": Late(lambda: [self.page(piece) for piece in view.plan.pages if piece.lang == lang]),
            "hidden_pages": [],
            "draft_pages": [],
            "categories": Late(lambda: sorted(self._lists("category", self.category), reverse=is_reversed)),
            "tags": Late(self._tags),
            "authors": Late(lambda: sorted(self._lists("author", self.author))),
            "period_archives": defaultdict(list),
        }

    @cached_property
    def shared(self) -> dict[str, Any]:
        """What every page begins with, gathered once: the settings, and the names of Pelican's generators."""
        return {**self.settings, **self.names}

    def _text(self, piece: Piece) -> str:
        return body(self.view, piece, self.context["localsiteurl"])

    def _kept_as(self, piece: Piece, kind: Callable[..., Content]) -> Content:
        key = f"piece {piece.id}"
        if key not in self._kept:
            made = self._made(piece, kind)
            others = [other for other in self.view.translations(piece) if other.id != piece.id]
            made.translations = [self._beside(other.lang)._made(other, kind) for other in others]
            self._kept[key] = made
        kept: Content = self._kept[key]
        return kept

    def _made(self, piece: Piece, kind: Callable[..., Content]) -> Content:
        data = {**self.settings["DEFAULT_METADATA"], **metadata(self, piece)}
        path = str(self._root / piece.path)
        made = kind("", data, settings=self.settings, source_path=path, context=self.context)
        text = partial(body, self.view, piece)
        made.dress(text, self.view.standfirst(piece), piece.lang, in_default_lang=self._is_main)
        return made

    def _lists(self, kind: str, make: Callable[[str], Named]) -> list[tuple[Named, OnDemand[Light]]]:
        return [(make(name), self.articles(pieces)) for name, pieces in self.view.lists(kind, self.lang).items()]

    def _tags(self) -> list[tuple[Tag, OnDemand[Light]]]:
        """Give the tags as Pelican lists them: as they are met, from the newest piece on."""
        rank = {piece.id: number for number, piece in enumerate(self.view.live[self.lang])}
        lists = self.view.lists("tag", self.lang)

        def met(name: str) -> tuple[int, int]:
            newest = lists[name][0]
            return rank[newest.id], [tag.name for tag in self.view.tags(newest)].index(name)

        return [(self.tag(name), self.articles(lists[name])) for name in sorted(lists, key=met)]

    def _wrapper(self, kind: Callable[..., Named], name: str, slug: str) -> Named:
        key = f"{kind} {slug} {name}"
        if key not in self._kept:
            made = kind(name, self.settings)
            made.slug = slug
            self._kept[key] = made
        kept: Named = self._kept[key]
        return kept


def worded(content: PelicanContent, lang: str) -> None:
    """Give a content its dates in words; a format of the site's own is kept where it names no month and no day."""
    if content.date_format != DEFAULT_CONFIG["DEFAULT_DATE_FORMAT"] and not _NAMES.search(content.date_format):
        return
    for name in ("date", "modified"):
        instant = getattr(content, name, None)
        if instant is not None:
            setattr(content, f"locale_{name}", day(instant.date(), lang))


def metadata(contents: Contents, piece: Piece) -> dict[str, Any]:
    """Give a piece's front matter as Pelican's metadata; `piece` is the piece itself, for our own templates."""
    view = contents.view
    path = view.addresses.piece(piece).removeprefix("/")
    data: dict[str, Any] = {
        "piece": piece,
        "original": piece.translation_of or piece.id,
        "title": piece.title,
        "slug": piece.slug,
        "lang": piece.lang,
        "status": "published",
        "summary": view.standfirst(piece),
        "url": path,
        "save_as": file_of(path),
        "tags": [contents.tag(tag.name) for tag in view.tags(piece)],
    }
    if piece.date or piece.kind is not Kind.PAGE:
        data["date"] = view.instant(piece)
    if piece.authors:
        data["authors"] = [contents.author(author) for author in dict.fromkeys(piece.authors)]
    if piece.pillar:
        data["category"] = contents.category(piece.pillar)
    changed = view.updated(piece)
    if changed:
        data["modified"] = view.instant(piece).replace(year=changed.year, month=changed.month, day=changed.day)
    return data


def body(view: View, piece: Piece, root: str) -> str:
    """Give the HTML of a piece's text; `root` stands before every address of the site (`..`, or its URL)."""

    def link(url: str) -> str | None:
        target = view.target(piece, url)
        return root + target if target and target.startswith("/") else target

    return text_of(view, piece, link, lambda image: view.pictures.inline(piece, image, root))


def text_of(view: View, piece: Piece, link: Callable[[str], str | None], image: Callable[[Link], str | None]) -> str:
    """Give the HTML of a piece's text, with what `link` and `image` make of its links and pictures."""
    trusted, typography = view.charter.is_html_trusted, view.charter.typography("blog")
    html = to_html(piece, link=link, image=image, trusted=trusted, typography=typography)
    # What scrolls sideways must be reached by keyboard too.
    return anchored(html).replace("<pre>", '<pre tabindex="0">')
