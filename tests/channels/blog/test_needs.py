"""What a template asks for of the site beyond its own pieces is read from the template; in doubt, it is all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.blog.needs import WHOLE, Needs
from channels.shipped import shipped_theme
from channels.templates import Look, read_look
from editorial.memory import Memory

ALL = frozenset({WHOLE})
NOTHING: frozenset[str] = frozenset()


def own(root: Path, **files: str) -> Look:
    """A look whose own theme has these templates: `a="…"` is a.html, `parts__row="…"` is parts/row.html."""
    for name, text in files.items():
        file = root / f"theme/templates/{name.replace('__', '/')}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return read_look(root)


def fragments(root: Path, **files: str) -> frozenset[str]:
    """What a.html asks for."""
    return Needs(own(root, **files)).of("a.html").fragments


SHIPPED = {
    "404.html": {"newest"},
    "archives.html": set(),
    "article.html": set(),
    "author.html": set(),
    "category.html": set(),
    "charter.html": {"charter"},
    "favicon.svg": {"brand"},
    "index.html": {"front"},
    "letters.html": {"letters"},
    "moved.html": set(),
    "page.html": set(),
    "robots.txt": set(),
    "sitemap.xml": set(),
    "sitemaps.xml": set(),
    "tag.html": set(),
}


@pytest.mark.parametrize("template", SHIPPED)
def test_a_shipped_template_asks_for_no_more_than_this(tmp_path: Path, template: str) -> None:
    need = Needs(read_look(tmp_path)).of(template)

    assert (need.fragments, need.is_ours) == (SHIPPED[template], True)


def test_every_shipped_page_is_told_here() -> None:
    found = {path.name for path in (shipped_theme() / "templates").iterdir() if path.is_file()}

    assert found - set(SHIPPED) == {"base.html", "brand.html", "charter-alone.html", "list.html"}


MODEST = {
    "words": "Bonjour",
    "the-article": "{{ article.title }}{{ article.content }}{{ article.category }}",
    "the-page": "{{ page.title }}",
    "the-pages-own-list": "{% for article in articles_page.object_list %}{{ article.title }}{% endfor %}",
    "the-number-of-the-page": "{{ articles_page.number }}{% if articles_page.has_next() %}…{% endif %}",
    "the-number-of-the-next": "{{ articles_page.next_page_number() }}",
    "how-many": "{{ articles_paginator.count }} {{ dates_paginator.num_pages }} {{ articles_paginator.per_page }}",
    "the-way-on": "{{ articles_next_page.url }}{{ dates_previous_page.number }}",
    "the-view-of-its-pieces": "{{ view.detail(article.piece) }}{{ view.teasers(articles_page.object_list) }}",
    "what-stands-around": "{{ view.pillars(lang) }}{{ view.publisher }}{{ view.fronts }}{{ view.addresses.name }}",
    "names-of-its-own": "{% for tags in article.tags %}{{ tags }}{% endfor %}{% set pages = 3 %}{{ pages }}",
    "a-macros-own-name": "{% macro m(articles) %}{{ articles }}{% endmacro %}{{ m(article.title) }}",
    "the-settings": "{{ SITENAME }}{% if GITHUB_URL %}x{% endif %}",
}


@pytest.mark.parametrize("template", MODEST.values(), ids=MODEST)
def test_a_template_of_its_own_pieces_asks_for_nothing(tmp_path: Path, template: str) -> None:
    assert fragments(tmp_path, a=template) == NOTHING


FRAGMENTS = {
    "front": ("{% for teaser in front.rows %}{{ teaser }}{% endfor %}", {"front"}),
    "front-bare": ("{{ front }}", {"front"}),
    "letters": ("{% for letter in view.letters %}{{ letter.title }}{% endfor %}", {"letters"}),
    "charter": ("{{ view.charter.voice }}", {"charter"}),
    "newest": ("{{ view.newest(lang) }}", {"newest"}),
    "brand": ("{{ brand.css() }}", {"brand"}),
    "several": ("{{ brand.css() }}{{ view.letters }}{{ view.newest('fr') }}", {"brand", "letters", "newest"}),
}


@pytest.mark.parametrize(("template", "asked"), FRAGMENTS.values(), ids=FRAGMENTS)
def test_a_template_asks_for_what_it_shows_of_the_site(tmp_path: Path, template: str, asked: set[str]) -> None:
    assert fragments(tmp_path, a=template) == asked


GREEDY = {
    "articles": "{% for article in articles %}{{ article.title }}{% endfor %}",
    "articles-counted": "{{ articles|length }}",
    "articles-by-number": "{{ articles[0].title }}",
    "articles-by-method": "{{ articles.count(1) }}",
    "dates": "{{ dates|first }}",
    "all-articles": "{{ all_articles[:3] }}",
    "categories": "{% for category, articles in categories %}{{ category }}{% endfor %}",
    "tags": "{% for tag, _ in tags %}{{ tag }}{% endfor %}",
    "authors": "{{ authors }}",
    "pages": "{% for p in pages %}{{ p.title }}{% endfor %}",
    "live": "{{ view.live }}",
    "lists": "{{ view.lists('tag', 'fr') }}",
    "around": "{{ view.around(article.piece) }}",
    "plan": "{{ view.plan.live }}",
    "site-of-the-view": "{{ view.site.pieces }}",
    "site": "{{ site.view.live }}",
    "site-bare": "{{ site }}",
    "view-bare": "{% set v = view %}{{ v.live }}",
    "view-by-key": "{{ view['live'] }}",
    "view-by-filter": "{{ view|attr('live') }}",
    "view-handed-on": "{{ helper(view) }}",
    "paginator": "{{ articles_paginator.object_list }}",
    "paginator-bare": "{% set p = articles_paginator %}{{ p.object_list }}",
    "dates-paginator-bare": "{% set p = dates_paginator %}{{ p.object_list }}",
    "page-by-number": "{{ articles_paginator.page(2).object_list }}",
    "paginator-of-the-page": "{{ articles_page.paginator.object_list }}",
    "paginator-of-the-page-of-dates": "{{ dates_page.paginator.object_list }}",
    "paginator-of-a-name": "{% set p = articles_page %}{{ p.paginator.object_list }}",
    "paginator-by-key": "{{ articles_page['paginator'].object_list }}",
    "page-bare": "{% set p = articles_page %}{{ p['paginator'].object_list }}",
    "the-next-page": "{{ articles_next_page.object_list }}",
    "the-page-before-of-dates": "{{ dates_previous_page.object_list }}",
    "the-next-page-bare": "{% for article in articles_next_page %}{{ article }}{% endfor %}",
    "a-name-of-its-own-elsewhere": "{% macro m(articles) %}{{ articles }}{% endmacro %}{{ m(articles) }}",
    "a-name-of-its-own-later": "{{ articles }}{% set articles = 3 %}",
    "a-loop-over-its-own-name": "{% for tags in tags %}{{ tags }}{% endfor %}",
    "a-name-of-another-block": "{% block a %}{% set pages = 1 %}{% endblock %}{% block b %}{{ pages }}{% endblock %}",
    "dynamic-include": "{% include name %}",
    "dynamic-include-among-others": "{% include ['b.html', name] %}",
    "dynamic-extends": "{% extends layout %}",
    "dynamic-import": "{% import 'b' ~ '.html' as b %}",
    "dynamic-part": "{{ part(name, lang, root) }}",
    "part-by-keyword": "{{ part(name='links', lang=lang, root=root) }}",
    "part-under-another-name": "{% set p = part %}{{ p('links', lang, root) }}",
    "row-under-another-name": "{% set r = row %}{{ r(teaser, root, 2) }}",
    "row-in-a-list": "{% for show in [row, large] %}{{ show(teaser, root, 2) }}{% endfor %}",
    "a-block-again": "{% block b %}x{% endblock %}{{ self.b() }}",
    "broken": "{% if %}",
    "broken-with-words": "{{ article.title }}{% endfor %}",
    "a-tag-of-an-extension": "{% trans %}x{% endtrans %}",
}


@pytest.mark.parametrize("template", GREEDY.values(), ids=GREEDY)
def test_a_template_whose_needs_cannot_be_known_needs_the_whole_site(tmp_path: Path, template: str) -> None:
    assert WHOLE in fragments(tmp_path, a=template)


def test_a_template_that_is_missing_needs_the_whole_site(tmp_path: Path) -> None:
    assert Needs(read_look(tmp_path)).of("nulle-part.html").fragments == ALL


def test_a_template_that_is_not_utf_8_needs_the_whole_site(tmp_path: Path) -> None:
    look = own(tmp_path, a="")
    (tmp_path / "theme/templates/a.html").write_bytes(b"\xff")

    assert Needs(look).of("a.html").fragments == ALL


OTHERS = {
    "extended": '{% extends "b.html" %}',
    "included": '{% include "b.html" %}',
    "included-if-there": '{% include "b.html" ignore missing %}',
    "included-from-several": '{% include ["b.html", "a.html"] %}',
    "imported": '{% import "b.html" as b %}',
    "imported-from": '{% from "b.html" import x %}',
    "two-steps-away": '{% include "c.html" %}',
}


@pytest.mark.parametrize("template", OTHERS.values(), ids=OTHERS)
def test_a_template_asks_for_what_those_it_is_made_of_ask_for(tmp_path: Path, template: str) -> None:
    assert fragments(tmp_path, a=template, b="{{ view.letters }}", c='{% include "b.html" %}') == {"letters"}


PARTS = {
    "row": "{{ row(teaser, root, 2) }}",
    "large": "{{ large(teaser, root, 2, '100vw', is_eager=true) }}",
    "dated": "{{ dated(teaser, root, 2) }}",
    "links": '{{ part("links", lang, root) }}',
}


@pytest.mark.parametrize("part", PARTS)
def test_a_template_asks_for_what_the_parts_it_calls_ask_for(tmp_path: Path, part: str) -> None:
    files = {"a": PARTS[part], f"parts__{part}": "{{ view.newest(lang) }}"}

    assert fragments(tmp_path, **files) == {"newest"}


def test_templates_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    found = fragments(tmp_path, a='{% include "b.html" %}{{ front }}', b='{% include "a.html" %}{{ view.letters }}')

    assert found == {"front", "letters"}


@pytest.mark.parametrize(
    ("name", "text", "touched"),
    [
        pytest.param("article", "{{ article.title }}", {"article.html"}, id="a-page"),
        pytest.param("parts__row", "{{ teaser.title }}", {"tag.html", "index.html"}, id="a-part-of-lists"),
        pytest.param("unused", "{{ articles }}", set(), id="one-that-nothing-uses"),
    ],
)
def test_a_template_of_the_sites_own_stands_over_the_shipped_one(
    tmp_path: Path, name: str, text: str, touched: set[str]
) -> None:
    watched = ("article.html", "tag.html", "index.html", "charter.html")
    before = Needs(read_look(tmp_path))

    after = Needs(own(tmp_path, **{name: text}))

    changed = {template for template in watched if after.of(template).digest != before.of(template).digest}
    foreign = {template for template in watched if not after.of(template).is_ours}
    assert (changed, foreign) == (touched, touched)


def test_an_own_template_that_includes_shipped_ones_is_not_ours(tmp_path: Path) -> None:
    need = Needs(own(tmp_path, a='{% extends "base.html" %}')).of("a.html")

    assert (need.is_ours, need.fragments) == (False, NOTHING)


def test_the_digest_is_of_every_file_a_template_is_made_of(tmp_path: Path) -> None:
    files = {"a": '{% include "b.html" %}', "b": "un"}
    digests = [Needs(own(tmp_path, **{**files, "b": text})).of("a.html").digest for text in ("un", "deux", "un")]

    assert (digests[0] == digests[2], digests[0] == digests[1]) == (True, False)


def test_needs_are_remembered_and_no_template_is_read_again(tmp_path: Path) -> None:
    look = own(tmp_path, a="{{ view.letters }}")
    first = Needs(look, Memory(tmp_path, "templates", "key"))
    known = first.of("a.html")
    first.keep()
    (tmp_path / "theme/templates/a.html").unlink()

    again = Needs(look, Memory(tmp_path, "templates", "key")).of("a.html")
    other = Needs(look, Memory(tmp_path, "templates", "another key")).of("a.html")

    assert (again, other.fragments) == (known, ALL)


def test_a_need_found_later_is_remembered_too(tmp_path: Path) -> None:
    look = own(tmp_path, a="", b="")
    for name in ("a.html", "b.html"):
        needs = Needs(look, Memory(tmp_path, "templates"))
        needs.of(name)
        needs.keep()

    assert sorted(Memory(tmp_path, "templates").entries) == ["a.html", "b.html"]


def test_a_copy_of_a_shipped_template_is_the_shipped_one_laid_there_or_taken_away(tmp_path: Path) -> None:
    shipped = (shipped_theme() / "templates/letters.html").read_text("utf-8")
    look = own(tmp_path, letters=shipped)
    there = Needs(look, Memory(tmp_path, "templates", look.digest("templates")))
    need = there.of("letters.html")
    there.keep()
    (tmp_path / "theme/templates/letters.html").unlink()
    look = read_look(tmp_path)
    remembered = Needs(look, Memory(tmp_path, "templates", look.digest("templates"))).of("letters.html")
    assert need == remembered == Needs(look).of("letters.html")
