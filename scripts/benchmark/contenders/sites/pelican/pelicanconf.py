"""The settings of stock Pelican in the bench: Ligne's addresses, the rest as it comes."""

SITENAME = "Le Banc"
SITEURL = "https://banc.example"
TIMEZONE = "Europe/Paris"
DEFAULT_LANG = "fr"
PATH = "content"
PAGE_PATHS = ["pages"]
STATIC_PATHS: list[str] = []
THEME = "simple"
THEME_TEMPLATES_OVERRIDES: list[str] = ["theme"]
PLUGINS: list[str] = []

ARTICLE_URL, ARTICLE_SAVE_AS = "{slug}/", "{slug}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{slug}/", "{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "pilier/{slug}/", "pilier/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "tag/{slug}/", "tag/{slug}/index.html"
AUTHOR_URL, AUTHOR_SAVE_AS = "auteur/{slug}/", "auteur/{slug}/index.html"

DIRECT_TEMPLATES = ["index", "archives"]
INDEX_SAVE_AS, ARCHIVES_SAVE_AS = "archives/index.html", "index.html"
DEFAULT_PAGINATION = 10
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

FEED_DOMAIN = SITEURL
FEED_ALL_ATOM, FEED_ALL_RSS = "feeds/atom.xml", "feeds/rss.xml"
FEED_MAX_ITEMS, RSS_FEED_SUMMARY_ONLY = 30, False
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
