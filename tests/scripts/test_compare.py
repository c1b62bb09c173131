"""Two sites are alike only where pages, lists, feeds and texts are: whatever one lacks stops the bench."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmark.compare import compare
from benchmark.contenders.contender import Contender
from benchmark.measure import BenchFailed

BODY = "".join(f"<p>Phrase {number} du texte.</p>" for number in range(6))
ONES = ("un-1", "deux-2", "trois-3")


def site(folder: Path, name: str) -> Contender:
    """Lay out what a contender might have built: three articles, their lists and two feeds."""
    for slug in ONES:
        write(folder / slug / "index.html", f"<article><header></header>{BODY}<footer></footer></article>")
    links = "".join(f'<a href="/{slug}/">{slug}</a>' for slug in ONES)
    for page in ("index.html", "archives/index.html", "tag/essai/index.html", "a-propos/index.html"):
        write(folder / page, links)
    escaped = BODY.replace("<", "&lt;")
    items = "".join(
        f"<item><title>{s}</title><link>/{s}/</link><description>{escaped}</description></item>" for s in ONES
    )
    for feed in ("atom", "rss"):
        write(folder / f"feeds/{feed}.xml", f"<rss><channel>{items}</channel></rss>")
    return Contender(name, "1", folder, (), folder, ("</header>", "<footer"), ())


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def rewritten(path: str, pattern: str, by: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        text = (folder / path).read_text(encoding="utf-8")
        write(folder / path, re.sub(pattern, by, text, count=1))

    return change


def test_sites_that_are_alike_are_counted(tmp_path: Path) -> None:
    found = compare(site(tmp_path / "one", "One"), site(tmp_path / "two", "Two"))
    assert found == {
        "pages": 7, "articles": 3, "lists": 2, "articles compared": 3, "feed entries": 6, "blocks of text": 54,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda f: (f / "tag/essai/index.html").unlink(), "pages: 7 against 6", id="a-page-less"),
        pytest.param(lambda f: write(f / "tag/autre/index.html", ""), "pages: 7 against 8", id="a-page-more"),
        pytest.param(
            rewritten("archives/index.html", r"<a.*?</a>", ""), "archives/index.html: 3 against 2", id="member"
        ),
        pytest.param(rewritten("tag/essai/index.html", r"(<a.*?</a>)(<a.*?</a>)", r"\2\1"), "tag/essai", id="order"),
        pytest.param(rewritten("un-1/index.html", "Phrase 3", "Phrase"), "2 of 108 blocks", id="a-word-of-a-text"),
        pytest.param(
            rewritten("un-1/index.html", "<p>.*?</p>", ""), "1 of 106 blocks|1 of 108 blocks", id="a-paragraph"
        ),
        pytest.param(rewritten("feeds/rss.xml", "<item>.*?</item>", ""), "feeds/rss.xml: 3 against 2", id="an-entry"),
        pytest.param(
            rewritten("feeds/atom.xml", "(<description>).*?(</d)", r"\1Court\2"), "not a full one", id="excerpt"
        ),
    ],
)
def test_what_one_site_lacks_stops_the_bench(tmp_path: Path, change: Callable[[Path], object], said: str) -> None:
    one, two = site(tmp_path / "one", "One"), site(tmp_path / "two", "Two")
    change(two.site)
    with pytest.raises(BenchFailed, match=said):
        compare(one, two)


def test_pages_that_only_one_has_by_right_are_left_out(tmp_path: Path) -> None:
    one, two = site(tmp_path / "one", "One"), site(tmp_path / "two", "Two")
    write(two.site / "charte/index.html", "")
    assert compare(one, replace(two, extra=frozenset({"charte"})))["pages"] == 7
