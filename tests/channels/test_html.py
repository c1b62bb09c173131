"""A piece's HTML: safe, with its links, images, headings and notes made good."""

from __future__ import annotations

import re
from datetime import UTC
from html.parser import HTMLParser

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.html import _CLEANER, _MARKDOWN, _TASKS, _is_plain, to_html
from editorial.front_matter import read_piece
from editorial.gist import gist_of
from editorial.link import Link
from editorial.piece import Piece
from editorial.source import Unreadable, decode, split_markdown


def a_piece(body: str, lang: str = "fr") -> Piece:
    source = split_markdown(f"---\ntitle: T\nstatus: approved\nkind: page\nlang: {lang}\n---\n{body}")
    return read_piece("content/pages/t.md", source, lang="fr", zone=UTC)[0]


def link(url: str) -> str | None:
    return None if "absent" in url else f"/{url.replace('.md', '/')}"


def figure(image: Link) -> str | None:
    return None if "absent" in image.url else f'<figure><img src="/{image.url}" alt="{image.text}"></figure>'


def html(body: str, *, trusted: bool = False, lang: str = "fr") -> str:
    return to_html(a_piece(body, lang), link=link, image=figure, trusted=trusted).strip()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("[a](b.md)", '<p><a href="/b/">a</a></p>', id="inside"),
        pytest.param("[a](b.md#c)", '<p><a href="/b/#c">a</a></p>', id="inside-with-anchor"),
        pytest.param("[a](été%20x.md)", '<p><a href="/été%20x/">a</a></p>', id="given-as-written"),
        pytest.param("[a *b*](absent.md) c", "<p>a <em>b</em> c</p>", id="nowhere-keeps-its-text"),
        pytest.param("[a][r]\n\n[r]: b.md 'T'", '<p><a href="/b/" title="T">a</a></p>', id="by-reference"),
        pytest.param("[a](https://x.fr)", '<p><a href="https://x.fr" rel="noopener">a</a></p>', id="outside"),
        pytest.param("[a](//x.fr)", '<p><a href="//x.fr" rel="noopener">a</a></p>', id="outside-same-scheme"),
        pytest.param("[a](#b)", '<p><a href="#b">a</a></p>', id="own-anchor"),
        pytest.param("[a](mailto:b@c.fr)", '<p><a href="mailto:b@c.fr">a</a></p>', id="mail"),
        pytest.param("<b@c.fr>", '<p><a href="mailto:b@c.fr">b@c.fr</a></p>', id="mail-written-out"),
        pytest.param("[a](javascript:alert(1))", "<p>a</p>", id="script-scheme"),
        pytest.param("[a](data:text/html,x)", "<p>a</p>", id="data-scheme"),
        pytest.param("<a href='b.md'>a</a>", '<p><a href="/b/">a</a></p>', id="raw-html"),
        pytest.param("<a id=\"b\"></a>", '<p><a id="b"></a></p>', id="raw-anchor"),
        pytest.param("`[a](b.md)`", "<p><code>[a](b.md)</code></p>", id="not-in-code"),
    ],
)  # fmt: skip
def test_links(body: str, expected: str) -> None:
    assert html(body) == expected


FIGURE = '<figure><img src="/i.jpg" alt="A"></figure>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("![A](i.jpg)", FIGURE, id="alone"),
        pytest.param("![A][r]\n\n[r]: i.jpg", FIGURE, id="by-reference"),
        pytest.param("b ![A](i.jpg) c", f"<p>b  c</p>\n{FIGURE}", id="lifted-out-of-its-paragraph"),
        pytest.param("[![A](i.jpg)](b.md)", f'<a href="/b/">{FIGURE}</a>', id="inside-a-link"),
        pytest.param("## b ![A](i.jpg)", f'<h2 id="b">b </h2>\n{FIGURE}', id="lifted-out-of-a-heading"),
        pytest.param("![A](absent.jpg)", "<p>A</p>", id="missing-keeps-its-text"),
        pytest.param("![<b>A](absent.jpg)", "<p>&lt;b&gt;A</p>", id="text-escaped"),
        pytest.param("<img src=i.jpg alt=A onerror=x>", FIGURE, id="raw-html"),
        pytest.param("`![A](i.jpg)`", "<p><code>![A](i.jpg)</code></p>", id="not-in-code"),
    ],
)
def test_images(body: str, expected: str) -> None:
    assert html(body) == expected


def test_an_image_that_is_no_block_stays_in_its_sentence() -> None:
    made = to_html(a_piece("a ![b](i.svg) c"), link=link, image=lambda i: f'<img src="/{i.url}" alt="">', trusted=False)

    assert made == '<p>a <img src="/i.svg" alt=""> c</p>\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("## Écrire _ici_ !", '<h2 id="ecrire-ici">Écrire <em>ici</em>\u00a0!</h2>', id="emphasis"),
        pytest.param("## _Ici_ ##", '<h2 id="ici"><em>Ici</em></h2>', id="closing-hashes"),
        pytest.param("A\n===", '<h1 id="a">A</h1>', id="setext"),
        pytest.param("## A {#b}", '<h2 id="b">A</h2>', id="chosen"),
        pytest.param("## A {lang=en}", '<h2 lang="en" id="a">A</h2>', id="lang"),
        pytest.param("## A\n\n## A", '<h2 id="a">A</h2>\n<h2 id="a-2">A</h2>', id="twice"),
        pytest.param("> ## A", '<blockquote>\n<h2 id="a">A</h2>\n</blockquote>', id="in-a-quote"),
        pytest.param("<h2>A</h2>\n\n## B", '<h2>A</h2>\n<h2 id="b">B</h2>', id="after-a-raw-one"),
        pytest.param("## 🎉", '<h2 id="section">🎉</h2>', id="emoji"),
        pytest.param("```\n## A\n```\n\n## B", '<pre><code>## A\n</code></pre>\n<h2 id="b">B</h2>', id="after-code"),
    ],
)
def test_headings(body: str, expected: str) -> None:
    assert html(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param("<style>p { color: red }</style>", id="style"),
        pytest.param("<iframe src='https://x.fr'>b</iframe>", id="iframe"),
        pytest.param("<p onclick='x'></p>", id="handler"),
        pytest.param("<svg><script>x</script></svg>", id="svg"),
        pytest.param("<a href='java\tscript:x'>a</a>", id="hidden-scheme"),
        pytest.param("<p style='position:fixed'>a</p>", id="style-attribute"),
        pytest.param("<p class='masthead'>a</p>", id="class"),
        pytest.param("<form action=/><input></form>", id="form"),
    ],
)
def test_what_the_writer_may_not_say_is_taken_out(body: str) -> None:
    made = html(body)

    for forbidden in ("script", "style", "onclick", "iframe", "svg", "class", "form", "input", "alert"):
        assert forbidden not in made


def test_a_trusted_writer_is_left_alone() -> None:
    body = '<div onclick="x"><script>y</script><img src="x.png" class="z"></div>'

    assert html(body, trusted=True) == body


def test_footnotes_lead_there_and_back() -> None:
    assert html("A[^n] b[^n].\n\n[^n]: Note.") == (
        '<p>A<sup class="footnote-reference"><a href="#fn-n" id="fnref-n" role="doc-noteref">1</a></sup>'
        ' b<sup class="footnote-reference"><a href="#fn-n" role="doc-noteref">1</a></sup>.</p>\n'
        '<div class="footnote-definition" id="fn-n"><sup class="footnote-definition-label">'
        '<a href="#fnref-n">1</a></sup>\n<p>Note.</p>\n</div>'
    )


def test_a_table_scrolls_in_a_named_region() -> None:
    made = html("| a | b |\n|--:|---|\n| 1 | 2 |", lang="en")

    assert made.startswith('<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>')
    assert '<td style="text-align: right">1</td>' in made
    assert made.endswith("</table></div>")


def test_tasks_and_alerts_are_kept() -> None:
    assert html("- [ ] a\n- [x] b") == "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n</ul>"
    assert html("> [!NOTE]\n> a") == '<blockquote class="markdown-alert-note">\n<p>a</p>\n</blockquote>'


def test_code_keeps_its_language_and_is_not_read() -> None:
    made = html('```python\n<a href="b.md"> [a](b.md)\n# c\n```')

    assert made == '<pre><code class="language-python">&lt;a href="b.md"&gt; [a](b.md)\n# c\n</code></pre>'


def test_a_line_that_begins_with_a_colon_goes_on_with_its_sentence() -> None:
    assert (
        html("Une version existe là\n:\n[ici](b.md).") == '<p>Une version existe là\u00a0:\n<a href="/b/">ici</a>.</p>'
    )


def test_running_text_is_made_as_a_reader_expects_it() -> None:
    assert html("a : `b ?` https://x.fr") == (
        '<p>a\u00a0: <code>b ?</code> <a href="https://x.fr" rel="noopener">https://x.fr</a></p>'
    )
    assert html("a :", lang="en") == "<p>a :</p>"


def test_no_break_spaces_stay_characters() -> None:
    assert html("a\u00a0; b\u202f!") == "<p>a\u00a0; b\u202f!</p>"


@pytest.mark.parametrize("trusted", [False, True], ids=["sanitised", "trusted"])
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("> " * 10_000 + "fin", id="quotes"),
        pytest.param("- " * 10_000 + "fin", id="lists"),
        pytest.param("<div>" * 10_000 + "fin", id="raw-html"),
        pytest.param("[" * 10_000 + "fin", id="brackets"),
        pytest.param("![a](b.jpg)" * 500 + "fin", id="images"),
        pytest.param("<a href='absent'>" * 5_000 + "fin", id="open-links"),
        pytest.param("**a" * 10_000 + "fin", id="emphasis"),
    ],
)
def test_what_is_deep_or_long_still_comes_out(body: str, trusted: bool) -> None:
    assert "fin" in html(body, trusted=trusted)


def test_everything_at_once_is_valid_html() -> None:
    body = (
        "## A *b* `c` 🎉\n\nÀ ![d](e.jpg) et [![f](g.jpg)](h.md) [i](absent.md)[^1]\n\n"
        "- [x] j\n- k\n  1. l ![m](n.jpg)\n\n| o |\n|---|\n| ![p](q.jpg) [r](s.md) |\n\n> [!TIP]\n> t\n\n"
        "u\n: v\n\n[^1]: w [x](y.md)\n\n<details><summary>z</summary>\n\n**a**\n\n</details>\n"
    )
    parser = html5lib.HTMLParser(strict=True)

    parser.parse(f"<!doctype html><html lang=fr><head><title>t</title></head><body>{html(body)}</body></html>")

    assert parser.errors == []


SCRAPS = [
    "# ", "## a", "**", "_", "`", "```\n", "\n", "\n\n", "> ", "- ", "1. ", "[a](b.md)", "[a](absent.md)",
    "![a](i.jpg)", "![a](absent.jpg)", "[", "](", ")", "| a | b |\n|--|--|\n", "[^1]", "[^1]: n\n", "&lt;", "&nbsp;",
    "é🎉", "\u00a0", "{#x}", "===\n", "---\n", "\\", "[a](javascript:x)",
]  # fmt: skip
TAGS = [
    "<b>", "</b>", "<p>", "</p>", "<a href='b.md'>", "</a>", "<img src=i.jpg>", "<table>", "<td>", "<h2>", "</h2>",
    "<script>", "<svg>", "<math>", "<style>", "<!--", "-->", "<![CDATA[", "<javascript:x>", "<select>", "<a id=x>",
]  # fmt: skip


@given(st.lists(st.sampled_from([*SCRAPS, *TAGS]), max_size=14).map("".join))
def test_any_scraps_make_safe_html_without_a_mark_left(body: str) -> None:
    made = html(body)

    assert not re.search("[\x02\x03]|<script|<style|<svg|<math|<a[^>]*(?:javascript|absent)|<img[^>]*absent", made)


@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join))
def test_any_markdown_makes_valid_html(body: str) -> None:
    made = html(body)

    parser = html5lib.HTMLParser()
    parser.parse(f"<!doctype html><html lang=fr><head><title>t</title></head><body>{made}</body></html>")
    assert [code for _, code, _ in parser.errors] == []


TRICKS = st.sampled_from([
    "# T {onclick=alert(1)}", "# T {#a .b}", "T {style=x}\n===", "[a](javascript:alert(1))", "<javascript:alert(1)>",
    "[a](JAVA\tSCRIPT:x)", "[a](java&#115;cript:x)", "[a][r]\n\n[r]: vbscript:x", "![a](data:text/html,x)", "<b>x</b>",
    "<!-- x -->", "&lt;script>", "`<script>`", "```\"><script>\nx\n```", "    <script>",
    "[^1]\n\n[^1]: [a](javascript:x)",
    "[a](<b c> \"t\\\"><script>\")", "| a |\n|:-:|\n| <i> |", "- [x] a", "> [!NOTE]\n> b", "a <script", "<a@b.fr>",
    "![a\" onerror=\"x](b.png)", "[a](b\"onclick=\"x)", "\\<script>", "<https://a.fr/?\"onclick=x>", "a\n\n***\n\nb",
    "**gras**",
])  # fmt: skip


@given(st.lists(st.one_of(TRICKS, st.text(max_size=30)), min_size=1, max_size=4))
def test_of_a_text_that_is_not_cleaned_nothing_would_have_been_taken_out(parts: list[str]) -> None:
    try:
        piece = a_piece(decode("\n\n".join(parts).encode()))
    except Unreadable:
        return
    if not _is_plain(piece.body, gist_of(piece)):
        return
    made = _MARKDOWN.html(piece.body)
    cleaned = _CLEANER.clean(made)
    for box, _ in _TASKS:
        made, cleaned = made.replace(box, ""), cleaned.replace(box, "")
    assert tokens(cleaned) == tokens(made)


def tokens(html: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give what a browser sees: tags with their attributes, spaces of styles aside, and texts."""
    found: list[tuple[str, str, list[tuple[str, str]]]] = []

    class Seen(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(
                ("tag", tag, sorted((n, (v or "").replace(": ", ":") if n == "style" else v) for n, v in attrs))
            )

        def handle_data(self, data: str) -> None:
            if found and found[-1][0] == "text":
                found[-1] = ("text", found[-1][1] + data, [])
            else:
                found.append(("text", data, []))

    parser = Seen(convert_charrefs=True)
    parser.feed(html)
    parser.close()
    return found
