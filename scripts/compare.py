"""Whether two contenders built the same site: the same pages and feeds, the same lists, the same text in samples."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from contenders import Contender
from measure import BenchFailed

SAMPLES = 40
"""How many articles are compared block by block."""
_BLOCKS = frozenset(("p", "li", "h2", "h3", "h4", "td", "th", "pre", "blockquote"))
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "source", "wbr"))
_ARTICLE = re.compile(r"[a-z0-9-]+-\d+/index\.html")
"""The slugs of a corpus's pieces end in a number, those of its static pages do not."""
_LISTS = frozenset(("archives", "pilier", "tag", "auteur"))
_ATOM = "{http://www.w3.org/2005/Atom}"


def compare(reference: Contender, other: Contender) -> dict[str, int]:
    """Give the counts of what both made alike; raises BenchFailed at the first difference."""
    pages = _pages(reference)
    _same("pages", sorted(pages), sorted(_pages(other)))
    articles = {page for page in pages if _ARTICLE.fullmatch(page)}
    lists = sorted(page for page in pages - articles if page.split("/")[0] in _LISTS)
    for page in lists:
        _same(page, *(_links(contender, page, articles) for contender in (reference, other)))
    chosen = sorted(articles)[:: max(1, len(articles) // SAMPLES)]
    blocks = sum(_compare_text(reference, other, page) for page in chosen)
    entries = sum(_compare_feed(reference, other, name) for name in ("atom", "rss"))
    return {
        "pages": len(pages), "articles": len(articles), "lists": len(lists), "articles compared": len(chosen),
        "blocks compared": blocks, "feed entries": entries,
    }  # fmt: skip


def _pages(contender: Contender) -> set[str]:
    """Give the paths of a contender's HTML pages that both must have."""
    paths = (path.relative_to(contender.site).as_posix() for path in contender.site.rglob("*.html"))
    return {path for path in paths if path.split("/")[0] not in contender.extra}


def _links(contender: Contender, page: str, articles: set[str]) -> list[str]:
    """Give the articles a list page leads to, in order."""
    text = (contender.site / page).read_text(encoding="utf-8")
    found = (urlsplit(urljoin(f"/{page}", href)).path for href in re.findall(r'<a [^>]*?href="([^"]+)"', text))
    paths = (path.strip("/") + "/index.html" for path in found)
    return list(dict.fromkeys(path for path in paths if path in articles))


def _compare_text(reference: Contender, other: Contender, page: str) -> int:
    """Give how many blocks of an article stand in both; everything the reference prints must stand in the other."""
    wanted, found = (_Blocks.of(contender.site / page) for contender in (reference, other))
    lost = [block for block in wanted if block not in found]
    if lost or len(wanted) < 5:
        raise BenchFailed(f"{page}: {len(lost)} of {len(wanted)} blocks only by {reference.name}: {lost[:2]}")
    return len(wanted)


def _compare_feed(reference: Contender, other: Contender, name: str) -> int:
    entries = [_entries(contender.site / f"feeds/{name}.xml") for contender in (reference, other)]
    _same(f"feeds/{name}.xml", *entries)
    return len(entries[0])


def _entries(path: Path) -> list[str]:
    """Give the addresses and titles of a feed's entries, in order."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 (the contenders made it just now)
    found = []
    for entry in (*root.iter(f"{_ATOM}entry"), *root.iter("item")):
        link = entry.find(f"{_ATOM}link")
        url = entry.findtext("link") or (link.get("href") if link is not None else "") or ""
        found.append(f"{urlsplit(url).path} {entry.findtext('title') or entry.findtext(f'{_ATOM}title')}")
    return found


def _same(what: str, wanted: list[str], found: list[str]) -> None:
    if wanted != found or not wanted:
        first = next((pair for pair in zip(wanted, found, strict=False) if pair[0] != pair[1]), "lengths")
        raise BenchFailed(f"{what}: {len(wanted)} against {len(found)} entries, first difference {first}")


class _Blocks(HTMLParser):
    """Gathers the text of each innermost block of a page's text, bare of spaces, notes' numbers and arrows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.texts: list[list[str]] = []

    @classmethod
    def of(cls, path: Path) -> list[str]:
        """Give the blocks between the title and the foot of the article of a page."""
        text = path.read_text(encoding="utf-8")
        start, end = text.index("<article"), text.rindex("</article>")
        head, foot = text.find("</header>", start, end), text.rfind("<footer", start, end)
        parser = cls()
        parser.feed(text[max(start, head) : foot if foot > 0 else end])
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
