"""Where everything stands on the web: the site's name and base address, and one pattern for each kind of page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from os.path import lexists
from pathlib import Path
from urllib.parse import quote

from editorial.charter import Charter
from editorial.datafile import close_datafile, open_datafile
from editorial.edition import Edition
from editorial.finding import Phrase
from editorial.line import read_text
from editorial.piece import Piece, slugified

PATH = "channels/blog.yaml"
LETTER = "channels/newsletter.yaml"
SITE_CARD = "/cards/_site.jpg"
"""The card of pages that are of no piece; an id cannot begin with `_`."""

PATTERNS: Mapping[str, str] = {
    "article": "{slug}/",
    "page": "{slug}/",
    "index": "",
    "archive": "archives/",
    "pillar": "pilier/{slug}/",
    "tag": "tag/{slug}/",
    "author": "auteur/{slug}/",
    "charter": "charte/",
    "letters": "lettre/",
    "letter": "lettre/{slug}/",
    "link": "l/{slug}/",
}
"""Pages of a language other than the site's own stand under `<lang>/`."""


@dataclass(frozen=True)
class Addresses:
    """The site's name in words, its base URL (without a final `/`) and the path of each page, with `/` at both ends."""

    base_url: str
    name: str
    lang: str
    taglines: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    per_page: int = 12
    has_cards: bool = True
    """Whether each piece has a social card of its own."""
    patterns: Mapping[str, str] = field(default_factory=lambda: PATTERNS)
    subscribe: str = ""
    """Where one subscribes to the letter: the subscription service's own address, empty where there is none."""

    def tagline(self, lang: str) -> str:
        """Give the site's tagline in `lang`, else in the language it has."""
        return self.taglines.get(lang) or self.taglines.get(self.lang, "")

    def description(self, lang: str) -> str:
        """Give the site's description in `lang`, else in the language it has."""
        return self.descriptions.get(lang) or self.descriptions.get(self.lang, "")

    def page(self, kind: str, slug: str = "", lang: str = "") -> str:
        """Give the path of a page of one of the kinds of PATTERNS."""
        prefix = "" if lang in ("", self.lang) else f"{lang}/"
        return "/" + prefix + self.patterns[kind].format(slug=slug)

    def piece(self, piece: Piece) -> str:
        """Give the path of a piece's own page."""
        return self.page("page" if piece.kind == "page" else "article", piece.slug, piece.lang)

    def pillar(self, pillar_id: str, lang: str = "") -> str:
        """Give the path of a pillar's page."""
        return self.page("pillar", slugified(pillar_id), lang)

    def tag(self, tag: str, lang: str = "") -> str:
        """Give the path of a tag's page."""
        return self.page("tag", slugified(tag) or quote(tag, safe=""), lang)

    def author(self, person_id: str, lang: str = "") -> str:
        """Give the path of an author's page."""
        return self.page("author", slugified(person_id), lang)

    def index(self, lang: str = "") -> str:
        """Give the path of the front page."""
        return self.page("index", lang=lang)

    def archive(self, lang: str = "") -> str:
        """Give the path of the paginated list of all pieces."""
        return self.page("archive", lang=lang)

    def charter(self) -> str:
        """Give the path of the public charter."""
        return self.page("charter")

    def letters(self, lang: str = "") -> str:
        """Give the path of the list of newsletter editions."""
        return self.page("letters", lang=lang)

    def edition(self, edition: Edition) -> str:
        """Give the path of a newsletter edition's web page."""
        slug = edition.id.removeprefix(self.patterns["letters"]).replace("/", "-")
        return self.page("letter", slug, edition.lang)

    def card(self, piece: Piece) -> str:
        """Give the path of a piece's social card: its own, else the site's."""
        return f"/cards/{piece.id}.jpg" if self.has_cards else SITE_CARD

    def feed(self, kind: str, lang: str = "") -> str:
        """Give the path of a feed: `atom` or `rss` of the pieces, `letters` of the newsletter's editions."""
        prefix = "" if lang in ("", self.lang) else f"{lang}/"
        return f"/{prefix}feeds/{kind}.xml"

    def calendar(self) -> str:
        """Give the path of the calendar of what is out."""
        return "/calendar.ics"

    def own(self) -> frozenset[str]:
        """Give the paths of the pages that the site makes by itself, which no piece may take."""
        pages = {self.index(), self.archive(), self.charter(), self.letters()}
        files = ("/robots.txt", "/sitemap.xml", "/favicon.svg", self.calendar(), self.feed("atom"), self.feed("rss"))
        # A page called like a file of the site would need a folder where that file stands.
        return frozenset({*pages, *(f"{file}/" for file in files)})

    def absolute(self, path: str) -> str:
        """Give the whole URL of a path of the site."""
        return self.base_url + path

    def file(self, path: str) -> str:
        """Give the output path of a path of the site (`/x/` → `site/x/index.html`)."""
        return "site" + (path + "index.html" if path.endswith("/") else path)


def read_addresses(root: Path, charter: Charter) -> Addresses:
    """Give the site's addresses as channels/blog.yaml states them; raises EditorialError.

    Of channels/newsletter.yaml it takes the service's address alone, if there is a good one: what is wrong with that
    file, the newsletter says.
    """
    addresses = addresses_in(read_text(root, PATH), charter.lang)
    if not lexists(root / LETTER):
        return addresses
    service = open_datafile(read_text(root, LETTER), LETTER)[0].text("service").rstrip("/")
    return replace(addresses, subscribe=service if _SERVICE.fullmatch(service) else "")


def addresses_in(text: str, lang: str) -> Addresses:
    """Give the addresses that the text of channels/blog.yaml states; words that name no language are in `lang`."""
    f, source = open_datafile(text, PATH)
    f.require("name", "url")
    url = f.text("url").rstrip("/")
    if url and not re.fullmatch(r"https?://[^\s/?#\"'<>]+(?:/[^\s?#\"'<>]*)?", url):
        f.complain("url", "blog.url", _BAD_URL.fill(found=url))
    per_page = f.whole("per_page")
    if per_page is not None and per_page < 1:
        f.complain("per_page", "blog.per-page", _PER_PAGE)
    patterns = dict(PATTERNS)
    written = f.group("urls")
    for kind in PATTERNS:
        if written.has(kind):
            patterns[kind] = written.text(kind).strip("/") + "/" if written.text(kind).strip("/") else ""
            if not _PATTERN.fullmatch(patterns[kind]) or ("{slug}" in PATTERNS[kind]) != ("{slug}" in patterns[kind]):
                written.complain(
                    kind, "blog.pattern", _BAD_PATTERN.fill(found=written.text(kind), known=PATTERNS[kind])
                )
    written.finish()
    addresses = Addresses(
        url,
        f.text("name"),
        lang,
        f.by_lang("tagline", lang),
        f.by_lang("description", lang),
        per_page or 12,
        f.flag("cards", default=True),
        patterns,
    )
    close_datafile(f, source, PATH)
    return addresses


_PATTERN = re.compile(r"(?:(?:[0-9a-z_-]|\{slug\})+/)*")
_SERVICE = re.compile(r"https://[^\s/?#\"'<>]+(?:/[^\s?#\"'<>]*)?")
_BAD_URL = Phrase(
    "« {found} » n’est pas l’adresse d’un site : écrivez https://exemple.org",
    "“{found}” is not a site’s address: write https://example.org",
)
_PER_PAGE = Phrase("il faut au moins un article par page", "there must be at least one piece a page")
_BAD_PATTERN = Phrase(
    "« {found} » n’est pas un modèle d’adresse ; par défaut : {known}",
    "“{found}” is not an address pattern; the default is {known}",
)
