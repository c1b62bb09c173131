"""What a plain run of Pelican is told besides the pieces: lists of one language each, the plan's order, our feeds.

It also writes what its pages link to and no generator of Pelican's makes.

Alone, Pelican lists a text without a translation among those of the site's own language, and of two pillars with one
slug it keeps the one it read first, in whatever language.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.plugins import signals
from pelican.writers import Writer

from channels.blog.contents import worded
from channels.blog.declared import Declared
from channels.blog.feeds import KINDS, finish
from channels.blog.settings import NO_FEEDS, Settings, in_language
from channels.channel import Brief
from editorial.piece import Piece


def of_other_languages(pelican: Pelican) -> list[type[ArticlesGenerator]]:
    """Give one generator for each language besides the site's own."""
    return [_generator_of(lang) for lang in _site(pelican.settings).view.languages[1:]]


def in_the_plan_s_order(generator: ArticlesGenerator) -> None:
    """Leave a generator the articles of its own language, as the plan orders them."""
    view = _site(generator.settings).view
    generator.articles = _found(generator, view.live[_language(generator)])
    generator.translations = []
    for article in generator.articles:
        _place(generator, article)


def with_its_own_pages(generator: PagesGenerator) -> None:
    """Leave a generator the static pages of its own language, as the plan orders them."""
    generator.pages = generator.context["pages"] = _pages(generator)
    generator.translations = []


def dated_in_words(content: Content) -> None:
    """Give a content its dates as ours have them."""
    if hasattr(content, "piece"):
        worded(content, content.piece.lang)


def finished(context: Settings, feed: Any) -> None:  # noqa: ANN401 (feedgenerator's, untyped)
    """Finish the feeds that ours makes too, the same way; a site with settings of its own has none of ours."""
    if "site" not in context["JINJA_GLOBALS"]:
        return
    view = _site(context).view
    for lang in view.languages:
        if feed.feed["feed_url"] in {view.addresses.absolute(view.addresses.feed(kind, lang)) for kind in KINDS}:
            finish(feed, view, lang)


def beside_the_pages(pelican: Pelican) -> None:
    """Write the files that the settings have written beside the pages: ALSO_WRITTEN, what makes each by its name."""
    for name, make in pelican.settings.get("ALSO_WRITTEN", {}).items():
        site = _site(pelican.settings)
        brief = Brief(site.view.site, site.view.plan, site.look, site.view.addresses)
        Path(pelican.output_path, name).write_bytes(make(brief))


def _generator_of(lang: str) -> type[ArticlesGenerator]:
    """Give Pelican's own generator, for one language: what was read is shared, what is listed is not."""

    class OtherLanguage(ArticlesGenerator):  # type: ignore[misc]
        def __init__(self, context: Settings, settings: Settings, **rest: str):
            own = in_language(_site(settings), settings, lang)
            its_own = {**context, **own}
            super().__init__(context=its_own, settings={**settings, **own, **_files_of(settings, lang)}, **rest)

        def get_files(self, *_: object, **__: object) -> set[str]:
            return set()

        def generate_context(self) -> None:
            self.context["pages"] = _pages(self)
            self.context["hidden_pages"] = self.context["draft_pages"] = []
            super().generate_context()

        def generate_output(self, writer: Writer) -> None:
            super().generate_output(writer)
            relative = self.settings["RELATIVE_URLS"]
            for page in self.context["pages"]:
                template = self.get_template(page.template)
                writer.write_file(page.save_as, template, self.context, relative, page=page, url=page.url)

    return OtherLanguage


def _files_of(settings: Settings, lang: str) -> Settings:
    """Give the files of a language's lists; a list that is no page (brand.css) is there once for all languages."""
    found: Settings = {**NO_FEEDS, "YEAR_ARCHIVE_SAVE_AS": "", "MONTH_ARCHIVE_SAVE_AS": "", "DAY_ARCHIVE_SAVE_AS": ""}
    for template in settings["DIRECT_TEMPLATES"]:
        for suffix in ("SAVE_AS", "URL"):
            name = f"{template.upper()}_{suffix}"
            file = settings.get(name, f"{template}.html")
            found[name] = f"{lang}/{file}" if suffix == "URL" or file.endswith(".html") else ""
    for name in ("FEED_ATOM", "FEED_RSS"):
        found[name] = f"{lang}/{settings[name]}" if settings[name] else None
    return found


def _pages(generator: Generator) -> list[Content]:
    lang, plan = _language(generator), _site(generator.settings).view.plan
    pages = _found(generator, [page for page in plan.pages if page.lang == lang])
    for page in pages:
        _place(generator, page)
    return pages


def _place(generator: Generator, content: Content) -> None:
    """Give a content its translations, and the names of its own language's pages: the way to the root is one."""
    content._context = generator.context
    others = _site(generator.settings).view.translations(content.piece)
    content.translations = _found(generator, [other for other in others if other.id != content.piece.id])


def _found(generator: Generator, pieces: Sequence[Piece]) -> list[Content]:
    """Give what Pelican made of some pieces; a plugin may have skipped one."""
    made = generator.context["generated_content"]
    found = (made.get(piece.path.partition("/")[2]) for piece in pieces)
    return [content for content in found if content is not None]


def _language(generator: Generator) -> str:
    """Give the language of a generator as the site writes it; Pelican knows it in lower case."""
    languages = _site(generator.settings).view.languages
    return next(lang for lang in languages if lang.lower() == generator.settings["DEFAULT_LANG"].lower())


def _site(settings: Settings) -> Declared:
    site: Declared = settings["JINJA_GLOBALS"]["site"]
    return site


signals.get_generators.connect(of_other_languages)
signals.article_generator_pretaxonomy.connect(in_the_plan_s_order)
signals.page_generator_finalized.connect(with_its_own_pages)
signals.content_object_init.connect(dated_in_words)
signals.feed_generated.connect(finished)
signals.finalized.connect(beside_the_pages)
