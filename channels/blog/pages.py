"""The page loop: gives the HTML of one page, from Pelican's settings, content objects and paginator, and a theme.

Importing this module imports nothing of Pelican; making a PageLoop does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from posixpath import join
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from channels.blog.declared import Declared
from channels.blog.environment import foreign_environment, own_environment
from channels.blog.routes import Layout, Route, file_of
from channels.blog.settings import contained, digest_of_settings, read_settings
from channels.templates import files_in, fill
from editorial.piece import digest_of

if TYPE_CHECKING:
    from channels.blog.contents import Contents
    from channels.blog.ondemand import Light

HOUSE_PAGES = frozenset({"charter", "letters", "404"})
"""Pages that a theme made for Pelican does not know: with one, their text stands in its `page` template."""
_LISTS = frozenset({"category", "tag", "author"})


class PageLoop:
    """Pelican, started once, and everything needed to render any page of the site."""

    def __init__(self, site: Declared):
        self.site, self.view = site, site.view
        self.settings = read_settings(site)
        self._pieces = {appearance.piece.id: appearance.piece for appearance in self.view.plan.live}
        self._pieces.update((page.id, page) for page in self.view.plan.pages)
        with contained():
            from channels.blog.contents import Contents

            self.contents = {lang: Contents(site, self.settings, lang) for lang in self.view.languages}
            self._own = own_environment(site, self.settings)
            self._theme = foreign_environment(self.settings) if self.is_foreign else self._own

    @cached_property
    def is_foreign(self) -> bool:
        """Say whether the site's pelicanconf.py names a theme that is not one of ours."""
        theme = Path(self.settings["THEME"]).resolve()
        return theme not in {folder.resolve() for folder in self.site.look.folders}

    @cached_property
    def layout(self) -> Layout:
        """The lists that the site's pelicanconf.py asks for."""
        settings = self.settings
        named = {t: settings.get(f"{t.upper()}_SAVE_AS", f"{t}.html") for t in settings["DIRECT_TEMPLATES"]}
        direct = {t: "/" + file.removesuffix("index.html") for t, file in named.items() if file.endswith(".html")}
        paginated = settings["PAGINATED_TEMPLATES"].items()
        per_page = {t: size or settings["DEFAULT_PAGINATION"] or None for t, size in paginated}
        return Layout(direct, per_page, settings["DEFAULT_ORPHANS"])

    @cached_property
    def theme_files(self) -> Mapping[str, Path]:
        """The files of a theme that is not ours that browsers ask for, by where they stand in the site."""
        theme, into = Path(self.settings["THEME"]), str(self.settings["THEME_STATIC_DIR"]).strip("/")
        folders = [theme / name for name in reversed(self.settings["THEME_STATIC_PATHS"])] if self.is_foreign else []
        return {join(into, name): path for folder in folders for name, path in files_in(folder).items()}

    @cached_property
    def digest(self) -> str:
        """The digest of the site's own settings and of every file of a theme that is not ours."""
        folders = [Path(self.settings["THEME"])] if self.is_foreign else []
        folders += [Path(str(folder)) for folder in self.settings["THEME_TEMPLATES_OVERRIDES"]]
        files = [(name, path) for folder in folders for name, path in files_in(folder).items()]
        theme = digest_of(*(part for name, path in files for part in (name, path.read_bytes())))
        return digest_of(theme, digest_of_settings(self.settings, self.site.root))

    def html(self, route: Route) -> str:
        """Give the HTML of a page; raises EditorialError naming the template and the line that is wrong."""
        contents = self.contents.get(route.lang) or self.contents[self.view.addresses.lang]
        root = self._root(route)
        contents.context["localsiteurl"] = root
        values = {
            **contents.shared,
            "localsiteurl": root,
            "SITEURL": root,
            "output_file": route.file,
            **self._subject(route, contents),
        }
        if not self.is_foreign or route.template not in HOUSE_PAGES:
            return fill(self._theme, f"{route.template}.html", values)
        text = fill(self._own, f"parts/{route.template}.html", {**values, "lang": route.lang})
        title = self.site.look.say(f"{route.template}_title", route.lang)
        values["page"] = contents.house_page(title, route.path, text)
        return fill(self._theme, "page.html", values)

    def _root(self, route: Route) -> str:
        """Give what leads from a page to the site's root; the page of a missing address can stand anywhere."""
        if not self.settings["RELATIVE_URLS"]:
            return str(self.settings["SITEURL"])
        if route.template == "404":
            return urlsplit(self.view.addresses.base_url).path
        return "/".join([".."] * route.file.count("/")) or "."

    def _subject(self, route: Route, contents: Contents) -> Mapping[str, Any]:
        """Give the names that Pelican's generators give to one kind of page."""
        if route.template == "article":
            piece = self._pieces[route.subject]
            article = contents.article(piece)
            category = contents.category(piece.pillar) if piece.pillar else getattr(article, "category", None)
            return {"article": article, "category": category, "blog": True}
        if route.template == "page":
            return {"page": contents.page(self._pieces[route.subject])}
        if route.template in HOUSE_PAGES:
            return {}
        page_name = file_of(route.first).removesuffix(".html")
        if route.template not in _LISTS:
            articles = contents.articles(self.view.live[route.lang])
            return {**self._listed(route, contents, articles), "page_name": page_name}
        subject = getattr(contents, route.template)(route.subject)
        articles = contents.articles(self.view.lists(route.template, route.lang)[route.subject])
        named = {route.template: subject, "page_name": subject.page_name, "all_articles": contents.names["articles"]}
        return {**self._listed(route, contents, articles), **named}

    def _listed(self, route: Route, contents: Contents, articles: Sequence[Light]) -> dict[str, Any]:
        """Give a list by the names of Pelican's writer: all of it, and the page of it to show."""
        listed: dict[str, Any] = {"articles": articles, "dates": articles, "blog": True}
        if route.template not in self.settings["PAGINATED_TEMPLATES"]:
            return listed
        from pelican.paginator import Paginator

        size = self.settings["PAGINATED_TEMPLATES"][route.template] or self.settings["DEFAULT_PAGINATION"]
        url = route.first.removeprefix("/")
        paginator = Paginator(file_of(route.first), url, articles, contents.settings, size)
        number = route.number
        around = {
            "paginator": paginator,
            "page": paginator.page(number),
            "previous_page": paginator.page(number - 1) if number > 1 else None,
            "next_page": paginator.page(number + 1) if number < paginator.num_pages else None,
        }
        return listed | {f"{key}_{name}": value for key in ("articles", "dates") for name, value in around.items()}
