"""What a pelicanconf.py asks for in vain is told at its line, and nothing else of it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from channels.blog.channel import check
from channels.shipped import shipped_settings_file
from tests.builder import BLOG, SiteBuilder
from tests.channels.blog.blogs import brief, loop


def told(builder: SiteBuilder) -> list[tuple[int, int, str]]:
    """The line, the column and the setting of each warning."""
    return [(f.span.line, f.span.column, f.message.en.split("“")[1][:-1]) for f in check(brief(builder))]


UNHEARD = {
    "an address": ("ARTICLE_URL = '{date:%Y}/{slug}/'\n", [(1, 1, "ARTICLE_URL")]),
    "no page of authors": ("X = 1\nAUTHOR_SAVE_AS = ''\n", [(2, 1, "AUTHOR_SAVE_AS")]),
    "a file at the root": (
        "STATIC_PATHS = ['images', 'extra']\nEXTRA_PATH_METADATA = {'extra/CNAME': {'path': 'CNAME'}}\n",
        [(1, 1, "STATIC_PATHS"), (2, 1, "EXTRA_PATH_METADATA")],
    ),
    "a page of its own": ("TEMPLATE_PAGES = {'src/a.html': 'a.html'}\n", [(1, 1, "TEMPLATE_PAGES")]),
    "a list that is no page": (
        "DIRECT_TEMPLATES = ['index', 'search']\nSEARCH_SAVE_AS = 'search.json'\n", [(2, 1, "SEARCH_SAVE_AS")],
    ),
    "a feed": ("CATEGORY_FEED_ATOM = 'feeds/{slug}.xml'\n", [(1, 1, "CATEGORY_FEED_ATOM")]),
    "extensions of Markdown": ("MARKDOWN = {'extensions': ['toc']}\n", [(1, 1, "MARKDOWN")]),
    "a plugin": ("PLUGINS = ['sitemap']\n", [(1, 1, "PLUGINS")]),
    "another time zone": ("TIMEZONE: str = 'Asia/Tokyo'\n", [(1, 1, "TIMEZONE")]),
    "an order": ("NEWEST_FIRST_ARCHIVES = False\n", [(1, 1, "NEWEST_FIRST_ARCHIVES")]),
    "two at once": ("é, TIMEZONE, LOCALE = 1, 'UTC', 'fr_FR'\n", [(1, 4, "TIMEZONE"), (1, 14, "LOCALE")]),
    "what a condition decides": (
        "import os\nif 'CI' in os.environ:\n    PLUGINS = ['a']\nelse:\n    PLUGINS = []\n", [(3, 5, "PLUGINS")],
    ),
    "what is worked out": ("PLUGINS = [name for name in 'ab']\n", [(1, 1, "PLUGINS")]),
}  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), UNHEARD.values(), ids=UNHEARD)
def test_a_setting_that_no_build_hears_is_told_at_its_place(
    tmp_path: Path, written: str, expected: list[tuple[int, int, str]]
) -> None:
    assert told(SiteBuilder(tmp_path).file("pelicanconf.py", written)) == expected


def test_an_address_of_the_site_that_is_not_the_one_it_will_stand_at_is_told(tmp_path: Path) -> None:
    builder = SiteBuilder(tmp_path).file("pelicanconf.py", "SITEURL = 'http://localhost:8000'\n")
    (found,) = check(brief(builder))
    assert (found.rule, found.span.line) == ("blog.setting", 1)
    assert "“http://localhost:8000”, but channels/blog.yaml says “https://banc.example”" in found.message.en


HEARD = {
    "the address of the site": "SITEURL = 'https://banc.example'\nif SITEURL:\n    SITEURL = ''\n",
    "what a theme shows": "SITENAME = 'À moi'\nLINKS = (('a', 'https://a.example'),)\nAUTHOR = 'Ana'\n",
    "what a build hears": "THEME = 'simple'\nDEFAULT_PAGINATION = 5\nJINJA_FILTERS = {'x': str.upper}\n",
    "what is done anyway": "TIMEZONE = 'Europe/Paris'\nDEFAULT_LANG = 'fr'\nPATH = 'content'\n"
    "STATIC_PATHS = ['images']\nARTICLE_URL = '{slug}/'\nARTICLE_SAVE_AS = '{slug}/index.html'\n",
    "what asks for nothing": "FEED_ALL_ATOM = None\nPLUGINS = []\nYEAR_ARCHIVE_SAVE_AS = ''\nTYPOGRIFY = False\n",
    "a name in a function": "def f():\n    PLUGINS = ['a']\n    return PLUGINS\n",
    "what is no Python": "PLUGINS = [\n",
}


@pytest.mark.parametrize("written", HEARD.values(), ids=HEARD)
def test_a_setting_that_changes_nothing_or_is_heard_is_left_in_peace(tmp_path: Path, written: str) -> None:
    assert told(SiteBuilder(tmp_path).file("pelicanconf.py", written)) == []


def test_a_copy_of_the_shipped_settings_is_left_in_peace(tmp_path: Path) -> None:
    copied = shipped_settings_file().read_text("utf-8") + "GITHUB_URL = 'https://x.example'\n"
    builder = SiteBuilder(tmp_path).data("channels/blog.yaml", {**BLOG, "urls": {"article": "lire/{slug}/"}})
    assert told(builder.file("pelicanconf.py", copied)) == []


def test_pelican_is_not_asked_about_feeds_and_time(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    builder = SiteBuilder(tmp_path).file("pelicanconf.py", "FEED_ALL_ATOM = 'feeds/all.xml'\nSITEURL = ''\n")
    made = loop(builder).settings
    assert caplog.messages == []
    assert (made["TIMEZONE"], made["FEED_ALL_ATOM"]) == ("Europe/Paris", None)
