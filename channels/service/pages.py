"""The pages of the subscription service: filled in, in the reader's language, kept by nobody and framed by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from channels.newsletter.words import Words, read_words, words_in
from channels.service.settings import Settings
from channels.templates import Look
from editorial.typography import HELD, set_text

FOLDER = "service"
STRINGS = f"{FOLDER}/strings.yaml"
SHEET = f"{FOLDER}/style.css"
LANGUAGE_NAMES: Mapping[str, str] = {
    "fr": "Français", "en": "English", "de": "Deutsch", "es": "Español", "it": "Italiano", "pt": "Português",
    "nl": "Nederlands",
}  # fmt: skip
KEPT_FROM_ALL: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
"""A page's address may hold a token: no cache, search engine or page it leads to may learn it."""
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Pages:
    """What makes pages: the site's look, and what the service says of the letter."""

    look: Look
    settings: Settings

    @cached_property
    def texts(self) -> Mapping[str, Words]:
        """The sentences, by key, then language."""
        return read_words(self.look, STRINGS)

    @cached_property
    def sheet(self) -> str:
        """The style sheet: the brand's colours and faces, then the rules."""
        path = self.look.find(SHEET)
        return self.look.brand.css() + (path.read_text("utf-8") if path else "")

    def words(self, lang: str) -> Words:
        """Give the sentences in a language, with the names of the letter and the site in them."""
        names = {"letter": self.settings.name, "site": self.settings.site.name}
        return {key: set_text(_named(text, names), lang, HELD) for key, text in words_in(self.texts, lang).items()}

    def text(self, template: str, lang: str, **values: object) -> str:
        """Give a template filled in; raises EditorialError where it is the template that is wrong."""
        given = {"words": self.words(lang), "lang": lang, "settings": self.settings, "names": LANGUAGE_NAMES}
        return self.look.render(FOLDER, template, **given, **values)

    def page(self, template: str, lang: str, status: int = 200, **values: object) -> Response:
        """Give a page as an answer."""
        headers = {**KEPT_FROM_ALL, "Content-Security-Policy": POLICY, "Content-Language": lang}
        return HTMLResponse(self.text(template, lang, **values), status, headers)

    def language(self, request: Request, own: str = "") -> str:
        """Give the language to answer in: the one asked for, the reader's own, the browser's, else the site's."""
        asked = [request.query_params.get("lang", ""), own, *accepted(request.headers.get("accept-language", ""))]
        return next(filter(None, map(self.settings.interface, asked)), self.settings.languages[0])


def accepted(header: str) -> list[str]:
    """Give the languages of an Accept-Language header, the most wanted first (RFC 9110, 12.5.4)."""
    wanted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        name, _, weight = part.strip().partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if name and name != "*" and quality > 0:
            wanted.append((quality, name.strip()))
    return [name for _, name in sorted(wanted, key=lambda one: -one[0])]


def _named(text: str, names: Mapping[str, str]) -> str:
    for name, value in names.items():
        text = text.replace("{" + name + "}", value)
    return text
