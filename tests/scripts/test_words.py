"""The bench of posts composes one for every piece on every network."""

from __future__ import annotations

from benchmark.words import table


def test_every_piece_is_composed_for_every_network() -> None:
    head, row = table(pieces=20)
    assert (row[0], len(row)) == (str(20 * 7), len(head))
