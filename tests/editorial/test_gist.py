"""The gist of a text says where it leads, keeps enough of its opening, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from editorial.gist import MAX_OPENING_CHARS, Lead, gist_in, leads_in, leads_of
from editorial.prose import read_prose
from tests.builder import SiteBuilder

LEADS = {
    "a-text-beside": ("[a](b.md)", (Lead("content/x/b.md", ""),)),
    "an-anchor": ("[a](b.md#là)", (Lead("content/x/b.md", "là"),)),
    "an-anchor-of-its-own": ("[a](#ici)", (Lead("", "ici"),)),
    "a-text-above": ("[a](../y/b.md)", (Lead("content/y/b.md", ""),)),
    "a-name-in-percent": ("[a](%C3%A9t%C3%A9%20b.md)", (Lead("content/x/été b.md", ""),)),
    "a-question": ("[a](b.md?x=1#y)", (Lead("content/x/b.md", "y"),)),
    "a-place-of-the-site": ("[a](/charte/)", (Lead("", ""),)),
    "a-text-from-the-root": ("[a](/content/b.md)", (Lead("", ""),)),
    "no-text": ("[a](b.pdf)", (Lead("", ""),)),
    "elsewhere": ("[a](https://example.org/b.md) [b](mailto:a@b.fr) [c](//example.org/b.md) [d]()", ()),
    "twice": ("[a](b.md) [b](b.md) [c](b.md#x)", (Lead("content/x/b.md", ""), Lead("content/x/b.md", "x"))),
}


@pytest.mark.parametrize(("body", "leads"), LEADS.values(), ids=LEADS)
def test_a_link_inside_the_site_leads_to_a_file_and_an_anchor(body: str, leads: tuple[Lead, ...]) -> None:
    assert leads_in("content/x/a.md", gist_in(read_prose(body))) == leads


def test_the_leads_of_a_piece_are_those_of_its_body(tmp_path: Path) -> None:
    (piece,) = SiteBuilder(tmp_path).piece("a", "[b](b.md)").site().pieces

    assert leads_of(piece) == (Lead("content/ecouter/b.md", ""),)


@pytest.mark.parametrize(
    ("paragraphs", "kept"),
    [([10], 1), ([10] * 5, 5), ([MAX_OPENING_CHARS, 10, 10], 2), ([MAX_OPENING_CHARS + 1, 10], 1), ([2000] * 9, 3)],
)
def test_an_opening_is_kept_until_it_is_long_enough(paragraphs: list[int], kept: int) -> None:
    prose = read_prose("\n\n".join("x" * chars for chars in paragraphs))

    assert gist_in(prose).opening == prose.opening[:kept]
