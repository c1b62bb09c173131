"""A plain run of Pelican and ours make the same pages and feeds, in every language, with our theme and with others.

One thing differs, and is made alike here: Pelican copies photos as they are, where ours makes sizes of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import html5lib
import pytest

from channels.blog.settings import shipped_settings_file
from tests.builder import SiteBuilder
from tests.channels.blog.bilingual import bilingual_site, ours, plain
from tests.channels.blog.blogs import photo

OTHER = """
THEME, THEME_TEMPLATES_OVERRIDES = {theme!r}, []
DIRECT_TEMPLATES = ["index", "archives", "authors", "categories", "tags"]
PAGINATED_TEMPLATES = {{"index": None, "category": None, "tag": 1, "author": None, "tags": 3}}
DEFAULT_ORPHANS = 1
JINJA_ENVIRONMENT = {{"trim_blocks": True, "lstrip_blocks": True, "extensions": []}}
JINJA_FILTERS = {{**site.filters, "crie": str.upper}}
GITHUB_URL, DEFAULT_METADATA = "https://x.example/", {{"color": "teal"}}
"""

NAMES = "output_file SITENAME SITEURL SITESUBTITLE DEFAULT_LANG TIMEZONE FEED_DOMAIN FEED_ATOM FEED_RSS FEED_ALL_ATOM \
CATEGORY_FEED_ATOM THEME_STATIC_DIR GITHUB_URL ARTICLE_URL CATEGORY_SAVE_AS TAG_URL AUTHOR_URL ARCHIVES_URL \
INDEX_SAVE_AS period_archives|length hidden_articles drafts hidden_pages draft_pages".split()
OF_CONTENTS = "title slug lang in_default_lang url save_as status template default_template timezone date_format \
source_path relative_source_path summary color metadata.title metadata.lang".split()
OF_WRAPPERS = "name slug url save_as page_name".split()
OF_PAGES = "number url save_as base_name has_next() has_previous() has_other_pages() start_index() end_index() \
next_page_number() paginator.num_pages paginator.count paginator.page_range".split()


def printed(names: list[str], of: str = "") -> str:
    """A template's text that prints names."""
    return "|".join(f"{{{{ {of}{name} }}}}" for name in names) + "\n"


DOCUMENTED = (
    "{% macro wrapped(w) %}{{ w }}|" + printed(OF_WRAPPERS, "w.") + "{% endmacro %}"
    "{% macro content(c, deep=True) %}" + printed(OF_CONTENTS, "c.") + """
{% if c.date %}{{ c.date }}|{{ c.locale_date }}|{{ c.date|strftime("%d/%m/%Y %A %H:%M") }}{% endif %}
{% if c.modified %}{{ c.modified }}|{{ c.locale_modified }}|{{ c.modified|strftime("%B") }}{% endif %}
{% if c.template == "article" %}{{ wrapped(c.category) }}{% endif %}
{% for w in c.tags %}{{ wrapped(w) }}{% endfor %}{% for w in c.authors %}{{ wrapped(w) }}{% endfor %}
{% if c.author %}{{ wrapped(c.author) }}{% endif %}
{% if deep %}{% for other in c.translations %}{{ content(other, False) }}{% endfor %}{{ c.content }}{% endif %}
{% endmacro %}
{% macro listed(name, contents) %}{{ name }}: {{ contents|count }}
{% for c in contents %}{{ c.url }} {{ c.title }}{{ ", here" if c == article or c == page }}
{% endfor %}{% for c in contents[:2] %}{{ c.slug }}{% endfor %}{{ (contents|first).title }}
{% endmacro %}
{% macro shelves(found, here) %}{% for w, of in found %}{{ wrapped(w) }}{{ "here" if w == here }}{{ listed(w, of) }}
{% endfor %}{% for w, of in found|sort %}{{ w }}{% endfor %}{% endmacro %}
{% macro paged(page, paginator, previous, next) %}{% if page %}{{ previous.url if previous }}|{{ next.url if next }}
{{ paginator.page(1).url }}""" + printed(OF_PAGES, "page.") + """
{% for c in page.object_list %}{{ content(c, False) }}{% endfor %}{% endif %}{% endmacro %}
<pre>""" + printed(NAMES) + """{{ page_name or "" }}|{{ blog or "" }}|{{ "a"|crie }}
{{ listed("articles", articles) }}{{ listed("dates", dates) }}{{ listed("pages", pages) }}
{{ listed("all", all_articles) if all_articles }}
{{ shelves(categories, category) }}{{ shelves(tags, tag) }}{{ shelves(authors, author) }}
{% if category %}{{ wrapped(category) }}{% endif %}{% if tag %}{{ wrapped(tag) }}{% endif %}
{% if author %}{{ wrapped(author) }}{% endif %}
{{ paged(articles_page, articles_paginator, articles_previous_page, articles_next_page) }}
{{ paged(dates_page, dates_paginator, dates_previous_page, dates_next_page) }}</pre>
{% if article %}{{ content(article) }}{% endif %}{% if page %}{{ content(page) }}{% endif %}
"""
)  # fmt: skip
"""Every name that Pelican 4.12 documents (docs.getpelican.com, “Creating themes”), printed on every page."""

HOUSE = {
    "404.html", "charte/index.html", "vieux/index.html",
    "lettre/index.html", "lettre/2020-03-06/index.html", "lettre/2020-03-13/index.html",
}  # fmt: skip
"""Of ours alone, beside what links of letters go through: the charter, the letters, what a gone address shows."""


def setting(folder: Path, theme: str) -> str:
    """What a site's own pelicanconf.py adds for a theme."""
    if theme != "documented":
        return OTHER.format(theme=theme) if theme else ""
    templates = folder / "documented" / "templates"
    templates.mkdir(parents=True)
    for name in ("index", "archives", "authors", "categories", "tags", "article", "page", "category", "tag", "author"):
        (templates / f"{name}.html").write_text(DOCUMENTED, "utf-8")
    return OTHER.format(theme=str(templates.parent)) + 'DEFAULT_DATE_FORMAT = "%d/%m/%Y"\n'


@pytest.fixture(scope="module", params=["", "simple", "notmyidea", "documented"], ids=lambda theme: theme or "ours")
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the site that Pelican itself makes, and of ours."""
    folder, output = tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("plain")
    builder = bilingual_site(folder, setting(tmp_path_factory.mktemp("theme"), request.param))
    assert "WARNING" not in plain(builder, output)
    return output, ours(builder)


def test_pelican_alone_makes_the_same_pages(both: tuple[Path, Path]) -> None:
    plainly, made = both
    stubs = {path for path in files(made, "html") if path.startswith("l/")}
    assert files(plainly, "html") == files(made, "html") - HOUSE - stubs
    pages = sorted(files(plainly, "html"))
    assert {path: dom(plainly / path) for path in pages} == {path: dom(made / path) for path in pages}


def test_pelican_alone_makes_the_same_feeds(both: tuple[Path, Path]) -> None:
    plainly, made = both
    feeds = sorted(f"{lang}feeds/{kind}.xml" for lang in ("", "en/") for kind in ("atom", "rss"))
    assert {path: xml(plainly / path) for path in feeds} == {path: xml(made / path) for path in feeds}
    assert files(plainly, "xml") == set(feeds)


def test_pelican_alone_writes_the_calendar_that_its_pages_link_to(both: tuple[Path, Path]) -> None:
    plainly, made = both
    assert (plainly / "calendar.ics").read_bytes() == (made / "calendar.ics").read_bytes()


def test_a_calendar_of_the_site_s_own_is_the_one_that_pelican_alone_writes(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path / "site").calendar(cadences=[])
    builder.file("pelicanconf.py", shipped_settings_file().read_text("utf-8"))
    builder.file("theme/site-root/calendar.ics", "BEGIN:VCALENDAR")
    plain(builder, tmp_path / "plain")
    assert (tmp_path / "plain" / "calendar.ics").read_text("utf-8") == "BEGIN:VCALENDAR"


REFUSED: Mapping[str, Mapping[str, Any]] = {
    "embargo": {"embargo": "2126-04-01T06:00+02:00"}, "future": {"date": "2126-04-01T06:00+02:00"},
    "pitch": {"status": "pitch"}, "draft": {"status": "draft"}, "review": {"status": "review"},
    "unpublished": {"status": "unpublished"}, "expired": {"expires": "2020-03-02"}, "slotless": {"date": None},
    "wrong": {"title": None}, "misdated": {"date": "30 février"},
    "published": {"status": "published"}, "hidden": {"status": "hidden"},
    "page": {"folder": "pages", "kind": "page", "pillar": None, "author": None, "status": "draft"},
    "late-page": {"folder": "pages", "kind": "page", "pillar": None, "author": None, "embargo": "2126-04-01"},
    "edition": {"folder": "editions", "kind": "edition", "pillar": None, "author": None},
}  # fmt: skip
"""What no reader may see, by why."""
UNKNOWN = {
    "content/ecouter/zzsecret.rst": "ZZSECRET\n########\n\n:date: 2020-03-01\n\nZZSECRET",
    "content/ecouter/zzsecret.html": "<html><head><title>ZZSECRET</title><meta name='date' content='2020-03-01'></head>"
    "<body>ZZSECRET</body></html>",
    "content/pages/zzsecret.markdown": "Title: ZZSECRET\n\nZZSECRET",
    "content/ecouter/zzsecret.md": "ZZSECRET without front matter",
    "content/images/zzsecret.txt": "ZZSECRET",
}
"""Files that Pelican would publish or copy by itself."""


def test_pelican_alone_publishes_nothing_that_the_plan_does_not_show(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).calendar(cadences=[])
    builder.file("pelicanconf.py", shipped_settings_file().read_text("utf-8"))
    links = " ".join(f"[{of}](../{front.get('folder', 'ecouter')}/zz-{of}.md)" for of, front in REFUSED.items())
    builder.piece("un", f"Voir {links}.", tags=["mot"], date="2020-03-01T09:00+01:00")
    for name, front in REFUSED.items():
        image = {"src": "images/zz.jpg", "alt": "ZZSECRET"}
        shown = {"title": "ZZSECRET", "tags": ["zzsecret"], "series": "ZZSECRET", "image": image}
        builder.piece(f"zz-{name}", "ZZSECRET", **{**shown, "date": "2020-03-01T09:00+01:00", **front})
    builder.file("content/images/zz.jpg", photo())
    for path, text in UNKNOWN.items():
        builder.file(path, text)
    said = plain(builder, tmp_path / "plain")
    written = {path.relative_to(tmp_path / "plain").as_posix(): path for path in (tmp_path / "plain").rglob("*.*")}
    assert [path for path in written if "zz" in path.lower() or "draft" in path] == []
    assert [path for path, file in written.items() if b"zzsecret" in file.read_bytes().lower()] == []
    assert [name for name in REFUSED if name != "edition" and f"/zz-{name}.md" not in said] == []
    assert "un/index.html" in written


def files(folder: Path, suffix: str) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob(f"*.{suffix}")}


def dom(path: Path) -> Any:
    html = alike(path.read_text("utf-8"))
    return shape(html5lib.parse(html, namespaceHTMLElements=False))


def xml(path: Path) -> Any:
    return shape(fromstring(alike(path.read_text("utf-8"))))


def shape(element: Element) -> tuple[object, ...]:
    """A tree as a value: every sign of its texts counts."""
    attributes: Mapping[str, str] = dict(sorted(element.attrib.items()))
    return element.tag, tuple(attributes.items()), element.text, element.tail, tuple(shape(child) for child in element)


def alike(text: str) -> str:
    """A page as if every photo stood as it is: WebP sizes out, and the name of a size turned back into the photo's."""
    text = re.sub(r"(<|&lt;)picture(?:>|&gt;)\1source .*?(?:>|&gt;)\1img", r"\1img", text)
    text = re.sub(r"(?:<|&lt;)/picture(?:>|&gt;)", "", text)
    return re.sub(r"(images/\w+)-[0-9a-f]{8}(?:-[0-9x]+|-centre)?-\d+\.jpg", r"\1.jpg", text)
