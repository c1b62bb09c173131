"""The key of a page changes with what the page shows, whoever wrote its template, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from channels.blog.keys import Keys
from channels.blog.needs import Needs
from channels.blog.routes import own_layout, routes
from tests.builder import SiteBuilder
from tests.channels.blog.blogs import declared, loop

Act = Callable[[SiteBuilder], object]
LINKED = "Voir [deux](deux.md), l'un."
SLOT = {"slot": "articles/2026-03-03", "piece": "un"}


def a_site(root: Path) -> SiteBuilder:
    """A blog of three pieces, one of them booked by the calendar, and a translation."""
    builder = SiteBuilder(root).calendar(entries=[SLOT])
    builder.piece("un", LINKED, date=None, tags=["mot"], series="La suite")
    builder.piece("deux", tags=["autre"], series="La suite").piece("trois", pillar="publier", tags=["autre"])
    builder.piece("page", kind="page", pillar=None, folder="pages")
    return builder.piece("english", "A text.", lang="en", translation_of="un")


def keys(builder: SiteBuilder) -> dict[str, str]:
    """The key of every page, by its path."""
    site = declared(builder)
    made = Keys(site, Needs(site.look), "settings")
    return {route.path: made.page(route) for route in routes(site.view, own_layout(site.view))}


CHANGES: dict[str, Act] = {
    "nothing": lambda b: None,
    "a-body": lambda b: b.piece("deux", "Autre texte.", tags=["autre"], series="La suite"),
    "a-title": lambda b: b.piece("deux", title="Autre", tags=["autre"], series="La suite"),
    "a-slug": lambda b: b.piece("deux", slug="ailleurs", tags=["autre"], series="La suite"),
    "a-slot-moved": lambda b: b.calendar(entries=[{**SLOT, "moved_to": "2026-03-05T10:00"}]),
    "a-piece-more": lambda b: b.piece("quatre", tags=["mot"], date="2026-02-20T09:00+01:00"),
    "a-piece-less": lambda b: b.piece("trois", status="unpublished"),
    "a-translation": lambda b: b.piece("english", "Another text.", lang="en", translation_of="un", title="Other"),
    "a-text-of-a-translation": lambda b: b.piece("english", "Another text.", lang="en", translation_of="un"),
    "a-pages-title": lambda b: b.piece("page", kind="page", pillar=None, folder="pages", title="Autre"),
    "a-pillars-name": lambda b: b.charter(pillars=[{"id": "ecouter", "name": {"fr": "Ouïr", "en": "Hear"}}]),
    "a-principle": lambda b: b.charter(voice={"principles": ["Dire vrai."]}),
    "a-typography": lambda b: b.charter(channels={"blog": {"typography": "fr"}, "newsletter": {}, "mastodon": {}}),
    "the-name": lambda b: b.data("channels/blog.yaml", {"format": 1, "name": "Autre", "url": "https://banc.example"}),
    "the-zone": lambda b: b.calendar(timezone="America/Martinique", entries=[SLOT]),
}

THEMES: dict[str, dict[str, str]] = {
    "dates-of-a-list": {"tag": "{% for a in articles_page.object_list %}{{ a.date }}{% endfor %}"},
    "details-of-a-list": {
        "tag": "{% for a in articles_page.object_list %}{{ view.detail(a.piece) }}{{ a.content }}{% endfor %}"
    },
    "teasers-of-a-list": {"author": "{% for t in view.teasers(articles_page.object_list) %}{{ t }}{% endfor %}"},
    "versions-of-a-list": {
        "archives": "{% for a in articles_page.object_list %}{{ view.versions(a.piece) }}{{ a.summary }}{% endfor %}"
    },
    "translations": {"article": "{% for t in article.translations %}{{ t.title }}{{ t.content }}{% endfor %}"},
    "translations-of-a-list": {
        "tag": "{% for a in articles_page.object_list %}{% for t in a.translations %}{{ t.content }}"
        "{% endfor %}{% endfor %}"
    },
    "the-next-page": {"tag": "{{ articles_page.paginator.object_list[0].title }}{{ articles_paginator.count }}"},
    "an-article-of-articles": {"article": "{% for a in articles %}{{ a.title }}{{ a.content }}{% endfor %}"},
    "a-page-of-its-details": {"page": "{{ view.versions(page.piece) }}{{ page.content }}{{ page.date }}"},
    "pillars": {"404": "{{ view.pillars('fr') }}{{ view.about('ecouter', 'fr') }}{{ view.pages('fr') }}"},
    "letters": {"404": "{{ view.letters }}{{ view.has_letters }}"},
    "a-macro": {"404": "{% macro m(articles) %}{% endmacro %}{% for a in articles %}{{ a.title }}{% endfor %}"},
    "an-alias": {"article": "{% set r = row %}{{ r(view.teaser(article.piece), '..', 2) }}"},
}


def stale(builder: SiteBuilder, change: Act, templates: Collection[str] = ()) -> list[str]:
    """The pages (of some templates) that a change makes others while their keys stay."""
    first, keys_before = loop(builder), keys(builder)
    before = {route.path: route for route in routes(first.view, own_layout(first.view))}
    change(builder)
    second, keys_after = loop(builder), keys(builder)
    return [
        route.path
        for route in routes(second.view, own_layout(second.view))
        if keys_after[route.path] == keys_before.get(route.path)
        and (not templates or route.template in templates)
        and second.html(route) != first.html(before[route.path])
    ]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_page_whose_key_stays_stays_as_it_is(tmp_path: Path, change: Act) -> None:
    assert stale(a_site(tmp_path), change) == []


TOLD = [
    ("dates-of-a-list", "a-slot-moved"),
    ("dates-of-a-list", "the-zone"),
    ("details-of-a-list", "a-title"),
    ("details-of-a-list", "a-slot-moved"),
    ("details-of-a-list", "a-piece-more"),
    ("details-of-a-list", "a-slug"),
    ("teasers-of-a-list", "a-slot-moved"),
    ("versions-of-a-list", "a-translation"),
    ("translations", "a-text-of-a-translation"),
    ("translations-of-a-list", "a-text-of-a-translation"),
    ("the-next-page", "a-title"),
    ("the-next-page", "a-piece-more"),
    ("an-article-of-articles", "a-body"),
    ("an-article-of-articles", "a-slot-moved"),
    ("a-page-of-its-details", "a-pages-title"),
    ("pillars", "a-pillars-name"),
    ("pillars", "a-pages-title"),
    ("letters", "a-title"),
    ("letters", "a-piece-more"),
    ("a-macro", "a-title"),
    ("an-alias", "a-slot-moved"),
]


@pytest.mark.parametrize(("theme", "change"), TOLD, ids=["-".join(told) for told in TOLD])
def test_a_page_of_an_own_template_whose_key_stays_stays_as_it_is(tmp_path: Path, theme: str, change: str) -> None:
    builder = a_site(tmp_path)
    for name, text in THEMES[theme].items():
        builder.file(f"theme/templates/{name}.html", text)

    assert stale(builder, CHANGES[change], THEMES[theme].keys()) == []


UNTOUCHED = {
    "nothing": {"/", "/un/", "/deux/", "/trois/", "/page/", "/charte/", "/archives/", "/tag/mot/", "/en/english/"},
    "a-body": {"/", "/un/", "/trois/", "/page/", "/charte/", "/archives/", "/tag/mot/", "/tag/autre/"},
    "a-title": {"/page/", "/charte/", "/tag/mot/"},
    "a-principle": {"/", "/un/", "/deux/", "/page/", "/archives/", "/tag/mot/", "/404.html"},
    "a-slot-moved": {"/page/", "/charte/", "/tag/autre/"},
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_a_page_that_shows_nothing_of_a_change_keeps_its_key(tmp_path: Path, name: str) -> None:
    builder = a_site(tmp_path)
    before = keys(builder)
    CHANGES[name](builder)

    after = keys(builder)

    assert {path for path in UNTOUCHED[name] if after.get(path) != before.get(path)} == set()
