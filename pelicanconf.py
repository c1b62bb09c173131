"""Pelican's settings, declared from the charter, the calendar and channels/blog.yaml.

`ligne build` reads this file; `python -m pelican` does too, and shows no more than the plan of the present instant.
"""

from channels.blog.declared import OWN_PATTERNS, declared

site = declared(__file__)

SITENAME, SITEURL = site.view.addresses.name, site.view.addresses.base_url
SITESUBTITLE = site.view.addresses.tagline(site.view.addresses.lang)
DEFAULT_LANG, RELATIVE_URLS = site.view.addresses.lang, True
TIMEZONE, LOCALE = site.view.site.calendar.zone.key, "C"
PATH, OUTPUT_PATH = site.content, str(site.root / ".ligne" / "pelican")
if site.is_plain:
    from channels.blog.reader import PieceReader
    from channels.team.calendars import public

    READERS, ALSO_WRITTEN = {"md": PieceReader}, {"calendar.ics": public}
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = "original"
ARTICLE_EXCLUDES, PAGE_PATHS = ["pages", "editions"], ["pages"]
STATIC_PATHS = site.photos
THEME, THEME_TEMPLATES_OVERRIDES = site.theme, site.own_templates
DIRECT_TEMPLATES, DEFAULT_PAGINATION = ["index", "archives", "brand"], site.view.addresses.per_page
PAGINATED_TEMPLATES = {"archives": None, "category": None, "tag": None, "author": None}
PAGINATION_PATTERNS = OWN_PATTERNS
ARTICLE_URL, ARTICLE_SAVE_AS = site.address("article")
ARTICLE_LANG_URL, ARTICLE_LANG_SAVE_AS = site.address("article", "{lang}")
PAGE_URL, PAGE_SAVE_AS = site.address("page")
PAGE_LANG_URL, PAGE_LANG_SAVE_AS = site.address("page", "{lang}")
CATEGORY_URL, CATEGORY_SAVE_AS = site.address("pillar")
TAG_URL, TAG_SAVE_AS = site.address("tag")
AUTHOR_URL, AUTHOR_SAVE_AS = site.address("author")
ARCHIVES_URL, ARCHIVES_SAVE_AS = site.address("archive")
INDEX_URL, INDEX_SAVE_AS = site.address("index")
BRAND_SAVE_AS = "theme/brand.css"
FEED_ATOM, FEED_RSS, FEED_MAX_ITEMS, RSS_FEED_SUMMARY_ONLY = "feeds/atom.xml", "feeds/rss.xml", 30, False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
JINJA_ENVIRONMENT, JINJA_FILTERS, JINJA_GLOBALS = site.environment, site.filters, site.names
