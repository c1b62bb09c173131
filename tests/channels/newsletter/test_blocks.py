"""The édito as blocks of text, its links where they stand."""

from __future__ import annotations

from datetime import UTC

import pytest

from channels.newsletter.blocks import Block, read_blocks
from editorial.front_matter import read_piece
from editorial.source import split_markdown


def blocks(body: str) -> tuple[Block, ...]:
    source = split_markdown(f"---\ntitle: T\nstatus: approved\nkind: edition\n---\n{body}")
    piece, _ = read_piece("content/editions/t.md", source, lang="fr", zone=UTC)
    return read_blocks(piece, lambda url: None if "absent" in url else f"https://s.example/{url}")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Un *mot* `fort`.", (Block("Un mot fort."),), id="paragraph"),
        pytest.param("a\nb  \nc", (Block("a b\nc"),), id="breaks"),
        pytest.param("[a](b) c", (Block("a\x020\x03 c", urls=("https://s.example/b",)),), id="link"),
        pytest.param("[a](https://x.fr) [b](https://x.fr)",
                     (Block("a\x020\x03 b\x020\x03", urls=("https://x.fr",)),), id="one-address-twice"),
        pytest.param("[a](absent) <https://x.fr> [b](#c) [d](javascript:e)",
                     (Block("a https://x.fr b d"),), id="no-link"),
        pytest.param("- a\n- b", (Block("a", "- ", "  "), Block("b", "- ", "  ")), id="list"),
        pytest.param("3. a\n4. b", (Block("a", "3. ", "   "), Block("b", "4. ", "   ")), id="numbered"),
        pytest.param("- a\n  - b", (Block("a", "- ", "  "), Block("b", "  - ", "    ")), id="nested"),
        pytest.param("> a\n>\n> b", (Block("a", "> ", "> "), Block("b", "> ", "> ")), id="quote"),
        pytest.param("- a\n\n  b", (Block("a", "- ", "  "), Block("b", "  ", "  ")), id="second-paragraph-of-an-item"),
        pytest.param("```\na  b\n c\n```", (Block("a  b\n c", is_set=True),), id="code"),
        pytest.param("a\n\n---\n\nb", (Block("a"), Block("* * *"), Block("b")), id="rule"),
        pytest.param("| a | b |\n|---|---|\n| c | d |", (Block("a | b\nc | d", is_set=True),), id="table"),
        pytest.param("a[^1]\n\n[^1]: b", (Block("a (1)"), Block("b", "(1) ", "    ")), id="footnote"),
        pytest.param("- [x] a", (Block("☑ a", "- ", "  "),), id="task"),
        pytest.param("![a](b.jpg)", (Block("a"),), id="image"),
        pytest.param("<div>a <a href='https://x.fr'>b</a></div>",
                     (Block("a b\x020\x03", urls=("https://x.fr",)),), id="raw-block"),
        pytest.param("a <a href='https://x.fr'>b</a>",
                     (Block("a b\x020\x03", urls=("https://x.fr",)),), id="raw-inline"),
        pytest.param("<script>\na\n</script>\n\nb", (Block("b"),), id="script"),
        pytest.param("", (), id="nothing"),
    ],
)  # fmt: skip
def test_blocks(body: str, expected: tuple[Block, ...]) -> None:
    assert blocks(body) == expected


def test_ten_thousand_quotes_come_out_as_plain_text() -> None:
    assert blocks("> " * 10_000 + "fin") == (Block("fin"),)
