from __future__ import annotations

from editorial.blocks import read_blocks


def test_lists_quotes_and_code_are_found_at_their_place() -> None:
    body = "É\n\n1. a\n   - b\n   - c\n2. d\n\n> q\n\n```\nx\n```\n"
    blocks = read_blocks(body)

    assert [(listing.items, listing.is_numbered) for listing in blocks.lists] == [(2, True), (2, False)]
    assert body[blocks.lists[0].start :].startswith("1. a")
    assert [body[start:end].strip() for start, end in blocks.quotes] == ["> q"]
    assert [body[start:end].strip() for start, end in blocks.code] == ["```\nx\n```"]


def test_a_line_that_is_bold_throughout_is_found() -> None:
    assert read_blocks("**Qui ?**\n\n**a** et **b**\n\n__Quoi ?__\n").strong == ("Qui ?", "Quoi ?")


def test_no_block_at_all() -> None:
    blocks = read_blocks("Un texte.")

    assert (blocks.lists, blocks.quotes, blocks.code, blocks.strong) == ((), (), (), ())
