"""The live check: a page is online when it answers 200 and says of itself what this build's page says."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

from channels.delivery.sealed import SITE, Sealed
from channels.delivery.target import Page, Witness
from editorial.errors import EditorialError
from editorial.finding import Phrase

TAGS = ("og:url", "og:title", "og:image")
TIMEOUT_S = 10.0
MAX_BYTES = 5_000_000
_PAUSES_S = (0.0, 1.0, 2.0, 4.0, 8.0)


class Web:
    """The site as it is served at an address: asked again for some seconds where a page is not there yet."""

    def __init__(self, base: str, *, pauses_s: tuple[float, ...] = _PAUSES_S):
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise EditorialError(_BAD_ADDRESS.fill(found=base))
        self._base, self._pauses_s = base.rstrip("/"), pauses_s

    def look(self, path: str) -> Page:
        """Give what the address of a page answers."""
        page = Page(0)
        url = f"{self._base}/{quote(path.removeprefix(f'{SITE}/').removesuffix('index.html'))}"
        for pause_s in self._pauses_s:
            time.sleep(pause_s)
            page = asked(url)
            if page.status == 200:
                return page
        return page


def asked(url: str, max_bytes: int = MAX_BYTES) -> Page:
    """Give what an `http` or `https` address answers now, of a body so many bytes at most; raises nothing."""
    request = urllib.request.Request(url, headers={"User-Agent": "ligne", "Cache-Control": "no-cache"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310 (http and https alone)
            return Page(answer.status, answer.read(max_bytes))
    except urllib.error.HTTPError as error:
        error.close()
        return Page(error.code)
    except (OSError, ValueError):
        return Page(0)


def why_not_live(witness: Witness, site: Sealed, path: str) -> Phrase | None:
    """Say why a page is not online as this build has it, None where it is.

    A theme without Open Graph is judged by the whole page.
    """
    page = witness.look(path)
    if page.status != 200:
        return _NOT_THERE.fill(path=path, status=page.status or "—")
    built = site.read(path)
    wanted = tags_of(built)
    if not wanted:
        return None if page.body == built else _OTHER.fill(path=path, tag="page", found="…", wanted="…")
    found = tags_of(page.body)
    for tag in TAGS:
        if found.get(tag) != wanted.get(tag):
            return _OTHER.fill(path=path, tag=tag, found=found.get(tag, ""), wanted=wanted.get(tag, ""))
    return None


def tags_of(page: bytes) -> dict[str, str]:
    """Give the Open Graph tags by which a page is known, the first of each."""
    reader = _Tags()
    reader.feed(page.decode("utf-8", "replace"))
    return reader.found


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name = said.get("property") or ""
        if tag == "meta" and name in TAGS:
            self.found.setdefault(name, said.get("content") or "")


_BAD_ADDRESS = Phrase(
    "« {found} » n’est pas l’adresse d’un site : écrivez --online https://exemple.org",
    "“{found}” is not a site’s address: write --online https://example.org",
)
_NOT_THERE = Phrase("{path} n’est pas en ligne (réponse {status})", "{path} is not online (answer {status})")
_OTHER = Phrase(
    "{path} est en ligne dans une autre version ({tag} : « {found} », attendu « {wanted} »)",
    "{path} is online in another version ({tag}: “{found}”, expected “{wanted}”)",
)
