"""Whether two contenders built the same site: the same pages and feeds, the same lists, the same text in samples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from benchmark.contenders.contender import Contender
from benchmark.measure import BenchFailed

SAMPLES = 40
"""How many articles are compared block by block."""
FEWEST_BLOCKS = 5
"""An article or an entry of a feed with fewer blocks of text than this holds no full text."""
_BLOCKS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "pre", "blockquote", "dt", "dd"))
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "source", "wbr"))
_ARTICLE = re.compile(r"[a-z0-9-]+-\d+/index\.html")
"""The slugs of a corpus's pieces end in a number, those of its static pages do not."""
_LISTS = frozenset(("archives", "pilier", "tag", "auteur"))
_ATOM = "{http://www.w3.org/2005/Atom}"
_FULL_TEXTS = (f"{_ATOM}content", "description", "{http://purl.org/rss/1.0/modules/content/}encoded")


@dataclass(frozen=True)
class Entry:
    """One entry of a feed."""

    address: str
    title: str
    text: str


def compare(reference: Contender, other: Contender, share: float = 1.0) -> dict[str, int]:
    """Give the counts of what both made alike; raises BenchFailed at the first difference.

    `share` is how much of the blocks of text of both must stand in the other: all of them, unless the texts are such
    that Markdown parsers do not agree on them.
    """
    pages = pages_of(reference)
    _same("pages", sorted(pages), sorted(pages_of(other)))
    articles = articles_of(pages)
    lists = lists_of(pages)
    for page in lists:
        _same(page, *(members(contender, page, articles) for contender in (reference, other)))
    chosen = sorted(articles)[:: max(1, len(articles) // SAMPLES)]
    texts = [(_text(reference, page), _text(other, page)) for page in chosen]
    for name in ("atom", "rss"):
        wanted, found = (entries(contender.site / f"feeds/{name}.xml") for contender in (reference, other))
        _same(f"feeds/{name}.xml", *([f"{e.address} {e.title}" for e in feed] for feed in (wanted, found)))
        texts += [(one.text, two.text) for one, two in zip(wanted, found, strict=True)]
    blocks, lost = _compare_texts(texts)
    if len(lost) > (1 - share) * 2 * blocks:
        raise BenchFailed(f"{len(lost)} of {2 * blocks} blocks of text not in both: {lost[:3]}")
    return {
        "pages": len(pages), "articles": len(articles), "lists": len(lists), "articles compared": len(chosen),
        "feed entries": len(texts) - len(chosen), "blocks of text": blocks,
    }  # fmt: skip


def pages_of(contender: Contender) -> set[str]:
    """Give the paths of a contender's HTML pages that all must have."""
    paths = (path.relative_to(contender.site).as_posix() for path in contender.site.rglob("*.html"))
    return {path for path in paths if path.split("/")[0] not in contender.extra}


def articles_of(pages: set[str]) -> set[str]:
    """Give those of some pages that are articles."""
    return {page for page in pages if _ARTICLE.fullmatch(page)}


def lists_of(pages: set[str]) -> list[str]:
    """Give those of some pages that list articles."""
    return sorted(page for page in pages if page.split("/")[0] in _LISTS)


def members(contender: Contender, page: str, articles: set[str]) -> list[str]:
    """Give the articles a list page leads to, in order."""
    text = (contender.site / page).read_text(encoding="utf-8")
    found = (urlsplit(urljoin(f"/{page}", href)).path for href in re.findall(r'<a [^>]*?href="([^"]+)"', text))
    paths = (path.strip("/") + "/index.html" for path in found)
    return list(dict.fromkeys(path for path in paths if path in articles))


def entries(path: Path) -> list[Entry]:
    """Give a feed's entries in order, each with its fullest text and its title bare of the kinds of its spaces."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 (the contenders made it just now)
    found = []
    for entry in (*root.iter(f"{_ATOM}entry"), *root.iter("item")):
        link = entry.find(f"{_ATOM}link")
        url = entry.findtext("link") or (link.get("href") if link is not None else "") or ""
        title = entry.findtext("title") or entry.findtext(f"{_ATOM}title") or ""
        text = max((entry.findtext(name) or "" for name in _FULL_TEXTS), key=len)
        found.append(Entry(urlsplit(url).path, " ".join(title.split()), text))
    return found


def _text(contender: Contender, page: str) -> str:
    """Give the HTML of an article's text."""
    before, after = contender.text
    html = (contender.site / page).read_text(encoding="utf-8")
    start = html.find(before, html.find("<article"))
    end = html.rfind(after, 0, html.rfind("</article>"))
    if not 0 < start < end:
        raise BenchFailed(f"{page}: no text of an article by {contender.name}")
    return html[start + len(before) : end]


def _compare_texts(texts: Sequence[tuple[str, str]]) -> tuple[int, list[str]]:
    """Give how many blocks of text the first of each pair have, and those that stand in one of a pair only."""
    count, lost = 0, list[str]()
    for pair in texts:
        one, two = map(_Blocks.of, pair)
        if min(len(one), len(two)) < FEWEST_BLOCKS:
            raise BenchFailed(f"a text of {len(one)} and {len(two)} blocks is not a full one: {(one or two)[:1]}")
        count += len(one)
        lost += sorted(set(one) ^ set(two))
    return count, lost


def _same(what: str, wanted: list[str], found: list[str]) -> None:
    if wanted != found or not wanted:
        first = next((pair for pair in zip(wanted, found, strict=False) if pair[0] != pair[1]), "lengths")
        raise BenchFailed(f"{what}: {len(wanted)} against {len(found)} entries, first difference {first}")


class _Blocks(HTMLParser):
    """Gathers the text of each innermost block of a text, bare of spaces, notes' numbers and arrows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.texts: list[list[str]] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        """Give the blocks of a text."""
        parser = cls()
        parser.feed(html)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self.open.append(tag)
        if tag in _BLOCKS:
            self.texts.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag in _BLOCKS and self.texts:
            said = re.sub(r"[\s\u21a9\ufe0e]+", "", "".join(self.texts.pop()))
            if said:
                self.found.append(said)

    def handle_data(self, data: str) -> None:
        if self.texts and "sup" not in self.open:
            self.texts[-1].append(data)
