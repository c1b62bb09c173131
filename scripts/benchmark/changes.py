"""What is done to a site between two builds, and how the one that is built then must show it."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

from benchmark.compare import articles_of, entries, lists_of, members, pages_of
from benchmark.contenders.contender import Contender
from benchmark.drafts import AT
from benchmark.measure import BenchFailed, Cost, cost_of
from environment import ROOT

SETTLE_S = 0.5
CHANGED = ".changed"
"""The suffix of what stands beside the folder of a corpus while it is not as it was written."""

_TOLD = re.compile(r"^(\S+\.md):\d+:\d+: ", re.MULTILINE)
"""How Ligne and proselint begin what they say of a place."""

Act = Callable[[Contender, int], AbstractContextManager[None]]
"""Stands around a measured run: gets a site ready for the given turn, looks at what was built, puts things back."""


def run(contender: Contender) -> Cost:
    """Build on a quiet disk: the last files that were taken away or written would cost it up to 0.5 s."""
    os.sync()
    time.sleep(SETTLE_S)
    return cost_of(contender.command, contender.folder, contender.log, contender.exits)


@contextmanager
def cold(site: Contender, turn: int) -> Iterator[None]:
    """Nothing is there but the sources."""
    site.forget()
    yield


@contextmanager
def linted(site: Contender, turn: int) -> Iterator[None]:
    """Nothing is there but the texts, and something is said of every one of them."""
    with cold(site, turn):
        yield
    told = {Path(path).name for path in _TOLD.findall(_read(site.log))}
    silent = {piece.name for piece in pieces_of(site)} - told
    expect(not silent, f"{site.name} finds nothing in {sorted(silent)[:3]}")


@contextmanager
def checked(site: Contender, turn: int) -> Iterator[None]:
    """A check has told all that is found, and nothing changed since, so that the next tells the same (Ligne only)."""
    site.forget()
    cost_of((*site.command[:1], "check"), site.folder, site.log)
    before = _read(site.log)
    yield
    expect(_read(site.log) == before, "another check of the same site finds something else")


@contextmanager
def built(site: Contender, turn: int) -> Iterator[None]:
    """The site is there and up to date."""
    if site.is_incremental or not site.site.exists():
        cost_of(site.command, site.folder, site.log)
    yield


@contextmanager
def unchanged(site: Contender, turn: int) -> Iterator[None]:
    """Nothing changed since the last build, so that Ligne makes no file."""
    with built(site, turn):
        yield
    made = json.loads(site.log.read_text(encoding="utf-8"))["made"] if site.is_incremental else 0
    expect(made == 0, f"{made} files made again, and nothing had changed")


@contextmanager
def old_body(site: Contender, turn: int) -> Iterator[None]:
    """A sentence more in an old piece, which its page shows."""
    pieces = pieces_of(site)
    piece, said = pieces[len(pieces) // 4 + turn], f"Le banc ajoute la phrase {turn}."
    with built(site, turn), _changed(site, {piece: f"{_read(piece)}\n{said}\n"}):
        yield
        expect(said in _read(site.site / _page(piece)), f"{piece.name}: its page does not show the new sentence")


@contextmanager
def newest_title(site: Contender, turn: int) -> Iterator[None]:
    """Another title for the newest piece, which its page, every list that holds it and the feeds show."""
    piece, title = pieces_of(site)[-1], f"Le banc change de titre {turn}"
    with built(site, turn):
        pages = [*_lists_with(site, piece), _page(piece), "index.html", "feeds/atom.xml", "feeds/rss.xml"]
        with _changed(site, {piece: _with(_read(piece), title=title)}):
            yield
            late = [page for page in pages if title not in _read(site.site / page)]
            expect(not late, f"the new title is not in {late}")


@contextmanager
def piece_added(site: Contender, turn: int) -> Iterator[None]:
    """One piece more, the newest, first in every list that began with the newest before, and in the feeds."""
    last = pieces_of(site)[-1]
    slug = f"le-banc-ajoute-un-texte-{_number(last) + 1 + turn}"
    text = _with(_read(last), title="Le banc ajoute un texte", slug=slug, date=(AT - timedelta(hours=1)).isoformat())
    with built(site, turn):
        before, lists = _archive(site), [page for page in _lists_with(site, last) if "/page/" not in page]
        with _changed(site, {last.with_name(f"{slug}.md"): text}):
            yield
            page = f"{slug}/index.html"
            expect(_archive(site) == [page, *before], "the archive does not begin with the new piece")
            late = [name for name in lists if members(site, name, {page, _page(last)})[:2] != [page, _page(last)]]
            expect(not late, f"the new piece is not the first in {late}")
            expect(_newest_in_feeds(site) == [f"/{slug}/"] * 2, "the feeds do not begin with the new piece")


@contextmanager
def piece_deleted(site: Contender, turn: int) -> Iterator[None]:
    """The newest piece is gone, from its address, every list and the feeds."""
    last, second = reversed(pieces_of(site)[-2:])
    with built(site, turn):
        before, lists = _archive(site), _lists_with(site, last)
        with _changed(site, {last: None}):
            yield
            expect(not (site.site / _page(last)).exists(), "the page of a deleted piece stays")
            expect(_archive(site) == before[1:], "the archive is not what it was without the deleted piece")
            left = [name for name in lists if (site.site / name).exists() and members(site, name, {_page(last)})]
            expect(not left, f"the deleted piece stays in {left}")
            expect(_newest_in_feeds(site) == [f"/{_page(second).partition('/')[0]}/"] * 2, "the feeds keep the piece")


@contextmanager
def template(site: Contender, turn: int) -> Iterator[None]:
    """A template of the site's own for articles, with a comment that every one of them shows (Ligne only)."""
    mark, start = f"<!-- banc {turn} -->", "{% block content %}"
    shipped = _read(ROOT / "theme/templates/article.html")
    changed = shipped.replace(start, f"{start}{mark}", 1)
    with built(site, turn), _changed(site, {site.folder / "theme/templates/article.html": changed}):
        yield
        late = [page for page in articles_of(pages_of(site)) if mark not in _read(site.site / page)]
        expect(changed != shipped and not late, f"{len(late)} articles do not show the changed template")


@contextmanager
def brand(site: Contender, turn: int) -> Iterator[None]:
    """A colour of the site's own, which the style sheet of the brand shows (Ligne only)."""
    colour = f"#0a5c3{turn % 10}"
    changed = f'format: 1\ncolours:\n  accent: {{light: "{colour}", dark: "#99e0b0"}}\n'
    with built(site, turn), _changed(site, {site.folder / "theme/brand.yaml": changed}):
        yield
        expect(colour in _read(site.site / "theme/brand.css"), "the style sheet does not show the changed colour")


def pieces_of(site: Contender) -> list[Path]:
    """Give the files of a corpus's pieces, oldest first."""
    return sorted((path for path in (site.folder / "content").rglob("*-*.md") if _number(path) >= 0), key=_number)


@contextmanager
def _changed(site: Contender, files: Mapping[Path, str | None]) -> Iterator[None]:
    """Write some files, or take them away, for a while."""
    before = {path: _read(path) if path.exists() else None for path in files}
    site.folder.with_suffix(CHANGED).touch()
    _put(files)
    try:
        yield
    finally:
        _put(before)
        site.folder.with_suffix(CHANGED).unlink()


def _put(files: Mapping[Path, str | None]) -> None:
    for path, text in files.items():
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def _number(piece: Path) -> int:
    """Give the number a piece's name ends in, or -1."""
    tail = piece.stem.rpartition("-")[2]
    return int(tail) if tail.isdigit() else -1


def _page(piece: Path) -> str:
    return f"{piece.stem}/index.html"


def _with(text: str, **keys: str) -> str:
    """Give a piece's file with other values in its front matter."""
    for key, value in keys.items():
        text = re.sub(rf"^{key}: .*$", f"{key}: {json.dumps(value, ensure_ascii=False)}", text, count=1, flags=re.M)
    return text


def _lists_with(site: Contender, piece: Path) -> list[str]:
    """Give the list pages that lead to a piece."""
    return [page for page in lists_of(pages_of(site)) if members(site, page, {_page(piece)})]


def _archive(site: Contender) -> list[str]:
    """Give the articles of the whole archive, in order."""
    pages = pages_of(site)
    last = sum(1 for page in pages if page.startswith("archives/"))
    names = ["archives/index.html", *(f"archives/page/{number}/index.html" for number in range(2, last + 1))]
    return [article for name in names for article in members(site, name, articles_of(pages))]


def _newest_in_feeds(site: Contender) -> list[str]:
    return [entries(site.site / f"feeds/{name}.xml")[0].address for name in ("atom", "rss")]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def expect(is_so: bool, otherwise: str) -> None:
    """Go on if it is so; raises BenchFailed."""
    if not is_so:
        raise BenchFailed(otherwise)
